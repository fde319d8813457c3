"""Progress of long commands: on standard error, sparingly."""

from __future__ import annotations

import io
from typing import Any

import pytest
from rich.console import Console
from rich.progress import Progress

from core.cli import progress
from core.importer.request import ImportRequest
from core.importer.run import import_files

Files = Any  # tests/conftest.py: FileMaker


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [100.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])
    return now


def test_lines_come_every_few_seconds(
    clock: list[float], capsys: pytest.CaptureFixture[str]
) -> None:
    lines = progress.Lines()
    for second in range(21):
        clock[0] = 100.0 + second
        lines.report("read items", second, 40)
    lines.report("read items", 40, 40)
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines() == [
        "read items: 12 %, about 35 s left",
        "read items: 25 %, about 30 s left",
        "read items: 37 %, about 25 s left",
        "read items: 50 %, about 20 s left",
    ]


def test_a_quick_step_says_nothing(clock: list[float], capsys: pytest.CaptureFixture[str]) -> None:
    lines = progress.Lines()
    for done in (0, 5, 10):
        lines.report("pictures", done, 10)
    lines.report("nothing", 0, 0)
    assert capsys.readouterr() == ("", "")


def test_bars_of_steps_that_ended_go(clock: list[float]) -> None:
    console = Console(file=io.StringIO(), force_terminal=True)
    with Progress(console=console) as drawn:
        bars = progress.Bars(drawn)
        bars.report("a", 0, 10)
        clock[0] += 1
        bars.report("a", 5, 10)
        bars.report("b", 1, 10)
        assert [(t.description, t.completed, t.total) for t in drawn.tasks] == [
            ("a", 5, 10),
            ("b", 1, 10),
        ]
        bars.report("a", 10, 10)
        bars.report("a", 10, 10)
        assert [t.description for t in drawn.tasks] == ["b"]


def test_an_import_reports_every_step(files: Files, tmp_path: Any) -> None:
    files.picture("pics/a.png")
    rows = [{"id": str(n), "text": "", "image": "a.png"} for n in range(3)]
    seen: list[tuple[str, int, int]] = []
    request = ImportRequest(items=files.items(rows), images=files.path("pics"), copy_images=True)
    import_files(tmp_path / "ws", request, progress=lambda *step: seen.append(step))
    assert list(dict.fromkeys(step for step, _, _ in seen)) == [
        "read items",
        "copy pictures",
        "pictures",
        "write items",
    ]
    assert all(0 <= done <= total for _, done, total in seen)
    assert ("read items", 0, 0) not in seen
    for step in ("read items", "copy pictures", "pictures", "write items"):
        done, total = [(d, t) for name, d, t in seen if name == step][-1]
        assert done == total, step
