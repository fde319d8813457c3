"""Compare 3: queries on which variants differ."""

from dashboard.strings.words import Words

WORDS = {
    # The table of queries
    "rows.filter": Words("어느 문항", "Which queries"),
    "rows.count": Words("{kind} {n:,}", "{kind} {n:,}"),
    "rows.all": Words("모두", "All"),
    "rows.flipped": Words("A·B 결과가 갈린 문항만", "A and B differ"),
    "rows.only_a": Words("A만 적중", "Only A"),
    "rows.only_b": Words("B만 적중", "Only B"),
    "rows.both": Words("둘 다 적중", "Both"),
    "rows.neither": Words("둘 다 실패", "Neither"),
    "rows.values.flipped": Words("A·B 값이 다른 문항만", "A and B differ"),
    "rows.values.only_a": Words("A가 높음", "A higher"),
    "rows.values.only_b": Words("B가 높음", "B higher"),
    "rows.values.both": Words("값이 같음", "Equal"),
    "rows.values.neither": Words("둘 다 못 찾음", "Both find none"),
    "rows.lead.values": Words(
        "{measure}의 문항별 값과 첫 유사 문항의 순위 · ID를 누르면 유사 문항 보기로 갑니다",
        "Value of {measure} for each query and rank of the first relevant item · "
        "an id opens Browse",
    ),
    "rows.lead": Words(
        "{measure}: 첫 유사 문항의 순위 (색칠: {k}위 안) · ID를 누르면 유사 문항 보기로 갑니다",
        "{measure}: rank of the first relevant item (coloured: within {k}) · an id opens Browse",
    ),
    "rows.query": Words("기준 문항", "Query"),
    "rows.text": Words("본문", "Text"),
    "rows.sort": Words("{name} 순으로 정렬", "Sort by {name}"),
    "rows.rank": Words("{rank:,}위", "#{rank:,}"),
    "rows.unranked": Words("순위 없음", "unranked"),
    "rows.no_vector": Words("벡터 없음", "no vector"),
    "rows.left_out": Words("제외", "left out"),
    "rows.lists": Words("두 목록", "Lists"),
    "rows.lists.help": Words(
        "이 문항에 대한 두 모델(A, B)의 목록을 나란히 엽니다.",
        "Open both variants' (A and B) lists for this query side by side.",
    ),
    "rows.page": Words("{page:,} / {pages:,}쪽", "Page {page:,} of {pages:,}"),
    "rows.previous": Words("앞쪽", "Previous page"),
    "rows.next": Words("다음 쪽", "Next page"),
    "rows.none": Words("여기에 맞는 기준 문항이 없습니다.", "No query is of this kind."),
    "rows.download": Words("표 CSV", "Table (CSV)"),
    # Two lists side by side
    "lists.title": Words("두 모델의 목록", "Both variants' lists"),
    "lists.filtered": Words(
        "‘{query}’는 지금 표에 없는 문항이라 두 목록을 열지 않았습니다. "
        "아래에서 ‘모두’를 고르세요.",
        "“{query}” is not among the queries listed now, so its lists stay closed. "
        "Choose “All” below.",
    ),
    "lists.place": Words(
        "{at:,} / {n:,} · {kind} · 방향키 ← →로도 넘김", "{at:,} of {n:,} · {kind} · keys ← → too"
    ),
    "lists.first": Words("첫 유사 문항", "first relevant"),
    "lists.unknown": Words(
        "‘{query}’라는 기준 문항이 없습니다. 표에서 고르세요.",
        "There is no query “{query}”. Choose one in the table.",
    ),
    "lists.shared": Words(
        "{shared} / {k}개가 두 목록에 모두 있음", "{shared} of {k} {shared:is|are} in both lists"
    ),
    "lists.there": Words("{mark} {rank}위", "{mark} #{rank}"),
    "lists.up": Words("▲{by}", "▲{by}"),
    "lists.down": Words("▼{by}", "▼{by}"),
    "lists.same": Words("제자리", "same place"),
    "lists.new": Words("새로", "new"),
    "lists.gone": Words("{variant} 상위 {k}개에 없음", "not in {variant}'s top {k}"),
    "lists.previous": Words("앞 문항", "Previous query"),
    "lists.next": Words("다음 문항", "Next query"),
    "lists.open": Words("유사 문항 보기로", "Open in Browse"),
    "import.variants": Words("--variant 이름=파일.npz", "--variant NAME=FILE.npz"),
    "import.gts": Words("--gt 이름=파일.json", "--gt NAME=FILE.json"),
}
