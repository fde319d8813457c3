"""Ground truth files: every form gives the same values, every fault its sentence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core.errors import GroundTruthError
from core.ground_truth import GroundTruth
from core.ingest.ground_truth_file import read_ground_truth

Rejected = Callable[..., None]
Files = Any  # tests/conftest.py: FileMaker
KNOWN = {f"a{n}" for n in range(1, 7)} | {"가", "b c"}


def read(path: Path, pool: Path | None = None) -> GroundTruth:
    return read_ground_truth(path, "g", KNOWN, pool_path=pool)


def test_lists_count_as_grade_two(files: Files) -> None:
    found = read(files.gt({"a1": ["a3", "a2", "a3"], "a4": []}))
    assert found.queries == {"a1": {"a3": 2, "a2": 2}, "a4": {}}
    assert (found.pool, found.unlisted, found.threshold, found.source) == (None, "unknown", 1, None)
    assert found.grade("a1", "a5") is None


def test_graded_forms_are_equal_whatever_the_file(files: Files) -> None:
    graded = {"a1": {"a2": 3, "a3": 0, "a4": -1}, "가": {"b c": 1}}
    trec = "a1 0 a2 3\na1 Q0 a3 0\n\na1 0 a4 -1\n"
    same = [
        read(files.gt(graded)),
        read(files.gt({"queries": graded}, "declared.json")),
        read(files.gt({"queries": graded, "pool": None, "threshold": 1}, "full.json")),
        read(
            files.gt({"a1": {"a2": 3.0, "a3": 0, "a4": -1}, "\u1100\u1161": {"b c": 1}}, "n.json")
        ),
        read(files.bytes("bom.qrels", b"\xef\xbb\xbf" + (trec + "가\t0\tb c\t1").encode())),
        read(files.text("tabs.trec", trec.replace(" ", "\t") + "가\t0\tb c\t1\r\n")),
        read(
            files.text(
                "beir.tsv",
                "query-id\tcorpus-id\tscore\na1\ta2\t3\na1\ta3\t0\na1\ta4\t-1\n가\tb c\t1.0\n",
            )
        ),
        read(files.text("bare.tsv", "a1\ta2\t3\na1\ta3\t0\na1\ta4\t-1\n가\tb c\t+1\n")),
    ]
    assert same[0].queries == graded
    assert all(found == same[0] for found in same)
    assert {found.hash for found in same} == {same[0].hash}
    assert same[0].grade("a1", "a4") is None
    assert same[0].status("a1", "a3") == "not_relevant"


def test_pool_given_in_any_form(files: Files) -> None:
    queries = {"a1": ["a2"]}
    declared = read(files.gt({"queries": queries, "pool": ["a3", "a2"]}, "d.json"))
    assert declared.pool == ("a2", "a3")
    assert declared.unlisted == "not_relevant"
    assert declared.grade("a1", "a3") == 0
    assert declared.grade("a1", "a4") is None
    plain = files.gt(queries)
    for pool in (
        files.text("pool.txt", "a3\n\n  a2 \n"),
        files.json("pool.json", ["a3", "a2"]),
        files.text("pool.list", '\n[\n"a2", "a3"]'),
    ):
        assert read(plain, pool) == declared, pool.name


def test_a_pool_file_leaves_what_the_file_says_of_unlisted_pairs(files: Files) -> None:
    pool = files.json("pool.json", ["a2", "a3"])
    for unlisted in ("unknown", "not_relevant"):
        path = files.gt({"queries": {"a1": ["a2"]}, "unlisted": unlisted, "threshold": 2})
        found = read(path, pool)
        assert (found.unlisted, found.threshold, found.pool) == (unlisted, 2, ("a2", "a3"))


def test_threshold_source_and_unlisted_are_kept(files: Files) -> None:
    found = read(
        files.gt(
            {
                "queries": {"a1": {"a2": 1, "a3": 2}},
                "pool": ["a2", "a3"],
                "unlisted": "unknown",
                "threshold": 2,
                "source": "교사 3인",
            }
        )
    )
    assert (found.threshold, found.source, found.unlisted) == (2, "교사 3인", "unknown")
    assert found.relevant("a1") == frozenset({"a3"})


def test_an_item_may_be_called_queries(files: Files) -> None:
    path = files.gt({"queries": {"a1": 2}})
    assert read_ground_truth(path, "g", KNOWN | {"queries"}).queries == {"queries": {"a1": 2}}
    path = files.gt({"queries": ["a1"], "a2": ["a3"]})
    found = read_ground_truth(path, "g", KNOWN | {"queries"})
    assert found.queries == {"queries": {"a1": 2}, "a2": {"a3": 2}}


def test_the_query_may_be_outside_the_pool(files: Files) -> None:
    found = read(files.gt({"pool": ["a2"], "queries": {"a1": {"a1": 3, "a2": 1}}}))
    assert found.relevant("a1") == frozenset({"a2"})


@pytest.mark.parametrize(
    ("value", "sentences"),
    [
        ({"zz": ["a1"]}, [
            'gt.json query "zz": unknown id "zz"; import the item first, or correct the id.']),
        ({"a1": ["a2", "zz", "yy"]}, [
            'gt.json query "a1": unknown id "zz"; import the item first, or correct the id.',
            'gt.json query "a1": unknown id "yy"; import the item first, or correct the id.']),
        ({"a1": {"a2": 1.5, "a3": "2", "a4": True, "a5": None, "a6": [1]}}, [
            'gt.json query "a1": the grade of id "a2" is 1.5, not a whole number.',
            "gt.json query \"a1\": the grade of id \"a3\" is '2', not a whole number.",
            'gt.json query "a1": the grade of id "a4" is True, not a whole number.',
            'gt.json query "a1": the grade of id "a5" is None, not a whole number.',
            'gt.json query "a1": the grade of id "a6" is [1], not a whole number.']),
        ({"a1": {"a2": 10**400}}, [
            'gt.json query "a1": the grade of id "a2" is beyond 1000; use a small whole number.']),
        ({"a1": "a2"}, [
            'gt.json query "a1": holds \'a2\'; use a list of ids or an id -> grade object.']),
        ({"a1": ["a2", None, 3.5]}, [
            'gt.json query "a1": the id is missing; ids are strings.',
            'gt.json query "a1": the id is a decimal number; ids are strings.']),
        (["a1"], ["gt.json: is not a JSON object of query -> relevant ids."]),
        ({}, ["gt.json: holds no queries. Export it again."]),
        ({"queries": {}}, ["gt.json: holds no queries. Export it again."]),
        ({"queries": {"a1": ["a2"]}, "poool": [], "Threshold": 2}, [
            "gt.json: unknown key 'poool', 'Threshold' beside \"queries\"; known are pool, "
            "unlisted, threshold, source, queries."]),
        ({"queries": {"a1": ["a2"], "a3": "a4"}, "pool": ["a2"]}, [
            'gt.json query "a3": holds \'a4\'; use a list of ids or an id -> grade object.']),
        ({"queries": {"a1": ["a2", "a3"]}, "pool": ["a2"]}, [
            'gt.json query "a1": id "a3" is graded but not in the declared pool; add it to the '
            "pool or drop the grade."]),
        ({"queries": {"a1": ["a2"]}, "pool": ["a2", "zz", "a2", 1.5]}, [
            'gt.json pool entry 2: unknown id "zz"; import the item first, or correct the id.',
            'gt.json pool entry 3: id "a2" appears twice in the pool; remove one of them.',
            "gt.json pool entry 4: the id is a decimal number; ids are strings."]),
        ({"queries": {"a1": []}, "pool": []}, [
            "gt.json: the pool is empty; name its candidates."]),
        ({"queries": {"a1": ["a2"]}, "pool": "a2"}, [
            "gt.json: the pool has to be a list of ids."]),
        ({"queries": {"a1": ["a2"]}, "unlisted": "not_relevant"}, [
            'gt.json: "unlisted": "not_relevant" needs a "pool" to hold for; declare it.']),
        ({"queries": {"a1": ["a2"]}, "unlisted": "irrelevant"}, [
            "gt.json: \"unlisted\" is 'irrelevant'; use \"not_relevant\" or \"unknown\"."]),
        ({"queries": {"a1": ["a2"]}, "unlisted": []}, [
            'gt.json: "unlisted" is []; use "not_relevant" or "unknown".']),
        ({"queries": {"a1": ["a2"]}, "threshold": 0}, [
            'gt.json: "threshold" is 0; use a whole number from 1 up.']),
        ({"queries": {"a1": ["a2"]}, "threshold": "2"}, [
            "gt.json: \"threshold\" is '2'; use a whole number from 1 up."]),
        ({"queries": {"a1": ["a2"]}, "threshold": True}, [
            'gt.json: "threshold" is True; use a whole number from 1 up.']),
        ({"queries": {"a1": ["a2"]}, "threshold": 3}, [
            'gt.json query "a1": lists ids without grades, which count as grade 2, below the '
            "threshold 3; give grades."]),
        ({"queries": {"a1": ["a2"]}, "source": 3}, ['gt.json: "source" has to be text.']),
    ],
)  # fmt: skip
def test_bad_json(files: Files, rejected: Rejected, value: object, sentences: list[str]) -> None:
    rejected(GroundTruthError, sentences, gts={"g": files.gt(value)})


@pytest.mark.parametrize(
    ("name", "data", "sentences"),
    [
        ("g.json", b'{"a1": ["a2"],\n\n "a3": [}', [
            "g.json: broken JSON: Expecting value at line 3 column 9. Export the file again."]),
        ("g.json", b'{"a1": ["a2"', [
            "g.json: broken JSON: Expecting ',' delimiter at line 1 column 13. "
            "Export the file again."]),
        ("g.json", b"a1 0 a2 1", [
            "g.json: broken JSON: Expecting value at line 1 column 1. Export the file again."]),
        ("g.json", b'{"a1": ["a2"], "a1": ["a3"]}', [
            'g.json: key "a1" stands twice in one object. Export the file again.']),
        ("g.json", b'{"a1": {"a2": NaN}}', [
            "g.json: NaN is not JSON. Export the file again."]),
        ("g.json", b'{"a1": ["\\ud800"]}', [
            "g.json: a \\u escape makes half a character (lone surrogate). "
            "Export the file again."]),
        ("g.json", '{"a1": ["가"]}'.encode("cp949"), [
            "g.json line 1: not UTF-8 (byte 10 of the line). Save the file as UTF-8."]),
        ("g.qrels", b"a1 0 a2 1\na1 0 \xff 1\n", [
            "g.qrels line 2: not UTF-8 (byte 6 of the line). Save the file as UTF-8."]),
        ("g.qrels", b"a1 0 a2 x\na1 0 a3 1.5\nzz 0 a2 1\na1 0 yy 1\na1 a2\na1 0 a2 1 run\n", [
            "g.qrels line 1: the grade of id \"a2\" is 'x', not a whole number.",
            "g.qrels line 2: the grade of id \"a3\" is '1.5', not a whole number.",
            'g.qrels line 3: unknown id "zz"; import the item first, or correct the id.',
            'g.qrels line 4: unknown id "yy"; import the item first, or correct the id.',
            "g.qrels line 5: 2 columns; TREC qrels have 4 (query 0 item grade), BEIR has 3 "
            "(query item grade, separated by tabs).",
            "g.qrels line 6: 5 columns; TREC qrels have 4 (query 0 item grade), BEIR has 3 "
            "(query item grade, separated by tabs)."]),
        ("g.qrels", b"a1 0 a2 1\na1 0 a2 1\na1 0 a2 2\n", [
            'g.qrels line 3: id "a2" has two grades, 1 and 2; keep one.']),
        ("g.qrels", b"a1 0 a2 " + b"9" * 500, [
            f"g.qrels line 1: the grade of id \"a2\" is '{'9' * 39}, not a whole number."]),
        ("g.qrels", b"a1 0 a2 99999", [
            'g.qrels line 1: the grade of id "a2" is beyond 1000; use a small whole number.']),
        ("g.tsv", b"query-id\tcorpus-id\tscore\n", ["g.tsv: holds no queries. Export it again."]),
        ("g.tsv", b"query-id\tcorpus-id\tscore\na1\t\t1\n", [
            "g.tsv line 2: the id is missing or empty."]),
    ],
)  # fmt: skip
def test_bad_bytes(
    files: Files, rejected: Rejected, name: str, data: bytes, sentences: list[str]
) -> None:
    rejected(GroundTruthError, sentences, gts={"g": files.bytes(name, data)})


def test_queries_that_become_one(files: Files) -> None:
    path = files.text("g.json", '{"가": ["a2"], "\u1100\u1161": ["a3"]}')
    with pytest.raises(
        GroundTruthError,
        match=r"^g\.json query \"\u1100\u1161\": becomes another query's id after Unicode norm",
    ):
        read(path)


def test_bad_pool_files(files: Files, rejected: Rejected) -> None:
    gt = files.gt({"a1": ["a2"]})
    for number, (data, sentence) in enumerate(
        (
            (b"a2\nzz\n", 'line 2: unknown id "zz"; import the item first, or correct the id.'),
            (b"a2\n\na2", 'line 3: id "a2" appears twice in the pool; remove one of them.'),
            (b"a2\n\xff\n", "line 2: not UTF-8 (byte 1 of the line). Save the file as UTF-8."),
            (
                b'["a2",\n x',
                "broken JSON: Expecting value at line 2 column 2. Export the file again.",
            ),
            (b'{"a2": 1}', "the pool has to be a list of ids."),
            (b" \n", "the pool is empty; name its candidates."),
        )
    ):
        pool = files.bytes(f"pool{number}", data)
        colon = "" if sentence.startswith("line") else ":"
        rejected(
            GroundTruthError,
            f"pool{number}{colon} {sentence}",
            gts={"g": gt},
            gt_pools={"g": pool},
        )
    rejected(
        GroundTruthError,
        'gt.json query "a1": id "a2" is graded but not in the declared pool; add it to the pool '
        "or drop the grade.",
        gts={"g": gt},
        gt_pools={"g": files.text("small.txt", "a3")},
    )
    rejected(
        GroundTruthError,
        "d.json: declares a pool of its own beside --gt-pool; drop one of them.",
        gts={"g": files.gt({"queries": {"a1": ["a2"]}, "pool": ["a2"]}, "d.json")},
        gt_pools={"g": files.text("pool.txt", "a2")},
    )


def test_ground_truth_files_that_are_not_there(files: Files, rejected: Rejected) -> None:
    missing, folder, empty = files.path("no.json"), files.path("d.json"), files.path("e.json")
    folder.mkdir()
    empty.write_bytes(b"")
    for path, sentence in (
        (missing, f"{missing}: no such file. Check the path."),
        (folder, f"{folder}: not a regular file. Give the path of a file."),
        (empty, f"{empty}: the file is empty. Export it again."),
    ):
        rejected(GroundTruthError, sentence, gts={"g": path})
        if path != folder:
            rejected(GroundTruthError, sentence, gts={"g": files.gt()}, gt_pools={"g": path})
