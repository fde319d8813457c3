"""Compare 3: queries on which variants differ."""

from dashboard.strings.words import Words

WORDS = {
    # The sentences on top
    "why.none": Words(
        "수치에 드는 기준 문항이 없어 비교할 것이 없습니다.",
        "No query counts here, so there is nothing to compare.",
    ),
    "why.apart": Words(
        "{n:,}문항 중 {apart:,}문항에서 A와 B의 결과가 갈립니다: A만 적중 {a:,}, B만 적중 {b:,}.",
        "A and B differ on {apart:,} of {n:,} {n:query|queries}: only A hits {a:,}, only B {b:,}.",
    ),
    "why.apart.values": Words(
        "{n:,}문항 중 {apart:,}문항에서 A와 B의 값이 다릅니다: A가 높음 {a:,}, B가 높음 {b:,}.",
        "A and B have other values on {apart:,} of {n:,} {n:query|queries}: A is higher on {a:,}, "
        "B on {b:,}.",
    ),
    "why.same": Words(
        "{n:,}문항에서 A와 B의 적중 결과가 모두 같습니다 (두 모델이 같다는 뜻이 아님).",
        "On {n:,} {n:query|queries} A and B hit and miss alike (this does not mean equal).",
    ),
    "why.same.values": Words(
        "{n:,}문항에서 A와 B의 값이 모두 같습니다 (두 모델이 같다는 뜻이 아님).",
        "On {n:,} {n:query|queries} A and B have the same values (this does not mean equal).",
    ),
    "why.furthest": Words(
        "목록이 가장 다른 문항은 {query}입니다 (겹침 {overlap}, 첫 유사 문항: A {a}, B {b}).",
        "The lists differ most on {query} (overlap {overlap}; first relevant item: A {a}, B {b}).",
    ),
    "why.disjoint": Words(
        "상위 10개가 하나도 겹치지 않는 문항이 {n:,}개이고, 그중 역순위 차이가 가장 큰 것은 "
        "{query}입니다 (첫 유사 문항: A {a}, B {b}).",
        "On {n:,} {n:query|queries} the first ten share nothing; among these the reciprocal ranks "
        "differ most on {query} (first relevant item: A {a}, B {b}).",
    ),
    "why.causes": Words(
        "갈린 문항에서 자주 보이는 원인 후보: {causes}. 자동으로 찾은 단서일 뿐, 확정된 원인은 "
        "아닙니다.",
        "Seen most often where they differ: {causes}. These are clues found automatically, "
        "not proven causes.",
    ),
    "why.cause": Words("{cause} {n:,}문항", "{cause} ({n:,})"),
    # Ranks that move
    "slopes.axis": Words("첫 유사 문항의 순위 (로그 눈금)", "Rank of first relevant (log scale)"),
    "slopes.n": Words("기준 문항 n = {n:,}", "Queries, n = {n:,}"),
    "slopes.none": Words("없음", "none"),
    "slopes.cut": Words("{k}위까지 적중", "a hit up to {k}"),
    "slopes.queries": Words("{n:,}문항", "{n:,} {n:query|queries}"),
    "slopes.note": Words(
        "선 하나가 같은 순위를 오간 문항들이고, 굵을수록 문항이 많습니다. 결과가 갈린 문항만 "
        "앞선 모델의 색과 표식으로 그렸습니다. ‘없음’은 유사 문항이 순위에 없거나 "
        "벡터가 없는 문항입니다.",
        "A line stands for the queries with the same two ranks; the thicker, the more. Only where "
        "A and B differ it has the colour and mark of the one ahead. “None”: no relevant item is "
        "ranked, or the query has no vector.",
    ),
    "slopes.rank": Words("순위", "Rank"),
    "slopes.lists": Words("두 목록의 상위 {k}개", "Both lists, top {k}"),
    "slopes.beyond": Words("{k}위 밖", "below {k}"),
    "slopes.marks": Words(
        "● 정답 · ✕ 정답 아님 · ◇ 미판정. 실선은 두 목록에 모두 있는 문항, "
        "점선은 한쪽에만 있는 문항.",
        "● relevant · ✕ not relevant · ◇ unjudged. Solid: in both lists; dotted: in one only.",
    ),
    # Automatic causes, and those that people name
    "cause.filter": Words("원인 후보", "Possible cause"),
    "cause.all": Words("모든 원인", "Any cause"),
    "cause.help": Words(
        "순위와 문항 정보만 보고 자동으로 찾은 단서입니다. 여럿이 함께 나올 수 있고, 어느 것도 "
        "진짜 원인이 아닐 수 있습니다. 표식은 놓쳤거나 뒤진 모델을 가리킵니다(사본과 동점은 앞선 "
        "모델일 수도 있음).",
        "Clues found from ranks and question data alone. Several may hold, and none of them need "
        "be the reason. A mark names the variant that misses or is behind (for duplicate and tie "
        "perhaps the one ahead).",
    ),
    "cause.more": Words("{items} 외 {n:,}개", "{items} and {n:,} more"),
    "cause.remarked": Words("메모 있음", "with a remark"),
    "cause.no_vector": Words("벡터 없음", "no vector"),
    "cause.no_vector.says": Words(
        "모델에 이 문항의 벡터가 없어 0으로 셉니다.",
        "The variant has no vector for the query, which counts as zero.",
    ),
    "cause.hole": Words("미판정", "unjudged"),
    "cause.hole.says": Words(
        "상위 {k}개 안, 첫 유사 문항보다 위에 미판정 문항이 있어 판정하면 결과가 바뀔 수 있습니다.",
        "An unjudged item is in the top {k}, above the first relevant one: judging it could "
        "change the outcome.",
    ),
    "cause.duplicate": Words("사본", "duplicate"),
    "cause.duplicate.says": Words(
        "기준 문항의 사본(내용이 똑같거나, 이 모델에서 벡터가 똑같은 문항)이 뒤진 모델의 상위 "
        "{k}개에서 자리를 차지했거나, 앞선 모델의 첫 유사 문항입니다.",
        "A copy of the query (the same content, or the same vector in this variant) takes a place "
        "in the top {k} of the variant that is behind, or is the first relevant item of the one "
        "ahead.",
    ),
    "cause.tie": Words("동점", "tie"),
    "cause.tie.says": Words(
        "첫 유사 문항과 {k}위 경계 너머의 문항이 동점이라 ID 순서만으로 갈렸습니다.",
        "The first relevant item ties with the one across the cut at {k}: only the order of ids "
        "decides.",
    ),
    "cause.below_cut": Words("경계 바로 밖", "just below the cut"),
    "cause.below_cut.says": Words(
        "첫 유사 문항이 {k}위 바로 밖({twice}위까지)에 있습니다.",
        "The first relevant item lies just below {k} (up to {twice}).",
    ),
    "cause.subject": Words("다른 과목", "other subject"),
    "cause.subject.says": Words(
        "1위가 유사로 판정되지 않았고 과목이 다릅니다.",
        "The first item isn't known as relevant and has another subject.",
    ),
    "cause.level": Words("다른 학년·수준", "other level"),
    "cause.level.says": Words(
        "1위가 유사로 판정되지 않았고 학년·수준이 다릅니다.",
        "The first item isn't known as relevant and is of another level.",
    ),
    "cause.picture": Words("그림으로만 찾음", "found by picture only"),
    "cause.picture.says": Words(
        "이미지 전용 모델은 상위 {k}개 안에서 찾고, 텍스트 전용 모델은 찾지 못합니다.",
        "An image-only variant finds it in its top {k}, no text-only one does.",
    ),
    "cause.text": Words("글로만 찾음", "found by text only"),
    "cause.text.says": Words(
        "텍스트 전용 모델은 상위 {k}개 안에서 찾고, 이미지 전용 모델은 찾지 못합니다.",
        "A text-only variant finds it in its top {k}, no image-only one does.",
    ),
    "cause.truth": Words("정답 오류", "wrong ground truth"),
    "cause.wording": Words("발문 차이", "different stem"),
    "cause.needs_picture": Words("그림 의존", "depends on its picture"),
    "cause.other": Words("기타", "other"),
    # Remarks
    "remark.cause": Words("원인", "Cause"),
    "remark.cause.none": Words("고르지 않음", "none chosen"),
    "remark.note": Words("메모", "Note"),
    "remark.note.placeholder": Words(
        "왜 갈렸는지 적어 두세요", "Why do they differ? Write it down"
    ),
    "remark.save": Words("메모 저장", "Save remark"),
    "remark.saved": Words("저장됨 ✓ {author} · {at}", "Saved ✓ {author} · {at}"),
    "remark.says": Words("{author} · {at}", "{author} · {at}"),
    "remark.unchanged": Words(
        "원인을 고르거나 메모를 적은 뒤 저장하세요.", "Choose a cause or write a note, then save."
    ),
    "remark.history": Words("이력 {n:,}", "History ({n:,})"),
    "remark.cleared": Words("지움", "taken back"),
    "remark.who": Words(
        "원인과 메모를 남기려면 먼저 이름을 고르세요.",
        "To leave a cause and a note, say who you are.",
    ),
    "remark.closed": Words(
        "이 작업 공간은 읽기 전용이라 메모를 저장할 수 없습니다.",
        "This workspace is read-only: no remarks can be saved.",
    ),
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
        "{measure}의 문항별 값과 첫 유사 문항의 순위 · ID는 유사 문항 보기를, "
        "‘두 목록’은 A와 B의 목록을 나란히 엽니다",
        "Value of {measure} for each query and rank of the first relevant item · "
        "an id opens Browse, “Lists” both lists side by side",
    ),
    "rows.lead": Words(
        "{measure}: 첫 유사 문항의 순위 (색칠: {k}위 안) · ID는 유사 문항 보기를, ‘두 목록’은 "
        "A와 B의 목록을 나란히 엽니다",
        "{measure}: rank of the first relevant item (coloured: within {k}) · an id opens Browse, "
        "“Lists” both lists side by side",
    ),
    "rows.query": Words("기준 문항", "Query"),
    "rows.sort": Words("{name} 순으로 정렬", "Sort by {name}"),
    "rows.overlap": Words("겹침", "Overlap"),
    "rows.overlap.help": Words(
        "두 모델의 상위 10개 목록이 얼마나 겹치는지(순위 가중 겹침, RBO, p = 0.9): 1은 같은 목록, "
        "0은 하나도 겹치지 않음. 눌러서 가장 다른 순으로 정렬",
        "How far the two top 10 lists overlap (rank-biased overlap, p = 0.9): 1 for the same list, "
        "0 for nothing shared. Sort by it, most different first",
    ),
    "rows.change": Words("역순위 차 (A−B)", "ΔRR (A−B)"),
    "rows.change.help": Words(
        "역순위(1 / 첫 유사 문항의 순위)의 차이, A − B. 눌러서 차이가 큰 순으로 정렬",
        "Difference of reciprocal ranks (1 / rank of the first relevant item), A − B. Sort by it, "
        "largest either way first",
    ),
    "rows.rank": Words("{rank:,}위", "#{rank:,}"),
    "rows.unranked": Words("순위 없음", "unranked"),
    "rows.no_vector": Words("벡터 없음", "no vector"),
    "rows.left_out": Words("제외", "left out"),
    "rows.lists": Words("두 목록", "Lists"),
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
