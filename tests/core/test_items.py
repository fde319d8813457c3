"""The item table: filters, facets, search, threads."""

from __future__ import annotations

import re
import shutil
import sqlite3
import unicodedata
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import FilterError, UnknownItemError, WorkspaceError
from core.facets import Facets
from core.item_table import write_items
from core.items import HAS_IMAGE, ItemStore
from core.text import search_key
from core.types import ImageRef, Item

PICTURE = (ImageRef(0, "a.png", "ok", 8, 6, "00"),)
ITEMS = [
    Item("m1", "x^2의 값을 구하시오", subject="수학", level="고1", images=PICTURE,
         metadata={"tags": ["함수", "그래프"], "points": 4, "open": True}),
    Item("m2", "운전면허 시험의 합격 기준", subject="수학", level="고2",
         choices=("① ＡＢＣ", "② 도형"), metadata={"tags": ["함수"], "points": 3}),
    Item("k1", "글쓴이의 태도", subject="국어", level="고1", passage_id="p1",
         passage="지문의 Straße 이야기", metadata={"points": 4, "open": False}),
    Item("k2", "", subject="국어", level="고2", passage_id="p1", year="2023"),
    Item("10", "영어 지문  두 칸", subject="영어", images=PICTURE),
    Item("010", "ab", subject="영어"),
]  # fmt: skip


def store_of(path: Path, items: Sequence[Item]) -> ItemStore:
    write_items(path / "items.sqlite", items)
    return ItemStore(path / "items.sqlite")


@pytest.fixture
def store(tmp_path: Path) -> ItemStore:
    return store_of(tmp_path, ITEMS)


def ids(store: ItemStore, *where: tuple[str, str]) -> list[str]:
    return [store.ids[p] for p in np.flatnonzero(store.matching(where))]


def test_items_come_back_as_they_went_in(store: ItemStore) -> None:
    assert store.ids == ("010", "10", "k1", "k2", "m1", "m2")
    assert len(store) == 6
    for item in ITEMS:
        found = store.get(item.id)
        assert found.content_key != ""
        assert {**_fields(found), "content_key": ""} == _fields(item)
        assert item.id in store
        assert store.ids[store.position(item.id)] == item.id
    assert [i.id for i in store.get_many(["m2", "10", "m2"])] == ["m2", "10", "m2"]
    assert [i.id for i in store.all_items()] == list(store.ids)
    assert store.get_many([]) == []


def _fields(item: Item) -> dict[str, object]:
    return {name: getattr(item, name) for name in Item.__dataclass_fields__}


def test_more_items_at_once_than_sqlite_takes_parameters(tmp_path: Path) -> None:
    store = store_of(tmp_path, [Item(f"n{i:04}", "") for i in range(1200)])
    store._db.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, 500)
    wanted = list(store.ids)[::-1]
    assert [item.id for item in store.get_many(wanted)] == wanted
    assert [item.id for item in store.all_items()] == list(store.ids)


def test_unknown_items_name_their_neighbours(store: ItemStore) -> None:
    assert "k3" not in store
    with pytest.raises(UnknownItemError, match=r'^There is no item "k3"\. Ids near it: k2\.$'):
        store.get("k3")
    with pytest.raises(UnknownItemError, match=r'^There is no item "zz"\. Check the spelling\.$'):
        store.get_many(["m1", "zz"])


def test_ids_are_found_in_either_unicode_form(tmp_path: Path) -> None:
    store = store_of(tmp_path, [Item("각", "")])
    assert store.get(unicodedata.normalize("NFD", "각")).id == "각"


# --- filters ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ([], ["010", "10", "k1", "k2", "m1", "m2"]),
        ([("subject", "수학")], ["m1", "m2"]),
        ([("subject", "수학"), ("subject", "국어")], ["k1", "k2", "m1", "m2"]),
        ([("subject", "수학"), ("subject", "국어"), ("level", "고1")], ["k1", "m1"]),
        ([("subject", "수학"), ("level", "고3")], []),
        ([("subject", unicodedata.normalize("NFD", "수학"))], ["m1", "m2"]),
        ([("subject", "수")], []),
        ([(HAS_IMAGE, "true")], ["10", "m1"]),
        ([(HAS_IMAGE, "True")], ["10", "m1"]),
        ([(HAS_IMAGE, " FALSE "), ("subject", "영어")], ["010"]),
        ([(HAS_IMAGE, "false"), ("subject", "영어")], ["010"]),
        ([(HAS_IMAGE, "true"), (HAS_IMAGE, "false")], ["010", "10", "k1", "k2", "m1", "m2"]),
        ([("tags", "함수")], ["m1", "m2"]),
        ([("tags", "그래프")], ["m1"]),
        ([("points", "4")], ["k1", "m1"]),
        ([("open", "false")], ["k1"]),
        ([("passage_id", "p1")], ["k1", "k2"]),
        ([("id", "10")], ["10"]),
        ([("year", "2023")], ["k2"]),
    ],
)
def test_filters(store: ItemStore, where: list[tuple[str, str]], expected: list[str]) -> None:
    assert ids(store, *where) == expected
    assert store.count(tuple(where)) == len(expected)
    assert store.search("", tuple(where)).ids == expected


@pytest.mark.parametrize("word", ["1", "yes", "있음", "tru"])
def test_another_word_for_yes_is_refused(store: ItemStore, word: str) -> None:
    sentence = f'has_image can\'t be "{word}". Write has_image=true or has_image=false.'
    where = ((HAS_IMAGE, "true"), (HAS_IMAGE, word))
    for ask in (store.matching, store.count, lambda w: store.search("", w)):
        with pytest.raises(FilterError, match=re.escape(sentence)):
            ask(where)


@given(
    st.lists(
        st.one_of(
            st.tuples(
                st.sampled_from(["subject", "level", "points"]),
                st.sampled_from(["수학", "국어", "고1", "고2", "true", "false", "3", "4"]),
            ),
            st.tuples(st.just(HAS_IMAGE), st.sampled_from(["true", "false"])),
        ),
        max_size=6,
    )
)
@settings(max_examples=60)
def test_filters_against_plain_python(
    tmp_path_factory: pytest.TempPathFactory, where: list[tuple[str, str]]
) -> None:
    store = store_of(tmp_path_factory.mktemp("filters"), ITEMS)
    facts = {
        item.id: {
            "subject": item.subject,
            "level": item.level,
            HAS_IMAGE: "true" if item.images else "false",
            "points": str(item.metadata.get("points")),
        }
        for item in ITEMS
    }
    fields = {field for field, _ in where}
    expected = sorted(
        key
        for key, known in facts.items()
        if all(known[field] in {v for f, v in where if f == field} for field in fields)
    )
    assert ids(store, *where) == expected


def test_unknown_fields_name_the_known_ones(store: ItemStore) -> None:
    sentence = re.escape(
        'There is no field "text" to filter by. Fields are: has_image, id, level, open, '
        "passage_id, points, subject, tags, text_format, year."
    )
    for use in (
        lambda: store.matching((("text", "x"),)),
        lambda: store.facets("text"),
        lambda: store.facets("subject", (("text", "x"),)),
        lambda: store.search("x", (("text", "x"),)),
        lambda: store.random_id(0, (("text", "x"),)),
    ):
        with pytest.raises(FilterError, match=f"^{sentence}$"):
            use()


def test_facets_count_most_frequent_first(store: ItemStore) -> None:
    assert store.facets("subject").values == [("국어", 2), ("수학", 2), ("영어", 2)]
    assert store.facets("tags").values == [("함수", 2), ("그래프", 1)]
    assert store.facets(HAS_IMAGE).values == [("false", 4), ("true", 2)]
    where = (("subject", "수학"), ("level", "고1"))
    assert store.facets("subject", where).values == [("국어", 1), ("수학", 1)]
    assert store.facets("level", where).values == [("고1", 1), ("고2", 1)]
    assert store.facets("tags", where).values == [("그래프", 1), ("함수", 1)]


def test_a_metadata_column_cannot_pose_as_a_field(tmp_path: Path) -> None:
    item = Item("1", "", subject="수학", metadata={"subject": "국어", "has_image": "true"})
    store = store_of(tmp_path, [item])
    assert store.facets("subject").values == [("수학", 1)]
    assert store.facets(HAS_IMAGE).values == [("false", 1)]


# --- search -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("면허", ["m2"]),
        ("운전면허 시험", ["m2"]),
        ("전면", ["m2"]),
        (unicodedata.normalize("NFD", "면허"), ["m2"]),
        ("  면허  ", ["m2"]),
        ("abc", ["m2"]),
        ("ａｂ", ["010", "m2"]),
        ("AB", ["010", "m2"]),
        ("STRASSE", ["k1"]),
        ("영어 지문 두 칸", ["10"]),
        ("도형", ["m2"]),
        ("지문", ["10", "k1"]),
        ("m", ["m1", "m2"]),
        ("M1", ["m1"]),
        ("10", ["10", "010"]),
        ("없는말", []),
        ("%", []),
        ("_", []),
        ("'", []),
        ("", ["010", "10", "k1", "k2", "m1", "m2"]),
    ],
)
def test_search(store: ItemStore, text: str, expected: list[str]) -> None:
    found = store.search(text)
    assert found.ids == expected
    assert found.total == len(expected)


def test_the_exact_id_comes_first_then_its_beginnings(tmp_path: Path) -> None:
    items = [Item(i, "7") for i in ("1", "17", "7", "70", "x7")]
    assert store_of(tmp_path, items).search("7").ids == ["7", "70", "1", "17", "x7"]


def test_search_is_limited_but_counts_all(store: ItemStore) -> None:
    found = store.search("", limit=2)
    assert found.ids == ["010", "10"]
    assert found.total == 6
    filtered = store.search("지문", (("subject", "국어"),))
    assert (filtered.ids, filtered.total) == (["k1"], 1)


def _without_index(folder: Path) -> ItemStore:
    """The same table as versions wrote it that had no text index and no arrays of fields."""
    old = folder / "old.sqlite"
    shutil.copyfile(folder / "items.sqlite", old)
    with closing(sqlite3.connect(old)) as db, db:
        store = ItemStore(folder / "items.sqlite")
        db.execute("DROP TABLE fields")
        db.execute(
            "CREATE TABLE facets (field TEXT, value TEXT, position INTEGER,"
            " PRIMARY KEY (field, value, position)) WITHOUT ROWID"
        )
        for name in store.fields():
            for value, _n in store.facets(name).values:
                places = np.flatnonzero(store.matching(((name, value),)))
                db.executemany(
                    "INSERT INTO facets VALUES (?,?,?)", [(name, value, int(p)) for p in places]
                )
    return ItemStore(old)


WORDS = st.text(
    st.sampled_from("ㅋㅋ가나 \t\n\u3000aAＡß①1２$\\{}\"'*()^-%ÉNEARornotſ"), max_size=10
)


@given(
    st.lists(st.tuples(WORDS, st.lists(WORDS, max_size=2), WORDS), min_size=1, max_size=8),
    st.lists(WORDS, min_size=1, max_size=4),
    st.sampled_from([(), (("level", "고1"),), (("level", "고1"), ("subject", "수학"))]),
    st.integers(0, 9),
)
@settings(max_examples=150)
def test_search_answers_as_a_scan_does(
    tmp_path_factory: pytest.TempPathFactory,
    texts: list[tuple[str, list[str], str]],
    needles: list[str],
    where: Any,
    limit: int,
) -> None:
    folder = tmp_path_factory.mktemp("search")
    items = [
        Item(f"{n % 3}{tail}{n}", text, choices=tuple(choices), passage=tail,
             level=("고1", "고2")[n % 2], subject=("수학", "국어", "수학")[n % 3])
        for n, (text, choices, tail) in enumerate(texts)
    ]  # fmt: skip
    items += [Item("plain", "", level="고1", subject="수학")]
    store = store_of(folder, items)
    for text in [*needles, items[0].id, items[0].id[:2], items[-2].text[1:4], "0", "ㅋㅋ", ""]:
        needle = search_key(text)
        kept = store.matching(where)
        expected = sorted(
            (search_key(i.id) != needle, not search_key(i.id).startswith(needle), i.id)
            for i in items
            if kept[store.position(i.id)]
            and any(
                needle in search_key(part)
                for part in (i.id, " ".join([i.text, *i.choices, i.passage or ""]))
            )
        )
        found = store.search(text, where, limit)
        assert found.total == len(expected)
        if needle:
            assert found.ids == [key for *_, key in expected][:limit]
        assert _scan_of(store).search(text, where, limit) == found


def _scan_of(store: ItemStore) -> ItemStore:
    other = ItemStore(store._path)
    other._texts = None
    return other


def test_a_table_of_an_earlier_version_answers_alike(tmp_path: Path) -> None:
    store = store_of(tmp_path, ITEMS)
    old = _without_index(tmp_path)
    assert old._texts is None
    assert old.fields() == store.fields()
    for field in store.fields():
        assert old.distinct(field) == store.distinct(field)
        assert old.facets(field) == store.facets(field)
        where = ((HAS_IMAGE, "true"), ("level", "고1"))
        assert old.facets(field, where) == store.facets(field, where)
    for text in ("", "지문", "1", "10", "abc", "없는말"):
        assert old.search(text) == store.search(text)


def test_facets_can_be_cut_and_looked_for(tmp_path: Path) -> None:
    items = [Item(f"{n:03}", "", source=f"Book {n % 40}", year=str(n % 2)) for n in range(100)]
    store = store_of(tmp_path, items)
    assert store.distinct("source") == 40
    found = store.facets("source", limit=3)
    assert (found.values, found.total) == ([("Book 0", 3), ("Book 1", 3), ("Book 10", 3)], 40)
    assert store.facets("source", (("year", "1"),), limit=1).total == 20
    found = store.facets("source", holding="BOOK 3", limit=2)
    assert (found.values, found.total) == ([("Book 3", 3), ("Book 30", 2)], 11)
    assert store.facets("source", holding="없음") == Facets([], 0)
    assert store.facets("id", limit=1) == Facets([("000", 1)], 100)


def test_a_value_named_twice_counts_once(tmp_path: Path) -> None:
    store = store_of(tmp_path, [Item("1", "", metadata={"tags": ["가", "가", "나"]})])
    assert store.facets("tags").values == [("가", 1), ("나", 1)]


def test_the_order_of_the_file_does_not_matter(tmp_path: Path) -> None:
    first = write_items(tmp_path / "a.sqlite", ITEMS)
    assert write_items(tmp_path / "b.sqlite", reversed(ITEMS)) == first
    assert not list(tmp_path.glob("*.spool"))
    stores = [ItemStore(tmp_path / f"{name}.sqlite") for name in "ab"]
    assert list(stores[0].all_items()) == list(stores[1].all_items())


@given(st.text(max_size=12), st.integers(0, 11), st.integers(0, 12))
@settings(max_examples=100)
def test_every_word_of_a_text_is_found(
    tmp_path_factory: pytest.TempPathFactory, text: str, start: int, end: int
) -> None:
    words = re.sub(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]", "", text)
    store = store_of(tmp_path_factory.mktemp("search"), [Item("only", words)])
    for part in {words, *words.split()}:
        assert store.search(part).ids == ["only"], part


# --- the rest -----------------------------------------------------------------------------------


def test_random_ids_are_seeded_and_filtered(store: ItemStore) -> None:
    drawn = [store.random_id(seed) for seed in range(60)]
    assert drawn == [store.random_id(seed) for seed in range(60)]
    assert set(drawn) == set(store.ids)
    assert {store.random_id(s, (("subject", "수학"),)) for s in range(20)} == {"m1", "m2"}
    assert store.random_id(0, (("subject", "수학"), ("level", "고3"))) is None


def test_duplicates_have_the_same_text_and_pictures(tmp_path: Path) -> None:
    other = (ImageRef(0, "b.png", "ok", 8, 6, "11"),)
    same = (ImageRef(0, "copy.png", "ok", 9, 9, "00"),)
    store = store_of(
        tmp_path,
        [
            Item("a", "값을  구하시오", choices=("1",), images=PICTURE),
            Item("b", " 값을 구하시오", choices=("1",), images=same),
            Item("c", "값을 구하시오", choices=("2",), images=PICTURE),
            Item("d", "값을 구하시오", choices=("1",), images=other),
            Item("e", "값을 구하시오", choices=("1",)),
            Item("f", "값을 구하시오", choices=("1",), images=PICTURE, passage="지문"),
        ],
    )
    assert store.duplicates_of("a") == ["b"]
    assert store.duplicates_of("b") == ["a"]
    assert all(store.duplicates_of(key) == [] for key in "cdef")


def test_items_of_one_passage(store: ItemStore) -> None:
    assert store.sharing_passage("p1") == ["k1", "k2"]
    assert store.sharing_passage("p2") == []


def test_eight_threads_read_one_store(store: ItemStore) -> None:
    def look(turn: int) -> tuple[object, ...]:
        key = store.ids[turn % len(store)]
        return (
            store.get(key).id == key,
            store.search("지문").ids,
            store.facets("subject").values,
            store.count((("level", "고1"),)),
            store.random_id(3),
        )

    expected = look(0)
    with ThreadPoolExecutor(max_workers=8) as pool:
        results = list(pool.map(look, range(400)))
    assert all(result == expected for result in results)


def test_the_table_survives_its_removal(store: ItemStore, tmp_path: Path) -> None:
    (tmp_path / "items.sqlite").unlink()
    assert store.search("지문").ids == ["10", "k1"]
    assert store.get("m1").images == PICTURE


def test_a_broken_table_names_its_file(tmp_path: Path) -> None:
    path = tmp_path / "items.sqlite"
    for data in (None, b"", b"no database at all, but long enough to be one" * 30):
        if data is not None:
            path.write_bytes(data)
        sentence = re.escape(f"{path}: the item table can't be read (")
        with pytest.raises(WorkspaceError, match=f"^{sentence}"):
            ItemStore(path)


def test_paths_with_odd_characters(tmp_path: Path) -> None:
    folder = tmp_path / "가? #%20 'x'"
    folder.mkdir()
    assert store_of(folder, ITEMS).get("m1").subject == "수학"


def test_a_hostile_text_stays_a_text(tmp_path: Path) -> None:
    text = "'); DROP TABLE items; -- <script>alert(1)</script> $\\frac{1}{2}$ :red[x]"
    values: dict[str, Any] = {"x'; --": text}
    store = store_of(tmp_path, [Item("1", text, subject=text, metadata=values)])
    assert store.get("1").text == text
    assert store.search("DROP TABLE").ids == ["1"]
    assert ids(store, ("subject", text)) == ["1"]
    assert ids(store, ("x'; --", text)) == ["1"]


def test_a_table_damaged_while_open_is_said_in_a_sentence(tmp_path: Path) -> None:
    rows = [Item(f"i{n:04d}", "문항 " * 200) for n in range(300)]
    write_items(tmp_path / "items.sqlite", rows)
    store = ItemStore(tmp_path / "items.sqlite")
    size = (tmp_path / "items.sqlite").stat().st_size
    with (tmp_path / "items.sqlite").open("rb+") as handle:
        handle.seek(4096)
        handle.write(b"\xff" * (size - 4096))
    with pytest.raises(
        WorkspaceError, match=r"items\.sqlite: the item table can't be read any more"
    ):
        store.get_many([item.id for item in rows])
