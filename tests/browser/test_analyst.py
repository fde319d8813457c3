"""An analyst's walk through Compare: from the verdict to a judged hole and the report."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from core import slices as cut
from core.compare import paired
from core.evaluate import Evaluation, evaluate, rank_view
from core.judgment_store import JudgmentStore
from core.queue import batches, pairs_of, uncredited_firsts
from core.search import make_pool, neighbours
from core.standing import standing
from core.types import PoolKind
from core.views import HumanLayer, View, make_view
from core.workspace import JUDGMENTS, Workspace
from dashboard.measured import FEW
from dashboard.strings import text
from tests.browser.steps import key, press, settle

Serve = Callable[[Path], str]
WHO = "이하늘"
GT = "hybrid"
A, B = "text-weak", "text-tfidf"
VIEW = "human-over-imported"


@dataclass(frozen=True)
class Oracle:
    """What the core says of a workspace, its judgments read anew each time."""

    ws: Workspace
    store: JudgmentStore

    def view(self) -> View:
        people = HumanLayer.of(standing(self.store.events()))
        return make_view(VIEW, self.ws.gt(GT), people)

    def evaluation(self, variant: str, pool: PoolKind) -> Evaluation:
        return evaluate(self.ws, variant, GT, pool, view=self.view())

    def order(self) -> list[tuple[str, str]]:
        """Return the pairs of A's first items among all questions, as they are asked for."""
        view, result = self.view(), self.evaluation(A, "corpus")
        ranked = rank_view(self.ws, A, view, make_pool(self.ws, "corpus"), {})
        counted = [q.query for q in result.queries if q.status == "ranked"]
        pairs = pairs_of(uncredited_firsts(view, A, ranked, counted))
        queue = batches(pairs, WHO, self.ws.gt(GT).hash)
        return [(batch.query, item) for batch in queue for item in batch.candidates]


def param(page: Page, name: str) -> str | None:
    return parse_qs(urlsplit(page.url).query).get(name, [None])[-1]


def figures(page: Page) -> Locator:
    return page.locator(f".st-key-compare-figures-{GT}")


def verdict(result: Evaluation) -> re.Pattern[str]:
    """Return figure, point rule and evidence of a variant as Compare words them."""
    told = result.measures["success@5"]
    assert told.mean is not None
    share = f"{round(told.mean * result.n)}/{result.n} = {told.mean * 100:.1f} %"
    point = text("ko", f"figure.point.{result.verdict.point}")
    evidence = text("ko", f"figure.evidence.{result.verdict.evidence}")
    words = (part.replace(" ", "\N{NO-BREAK SPACE}") for part in (result.variant, share))
    told_apart = [re.escape(part).replace("\N{NO-BREAK SPACE}", r"\s") for part in words]
    gap = r"\W*(?:check_circle|cancel)?\W*"  # badges: an icon is text too
    return re.compile(gap.join([*told_apart, point, evidence]))


def bound(result: Evaluation) -> str:
    """Return what holes leave open as Compare words it."""
    told = result.measures["success@5"]
    assert told.mean is not None
    assert told.upper is not None
    return f"미판정 때문에 {told.mean * 100:.0f}~{told.upper * 100:.0f} % 사이"


def width(result: Evaluation) -> float:
    told = result.measures["success@5"]
    assert told.mean is not None
    return (told.mean if told.upper is None else told.upper) - told.mean


def test_from_the_verdict_to_a_judged_hole_and_the_report(
    page: Page, server: Serve, path: Path, tmp_path: Path
) -> None:
    ws = Workspace.open(path)
    store = JudgmentStore.open(path / JUDGMENTS, ws.uuid)
    store.add_annotator(WHO)
    core = Oracle(ws, store)

    # The verdict, of every variant, in the core's words.
    page.goto(f"{server(path)}/compare?gt={GT}&a={A}&b={B}&view={VIEW}")
    expect(figures(page)).to_be_visible(timeout=60_000)
    tested = {name: core.evaluation(name, "judged") for name in ws.variant_names}
    passed = sum(result.verdict.point == "pass" for result in tested.values())
    assert 0 < passed < len(tested)
    said = page.locator(".st-key-compare-summary").get_by_role("listitem").filter(has_text=GT)
    expect(said).to_contain_text(f"모델 {len(tested)}개 중 {passed}개가 기준에 닿았습니다")
    for result in tested.values():
        expect(figures(page)).to_contain_text(verdict(result))

    # The weakest slice, and its queries.
    page.get_by_role("tab", name="③ 왜 다른가").click()
    table = page.locator(".st-key-compare-rows")
    settle(page, "tab=why")
    expect(table).to_be_visible()
    press(page, "나눠 보기")
    settle(page, "part=slices")
    expect(table).to_have_count(0)
    groups = cut.by_field(ws.items.get_many(list(ws.gt(GT).queries)), "subject")
    (weakest,) = cut.weakest(cut.slices([tested[A]], "success@5", groups), A, FEW)
    slices = page.locator(".st-key-compare-slices")
    expect(slices.get_by_role("button").first).to_contain_text(weakest.value)
    slices.get_by_role("button").first.click()
    settle(page, "slice=")
    links = table.get_by_role("link")
    expect(links).to_have_count(min(weakest.n, 10))
    assert {label.split()[-1] for label in links.all_inner_texts()} <= set(weakest.queries)

    # On to the queries on which the two differ, and the two lists of the first.
    page.get_by_role("button", name="모든 문항 보기").click()
    settle(page, r"^(?!.*slice=)")
    press(page, re.compile("결과가 갈린 문항만"))
    settle(page, "rows=flipped")
    pair = paired(tested[A], tested[B], "success@5")
    flipped = {*pair.only_a, *pair.only_b}
    expect(links).to_have_count(min(len(flipped), 10))
    table.get_by_role("button", name="두 목록").first.click()
    settle(page, "[?&]q=")
    opened = param(page, "q")
    assert opened in flipped
    pool = make_pool(ws, "judged", GT)
    lists = [{near.id for near in neighbours(ws, opened, name, 10, pool)} for name in (A, B)]
    shared = len(lists[0] & lists[1])
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text(f"{shared} / 10개가 두 목록에 모두 있음")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    settle(page, r"^(?!.*[?&]q=)")

    # Among all questions holes leave a range.
    page.get_by_role("tab", name="① 통과했나").click()
    settle(page, "tab=passed")
    press(page, "전체 문항")
    settle(page, "pool=corpus")
    before = core.evaluation(A, "corpus")
    expect(figures(page)).to_contain_text(verdict(before))
    expect(figures(page)).to_contain_text(bound(before))

    # First items of A that nobody judged, up to the first whose query A misses.
    missed = {q.query for q in before.queries if q.values and not q.values["success@5"]}
    order = core.order()
    count = 1 + next(at for at, (query, _item) in enumerate(order) if query in missed)
    figures(page).get_by_role("button", name="나란히 보기").click()
    page.get_by_role("combobox", name=re.compile("어느 모델의 1위")).click()
    page.get_by_role("option", name=re.compile(re.escape(A))).click()
    page.get_by_role("link", name=f"이 {len(order)}쌍 판정하기").click()
    page.get_by_role("combobox", name=re.compile("판정자")).click(timeout=60_000)
    page.get_by_role("option", name=WHO).click()
    candidate = page.locator(".st-key-candidate-card")
    for at in range(count):
        expect(candidate.get_by_text(order[at][1], exact=True)).to_be_visible()
        key(page, "Digit3")
    expect(candidate.get_by_text(order[count][1], exact=True)).to_be_visible()
    judged = [event.judgment for event in store.events()]
    assert [(each.query, each.item, each.grade) for each in judged] == [
        (*each, 3) for each in order[:count]
    ]

    # Back on Compare the range is narrower, exactly as the core computes it.
    after = core.evaluation(A, "corpus")
    assert width(after) < width(before)
    page.get_by_role("link", name="모델 비교", exact=True).click()
    expect(figures(page)).to_contain_text(verdict(after), timeout=60_000)
    expect(figures(page)).to_contain_text(bound(after))
    expect(figures(page)).to_contain_text(f"판정 번호 {store.revision()}")
    expect(figures(page)).not_to_contain_text(bound(before))

    # The report hands over the same figure.
    page.get_by_role("link", name="보고서", exact=True).click()
    button = page.get_by_role("button", name=text("ko", "report.download.json"))
    expect(button).to_be_visible(timeout=60_000)
    with page.expect_download() as download:
        button.click()
    file = tmp_path / "report.json"
    download.value.save_as(file)
    report = json.loads(file.read_text("utf-8"))
    assert report["conditions"]["judgment_revision"] == store.revision()
    (row,) = (r for r in report["results"] if (r["gt"], r["variant"]) == (GT, A))
    told, expected = row["measures"]["success@5"], after.measures["success@5"]
    assert row["n"] == after.n
    assert told["mean"] == pytest.approx(expected.mean, abs=1e-6)
    assert told["upper"] == pytest.approx(expected.upper, abs=1e-6)
    preview = page.locator(".st-key-report-preview")
    expect(preview).to_contain_text(f"{round((expected.mean or 0) * after.n)}/{after.n}")
    assert page.page_errors == []  # type: ignore[attr-defined]
    store.close()
