"""Who gets what: many annotators at once, who come, go, abandon and come back."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.assignment import (
    Lease,
    Offer,
    Rules,
    Snapshot,
    Workload,
    comes_back,
    due_again,
    free_for,
    lot,
    next_batch,
    tally,
    wants_two,
)

START = datetime(2026, 3, 2, 9, 0)
HOUR = timedelta(hours=1)


def task(queries=6, items=5, names=("kim", "lee"), rules=None, **more):
    pairs = {f"q{n}": tuple(f"i{m}" for m in range(items)) for n in range(queries)}
    return Workload(pairs, {}, dict.fromkeys(names), rules or Rules(seed="s"), **more)


@dataclass
class World:
    """What a server would keep; the pure functions see a snapshot of it."""

    task: Workload
    given: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    leases: list[Lease] = field(default_factory=list)
    deferred: dict[str, set[tuple[str, str]]] = field(default_factory=dict)
    barred: dict[str, frozenset[tuple[str, str]]] = field(default_factory=dict)
    now: datetime = START

    def snapshot(self) -> Snapshot:
        deferred = {name: frozenset(pairs) for name, pairs in self.deferred.items()}
        return Snapshot(dict(self.given), tuple(self.leases), deferred, self.barred)

    def ask(self, name: str) -> Offer | None:
        offer = next_batch(self.task, self.snapshot(), name, self.now)
        if offer is not None:
            self.check(name, offer)
            self.leases = [lease for lease in self.leases if lease.annotator != name]
            self.leases.append(offer.lease(name, self.now + HOUR))
        return offer

    def judge(self, name: str, query: str, item: str) -> None:
        self.given.setdefault(name, []).append((query, item))
        self.deferred.get(name, set()).discard((query, item))

    def check(self, name: str, offer: Offer) -> None:
        """The rules, in other words than the code's."""
        mine = self.given.get(name, [])
        may = self.task.roster[name]
        assert may is None or self.task.subjects.get(offer.query) in may
        assert offer.candidates
        assert len(set(offer.candidates)) == len(offer.candidates)
        for item in offer.candidates:
            pair = (offer.query, item)
            assert item in self.task.pairs[offer.query]
            assert mine.count(pair) == (1 if offer.again else 0)
            if offer.again:
                assert len(mine) - 1 - mine.index(pair) >= self.task.rules.gap
                assert comes_back(self.task.rules, pair, name)
                continue
            assert pair not in self.barred.get(name, ())
            others = {other for other, pairs in self.given.items() if pair in pairs}
            others |= {
                lease.annotator
                for lease in self.leases
                if lease.until > self.now and lease.query == offer.query and item in lease.items
            }
            others -= {name}
            assert len(others) < (2 if wants_two(self.task.rules, pair) else 1)


def finish(world: World) -> None:
    """Let everybody work until nobody gets anything."""
    world.now += 2 * HOUR
    idle = 0
    while idle < len(world.task.roster):
        idle = 0
        for name in world.task.roster:
            offer = world.ask(name)
            idle += offer is None
            for item in offer.candidates if offer else ():
                world.judge(name, offer.query, item)


def check_finished(world: World) -> None:
    for query, items in world.task.pairs.items():
        able = {
            name
            for name, may in world.task.roster.items()
            if may is None or world.task.subjects.get(query) in may
        }
        for item in items:
            pair = (query, item)
            free = {name for name in able if pair not in world.barred.get(name, ())}
            by = [name for name, pairs in world.given.items() if pair in pairs]
            assert set(by) <= free
            assert len(by) == min(len(free), 2 if wants_two(world.task.rules, pair) else 1)
    for name, pairs in world.given.items():
        for pair, times in Counter(pairs).items():
            assert times <= 2
            old_enough = len(pairs) - 1 - pairs.index(pair) >= world.task.rules.gap
            if times == 1 and old_enough:
                assert not comes_back(world.task.rules, pair, name)
    counted = tally(world.task, world.snapshot())
    assert counted.wanted == counted.given
    assert counted.given == sum(len(set(pairs)) for pairs in world.given.values())


@settings(max_examples=60)
@given(st.integers(0, 10**6))
def test_every_pair_is_judged_as_often_as_it_is_wanted(seed: int) -> None:
    rng = random.Random(seed)
    subjects = ["수학", "영어", None]
    names = [f"a{n}" for n in range(rng.randint(1, 6))]
    pairs = {f"q{n}": tuple(f"i{m}" for m in range(rng.randint(0, 7))) for n in range(12)}
    rules = Rules(rng.choice([0, 0.15, 0.5, 1]), rng.choice([0, 0.3, 1]), rng.choice([3, 20]), "s")
    made = Workload(
        pairs,
        {query: rng.choice(subjects) for query in pairs},
        {n: rng.choice([None, frozenset(["수학"]), frozenset(["영어", "수학"])]) for n in names},
        rules,
        {query: rng.randint(0, 2) for query in rng.sample(sorted(pairs), 4)},
    )
    world = World(made)
    every = [(query, item) for query, items in pairs.items() for item in items]
    world.barred = {name: frozenset(rng.sample(every, len(every) // 10)) for name in names}
    for _ in range(rng.randint(0, 60)):
        world.now += timedelta(minutes=rng.choice([0, 1, 5, 30, 90]))
        name = rng.choice(names)
        offer = world.ask(name)
        if offer is None:
            continue
        # All of it, a part of it (some put off), or nothing: gone for lunch.
        for item in offer.candidates[: rng.choice([99, 99, rng.randint(0, 4), 0])]:
            if rng.random() < 0.1 and not offer.again:
                world.deferred.setdefault(name, set()).add((offer.query, item))
            else:
                world.judge(name, offer.query, item)
    finish(world)
    check_finished(world)


def test_a_query_stays_together() -> None:
    made = task(rules=Rules(overlap=0, repeats=0, seed="s"))
    world = World(made)
    first, second = world.ask("kim"), world.ask("lee")
    assert {first.query, second.query} <= set(made.pairs)
    assert first.query != second.query
    assert set(first.candidates) == set(second.candidates) == set(made.pairs["q0"])


def test_what_lies_on_the_own_desk_comes_first_and_in_the_same_order() -> None:
    world = World(task())
    offer = world.ask("kim")
    world.judge("kim", offer.query, offer.candidates[0])
    assert world.ask("kim") == Offer(offer.query, offer.candidates[1:])


def test_an_abandoned_query_comes_back_to_others() -> None:
    world = World(task(queries=1, rules=Rules(overlap=0, seed="s")))
    offer = world.ask("kim")
    world.judge("kim", "q0", offer.candidates[0])
    assert world.ask("lee") is None
    world.now += HOUR - timedelta(seconds=1)
    assert world.ask("lee") is None
    world.now += timedelta(seconds=1)
    assert set(world.ask("lee").candidates) == set(offer.candidates[1:])
    assert world.ask("kim") is None, "it lies on another desk now"


def test_the_overlap_is_offered_to_a_second_person_at_once() -> None:
    world = World(task(queries=1, items=40, names=("kim", "lee", "park")))
    twice = {i for i in world.task.pairs["q0"] if wants_two(world.task.rules, ("q0", i))}
    assert 0 < len(twice) < 20
    assert len(world.ask("kim").candidates) == 40
    assert set(world.ask("lee").candidates) == twice
    assert world.ask("park") is None


def test_the_lots_depend_on_pair_and_seed_alone() -> None:
    pairs = [(f"q{n}", f"i{m}") for n in range(100) for m in range(50)]
    rules, other = Rules(seed="s"), Rules(seed="t")
    twice = {pair for pair in pairs if wants_two(rules, pair)}
    assert {pair for pair in reversed(pairs) if wants_two(rules, pair)} == twice
    assert len(twice) / 5000 == pytest.approx(0.15, abs=0.02)
    both = sum(wants_two(other, pair) for pair in twice) / len(twice)
    assert both == pytest.approx(0.15, abs=0.05), "another seed draws others"
    mine, theirs = ({p for p in pairs if comes_back(rules, p, name)} for name in ("kim", "lee"))
    assert len(mine) / 5000 == pytest.approx(0.05, abs=0.012)
    assert len(mine & theirs) < 40
    assert len(mine & twice) / len(mine) == pytest.approx(0.15, abs=0.07)
    assert lot("s", "a", "bc") != lot("s", "ab", "c")
    none, every = Rules(0, 0, seed="s"), Rules(1, 1, seed="s")
    assert not any(wants_two(none, p) or comes_back(none, p, "kim") for p in pairs)
    assert all(wants_two(every, p) and comes_back(every, p, "kim") for p in pairs)


def test_a_pair_comes_back_after_twenty_others_and_once() -> None:
    rules = Rules(repeats=1, gap=20, seed="s")
    done = [("q", f"i{n:02d}") for n in range(20)]
    assert due_again(rules, done, "kim") == []
    done.append(("r", "i"))
    assert due_again(rules, done, "kim") == [("q", "i00")]
    done.append(("q", "i00"))
    assert due_again(rules, done, "kim") == [("q", "i01")]
    assert due_again(rules, [*done, ("q", "i01")], "kim") == [("q", "i02")]
    assert due_again(Rules(repeats=0, seed="s"), done, "kim") == []


def test_a_repeat_is_laid_before_its_own_judge_alone() -> None:
    world = World(task(queries=6, rules=Rules(overlap=0, repeats=1, gap=20, seed="s")))
    for _ in range(4):
        offer = world.ask("kim")
        for item in offer.candidates:
            world.judge("kim", offer.query, item)
    assert not any(times > 1 for times in Counter(world.given["kim"]).values())
    fifth = world.ask("kim")
    assert not fifth.again
    world.judge("kim", fifth.query, fifth.candidates[0])
    world.leases.clear()
    again = world.ask("kim")
    assert again == Offer(world.given["kim"][0][0], (world.given["kim"][0][1],), again=True)
    assert world.ask("lee").query != again.query, "a repeat is nobody else's"
    assert world.ask("kim") == again, "and stays on the desk until it is judged"


def test_what_was_put_off_comes_last() -> None:
    world = World(task(queries=2, names=("kim",), rules=Rules(repeats=0, seed="s")))
    offer = world.ask("kim")
    world.deferred["kim"] = {(offer.query, item) for item in offer.candidates[:2]}
    world.judge("kim", offer.query, offer.candidates[4])
    rest = world.ask("kim")
    assert rest.candidates == offer.candidates[2:4]
    for item in rest.candidates:
        world.judge("kim", offer.query, item)
    other = world.ask("kim")
    assert other.query != offer.query
    for item in other.candidates:
        world.judge("kim", other.query, item)
    assert world.ask("kim") == Offer(offer.query, offer.candidates[:2])


def test_an_order_of_queries_and_orders_of_their_own() -> None:
    urgent = task(queries=9, names=("kim", "lee"), urgency={"q7": 0, "q3": 1})
    assert World(urgent).ask("kim").query == World(urgent).ask("lee").query == "q7"
    free = [World(task(queries=40, items=8)).ask(name) for name in ("kim", "lee")]
    assert free[0].query != free[1].query
    assert World(task(queries=40, items=8)).ask("kim") == free[0]
    own = {name: World(task(queries=1, items=8)).ask(name).candidates for name in ("kim", "lee")}
    assert own["kim"] != own["lee"]
    assert sorted(own["kim"]) == sorted(own["lee"])


def test_who_may_judge_nothing_gets_nothing() -> None:
    made = Workload(
        {"m": ("a", "b"), "e": ("a",), "x": ("a",)},
        {"m": "수학", "e": "영어"},
        {"kim": frozenset(["수학"]), "lee": frozenset()},
        Rules(overlap=1, seed="s"),
    )
    world = World(made)
    assert world.ask("kim").query == "m"
    assert world.ask("lee") is None
    assert world.ask("stranger") is None
    found = tally(made, world.snapshot())
    # Two people are wanted, but only one may.
    assert (found.wanted, found.given, found.nobody) == (2, 0, (("e", "a"), ("x", "a")))


def test_a_repeat_that_was_put_off_comes_last() -> None:
    rules = Rules(0, 1, gap=2, seed="s")
    world = World(task(queries=2, items=3, names=("kim",), rules=rules))
    first = world.ask("kim")
    assert first is not None
    for item in first.candidates:
        world.judge("kim", first.query, item)
    again = world.ask("kim")
    assert again is not None
    assert again.again
    world.deferred = {"kim": {(again.query, item) for item in again.candidates}}
    fresh = world.ask("kim")
    assert fresh is not None
    assert (fresh.again, fresh.query == first.query) == (False, False)


def test_what_is_left_for_somebody_is_what_they_could_still_get() -> None:
    world = World(task(queries=2, items=2, rules=Rules(0, 0, seed="s")))
    mine = world.ask("kim")
    assert mine is not None
    world.judge("kim", mine.query, mine.candidates[0])
    left = free_for(world.task, world.snapshot(), "kim", world.now)
    assert left[mine.query] == [mine.candidates[1]]
    assert sum(map(len, left.values())) == 3
    others = free_for(world.task, world.snapshot(), "lee", world.now)
    assert mine.query not in others
    assert free_for(world.task, world.snapshot(), "nobody", world.now) == {}
    later = free_for(world.task, world.snapshot(), "lee", world.now + 2 * HOUR)
    assert later[mine.query] == [mine.candidates[1]]


@pytest.mark.parametrize("lost", ["pair", "query", "subject"])
def test_neither_desk_nor_repeats_hold_what_the_task_has_no_more(lost: str) -> None:
    """The lead changed the task, or an import took items away."""
    rules = Rules(0, 1, gap=1, seed="s")
    subjects = dict.fromkeys(("q0", "q1"), "수학")
    before = Workload(
        {"q0": ("a", "b"), "q1": ("c",)}, subjects, {"kim": frozenset(["수학"])}, rules
    )
    given = {"kim": (("q0", "a"), ("q1", "c"))}
    lease = Lease("kim", "q0", frozenset(["a", "b"]), START + HOUR)
    shot = Snapshot(given, (lease,))
    assert next_batch(before, shot, "kim", START) == Offer("q0", ("b",))
    repeat = Snapshot({"kim": (*given["kim"], ("q0", "b"))})
    assert next_batch(before, repeat, "kim", START).again
    after = Workload(
        {"pair": {"q0": (), "q1": ("c",)}, "query": {"q1": ("c",)}}.get(lost, before.pairs),
        subjects if lost != "subject" else {"q0": "영어", "q1": "수학"},
        before.roster,
        rules,
    )
    assert next_batch(after, Snapshot({"kim": (("q0", "a"),)}, (lease,)), "kim", START) == Offer(
        "q1", ("c",)
    )
    again = next_batch(after, repeat, "kim", START)
    assert again is None or again.query != "q0"
