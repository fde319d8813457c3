"""Options: set by us wherever the server is started, and refused where they are unsafe."""

from __future__ import annotations

import tomllib

import pytest
from streamlit import config

from dashboard import launch, options
from dashboard.options import UnsafeOptionsError, safe_hosts


def test_loopback_is_the_default_and_only_local_names_may_be_used() -> None:
    assert launch.parse_arguments(["--workspace", "x"]).host == "127.0.0.1"
    hosts = safe_hosts("127.0.0.1", [], {})
    assert set(hosts) >= {"localhost", "127.0.0.1"}
    assert "*" not in hosts


@pytest.mark.parametrize("host", ["0.0.0.0", "::", ""])
def test_every_network_needs_named_hosts(host: str) -> None:
    with pytest.raises(UnsafeOptionsError, match="YUSA_ALLOWED_HOSTS"):
        safe_hosts(host, [], {})
    assert "review.example.org" in safe_hosts(host, ["review.example.org"], {})
    assert safe_hosts(host, ["*"], {}) == []


@pytest.mark.parametrize(
    "name", ["STREAMLIT_SERVER_ENABLE_CORS", "STREAMLIT_SERVER_ENABLE_XSRF_PROTECTION"]
)
@pytest.mark.parametrize("value", ["false", "False", "0", " off "])
def test_switched_off_guards_are_refused(name: str, value: str) -> None:
    with pytest.raises(UnsafeOptionsError, match=name):
        safe_hosts("127.0.0.1", [], {name: value})
    assert safe_hosts("127.0.0.1", [], {name: "true"})


def test_the_options_that_the_dashboard_depends_on() -> None:
    chosen = options.streamlit_options("127.0.0.1", 8501, ["localhost"])
    assert chosen["browser.gatherUsageStats"] is False
    assert chosen["runner.postScriptGC"] is False
    assert chosen["runner.fastReruns"] is False
    assert chosen["server.address"] == "127.0.0.1"
    assert chosen["server.enableCORS"] is True
    assert chosen["client.showErrorDetails"] == "none"


def test_streamlit_knows_every_option() -> None:
    known = set(config._config_options_template)
    chosen = options.streamlit_options("127.0.0.1", 8501, [])
    unknown = {name for name in chosen if name not in known and not name.startswith("theme.")}
    assert not unknown


def test_both_themes_define_the_same_colours() -> None:
    with options.CONFIG.open("rb") as file:
        theme = tomllib.load(file)["theme"]
    assert set(theme["light"]) == set(theme["dark"])
    assert set(theme["light"]) >= {"backgroundColor", "textColor", "primaryColor", "borderColor"}


def luminance(colour: str) -> float:
    channels = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", ["light", "dark"])
def test_text_can_be_read_on_its_ground(name: str) -> None:
    theme = tomllib.loads(options.CONFIG.read_text("utf-8"))["theme"][name]
    ground = theme["backgroundColor"]
    assert contrast(theme["textColor"], ground) >= 7
    for hue in ("blue", "red", "green", "violet", "orange", "yellow", "gray"):
        assert contrast(theme[f"{hue}TextColor"], theme[f"{hue}BackgroundColor"]) >= 4.5, hue
        assert contrast(theme[f"{hue}TextColor"], ground) >= 4.5, hue
    assert contrast(theme["primaryColor"], ground) >= 4.5


def test_the_announced_address_can_be_clicked() -> None:
    assert launch.announcement("연습", "127.0.0.1", 8501) == "Yusa (연습): http://127.0.0.1:8501"
    assert launch.announcement("x", "::1", 80).endswith("http://[::1]:80")


def test_a_missing_workspace_is_one_clear_line(
    tmp_path: object, capsys: pytest.CaptureFixture[str]
) -> None:
    assert launch.main(["--workspace", f"{tmp_path}/nowhere"]) == 1
    said = capsys.readouterr()
    assert "no Yusa workspace there" in said.err
    assert "Traceback" not in said.err
