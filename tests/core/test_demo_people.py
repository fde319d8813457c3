"""The practice judgments of the demonstration: two people, who don't always agree."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from core.demo.people import store_practice_judgments
from core.judgment_files import export
from core.standing import standing
from core.views import HumanLayer


def test_two_people_judge_the_same_pairs_and_differ_on_some(builders: Any, tmp_path: Path) -> None:
    ids = [f"i{n:02d}" for n in range(30)]
    vectors = dict(zip(ids, builders.unit([[1, n / 10] for n in range(30)]), strict=True))
    queries = {ids[n]: {ids[n + 1]: 3, ids[n + 2]: 2} for n in range(24)}
    declared = {"pool": ids, "threshold": 2, "queries": queries}
    texts = []
    for name in ("one", "two"):
        ws = builders.workspace(tmp_path / name, ids, {"v": vectors}, {"hybrid": declared})
        assert store_practice_judgments(ws) == 192
        assert store_practice_judgments(ws) == 192  # the same events again: nothing new
        events = ws.events()
        assert len(events) == 192
        by_pair = standing(events).by_pair
        assert all(set(by) == {"김서연", "박준호"} for by in by_pair.values())
        grades = [{s.judgment.grade for s in by.values()} for by in by_pair.values()]
        assert any(len(found) == 2 for found in grades)
        assert any(len(found) == 1 for found in grades)
        assert HumanLayer.of(standing(events)).grades
        with_content = {ws.items.get(e.judgment.item).content_key for e in events}
        assert with_content == {e.judgment.item_content for e in events}
        texts.append(export(events, "csv"))
    assert texts[0] == texts[1]
