"""Progress of a judging task: counts, pace with its interval, what is left, Judged@k."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest
from scipy import stats

from core.assignment import GAP, Rules, Snapshot, Workload, free_for, next_batch, tally
from core.evaluate import evaluate, rank_view
from core.ground_truth import GroundTruth
from core.judgments import Judgment, StoredJudgment
from core.progress import LEAST_TIMED, Speed, judged_at, progress, speed
from core.search import Ranking, make_pool
from core.standing import standing, statements
from core.views import HumanLayer, make_view

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
MIDNIGHT = datetime(2026, 11, 23, tzinfo=UTC)


def stored(number, annotator, item, minutes=0, **values):
    given = {"grade": 1, "task": "t", "duration_ms": 20_000} | values
    if given.get("kind", "judgment") != "judgment":
        given["grade"] = None
    if given.get("cannot_tell"):
        given["grade"] = None
    event = Judgment(f"e{number}", annotator, "q", item, **given)
    at = (NOON + timedelta(minutes=minutes)).isoformat(timespec="microseconds")
    return StoredJudgment(number, "w", event, at, "", "")


def left_for(work, shot, name):
    return sum(map(len, free_for(work, shot, name, NOON).values()))


def of(events, roster=("kim", "lee"), pairs=("a", "b", "c", "d"), rules=None):
    work = Workload({"q": pairs}, {"q": None}, dict.fromkeys(roster), rules or Rules(0.0, 0.0))
    said = statements(events)
    given = {n: [(s.judgment.query, s.judgment.item) for s in g] for n, g in said.items()}
    shot = Snapshot(given)
    left = {name: left_for(work, shot, name) for name in roster}
    now = standing(events)
    return progress("t", roster, events, said, now, tally(work, shot), left, MIDNIGHT)


def test_an_annotators_part_is_counted() -> None:
    events = [
        stored(1, "kim", "a", minutes=-24 * 60),
        stored(2, "kim", "b", cannot_tell="모름"),
        stored(3, "kim", "c", kind="deferral"),
        stored(4, "kim", "a", minutes=5),  # once more: a statement of its own
        stored(5, "kim", "z", task="other", minutes=90),
    ]
    # Whoever gets a pair again has judged others meanwhile.
    between = [stored(n, "kim", f"o{n}", minutes=-60, task="other") for n in range(10, 10 + GAP)]
    events[2:2] = between
    found = of(events)
    kim, lee = found.parts
    assert (kim.done, kim.repeats, kim.cannot_tell, kim.put_off) == (2, 1, 1, 1)
    assert (kim.today, kim.last_seen) == (2, events[-2].at)
    assert (kim.left, lee.left) == (2, 2)
    assert (lee.done, lee.today, lee.last_seen) == (0, 0, None)
    assert (found.given, found.wanted, found.left) == (2, 4, 2)


def test_a_correction_is_no_repeat_and_what_was_taken_back_is_not_done() -> None:
    events = [
        stored(1, "kim", "a"),
        stored(2, "kim", "a", grade=3, replaces="e1"),
        stored(3, "kim", "b"),
        stored(4, "kim", "b", kind="withdrawal", replaces="e3", minutes=9),
    ]
    kim = of(events).parts[0]
    assert (kim.done, kim.repeats, kim.today) == (1, 0, 1)
    assert kim.last_seen == events[3].at, "taking back is a sign of life"


def test_a_pair_put_off_counts_until_it_is_judged_and_in_its_own_task() -> None:
    off = stored(1, "kim", "a", kind="deferral")
    assert of([off]).parts[0].put_off == 1
    assert of([off, stored(2, "kim", "a")]).parts[0].put_off == 0
    assert of([stored(1, "kim", "a", kind="deferral", task="other")]).parts[0].put_off == 0


def test_whoever_left_the_roster_keeps_a_line() -> None:
    found = of([stored(1, "choi", "a")], roster=("kim",))
    assert [part.annotator for part in found.parts] == ["kim", "choi"]
    assert found.parts[1].left == 0


def test_what_is_left_is_what_the_desk_would_still_offer() -> None:
    for seed in range(25):
        rng = random.Random(seed)
        pairs = {f"q{n}": tuple(f"i{m}" for m in range(rng.randrange(1, 6))) for n in range(4)}
        roster = {"a": None, "b": frozenset({"수학"}), "c": None}
        subjects = {query: rng.choice(["수학", "과학"]) for query in pairs}
        work = Workload(pairs, subjects, roster, Rules(0.4, 0.0, seed=str(seed)))
        every = [(query, item) for query, items in pairs.items() for item in items]
        given = {name: rng.sample(every, rng.randrange(len(every))) for name in roster}
        barred = {name: frozenset(rng.sample(every, 2)) for name in ("a", "c")}
        for name in roster:
            taken = {n: list(g) for n, g in given.items()}
            count = 0
            while offer := next_batch(work, Snapshot(taken, barred=barred), name, NOON):
                taken[name] += [(offer.query, item) for item in offer.candidates]
                count += len(offer.candidates)
            assert left_for(work, Snapshot(given, barred=barred), name) == count, (seed, name)


# --- pace ---------------------------------------------------------------------------------------


def timed(seconds, **values):
    return [
        stored(n, "kim", f"i{n}", duration_ms=round(s * 1000), **values)
        for n, s in enumerate(seconds)
    ]


def test_below_ten_timed_pairs_no_pace_is_known() -> None:
    assert speed(timed(range(1, LEAST_TIMED))) == Speed(9)
    assert Speed(9).seconds_for(5) is None
    assert Speed(9).per_hour is None
    assert speed(timed(range(1, 11))).median_s == 5.5


def test_only_blind_judgments_with_a_time_count() -> None:
    events = timed([20] * 10) + timed([1] * 30, blind=False)
    events += [stored(99, "kim", "x", duration_ms=None)]
    found = speed(events)
    assert (found.timed, found.median_s, found.per_hour) == (10, 20.0, 180.0)


@pytest.mark.parametrize("n", [10, 11, 25, 60, 101])
def test_the_interval_is_scipys(n) -> None:
    drawn = [round(random.Random(f"{n} {i}").lognormvariate(3, 0.7), 3) for i in range(n)]
    # The exact interval of a quantile by order statistics: one-sided ends at 97.5 % each.
    test = stats.quantile_test(drawn, q=0, p=0.5)
    expected = test.confidence_interval(confidence_level=0.95)
    assert speed(timed(drawn)).interval_s == pytest.approx(tuple(expected))


def test_the_time_left_is_pairs_times_pace() -> None:
    found = Speed(20, 30.0, (20.0, 45.0))
    assert found.seconds_for(60) == (1800.0, 1200.0, 2700.0)
    assert found.seconds_for(0) == (0.0, 0.0, 0.0)


# --- Judged@k -----------------------------------------------------------------------------------


def test_judged_counts_every_query_that_is_ranked() -> None:
    gt = GroundTruth("g", {"q": {"a": 2}, "r": {}, "s": {}})
    view = make_view("human", gt, HumanLayer({"q": {"a": 2, "b": 0}, "r": {"c": 0}}))
    ranked = {
        "q": Ranking("q", True, ("a", "b", "c")),
        "r": Ranking("r", True, ("c", "d", "e")),
        "s": Ranking("s", False),
    }
    found = judged_at("v", view, ranked, 2)
    assert (found.queries, found.graded, found.places) == (2, 3, 4)
    assert found.share == 0.75
    assert judged_at("v", view, {**ranked, "q": ranked["s"], "r": ranked["s"]}, 2).share is None


def test_judged_is_that_of_an_evaluation_where_all_queries_count(builders, tmp_path) -> None:
    rng = random.Random(8)
    ids = [f"i{n}" for n in range(20)]
    vectors = {"v": {i: [rng.gauss(0, 1) for _ in range(4)] for i in ids}}
    queries = {q: {i: rng.randrange(3) for i in rng.sample(ids, 9) if i != q} for q in ids[:6]}
    ws = builders.workspace(tmp_path / "w", ids, vectors, {"g": queries})
    found = evaluate(ws, "v", "g")
    view = make_view("imported", ws.gt("g"))
    rankings = rank_view(ws, "v", view, make_pool(ws, "corpus", "g"), {})
    assert not found.left_out
    measured = found.measures["judged@5"].mean
    assert judged_at("v", view, rankings, 5).share == pytest.approx(measured)
