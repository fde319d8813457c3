"""Addresses: every view comes back from its address, and nonsense falls back to defaults."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import annotate_link, compare_link
from dashboard.annotate_link import AnnotateLink, FirstQueue
from dashboard.browse_link import BrowseLink, format_link, parse
from dashboard.compare_link import ROW_FILTERS, CompareLink
from dashboard.links import K_OPTIONS, parse_where

NAMES = st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=30).map(
    lambda t: __import__("unicodedata").normalize("NFC", t)
)
FILTERS = st.lists(
    st.tuples(NAMES.filter(lambda t: "=" not in t), NAMES), max_size=5, unique=True
).map(lambda pairs: tuple(sorted(pairs)))
TABLES = st.builds(
    CompareLink,
    view=st.sampled_from(["imported", "human", "human-over-imported"]),
    pool=st.sampled_from([None, "corpus", "judged"]),
    where=FILTERS,
    measure=st.none() | NAMES,
    gt=st.none() | NAMES,
    a=st.none() | NAMES,
    b=st.none() | NAMES,
    rows=st.sampled_from(ROW_FILTERS),
    sort=st.none() | NAMES,
    descending=st.booleans(),
    firsts=st.booleans(),
    model=st.none() | NAMES,
    slice=st.none() | st.tuples(NAMES.filter(lambda t: "=" not in t), st.just("") | NAMES),
)
QUEUES = st.builds(
    FirstQueue,
    variant=st.none() | NAMES,
    view=st.sampled_from(["imported", "human", "human-over-imported"]),
    where=FILTERS,
)
DESKS = st.builds(
    lambda queue, **link: AnnotateLink(kind=queue[0], queue=queue[1], **link),
    gt=st.none() | NAMES,
    pool=st.sampled_from([None, "corpus", "judged"]),
    queue=st.tuples(st.just("first"), QUEUES)
    | st.tuples(st.sampled_from(["pooled", "decisive", "second"]), st.none()),
    language=st.sampled_from(["ko", "en"]),
)
LINKS = st.builds(
    BrowseLink,
    query=st.none() | NAMES,
    variant=st.none() | NAMES,
    gt=st.none() | NAMES,
    pool=st.sampled_from(["corpus", "judged"]),
    k=st.sampled_from(K_OPTIONS),
    where=FILTERS,
    find=st.just("") | NAMES,
    find_where=FILTERS,
    queries_of=st.none() | NAMES,
    truth=st.sampled_from(["imported", "human", "human-over-imported"]),
    language=st.sampled_from(["ko", "en"]),
    table=st.none() | TABLES,
)


@given(LINKS)
def test_every_view_comes_back_from_its_address(link: BrowseLink) -> None:
    back = parse(format_link(link))
    if "table" not in format_link(link):  # too long for an address
        link = replace(link, table=None)
    assert back == link


@given(DESKS)
def test_every_queue_comes_back_from_its_address(link: AnnotateLink) -> None:
    assert annotate_link.parse(annotate_link.format_link(link)) == link


def test_a_queue_that_nobody_knows_is_the_usual_one() -> None:
    for params in ({"queue": ["last"]}, {"queue": []}, {"model": ["m"], "view": ["human"]}):
        assert annotate_link.parse(params) == AnnotateLink()
    assert annotate_link.format_link(AnnotateLink()) == {}


def test_the_list_of_first_items_and_its_page_are_in_the_address() -> None:
    link = CompareLink(gt="g", firsts=True, model="m", firsts_page=3)
    assert compare_link.parse(compare_link.format_link(link)) == link
    nonsense = {"first": ["yes"], "first_page": ["-1"], "model": [""]}
    assert compare_link.parse(nonsense) == CompareLink()


@pytest.mark.parametrize(
    "link",
    [
        CompareLink(),
        CompareLink(
            view="human-over-imported", pool="corpus", measure="rr", gt="하이브리드", a="b", b="a",
            rows="only_a", sort="a", descending=True, page=3, query="Q 1", language="en",
        ),
        CompareLink(
            part="slices", field="subject", order="n", slice=("단원", "a=b"), text="t", image="i",
            multimodal="m", k=5,
        ),
        CompareLink(slice=("subject", "")),
    ],
)  # fmt: skip
def test_a_link_reopens_compare(link: CompareLink) -> None:
    assert compare_link.parse(compare_link.format_link(link)) == link


def test_bad_values_of_compare_fall_back_to_defaults() -> None:
    params = {
        "view": ["llm"], "pool": ["moon"], "rows": ["x"], "page": ["-3"], "order": ["up"],
        "measure": [""], "a": ["x" * 1025], "lang": ["xx"],
        "part": ["x"], "slices": ["x"], "slice": ["subject"], "k": ["7"],
    }  # fmt: skip
    assert compare_link.parse(params) == CompareLink()
    assert compare_link.parse({"page": ["²"]}).page == 1


def test_a_table_in_a_link_is_its_choices_alone_and_never_long() -> None:
    chosen = CompareLink(rows="flipped", a="x&table=y", page=3, query="q", language="en")
    table = replace(chosen, part="scores", field="level", order="n", text="t", image="i", k=5)
    kept = CompareLink(rows="flipped", a="x&table=y")
    assert parse(format_link(BrowseLink(table=table))) == BrowseLink(table=kept)
    assert parse(format_link(BrowseLink(table=CompareLink()))).table == CompareLink()
    long = CompareLink(where=tuple((f"f{n}", "값" * 100) for n in range(9)))
    assert "table" not in format_link(BrowseLink(query="q", table=long))
    for nonsense in ("x" * 2049, "&".join("a=1" for _ in range(200)), ""):
        assert parse({"table": [nonsense]}) == BrowseLink()
    nested = "table=" + "table%3D" * 100
    assert parse({"table": [nested]}).table == CompareLink()


@given(FILTERS)
def test_compares_filters_come_back_and_are_not_the_reports(
    where: tuple[tuple[str, str], ...],
) -> None:
    link = CompareLink(pool="corpus", where=where)
    assert compare_link.parse(compare_link.format_link(link)) == link
    assert "where" not in compare_link.format_report(link)


def test_defaults_leave_a_bare_address() -> None:
    assert format_link(BrowseLink()) == {}
    assert parse({}) == BrowseLink()


def test_nonsense_falls_back_to_defaults() -> None:
    params = {
        "k": ["-3"],
        "pool": ["everything"],
        "lang": ["xx"],
        "where": ["no equals sign", "=no field", "subject=수학", "subject=수학"],
        "q": ["x" * 10_000],
        "other": ["ignored"],
    }
    assert parse(params) == BrowseLink(where=(("subject", "수학"),))


@given(
    st.dictionaries(
        st.sampled_from(["q", "k", "pool", "where", "lang", "in", "table"]), st.lists(st.text())
    )
)
def test_no_address_is_an_error(params: dict[str, list[str]]) -> None:
    link = parse(params)
    assert link.k in K_OPTIONS
    assert parse(format_link(link)) == link


def test_ids_are_compared_in_nfc() -> None:
    assert parse({"q": ["\u1100\u1161"]}).query == "가"


def test_a_filter_value_may_hold_an_equals_sign() -> None:
    assert parse_where(["출처=a=b"]) == (("출처", "a=b"),)


def test_a_filter_on_pictures_is_true_or_false_or_dropped() -> None:
    assert parse_where(["has_image=True", "has_image=1"]) == (("has_image", "true"),)
    assert parse_where(["has_image=있음", "level=True"]) == (("level", "True"),)
