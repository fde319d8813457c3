"""Compare 4: growing pools, what closes the holes, and thresholds."""

from dashboard.strings.words import Words

WORDS = {
    "service.lead": Words(
        "서비스에서는 {small:,}개가 아니라 {corpus:,}개 가운데서 찾습니다. "
        "그때 {variant}의 {measure}: {before} → **{after}**. {bound}",
        "In service the candidates are {corpus:,}, not {small:,}. "
        "{variant}, {measure}: {before} → **{after}**. {bound}",
    ),
    "service.lead.same": Words(
        "후보 {corpus:,}개가 이미 전체입니다. {variant}의 {measure}: **{after}**.",
        "The {corpus:,} {corpus:candidate is|candidates are} all there is. "
        "{variant}, {measure}: **{after}**.",
    ),
    "service.lead.bound": Words(
        "미판정을 모두 무관으로 센 최저값이고, 판정에 따라 {most}까지 될 수 있습니다.",
        "That counts every unjudged pair as irrelevant, so it is the least it can be; "
        "judging could bring it up to {most}.",
    ),
    "service.lead.least": Words(
        "미판정을 모두 무관으로 센 최저값입니다.",
        "That counts every unjudged pair as irrelevant, so it is the least it can be.",
    ),
    "service.lead.mean": Words("{measure} (n = {n:,})", "{measure} (n = {n:,})"),
    "service.lead.closed": Words(
        "적중하지 못한 문항의 상위 {k}개에는 미판정이 없어, 더 판정해도 이보다 높아지지 않습니다.",
        "No query that is missed has an unjudged pair in its first {k}: judging more of today's "
        "pairs brings it no higher.",
    ),
    "service.growth": Words("후보가 늘면 얼마나 떨어지나", "What more candidates do"),
    "service.growth.note": Words(
        "정답이 있는 기준 문항 {n:,}개 그대로, 후보만 무작위로 더했습니다(씨앗 고정, {repeats}번). "
        "띠는 어떤 문항이 더해졌는지의 운(가운데 95 %)이며 기준 문항을 뽑은 운은 아닙니다. "
        "아직 판정하지 않은 쌍둥이 문항도 틀린 것으로 세므로 모두 최저값입니다.",
        "The same {n:,} {n:query|queries}; only candidates were added at random (seeded, "
        "{repeats} times). The band is the luck of which were added (middle 95 %), not that of "
        "the queries. Twins that nobody has judged count as misses: every value is a lower bound.",
    ),
    "service.growth.named": Words(
        "‘{gt}’는 후보 목록을 정해 두지 않아, 정답 파일에 나오는 문항 {small:,}개에서 시작합니다.",
        "“{gt}” declares no candidates, so this begins with the {small:,} "
        "{small:item|items} that it names.",
    ),
    "service.growth.measure": Words(
        "이 지표는 늘려 가며 계산하지 않으므로 {measure}로 보입니다.",
        "That measure isn't followed through growing pools; this is {measure}.",
    ),
    "service.growth.axis": Words("후보 수 (로그 눈금)", "Candidates (log scale)"),
    "service.growth.hover": Words(
        "후보 {size:,}개: {value} (뽑기에 따라 {low}~{high})",
        "{size:,} {size:candidate|candidates}: {value} (by the draw {low} to {high})",
    ),
    "service.close": Words("전체에서의 범위와, 그 범위를 닫는 일", "The range, and closing it"),
    "service.close.note": Words(
        "범위는 미판정을 모두 무관으로 볼 때와 모두 유사로 볼 때입니다. 아직 적중하지 않은 문항의 "
        "미판정 쌍만 판정하면 닫히고, 유사 문항이 하나 나오면 그 문항은 끝나므로 많아야 "
        "이만큼입니다. "
        "판정을 더해도 기준 문항 수 n은 늘지 않습니다.",
        "The range is between all unjudged pairs being irrelevant and all being relevant. Only "
        "those of queries not hit yet have to be judged, and the first relevant one settles its "
        "query: these are the most it takes. Judging doesn't add queries.",
    ),
    "service.close.variant": Words("모델", "Variant"),
    "service.close.range": Words("범위", "Range"),
    "service.close.pairs": Words("판정할 쌍 (많아야)", "Pairs to judge (at most)"),
    "service.close.hours": Words("걸리는 시간", "Time"),
    "service.close.all": Words("모든 모델 (겹치는 쌍은 한 번)", "All (shared pairs once)"),
    "service.close.none": Words("닫힘", "closed"),
    "service.close.judge": Words("전체 후보로 판정하기", "Judge with all candidates"),
    "service.threshold": Words(
        "점수가 낮은 이웃을 숨기면", "If neighbours of low score are hidden"
    ),
    "service.threshold.score": Words(
        "이 점수 이상만 보이기 (상위 {k}개 안에서)", "Show from this score up (of the first {k})"
    ),
    "service.threshold.words": Words(
        "점수 {score} 이상만 보이면 기준 문항 {queries:,}개 중 **{covered:,}개**({coverage} %)에 "
        "하나 이상 보이고, 보이는 이웃 {shown:,}개 중 **{relevant:,}개**가 유사 문항입니다"
        "({precision}).",
        "From {score} up, **{covered:,}** of {queries:,} {queries:query|queries} ({coverage} %) "
        "get at least one neighbour, and **{relevant:,}** of the {shown:,} shown are relevant "
        "({precision}).",
    ),
    "service.threshold.few": Words(
        "점수 {score} 이상만 보이면 기준 문항 {queries:,}개 중 {covered:,}개에 하나 이상 보이고, "
        "보이는 이웃 {shown:,}개 중 유사 {relevant:,}개, 미판정 {unknown:,}개입니다.",
        "From {score} up, {covered:,} of {queries:,} {queries:query gets|queries get} at least one "
        "neighbour; of the {shown:,} shown {relevant:,} are relevant and {unknown:,} unjudged.",
    ),
    "service.threshold.precision": Words(
        "정밀도 {low} %, 95 % 구간 {interval} %", "precision {low} %, 95 % interval {interval} %"
    ),
    "service.threshold.precision.holes": Words(
        "정밀도 {low} %, 95 % 구간 {interval} %; 미판정 {unknown:,}개에 따라 {high} %까지",
        "precision {low} %, 95 % interval {interval} %; up to {high} % with {unknown:,} unjudged",
    ),
    "service.threshold.nothing": Words(
        "점수 {score} 이상인 이웃이 없습니다.", "No neighbour scores {score} or more."
    ),
    "service.threshold.none": Words(
        "이 모델에는 기준 문항의 벡터가 없어 보일 이웃이 없습니다.",
        "This variant has no vector for any of the queries, so there is nothing to show.",
    ),
    "service.threshold.note": Words(
        "알려진 정답이 없는 기준 문항도 셉니다. 이웃이 보이는 문항이 8개보다 적으면 정밀도를 "
        "그리지 않습니다. 점수는 모델마다 뜻이 달라 두 모델의 문턱을 견줄 수 없습니다. 구간은 기준 "
        "문항을 다시 뽑는 부트스트랩입니다. 이 자료에서 고른 문턱은 새 문항에서 조금 더 나쁠 수 "
        "있습니다.",
        "Queries that nothing relevant is known for count, too. Where fewer than 8 queries have a "
        "neighbour, no precision is drawn. Scores mean something else in every variant: thresholds "
        "of two can't be compared. The interval is a bootstrap over queries. A threshold chosen on "
        "these data may do a little worse on new ones.",
    ),
    "service.threshold.axis": Words("점수", "Score"),
    "service.threshold.axis.y": Words(
        "비율, % · 기준 문항 n = {n:,}", "Share, % · queries n = {n:,}"
    ),
    "service.threshold.line.precision": Words("정밀도 (미판정은 무관)", "Precision, known"),
    "service.threshold.line.upper": Words("미판정이 모두 유사라면", "if unjudged were relevant"),
    "service.threshold.line.coverage": Words("하나 이상 보이는 문항", "Queries with a neighbour"),
    "service.few": Words(
        "기준 문항이 {n}개뿐이라 그림 대신 개수로 보입니다.",
        "Only {n} {n:query|queries}: counts instead of a chart.",
    ),
}
