"""Compare 2: variants paired, and published results."""

from dashboard.strings.words import Words

WORDS = {
    # Published results
    "published.report": Words("평가 보고서", "Evaluation report"),
    "published.title": Words("발표된 결과: {title} {date}", "Published results: {title}, {date}"),
    "published.note": Words(
        "여기서 잰 값이 아니라 발표된 값입니다 (후보 {pool}개). 잰 값과 한 표에 섞지 않습니다.",
        "Printed elsewhere, not measured here (among {pool}); never mixed with measured figures "
        "in one table.",
    ),
    "published.measured": Words("여기서 잰 값", "Measured here"),
    "published.measured.note": Words(
        "이름과 기준 문항 수가 발표된 결과와 같은 것만 골랐습니다. 후보, 판정, 벡터가 발표 때와 "
        "같은지는 알 수 없습니다.",
        "Those whose names and number of queries are the published ones. Whether candidates, "
        "judgments and vectors are the same, too, isn't known.",
    ),
    "published.measured.none": Words(
        "이 작업 공간에는 이름과 기준 문항 수가 발표된 결과와 같은 것이 없어 나란히 둘 값이 "
        "없습니다.",
        "Nothing in this workspace has the names and the number of queries of a published result, "
        "so there is nothing to set beside them.",
    ),
    "published.here": Words("여기서 잰 Top-{k}", "Top-{k} here"),
    "published.pool": Words("후보", "Candidates"),
    "published.gt": Words("정답", "Ground truth"),
    "published.variant": Words("모델", "Variant"),
    "published.printed": Words("발표한 Top-{k}", "Printed Top-{k}"),
    "published.hits": Words("적중", "Hits"),
    "published.interval": Words("95 % 신뢰구간", "95 % interval"),
    "published.point": Words("점 규칙", "Point rule"),
    "published.evidence": Words("근거", "Evidence"),
    "published.impossible": Words(
        "불가능: {n}개 중 몇 개를 맞혀도 {printed} %가 되지 않음",
        "impossible: of {n}, no number of hits gives {printed} %",
    ),
    "published.pair.never": Words(
        "{gt}: {a} {mine} 대 {b} {theirs} (n = {n}). 어떻게 겹쳤든 p는 {least} 이상이라 "
        "차이를 확인할 수 없습니다 (같다는 뜻이 아님).",
        "{gt}: {a} {mine} against {b} {theirs} (n = {n}). However they fell together, p is at "
        "least {least}: no difference can be found, which is not equality.",
    ),
    "published.pair.maybe": Words(
        "{gt}: {a} {mine} 대 {b} {theirs} (n = {n}). 어떻게 겹쳤는지에 따라 p는 "
        "{least}\\~{most}입니다. 문항별 결과가 있어야 알 수 있습니다.",
        "{gt}: {a} {mine} against {b} {theirs} (n = {n}). p lies between {least} and {most}, "
        "depending on how they fell together: it takes the outcome of each query to know.",
    ),
    "published.pair.always": Words(
        "{gt}: {a} {mine} 대 {b} {theirs} (n = {n}). 어떻게 겹쳤든 p는 {most} 이하라 차이가 "
        "우연만으로는 설명되지 않습니다.",
        "{gt}: {a} {mine} against {b} {theirs} (n = {n}). However they fell together, p is at most "
        "{most}: luck alone does not explain the difference.",
    ),
    "published.ranks.sole": Words(
        "{gt}, {variant}: Top-k와 MRR을 함께 만족하는 첫 적중 순위는 한 가지뿐입니다: {ranks}.",
        "{gt}, {variant}: Top-k and MRR together allow one set of first hits only: {ranks}.",
    ),
    "published.ranks.range": Words(
        "{gt}, {variant}: Top-k와 MRR을 함께 만족하는 첫 적중 순위의 범위입니다: {ranks}.",
        "{gt}, {variant}: Top-k and MRR together bound the first hits: {ranks}.",
    ),
    "published.ranks.impossible": Words(
        "{gt}, {variant}: 발표된 Top-k와 MRR을 함께 만족하는 순위가 없습니다.",
        "{gt}, {variant}: no ranks satisfy the printed Top-k and MRR together.",
    ),
    "published.rank": Words("{rank}위 {number}문항", "rank {rank}: {number}"),
    # Two variants
    "paired.a": Words("모델 A", "Variant A"),
    "paired.b": Words("모델 B", "Variant B"),
    "paired.lead": Words(
        "같은 문항끼리 짝지어 비교 · {measure}",
        "paired on the same queries · {measure}",
    ),
    "paired.p": Words(
        "두 모델이 실제로 같아도 이 정도 이상 차이 날 확률 p {p} "
        "({test}, 이 한 쌍만 볼 때). "
        "모든 정답의 모델 쌍 비교 {comparisons:,}개에 Holm 보정하면 p {corrected}, "
        "결론은 이 값으로 냅니다.",
        "If both were in truth equal, a difference at least this large has probability p {p} "
        "({test}, for this one pair). Holm-corrected for the {comparisons:,} "
        "{comparisons:comparison|comparisons} of variants on all ground truths: p {corrected}, "
        "on which the conclusion rests.",
    ),
    "paired.test.mcnemar": Words("정확 McNemar 검정", "exact McNemar test"),
    "paired.test.sign_flip": Words(
        "부호를 뒤섞는 무작위 검정", "randomisation test by flipped signs"
    ),
    "paired.values.apart": Words(
        "{variant}의 평균이 더 높고, 우연으로 보기 어려움",
        "{variant} has the higher mean, by more than luck explains",
    ),
    "paired.values.apart_but_for_holes": Words(
        "알려진 판정으로는 {variant}의 평균이 우연으로 보기 어려울 만큼 높지만, "
        "미판정을 판정하면 달라질 수 있음",
        "By the known judgments {variant} has a higher mean than luck explains, "
        "but judging the unjudged pairs could change this",
    ),
    "paired.values.holes": Words(
        "미판정은 무관한 것으로 셌습니다. 판정하면 어느 쪽 값이든 달라질 수 있습니다.",
        "Unjudged pairs count as irrelevant here; judging them can change either side.",
    ),
    "paired.not_target": Words(
        "계약 지표({target})가 아닙니다. 지표를 여럿 살펴보면 우연한 차이도 눈에 띄므로 "
        "결론은 계약 지표로 내세요.",
        "This is not the contract's measure ({target}). Among several measures some differ by "
        "luck: conclude from the contract's.",
    ),
    "paired.power": Words(
        "적중률이 실제로 5, 10, 15포인트 다르더라도 이 {n:,}문항에서 그 차이가 확인될 확률은 "
        "{p5}, {p10}, {p15} %입니다 (보정 전. 결과가 갈리는 문항은 지금처럼 {flips} %, 또는 그 "
        "차이에 필요한 만큼으로 봄).",
        "If the shares of hits really differ by 5, 10 or 15 points, these {n:,} "
        "{n:query|queries} find it with {p5}, {p10} or {p15} % probability (before correction, "
        "with {flips} % flipped queries as now, or as many as the difference takes).",
    ),
    "paired.apart": Words(
        "{variant}의 적중이 더 많고, 우연으로 보기 어려움",
        "{variant} has more hits, more than luck explains",
    ),
    "paired.apart_but_for_holes": Words(
        "알려진 적중은 {variant}가 우연으로 보기 어려울 만큼 더 많지만, "
        "미판정을 판정하면 차이가 사라질 수 있음",
        "By the known hits {variant} has more than luck explains, "
        "but judging the unjudged pairs could undo this",
    ),
    "paired.not_apart": Words(
        "차이를 확인하지 못함 (같다는 뜻이 아님)", "No difference found (this does not mean equal)"
    ),
    "paired.holes.apart": Words(
        "미판정이 모두 불리하게 판정되어도 그렇습니다.",
        "This holds even if every unjudged pair went against it.",
    ),
    "paired.holes.apart_but_for_holes": Words(
        "미판정은 적중하지 않은 것으로 셌습니다.", "Unjudged pairs count as misses here."
    ),
    "paired.holes.not_apart": Words(
        "미판정은 적중하지 않은 것으로 셌습니다. 판정하면 바뀔 수 있습니다.",
        "Unjudged pairs count as misses here; judging them can change this.",
    ),
    "paired.one": Words(
        "모델이 둘 이상이어야 비교할 수 있습니다. 하나 더 가져오세요.",
        "Comparing takes two variants. Import another one.",
    ),
    # What was found in all
    "real.sum.nothing": Words(
        "셀 수 있는 기준 문항이 없어 비교한 것이 없습니다.",
        "No query counts, so nothing was compared.",
    ),
    "real.sum.some": Words(
        "정답 {gts:,}개에서 모델을 둘씩 {n:,}번 비교해 {found:,}번은 우연으로 보기 어려운 차이를 "
        "확인했습니다. 나머지 {rest:,}번은 차이를 확인하지 못했습니다 (같다는 뜻이 아님).",
        "Of {n:,} {n:comparison|comparisons} of two variants on {gts:,} ground {gts:truth|truths}, "
        "{found:,} found a difference that luck hardly explains. The other {rest:,} found none, "
        "which does not mean equal.",
    ),
    "real.sum.all": Words(
        "정답 {gts:,}개에서 모델을 둘씩 {n:,}번 비교해 모두 우연으로 보기 어려운 차이를 "
        "확인했습니다.",
        "All {n:,} {n:comparison|comparisons} of two variants on {gts:,} ground {gts:truth|truths} "
        "found a difference that luck hardly explains.",
    ),
    "real.sum.none": Words(
        "정답 {gts:,}개에서 모델을 둘씩 {n:,}번 비교했지만 한 번도 차이를 확인하지 못했습니다 "
        "(같다는 뜻이 아님).",
        "None of {n:,} {n:comparison|comparisons} of two variants on {gts:,} ground "
        "{gts:truth|truths} found a difference, which does not mean equal.",
    ),
    "real.sum.one.all": Words(
        "두 모델을 한 번 비교해 우연으로 보기 어려운 차이를 확인했습니다.",
        "The one comparison of the two variants found a difference that luck hardly explains.",
    ),
    "real.sum.one.none": Words(
        "두 모델을 한 번 비교했지만 차이를 확인하지 못했습니다 (같다는 뜻이 아님).",
        "The one comparison of the two variants found no difference, which does not mean equal.",
    ),
    "real.sum.undone": Words(
        "확인한 {found:,}번 중 {undone:,}번은 미판정을 판정하면 달라질 수 있습니다.",
        "Of the {found:,} found, judging the unjudged pairs could undo {undone:,}.",
    ),
    "real.sum.few": Words(
        "{few:,}번은 기준 문항이 {least}개보다 적어, 큰 차이가 있어도 확인하기 어렵습니다.",
        "In {few:,} of them there are fewer than {least} queries: even a large difference would "
        "hardly be found.",
    ),
    # All pairs
    "matrix.title": Words("모든 모델 쌍 · {gt} · {measure}", "All pairs · {gt} · {measure}"),
    "matrix.lead": Words(
        "왼쪽 모델 − 위쪽 모델: {unit} · n = {n:,}. 칸을 누르면 왼쪽이 A, 위쪽이 B가 됩니다.",
        "Left less top: {unit} · n = {n:,}. Press a cell to make the left one A and the top one B.",
    ),
    "matrix.unit.hits": Words("적중한 문항 수의 차이", "difference in hits"),
    "matrix.unit.mean": Words("평균의 차이", "difference of means"),
    "matrix.legend": Words(
        "**{apart}** 우연으로 보기 어려운 차이 | **{apart_but_for_holes}** 미판정을 판정하면 "
        "달라질 수 있음 | **{not_apart}** 차이를 확인하지 못함(같다는 뜻이 아님). "
        "모든 정답의 비교 {comparisons:,}개에 Holm 보정.",
        "**{apart}** more than luck explains | **{apart_but_for_holes}** judging could undo it | "
        "**{not_apart}** no difference found (not: equal). Holm-corrected for {comparisons:,} "
        "{comparisons:comparison|comparisons} on all ground truths.",
    ),
    "matrix.record": Words("괄호는 승/무/패.", "In brackets: win/tie/loss."),
    "matrix.cell": Words(
        "{a} 대 {b}: {wins:,}승 {ties:,}무 {losses:,}패 (n = {n:,}), p {p}, Holm 보정 p "
        "{corrected}. {outcome}",
        "{a} against {b}: {wins:,} {wins:win|wins}, {ties:,} {ties:tie|ties}, {losses:,} "
        "{losses:loss|losses} (n = {n:,}), p {p}, Holm-corrected {corrected}. {outcome}",
    ),
    "matrix.apart": Words("우연으로 보기 어려운 차이.", "More than luck explains."),
    "matrix.apart_but_for_holes": Words(
        "미판정을 판정하면 달라질 수 있음.", "Judging the unjudged pairs could undo it."
    ),
    "matrix.not_apart": Words(
        "차이를 확인하지 못함 (같다는 뜻이 아님).", "No difference found (not: equal)."
    ),
    "matrix.download": Words("모든 쌍 CSV", "All pairs (CSV)"),
    # The queries of a pair
    "flips.hit": Words("{side} 적중", "{side} hits"),
    "flips.miss": Words("{side} 실패", "{side} misses"),
    "flips.sum": Words("합", "Sum"),
    "flips.record": Words(
        "A 기준 **{wins:,}승 {ties:,}무 {losses:,}패**",
        "For A: **{wins:,} {wins:win|wins}, {ties:,} {ties:tie|ties}, {losses:,} "
        "{losses:loss|losses}**",
    ),
    "flips.lead": Words(
        "수를 누르면 그 문항들이 아래에 나옵니다.", "Press a number to list its queries below."
    ),
    "flips.listed": Words("{kind}: {n:,}문항", "{kind}: {n:,} {n:query|queries}"),
    "flips.why": Words("③에서 이 문항들만 보기", "These queries in ③"),
    "flips.more": Words(
        "그 밖에 {more:,}문항이 더 있습니다. ③의 표에서 모두 볼 수 있습니다.",
        "{more:,} more {more:is|are} in the table of ③.",
    ),
    # The effect
    "points": Words("{n}\N{NO-BREAK SPACE}포인트", "{n}\N{NO-BREAK SPACE}points"),
    "effect.share": Words(
        "적중률 차이(A − B) **{difference}**",
        "Difference of the shares of hits (A − B) **{difference}**",
    ),
    "effect.mean": Words(
        "평균 차이(A − B) {difference}", "Difference of means (A − B) {difference}"
    ),
    "effect.interval": Words(
        "비슷하게 뽑은 다른 문항이라면 {low} \\~ {high}로 볼 수 있음 ({kind})",
        "With other queries drawn alike it may lie between {low} and {high} ({kind})",
    ),
    "effect.interval.none": Words(
        "모든 문항에서 차이가 같아 부트스트랩 구간을 낼 수 없음 (확실하다는 뜻이 아님)",
        "The difference is the same on every query, of which a bootstrap gives no interval "
        "(this does not mean certain)",
    ),
    "effect.kind.tango": Words("95 % 점수 구간, Tango", "95 % score interval, Tango"),
    "effect.kind.bootstrap": Words("95 % 부트스트랩 구간", "95 % bootstrap interval"),
    "effect.stricter": Words(
        "구간은 0을 비켜가지만, 결론을 내는 보정된 검정은 더 엄격해서 차이를 확인하지 못했습니다.",
        "The interval leaves out 0, but the corrected test, on which the conclusion rests, is "
        "stricter and finds no difference.",
    ),
    "effect.holes": Words(
        "빗금: 미판정을 판정하면 지금 이 문항들의 차이는 {low} \\~ {high} 사이가 됩니다. "
        "표본 때문에 생기는 구간이 아닙니다.",
        "Hatched: judging the unjudged pairs would put the difference on these very queries "
        "between {low} and {high}. This is no sampling interval.",
    ),
    "effect.axis.share": Words(
        "← B가 높음 · 적중률 차이 A − B, 포인트 · A가 높음 →",
        "← B higher · share of hits A − B, points · A higher →",
    ),
    "effect.axis.mean": Words(
        "← B가 높음 · 평균 차이 A − B · A가 높음 →",
        "← B higher · difference of means A − B · A higher →",
    ),
    "effect.few": Words(
        "기준 문항이 {n:,}개뿐이라 개수만 말합니다: 적중 차이(A − B) **{ahead}문항**",
        "Only {n:,} {n:query|queries}, so counts alone: difference in hits (A − B) **{ahead}**",
    ),
    "effect.few.values": Words(
        "기준 문항이 {n:,}개뿐이라 개수만 말합니다: A가 높은 문항 {wins:,}, B가 높은 문항 "
        "{losses:,}",
        "Only {n:,} {n:query|queries}, so counts alone: A higher in {wins:,}, B higher in "
        "{losses:,}",
    ),
    # The margin
    "margin.shown": Words(
        "{x}는 {y}보다 {margin}포인트 넘게 나쁘지 않습니다 (비열등 확인).",
        "{x} is not worse than {y} by more than {margin} points (non-inferiority shown).",
    ),
    "margin.shown_but_for_holes": Words(
        "알려진 판정으로는 {x}가 {y}보다 {margin}포인트 넘게 나쁘지 않지만, "
        "미판정을 판정하면 달라질 수 있습니다.",
        "By the known judgments {x} is not worse than {y} by more than {margin} "
        "points, but judging the unjudged pairs could undo this.",
    ),
    "margin.not_shown": Words(
        "{x}가 {y}보다 {margin}포인트 넘게 나쁘지 않다는 것은 확인하지 "
        "못했습니다 (이것만으로 나쁘다는 뜻은 아님).",
        "That {x} is not worse than {y} by more than {margin} points is not "
        "shown, which by itself does not mean it is worse.",
    ),
    "margin.worse": Words(
        "{x}는 {y}보다 {margin}포인트 넘게 나쁩니다 (확인).",
        "{x} is worse than {y} by more than {margin} points (shown).",
    ),
    "margin.rule": Words(
        "허용 차이 {margin}포인트는 workspace.toml에 미리 정해 둔 값이라 이 화면에서는 바꿀 수 "
        "없습니다. 95 % 구간이 모두 이 안쪽이거나 더 좋은 쪽이면 나쁘지 않다고, 모두 이 바깥의 "
        "나쁜 쪽이면 나쁘다고 봅니다 (이 한 쌍만 볼 때, 보정 전).",
        "The margin of {margin} points is set beforehand, in workspace.toml, and not on this page. "
        "Shown means that the whole 95 % interval lies inside it or on the better side; worse is "
        "shown where all of it lies beyond (for this one pair, not corrected).",
    ),
    "margin.only_shares": Words(
        "비열등(허용 차이 안)은 적중률에서만 말합니다.",
        "Non-inferiority by a margin is said of shares of hits only.",
    ),
    # Another ground truth
    "change.title": Words(
        "A와 B의 차이가 정답에 따라 달라지나",
        "Does the difference of A and B depend on the ground truth?",
    ),
    "change.few": Words(
        "{gt}에는 기준 문항이 {n:,}개뿐이라 견주지 않습니다 ({least}개부터).",
        "{gt} has only {n:,} {n:query|queries} and is not held against others (from {least} on).",
    ),
    "change.one": Words(
        "견줄 정답이 둘 이상 있어야 합니다.",
        "It takes two ground truths to hold against each other.",
    ),
    "change.turned": Words(
        "{gt}에서는 {ahead}, {other_gt}에서는 {other_ahead}가 앞서고, 이렇게 달라지는 것은 "
        "우연으로 보기 어렵습니다.",
        "{ahead} is ahead on {gt}, {other_ahead} on {other_gt}, and luck hardly explains that "
        "change.",
    ),
    "change.apart": Words(
        "두 정답({gt}, {other_gt})에서 A와 B의 차이가 다르고, 우연으로 보기 어렵습니다.",
        "The difference of A and B is another one on {gt} than on {other_gt}, more than luck "
        "explains.",
    ),
    "change.apart_but_for_holes": Words(
        "알려진 판정으로는 두 정답({gt}, {other_gt})에서 A와 B의 차이가 우연으로 보기 어려울 만큼 "
        "다르지만, 미판정을 판정하면 달라질 수 있습니다.",
        "By the known judgments the difference of A and B is another one on {gt} than on "
        "{other_gt}, more than luck explains, but judging the unjudged pairs could undo this.",
    ),
    "change.not_apart": Words(
        "두 정답({gt}, {other_gt})에서 A와 B의 차이가 서로 다르다는 것은 확인하지 못했습니다 "
        "(같다는 뜻이 아님).",
        "That the difference of A and B is another one on {gt} than on {other_gt} is not found, "
        "which does not mean it is the same.",
    ),
    "change.numbers": Words(
        "A − B가 {gt}에서 {one}, {other_gt}에서 {other}: 달라진 폭 {change} (95 % 부트스트랩 구간 "
        "{low} \\~ {high}, p {p}{holm}).",
        "A − B is {one} on {gt} and {other} on {other_gt}: a change of {change} (95 % bootstrap "
        "interval {low} to {high}, p {p}{holm}).",
    ),
    "change.holm": Words(", Holm 보정 p {corrected}", ", Holm-corrected {corrected}"),
    "change.rule": Words(
        "p는 두 정답에서 차이가 같더라도 이 정도 이상 달라질 확률입니다 (순열 검정, 고른 두 모델만 "
        "볼 때). 모델을 바꿔 가며 여러 쌍을 살펴보면 우연히 눈에 띄는 쌍이 나옵니다.",
        "p is the probability of a change at least this large if the difference were the same on "
        "both (permutation test, for the two chosen variants alone). Among many pairs of variants "
        "some stand out by luck.",
    ),
    "change.rule.holm": Words(
        "여기 있는 {changes:,}개에 Holm 보정한 p로 결론을 냅니다.",
        "The conclusion rests on p, Holm-corrected for the {changes:,} here.",
    ),
    "change.shared": Words(
        "두 정답에 모두 있는 기준 문항은 함께 뽑고 함께 뒤섞습니다.",
        "Queries in both ground truths are drawn and shuffled together.",
    ),
    "change.holes": Words(
        "미판정은 적중하지 않은 것으로 셌습니다. 판정하면 바뀔 수 있습니다.",
        "Unjudged pairs count as misses; judging them can change this.",
    ),
    "change.pools": Words(
        "정답마다 후보 수가 다릅니다 ({sizes}).",
        "The ground truths have different numbers of candidates ({sizes}).",
    ),
    # What it costs
    "cost.title": Words("비용", "What each variant costs"),
    "cost.variant": Words("모델", "Variant"),
    "cost.dim": Words("차원", "Dimensions"),
    "cost.rows": Words("벡터 수", "Vectors"),
    "cost.vectors": Words("벡터 크기", "Size of vectors"),
    "cost.disk": Words("디스크(색인 포함)", "On disk, with index"),
    "cost.memory": Words("색인 메모리", "Index in memory"),
    "cost.rate": Words("임베딩 속도", "Embedding rate"),
    "cost.median": Words("검색 중앙값", "Search, median"),
    "cost.late": Words("검색 p95", "Search, p95"),
    "cost.per_s": Words("초당 {rate}문항", "{rate} items/s"),
    "cost.unknown": Words("적혀 있지 않음", "not stated"),
    "cost.measure": Words("검색 시간 재기", "Time searches"),
    "cost.help": Words(
        "모델마다 무작위 문항으로 최대 5초 동안 검색해 봅니다.",
        "Searches for random questions, 5 seconds per variant at most.",
    ),
    "cost.measuring": Words("검색 시간을 재는 중…", "Timing searches…"),
    "cost.measured": Words(
        "검색 시간은 이 서버에서 잰 값입니다: 모델마다 무작위 문항 {n}개, 전체에서 정확한 상위 "
        "{k}개, 한 번에 하나씩. 다른 일이 함께 돌면 길어집니다.",
        "Search times were measured on this server: {n} random questions per variant, the exact "
        "first {k} among all, one at a time. Other work at the same time makes them longer.",
    ),
    "cost.note": Words(
        "임베딩 속도는 벡터를 만든 쪽이 manifest의 items_per_s에 적은 값으로, 여기서 재지 "
        "않습니다.",
        "The embedding rate is what the maker of the vectors states as items_per_s in the "
        "manifest; it is not measured here.",
    ),
}
