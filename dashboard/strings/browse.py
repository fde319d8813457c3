"""Browse: finding a query, the item card, neighbours, and two items side by side."""

from dashboard.strings.words import Words

WORDS = {
    # Finding a query
    "find.label": Words("문항 찾기", "Find a question"),
    "find.placeholder": Words("문항 ID 또는 본문 검색", "Question id or words"),
    "find.list": Words("기준 문항 목록", "List of queries"),
    "find.list.all": Words("전체 문항 {n:,}", "All questions {n:,}"),
    "find.list.gt": Words("{gt} 기준 문항 {n:,}", "{gt} queries {n:,}"),
    "find.list.compared": Words("모델 비교의 표 {n:,}", "Table of Compare {n:,}"),
    "find.back": Words("모델 비교로", "Back to Compare"),
    "find.filters": Words("목록 조건", "List filters"),
    "find.filters.n": Words("목록 조건 {n}", "List filters {n}"),
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
    "find.shown": Words(
        "{shown:,} / {total:,}문항 표시", "{shown:,} of {total:,} {total:question|questions} shown"
    ),
    "find.enter": Words("Enter: {id} 열기", "Enter opens {id}"),
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
    "filter.choose": Words("{field} ({n:,}가지)", "{field} ({n:,} {n:value|values})"),
    "filter.described": Words("{field}: {values}", "{field}: {values}"),
    "filter.value": Words("{value} · {n:,}", "{value} · {n:,}"),
    "filter.none": Words("거를 수 있는 항목이 없습니다.", "There is nothing to filter by."),
    "filter.clear": Words("조건 모두 지우기", "Clear all filters"),
    "filter.any": Words("모두", "Any"),
    "filter.more": Words(
        "많은 순서로 {shown}가지만 보입니다 (전체 {n:,}가지).",
        "The {shown} most frequent of {n:,} {n:value|values} are listed.",
    ),
    "filter.find": Words("{field}에서 찾기", "Find in {field}"),
    "filter.no_value": Words("‘{text}’이(가) 든 값이 없습니다.", "No value holds “{text}”."),
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
    "item.image.gone": Words(
        "그림 파일을 찾을 수 없습니다: {path}. 그림 폴더에 파일을 다시 넣고 새로고침하세요.",
        "The picture's file can't be found: {path}. "
        "Put it back into the picture folder and reload the page.",
    ),
    "item.image.unreadable": Words(
        "그림 파일을 읽을 수 없습니다: {path}. 파일을 다시 저장해 보세요.",
        "The picture can't be read: {path}. Try saving the file again.",
    ),
    "item.image.unchecked": Words(
        "아직 열어 보지 않은 그림입니다: {path}.", "The picture has not been opened yet: {path}."
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
    "near.filters": Words("후보 조건", "Candidate filters"),
    "near.filters.n": Words("후보 조건 {n}", "Candidate filters {n}"),
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
    "badge.relevant": Words("정답", "relevant"),
    "badge.not_relevant": Words("정답 아님", "not relevant"),
    "badge.unknown": Words("미판정", "not judged"),
    "badge.grade": Words("{badge} · 등급 {grade}", "{badge} · grade {grade}"),
    "badge.duplicate": Words("사본?", "copy?"),
    "badge.imported": Words("가져온 정답: {said}", "imported: {said}"),
    "badge.inferred": Words("반대 방향 판정에서 추론", "inferred from the other direction"),
    "badge.people": Words("사람 판정: {said}", "people: {said}"),
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
    "compare.previous": Words("앞 이웃 (←)", "Previous neighbour (←)"),
    "compare.next": Words("다음 이웃 (→)", "Next neighbour (→)"),
    # Zoom
    "zoom.open": Words("그림 확대", "Enlarge the picture"),
    "zoom.previous": Words("이전 그림", "Previous picture"),
    "zoom.next": Words("다음 그림", "Next picture"),
    "zoom.close": Words("닫기 (Esc)", "Close (Esc)"),
    "zoom.count": Words("{at} / {n}", "{at} / {n}"),
}
