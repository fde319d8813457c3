"""Frozen versions: the file comes back as what it was frozen from, and says if it was altered."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from datetime import date

import pytest

from core.errors import GroundTruthError, PoolError
from core.evaluate import evaluate
from core.ground_truth import GroundTruth, document_hash
from core.importer.request import ImportRequest
from core.importer.run import import_files
from core.ingest.ground_truth_file import read_ground_truth
from core.versions import Stamp, Turned, compare_versions, freeze, moved, version_moves
from core.views import HumanLayer, make_view
from core.workspace import Workspace

STAMP = Stamp("v2", "김서연", "불일치를 조정함", date(2026, 3, 2), 214, "ab" * 32)
IDS = [f"i{n:02d}" for n in range(30)]
POOL = IDS[:20]
QUERIES = IDS[:12]


def made(seed=3, threshold=1, unlisted="not_relevant"):
    rng = random.Random(seed)
    queries = {
        q: {i: rng.choice([-1, 0, 1, 2, 3]) for i in rng.sample(POOL, 6) if i != q} for q in QUERIES
    }
    return GroundTruth("g", queries, tuple(POOL), unlisted, threshold)


def people(seed=4, among=IDS):
    rng = random.Random(seed)
    return HumanLayer(
        {q: {i: rng.randrange(4) for i in rng.sample(among, 5) if i != q} for q in QUERIES[:9]}
    )


@pytest.fixture(scope="module")
def ws(builders, tmp_path_factory):
    rng = random.Random(5)
    vectors = {name: {i: [rng.gauss(0, 1) for _ in range(5)] for i in IDS} for name in ("v", "w")}
    gt = made()
    content = {"pool": list(gt.pool), "unlisted": gt.unlisted, "queries": gt.queries}
    return builders.workspace(tmp_path_factory.mktemp("w"), IDS, vectors, {"g": content})


def read(text, tmp_path, name="v2", known=IDS):
    file = tmp_path / "version.json"
    file.write_text(text, "utf-8")
    return read_ground_truth(file, name, known)


VIEWS = [
    (name, symmetric)
    for name in ("imported", "human", "human-over-imported")
    for symmetric in (False, True)
]


@pytest.mark.parametrize(("name", "symmetric"), VIEWS)
@pytest.mark.parametrize("threshold", [1, 2, 3])
@pytest.mark.parametrize("unlisted", ["not_relevant", "unknown"])
def test_every_pair_keeps_its_relevance(name, symmetric, threshold, unlisted, tmp_path) -> None:
    gt = made(threshold=threshold, unlisted=unlisted)
    view = make_view(name, gt, replace(people(), is_symmetric=symmetric))
    version = freeze(view, gt, STAMP, IDS)
    again = read(version.text, tmp_path)
    assert again == version.ground_truth
    assert again.pool == tuple(POOL)
    for query in QUERIES:
        for item in POOL:
            if item != query:
                assert again.status(query, item) == view.status(query, item), (query, item)
                if view.threshold is not None:
                    assert again.grade(query, item) == view.grade(query, item)
    assert (version.regraded == 0) == (view.threshold is not None)
    outside = {(q, i) for q in QUERIES for i in view.named(q) if i not in POOL}
    assert (version.outside, version.gone) == (len(outside), 0)


@pytest.mark.parametrize(("name", "symmetric"), VIEWS)
def test_without_a_pool_every_grade_stays_and_nothing_is_assumed(name, symmetric, tmp_path) -> None:
    gt = made()
    view = make_view(name, gt, replace(people(), is_symmetric=symmetric))
    version = freeze(view, gt, STAMP, IDS, "corpus")
    again = read(version.text, tmp_path)
    assert (again.pool, again.unlisted, version.outside) == (None, "unknown", 0)
    for query in QUERIES:
        for item in IDS:
            if item != query:
                seen = "unknown" if view.is_assumed(query, item) else view.status(query, item)
                assert again.status(query, item) == seen


def test_the_figures_are_those_of_the_view(ws, tmp_path) -> None:
    view = make_view("human-over-imported", ws.gt("g"), people())
    version = freeze(view, ws.gt("g"), STAMP, ws.items)
    file = tmp_path / "v2.json"
    file.write_text(version.text, "utf-8")
    import_files(ws.path, ImportRequest(gts={"v2": file}))
    again = Workspace.open(ws.path)
    for variant in ("v", "w"):
        live, frozen = evaluate(ws, variant, "g", view=view), evaluate(again, variant, "v2")
        assert live.n > 8
        for key, measure in live.measures.items():
            # People's and the file's thresholds differ, so grades do, and with them nDCG.
            if key != "ndcg@10":
                assert frozen.measures[key] == measure
        assert frozen.verdict == live.verdict


def test_the_same_view_makes_the_same_bytes() -> None:
    gt = made()
    first = freeze(make_view("human-over-imported", gt, people()), gt, STAMP, IDS)
    turned = HumanLayer(
        {q: dict(reversed(e.items())) for q, e in reversed(people().grades.items())}
    )
    back = GroundTruth("g", dict(reversed(gt.queries.items())), gt.pool[::-1], gt.unlisted)
    second = freeze(make_view("human-over-imported", back, turned), back, STAMP, set(IDS))
    assert second.text.encode() == first.text.encode()
    assert second.hash == first.hash
    others = [
        freeze(make_view("human", gt, people()), gt, STAMP, IDS),
        freeze(make_view("human-over-imported", gt, people(5)), gt, STAMP, IDS),
        freeze(
            make_view("human-over-imported", gt, people()),
            gt,
            Stamp("v2", "박준호", STAMP.note, STAMP.day, 214, STAMP.head),
            IDS,
        ),
    ]
    assert len({first.hash, *(each.hash for each in others)}) == 4


def test_the_file_says_where_it_comes_from() -> None:
    gt = made()
    view = make_view("human", gt, replace(people(), is_symmetric=True))
    version = freeze(view, gt, STAMP, IDS)
    frozen = json.loads(version.text)["frozen"]
    assert frozen == {
        "name": "v2",
        "author": "김서연",
        "note": "불일치를 조정함",
        "date": "2026-03-02",
        "ground_truth": "g",
        "ground_truth_hash": gt.hash,
        "view": "human",
        "symmetric": True,
        "view_hash": view.hash,
        "revision": 214,
        "head": "ab" * 32,
        "regraded": 0,
        "outside_pool": version.outside,
        "unknown_items": 0,
        "hash": version.hash,
    }
    assert version.outside > 0
    assert version.ground_truth.source == (
        "g, view human, symmetric, judgment revision 214, frozen by 김서연 on 2026-03-02: "
        "불일치를 조정함"
    )


@pytest.mark.parametrize(
    "alter",
    [
        lambda d: d["queries"]["i00"].update(i09=3),
        lambda d: d["frozen"].update(author="박준호"),
        lambda d: d["pool"].append("i20"),
        lambda d: d.update(threshold=1),
        lambda d: d["frozen"].pop("hash"),
        lambda d: d.update(frozen=True),
        lambda d: d.update(frozen=None),
    ],
)
def test_a_version_that_was_altered_is_refused(alter, tmp_path) -> None:
    gt = made()
    document = json.loads(freeze(make_view("human", gt, people()), gt, STAMP, IDS).text)
    assert read(json.dumps(document), tmp_path).name == "v2", "as it was, only laid out otherwise"
    alter(document)
    with pytest.raises(GroundTruthError, match="the version was altered"):
        read(json.dumps(document), tmp_path)
    document.pop("frozen")
    assert read(json.dumps(document), tmp_path).queries


def test_the_hash_leaves_itself_out() -> None:
    document = {"frozen": {"a": 1}, "queries": {}}
    said = document_hash(document)
    assert document_hash({"queries": {}, "frozen": {"hash": said, "a": 1}}) == said
    assert document_hash({"frozen": {"a": 2}, "queries": {}}) != said


def test_what_is_gone_is_left_out() -> None:
    gt = made()
    view = make_view("human", gt, HumanLayer({"i00": {"i01": 3, "i02": 2}, "i03": {"i01": 3}}))
    version = freeze(view, gt, STAMP, set(IDS) - {"i01", "i03"})
    assert version.ground_truth.queries["i00"] == {"i02": 2}
    assert "i03" not in version.ground_truth.queries
    assert version.gone == 2


def test_what_can_not_be_frozen() -> None:
    gt = GroundTruth("g", {"q": {}})
    with pytest.raises(ValueError, match="declares no pool"):
        freeze(make_view("human", gt), gt, STAMP, ["q"], "judged")
    other = GroundTruth("g", {"r": {}})
    with pytest.raises(ValueError, match="not of this ground truth's queries"):
        freeze(make_view("human", other), gt, STAMP, ["q"])


def test_what_changed_by_hand() -> None:
    old = GroundTruth(
        "old", {"q": {"a": 1, "b": 0, "c": 2}, "r": {"a": 1}}, ("a", "b", "c", "d"), "not_relevant"
    )
    new = GroundTruth(
        "new", {"q": {"a": 1, "b": 3, "d": 2}, "s": {}}, ("a", "b", "d", "e"), "not_relevant", 2
    )
    found = compare_versions(old, new)
    assert found.added == ((("q", "d"), 2),)
    assert found.removed == ((("q", "c"), 2), (("r", "a"), 1))
    assert found.changed == ((("q", "b"), 0, 3),)
    assert found.turned == (
        Turned(("q", "a"), "relevant", "not_relevant"),  # by the threshold
        Turned(("q", "b"), "not_relevant", "relevant"),
        Turned(("q", "c"), "relevant", "unknown"),  # no longer in the pool
        Turned(("q", "d"), "not_relevant", "relevant"),  # was assumed
        Turned(("r", "a"), "relevant", "unknown"),
    )
    assert (found.queries_added, found.queries_removed) == (("s",), ("r",))
    assert (found.pool_added, found.pool_removed) == (("e",), ("c",))
    nothing = compare_versions(old, old)
    assert not any(vars(nothing).values())


def test_what_moved_is_what_two_evaluations_say(ws) -> None:
    old = ws.gt("g")
    grades = {q: dict.fromkeys(old.relevant(q), 0) for q in QUERIES[:2]}
    grades[QUERIES[2]] = dict.fromkeys(set(POOL) - {QUERIES[2]}, 3)
    view = make_view("human-over-imported", old, HumanLayer(grades))
    new = freeze(view, old, STAMP, ws.items).ground_truth
    for found in version_moves(ws, old, new, ("v", "w"), "judged"):
        before = evaluate(ws, found.variant, "g")
        after = evaluate(ws, found.variant, "g", view=view)
        hits = [
            {q.query: q.values["success@5"] for q in e.queries if q.status != "left_out"}
            for e in (before, after)
        ]
        assert found.hits == tuple(int(sum(each.values())) for each in hits)
        assert found.n == tuple(map(len, hits)) == (before.n, after.n)
        assert found.went == tuple(QUERIES[:2])
        assert found.came == ()
        flips = {q for q in hits[0].keys() & hits[1].keys() if hits[0][q] != hits[1][q]}
        assert {*found.to_hit, *found.to_miss} == flips <= {QUERIES[2]}
        assert found.verdict == (before.verdict, after.verdict)
        verdicts = [(e.verdict.point, e.verdict.evidence) for e in (before, after)]
        assert found.verdict_moved == (verdicts[0] != verdicts[1])
        back = moved(after, before, "success@5")
        assert (back.came, back.to_hit, back.to_miss) == (found.went, found.to_miss, found.to_hit)
    assert any(m.to_hit for m in version_moves(ws, old, new, ("v", "w"), "judged"))
    corpus = version_moves(ws, old, new, ["v"], "corpus")[0]
    assert corpus.hits[0] == sum(
        q.values.get("success@5", 0) for q in evaluate(ws, "v", "g", "corpus").queries
    )


def test_moves_that_mean_nothing(ws) -> None:
    v, w = (evaluate(ws, name, "g") for name in ("v", "w"))
    with pytest.raises(ValueError, match="same variant"):
        moved(v, w, "success@5")
    with pytest.raises(ValueError, match="rr is not hit or miss"):
        moved(v, v, "rr")
    assert not moved(v, v, "success@5").verdict_moved
    open_ended = GroundTruth("o", {"i00": {"i01": 1}})
    with pytest.raises(PoolError, match='"o" declares no pool'):
        version_moves(ws, open_ended, open_ended, ["v"], "judged")
