"""Imports that are killed, stopped or doubled: the workspace is the old one or the new one."""

from __future__ import annotations

import json
import os
import random
import re
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.errors import LockError, YusaError
from core.generations import read_pointer, write_lock
from core.importer.request import ImportRequest
from core.importer.run import import_files
from core.workspace import Workspace
from tests.core.builders import parts_on_disk

ROOT = Path(__file__).resolve().parents[2]
Files = Any  # tests/conftest.py: FileMaker
Make = Callable[..., Path]
Tree = Callable[[Path], dict[str, str]]

STEPS = [
    "core.importer.items.open_items",
    "core.importer.pictures.inspect_images",
    "core.importer.items.write_items",
    "core.importer.variants.copy_variant",
    "core.importer.variants.open_vector_file",
    "core.importer.variants.write_variant",
    "core.vectors._finish",
    "core.importer.ground_truths.read_ground_truth",
    "core.importer.run.sync_folder",
    "core.importer.run.write_pointer",
    "core.generations.sync_folder",
]


class Stop(BaseException):
    """Raised where no except clause of the product expects it."""


def bigger(files: Files) -> dict[str, Any]:
    """A request that goes through every step: fewer items, pictures, a variant, a ground truth."""
    files.picture("pics/a.png")
    rows = [{"id": i, "text": f"새 {i}", "image": "a.png"} for i in files.ids[:5]]
    return {
        "items": files.items(rows, "new.jsonl"),
        "images": files.path("pics"),
        "copy_images": True,
        "variants": {"w": files.npz("w.npz")},
        "gts": {"h": files.gt({"a1": ["a2"]}, "h.json")},
        "replace": True,
    }


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("error", [Stop, KeyboardInterrupt, OSError])
def test_an_error_at_any_step_leaves_the_old_state(
    files: Files,
    make_workspace: Make,
    tree: Tree,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
    after: bool,
    error: type[BaseException],
) -> None:
    module, _, name = step.rpartition(".")
    original = getattr(sys.modules[module], name)
    calls = 0

    def failing(*arguments: Any, **options: Any) -> Any:
        nonlocal calls
        calls += 1
        if after:
            original(*arguments, **options)
        raise error("stopped")

    existing = make_workspace()
    before = tree(existing)
    monkeypatch.setattr(step, failing)
    with pytest.raises(error, match="stopped"):
        import_files(existing, ImportRequest(**bigger(files)))
    assert calls
    switched = step.endswith("write_pointer") and after  # more of that in the next test
    assert (tree(existing) == before) is not switched
    if step != "core.importer.variants.copy_variant":  # a new workspace keeps no variant
        with pytest.raises(error, match="stopped"):
            import_files(tmp_path / "new" / "ws", ImportRequest(**bigger(files)))
        assert (tmp_path / "new").exists() is switched


def test_an_error_just_after_the_switch_keeps_the_new_state(
    files: Files, make_workspace: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_workspace()
    old = read_pointer(folder)

    def switch(path: Path, pointer: Any) -> None:
        from core.generations import write_pointer

        write_pointer(path, pointer)
        raise Stop("stopped")

    monkeypatch.setattr("core.importer.run.write_pointer", switch)
    with pytest.raises(Stop, match="stopped"):
        import_files(folder, ImportRequest(**bigger(files)))
    new = read_pointer(folder)
    assert new.generation == old.generation + 1
    workspace = Workspace.open(folder)
    assert workspace.variant("w").info.rows == workspace.variant("v").info.rows == 5
    assert parts_on_disk(folder) == new.parts()


# --- real processes -----------------------------------------------------------------------------

# Announces each step on standard output and waits for a line before it goes on, so that a signal
# meets the process at a known place.
DRIVER = textwrap.dedent(
    """
    import sys
    from core.cli import main
    from core.importer import items, run, variants

    def stop_at(module, name):
        original = getattr(module, name)
        def stopping(*arguments, **options):
            print("before", name, file=sys.stderr, flush=True)
            sys.stdin.readline()
            result = original(*arguments, **options)
            print("after", name, file=sys.stderr, flush=True)
            sys.stdin.readline()
            return result
        setattr(module, name, stopping)

    stop_at(items, "write_items")
    stop_at(variants, "write_variant")
    stop_at(run, "write_pointer")
    main()
    """
)
PLACES = [
    "before write_items",
    "after write_items",
    "before write_variant",
    "after write_variant",
    "before write_pointer",
    "after write_pointer",
]


@contextmanager
def stopped_at(place: str, *arguments: object) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-c", DRIVER, "import", *map(str, arguments)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    assert process.stderr is not None
    try:
        for line in process.stderr:
            if line.strip() == place:
                break
            if line.startswith(("before", "after")):
                process.stdin.write("\n")
                process.stdin.flush()
        else:
            pytest.fail(f"the import never came to: {place}")
        yield process
    finally:
        process.kill()
        process.communicate()


def arguments(files: Files) -> list[object]:
    request = bigger(files)
    return [
        "--items", request["items"], "--images", request["images"], "--copy-images",
        "--variant", f"w={request['variants']['w']}", "--gt", f"h={request['gts']['h']}",
        "--replace",
    ]  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_killed_at_a_known_place(
    files: Files, make_workspace: Make, tmp_path: Path, yusa: Any, place: str
) -> None:
    existing, new = make_workspace(), tmp_path / "new"
    before = yusa("info", existing, "--json").out
    for folder in (existing, new):
        with stopped_at(place, folder, *arguments(files)) as process:
            process.send_signal(signal.SIGKILL)
            process.wait()
    switched = place == "after write_pointer"
    after = yusa("info", existing, "--json")
    assert (after.out == before) is not switched
    assert after.code == 0
    assert yusa("info", new, "--json").code == (0 if switched else 1)
    # The next import works, and nothing of the killed one is left.
    for folder in (existing, new):
        done = yusa("import", folder, *arguments(files))
        assert done.code == 0, done.err
        assert parts_on_disk(folder) == read_pointer(folder).parts()
        assert not list(folder.glob(".*.new"))
        assert Workspace.open(folder).variant("w").info.rows == 5
        assert (folder / ".lock").read_bytes() == b""
    assert read_pointer(existing).generation == (3 if switched else 2)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_stopped_import_cleans_up(
    files: Files,
    make_workspace: Make,
    tree: Tree,
    tmp_path: Path,
    number: signal.Signals,
) -> None:
    existing = make_workspace()
    before = tree(existing)
    for folder in (existing, tmp_path / "new" / "ws"):
        with stopped_at("before write_pointer", folder, *arguments(files)) as process:
            process.send_signal(number)
            _, errors = process.communicate(timeout=60)
            assert process.returncode not in (0, None)
            assert "Traceback" not in errors
    assert tree(existing) == before
    assert not (tmp_path / "new").exists()


def test_killed_at_random_moments(files: Files, make_workspace: Make, yusa: Any) -> None:
    folder = make_workspace()
    ids = np.array([f"n{i:04}" for i in range(1500)])
    items = files.items([{"id": i, "text": "가" * 200} for i in ids], "many.jsonl")
    many = files.npz("many.npz", compressed=True, ids=ids, vectors=files.vectors(1500, 64))
    gt = files.gt({"n0001": ["n0002"]})
    request = ["--items", items, "--variant", f"v={many}", "--gt", f"g={gt}", "--replace"]
    drawn = random.Random(0)
    took = 0.0
    for turn in range(11):
        before = yusa("info", folder, "--json").json()
        process = subprocess.Popen(
            [sys.executable, "-m", "core.cli", "import", str(folder), *map(str, request)],
            cwd=ROOT,
            stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
        )
        assert process.stderr is not None
        process.stderr.readline()  # the mapping is printed first: now the work begins
        start = time.monotonic()
        if turn:  # the first one runs to its end and shows how long the work takes
            time.sleep(drawn.uniform(0, took))
            process.send_signal(signal.SIGKILL if turn % 2 else signal.SIGINT)
        process.communicate(timeout=60)
        took = took or time.monotonic() - start
        after = yusa("info", folder, "--json").json()
        # Whether the switch came first is chance; that it is one or the other is the rule.
        switched = after["generation"] != before["generation"]
        assert after["generation"] == before["generation"] + switched
        assert switched or after == before
        workspace = Workspace.open(folder)
        assert workspace.variant("v").info.rows == after["items"] == len(workspace.items) == 1500
        assert workspace.items.get("n0007").text == "가" * 200
    assert yusa("import", folder, *request).code == 0
    assert parts_on_disk(folder) == read_pointer(folder).parts()
    assert Workspace.open(folder).variant("v").info.rows == 1500


# --- two at once --------------------------------------------------------------------------------


def test_two_imports_at_once(files: Files, make_workspace: Make, tmp_path: Path, yusa: Any) -> None:
    for folder in (make_workspace(), tmp_path / "new"):
        with stopped_at("before write_pointer", folder, *arguments(files)) as process:
            done = yusa("import", folder, *arguments(files))
            assert (done.code, done.out) == (1, "")
            assert done.err == (
                f"yusa: {folder}: another import is writing to this workspace (process "
                f"{process.pid}). Wait until it ends, then try again.\n"
            )
            assert process.stdin is not None
            process.stdin.write("\n\n\n\n\n")
            process.stdin.flush()
            process.communicate(timeout=60)
            assert process.returncode == 0
        assert Workspace.open(folder).variant("w").info.rows == 5


def test_the_lock_goes_with_its_process_and_its_file(make_workspace: Make) -> None:
    folder = make_workspace()
    with write_lock(folder):
        assert (folder / ".lock").read_text() == f"yusa {os.getpid()}\n"
        with pytest.raises(LockError, match=rf"^{re.escape(str(folder))}: another import is"):
            write_lock(folder).__enter__()
    assert (folder / ".lock").read_bytes() == b""
    with write_lock(folder):
        pass
    original = os.open

    def replaced(path: Any, *options: Any) -> int:
        handle = original(path, *options)
        Path(path).unlink()
        return handle

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("core.generations.os.open", replaced)
        with pytest.raises(LockError, match=r"another import has just ended here\. Try again\.$"):
            write_lock(folder).__enter__()


def test_a_reader_is_not_locked_out(make_workspace: Make, yusa: Any) -> None:
    folder = make_workspace()
    with write_lock(folder):
        assert Workspace.open(folder).variant("v").info.rows == 6
        assert yusa("info", folder, "--json").code == 0


def test_a_full_disk_is_one_sentence(
    files: Files, make_workspace: Make, tree: Tree, yusa: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_workspace()
    before = tree(folder)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "vectors.npy")

    monkeypatch.setattr("core.matrices.os.posix_fallocate", full, raising=False)
    done = yusa("import", folder, "--variant", f"w={files.npz()}")
    assert (done.code, done.out) == (1, "")
    assert done.err.splitlines()[-1] == "yusa: vectors.npy: No space left on device."
    assert tree(folder) == before


def test_messages_of_a_failed_import_are_no_promise(files: Files, make_workspace: Make) -> None:
    lines: list[str] = []
    folder = make_workspace()
    with pytest.raises(YusaError, match="unknown id"):
        import_files(
            folder,
            ImportRequest(variants={"w": files.npz()}, gts={"h": files.gt({"a1": ["zz"]})}),
            lines.append,
        )
    assert not any("ready" in line for line in lines)
    assert json.loads((folder / "workspace.json").read_text())["generation"] == 1
