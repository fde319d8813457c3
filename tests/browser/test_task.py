"""A lead and two annotators in three browsers: from the task's form to a frozen version."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from core.agreement import disputes, ratings
from core.judgment_store import JudgmentStore
from core.standing import standing
from core.workspace import JUDGMENTS, Workspace
from dashboard import strings
from dashboard.components.agreeing import deciding
from dashboard.components.tasking import form, listing, practice
from tests.browser.steps import element, key

Serve = Callable[[Path], str]
GT, LEAD, ONE, TWO = "hybrid", "박 부장", "김서연", "이준호"
REASON = "조건 하나가 빠져 핵심 풀이는 같음"
QUERIES = 2
"""Of one subject, and one more of another."""


@pytest.fixture
def ws(path: Path) -> Workspace:
    return Workspace.open(path)


@pytest.fixture
def store(path: Path, ws: Workspace) -> Iterator[JudgmentStore]:
    opened = JudgmentStore.open(path / JUDGMENTS, ws.uuid)
    yield opened
    opened.close()


def button(page: Page, key: str) -> Locator:
    return element(page, key).get_by_role("button")


def fill(page: Page, name: str, value: str, role: str = "textbox") -> None:
    box = element(page, form.field(name)).get_by_role(role)  # type: ignore[arg-type]
    box.fill(value)
    box.press("Tab")


def choose(page: Page, name: str, option: str) -> None:
    box = element(page, form.field(name)).get_by_role("combobox")
    box.focus()
    box.press("ArrowDown")  # a click that has to scroll first would close the menu again
    page.get_by_role("option", name=option, exact=True).click()


class Subjects:
    """Queries of the ground truth: some of one subject, one of another."""

    def __init__(self, ws: Workspace) -> None:
        by_subject: dict[str, list[str]] = {}
        for query in sorted(ws.gt(GT).queries):
            by_subject.setdefault(str(ws.items.get(query).subject), []).append(query)
        ordered = sorted(by_subject, key=lambda subject: -len(by_subject[subject]))
        self.mine, self.others = ordered[:2]
        self.queries = [*by_subject[self.mine][:QUERIES], by_subject[self.others][0]]
        outside = [q for q in by_subject[self.mine] if q not in self.queries]
        self.practice = [(outside[0], outside[1], 2), (outside[1], outside[2], 0)]


def make_task(lead: Page, base: str, subjects: Subjects) -> dict[str, str]:
    """Make the first key, a task and its links, all by the page; return the links by name."""
    lead.goto(f"{base}/tasks")
    name = lead.get_by_label("책임자 이름")
    expect(name).to_be_visible(timeout=60_000)
    name.fill(LEAD)
    name.press("Enter")
    button(lead, listing.NEW).click()
    expect(element(lead, form.field("name"))).to_be_visible()
    fill(lead, "name", "과학 1차")
    choose(lead, "gt", GT)
    choose(lead, "pool", strings.text("ko", "comparison.pool.judged"))
    choose(lead, "queue", "모든 모델의 상위 문항")
    fill(lead, "depth", "3", "spinbutton")
    fill(lead, "overlap", "100", "spinbutton")
    fill(lead, "repeats", "0", "spinbutton")
    fill(lead, "queries", "\n".join(subjects.queries))
    fill(lead, "roster", f"{ONE}: {subjects.mine}\n{TWO}")
    fill(lead, "guideline", "그림만 다르면 3입니다.")
    lines = (f"{grade} {query} {item} 연습" for query, item, grade in subjects.practice)
    fill(lead, "practice", "\n".join(lines))
    button(lead, form.SAVE).click()
    expect(lead.get_by_text("과학 1차")).to_be_visible()
    switch = lead.get_by_role("button", name="작업 열기")
    switch.click()
    expect(lead.get_by_text("진행 중")).to_be_visible()
    links = {}
    for person in (ONE, TWO):
        lead.get_by_role("button", name=f"{person}에게 보낼 새 링크").click()
        made = lead.locator("code").filter(has_text="/annotate?key=")
        expect(made).to_have_count(len(links) + 1)
        links[person] = next(
            text for text in made.all_inner_texts() if text.strip() not in links.values()
        ).strip()
    return links


def practise(page: Page) -> None:
    """Answer the practice pairs by keys alone: one as the lead does, one otherwise."""
    expect(page.get_by_text("연습 1/2", exact=True)).to_be_visible(timeout=60_000)
    key(page, "2", practice.KEYS)
    expect(page.get_by_text("책임자의 답도")).to_be_visible()
    key(page, "ArrowRight", practice.KEYS)
    expect(page.get_by_text("연습 2/2", exact=True)).to_be_visible()
    key(page, "3", practice.KEYS)
    expect(page.get_by_text(re.compile("내 답 .*책임자의 답"))).to_be_visible()
    key(page, "ArrowRight", practice.KEYS)
    expect(page.get_by_text("연습 2쌍 중 1쌍")).to_be_visible()
    button(page, practice.START).click()
    expect(page.get_by_text(re.compile("후보 1/"))).to_be_visible()


def judge_all(page: Page, digit: str, upto: int | None = None) -> int:
    """Press a grade until nothing is left, or so often; return how often."""
    judged, most = 0, 60 if upto is None else upto
    counted = page.get_by_text(re.compile(r"내 판정 (\d+)쌍"))
    while judged < most:
        expect(counted).to_contain_text(f"내 판정 {judged}쌍")
        if page.get_by_text("지금 판정할 쌍이 없습니다").is_visible():
            break
        key(page, digit)
        judged += 1
    return judged


def test_a_lead_and_two_annotators_from_task_to_version(
    new_page: Callable[..., Page], server: Serve, path: Path, ws: Workspace, store: JudgmentStore
) -> None:
    base, subjects = server(path), Subjects(ws)
    lead, one, two = new_page(), new_page(), new_page()
    links = make_task(lead, base, subjects)

    # The lead watches a table; both annotators see nothing but their pairs, by any address.
    lead.goto(f"{base}/compare?gt={GT}&view=human-over-imported")
    figures = element(lead, f"compare-figures-{GT}")
    expect(figures).to_contain_text("판정 번호 0", timeout=60_000)
    for page, name in ((one, ONE), (two, TWO)):
        page.goto(f"{base}/compare?gt={GT}&key={links[name].partition('key=')[2]}")
        expect(page.get_by_text("이 링크로는 판정만 할 수 있습니다")).to_be_visible(timeout=60_000)
        page.goto(links[name])
        practise(page)
        assert "key=" not in page.url
        expect(page.get_by_role("link", name="모델 비교")).to_have_count(0)
    assert store.revision() == 0, "practice is no judgment"

    # The first judges all that is theirs, with a step back on the way.
    assert judge_all(one, "3", 2) == 2
    expect(one.get_by_text("내 판정 2쌍")).to_be_visible()
    key(one, "u")
    expect(one.get_by_text("내 판정 1쌍")).to_be_visible()
    key(one, "3")
    expect(one.get_by_text("내 판정 2쌍")).to_be_visible()
    expect(figures).to_contain_text("판정 번호 4")
    counted = one.get_by_text(re.compile(r"내 판정 (\d+)쌍"))
    number = 2
    while not one.get_by_text("지금 판정할 쌍이 없습니다").is_visible():
        key(one, "3")
        number += 1
        expect(counted.first).to_contain_text(f"내 판정 {number}")
    theirs = {(s.judgment.query, s.judgment.item) for s in standing(store.events()).of(ONE)}
    assert {query for query, _item in theirs} == set(subjects.queries[:QUERIES])
    assert not theirs & {(query, item) for query, item, _grade in subjects.practice}

    # The second disagrees on everything, and has the other subject, too.
    number = 0
    counted = two.get_by_text(re.compile(r"내 판정 (\d+)쌍"))
    while not two.get_by_text("지금 판정할 쌍이 없습니다").is_visible():
        key(two, "1")
        number += 1
        expect(counted.first).to_contain_text(f"내 판정 {number}")
    now = standing(store.events())
    also = {(s.judgment.query, s.judgment.item) for s in now.of(TWO)}
    assert also > theirs
    assert {query for query, _item in also} == set(subjects.queries)
    events = [stored.judgment for stored in store.events()]
    assert all(event.blind and event.task and event.guideline for event in events)
    spent = [event.duration_ms for event in events if event.kind == "judgment"]
    timed = [ms for ms in spent if ms is not None]  # a key may come before its pair was drawn
    assert timed
    assert min(timed) >= 0
    expect(figures).to_contain_text(f"판정 번호 {store.revision()}")

    # The lead decides one disagreement, which moves the table, and freezes a version.
    (worst, *rest) = disputes(ratings(now))
    assert len(rest) + 1 == len(theirs)
    lead.goto(f"{base}/agreement?query={worst.pair[0]}&item={worst.pair[1]}")
    choice = element(lead, deciding.FORM)
    expect(choice).to_be_visible(timeout=60_000)
    choice.get_by_role("radio", name="2 같은 풀이").click()
    choice.get_by_role("textbox").fill(REASON)
    choice.get_by_role("button", name="확정").click()
    expect(lead.get_by_text("저장됨")).to_be_visible()
    (decided,) = standing(store.events()).adjudicated.values()
    assert (decided.judgment.annotator, decided.judgment.note) == (LEAD, REASON)
    lead.goto(f"{base}/versions?gt={GT}")
    lead.get_by_label("버전 이름").fill("hybrid-2")
    lead.get_by_label("고정하는 까닭").fill("1차 판정 뒤")
    person = lead.get_by_label("고정하는 사람")
    if not person.input_value():
        person.fill(LEAD)
    lead.get_by_role("button", name="버전으로 고정").click()
    lead.locator(".st-key-versions-made").get_by_role("button", name="이 작업 공간에 추가").click()
    expect(lead.get_by_text("버전을 추가했습니다")).to_be_visible()
    frozen = Workspace.open(path).gt("hybrid-2")
    assert frozen.status(*worst.pair) == "relevant", "as it was decided"
    for page in (lead, one, two):
        assert page.page_errors == []  # type: ignore[attr-defined]
        assert page.console_errors == [], page.console_errors  # type: ignore[attr-defined]
