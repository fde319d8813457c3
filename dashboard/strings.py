"""Every word that the dashboard shows, Korean and English side by side.

Pages and components hold no words of their own: they ask for ``text(language, key)``.
Braces are ``str.format`` fields; both languages of a key have the same ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from dashboard.links import Language


class Words(NamedTuple):
    """One phrase in both languages."""

    ko: str
    en: str


LANGUAGE_NAMES = {"ko": "한국어", "en": "English"}
"""Each language in its own words: these two are the same whichever is on."""

WORDS: dict[str, Words] = {
    # Shell
    "app.title": Words("유사 문항 검토", "Similar-question review"),
    "app.language": Words("언어", "Language"),
    "app.demo": Words(
        "연습용 데이터입니다. Qwen 결과가 아닙니다.", "Practice data. These are not Qwen results."
    ),
    "app.stale": Words(
        "새로 가져온 자료를 열 수 없어 이전 자료를 보여 줍니다. {reason}",
        "The new import can't be opened, so the one before is shown. {reason}",
    ),
    "app.bug": Words(
        "예상하지 못한 오류가 났습니다. 새로고침해도 같으면 서버 로그와 함께 알려 주세요.",
        "Something unexpected went wrong. If reloading doesn't help, report it with the log.",
    ),
    "app.broken": Words("작업 공간을 열 수 없습니다.", "The workspace can't be opened."),
    "page.browse": Words("유사 문항 보기", "Browse"),
    # Finding a query
    "find.label": Words("문항 찾기", "Find a question"),
    "find.placeholder": Words("문항 ID 또는 본문 검색", "Question id or words"),
    "find.list": Words("기준 문항 목록", "List of queries"),
    "find.list.all": Words("전체 문항 {n:,}", "All questions {n:,}"),
    "find.list.gt": Words("{gt} 기준 문항 {n:,}", "{gt} queries {n:,}"),
    "find.filters": Words("조건", "Filters"),
    "find.filters.n": Words("조건 {n}", "Filters {n}"),
    "find.filters.help": Words(
        "찾는 목록만 좁힙니다. 이웃 후보는 그대로입니다.",
        "Narrows this list only; the candidates stay as they are.",
    ),
    "find.random": Words("무작위 문항", "A question at random"),
    "find.open": Words("목록 펴기", "Open the list"),
    "find.close": Words("목록 닫기", "Close the list"),
    "find.previous": Words("이전 문항 (←)", "Previous question (←)"),
    "find.next": Words("다음 문항 (→)", "Next question (→)"),
    "find.position": Words("{at:,} / {n:,}", "{at:,} / {n:,}"),
    "find.outside": Words("– / {n:,}", "– / {n:,}"),
    "find.shown": Words("{shown:,} / {total:,}문항 표시", "{shown:,} of {total:,} questions shown"),
    "find.none": Words(
        "‘{text}’에 맞는 문항이 없습니다. 다른 낱말이나 ID의 앞부분으로 찾아보세요.",
        "No question matches “{text}”. Try another word or the beginning of an id.",
    ),
    "find.none.filters": Words(
        "이 조건에 맞는 문항이 없습니다. 조건을 줄여 보세요.",
        "No question matches these filters. Remove one of them.",
    ),
    "find.clear": Words("지우기", "Clear"),
    # Filters
    "filter.choose": Words("{field} ({n:,}가지)", "{field} ({n:,} values)"),
    "filter.value": Words("{value} · {n:,}", "{value} · {n:,}"),
    "filter.none": Words("거를 수 있는 항목이 없습니다.", "There is nothing to filter by."),
    "filter.clear": Words("조건 모두 지우기", "Clear all filters"),
    "filter.any": Words("모두", "Any"),
    "filter.more": Words(
        "많은 순서로 {shown}가지만 보입니다 (전체 {n:,}가지).",
        "The {shown} most frequent of {n:,} values are listed.",
    ),
    "field.subject": Words("과목", "Subject"),
    "field.level": Words("학년·수준", "Level"),
    "field.standard": Words("성취기준", "Standard"),
    "field.difficulty": Words("난이도", "Difficulty"),
    "field.source": Words("출처", "Source"),
    "field.year": Words("연도", "Year"),
    "field.has_image": Words("그림", "Picture"),
    "field.has_image.true": Words("있음", "With"),
    "field.has_image.false": Words("없음", "Without"),
    # The item card
    "item.query": Words("기준 문항", "Query"),
    "item.passage": Words("지문", "Passage"),
    "item.answer": Words("정답", "Answer"),
    "item.solution": Words("풀이", "Solution"),
    "item.answers.show": Words("정답·풀이 (A)", "Answer & solution (A)"),
    "item.answers.hide": Words("정답·풀이 숨기기 (A)", "Hide answer & solution (A)"),
    "item.answer.none": Words(
        "정답과 풀이가 없는 문항입니다.", "This question has no answer or solution."
    ),
    "item.text.none": Words("본문이 비어 있는 문항입니다.", "This question has no text."),
    "item.details": Words("그 밖의 정보", "More fields"),
    "item.image.alt": Words("{id}의 그림 {n}", "Picture {n} of {id}"),
    "item.image.missing": Words(
        "그림 파일이 없습니다: {path}. 파일을 넣고 다시 가져오세요.",
        "The picture file is missing: {path}. Put it in place and import again.",
    ),
    "item.image.unreadable": Words(
        "그림 파일을 읽을 수 없습니다: {path}. 파일을 다시 저장해 보세요.",
        "The picture can't be read: {path}. Try saving the file again.",
    ),
    "item.image.oversized": Words(
        "그림이 너무 큽니다(5천만 화소 초과): {path}. 줄여서 다시 가져오세요.",
        "The picture is too large (over 50 megapixels): {path}. Make it smaller and import again.",
    ),
    "item.cut": Words(
        "긴 본문의 앞부분입니다. 나란히 보기에서 더 볼 수 있습니다.",
        "The beginning of a long text; the side-by-side view shows more.",
    ),
    # Neighbours
    "near.variant": Words("모델", "Model"),
    "near.pool": Words("후보", "Candidates"),
    "near.pool.corpus": Words("전체 {n:,}", "All {n:,}"),
    "near.pool.judged": Words("시험 {n:,}", "Test {n:,}"),
    "near.gt": Words("정답 목록", "Ground truth"),
    "near.k": Words("개수", "Number"),
    "near.k.option": Words("{k}개", "Top {k}"),
    "near.filters": Words("조건", "Filters"),
    "near.filters.n": Words("조건 {n}", "Filters {n}"),
    "near.filters.help": Words(
        "이웃 후보를 좁힙니다. 거르면 순위도 그 후보 안에서 매깁니다.",
        "Narrows the candidates; ranks then count within them.",
    ),
    "near.summary": Words(
        "{variant} · 후보 {pool} · {shown:,} / {size:,}개 표시",
        "{variant} · candidates: {pool} · {shown:,} of {size:,} shown",
    ),
    "near.pool.name.corpus": Words("전체 문항", "all questions"),
    "near.pool.name.judged": Words("{gt} 시험 문항", "{gt} test items"),
    "near.pool.filtered": Words("{pool} 중 조건에 맞는 문항", "{pool} under filters"),
    "near.hits": Words("정답 {hits} / {relevant}", "{hits} of {relevant} relevant"),
    "near.not_query": Words("{gt}의 기준 문항 아님", "not a query of {gt}"),
    "near.rank": Words("{rank}위", "#{rank}"),
    "near.select": Words("기준으로", "Make query"),
    "near.select.help": Words(
        "이 문항을 기준 문항으로 삼습니다.", "Show the neighbours of this question."
    ),
    "near.compare": Words("나란히", "Compare"),
    "near.compare.help": Words("기준 문항과 나란히 봅니다.", "Show it beside the query."),
    "badge.relevant": Words("정답", "relevant"),
    "badge.not_relevant": Words("정답 아님", "not relevant"),
    "badge.unknown": Words("미판정", "not judged"),
    "badge.grade": Words("{badge} · 등급 {grade}", "{badge} · grade {grade}"),
    "badge.duplicate": Words("사본?", "copy?"),
    # Side by side
    "compare.title": Words("나란히 보기", "Side by side"),
    "compare.query": Words("기준 {id}", "Query {id}"),
    "compare.neighbour": Words("{rank}위 {id}", "#{rank} {id}"),
    "compare.flip": Words(
        "스페이스를 누르고 있으면 두 그림이 같은 자리에서 번갈아 보입니다.",
        "Hold Space to flip between the two pictures in one place.",
    ),
    "compare.flip.button": Words("겹쳐 보기", "Flip"),
    "compare.none": Words("둘 다 그림이 없는 문항입니다.", "Neither question has a picture."),
    "compare.empty": Words("그림 없음", "No picture"),
    "compare.previous": Words("앞 이웃", "Previous neighbour"),
    "compare.next": Words("다음 이웃", "Next neighbour"),
    # Zoom
    "zoom.open": Words("그림 확대", "Enlarge the picture"),
    "zoom.previous": Words("이전 그림", "Previous picture"),
    "zoom.next": Words("다음 그림", "Next picture"),
    "zoom.close": Words("닫기 (Esc)", "Close (Esc)"),
    "zoom.count": Words("{at} / {n}", "{at} / {n}"),
    # Links
    "link.copy": Words("링크 복사", "Copy link"),
    "link.copied": Words("복사함", "Copied"),
    "link.failed": Words("복사할 수 없음", "Can't copy"),
    # Empty states: one sentence on what happened, one on what to do next
    "empty.variants": Words(
        "모델이 없어 이웃을 구할 수 없습니다. "
        "yusa import {path} --variant 이름=파일.npz 로 가져오세요.",
        "There is no model yet, so no neighbours. "
        "Import one: yusa import {path} --variant NAME=FILE.npz",
    ),
    "empty.query": Words(
        "‘{id}’라는 문항이 없습니다. 위에서 ID나 본문으로 찾아보세요.",
        "No question has the id “{id}”. Find one above by its id or its words.",
    ),
    "empty.query.instead": Words("{id} 보기", "Show {id}"),
    "empty.vector": Words(
        "{variant}에는 이 문항의 벡터가 없습니다. 다른 모델을 고르세요.",
        "{variant} has no vector for this question. Choose another model.",
    ),
    "empty.neighbours": Words(
        "이 조건에 맞는 이웃 후보가 없습니다. 조건을 지우거나 후보를 전체로 바꾸세요.",
        "No candidate is left under these filters. Clear them, or choose all candidates.",
    ),
    "empty.unranked": Words(
        "후보 {size:,}개에 이 모델의 벡터가 없어 순위를 매길 수 없습니다. 다른 모델을 고르세요.",
        "None of the {size:,} candidates has a vector in this model. Choose another model.",
    ),
    "error.kept": Words(
        "아래는 마지막으로 성공한 화면입니다.", "Below is the last view that worked."
    ),
}


def text(language: Language, key: str, **values: object) -> str:
    """Return a phrase in a language, its fields filled in."""
    words = WORDS[key]
    phrase = words.ko if language == "ko" else words.en
    return phrase.format(**values) if values else phrase


def field_name(language: Language, field: str) -> str:
    """Return the name of an item field as people call it; metadata fields keep their own."""
    known = WORDS.get(f"field.{field}")
    return field if known is None else (known.ko if language == "ko" else known.en)
