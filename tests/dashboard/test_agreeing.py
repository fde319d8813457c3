"""Words and figures of Agreement, its address, its files, and what an adjudication stores."""

from __future__ import annotations

import csv
import io
from functools import partial

import pytest

from core.agreement import Against, Dispute, against, between, disputes, each_two, overall
from core.ground_truth import GroundTruth
from core.judgments import Judgment, StoredJudgment, check
from core.standing import standing
from core.views import HumanLayer
from dashboard import agreeing, agreement_link, state, strings
from dashboard.agreeing import CANNOT_TELL
from dashboard.agreement_link import AgreementLink
from dashboard.components.agreeing import figures, truths

KO = partial(strings.text, "ko")
EN = partial(strings.text, "en")
Rated = dict[tuple[str, str], dict[str, int | None]]


def rated(*twos: tuple[int, int]) -> Rated:
    return {(f"q{n}", "i"): {"kim": a, "lee": b} for n, (a, b) in enumerate(twos)}


# --- words ----------------------------------------------------------------------------------------


def test_the_first_sentence_counts_pairs() -> None:
    found = overall(rated(*[(0, 0)] * 82, *[(2, 1)] * 18))
    assert agreeing.headline(KO, found, 18) == "100쌍 중 82쌍 일치"
    assert agreeing.headline(EN, found, 18) == "82 of 100 pairs graded alike"
    share = agreeing.share(KO, found.same, found.compared, found.percent_interval)
    assert share.startswith("일치율 82 %, 비슷하게 뽑은 다른 문항이라면 74\\~90 %로 볼 수 있음")


def test_of_three_people_it_counts_pairs_that_all_grade_alike() -> None:
    found = overall({("q", "i"): {"a": 1, "b": 1, "c": 2}, ("q", "j"): {"a": 0, "b": 0}})
    assert (found.pairs, found.compared, found.same) == (2, 4, 2)
    assert agreeing.headline(KO, found, 1) == "2쌍 중 1쌍에서 모두 일치"
    assert agreeing.headline(EN, found, 1) == "1 of 2 pairs graded alike by everybody"


def test_an_interval_without_width_is_not_shown() -> None:
    found = between(rated(*[(0, 0)] * 6, *[(3, 3)] * 6), "kim", "lee")
    assert found.percent_interval == (1.0, 1.0)
    assert agreeing.share_cell(12, 12, found.percent_interval) == "100 %"
    assert agreeing.share(KO, 12, 12, found.percent_interval) == "일치율 100 %"
    assert agreeing.coefficient(found.kappa, (1.0, 1.0), 12) == "1.00"
    assert agreeing.coefficient(0.5, (0.25, 0.75), 12) == "0.50 (0.25\\~0.75)"


def test_below_eight_pairs_there_are_counts_only() -> None:
    found = between(rated(*[(0, 0)] * 4, *[(3, 3)] * 3), "kim", "lee")
    assert found.kappa == 1.0
    assert agreeing.share_cell(found.same, found.n, found.percent_interval) == "–"
    assert agreeing.coefficient(found.kappa, found.kappa_interval, found.n) == "–"
    assert agreeing.share(KO, 7, 7, None).startswith("7쌍뿐이라")
    # Nor do three comparisons of each of three pairs make nine.
    assert "3 pairs" in agreeing.share(EN, 9, 9, None, 3)
    eight = between(rated(*[(0, 0)] * 4, *[(3, 3)] * 4), "kim", "lee")
    assert agreeing.share_cell(eight.same, eight.n, None) == "100 %"
    assert agreeing.coefficient(eight.kappa, None, eight.n) == "1.00"


@pytest.mark.parametrize(
    ("value", "words"),
    [(0.9951, "0.995"), (0.99999, "0.999"), (-0.004, "0.00"), (-0.25, "−0.25"), (0.5, "0.50")],
)
def test_a_coefficient_is_not_rounded_to_full_agreement(value: float, words: str) -> None:
    assert agreeing.coefficient(value, None, 8) == words


def test_low_kappa_at_a_high_share_is_explained_only_where_one_grade_dominates() -> None:
    mostly = between(rated(*[(0, 0)] * 18, (0, 2), (2, 0)), "kim", "lee")
    assert mostly.kappa is not None
    assert mostly.kappa < 0
    assert agreeing.dominant(mostly) == (0, pytest.approx(0.95))
    always = between(rated(*[(0, 0)] * 8), "kim", "lee")
    assert always.kappa is None
    assert agreeing.dominant(always) == (0, 1.0)
    for other in (
        rated(*[(0, 0)] * 7),  # too few
        rated(*[(0, 0)] * 10, *[(3, 3)] * 10),  # kappa is high
        rated(*[(0, 0)] * 10, *[(0, 2)] * 10),  # the share is low
        rated(*[(0, 1)] * 2, *[(1, 0)] * 2, *[(0, 0)] * 10, *[(1, 1)] * 6),  # none dominates
    ):
        assert agreeing.dominant(between(other, "kim", "lee")) is None


def test_base_rates_count_the_pairs_that_two_people_graded() -> None:
    said: Rated = {
        ("q", "a"): {"kim": 3, "lee": 0},
        ("q", "b"): {"kim": 3, "lee": None},
        ("q", "c"): {"kim": 1, "lee": 0, "park": None},
    }
    assert agreeing.given(said) == {"kim": (0, 1, 0, 1), "lee": (2, 0, 0, 0)}


def test_tables_hold_names_that_are_markdown() -> None:
    pairs = each_two({("q", "i"): {"a|b": 1, "*c*": 2}})
    rows = figures.pair_rows(KO, pairs)
    assert len(rows) == 2
    assert all("|" not in cell.replace("\\|", "").replace("&#124;", "") for cell in rows[1])
    assert len({len(row) for row in rows}) == 1


# --- against a ground truth -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("grade", "says", "differ"),
    [
        (1, "relevant", True),
        (2, "relevant", False),
        (2, "not_relevant", True),
        (1, "not_relevant", False),
        (0, "unknown", False),
        (3, "unknown", False),
    ],
)
def test_which_cells_contradict(grade: int, says: str, *, differ: bool) -> None:
    assert truths.differs(grade, says) is differ


def held_against(*said: tuple[str, int]) -> Against:
    """People's grades against a file that makes a0 to a9 relevant and says no of n0 to n9."""
    pool = tuple(f"{kind}{n}" for kind in "an" for n in range(10))
    truth = GroundTruth("g", {"q": {f"a{n}": 1 for n in range(10)}}, pool, "not_relevant")
    now = standing(
        StoredJudgment(n, "w", Judgment(f"e{n}", "kim", "q", item, grade=grade), "t", "p", "h")
        for n, (item, grade) in enumerate(said, 1)
    )
    return against(now, HumanLayer.of(now), truth)


def test_both_directions_of_a_mistake_are_counted() -> None:
    said = [("a0", 0), ("a1", 3), ("a2", 2), ("a3", 2), ("n0", 2), ("n1", 3), ("n2", 0), ("n3", 1)]
    lines = "\n".join(truths.sentences(KO, held_against(*said, ("a4", 1), ("elsewhere", 3))))
    assert "9쌍 중 5쌍에서 정답 여부가 같음" in lines
    assert "목록만 정답으로 본 쌍 2 · 사람만 정답으로 본 쌍 2" in lines
    assert "2쌍은 목록에 없어" in lines
    assert "목록에 없는 쌍 1" in lines
    assert "카파" in lines
    few = "\n".join(truths.sentences(KO, held_against(*said[:7])))
    assert "7쌍 중 4쌍" in few
    assert "%" not in few
    assert "카파" not in few


def test_a_file_that_knows_none_of_the_pairs_is_not_compared() -> None:
    lines = truths.sentences(EN, held_against(("elsewhere", 3)))
    assert lines[0].startswith("This ground truth knows none")
    assert "of 0" not in " ".join(lines)


def test_no_kappa_where_one_side_says_the_same_of_all_pairs() -> None:
    found = held_against(*[(f"a{n}", 0 if n < 2 else 3) for n in range(10)])
    assert found.binary.kappa == 0
    assert "카파" not in truths.sentences(KO, found)[0]


def test_the_heat_table_holds_every_count_once() -> None:
    found = held_against(("a0", 0), ("a1", 3), ("n0", 2), ("other", 1))
    chart = truths.build(KO, "<b>g", found, "light")
    (cells,) = chart.data
    drawn = {(x, y): text for x, y, text in zip(cells.x, cells.y, cells.text, strict=True)}
    assert drawn[0, 0] == "1 ≠"
    assert drawn[0, 3] == "1"
    assert drawn[1, 2] == "1 ≠"
    assert drawn[2, 1] == "1"
    assert sum(text != "0" for text in drawn.values()) == 4
    assert "n = 4" in chart.layout.xaxis.title.text
    assert "<b>" not in chart.layout.xaxis.title.text
    assert read(truths.table_csv("g", found))[2]["not_relevant_by_assumption"] == "1"


# --- adjudication ---------------------------------------------------------------------------------

PAIR = ("q", "i")


def test_an_adjudication_needs_grade_and_reason() -> None:
    assert agreeing.missing(None, "why") == "agree.decide.grade.missing"
    assert agreeing.missing(0, "  \n") == "agree.decide.reason.missing"
    assert agreeing.missing(0, "why") is None


def test_what_an_adjudication_stores() -> None:
    event = agreeing.adjudication(PAIR, ("cq", "ci"), "park", 2, " 2항 \n")
    assert check(event) == event
    assert (event.kind, event.grade, event.cannot_tell, event.note) == (
        "adjudication",
        2,
        None,
        "2항",
    )
    assert (event.query_content, event.item_content, event.blind) == ("cq", "ci", False)
    told = agreeing.adjudication(PAIR, ("cq", "ci"), "park", CANNOT_TELL, "그림이 없음")
    assert check(told) == told
    assert (told.grade, told.cannot_tell, told.note) == (None, "그림이 없음", "그림이 없음")


def test_the_same_decision_sent_again_is_the_same_event() -> None:
    first = agreeing.adjudication(PAIR, ("cq", "ci"), "park", 2, "2항")
    assert agreeing.adjudication(PAIR, ("cq", "ci"), "park", 2, "2항 ", first) == first
    for choice, reason in ((1, "2항"), (2, "3항")):
        other = agreeing.adjudication(PAIR, ("cq", "ci"), "park", choice, reason, first)
        assert other.event_id != first.event_id


def test_who_adjudicates_has_no_opinion_of_their_own_any_more() -> None:
    event = agreeing.adjudication(PAIR, ("cq", "ci"), "park", 2, "2항")
    now = standing([StoredJudgment(1, "w", event, "2026-01-01", "p", "h")])
    assert now.by_pair == {}
    assert now.sighted == {"park": frozenset({PAIR})}


# --- the address ----------------------------------------------------------------------------------


def test_defaults_are_left_out_of_the_address() -> None:
    assert agreement_link.format_link(AgreementLink()) == {}
    assert agreement_link.parse({}) == AgreementLink()


@pytest.mark.parametrize(
    "link",
    [
        AgreementLink(
            "t-1", blind=False, which="adjudicated", page=3, pair=("q 1", "문항"), language="en"
        ),
        AgreementLink(pair=("a&b", "c=d")),
    ],
)
def test_an_address_reopens_its_view(link: AgreementLink) -> None:
    assert agreement_link.parse(agreement_link.format_link(link)) == link


@pytest.mark.parametrize(
    "params",
    [
        {"page": ["x"]},
        {"page": ["²"]},
        {"page": ["9" * 50]},
        {"page": ["0"]},
        {"which": ["all"]},
        {"blind": ["maybe"]},
        {"query": ["q"]},
        {"item": ["i"]},
        {"task": [""]},
        {"lang": ["fr"]},
        {"page": []},
    ],
)
def test_what_cannot_be_read_falls_back(params: dict[str, list[str]]) -> None:
    assert agreement_link.parse(params) == AgreementLink()


def test_other_judgments_begin_with_the_first_page_and_no_pair() -> None:
    session: dict[str, object] = {}
    agreement_link.change(session, page=3)
    agreement_link.change(session, pair=("q", "i"))
    assert agreement_link.current(session) == AgreementLink(page=3, pair=("q", "i"))
    agreement_link.change(session, page=2)
    assert agreement_link.current(session) == AgreementLink(page=2)
    agreement_link.change(session, pair=("q", "i"))
    agreement_link.change(session, blind=False)
    assert agreement_link.current(session) == AgreementLink(blind=False)
    assert session[state.MOVED] is True


# --- files ----------------------------------------------------------------------------------------


def read(text: str) -> list[dict[str, str]]:
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:])))


def test_disagreements_as_csv() -> None:
    said = {PAIR: {"kim": 3, "=lee": 0}, ("q", "j"): {"kim": 1, "park": None, "=lee": 2}}
    event = Judgment("e", "park", *PAIR, kind="adjudication", grade=2, note="=1+1")
    done = StoredJudgment(1, "w", event, "2026-01-01T00:00:00", "p", "h")
    rows = read(agreeing.disputes_csv(disputes(said, {PAIR: done})))
    assert [row["item"] for row in rows] == ["j", "i"]
    assert rows[0]["grade: park"] == "cannot_tell"
    assert rows[1]["grade: park"] == ""
    assert (rows[1]["grade: =lee"], rows[1]["distance"], rows[1]["crosses_threshold"]) == (
        *("0", "3"),
        "1",
    )
    assert rows[1]["adjudicated_grade"] == "2"
    assert rows[1]["adjudicated_reason"] != "=1+1", "a spreadsheet would run it"
    told = Dispute(PAIR, {}, 0, crosses=False, decided=done)
    assert "park" in agreeing.disputes_csv([told])


def test_ratings_as_csv() -> None:
    events = [
        Judgment("1", "kim", "q", "i", grade=0, note="@메모", task="t"),
        Judgment("2", "lee", "q", "i", cannot_tell="그림 없음", duplicate=True),
    ]
    now = standing(
        StoredJudgment(n, "w", each, "2026-01-01", "p", "h") for n, each in enumerate(events, 1)
    )
    kim, lee = read(agreeing.ratings_csv(now))
    assert (kim["grade"], kim["task"], kim["blind"], lee["grade"]) == ("0", "t", "1", "")
    assert kim["note"] != "@메모"
    assert (lee["cannot_tell"], lee["duplicate"]) == ("그림 없음", "1")
