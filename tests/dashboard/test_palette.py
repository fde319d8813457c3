"""One colour and one shape per variant, on every page and after every import."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from streamlit.testing.v1 import AppTest

from core.importer import ImportRequest, import_files
from core.workspace import Workspace
from dashboard import palette


def test_a_mark_goes_by_the_slot_and_not_by_the_name() -> None:
    slots = {"z": 0, "a": 1, "ninth": 8}
    assert palette.mark("z", slots) == palette.MARKS[0]
    assert palette.mark("a", slots) == palette.MARKS[1]
    assert palette.mark("ninth", slots) == palette.MARKS[0]
    assert palette.mark("gone", slots) == palette.MARKS[-1]


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
