"""Where a task stands, followed from judgment to judgment, is what it would be made anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.assignment import Lease, count_free, free_for, next_batch, open_counts
from core.judgments import Judgment, StoredJudgment
from core.queues import Asked, stand, stand_again
from core.standing import Said, Standing, said, standing, statements
from core.tasks import Practice, Seat, Task

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
NAMES = ("김서연", "이준호", "박민서")
IDS = tuple("abcd")
PAIRS = [(query, item) for query in IDS for item in IDS if query != item]
SUBJECTS = {"a": "수학", "b": "수학", "c": "과학", "d": None}
ASKED = Asked({query: tuple(item for item in IDS if item != query) for query in IDS[:3]})
WORKSPACE = SimpleNamespace(
    uuid="w",
    items=SimpleNamespace(
        positions={each: n for n, each in enumerate(IDS)},
        get_many=lambda ids: [SimpleNamespace(id=each, subject=SUBJECTS[each]) for each in ids],
    ),
)
TASK = Task(
    "t",
    "수학 1차",
    "g",
    roster=(Seat(NAMES[0]), Seat(NAMES[1], ("수학",)), Seat(NAMES[2])),
    practice=(Practice("a", "b", 1),),
    overlap=0.4,
    repeats=0.3,
)

Step = tuple[int, int, int]
STEPS = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 11), st.integers(0, 6)), max_size=30)


def events_of(steps: list[Step]) -> list[StoredJudgment]:
    """Judgments in and out of the task, with ranks in sight, put off, corrected, taken back."""
    made: list[StoredJudgment] = []
    for number, (who, which, what) in enumerate(steps, start=1):
        name, pair = NAMES[who], PAIRS[which]
        mine = [s for s in made if s.judgment.annotator == name and s.judgment.kind == "judgment"]
        event = Judgment(f"e{number}", name, *pair, grade=2, task="t")
        if what == 1:
            event = replace(event, task=None)
        elif what == 2:
            event = replace(event, task=None, blind=False)
        elif what == 3:
            event = replace(event, kind="deferral", grade=None)
        elif what in (4, 5) and mine:
            last = mine[-1 if what == 4 else 0].judgment
            event = replace(
                event,
                query=last.query,
                item=last.item,
                replaces=last.event_id,
                kind="withdrawal" if what == 4 else "judgment",
                grade=None if what == 4 else 1,
            )
        at = (NOON + timedelta(seconds=number)).isoformat()
        made.append(StoredJudgment(number, "w", event, at, "p", "h"))
    return made


@pytest.mark.parametrize("symmetric", [False, True])
@pytest.mark.parametrize("queue", ["pooled", "second"])
@settings(max_examples=60)
@given(steps=STEPS, lent=STEPS, narrowed=st.integers(0, 30))
def test_following_is_making_anew(queue, symmetric, steps, lent, narrowed):
    task = replace(TASK, queue=queue, symmetric=symmetric)
    leases = tuple(
        Lease(NAMES[who], PAIRS[which][0], frozenset({PAIRS[which][1]}), NOON + timedelta(what - 3))
        for who, which, what in lent[:4]
    )
    kept, now, spoken = None, Standing(), Said()
    events = events_of(steps)
    for end in range(len(events) + 1):
        now, spoken = standing(events[:end], now), said(events[:end], spoken)
        asked = Asked({"a": ("c", "d")}) if end == narrowed else ASKED
        kept = stand_again(WORKSPACE, task, asked, now, spoken, kept)
        work, shot = stand(WORKSPACE, task, asked, now, statements(events[:end]), leases)
        held = kept.shot.holding(leases)
        assert kept.work == work
        assert held == shot
        assert held.judges() == shot.judges()
        assert kept.counts == open_counts(work, shot)
        for name in (*NAMES, "nobody"):
            free = free_for(work, shot, name, NOON)
            assert count_free(work, held, name, NOON, kept.counts) == sum(map(len, free.values()))
            assert next_batch(kept.work, held, name, NOON) == next_batch(work, shot, name, NOON)


def test_another_task_is_made_anew():
    events = events_of([(0, 4, 0), (1, 5, 0)])
    now, spoken = standing(events), said(events)
    kept = stand_again(WORKSPACE, TASK, ASKED, now, spoken)
    other = replace(TASK, id="other", practice=())
    found = stand_again(WORKSPACE, other, ASKED, now, spoken, kept)
    assert found.shot.given == dict.fromkeys(NAMES, ())
    assert found.work == stand(WORKSPACE, other, ASKED, now, statements(events))[0]


def test_who_said_nothing_since_is_known():
    events = events_of([(0, 4, 0), (1, 5, 0), (0, 6, 0)])
    before = said(events[:2])
    assert said(events, before).others_than(before) == {NAMES[0]}
    assert before.others_than(before) == set()
