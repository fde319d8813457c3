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
        "같은 {n:,}문항에서 짝지어 비교 · {measure}",
        "Paired on the same {n:,} {n:query|queries} · {measure}",
    ),
    "paired.both": Words("둘 다 적중 {n:,}", "Both hit {n:,}"),
    "paired.only": Words("{variant}만 적중 {n:,}", "Only {variant} {n:,}"),
    "paired.neither": Words("둘 다 실패 {n:,}", "Neither {n:,}"),
    "paired.p": Words(
        "두 모델이 실제로 같아도 이 정도 이상 차이 날 확률 p {p} "
        "({test}, 이 한 쌍만 볼 때). "
        "모든 정답의 모델 쌍 비교 {comparisons:,}개에 Holm 보정하면 p {corrected}, "
        "결론은 이 값으로 냅니다.",
        "If both were in truth equal, a difference at least this large has probability p {p} "
        "({test}, for this one pair). Holm-corrected for the {comparisons:,} "
        "{comparisons:comparison|comparisons} of models on all ground truths: p {corrected}, "
        "on which the conclusion rests.",
    ),
    "paired.test.mcnemar": Words("정확 McNemar 검정", "exact McNemar test"),
    "paired.test.sign_flip": Words(
        "부호를 뒤섞는 무작위 검정", "randomisation test by flipped signs"
    ),
    "paired.higher": Words("{variant}가 높음 {n:,}", "{variant} higher {n:,}"),
    "paired.equal": Words("같음 {n:,}", "Equal {n:,}"),
    "paired.difference": Words(
        "평균 차이(A − B) {difference}", "Difference of means (A − B) {difference}"
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
}
