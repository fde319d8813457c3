"""`yusa key`: what it prints opens the workspace for a lead, and earlier keys can be taken back."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from core.access import Access
from core.task_store import TaskStore
from core.workspace import JUDGMENTS, Workspace

Yusa = Callable[..., Any]


def opens(path: Path, key: str) -> Access | None:
    store = TaskStore.open(path / JUDGMENTS, Workspace.open(path).uuid)
    with contextlib.closing(store):
        return store.access(key)


def test_a_key_is_printed_alone_and_opens_everything(
    yusa: Yusa, make_workspace: Callable[..., Path]
) -> None:
    path = make_workspace()
    first = yusa("key", path, "--lead", " 박  부장 ")
    assert first.code == 0
    key = first.out.strip()
    assert len(first.out.splitlines()) == 1
    assert opens(path, key) == Access("lead", "박 부장")
    assert "박 부장" in first.err
    assert key not in first.err, "it would stay in a log"
    second = yusa("key", path, "--lead", "박 부장").out.strip()
    assert opens(path, key) is not None
    third = yusa("key", path, "--lead", "박 부장", "--replace")
    assert "2 earlier keys of 박 부장 taken back" in third.err
    assert [opens(path, each) for each in (key, second)] == [None, None]
    assert opens(path, third.out.strip()) == Access("lead", "박 부장")


def test_a_name_that_is_none_makes_no_key(yusa: Yusa, make_workspace: Callable[..., Path]) -> None:
    path = make_workspace()
    done = yusa("key", path, "--lead", " ")
    assert done.code == 1
    assert done.out == ""
    assert "A name has 1 to 100 characters" in done.err
    assert not (path / JUDGMENTS).exists()
