"""Progress of tasks: words, tables and files; and the lead's page, moved by others' judgments."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from streamlit.testing.v1 import AppTest

from core.assignment import Rules, wants_two
from core.judgment_store import JudgmentStore
from core.judgments import Judgment
from core.progress import Judged, Part, Progress, Speed
from core.queue import pooled_pairs
from core.search import make_pool
from core.task_store import TaskStore
from core.tasks import Seat, Task
from core.workspace import JUDGMENTS, Workspace
from dashboard import progressing, services, strings

KO, EN = (partial(strings.text, language) for language in ("ko", "en"))
OpenPage = Callable[..., AppTest]
FAST = Speed(30, 20.0, (18.0, 24.0))


@pytest.mark.parametrize(
    ("seconds", "ko", "en"),
    [
        (20, "1분 미만", "under a minute"),
        (61, "1분", "1 min"),
        (9.4 * 60, "9분", "9 min"),
        (52 * 60, "50분", "50 min"),
        (110 * 60, "1시간 50분", "1 h 50 min"),
        (59 * 60, "1시간", "1 h"),
        (11.2 * 3600, "11시간", "11 h"),
        (11.3 * 3600, "11시간 30분", "11 h 30 min"),
    ],
)
def test_times_are_as_exact_as_anyone_knows_them(seconds: float, ko: str, en: str) -> None:
    assert (progressing.duration(KO, seconds), progressing.duration(EN, seconds)) == (ko, en)


def test_what_is_done_left_and_how_long_it_takes() -> None:
    found = Progress("t", 120, 214, 0, (), FAST)
    head, time, pace = progressing.lines(EN, found)
    assert head == "**120 of 214 judgments** · 94 left"
    assert time == "about 30 min for one person (30 min to 40 min by the median's 95 % interval)"
    assert pace == "20 s a pair (median, n = 30), 180 an hour"


def test_no_time_is_promised_before_it_is_known() -> None:
    lines = progressing.lines(EN, Progress("t", 3, 10, 0, (), Speed(3)))
    assert lines[1:] == ["time left not yet known (3 timed judgments; from 10 on)"]
    assert progressing.lines(EN, Progress("t", 4, 4, 0, (), FAST)) == [
        "**4 of 4 judgments** · done"
    ]
    assert progressing.lines(KO, Progress("t", 0, 0, 0, (), FAST)) == ["판정할 쌍이 없습니다."]


def part(**values: object) -> Part:
    given: dict[str, object] = {
        "annotator": "김*서연*", "done": 5, "repeats": 1, "cannot_tell": 2, "put_off": 3, "left": 4,
        "today": 2, "speed": Speed(4), "last_seen": "2026-11-23T01:30:00.000000+00:00",
    }  # fmt: skip
    return Part(**(given | values))  # type: ignore[arg-type]


def test_a_line_per_annotator_in_the_readers_time() -> None:
    found = Progress("t", 5, 9, 0, (part(), part(speed=FAST, last_seen=None)), Speed(4))
    seoul = ZoneInfo("Asia/Seoul")
    head, first, second = progressing.table(EN, found, seoul, "2026-11-23")
    assert len(head) == len(first) == 9
    assert first[:4] == ["김\\*서연\\*", "5", "4", "2"]
    assert first[5:] == ["1", "2", "3", "10:30"]
    assert first[4].replace("\N{NO-BREAK SPACE}", " ") == "– (n = 4)"
    assert second[4].replace("\N{NO-BREAK SPACE}", " ") == "20 s (n = 30)"
    assert second[-1] == "–"
    assert progressing.table(EN, found, UTC, "2026-11-24")[1][-1] == "2026-11-23 01:30"


def test_the_file_holds_what_the_table_shows_and_the_revision() -> None:
    found = Progress("t", 5, 9, 0, (part(speed=FAST),), FAST)
    text = progressing.progress_csv(found, 7).lstrip("\ufeff")
    (row,) = csv.DictReader(io.StringIO(text))
    assert (row["judgment_revision"], row["done"], row["median_s"]) == ("7", "5", "20.0")
    assert (row["low95_s"], row["high95_s"]) == ("18.0", "24.0")


def test_judged_places_have_counts_and_below_eight_queries_no_share() -> None:
    assert progressing.place_words(Judged("v", 5, 9, 30, 45, 30 / 45)) == "30/45 = 66.7 %"
    assert progressing.place_words(Judged("v", 5, 7, 30, 35, 30 / 35)) == "30/35"
    assert progressing.place_words(Judged("v", 5, 61, 304, 305, 0.9999)) == "304/305 = 99.99 %"
    text = progressing.places_csv(
        {"human": [Judged("v", 5, 7, 30, 35, 0.5)]}, "g", "judged", {"human": 4}
    )
    (row,) = csv.DictReader(io.StringIO(text.lstrip("\ufeff")))
    assert (row["view"], row["judgment_revision"], row["n"]) == ("human", "4", "7")


# --- the page -----------------------------------------------------------------------------------


@pytest.fixture
def path(build_sample: Callable[..., Path], tmp_path: Path) -> Path:
    return build_sample(tmp_path)


@pytest.fixture
def lead(open_page: OpenPage, path: Path) -> Callable[[], AppTest]:
    store = TaskStore.open(path / JUDGMENTS, Workspace.open(path).uuid)
    store.grant("lead-key", "lead", "박 부장")
    task = Task("t", "1차", "hybrid", queue="pooled", depth=3, roster=(Seat("김"), Seat("이")))
    store.save(task, "박 부장")
    return lambda: open_page(path, page="tasks", key="lead-key")


def shown(app: AppTest) -> str:
    assert not app.exception
    kinds = ("markdown", "caption", "info", "warning", "error")
    return "\n".join(element.value for kind in kinds for element in app.get(kind))


def judge(path: Path, name: str, pairs: list[tuple[str, str]], first: int = 0) -> None:
    store = JudgmentStore.open(path / JUDGMENTS, Workspace.open(path).uuid)
    store.append(
        [
            Judgment(f"{name}{first + n}", name, *pair, grade=1, task="t", duration_ms=20_000)
            for n, pair in enumerate(pairs)
        ]
    )
    store.close()


def asked(path: Path) -> list[tuple[str, str]]:
    ws = Workspace.open(path)
    found = pooled_pairs(ws, "hybrid", make_pool(ws, "judged", "hybrid"), 3)
    return [(query, item) for query, items in found.items() for item in items]


def test_the_lead_sees_progress_and_it_follows_the_judgments(
    lead: Callable[[], AppTest], path: Path
) -> None:
    pairs, rules = asked(path), Rules(seed=f"{Workspace.open(path).uuid}/t")
    wanted = sum(1 + wants_two(rules, pair) for pair in pairs)
    app = lead()
    assert f"**판정 0 / {wanted}** · 남은 판정 {wanted}" in shown(app)
    judge(path, "김", pairs[:2])
    app.run()
    assert f"**판정 2 / {wanted}**" in shown(app)
    assert f"| 김 | 2 | {len(pairs) - 2} | 2 |" in shown(app)
    assert "남은 시간은 아직 알 수 없음 (시간을 잰 판정 2개, 10개부터)" in shown(app)
    judge(path, "이", pairs[:10], first=10)
    assert "한 쌍에 20초 (중앙값, n = 12), 시간당 180쌍" in shown(app.run())


def test_judged_places_are_said_by_view_and_revision(
    lead: Callable[[], AppTest], path: Path
) -> None:
    ws = Workspace.open(path)
    judge(path, "김", asked(path)[:4])
    said = shown(lead())
    assert "판정 번호 4" in said
    for view, k in (("human", 5), ("human", 10), ("human-over-imported", 5)):
        name = KO(f"comparison.view.{view.replace('-', '_')}")
        assert KO("progress.places.head", view=name, k=k) in said
    people = services.people(ws, "human")
    for each in services.judged_places(ws, "hybrid", "judged", "human", people):
        assert f"{each.graded}/{each.places}" in said


def test_a_task_whose_ground_truth_is_gone_leaves_the_others(
    lead: Callable[[], AppTest], path: Path
) -> None:
    store = TaskStore.open(path / JUDGMENTS, Workspace.open(path).uuid)
    store.save(Task("gone", "옛 작업", "nope", roster=(Seat("김"),)), "박 부장")
    said = shown(lead())
    assert "‘nope’ 정답 목록을 찾을 수 없습니다" in said
    assert "**판정 0 /" in said


def test_pairs_for_nobody_are_said(lead: Callable[[], AppTest], path: Path) -> None:
    store = TaskStore.open(path / JUDGMENTS, Workspace.open(path).uuid)
    task = Task("t", "1차", "hybrid", queue="pooled", depth=3, roster=(Seat("김", ("국어",)),))
    store.save(task, "박 부장")
    assert f"판정할 수 있는 사람이 없는 쌍 {len(asked(path))}개" in shown(lead())


def test_today_begins_at_midnight_of_the_reader(path: Path) -> None:
    task = Task("t", "1차", "hybrid", queue="pooled", depth=3, roster=(Seat("김"),))
    ws = Workspace.open(path)
    judge(path, "김", asked(path)[:1])
    services.configure(path)
    long_ago = datetime(2000, 1, 1, tzinfo=UTC)
    far = datetime(2200, 1, 1, tzinfo=UTC)
    todays = [services.task_progress(ws, task, day).parts[0].today for day in (long_ago, far)]
    assert todays == [1, 0]
