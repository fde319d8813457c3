"""Indexes load once and leave when memory is short."""

from __future__ import annotations

import threading
import time
from types import SimpleNamespace

import numpy as np
import pytest

from core.errors import WorkspaceError
from core.residency import Residency
from core.settings import read_settings
from core.workspace import Workspace


def index(size):
    return SimpleNamespace(bytes=size)


def test_the_least_recently_used_goes():
    kept, loads = Residency(), []

    def get(name, size=40):
        return kept.get(name, lambda: loads.append(name) or index(size), limit_bytes=100)

    first = get("a")
    get("b")
    assert get("a") is first
    get("c")  # 120 bytes: b was used longest ago
    assert loads == ["a", "b", "c"]
    assert [kept.bytes_of(name) for name in "abc"] == [40, 0, 40]
    assert get("a") is first
    get("b")
    assert loads == ["a", "b", "c", "b"]
    assert kept.bytes_of("c") == 0


def test_one_that_passes_the_limit_alone_stays():
    kept = Residency()
    large = kept.get("large", lambda: index(500), limit_bytes=100)
    assert kept.get("large", lambda: pytest.fail("loaded twice"), limit_bytes=100) is large
    kept.get("small", lambda: index(1), limit_bytes=100)
    assert (kept.bytes_of("large"), kept.bytes_of("small")) == (0, 1)


def test_twenty_who_ask_at_once_load_once():
    kept, loads, found = Residency(), [], []
    start = threading.Barrier(20)

    def load():
        time.sleep(0.05)
        loads.append(1)
        return index(1)

    def ask():
        start.wait()
        found.append(kept.get("a", load, limit_bytes=100))

    threads = [threading.Thread(target=ask) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(loads) == 1
    assert len({id(one) for one in found}) == 1


def test_a_failure_to_load_does_not_stick():
    kept = Residency()

    def fail():
        raise WorkspaceError("damaged")

    with pytest.raises(WorkspaceError):
        kept.get("a", fail, limit_bytes=100)
    assert kept.get("a", lambda: index(3), limit_bytes=100).bytes == 3


def test_an_index_outlives_another_opening_of_the_workspace(tmp_path, builders):
    vectors = {f"i{n}": np.eye(4, dtype=np.float32)[n] for n in range(4)}
    space = builders.workspace(tmp_path, list(vectors), {"a": vectors, "b": vectors}, {})
    kept = Residency()
    first = Workspace.open(space.path, kept)
    again = Workspace.open(space.path, kept)
    assert first.variant("a").index is again.variant("a").index
    assert first.variant("a").index is not first.variant("b").index
    assert Workspace.open(space.path).variant("a").index is not first.variant("a").index


def test_the_limit_of_workspace_toml(tmp_path, builders):
    vectors = {f"i{n}": np.eye(4, dtype=np.float32)[n] for n in range(4)}
    space = builders.workspace(tmp_path, list(vectors), {"a": vectors, "b": vectors}, {})
    settings = space.path / "workspace.toml"
    assert read_settings(space.path).index_bytes > 2**28
    settings.write_text("[memory]\nindexes_gb = 0.00000008\n", "utf-8")  # 85 bytes: one index
    small = Workspace.open(space.path)
    before = small.variant("a").index
    assert small.variant("a").index is before
    small.variant("b").index  # noqa: B018 - the load is what counts
    assert small.variant("a").index is not before
    for bad in ("0", "-1", "true", '"8"', "inf", "nan"):
        settings.write_text(f"[memory]\nindexes_gb = {bad}\n", "utf-8")
        with pytest.raises(WorkspaceError, match=r"memory\.indexes_gb"):
            Workspace.open(space.path)
    settings.write_text("memory = 3\n", "utf-8")
    with pytest.raises(WorkspaceError, match="memory"):
        Workspace.open(space.path)
