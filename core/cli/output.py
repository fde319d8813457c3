"""Where lines go: messages to standard error, results to standard output."""

from __future__ import annotations

import json
import sys


def say(line: str) -> None:
    """Tell the person at the terminal."""
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


def print_json(document: dict[str, object]) -> None:
    """Write a result for a program."""
    sys.stdout.write(json.dumps(document, ensure_ascii=False, allow_nan=False) + "\n")
