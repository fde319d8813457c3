"""``python -m benchmarks COMMAND``: make data, measure one subject, or write the whole report."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks import (
    appending,
    browser,
    crowd_judging,
    data,
    evaluation,
    importing,
    judging,
    killing,
    opening,
    repainting,
    search,
    sessions,
    soak,
    suite,
    text,
)
from benchmarks.data import Spec

LEAST_ITEMS = 1000
_COMMANDS = {
    "make": (data, 1, "make a synthetic production workspace"),
    "search": (search, 1, "exact neighbours against rivals"),
    "import": (importing, 1, "import of a compressed .npz, and of items"),
    "open": (opening, 1, "cold process to first neighbours"),
    "text": (text, 1, "text search"),
    "evaluate": (evaluation, 4, "evaluation of all variants"),
    "click": (browser, 1, "click to painted in Chromium"),
    "judge": (judging, 1, "a judgment's way into the tables"),
    "append": (appending, 1, "judgments of many writers at once, on both stores"),
    "crowd": (crowd_judging, 1, "many annotators at once through the running server"),
    "kill": (killing, 1, "kill the server while annotators click: nothing may be lost"),
    "repaint": (repainting, 1, "Compare repainted after a choice, on the demo"),
    "sessions": (sessions, 1, "simultaneous reviewers"),
    "soak": (soak, 1, "growth of the server's memory"),
    "all": (suite, 4, "measure everything and write the report"),
}


def parser() -> argparse.ArgumentParser:
    """The command line."""
    top = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    commands = top.add_subparsers(dest="command", required=True)
    for name, (module, variants, words) in _COMMANDS.items():
        one = commands.add_parser(name, help=words, description=module.__doc__)
        one.add_argument("--items", type=int, default=176_443, help="questions")
        one.add_argument("--dim", type=int, default=2048, help="dimensions of a variant")
        one.add_argument("--variants", type=int, default=variants, help="variants to make")
        one.add_argument("--seed", type=int, default=0, help="of everything random")
        one.add_argument("--json", action="store_true", help="one JSON object on stdout")
        one.add_argument(
            "--data", type=Path, default=data.default_folder(), help="where data is kept"
        )
        module.add_arguments(one)
    return top


def say(line: str) -> None:
    """Progress for the person waiting; stdout carries the figures alone."""
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 2 for impossible options."""
    given = parser().parse_args(arguments)
    if given.items < LEAST_ITEMS or given.dim < 2 or given.variants < 0:
        say(f"benchmarks: at least {LEAST_ITEMS} items and 2 dimensions, please")
        return 2
    isotropic = bool(getattr(given, "isotropic", False))
    spec = Spec(given.items, given.dim, given.variants, given.seed, isotropic)
    figures = _COMMANDS[given.command][0].run(given, spec, say)
    indent = None if given.json else 2
    sys.stdout.write(json.dumps(figures, ensure_ascii=False, indent=indent) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
