"""Compare 3: whether variants are what they claim, and whom a ground truth favours."""

from dashboard.strings.words import Words

WORDS = {
    "identity.title": Words("두 모델은 무엇인가", "What the two variants are"),
    "identity.fact": Words("항목", "Fact"),
    "identity.absent": Words("적혀 있지 않음", "not said"),
    "identity.differs": Words("≠ {value}", "≠ {value}"),
    "identity.no_manifest": Words(
        "{variant}에는 manifest가 없어, 무엇으로 만든 벡터인지 확인할 수 없습니다.",
        "{variant} has no manifest, so nobody can check what made its vectors.",
    ),
    "identity.whole": Words("{fact}, {variant}: {value}", "{fact}, {variant}: {value}"),
    "identity.field.model": Words("모델", "Model"),
    "identity.field.revision": Words("리비전", "Revision"),
    "identity.field.mode": Words("보는 것", "Mode"),
    "identity.field.pooling": Words("풀링", "Pooling"),
    "identity.field.dim": Words("차원", "Dimension"),
    "identity.field.rows": Words("행 수", "Rows"),
    "identity.field.normalised": Words("정규화", "Normalised"),
    "identity.field.loader": Words("불러오는 방법", "Loader"),
    "identity.field.note": Words("메모", "Note"),
    "identity.field.file": Words("파일", "File"),
    "identity.field.file_hash": Words("파일 해시", "File hash"),
    "identity.field.vectors_hash": Words("벡터 해시", "Vector hash"),
    "identity.same_vectors": Words(
        "두 이름 아래 같은 벡터가 저장되어 있습니다.",
        "The same vectors are stored under both names.",
    ),
    "identity.suspect": Words(
        "두 모델은 같아야 합니다. 불러오는 방법(loader)을 의심하세요.",
        "These should agree. Suspect the loader.",
    ),
    "identity.agrees": Words(
        "같은 가중치라고 적힌 두 모델이 실제로 거의 같은 벡터를 냅니다.",
        "The two claim the same weights, and their vectors agree.",
    ),
    "identity.agrees.lists": Words(
        "같은 가중치라고 적힌 두 모델의 목록이 거의 같습니다. 벡터는 서로 견줄 수 없습니다.",
        "The two claim the same weights, and their lists agree. Their vectors can't be compared.",
    ),
    "identity.untold": Words(
        "같은 가중치라고 적혀 있지만, 둘이 함께 가진 벡터도 목록도 없어 실제로 같은지 알 수 "
        "없습니다.",
        "The two claim the same weights, but share neither vectors nor lists to check it by.",
    ),
    "identity.other": Words(
        "적힌 모델·리비전·보는 것이 서로 다르므로 벡터가 달라도 이상하지 않습니다. 행별 코사인은 "
        "참고만 하세요.",
        "By their manifests model, revision or mode is another one, so the vectors need not agree: "
        "row-wise cosines say little.",
    ),
    "identity.unsaid": Words(
        "모델·리비전·보는 것이 모두 적혀 있지 않아, 같은 모델인지 말할 수 없습니다.",
        "Model, revision and mode are not all said, so it can't be told whether they are one "
        "model.",
    ),
    "identity.cosine": Words(
        "행별 코사인 (n = {n:,}문항): 중앙값 {median}, 최솟값 {least} ({item}), "
        "{limit} 미만 {below:,}문항",
        "Row-wise cosine (n = {n:,}): median {median}, least {least} ({item}), "
        "{below:,} below {limit}",
    ),
    "identity.cosine.dim": Words(
        "차원이 달라({a:,}, {b:,}) 행별 코사인은 재지 않습니다.",
        "Their dimensions differ ({a:,}, {b:,}): no row-wise cosine.",
    ),
    "identity.cosine.none": Words(
        "함께 가진 문항이 없어 행별 코사인은 재지 않습니다.",
        "Without a common item: no row-wise cosine.",
    ),
    "identity.turned": Words(
        "목록은 거의 같은데 벡터가 다르면, 한쪽이 회전했거나 축이 바뀐 것일 수 있습니다.",
        "Lists agree though vectors don't: one may be rotated, or its axes in another order.",
    ),
    "identity.overlap": Words(
        "상위 {k}개 목록은 평균 {share} % 겹침 (n = {n:,}문항, 똑같은 목록 {same:,})",
        "Lists of {k} share {share} % on average (n = {n:,}, the same items in {same:,})",
    ),
    "identity.overlap.few": Words(
        "두 모델이 모두 목록을 내는 기준 문항이 {n}개뿐입니다 (똑같은 목록 {same}).",
        "Only {n} {n:query has|queries have} a list in both (the same items in {same}).",
    ),
    "reach.title": Words("이 정답은 누구에게 유리한가", "Whom does this ground truth favour?"),
    "reach.lead": Words(
        "정답 목록에 있는 유사 쌍 가운데 각 모델의 상위 {k}개에 든 비율입니다. 후보를 어느 모델이 "
        "골랐는지에 따라 그 모델과 비슷한 모델이 유리합니다. 예를 들어 TF-IDF로 고른 후보에서 "
        "만든 정답은 글을 보는 모델에 유리합니다.",
        "Share of the known relevant pairs that each variant has among its first {k}. Whatever "
        "picked the candidates favours its likes: a ground truth made from TF-IDF candidates "
        "favours variants that read text.",
    ),
    "reach.source": Words("이 정답의 출처: {source}", "Source of this ground truth: {source}"),
    "reach.no_source": Words(
        "이 정답 파일은 출처를 밝히지 않습니다. 만든 사람에게 후보를 어떻게 골랐는지 물어보세요.",
        "The file doesn't say where this ground truth comes from: ask how its candidates were "
        "picked.",
    ),
    "reach.variant": Words("모델", "Variant"),
    "reach.reached": Words("상위 {k}개에 든 유사 쌍", "Relevant pairs within {k}"),
    "reach.interval": Words("95 % 구간 (문항을 다시 뽑음)", "95 % interval (over queries)"),
    "reach.queries": Words("기준 문항", "Queries"),
}
