"""Compare 3: the parts of the tab, figures by slices of the queries, and what pictures change."""

from dashboard.strings.words import Words

WORDS = {
    "part": Words("무엇을 볼까요", "What to look at"),
    "part.queries": Words("문항별", "By query"),
    "part.slices": Words("나눠 보기", "Slices"),
    "part.scores": Words("점수", "Scores"),
    "part.identity": Words("모델 확인", "Model check"),
    "part.k": Words("목록 길이", "Length of lists"),
    "part.top": Words("상위 {k}개", "Top {k}"),
    "field.text_length": Words("본문 길이", "Text length"),
    "field.relevant_count": Words("유사 문항 수", "Relevant items"),
    "slice.none": Words("(없음)", "(none)"),
    "slice.text_length": Words(
        "{low:,}~{high:,}자", "{low:,} to {high:,} {high:character|characters}"
    ),
    "slice.text_length.first": Words(
        "{high:,}자 이하", "up to {high:,} {high:character|characters}"
    ),
    "slice.text_length.last": Words("{low:,}자 이상", "{low:,} {low:character|characters} or more"),
    "slice.relevant_count": Words("{low:,}~{high:,}개", "{low:,} to {high:,}"),
    "slice.relevant_count.one": Words("{low:,}개", "{low:,}"),
    "slice.relevant_count.last": Words("{low:,}개 이상", "{low:,} or more"),
    "slice.field": Words("무엇으로 나눌까요", "Divide by"),
    "slice.order": Words("순서", "Order"),
    "slice.order.value": Words("{variant} 낮은 순", "Lowest {variant} first"),
    "slice.order.n": Words("문항 많은 순", "Most queries first"),
    "slice.weakest": Words(
        "{variant}: 가장 약한 구간은 **{field} {value}**, {figure} ({few}문항 이상인 구간 가운데)",
        "{variant}: weakest where **{field}** is **{value}**, {figure} (of the slices of at least "
        "{few} queries)",
    ),
    "slice.weakest.same": Words(
        "{variant}: {few}문항 이상인 구간은 값이 모두 같습니다: {figure}",
        "{variant}: the same figure in every slice of at least {few} queries: {figure}.",
    ),
    "slice.caution": Words(
        "구간을 여럿 살펴보면 그중 하나는 우연히도 낮게 나옵니다. 신뢰구간이 겹치는지 보고, "
        "약점이라고 결론 내기 전에 새 문항으로 확인하세요.",
        "Among many slices some are low by luck. Look at the intervals, and check with new "
        "queries before calling a slice a weakness.",
    ),
    "slice.few": Words(
        "{few}문항 이상인 구간이 없어 개수만 보여 줍니다. 어느 구간이 약한지는 이 문항 수로 "
        "말할 수 없습니다.",
        "No slice has {few} queries, so only counts are shown: too few to say which is weak.",
    ),
    "slice.one": Words(
        "{few}문항 이상인 구간이 하나뿐이라 서로 견줄 수 없습니다. 나머지는 개수만 보여 줍니다.",
        "Only one slice has {few} queries or more, so there is nothing to hold it against; "
        "of the others counts are shown.",
    ),
    "slice.lead": Words(
        "{measure} · 구간을 누르면 그 문항들을 봅니다 · {few}문항이 안 되는 구간은 개수만",
        "{measure} · press a slice to list its queries · below {few} queries counts only",
    ),
    "slice.lead.length": Words(
        "길이는 이 정답의 기준 문항을 길이순으로 셋으로 나누는 글자 수에서 끊었습니다. 길이가 같은 "
        "문항은 갈라놓지 않습니다 (선택지와 지문은 빼고 셈).",
        "Lengths are cut at the thirds of this ground truth's queries by length; queries of one "
        "length stay together (choices and passages don't count).",
    ),
    "slice.lead.several": Words(
        "한 문항이 여러 구간에 들어 있을 수 있습니다.", "A query can be in several slices."
    ),
    "slice.value": Words("구간", "Slice"),
    "slice.open": Words("이 구간의 문항 보기", "List the queries of this slice"),
    "slice.chart.axis": Words(
        "{measure} · n은 구간마다 다름 (합 {n:,})",
        "{measure} · n differs by slice ({n:,} in all)",
    ),
    "slice.chart.axis.share": Words(
        "{measure}, % · n은 구간마다 다름 (합 {n:,})",
        "{measure}, % · n differs by slice ({n:,} in all)",
    ),
    "slice.chart.n": Words("{value} (n = {n:,})", "{value} (n = {n:,})"),
    "slice.chosen": Words(
        "**{field} {value}**인 {n:,}문항만 보고 있습니다 (모두 {total:,}문항).",
        "Only the {n:,} {n:query|queries} with **{field} {value}**, of {total:,}.",
    ),
    "slice.clear": Words("모든 문항 보기", "Show all queries"),
    # What pictures and text change
    "modes.title": Words("그림이 도왔나", "Did the picture help?"),
    "modes.choose.text": Words("글만 보는 모델", "Text only"),
    "modes.choose.image": Words("그림만 보는 모델", "Picture only"),
    "modes.choose.multimodal": Words("글과 그림을 보는 모델", "Text and picture"),
    "modes.none": Words(
        "글과 그림을 함께 보는 모델 하나와, 글만 또는 그림만 보는 모델 하나를 고르세요.",
        "Choose a variant that sees text and pictures, and one that sees only text or only "
        "pictures.",
    ),
    "modes.lead": Words(
        "같은 문항에서 짝지은 {measure} · 보정은 모든 모델 쌍과 정답을 함께 셈한 Holm",
        "{measure}, paired on the same queries · corrected (Holm) over all pairs of variants and "
        "ground truths",
    ),
    "modes.models": Words(
        "같은 모델이라는 기록(manifest)이 없어, 차이가 그림 때문만이라고 할 수는 없습니다.",
        "No manifest says that these are one model, so the difference need not be the picture's "
        "alone.",
    ),
    "modes.text": Words(
        "{both} 대 {alone} · 그림을 더했을 때", "{both} against {alone} · what the picture adds"
    ),
    "modes.image": Words(
        "{both} 대 {alone} · 글을 더했을 때", "{both} against {alone} · what the text adds"
    ),
    "modes.text.counts": Words(
        "그림이 도운 문항 {helped:,} · 해친 문항 {hurt:,} (n = {n:,})",
        "picture helped {helped:,} · hurt {hurt:,} (n = {n:,})",
    ),
    "modes.image.counts": Words(
        "글이 도운 문항 {helped:,} · 해친 문항 {hurt:,} (n = {n:,})",
        "text helped {helped:,} · hurt {hurt:,} (n = {n:,})",
    ),
    "modes.text.only_a": Words("그림이 도움 {n:,}", "Picture helped {n:,}"),
    "modes.text.only_b": Words("그림이 해침 {n:,}", "Picture hurt {n:,}"),
    "modes.image.only_a": Words("글이 도움 {n:,}", "Text helped {n:,}"),
    "modes.image.only_b": Words("글이 해침 {n:,}", "Text hurt {n:,}"),
    "modes.p": Words("{test} p {p}, 보정 p {corrected}", "{test} p {p}, corrected p {corrected}"),
    "modes.no_vector": Words(
        "{variant}에 벡터가 없는 {n:,}문항은 놓친 것으로 셉니다.",
        "{n:,} {n:query|queries} without a vector in {variant} {n:counts|count} as missed.",
    ),
    "modes.more": Words("외 {n:,}", "and {n:,} more"),
}
