"""Versions: the address, what is compared by default, the words and the files."""

from __future__ import annotations

import csv
import io
from functools import partial

import pytest

from core.frozen import Origin
from core.ground_truth import GroundTruth
from core.types import Target
from core.versions import Moved, Version, compare_versions
from dashboard import state, strings, versioning
from dashboard.versioning import VersionsLink
from dashboard.viewing import Offer

KO, EN = (partial(strings.text, language) for language in ("ko", "en"))
OLD = GroundTruth("g", {"q": {"i": 1, "j": -1}, "r": {"k": 2}}, ("i", "j", "k"), "not_relevant")
NEW = GroundTruth("h", {"q": {"i": 0, "k": 3}, "s": {"i": 1}}, ("i", "k"), "unknown")


def offer(*gts: str, pools: frozenset[str] = frozenset()) -> Offer:
    default = gts[0] if gts else None
    return Offer(("v",), gts, pools, frozenset(), "v", default)


def made(of: str = "g", day: str = "2026-11-23", revision: int = 7) -> Origin:
    return Origin(
        "v1",
        "김",
        "까닭",
        day,
        of,
        "human-over-imported",
        False,
        revision,
        None,
        0,
        0,
        0,
        "ab" * 32,
    )


@pytest.mark.parametrize(
    "link",
    [
        VersionsLink(),
        VersionsLink("g", "imported", "corpus", "g", "h", "judged", "en"),
        VersionsLink(view="human", new="이름 &=?#"),
    ],
)
def test_an_address_reopens_its_view(link: VersionsLink) -> None:
    assert versioning.parse(versioning.format_link(link)) == link


def test_defaults_stay_out_of_the_address_and_bad_values_fall_back() -> None:
    assert versioning.format_link(VersionsLink()) == {}
    odd = {"view": ["x"], "pool": ["x"], "moves": ["x"], "old": ["y" * 2000], "lang": ["fr"]}
    assert versioning.parse(odd) == VersionsLink(view="imported")


def test_an_address_is_taken_once_and_a_step_stands_against_it() -> None:
    session: dict[str, object] = {}
    assert versioning.adopt_address(session, {"gt": ["g"]})
    assert not versioning.adopt_address(session, {"gt": ["g"]})
    versioning.change(session, view="human")
    assert versioning.current(session) == VersionsLink("g", "human")
    assert session[state.MOVED]


def test_the_newest_version_is_compared_with_what_it_was_frozen_from() -> None:
    frozen = [("v2", made("b")), ("v1", made("a"))]
    shown = versioning.resolve(VersionsLink(), offer("a", "b", "v1", "v2"), frozen)
    assert shown is not None
    assert (shown.gt, shown.old, shown.new) == ("a", "b", "v2")
    shown = versioning.resolve(VersionsLink(new="v1"), offer("a", "b", "v1", "v2"), frozen)
    assert shown is not None
    assert (shown.old, shown.new) == ("a", "v1")


@pytest.mark.parametrize(
    ("link", "gts", "compared"),
    [
        (VersionsLink(), ("a", "b"), ("a", "b")),
        (VersionsLink(old="b"), ("a", "b"), ("b", "a")),
        (VersionsLink(old="a", new="a"), ("a", "b"), ("b", "a")),
        (VersionsLink(old="gone", new="gone"), ("a", "b"), ("a", "b")),
        (VersionsLink(), ("a",), (None, None)),
    ],
)
def test_two_different_ones_are_compared_or_none(
    link: VersionsLink, gts: tuple[str, ...], compared: tuple[str | None, str | None]
) -> None:
    shown = versioning.resolve(link, offer(*gts), ())
    assert shown is not None
    assert (shown.old, shown.new) == compared
    assert versioning.resolve(link, offer(), ()) is None


def test_a_pool_is_offered_where_every_version_has_one() -> None:
    some = offer("a", "b", "c", pools=frozenset({"a", "b"}))
    shown = versioning.resolve(VersionsLink(old="a", new="b"), some, ())
    assert shown is not None
    assert (shown.pool, shown.moves, shown.moves_pools) == ("judged",) * 2 + (("judged", "corpus"),)
    shown = versioning.resolve(VersionsLink("c", pool="judged", old="a", new="c"), some, ())
    assert shown is not None
    assert (shown.pool, shown.moves, shown.moves_pools) == ("corpus", "corpus", ("corpus",))


def test_versions_are_the_frozen_ones_newest_first() -> None:
    said = {
        "name": "x", "author": "a", "note": "n", "date": "2026-01-01", "ground_truth": "g",
        "view": "human", "symmetric": False, "revision": 3, "head": None, "regraded": 0,
        "outside_pool": 0, "unknown_items": 0, "hash": "h",
    }  # fmt: skip
    later = {**said, "date": "2026-02-01", "revision": 1}
    found = versioning.versions(
        [
            GroundTruth("a", {}, frozen=said),
            GroundTruth("b", {}),
            GroundTruth("c", {}, frozen=later),
            GroundTruth("d", {}, frozen={**said, "revision": 9}),
        ]
    )
    assert [name for name, _ in found] == ["c", "d", "a"]


def test_what_would_be_frozen_is_said_whole() -> None:
    stamped = Version(OLD, "", "", 2, 1, 3)
    lines = versioning.would_lines(EN, stamped)
    assert "2 queries, 3 pairs (grade 1: 1, grade 2: 1, cannot tell: 1)" in lines[0]
    assert "3 candidates are frozen with it" in lines[1]
    assert "not relevant is kept" in lines[1]
    assert [line.split(" ", 1)[0] for line in lines[2:]] == ["2", "1", "3"]
    plain = Version(GroundTruth("g", {"q": {}}), "", "", 0, 0, 0)
    assert len(versioning.would_lines(KO, plain)) == 2
    assert "등급 없음" in versioning.would_lines(KO, plain)[0]


def test_what_changed_is_counted_and_named() -> None:
    lines = versioning.change_lines(EN, compare_versions(OLD, NEW))
    assert lines[0].startswith("2 pairs added · 2 removed · 1 regraded.")
    assert "**4 of them count otherwise now.**" in lines[0]
    assert lines[1] == "Queries: 1 added, 1 removed (+s, −r)"
    assert lines[2] == "Candidates: 0 added, 1 removed (−j)"
    assert versioning.change_lines(EN, compare_versions(OLD, OLD)) == []


def test_names_of_the_data_cannot_write_markdown() -> None:
    odd = GroundTruth("g", {**OLD.queries, "*x*": {}}, OLD.pool, OLD.unlisted)
    (line,) = versioning.change_lines(EN, compare_versions(OLD, odd))
    assert "+\\*x\\*" in line
    words = versioning.of_words(EN, made("**g**"))
    assert words == "\\*\\*g\\*\\* · People's first · revision 7"


def test_changed_pairs_begin_with_those_that_count_otherwise() -> None:
    found = versioning.pair_changes(compare_versions(OLD, NEW), OLD.status, NEW.status)
    said = {(c.query, c.item): (c.old, c.new, c.was, c.becomes) for c in found}
    assert said == {
        ("q", "i"): (1, 0, "relevant", "not_relevant"),
        ("q", "k"): (None, 3, "not_relevant", "relevant"),
        ("r", "k"): (2, None, "relevant", "unknown"),
        ("s", "i"): (None, 1, "unknown", "relevant"),
        ("q", "j"): (-1, None, "unknown", "unknown"),
    }
    assert (found[-1].query, found[-1].item) == ("q", "j")
    rows = list(csv.reader(io.StringIO(versioning.pairs_csv(found, "g", "h").lstrip("\ufeff"))))
    assert rows[1] == ["g", "h", "q", "i", "1", "0", "relevant", "not_relevant"]
    assert len(rows) == 6


def test_moves_are_filed_with_both_hashes_and_said_also_where_nothing_moved() -> None:
    verdict = type("V", (), {"point": "pass", "evidence": "shown"})()
    still = Moved("v", "success@5", (8, 8), (9, 9), (verdict, verdict), (), (), (), ())
    target = Target("success@5", 0.8)
    assert versioning.move_words(EN, still, target) == "88.9 → 88.9 % (n = 9), no query flipped"
    text = versioning.moves_csv([still], OLD, NEW, "judged").lstrip("\ufeff")
    (row,) = csv.DictReader(io.StringIO(text))
    assert (row["old_hash"], row["new_hash"]) == (OLD.hash, NEW.hash)
    assert (row["old_version"], row["pool"], row["old_hits"], row["new_n"]) == (
        "g", "judged", "8", "9",
    )  # fmt: skip
