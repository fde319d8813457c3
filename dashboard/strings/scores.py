"""Compare 3: how scores tell relevant pairs from others, and items in too many lists."""

from dashboard.strings.words import Words

WORDS = {
    "scores.title": Words("점수가 유사한 쌍을 가려내나", "Do scores tell relevant pairs apart?"),
    "scores.lead": Words(
        "유사한 쌍과 그렇지 않은 쌍을 하나씩 뽑았을 때 유사한 쌍의 점수가 더 높은 비율이 "
        "AUC입니다 (0.5는 동전 던지기, 1은 완벽). **관찰이지 원인이 아닙니다.** 점수 자체는 "
        "모델끼리 견줄 수 없어 축이 저마다 다르고, AUC와 표준화 차이만 나란히 봅니다.",
        "AUC is how often a relevant pair scores higher than another pair, each drawn at random "
        "(0.5 is a coin, 1 is perfect). **An observation, not a cause.** Scores themselves can't "
        "be compared between variants, so each has an axis of its own; only AUC and the "
        "standardised difference stand side by side.",
    ),
    "scores.one": Words(
        "{variant}: 유사한 쌍이 {kind} 쌍보다 높은 비율 (AUC) **{auc}** "
        ":small[:gray[n = {n:,}문항, 유사 {relevant:,}쌍 대 {kind} {others:,}쌍]]",
        "{variant}: relevant pairs score higher than {kind} pairs (AUC) **{auc}** "
        ":small[:gray[n = {n:,} {n:query|queries}, {relevant:,} relevant {relevant:pair|pairs} v "
        "{others:,} {kind}]]",
    ),
    "scores.untested": Words(
        "두 모델의 AUC 차이를 검정한 것은 아닙니다. 구간이 겹치면 차이가 있다고 말할 수 없습니다.",
        "The difference of two AUCs is not tested here. Where intervals overlap, don't claim one.",
    ),
    "scores.few": Words(
        "{variant}: 유사한 쌍이 있는 기준 문항이 {n}개뿐이라 쌍의 개수만 보여 줍니다.",
        "{variant}: relevant pairs of only {n} {n:query|queries}, so they are just counted.",
    ),
    "scores.none": Words(
        "점수를 잴 유사한 쌍이 없습니다.", "There is no relevant pair to look at the scores of."
    ),
    "scores.variant": Words("모델", "Variant"),
    "scores.auc": Words("AUC (유사 대 {kind})", "AUC (relevant v {kind})"),
    "scores.standardised": Words("표준화 차이 (유사 대 {kind})", "Std. difference (v {kind})"),
    "scores.pairs": Words("쌍의 수 (유사·무관·무작위)", "Pairs (relevant, not, random)"),
    "scores.kind.relevant": Words("유사", "relevant"),
    "scores.kind.not_relevant": Words("무관", "not relevant"),
    "scores.kind.random": Words("무작위", "random"),
    "scores.interval": Words(
        "구간은 기준 문항을 다시 뽑은 95 % 부트스트랩입니다: 한 문항의 쌍들은 서로 얽혀 있으므로 "
        "쌍이 아니라 문항을 뽑습니다. 표준화 차이 = 평균 차이 ÷ 합동 표준편차 (Cohen의 d). "
        "무관은 무관으로 판정된 쌍, 무작위는 유사하다고 알려지지 않은 후보를 고정된 씨앗으로 뽑은 "
        "쌍입니다.",
        "Intervals: 95 % bootstrap over queries, not pairs, since pairs of one query depend on "
        "each other. Standardised difference = difference of means / pooled standard deviation "
        "(Cohen's d). Not relevant: judged so. Random: candidates not known to be relevant, drawn "
        "by a fixed seed.",
    ),
    "scores.assumed": Words(
        "이 정답은 목록에 없는 시험 문항을 무관으로 가정합니다.",
        "This ground truth assumes that unlisted test items are not relevant.",
    ),
    "scores.unscored": Words(
        "벡터가 없어 뺀 쌍: {which}. 모델마다 재는 쌍이 달라졌습니다.",
        "Pairs left out for want of a vector: {which}. So variants are not measured on the same "
        "pairs.",
    ),
    "scores.axis.x": Words(
        "점수 · n = 유사 {relevant:,}, 무관 {not_relevant:,}, 무작위 {random:,}",
        "score · n = {relevant:,} relevant, {not_relevant:,} not relevant, {random:,} random",
    ),
    "scores.axis.y": Words("쌍의 비율, %", "share of pairs, %"),
    "hubs.title": Words("자꾸 나오는 문항", "Items in too many lists"),
    "hubs.lead": Words(
        "어떤 문항이 질문과 상관없이 여러 목록의 상위에 든다면, 다른 유사 문항의 자리를 빼앗고 "
        "있을 수 있습니다. 정말 유사해서일 수도 있으니 문항을 열어 보세요.",
        "An item near the top of many lists, whatever is asked, may take the places of others. "
        "It may also be relevant to them: open it and look.",
    ),
    "hubs.queries": Words("기준 문항 {n:,}개의 목록", "Lists of {n:,} {n:query|queries}"),
    "hubs.corpus": Words(
        "후보 {n:,}개가 물을 때의 목록", "Lists of {n:,} {n:candidate|candidates}"
    ),
    "hubs.summary": Words(
        "고르게 나오면 문항마다 {expected}번 · 치우침(왜도) {skewness}",
        "{expected} per item if spread evenly · skewness {skewness}",
    ),
    "hubs.count": Words("{count:,} / {lists:,}개 목록{share}", "in {count:,} of {lists:,}{share}"),
    "hubs.relevant": Words("그중 유사 {n:,}", "relevant in {n:,}"),
    "hubs.none": Words("목록이 없습니다.", "There are no lists."),
}
