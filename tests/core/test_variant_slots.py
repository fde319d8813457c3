"""Each variant keeps its place in the palette, whatever is imported before or after it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core.errors import WorkspaceError
from core.generations import POINTER
from core.importer.request import ImportRequest
from core.importer.run import import_files
from core.workspace import Workspace


@pytest.fixture
def path(make_workspace: Callable[..., Path], files: Any) -> Path:
    """A workspace with the variants m and p."""
    return make_workspace(
        items=files.items(), variants={"p": files.npz("p.npz"), "m": files.npz("m.npz")}
    )


def slots(path: Path) -> dict[str, int]:
    return dict(Workspace.open(path).variant_slots)


def forget_slots(path: Path, *names: str) -> None:
    """Make the pointer one from before slots were recorded."""
    pointer = json.loads((path / POINTER).read_text("utf-8"))
    for name in names:
        del pointer["variants"][name]["slot"]
    (path / POINTER).write_text(json.dumps(pointer), "utf-8")


def test_the_first_import_gives_slots_in_the_order_of_names(path: Path) -> None:
    assert slots(path) == {"m": 0, "p": 1}


def test_a_new_variant_moves_no_other(path: Path, files: Any) -> None:
    import_files(path, ImportRequest(variants={"a": files.npz("a.npz")}))
    assert slots(path) == {"m": 0, "p": 1, "a": 2}
    import_files(path, ImportRequest(variants={"b": files.npz("b.npz"), "Z": files.npz("z.npz")}))
    assert slots(path) == {"m": 0, "p": 1, "a": 2, "Z": 3, "b": 4}


def test_a_variant_imported_again_keeps_its_slot(path: Path, files: Any) -> None:
    again = files.npz("again.npz", ids=["a1", "a2"], vectors=files.vectors(2))
    import_files(path, ImportRequest(variants={"m": again}, replace=True))
    assert slots(path) == {"m": 0, "p": 1}
    fewer = files.items([{"id": f"a{n}", "text": "x"} for n in range(1, 3)], name="fewer.jsonl")
    import_files(path, ImportRequest(items=fewer, replace=True))  # both are written anew
    assert slots(path) == {"m": 0, "p": 1}


def test_an_older_workspace_goes_by_name_and_keeps_it(path: Path, files: Any) -> None:
    forget_slots(path, "m", "p")
    assert slots(path) == {"m": 0, "p": 1}
    import_files(path, ImportRequest(variants={"a": files.npz("a.npz")}))
    assert slots(path) == {"m": 0, "p": 1, "a": 2}


def test_what_is_recorded_goes_before_what_is_not(path: Path, files: Any) -> None:
    import_files(path, ImportRequest(variants={"a": files.npz("a.npz")}))
    forget_slots(path, "a", "m")
    assert slots(path) == {"p": 1, "a": 0, "m": 2}


def test_the_lowest_free_slot_is_taken(path: Path, files: Any) -> None:
    pointer = json.loads((path / POINTER).read_text("utf-8"))
    del pointer["variants"]["m"]
    (path / POINTER).write_text(json.dumps(pointer), "utf-8")
    import_files(path, ImportRequest(variants={"x": files.npz("x.npz"), "y": files.npz("y.npz")}))
    assert slots(path) == {"p": 1, "x": 0, "y": 2}


@pytest.mark.parametrize("slot", [-1, 1.5, "1", True])
def test_a_damaged_slot_is_refused(path: Path, slot: object) -> None:
    pointer = json.loads((path / POINTER).read_text("utf-8"))
    pointer["variants"]["m"]["slot"] = slot
    (path / POINTER).write_text(json.dumps(pointer), "utf-8")
    with pytest.raises(WorkspaceError, match=r"damaged .*slot"):
        Workspace.open(path)
