"""What is missing or odd is found, counted and named; what is in order raises nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from core.evaluate import evaluate
from core.health.examination import examine
from core.health.manifests import MANIFEST_FIELDS
from core.health.report import Finding, HealthReport, Ids
from core.importer.request import ImportRequest
from core.importer.run import import_files
from core.workspace import Workspace

Build = Callable[..., Workspace]


@pytest.fixture
def build(builders, tmp_path: Path) -> Build:
    """`build(items, variants, gts)`; vectors may be plain lists."""

    def make(items, variants=None, gts=None) -> Workspace:
        arrays = {
            name: {key: np.array(vector, dtype=np.float32) for key, vector in rows.items()}
            for name, rows in (variants or {}).items()
        }
        return builders.workspace(tmp_path / "built", items, arrays, gts or {})

    return make


def kinds(report: HealthReport) -> list[str]:
    return [finding.kind for finding in report.findings]


def only(report: HealthReport, kind: str) -> Finding:
    found = [finding for finding in report.findings if finding.kind == kind]
    assert len(found) == 1, f"{kind}: {found}"
    return found[0]


def axis(n: int, dim: int = 4) -> list[float]:
    """A vector of length 1 along one axis."""
    return [float(place == n) for place in range(dim)]


FULL = {
    "model": "m",
    "revision": "1",
    "mode": "text",
    "pooling": "mean",
    "dim": 4,
    "normalised": True,
}


def with_manifests(files, tmp_path: Path, manifests, vectors=None) -> Workspace:
    """Six items with one variant per manifest (None: no manifest)."""
    request = ImportRequest(
        items=files.items(),
        variants={
            name: files.npz(
                f"{name}.npz",
                ids=np.array(files.ids),
                vectors=files.vectors(seed=seed) if vectors is None else vectors,
            )
            for seed, name in enumerate(manifests)
        },
        manifests={
            name: files.json(f"{name}.json", content)
            for name, content in manifests.items()
            if content is not None
        },
    )
    import_files(tmp_path / "ws", request)
    return Workspace.open(tmp_path / "ws")


# --- nothing odd ----------------------------------------------------------------------------------


def test_a_workspace_in_order_has_no_findings(files, tmp_path: Path) -> None:
    report = examine(with_manifests(files, tmp_path, {"v": FULL | {"rows": 6}}))
    assert report.findings == ()
    assert report.items.count == 6
    assert report.items.without_picture == Ids(6, tuple(files.ids))
    assert report.items.pictures == {
        "ok": 0,
        "missing": 0,
        "unreadable": 0,
        "oversized": 0,
        "unchecked": 0,
    }
    assert report.in_every_variant == 6
    assert report.in_no_variant == Ids()


def test_without_variants_and_ground_truths_the_items_are_examined(build: Build) -> None:
    report = examine(build(["a", "b"]))
    assert report.variants == ()
    assert report.gts == ()
    assert report.in_every_variant == 0
    assert report.findings == ()  # items without any variant are not "without a vector"


# --- items ----------------------------------------------------------------------------------------


def test_faulty_pictures_are_found_by_item_and_status(files, tmp_path: Path) -> None:
    files.picture("images/ok.png")
    files.bytes("images/bad.png", b"\x89PNG\r\n\x1a\nnot a picture")
    rows = [
        {"id": "a", "text": "1", "images": ["ok.png", "gone.png", "gone-too.png"]},
        {"id": "b", "text": "2", "images": ["bad.png"]},
        {"id": "c", "text": "3"},
    ]
    request = ImportRequest(items=files.items(rows), images=files.folder / "images")
    import_files(tmp_path / "ws", request)
    report = examine(Workspace.open(tmp_path / "ws"))
    assert report.items.pictures == {
        "ok": 1,
        "missing": 2,
        "unreadable": 1,
        "oversized": 0,
        "unchecked": 0,
    }
    assert report.items.without_picture == Ids(1, ("c",))
    missing = only(report, "picture_missing")
    assert (missing.count, missing.of, missing.ids) == (1, 3, ("a",))  # items, not pictures
    assert missing.severity == "mend"
    assert only(report, "picture_unreadable").ids == ("b",)
    assert "picture_oversized" not in kinds(report)


def test_empty_texts_with_and_without_a_picture_are_told_apart(files, tmp_path: Path) -> None:
    files.picture("images/p.png")
    rows = [
        {"id": "a", "text": "", "images": ["p.png"]},
        {"id": "b", "text": " \n"},
        {"id": "c", "text": ""},
        {"id": "d", "text": "글"},
    ]
    request = ImportRequest(items=files.items(rows), images=files.folder / "images")
    import_files(tmp_path / "ws", request)
    report = examine(Workspace.open(tmp_path / "ws"))
    assert only(report, "empty_text").ids == ("a",)
    assert only(report, "empty_text").severity == "know"
    assert only(report, "empty_item").ids == ("b", "c")
    # Empty questions are no copies of each other.
    assert not {"same_content", "same_text"} & set(kinds(report))


def test_duplicates_by_text_by_content_and_by_picture(files, tmp_path: Path) -> None:
    files.picture("images/one.png", seed=1)
    files.picture("images/copy-of-one.png", seed=1)
    files.picture("images/two.png", seed=2)
    rows = [
        {"id": "a", "text": "넓이를  구하시오.", "images": ["one.png"]},
        {"id": "b", "text": "넓이를 구하시오.", "images": ["copy-of-one.png"]},
        {"id": "c", "text": "넓이를 구하시오.", "images": ["two.png"]},
        {"id": "d", "text": "다른 문항", "images": ["two.png", "two.png"]},
        {"id": "e", "text": "넓이를 구하시오.", "choices": ["1", "2"]},
        {"id": "f", "text": "그림 둘이 같음", "images": ["one.png"]},
    ]
    request = ImportRequest(items=files.items(rows), images=files.folder / "images")
    import_files(tmp_path / "ws", request)
    items = examine(Workspace.open(tmp_path / "ws")).items
    assert items.same_text.members == (("a", "b", "c"),)  # spacing is no difference, choices are
    assert items.same_content.members == (("a", "b"),)
    assert items.same_picture.members == (("a", "b", "f"), ("c", "d"))
    assert (items.same_picture.groups, items.same_picture.items) == (2, 5)


def test_one_item_with_the_same_picture_twice_is_no_duplicate(files, tmp_path: Path) -> None:
    files.picture("images/p.png")
    rows = [{"id": "a", "text": "1", "images": ["p.png", "p.png"]}, {"id": "b", "text": "2"}]
    request = ImportRequest(items=files.items(rows), images=files.folder / "images")
    import_files(tmp_path / "ws", request)
    assert "same_picture" not in kinds(examine(Workspace.open(tmp_path / "ws")))


def test_the_same_text_is_found_across_batches(build: Build) -> None:
    rows = [{"id": f"i{n:04d}", "text": f"문항 {n % 1100}"} for n in range(1200)]
    same = examine(build(rows)).items.same_text
    assert (same.groups, same.items) == (100, 200)
    assert same.members[0] == ("i0000", "i1100")
    assert len(same.members) == 100


# --- variants -------------------------------------------------------------------------------------


def test_items_without_a_vector_are_named_per_variant(build: Build) -> None:
    report = examine(
        build(
            ["a", "b", "c", "d"],
            {
                "x": {"a": axis(0), "b": axis(1)},
                "y": {"b": axis(0), "c": axis(1)},
                "z": {"a": axis(0), "b": axis(1), "c": axis(2)},
            },
        )
    )
    lacking = {f.subject: f.ids for f in report.findings if f.kind == "no_vector"}
    assert lacking == {"x": ("c", "d"), "y": ("a", "d"), "z": ("d",)}
    assert only(report, "no_vector_anywhere").ids == ("d",)
    coverage = only(report, "coverage")
    assert (coverage.count, coverage.of) == (1, 4)


def test_variants_that_lack_the_same_items_do_not_differ_in_coverage(build: Build) -> None:
    rows = {"a": axis(0), "b": axis(1)}
    report = examine(build(["a", "b", "c"], {"x": rows, "y": {"a": axis(2), "b": axis(1)}}))
    assert "coverage" not in kinds(report)
    assert only(report, "no_vector_anywhere").ids == ("c",)


def test_identical_rows_are_grouped_and_near_ones_are_not(build: Build) -> None:
    near = np.nextafter(np.float32(1), np.float32(0))
    rows = {
        "a": [1, 0.0, 0, 0],
        "b": [1, -0.0, 0, 0],  # -0 equals 0
        "c": [near, 0, 0, 0],
        "d": axis(1),
        "e": axis(2),
        "f": axis(1),
    }
    (variant,) = examine(build(list(rows), {"v": rows})).variants
    assert variant.identical.members == (("a", "b"), ("d", "f"))
    assert variant.identical.items == 4


def test_identical_rows_are_found_across_blocks(build: Build, builders) -> None:
    drawn = builders.dataset("random", 2500, 8, 3)
    drawn[2400] = drawn[7]
    ids = [f"i{n:04d}" for n in range(2500)]
    report = examine(build(ids, {"v": dict(zip(ids, drawn, strict=True))}))
    assert only(report, "same_vector").groups == (("i0007", "i2400"),)


def test_norms_are_those_of_the_stored_rows_and_scaling_is_counted(build: Build) -> None:
    rows = {"a": [0.9995, 0, 0, 0], "b": axis(1), "c": [0, 0, 7, 0]}
    report = examine(build(list(rows), {"v": rows}))
    (variant,) = report.variants
    assert variant.norms == pytest.approx((0.9995, 1.0, 1.0))
    assert variant.off == Ids()
    mixed = only(report, "norms_mixed")
    assert (mixed.count, mixed.of) == (1, 3)


def test_scaling_every_row_is_not_odd(build: Build) -> None:
    report = examine(build(["a", "b"], {"v": {"a": [2, 0], "b": [0, 3]}}))
    assert report.variants[0].info.normalised == 2
    assert "norms_mixed" not in kinds(report)


def test_a_stored_file_that_was_changed_shows_in_the_norms(build: Build) -> None:
    ws = build(["a", "b"], {"v": {"a": axis(0), "b": axis(1)}})
    (file,) = (ws.path / "variants").glob("v@*/vectors.npy")
    matrix = np.load(file)
    matrix[1] *= 1.01
    np.save(file, matrix)
    report = examine(Workspace.open(ws.path))
    assert only(report, "norms_off").ids == ("b",)


def test_one_file_under_two_names_is_found(build: Build) -> None:
    rows = {"a": axis(0), "b": axis(1)}
    report = examine(build(["a", "b"], {"x": rows, "y": rows, "z": {"a": axis(1), "b": axis(0)}}))
    assert only(report, "same_variant").detail == ("x", "y")


def test_rows_of_unknown_ids_are_counted(build: Build) -> None:
    report = examine(build(["a"], {"v": {"a": axis(0), "ghost": axis(1)}}))
    unknown = only(report, "unknown_rows")
    assert (unknown.count, unknown.of) == (1, 2)


# --- manifests ------------------------------------------------------------------------------------


def test_a_manifest_that_is_absent_or_incomplete_is_named(files, tmp_path: Path) -> None:
    some = {key: value for key, value in FULL.items() if key != "pooling"} | {"revision": ""}
    report = examine(with_manifests(files, tmp_path, {"full": FULL, "some": some, "none": None}))
    assert only(report, "manifest_absent").detail == ("none",)
    (some_found, full_found) = sorted(
        (f for f in report.findings if f.kind == "manifest_incomplete"),
        key=lambda f: -f.count,
    )
    assert (some_found.subject, some_found.detail) == ("some", ("revision", "pooling", "rows"))
    assert (full_found.subject, full_found.detail) == ("full", ("rows",))
    by_name = {v.info.name: v for v in report.variants}
    assert by_name["none"].missing_fields == MANIFEST_FIELDS


def test_manifests_that_differ_are_named_by_field(files, tmp_path: Path) -> None:
    manifests = {"a": FULL, "b": FULL | {"pooling": "last", "revision": "2"}, "c": None}
    report = examine(with_manifests(files, tmp_path, manifests))
    assert only(report, "manifests_differ").detail == ("pooling",)  # no manifest is no difference


def test_dimensions_differ_even_without_manifests(build: Build) -> None:
    rows = {"x": {"a": axis(0), "b": axis(1)}, "y": {"a": axis(0, 5), "b": axis(1, 5)}}
    assert only(examine(build(["a", "b"], rows)), "manifests_differ").detail == ("dim",)


def test_a_manifest_that_contradicts_the_vectors_is_found(files, tmp_path: Path) -> None:
    ws = with_manifests(files, tmp_path, {"v": FULL}, vectors=files.vectors() * 3)
    (file,) = (ws.path / "variants").glob("v@*/manifest.json")
    file.write_text(json.dumps(FULL | {"dim": 2048, "rows": 7}), "utf-8")
    report = examine(Workspace.open(ws.path))
    told = [f.detail for f in report.findings if f.kind == "manifest_contradiction"]
    assert told == [("dim", "2048", "4"), ("rows", "7", "6"), ("normalised", "true", "false")]


def test_rows_of_the_file_are_counted_with_those_not_stored(files, tmp_path: Path) -> None:
    request = ImportRequest(
        items=files.items([{"id": key, "text": key} for key in files.ids[:4]]),
        variants={"v": files.npz()},
        manifests={"v": files.json("v.json", FULL | {"rows": 6})},
    )
    import_files(tmp_path / "ws", request)
    assert "manifest_contradiction" not in kinds(examine(Workspace.open(tmp_path / "ws")))


def test_vectors_of_an_image_model_without_pictures_are_named(files, tmp_path: Path) -> None:
    manifests = {"i": FULL | {"mode": "image"}, "t": FULL}
    report = examine(with_manifests(files, tmp_path, manifests))
    assert only(report, "picture_vector").subject == "i"
    assert only(report, "picture_vector").count == 6


# --- ground truths --------------------------------------------------------------------------------

JUDGED = {
    "pool": ["a", "b", "c", "d", "e"],
    "threshold": 2,
    "queries": {
        "a": {"b": 2, "a": 3},
        "b": {"b": 3, "c": 1},
        "c": {"a": 1},
        "d": {},
        "z": {"a": 2},
    },
}


def test_the_funnel_says_why_each_query_is_out(build: Build) -> None:
    rows = {key: axis(n, 6) for n, key in enumerate("abcde")}
    ws = build(list("abcdez"), {"v": rows}, {"g": JUDGED})
    report = examine(ws)
    (gt,) = report.gts
    assert (gt.pool, gt.candidates, gt.asked, gt.asked_inside) == ("judged", 5, 5, 4)
    assert (gt.with_relevant, gt.counted) == (2, 2)
    assert {reason: ids.ids for reason, ids in gt.out.items()} == {
        "no_entry": ("e",),
        "only_itself": ("b",),
        "none_relevant": ("c", "d"),
        "outside_pool": (),
    }
    assert gt.without_vector == {"v": Ids(1, ("z",))}
    lost = only(report, "gt_no_vector")
    assert (lost.subject, lost.detail, lost.count, lost.of) == ("g", ("v",), 1, 2)
    # An evaluation counts and loses the same queries.
    evaluation = evaluate(ws, "v", "g")
    assert evaluation.n == gt.counted
    assert evaluation.counted_as_zero == ("z",)
    assert set(evaluation.left_out) == {"b", "c", "d"}


def test_without_a_declared_pool_nobody_is_missed(build: Build) -> None:
    ws = build(["a", "b", "c"], {}, {"g": {"a": ["b"]}})
    (gt,) = examine(ws).gts
    assert (gt.pool, gt.candidates, gt.counted) == ("corpus", 3, 1)
    assert gt.out["no_entry"] == Ids()
    assert examine(ws).findings == ()


def test_relevant_items_outside_the_pool_are_a_reason(build: Build) -> None:
    """The importer refuses such a file; one that was changed later is still told."""
    ws = build(["a", "b", "c"], {}, {"g": {"pool": ["a", "b"], "queries": {"a": ["b"]}}})
    (file,) = (ws.path / "gt").glob("g@*.json")
    file.write_text(file.read_text("utf-8").replace('"b": 2', '"c": 2'), "utf-8")
    report = examine(Workspace.open(ws.path))
    (gt,) = report.gts
    assert gt.out["outside_pool"] == Ids(1, ("a",))
    assert (gt.with_relevant, gt.counted) == (1, 0)
    assert only(report, "gt_left_out").detail == ("outside_pool",)


def test_a_ground_truth_with_nothing_to_find_is_to_be_mended(build: Build) -> None:
    report = examine(build(["a", "b"], {}, {"g": {"a": ["a"]}}))
    assert only(report, "gt_no_queries").severity == "mend"
    assert only(report, "gt_left_out").detail == ("only_itself",)


# --- the report -----------------------------------------------------------------------------------


def test_what_to_mend_comes_first_and_ids_are_whole(build: Build) -> None:
    ids = [f"i{n:03d}" for n in range(60)]
    report = examine(build(ids, {"v": {key: axis(0) for key in ids[:20]}}))
    severities = [finding.severity for finding in report.findings]
    assert severities == sorted(severities, key="mend know".index)
    lacking = only(report, "no_vector")
    assert (lacking.count, len(lacking.ids)) == (40, 40)
    (group,) = only(report, "same_vector").groups
    assert len(group) == 20
