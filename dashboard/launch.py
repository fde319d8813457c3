"""Reads the command line, sets every option, opens the workspace and runs the server."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import uvicorn
from streamlit import config

from core.errors import YusaError
from dashboard import options, server, services

if TYPE_CHECKING:
    import socket
    from collections.abc import Sequence

DEFAULT_PORT = 8501
MAX_MESSAGE_BYTES = 16 * 2**20


def parse_arguments(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m dashboard", description="Serve a workspace.")
    parser.add_argument("--workspace", type=Path, required=True, help="folder of the workspace")
    parser.add_argument("--port", type=int, default=DEFAULT_PORT, help="port to listen on")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument(
        "--allowed-host",
        action="append",
        default=None,
        help="host name that browsers may use (repeatable); default: YUSA_ALLOWED_HOSTS",
    )
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the server until it is stopped; return the exit status."""
    given = parse_arguments(arguments)
    try:
        return serve(given)
    except YusaError as error:
        sys.stderr.write("".join(f"yusa: {fault}\n" for fault in error.faults))
        return 1


def serve(given: argparse.Namespace) -> int:
    """Set the options, open the workspace and serve it."""
    named = given.allowed_host
    if named is None:
        named = os.environ.get("YUSA_ALLOWED_HOSTS", "").split(",")
    allowed = [name.strip() for name in named if name.strip()]
    hosts = options.safe_hosts(given.host, allowed, os.environ)
    # Options must stand before the application is built: it reads them while it is made.
    chosen = options.streamlit_options(given.host, given.port, hosts)
    config.get_config_options(force_reparse=True, options_from_flags=chosen)

    services.configure(given.workspace.resolve())
    opened = services.snapshot().ws
    runner = AnnouncingServer(
        uvicorn.Config(
            server.build_app(),
            host=given.host,
            port=given.port,
            log_level="warning",
            access_log=False,
            ws_max_size=MAX_MESSAGE_BYTES,
            ws_per_message_deflate=False,
            timeout_graceful_shutdown=3,
        ),
        announcement(opened.name, given.host, given.port),
    )
    # uvicorn raises Ctrl-C again after it has shut down in good order.
    with contextlib.suppress(KeyboardInterrupt):
        runner.run()
    return 0 if runner.started else 1


def announcement(name: str, host: str, port: int) -> str:
    """Return the line that says where to look."""
    shown = f"[{host}]" if ":" in host else host
    return f"Yusa ({name}): http://{shown}:{port}"


class AnnouncingServer(uvicorn.Server):
    """Prints the address once the socket really listens."""

    def __init__(self, config: uvicorn.Config, line: str) -> None:
        super().__init__(config)
        self.line = line

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start listening, then say where."""
        await super().startup(sockets)
        if self.started:
            sys.stdout.write(f"{self.line}\n")
            sys.stdout.flush()
