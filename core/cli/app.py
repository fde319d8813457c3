"""The command: what it is made of, and how it ends.

Messages and progress go to standard error, results to standard output. Exit status: 0 done,
1 bad input (clear sentences, no traceback), 2 wrong usage.
"""

from __future__ import annotations

import io
import os
import signal
import sys
from typing import NoReturn

import typer

from core.cli import (
    backups,
    importing,
    judgments,
    keys,
    looking,
    measuring,
    serving,
    tasks,
    versions,
)
from core.cli.output import say
from core.errors import YusaError

app = typer.Typer(
    help="Review similar-question retrieval: exact neighbours, honest figures.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command()(importing.demo)
app.command("import")(importing.import_)
app.command()(importing.derive)
app.command()(looking.info)
app.command()(looking.check)
app.command()(looking.neighbours)
app.command()(measuring.evaluate)
app.command()(measuring.compare)
app.command()(measuring.report)
app.command()(backups.backup)
app.command()(backups.restore)
app.command()(serving.serve)
app.command()(keys.key)
judgments.app.command()(versions.freeze)
judgments.app.command()(versions.changes)
judgments.app.command()(tasks.progress)
app.add_typer(judgments.app, name="judgments")


def main() -> NoReturn:
    """Run the command; bad input becomes sentences on standard error and exit status 1."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) == signal.SIG_DFL:  # nohup ignores SIGHUP on purpose
            signal.signal(number, _stop)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    try:
        app(prog_name="yusa")
    except YusaError as fault:
        for sentence in fault.faults:
            say(f"yusa: {sentence}")
        sys.exit(1)
    except BrokenPipeError:
        # The reader (head, less) has seen enough; Python would complain again while closing.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as fault:
        say(f"yusa: {fault.filename or 'the operating system'}: {fault.strerror or fault}.")
        sys.exit(1)
    except MemoryError:
        say("yusa: not enough memory. Close other programs, or use a larger machine.")
        sys.exit(1)
    sys.exit(0)


def _stop(number: int, _frame: object) -> NoReturn:
    """End by way of the clean-up, so that a stopped import leaves no rubbish."""
    sys.exit(128 + number)
