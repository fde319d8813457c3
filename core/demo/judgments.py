"""Practice judgments: two people who mostly agree, made from the hybrid answer list.

They are for looking at agreement, adjudication and views before real judgments exist; nobody judged
anything here, and the note of every tenth says so.
"""

from collections.abc import Mapping
from random import Random
from typing import TypedDict

ANNOTATORS = ("김서연", "박준호")
_REASONS = ("그림이 없어 판단할 수 없음", "본문이 불완전함")


class Judgment(TypedDict):
    """One statement on a directed pair; `grade` is None where the annotator can't tell."""

    annotator: str
    query: str
    item: str
    grade: int | None
    cannot_tell_reason: str
    duplicate: bool
    note: str


def sample_judgments(
    queries: Mapping[str, Mapping[str, int]],
    pool: list[str],
    *,
    count: int = 24,
    seed: str = "people",
) -> list[Judgment]:
    """Judgments of both annotators on four pairs of each of `count` queries of a GT.

    The best graded items come with others of the pool. The second annotator is stricter:
    about one pair in five gets a lower grade; a few get none at all.
    """
    rng = Random(seed)  # noqa: S311
    out: list[Judgment] = []
    for query in sorted(rng.sample(sorted(queries), min(count, len(queries)))):
        graded = queries[query]
        best = sorted(graded, key=lambda item: (-graded[item], item))[:3]
        others = [item for item in pool if item != query and item not in graded]
        for item in [*best, *rng.sample(others, max(0, 4 - len(best)))]:
            truth = graded.get(item, 0)
            for place, annotator in enumerate(ANNOTATORS):
                grade: int | None = truth
                roll = rng.random()
                if place == 1 and roll < 0.2:
                    grade = max(0, truth - 1)
                elif place == 0 and roll < 0.08:
                    grade = min(3, truth + 1)
                reason = ""
                if rng.random() < 0.03:
                    grade, reason = None, rng.choice(_REASONS)
                note = "연습용 판정" if len(out) % 10 == 0 else ""
                out.append(
                    Judgment(
                        annotator=annotator,
                        query=query,
                        item=item,
                        grade=grade,
                        cannot_tell_reason=reason,
                        duplicate=False,
                        note=note,
                    )
                )
    return out
