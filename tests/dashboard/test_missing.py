"""What is missing: named at once, with a command that works as it stands."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core.workspace import Workspace

OpenPage = Callable[..., AppTest]
Build = Callable[..., Path]


def shown_command(app: AppTest) -> str:
    assert not app.exception
    (info,) = app.info
    _, command, _ = info.value.split("~~~")
    return str(command).strip()


def controls(app: AppTest) -> list[str]:
    """Return the keys of all that can be pressed, chosen or typed into, but the language."""
    kinds = ("button", "download_button", "selectbox", "segmented_control", "text_input")
    return [
        str(found.key)
        for kind in kinds
        for found in app.get(kind)
        if not str(found.key).endswith("language")
    ]


@pytest.mark.parametrize("page", ["compare", "report", "annotate"])
@pytest.mark.parametrize("language", ["ko", "en"])
def test_all_that_is_missing_is_named_and_nothing_dead_is_drawn(
    open_page: OpenPage, build_sample: Build, tmp_path: Path, page: str, language: str
) -> None:
    for lacking in (("variants",), ("gts",), ("variants", "gts")):
        path = build_sample(tmp_path / "-".join(lacking), **dict.fromkeys(lacking, False))
        app = open_page(path, page=page, lang=language)
        command = shown_command(app)
        assert ("--variant " in command) == ("variants" in lacking)
        assert ("--gt " in command) == ("gts" in lacking)
        assert controls(app) == []


def test_the_command_runs_as_it_is_pasted(
    open_page: OpenPage, build_sample: Build, tmp_path: Path
) -> None:
    path = build_sample(tmp_path / "my folder", variants=False, gts=False)
    command = shown_command(open_page(path, page="annotate"))
    files = path.parent / "files"
    command = command.replace("이름=파일.npz", f"v='{files / 'text.npz'}'")
    command = command.replace("이름=파일.json", f"g='{files / 'open.json'}'")
    elsewhere = tmp_path / "elsewhere"
    (elsewhere / "core").mkdir(parents=True)  # a folder of that name must not be taken for ours
    (elsewhere / "core" / "__init__.py").write_text("raise SystemExit('wrong core')", "utf-8")
    done = subprocess.run(
        ["/bin/sh", "-c", command],
        cwd=elsewhere,
        env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path)},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    ws = Workspace.open(path)
    assert (ws.variant_names, ws.gt_names) == (("v",), ("g",))
    assert not open_page(path, page="report").info


def test_without_the_script_the_module_is_called(
    open_page: OpenPage, build_sample: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.executable", str(tmp_path / "no script" / "python"))
    command = shown_command(open_page(build_sample(tmp_path, gts=False), page="report"))
    assert command.startswith(f"'{tmp_path}/no script/python' -P -m core.cli import ")
