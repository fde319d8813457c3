"""Korean exam questions in any number, fast: the demonstration's families, worded in many ways.

The families give some 125,000 distinct questions, at a price: the rarer a new one, the more are
drawn in vain. So each family gives at most :data:`PER_FAMILY`, and further questions are these in
other words around them, as question banks hold the same problem with other lead-ins. Nearly all
texts are distinct; what they are about repeats.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from core.demo.drafts import Draft, Family
from core.demo.families import CATALOGUES

PER_FAMILY = 150
_TRIES = 40  # draws without a new question before a family counts as exhausted
_LEADS = (
    "",
    "다음 물음에 답하시오. ",
    "다음을 읽고 물음에 답하시오. ",
    "단원 평가 문항이다. ",
    "수업 시간에 다룬 내용이다. ",
    "풀이 과정을 생각하며 답하시오. ",
    "개념을 적용하여 해결하시오. ",
    "형성 평가에 나온 문항이다. ",
)
_PEOPLE = ("민준", "서연", "지호", "하은", "도윤", "수아", "예준", "지우", "현우", "채원")
_ASKERS = (
    "{}이(가) 푼 문항이다. ",
    "{}의 오답 노트에 있는 문항이다. ",
    "{}이(가) 질문한 문항이다. ",
)
_SOURCES = tuple(f"연습 문제집 {n}권" for n in range(1, 41))
_SHARES = ((100, "1%"), (10, "10%"), (2, "50%"))


@dataclass(frozen=True)
class Drawn:
    """A family with the questions drawn from it."""

    family: Family
    drafts: tuple[Draft, ...]


def drawn_families(seed: int, per_family: int | None = None) -> list[Drawn]:
    """Every family with at most ``per_family`` distinct questions; equal for equal seeds."""
    families = [f for c in CATALOGUES for f in sorted(c.families, key=lambda f: f.key)]
    # Neighbouring clusters shouldn't all be of one subject.
    Random(f"families:{seed}").shuffle(families)  # noqa: S311 - reproducible, not secret
    return [Drawn(f, tuple(_drafts(f, seed, per_family or PER_FAMILY))) for f in families]


def _drafts(family: Family, seed: int, limit: int) -> Iterator[Draft]:
    seen: set[tuple[str, tuple[str, ...]]] = set()
    misses = turn = 0
    while misses < _TRIES and len(seen) < limit:
        draft = family.make(Random(f"{family.seed}:{seed}:{turn}")).settled()  # noqa: S311
        turn += 1
        key = (draft.text, draft.choices)
        misses = misses + 1 if key in seen else 0
        if not misses:
            seen.add(key)
            yield draft


def lead(turn: int) -> str:
    """The words before a question when it is used for the ``turn``-th time; all differ."""
    if turn < len(_LEADS):
        return _LEADS[turn]
    by, person = divmod(turn - len(_LEADS), len(_PEOPLE))
    if by < len(_ASKERS):
        return _ASKERS[by].format(_PEOPLE[person])
    return f"{turn}번째 변형 문항이다. "


def record(
    number: int, item_id: str, drawn: Drawn, turn: int, image: str | None
) -> dict[str, object]:
    """One line of items.jsonl.

    Args:
        number: of the item, from 0; decides source, year and the ``share`` fields.
        item_id: its id.
        drawn: its family.
        turn: how many items of the family came before it.
        image: path of its picture, if it has one.
    """
    again, which = divmod(turn, len(drawn.drafts))
    draft, family = drawn.drafts[which], drawn.family
    fields: dict[str, object] = {"id": item_id, "text": f"{lead(again)}{draft.text}"}
    if draft.choices:
        fields["choices"] = list(draft.choices)
    fields |= {"answer": draft.answer, "solution": draft.solution}
    if draft.passage:
        fields["passage"] = draft.passage
    fields |= {
        "subject": family.subject,
        "level": family.level,
        "standard": family.standard,
        "difficulty": family.difficulty,
        "source": _SOURCES[number * 7 % len(_SOURCES)],
        "year": 2012 + number * 11 % 14,
        # Filters that select a known share, scattered over all ids.
        "share": [name for every, name in _SHARES if number % every == 0],
    }
    if image is not None:
        fields["images"] = [image]
    return fields
