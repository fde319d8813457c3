"""Frozen versions in a workspace: into it by the importer, and what they say of themselves."""

from __future__ import annotations

import json
from datetime import date

import pytest

from core.errors import (
    GroundTruthError,
    JudgmentError,
    NameInvalidError,
    NameTakenError,
    UnknownGroundTruthError,
    VersionError,
)
from core.evaluate import evaluate
from core.frozen import add_version, make_stamp, named_or_file, origin, suggested_name
from core.ground_truth import GroundTruth, document_hash
from core.importer.request import ImportRequest
from core.importer.run import import_files
from core.versions import freeze
from core.views import HumanLayer, make_view
from core.workspace import Workspace

IDS = ["q", "i", "j", "k"]
DAY = date(2026, 11, 23)


@pytest.fixture
def ws(builders, tmp_path):
    vectors = {"q": [1, 0, 0], "i": [0.8, 0.6, 0], "j": [0, 1, 0], "k": [0, 0, 1]}
    gt = {"pool": ["i", "j", "k"], "queries": {"q": ["i"]}}
    return builders.workspace(tmp_path / "w", IDS, {"v": vectors}, {"g": gt})


def frozen(ws, name="v2", human=None, kind=None):
    stamp = make_stamp(ws, name, " 김  서연 ", " 불일치를 조정함 ", DAY, 0)
    view = make_view("human-over-imported", ws.gt("g"), human or HumanLayer({"q": {"j": 3}}))
    return freeze(view, ws.gt("g"), stamp, ws.items, kind)


def test_a_version_becomes_a_ground_truth_that_says_where_it_comes_from(ws) -> None:
    version = frozen(ws)
    add_version(ws.path, version)
    again = Workspace.open(ws.path)
    assert again.generation == ws.generation + 1
    assert again.gt("v2") == version.ground_truth
    found = origin(again.gt("v2"))
    assert (found.name, found.author, found.note) == ("v2", "김 서연", "불일치를 조정함")
    assert (found.day, found.ground_truth, found.view) == ("2026-11-23", "g", "human-over-imported")
    assert (found.revision, found.head, found.hash) == (0, None, version.hash)
    assert origin(again.gt("g")) is None
    assert evaluate(again, "v", "v2").view_hash != evaluate(again, "v", "g").view_hash


def test_the_stored_file_is_the_version_byte_by_byte(ws, tmp_path) -> None:
    version = frozen(ws)
    add_version(ws.path, version)
    (part,) = (ws.path / "gt").glob("v2@*.json")
    assert part.read_text("utf-8") == version.text
    assert document_hash(json.loads(part.read_text("utf-8"))) == version.hash


def test_an_import_of_other_files_leaves_it_as_it_is(ws, tmp_path) -> None:
    add_version(ws.path, frozen(ws))
    other = tmp_path / "h.json"
    other.write_text('{"q": ["k"]}', "utf-8")
    import_files(ws.path, ImportRequest(gts={"h": other}))
    assert origin(Workspace.open(ws.path).gt("v2")).author == "김 서연"


def test_with_a_pool_from_elsewhere_it_is_that_version_no_more(ws, tmp_path) -> None:
    version = frozen(ws, kind="corpus")
    file, pool = tmp_path / "v2.json", tmp_path / "pool.txt"
    file.write_text(version.text, "utf-8")
    pool.write_text("i\nj\n", "utf-8")
    import_files(ws.path, ImportRequest(gts={"v2": file}, gt_pools={"v2": pool}))
    import_files(ws.path, ImportRequest(gts={"v3": file}))
    again = Workspace.open(ws.path)
    assert again.gt("v2").pool == ("i", "j")
    assert origin(again.gt("v2")) is None
    assert origin(again.gt("v3")).name == "v2"


@pytest.mark.parametrize("changed", [{"author": 7}, {"note": None}, {"symmetric": 1}, {"date": []}])
def test_words_of_another_kind_are_no_version(ws, changed, tmp_path) -> None:
    document = json.loads(frozen(ws).text)
    document["frozen"] |= changed
    document["frozen"]["hash"] = document_hash(document)
    file = tmp_path / "odd.json"
    file.write_text(json.dumps(document), "utf-8")
    read = named_or_file(ws, str(file))
    assert read.frozen is not None
    assert origin(read) is None


def test_a_name_that_is_taken_is_refused_before_and_while_it_is_added(ws) -> None:
    version = frozen(ws)
    add_version(ws.path, version)
    with pytest.raises(NameTakenError, match='already has the ground truth "v2"'):
        add_version(ws.path, version)
    with pytest.raises(NameTakenError, match='There is a ground truth "v2" already'):
        frozen(Workspace.open(ws.path))


@pytest.mark.parametrize(
    ("values", "fault", "said"),
    [
        ({"name": "/etc"}, NameInvalidError, "can't name a version"),
        ({"name": "g"}, NameTakenError, 'There is a ground truth "g" already'),
        ({"author": "  "}, JudgmentError, "name"),
        ({"note": " \n"}, VersionError, "Say in a note why"),
        ({"note": "x" * 2001}, VersionError, "up to 2,000"),
        ({"note": "\ud800"}, VersionError, "can't be kept"),
    ],
)
def test_what_no_version_can_say_is_refused(ws, values, fault, said) -> None:
    given = {"name": "v2", "author": "kim", "note": "why"} | values
    with pytest.raises(fault, match=said):
        make_stamp(ws, given["name"], given["author"], given["note"], DAY, 0)


def test_the_suggested_name_is_free() -> None:
    assert suggested_name("hybrid", DAY, ()) == "hybrid-2026-11-23"
    taken = ["Hybrid-2026-11-23", "hybrid-2026-11-23-2"]
    assert suggested_name("hybrid", DAY, taken) == "hybrid-2026-11-23-3"
    assert len(suggested_name("가" * 64, DAY, ["x"] * 900)) <= 64


def test_a_version_is_found_by_name_or_file(ws, tmp_path) -> None:
    version = frozen(ws)
    file = tmp_path / "later.json"
    file.write_text(version.text, "utf-8")
    assert named_or_file(ws, "g") is ws.gt("g")
    read = named_or_file(ws, str(file))
    assert (read.name, read.queries) == ("later", version.ground_truth.queries)
    with pytest.raises(UnknownGroundTruthError, match='neither a ground truth nor a file "nope"'):
        named_or_file(ws, "nope")
    file.write_text("[1]", "utf-8")
    with pytest.raises(GroundTruthError, match=r"later\.json"):
        named_or_file(ws, str(file))


def test_what_a_version_says_of_itself_is_no_part_of_the_grades() -> None:
    plain = GroundTruth("g", {"q": {"i": 1}})
    said = GroundTruth("g", {"q": {"i": 1}}, frozen={"name": "g"})
    assert (plain, plain.hash) == (said, said.hash)
    assert "frozen" not in plain.document()
