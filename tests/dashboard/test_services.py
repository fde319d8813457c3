"""What the pages read: one open workspace per generation, bounded lists, exact counts."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from core.errors import WorkspaceError
from core.evaluate import evaluate
from core.importer.request import ImportRequest
from core.importer.run import import_files
from core.judgment_store import JudgmentStore
from core.judgments import Judgment
from core.tasks import Task
from core.workspace import JUDGMENTS, Workspace
from dashboard import browsing, services, viewing
from dashboard.compare_link import CompareLink

Served = Callable[[Path], None]


@pytest.fixture
def own_copy(sample_path: Path, tmp_path: Path) -> Path:
    """A copy of the sample workspace that a test may change."""
    return Path(shutil.copytree(sample_path, tmp_path / "copy"))


def import_another_gt(path: Path) -> None:
    file = path.parent / "third.json"
    file.write_text('{"Q01": ["Q02"]}', "utf-8")
    import_files(path, ImportRequest(gts={"third": file}))


def view(query: str = "Q00", **changes: object) -> viewing.View:
    values: dict[str, object] = {
        "variant": "text",
        "gt": "hybrid",
        "pool": "corpus",
        "k": 10,
        "where": (),
    }
    return viewing.View(query=query, **(values | changes))  # type: ignore[arg-type]


def test_one_generation_is_opened_once_and_a_new_one_is_noticed(
    served: Served, own_copy: Path
) -> None:
    served(own_copy)
    first = services.snapshot().ws
    assert services.snapshot().ws is first
    import_another_gt(own_copy)
    second = services.snapshot().ws
    assert second is not first
    assert "third" in services.offer(second).gts
    assert "third" not in services.offer(first).gts  # a page being drawn keeps its own


def test_a_broken_import_keeps_the_last_good_one_with_the_reason(
    served: Served, own_copy: Path
) -> None:
    served(own_copy)
    good = services.snapshot().ws
    (own_copy / "workspace.json").write_text("{", "utf-8")
    kept = services.snapshot()
    assert kept.ws is good
    assert "workspace.json" in str(kept.notice)
    assert not kept.is_older  # nothing new is there


def test_a_pointer_that_is_gone_is_not_a_new_import(served: Served, own_copy: Path) -> None:
    served(own_copy)
    good = services.snapshot().ws
    (own_copy / "workspace.json").unlink()
    kept = services.snapshot()
    assert kept.ws is good
    assert "workspace.json: is missing" in str(kept.notice)
    assert not kept.is_older


def test_a_new_import_that_cannot_be_opened_is_named_as_such(
    served: Served, own_copy: Path
) -> None:
    served(own_copy)
    good = services.snapshot().ws
    import_another_gt(own_copy)
    pointer = json.loads((own_copy / "workspace.json").read_text("utf-8"))
    (own_copy / pointer["gts"]["third"]).unlink()
    kept = services.snapshot()
    assert kept.ws is good
    assert kept.is_older


def test_a_workspace_that_never_opened_raises(served: Served, tmp_path: Path) -> None:
    served(tmp_path / "nowhere")
    with pytest.raises(WorkspaceError, match="no Yusa workspace"):
        services.snapshot()


def test_the_query_does_not_count_among_its_candidates(sample: Workspace) -> None:
    assert services.ranking(sample, view()).pool_size == 11
    assert services.ranking(sample, view(pool="judged")).pool_size == 7
    assert services.ranking(sample, view("Q09", pool="judged")).pool_size == 8
    assert services.ranking(sample, view(where=(("subject", "국어"),))).pool_size == 4


def test_items_without_a_vector_stay_in_the_pool_unranked(sample: Workspace) -> None:
    ranking = services.ranking(sample, view(variant="picture"))
    assert ranking.pool_size == 11
    assert len(ranking.neighbours) == 6


def test_the_first_view_has_neighbours(sample: Workspace) -> None:
    assert services.default_query(sample, "picture", "hybrid") == "Q03"
    assert services.default_query(sample, None, None) == "Q03"
    assert sample.items.get("Q03").images  # a newcomer sees that pictures count
    assert services.offer(sample).default_variant == "text"  # it covers more


def test_found_lists_are_bounded(sample: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dashboard.services.finding.LIST_LIMIT", 3)
    found = services.found(sample, browsing.Finder(text="다"))
    assert len(found.ids) == 3
    assert found.total > 3


def test_a_ground_truth_list_can_be_searched(sample: Workspace) -> None:
    found = services.found(sample, browsing.Finder(queries_of="hybrid"))
    assert list(found.ids) == ["Q00", "Q03"]
    narrowed = services.found(sample, browsing.Finder(text="삼각형", queries_of="hybrid"))
    assert list(narrowed.ids) == ["Q03"]


def test_a_table_of_compare_is_walked_as_it_is_filtered_and_ordered(sample: Workspace) -> None:
    def ids(**choices: Any) -> list[str]:
        table = CompareLink(**{"gt": "hybrid", "a": "text", "b": "picture", **choices})
        return list(services.found(sample, browsing.Finder(table=table)).ids)

    assert ids() == ["Q00", "Q03"]
    assert ids(descending=True) == ["Q03", "Q00"]
    both = [
        query
        for query in ids()
        if all(
            next(q for q in evaluate(sample, name, "hybrid").queries if q.query == query).values[
                "success@5"
            ]
            for name in ("text", "picture")
        )
    ]
    assert ids(rows="both") == both
    assert ids(rows="flipped") == [query for query in ids() if query not in both]
    assert both
    assert len(both) < 2
    table = CompareLink(gt="hybrid")
    searched = services.found(sample, browsing.Finder(text="삼각형", table=table))
    assert list(searched.ids) == ["Q03"]
    # A table that can't be made, as its ground truth names no test items, is empty.
    assert ids(gt="open", pool="judged") == []


@pytest.mark.parametrize("is_sorted", [True, False])
def test_places_in_a_list(is_sorted: bool) -> None:
    found = services.Found(["a", "c", "e"], 3, is_sorted)
    assert [found.place(i) for i in ("a", "c", "e")] == [0, 1, 2]
    assert [found.place(i) for i in ("b", "f", None)] == [None, None, None]


def test_facets_offer_more_values_of_the_filtered_field(sample: Workspace) -> None:
    where = (("subject", "수학"), ("level", "고1"))
    assert dict(services.facets(sample, "subject", where).values) == {
        "수학": 3,
        "과학": 1,
        "국어": 2,
    }
    assert dict(services.facets(sample, "level", where).values) == {"고1": 3, "중3": 2}


def test_the_browser_gets_few_values_and_finds_the_others(
    sample: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.services.finding.FACET_LIMIT", 1)
    cut = services.facets(sample, "unit", ())
    assert len(cut.values) == 1
    assert cut.total > 1
    last = sample.items.facets("unit").values[-1][0]
    assert [value for value, _n in services.facets(sample, "unit", (), f" {last} ").values] == [
        last
    ]
    where = (("subject", "국어"), ("unit", last))
    counts = services.value_counts(sample, "unit", where, [last, "없음"])
    assert counts == {last: sample.items.count(where), "없음": 0}


def test_ids_and_answers_are_no_filters(sample: Workspace) -> None:
    fields = services.filter_fields(sample)
    assert fields[:2] == ["subject", "level"]
    assert "unit" in fields
    assert not {"id", "answer", "solution", "text"} & set(fields)


def test_a_workspace_made_anew_is_noticed_although_its_generation_is_the_same(
    served: Callable[[Path], None], build_sample: Callable[..., Path], tmp_path: Path
) -> None:
    path = build_sample(tmp_path / "one")
    served(path)
    before = services.snapshot().ws
    assert before.gt_names
    other = build_sample(tmp_path / "two", gts=False)
    shutil.rmtree(path)
    other.rename(path)
    after = services.snapshot().ws
    assert (before.generation, after.generation) == (1, 1)
    assert after.uuid != before.uuid
    assert after.gt_names == ()


def test_the_default_ground_truth_comes_first_everywhere(
    build_sample: Callable[..., Path], tmp_path: Path
) -> None:
    path = build_sample(tmp_path)
    settings = path / "workspace.toml"
    assert services.offer(Workspace.open(path)).gts == ("hybrid", "open")
    settings.write_text(
        settings.read_text("utf-8").replace("[defaults]", '[defaults]\ngt = "open"')
    )
    services.offer.clear()  # type: ignore[attr-defined]
    offer = services.offer(Workspace.open(path))
    assert (offer.gts, offer.default_gt) == (("open", "hybrid"), "open")


def test_facets_are_of_what_the_filter_will_list(sample: Workspace) -> None:
    judged = services.Among(judged="hybrid", query="Q00")
    assert dict(services.facets(sample, "level", (), among=judged).values) == {"중3": 4, "고1": 3}
    assert services.value_counts(sample, "level", (), ["고1"], judged) == {"고1": 3}
    found = services.Among(text="운전면허")
    assert sum(n for _, n in services.facets(sample, "level", (), among=found).values) == 2
    asked = services.Among(queries_of="open")
    assert sum(n for _, n in services.facets(sample, "level", (), among=asked).values) == 2
    assert sum(n for _, n in services.facets(sample, "level", ()).values) == 12


def test_an_older_store_that_was_put_back_and_has_grown_is_another_one(
    served: Served, own_copy: Path
) -> None:
    served(own_copy)
    ws = services.snapshot().ws
    file, task = own_copy / JUDGMENTS, Task("t-1", "t", "hybrid", ("Q00",), "pooled")
    today = datetime(2026, 3, 2, tzinfo=UTC)

    def judge(*items: str) -> None:
        store = JudgmentStore.open(file, ws.uuid)
        store.append(
            [Judgment(f"{n}-{item}", "kim", "Q00", item, grade=2) for n, item in enumerate(items)]
        )
        store.close()

    def told() -> tuple[set[tuple[str, str]], list[str], list[str]]:
        said = services.statements(ws).statements().get("kim", ())
        return (
            set(services.standing(ws).by_pair),
            [stored.judgment.item for stored in services.events(ws)],
            [stored.judgment.item for stored in said],
        )

    judge("Q01")
    backup = file.read_bytes()
    judge("Q02", "Q03")
    assert told()[1:] == (["Q01", "Q02", "Q03"],) * 2
    services.task_progress(ws, task, today)
    file.unlink()
    file.write_bytes(backup)
    judge("Q04", "Q05", "Q06")
    items = ["Q01", "Q04", "Q05", "Q06"]
    assert told() == ({("Q00", item) for item in items}, items, items)
    file.unlink()
    assert told() == (set(), [], [])


def test_progress_of_an_older_store_is_not_that_of_the_newer(
    served: Served, own_copy: Path
) -> None:
    """Both have as many judgments."""
    served(own_copy)
    ws = services.snapshot().ws
    file, today = own_copy / JUDGMENTS, datetime(2026, 3, 2, tzinfo=UTC)
    task = Task("t-1", "t", "hybrid", ("Q00",), "pooled")
    found = []
    for name in ("kim", "lee"):
        file.unlink(missing_ok=True)
        services.standing(ws)  # nothing is there
        store = JudgmentStore.open(file, ws.uuid)
        store.append([Judgment(f"e-{name}", name, "Q00", "Q01", grade=2, task="t-1")])
        found.append(services.task_progress(ws, task, today))
    assert [[part.annotator for part in each.parts] for each in found] == [["kim"], ["lee"]]
