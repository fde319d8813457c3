"""Compare 1: figures, and what would decide."""

from dashboard.strings.words import Words

WORDS = {
    # The plain sentence
    "summary.lead": Words(
        "기준은 {measure} {target} % 이상입니다. 기준에 닿았는지는 지금 이 문항들로 센 결과이고, "
        "비슷하게 뽑은 다른 문항에서도 그럴지는 근거가 충분할 때만 말할 수 있습니다.",
        "The target is {measure} of at least {target} %. Whether it is reached is counted on these "
        "queries; what other queries drawn alike would give can only be said where the evidence "
        "is enough.",
    ),
    "summary.filtered": Words(
        "후보를 조건으로 좁혀 놓아 통과 여부를 말하지 않습니다. 계약은 조건 없는 후보로만 "
        "판정합니다.",
        "The candidates are narrowed by filters, so nothing is said about passing: the contract is "
        "judged with unfiltered candidates only.",
    ),
    "summary.gt": Words(
        "**{gt}** ({n:,}문항): {said}", "**{gt}** ({n:,} {n:query|queries}): {said}"
    ),
    "summary.no_pool": Words(
        "**{gt}**: 정해진 시험 문항이 없어 이 후보로는 판정하지 않습니다.",
        "**{gt}**: it declares no test items, so it isn't judged with these candidates.",
    ),
    "summary.no_queries": Words(
        "**{gt}**: 판정할 기준 문항이 없습니다.", "**{gt}**: there is no query to judge by."
    ),
    "summary.some": Words(
        "모델 {variants:,}개 중 {passed:,}개가 기준에 닿았습니다({names}).",
        "{passed:,} of {variants:,} {variants:variant|variants} {passed:reaches|reach} the target "
        "({names}).",
    ),
    "summary.all": Words(
        "모델 {variants:,}개가 모두 기준에 닿았습니다.",
        "All {variants:,} {variants:variant|variants} reach the target.",
    ),
    "summary.none": Words(
        "모델 {variants:,}개 중 기준에 닿은 모델이 없습니다.",
        "None of the {variants:,} {variants:variant|variants} reaches the target.",
    ),
    "summary.one.pass": Words("{names} 모델은 기준에 닿았습니다.", "{names} reaches the target."),
    "summary.one.fail": Words(
        "{names} 모델은 기준에 닿지 못했습니다.", "{names} does not reach the target."
    ),
    "summary.shown": Words(
        "다른 문항에서도 기준에 닿는다고 볼 근거가 충분한 모델: {names}.",
        "The evidence is enough to say so of other queries, too: {names}.",
    ),
    "summary.shown.all": Words(
        "다른 문항에서도 그렇다고 볼 근거가 모두 충분합니다.",
        "The evidence is enough to say so of other queries, too.",
    ),
    "summary.refuted": Words(
        "기준에 못 미친다고 볼 근거가 충분한 모델: {names}.",
        "The evidence is enough to say that the target is missed: {names}.",
    ),
    "summary.refuted.all": Words(
        "다른 문항에서도 기준에 못 미친다고 볼 근거가 모두 충분합니다.",
        "The evidence is enough to say so of other queries, too.",
    ),
    "summary.undecided": Words(
        "아직 어느 쪽이라고도 말할 수 없는 모델: {names}.",
        "It can't be said yet either way: {names}.",
    ),
    "summary.undecided.all": Words(
        "다른 문항에서도 그럴지는 아직 어느 모델도 말할 수 없습니다.",
        "Whether other queries would agree can't be said yet of any.",
    ),
    "summary.interim": Words(
        "계획한 조사가 끝나지 않아 근거를 아직 따지지 않는 모델: {names}.",
        "The planned study isn't complete, so no evidence is claimed yet: {names}.",
    ),
    "summary.interim.all": Words(
        "계획한 조사가 끝나지 않아 근거는 아직 따지지 않습니다.",
        "The planned study isn't complete, so no evidence is claimed yet.",
    ),
    "summary.holes": Words(
        "미판정 쌍을 판정하면 기준에 닿을 수도 있는 모델: {names}.",
        "Judging the unjudged pairs could still bring to the target: {names}.",
    ),
    "summary.holes.all": Words(
        "미판정 쌍을 판정하면 어느 모델이든 기준에 닿을 수도 있습니다.",
        "Judging the unjudged pairs could still bring any of them to the target.",
    ),
    "summary.few": Words(
        "기준 문항이 {n}개뿐이라 개수 이상으로 읽으면 안 됩니다.",
        "With only {n} {n:query|queries} this says no more than the counts.",
    ),
    "summary.more": Words("{names} 외 {n:,}개", "{names} and {n:,} more"),
    # Figures
    "figure.none": Words("–", "–"),
    "figure.share": Words("{hits:,}/{n:,} = {share} %", "{hits:,}/{n:,} = {share} %"),
    "figure.count": Words("{n}문항 중 {hits}문항", "{hits} of {n}"),
    "figure.count_range": Words("{n}문항 중 {hits}~{most}문항", "{hits} to {most} of {n}"),
    "figure.too_few": Words("{n}문항뿐이라 생략", "left out: only {n} {n:query|queries}"),
    "figure.holes": Words(
        "미판정 때문에 {low}~{high} % 사이", "{low} to {high} %, for unjudged pairs"
    ),
    "figure.judged": Words(
        "상위 {k}개 중 판정된 비율 {share} % (Judged@{k})",
        "{share} % of the first {k} judged (Judged@{k})",
    ),
    "figure.judged.few": Words(
        "상위 {k}개에 미판정이 있는 기준 문항 {n}개",
        "{n} {n:query|queries} with an unjudged pair in the first {k}",
    ),
    "figure.interval": Words(
        "비슷하게 뽑은 다른 문항이라면 {interval}로 볼 수 있음 "
        "(95 % 신뢰구간, 후보 {size:,}개 조건)",
        "With other queries drawn alike: {interval} (95 % confidence interval, "
        "{size:,} {size:candidate|candidates})",
    ),
    "figure.verdict": Words(
        "계약 판정은 언제나 {measure}: 기준 {target} %",
        "The contract is always judged by {measure}: target {target} %",
    ),
    "figure.point.pass": Words("통과", "Pass"),
    "figure.point.fail": Words("미달", "Fail"),
    "figure.point.none": Words("판정할 기준 문항 없음", "No query to judge by"),
    "figure.point.filtered": Words(
        "조건을 건 후보: 계약 판정 아님", "Filtered candidates: no verdict"
    ),
    "figure.evidence.shown": Words("근거 충분", "Evidence: shown"),
    "figure.evidence.refuted": Words("기준 미달 확인", "Evidence: refuted"),
    "figure.evidence.undecided": Words("아직 판단 불가", "Evidence: undecided"),
    "figure.evidence.interim": Words("중간값", "Evidence: interim"),
    "figure.evidence.help": Words(
        "근거 충분: 신뢰구간의 아래 끝도 기준 이상. 기준 미달 확인: 미판정을 모두 맞은 것으로 쳐도 "
        "신뢰구간의 위 끝이 기준 미만. 중간값: 계획한 조사가 끝나지 않아 신뢰구간과 상관없이 "
        "근거를 따지지 않음. 나머지는 이 문항 수로는 판단할 수 없음.",
        "Shown: even the interval's lower end reaches the target. Refuted: even its upper end, "
        "with every unjudged pair counted as a hit, stays below. Interim: a planned study isn't "
        "complete, so no evidence is claimed whatever the interval. Otherwise there are too few "
        "queries to tell.",
    ),
    "study.progress": Words(
        "계획한 {queries:,}문항 중 {decided:,}문항 판정됨 — 중간값",
        "{decided:,} of {queries:,} planned {queries:query|queries} decided: interim",
    ),
    "study.complete": Words(
        "계획한 {queries:,}문항을 채움 ({decided:,}문항 판정됨)",
        "The planned {queries:,} {queries:query is|queries are} decided ({decided:,})",
    ),
    "study.plan": Words(
        "조사 계획: 기준 문항 {queries:,}개 · 표본 {sampling} · 계획한 날 {planned}. "
        "날짜는 적힌 그대로이며, 계획이 판정보다 먼저였는지는 알 수 없습니다.",
        "Planned study: {queries:,} {queries:query|queries} · sampling {sampling} · planned on "
        "{planned}. The date is as written; whether the plan came before the judgments isn't "
        "known.",
    ),
    "study.unknown": Words(
        "workspace.toml에 조사 계획이 있지만 그런 이름의 정답 목록이 없습니다: {names}",
        "workspace.toml plans a study of a ground truth that isn't there: {names}",
    ),
    "figure.table.variant": Words("모델", "Variant"),
    "figure.table.note": Words(
        "회색은 95 % 신뢰구간(적중률은 Wilson, MRR·nDCG는 부트스트랩)",
        "Grey: 95 % intervals (Wilson for Success, bootstrap for MRR and nDCG)",
    ),
    "figure.table.note.holes": Words(
        "주황은 미판정을 모두 맞은 것으로 칠 때의 값",
        "orange: the value if every unjudged pair were a hit",
    ),
    "figure.table.note.values": Words(
        "MRR·nDCG는 미판정을 무관으로 센 값이라 판정하면 달라질 수 있음",
        "MRR and nDCG count unjudged pairs as irrelevant, judging them can change them",
    ),
    "figure.table.note.judged": Words(
        "Judged@{k}: 상위 {k}개 중 판정된 비율", "Judged@{k}: share of the first {k} that is judged"
    ),
    "figure.lost": Words(
        "벡터가 없어 0으로 센 문항 {zero:,} · 제외한 문항 {out:,}",
        "Queries counted as zero {zero:,} · left out {out:,}",
    ),
    "figure.lost.zero": Words(
        "{variant}: 벡터가 없어 0으로 센 기준 문항 {n:,}: {ids}",
        "{variant}: {n:,} {n:query|queries} without a vector {n:counts|count} as zero: {ids}",
    ),
    "figure.lost.out": Words(
        "유사하다고 알려진 후보가 없어 제외한 기준 문항 {n:,}: {ids}",
        "{n:,} {n:query|queries} left out, nothing known relevant among the candidates: {ids}",
    ),
    "figure.lost.more": Words("{ids} 외 {n:,}", "{ids} and {n:,} more"),
    "figure.no_pool": Words(
        "{gt}에는 정해진 시험 문항이 없습니다. 후보를 ‘전체 문항’으로 바꾸면 볼 수 있습니다.",
        "{gt} declares no test items. Choose all questions as candidates to see it.",
    ),
    "figure.no_queries": Words(
        "이 관점에서는 유사 문항이 알려진 기준 문항이 없습니다. "
        "판정을 더 하거나 다른 관점을 고르세요.",
        "No query has a known relevant item in this view. Judge some, or choose another view.",
    ),
    # First but not credited
    "firsts.count": Words(
        "**1위가 정답 목록에 없는 문항** (n = {n:,}): {counts}",
        "**Queries whose first item is not credited** (n = {n:,}): {counts}",
    ),
    "firsts.count.help": Words(
        "1위로 나온 문항이 정답으로 인정되지 않은 기준 문항의 수입니다. 아무도 판정하지 않았거나 "
        "‘목록에 없으면 정답 아님’이라는 가정만 있을 때이며, 무관으로 판정된 1위는 세지 않습니다. "
        "실제로 유사할 수도, 아닐 수도 있습니다.",
        "Queries whose first item is not credited because nobody judged it, or by the assumption "
        "alone that what isn't listed is not relevant. First items judged not relevant don't "
        "count. They may be similar in truth, or not.",
    ),
    "firsts.open": Words("나란히 보기", "Show side by side"),
    "firsts.close": Words("목록 닫기", "Close the list"),
    "firsts.of": Words("어느 모델의 1위", "Whose first items"),
    "firsts.all": Words("모든 모델 ({n:,}쌍)", "All variants ({n:,} {n:pair|pairs})"),
    "firsts.judge": Words("이 {n:,}쌍 판정하기", "Judge {n:,} {n:pair|pairs}"),
    "firsts.judge.help": Words(
        "이 쌍들만 판정하기에서 엽니다. 모델, 순위, 점수는 보이지 않습니다.",
        "Opens exactly these pairs on Annotate, which shows no variant, rank or score.",
    ),
    "firsts.none": Words(
        "이 모델의 1위는 모두 정답이거나 무관으로 판정되어 있습니다.",
        "This variant's first items are all credited, or judged not relevant.",
    ),
    "firsts.query": Words("기준 문항 {query}", "Query {query}"),
    "firsts.assumed": Words("정답 아님으로 가정", "assumed not relevant"),
    "firsts.unranked": Words(
        "정답 문항 중 순위에 든 것이 없습니다.", "No relevant item is ranked."
    ),
    "firsts.page": Words(
        "{page:,} / {pages:,}쪽 · 모두 {n:,}쌍",
        "page {page:,} of {pages:,} · {n:,} {n:pair|pairs} in all",
    ),
    # What would decide
    "plan.title": Words("무엇이 더 있어야 결론이 나나", "What would decide"),
    "plan.bar.shown": Words(
        "기준 문항 {n:,}개로는 {hits:,}개 이상 적중해야 근거 충분입니다.",
        "With {n:,} {n:query|queries} it takes {hits:,} {hits:hit|hits} or more to show the "
        "target.",
    ),
    "plan.bar.never": Words(
        "기준 문항 {n:,}개로는 모두 적중해도 근거가 충분해지지 않습니다.",
        "With {n:,} {n:query|queries} even all hits would not show the target.",
    ),
    "plan.bar.refuted": Words(
        "{hits:,}개 이하면 기준 미달 확인입니다 (미판정까지 모두 적중으로 쳐도).",
        "{hits:,} or fewer refute it (with every unjudged pair counted as a hit).",
    ),
    "plan.rate": Words("모델의 참 적중률 (가정, %)", "True share of hits (assumed, %)"),
    "plan.power": Words(
        "참 적중률이 {rate} %인 모델이라도 지금 {n:,}개로 근거 충분이 나올 확률은 {power} %입니다.",
        "A variant whose true share is {rate} % comes out as shown with {power} % probability at "
        "today's {n:,}.",
    ),
    "plan.queries": Words(
        "80 % 확률로 근거 충분이 나오려면 같은 방법으로 뽑은 기준 문항이 {queries:,}개 있어야 "
        "합니다. {more:,}개가 더 필요하며, 모든 모델의 상위 문항을 판정하면 약 {pairs:,}쌍, "
        "한 사람이 {hours}입니다.",
        "For 80 % it takes {queries:,} {queries:query|queries} drawn in the same way: {more:,} "
        "more, about {pairs:,} {pairs:pair|pairs} to judge for the first items of all variants, "
        "{hours} for one person.",
    ),
    "plan.queries.enough": Words(
        "이 가정에서는 지금 {n:,}개로 80 %를 넘습니다.",
        "On this assumption today's {n:,} are enough for 80 %.",
    ),
    "plan.queries.too_many": Words(
        "{rate} %는 기준에 너무 가까워, 80 % 확률에는 기준 문항이 {most:,}개로도 모자랍니다.",
        "{rate} % is so near the target that 80 % takes more than {most:,} {most:query|queries}.",
    ),
    "plan.holes": Words(
        "지금 기준 문항에서 판정하지 않은 {pairs:,}쌍({hours})을 판정하면 미판정 때문에 생긴 "
        "범위가 없어집니다. 그래도 기준 문항은 {n:,}개 그대로라 신뢰구간은 좁아지지 않습니다.",
        "Judging the {pairs:,} unjudged {pairs:pair|pairs} of today's queries ({hours}) closes "
        "what they leave open. The queries stay {n:,}, so the interval stays as wide.",
    ),
    "plan.holes.none": Words(
        "상위 문항은 모두 판정되어 있습니다. 판정을 더 해도 기준 문항은 {n:,}개 그대로라 "
        "신뢰구간은 좁아지지 않습니다.",
        "All first items are judged. More judgments would leave the queries at {n:,} and the "
        "interval as wide.",
    ),
    "plan.pace.measured": Words(
        "한 쌍에 {seconds}초: 여기서 잰 판정 {n:,}건의 중앙값입니다.",
        "{seconds} s per pair: the median of {n:,} {n:judgment|judgments} timed here.",
    ),
    "plan.pace.assumed": Words(
        "한 쌍에 {seconds}초로 어림했습니다. 시간을 잰 판정이 20건 쌓이면 그 중앙값으로 바뀝니다.",
        "{seconds} s per pair is assumed, until 20 judgments have been timed.",
    ),
    "plan.sampling": Words(
        "어떻게 뽑나 (예: 과목별 층화, 시드 7)", "How they are drawn, with seed"
    ),
    "plan.write": Words(
        "이대로 조사하려면 판정을 시작하기 전에 아래를 workspace.toml에 붙여 넣고 서버를 다시 "
        "시작하세요. 채워질 때까지 근거는 ‘중간값’으로 나옵니다. 판정을 보고 나서 적은 계획은 "
        "계획이 아닙니다.",
        "To study it so, paste this into workspace.toml before judging begins and restart the "
        "server. Until it is complete the evidence reads interim. A plan that is written after "
        "a look at the judgments is none.",
    ),
    "plan.write.sampling": Words(
        "어떻게 뽑을지 적으면 workspace.toml에 붙여 넣을 계획이 나옵니다.",
        "Say how they are drawn to get the plan for workspace.toml.",
    ),
    "plan.exists": Words(
        "workspace.toml에 이 정답의 조사 계획이 이미 있습니다. 도중에 바꾸면 계획이 아니게 됩니다.",
        "workspace.toml has a plan for this ground truth. Changed half-way it is none.",
    ),
    "plan.minutes": Words("약 {n}분", "about {n} min"),
    "plan.hours": Words("약 {n}시간", "about {n} h"),
    # The chart
    "chart.data": Words("그림 데이터 CSV", "Chart data (CSV)"),
    "chart.axis": Words("{measure} · n = {n:,}", "{measure} · n = {n:,}"),
    "chart.axis.share": Words("{measure}, % · n = {n:,}", "{measure}, % · n = {n:,}"),
    "chart.target": Words("기준 {target} %", "target {target} %"),
    "chart.note": Words(
        "가는 선: 95 % 신뢰구간({kind}) · 빗금 막대: 미판정에 따라 달라질 범위",
        "Thin line: 95 % interval ({kind}) · hatched bar: open because of unjudged pairs",
    ),
    "chart.note.plain": Words(
        "가는 선: 95 % 신뢰구간({kind})", "Thin line: 95 % interval ({kind})"
    ),
    "chart.kind.wilson": Words("Wilson 방식", "Wilson"),
    "chart.kind.bootstrap": Words("부트스트랩", "bootstrap"),
    "chart.few": Words(
        "기준 문항이 {n}개뿐이라 비율과 그림 대신 개수를 보입니다.",
        "Only {n} {n:query|queries}: counts instead of percentages and a chart.",
    ),
}
