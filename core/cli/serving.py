"""`yusa serve`: become the dashboard's server."""

from __future__ import annotations

import contextlib
import errno
import os
import socket
import sys
from typing import Annotated

import typer

from core.cli.options import DatabaseOption, Dir
from core.errors import HostError, LockError, PortBusyError
from core.generations import read_pointer, sweep, write_lock
from core.postgres import VARIABLE as DATABASE_VARIABLE
from core.workspace import Workspace


def serve(
    directory: Dir,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 8501,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    database: DatabaseOption = None,
) -> None:
    """Serve the dashboard."""
    with contextlib.closing(Workspace.open(directory, database=database).judgments()):
        pass  # a missing driver is said before the server is up
    # What an interrupted import left; not while another one is at work.
    with contextlib.suppress(LockError, OSError), write_lock(directory):
        sweep(directory, read_pointer(directory))
    _require_free_port(host, port)
    # By name: core knows nothing of the dashboard, and replacing the process leaves one to signal.
    if database is not None:
        os.environ[DATABASE_VARIABLE] = database  # other users see arguments, not the environment
    command = ["-P", "-m", "dashboard", "--workspace", str(directory), "--port", str(port)]
    os.execv(sys.executable, [sys.executable, *command, "--host", host])  # noqa: S606


def _require_free_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (socket.gaierror, UnicodeError) as fault:  # what no name can be is a UnicodeError
            raise HostError(
                f'The host "{host}" can\'t be resolved. Check its spelling, or give an address '
                "of this machine, such as --host 127.0.0.1."
            ) from fault
        except OSError as fault:
            if fault.errno == errno.EADDRNOTAVAIL:
                raise HostError(
                    f'The host "{host}" is no address of this machine. Give one that is, such as '
                    "--host 127.0.0.1."
                ) from fault
            raise PortBusyError(
                f"{host}:{port} can't be used ({fault.strerror}). Give another port: --port N."
            ) from fault
