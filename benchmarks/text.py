"""Text search over all items, for words of several lengths, frequent and rare."""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from benchmarks import data
from benchmarks.data import Say, Spec
from benchmarks.timing import MS, elapsed_ms, spread
from core.workspace import Workspace

LENGTHS = (2, 3, 5)
NO_HIT = "쀍뛟쒧"
_SAMPLE = 5000


@dataclass(frozen=True)
class Word:
    """Something to search for."""

    text: str
    kind: str


def words_to_search(texts: Iterable[str], lengths: Sequence[int] = LENGTHS) -> list[Word]:
    """For each length the substring of Hangul words in the most and in the fewest texts.

    Equally frequent ones are taken in alphabetical order, so that the choice is reproducible. A
    word that is nowhere comes last.
    """
    counts: dict[int, Counter[str]] = {length: Counter() for length in lengths}
    for text in texts:
        for length in lengths:
            parts = {
                run[at : at + length]
                for run in re.findall("[가-힣]+", text)
                for at in range(len(run) - length + 1)
            }
            counts[length].update(parts)
    chosen: list[Word] = []
    for length in lengths:
        ordered = sorted(counts[length].items(), key=lambda pair: (-pair[1], pair[0]))
        if ordered:
            middle = ordered[len(ordered) // 20][0]
            found = {"frequent": ordered[0][0], "middling": middle, "rare": ordered[-1][0]}
            chosen += [Word(text, f"{length} {kind}") for kind, text in found.items()]
    return [*chosen, Word(NO_HIT, "no hit")]


def measure(workspace: Workspace, rounds: int) -> list[dict[str, object]]:
    """Milliseconds per word over ``rounds`` searches, the first of a word not left out."""
    items = workspace.items
    step = max(1, len(items) // _SAMPLE)
    sample = (item.text for item in items.get_many(list(items.ids[::step])))
    figures: list[dict[str, object]] = []
    for word in words_to_search(sample):
        times = [elapsed_ms(lambda text=word.text: items.search(text)) for _ in range(rounds)]  # type: ignore[misc]
        total = items.search(word.text).total
        figures.append(
            {"word": word.text, "kind": word.kind, "hits": total, **spread(times).as_json()}
        )
    return figures


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options beyond those that describe the data."""
    parser.add_argument("--rounds", type=int, default=7, help="searches of each word")


def run(given: argparse.Namespace, spec: Spec, say: Say) -> dict[str, object]:
    """Measure every word; ``worst_median_ms`` is what the budget is held against."""
    workspace = Workspace.open(data.workspace(given.data, spec, say))
    figures = measure(workspace, given.rounds)
    medians = [float(str(figure["median"])) for figure in figures]
    slowest = [float(str(figure["most"])) for figure in figures]
    return {
        "items": len(workspace.items),
        "worst_median_ms": max(medians),
        "worst_ms": max(slowest),
        "within_50_ms": sum(value <= MS / 20 for value in medians),
        "words": figures,
    }
