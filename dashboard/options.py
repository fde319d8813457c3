"""Every Streamlit option that the dashboard depends on, set in one place.

Streamlit finds ``.streamlit/config.toml`` only from the folder it is started in, so the file is
read here (it holds the theme) and the options that must hold are added to it.
"""

from __future__ import annotations

import ipaddress
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.errors import YusaError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

CONFIG = Path(__file__).parents[1] / ".streamlit" / "config.toml"
_GUARDS = ("STREAMLIT_SERVER_ENABLE_CORS", "STREAMLIT_SERVER_ENABLE_XSRF_PROTECTION")
_OFF = {"0", "false", "no", "off"}


class UnsafeOptionsError(YusaError):
    """Options that would open the dashboard to other websites or networks by accident."""


def streamlit_options(host: str, port: int, allowed_hosts: Sequence[str]) -> dict[str, Any]:
    """Return all options by their dotted names."""
    fixed: dict[str, Any] = {
        "server.address": host,
        "server.port": port,
        "server.headless": True,
        "server.enableCORS": True,
        "server.enableXsrfProtection": True,
        "server.allowedHosts": list(allowed_hosts),
        "server.fileWatcherType": "none",
        "server.enableStaticServing": False,
        "server.enableAgentApi": False,
        "server.maxUploadSize": 1,
        "browser.gatherUsageStats": False,
        "browser.serverAddress": "127.0.0.1" if is_loopback(host) else host,
        # Collecting garbage after each run made a run six times slower and lost key presses.
        "runner.postScriptGC": False,
        # The browser drops large messages after so many runs that didn't use them; with Streamlit's
        # 2, quick key presses made it miss one that the server still counted on, and disconnect.
        "global.maxCachedMessageAge": 20,
        "runner.magicEnabled": False,
        # One run after the other. Otherwise the next one begins in a thread of its own while a
        # callback of the last is still at work on the same session: quick steps were lost.
        "runner.fastReruns": False,
        "client.showErrorDetails": "none",
        "client.showErrorLinks": False,  # they lead to other websites
        "client.toolbarMode": "viewer",
        "logger.level": "warning",
    }
    return theme_options() | fixed


def theme_options(path: Path = CONFIG) -> dict[str, Any]:
    """Return the options of the configuration file by their dotted names."""
    with path.open("rb") as file:
        return _flatten(tomllib.load(file), "")


def _flatten(table: Mapping[str, Any], prefix: str) -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for name, value in table.items():
        if isinstance(value, dict):
            flat |= _flatten(value, f"{prefix}{name}.")
        else:
            flat[prefix + name] = value
    return flat


def safe_hosts(host: str, allowed: Sequence[str], environment: Mapping[str, str]) -> list[str]:
    """Return the host names that may be used to reach the server, or refuse unsafe options.

    Another website that makes its name point to this machine is kept out by checking the name.
    """
    for name in _GUARDS:
        if environment.get(name, "").strip().lower() in _OFF:
            message = (
                f"{name} is switched off, so any website could drive this dashboard. "
                f"Unset it; for another host name set YUSA_ALLOWED_HOSTS."
            )
            raise UnsafeOptionsError(message)
    if is_loopback(host):
        return ["localhost", "127.0.0.1", "[::1]", "::1", *allowed]
    if not allowed and _is_wildcard(host):
        message = (
            f"{host} listens on every network of this machine and the dashboard has no login. "
            f"Name the hosts that people will use, e.g. YUSA_ALLOWED_HOSTS=review.example.org, "
            f"and put a login in front; '*' accepts any name."
        )
        raise UnsafeOptionsError(message)
    return [] if "*" in allowed else [host, *allowed]


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach the address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _is_wildcard(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.strip("[]")).is_unspecified
    except ValueError:
        return host == ""
