"""One colour and one shape per variant, on every page and after every import."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from core.importer.request import ImportRequest
from core.importer.run import import_files
from core.workspace import Workspace
from dashboard import options, palette


def test_a_mark_goes_by_the_slot_and_not_by_the_name() -> None:
    slots = {"z": 0, "a": 1, "ninth": 8}
    assert palette.mark("z", slots) == palette.MARKS[0]
    assert palette.mark("a", slots) == palette.MARKS[1]
    assert palette.mark("ninth", slots) == palette.MARKS[0]
    assert palette.mark("gone", slots) == palette.MARKS[-1]


def test_every_mark_has_its_own_symbol() -> None:
    assert len({mark.symbol for mark in palette.MARKS}) == len(palette.MARKS)
    assert len({mark.shape for mark in palette.MARKS}) == len(palette.MARKS)


def luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == 21
    assert round(contrast("#767676", "#ffffff"), 2) == 4.54


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("mark", palette.MARKS)
def test_every_mark_stands_out_on_both_themes(
    mark: palette.Mark, theme: Literal["light", "dark"]
) -> None:
    shade = palette.shade(mark.markdown, theme)
    for background in ("backgroundColor", "secondaryBackgroundColor"):
        assert contrast(shade, options.theme_options()[f"theme.{theme}.{background}"]) >= 3


def test_a_new_variant_changes_no_colour(
    open_page: Callable[..., AppTest], build_sample: Callable[..., Path], tmp_path: Path
) -> None:
    path = build_sample(tmp_path)

    def drawn() -> set[str]:
        app = open_page(path, q="Q00", model="text", gt="hybrid")
        assert not app.exception
        mark = palette.mark("text", Workspace.open(path).variant_slots)
        texts = [element.value for element in app.markdown]
        assert any(f":{mark.markdown}[{mark.shape}] **text**" in text for text in texts)
        model = next(box for box in app.selectbox if "text" in "".join(box.options))
        return {option for option in model.options if "another" not in option}

    before = drawn()
    vectors = np.eye(12, 16, dtype=np.float32)
    np.savez(tmp_path / "first.npz", ids=[f"Q{n:02d}" for n in range(12)], vectors=vectors)
    import_files(path, ImportRequest(variants={"another": tmp_path / "first.npz"}))
    assert drawn() == before
    assert len(before) == 2
