"""How wide a choice among names has to be."""

from __future__ import annotations

import pytest

from dashboard import richtext
from dashboard.components.names import breakable, lines, width_px

LONG = "qwen3_vl_embedding_8b_multimodal_all_subjects"


def test_a_longer_name_gets_more_room() -> None:
    short, longer = width_px(["text"]), width_px(["multimodal_e5_effnet"])
    assert short < longer < width_px([LONG])
    assert longer >= 200  # measured in Chromium: 135 px of text and 47 px around it
    assert width_px(["text", "multimodal_e5_effnet"]) == longer
    assert width_px(["multimodal_e5_effnet"], icon=True) > longer


def test_hangul_is_wider_than_latin() -> None:
    assert width_px(["고등학교 수학 유사 문항 정답"]) > width_px(["abcdefghijklmnop"])


@pytest.mark.parametrize("names", [[], [""], ["x" * 5_000]])
def test_no_name_makes_it_vanish_or_fill_the_page(names: list[str]) -> None:
    assert 100 <= width_px(names) <= 640


def test_long_names_may_go_on_after_their_marks_and_short_ones_stay_whole() -> None:
    parts = breakable(f"**{LONG}** text-weak").split("\N{ZERO WIDTH SPACE}")
    assert parts == [
        "**qwen3_",
        "vl_",
        "embedding_",
        "8b_",
        "multimodal_",
        "all_",
        "subjects** text-weak",
    ]
    escaped = breakable(richtext.label(LONG)).split("\N{ZERO WIDTH SPACE}")
    assert [part.replace("\\", "") for part in escaped][:2] == ["qwen3_", "vl_"]
    assert breakable("yusa-demo/a") == "yusa-demo/a"
    assert "\N{ZERO WIDTH SPACE}" in breakable("org/" + "x" * 20)
    narrow = breakable("text_minilm text-tf", longest=8)
    assert narrow == "text_\N{ZERO WIDTH SPACE}minilm text-tf"


def test_a_long_name_breaks_after_its_joints_and_never_in_a_word() -> None:
    assert lines("text+image", 22) == ["text+image"]
    assert lines(LONG, 24) == ["qwen3_vl_embedding_8b_", "multimodal_all_subjects"]
    assert lines("org/model-name 2026-01-01_v2", 16) == ["org/model-name", "2026-01-01_v2"]
    assert "".join(lines(LONG, 24)) == LONG
    assert lines("nojointsatallinthisratherlongname", 22) == ["nojointsatallinthisratherlongname"]


@pytest.mark.parametrize("name", ["a_" * 400, "x" * 400, "-" * 400, "가_" * 99, ""])
def test_any_name_stays_within_its_place(name: str) -> None:
    found = lines(name, 22)
    assert 1 <= len(found) <= 2
    assert all(len(line) <= 44 for line in found)
    assert name == "" or (found[-1].endswith("…") and name.startswith(found[0].rstrip("…")))
