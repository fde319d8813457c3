"""All words of the report, Korean and English side by side."""

from __future__ import annotations

from typing import Literal

Language = Literal["ko", "en"]
LANGUAGES: tuple[Language, ...] = ("ko", "en")

WORDS: dict[str, tuple[str, str]] = {
    "title": ("유사 문항 검색 평가 보고서", "Similar-question retrieval: evaluation report"),
    "demo": (
        "연습용 데이터로 만든 보고서입니다. Qwen 결과가 아닙니다.",
        "Made from practice data. These are not results of Qwen.",
    ),
    "overview": ("1. 개요", "1. Overview"),
    "purpose": (
        "문항을 벡터로 바꾸는 모델이 유사 문항을 상위에 올리는지, 계약 기준과 비교해 확인합니다.",
        "Whether models that turn questions into vectors rank similar questions near the top, "
        "against the contract's target.",
    ),
    "workspace": ("작업 공간", "Workspace"),
    "items": ("문항 수", "Items"),
    "variant": ("모델", "Variant"),
    "model": ("모델 이름", "Model"),
    "mode": ("입력", "Mode"),
    "pooling": ("풀링", "Pooling"),
    "dim": ("차원", "Dimensions"),
    "rows": ("벡터 수", "Vectors"),
    "uncovered": ("벡터 없는 문항", "Items without a vector"),
    "file": ("파일", "File"),
    "unknown": ("적혀 있지 않음", "not stated"),
    "conditions": ("2. 조건", "2. Conditions"),
    "target": ("계약 기준", "Target"),
    "view": ("판정 관점", "View"),
    "view.symmetric": (
        ". 한 판정을 반대 방향에도 적용 (반대 방향을 아무도 판정하지 않은 쌍)",
        "; one judgment serves both directions where nobody judged the other",
    ),
    "view.imported": ("가져온 정답", "imported ground truth"),
    "view.human": ("사람 판정", "human judgments"),
    "view.human-over-imported": (
        "사람 판정 우선, 없으면 가져온 정답",
        "human judgments, else imported ground truth",
    ),
    "revision": ("판정 번호", "Judgment revision"),
    "revision.unreadable": (
        "판정 저장소를 읽지 못함(이 관점은 쓰지 않음)",
        "the judgments can't be read (this view doesn't count them)",
    ),
    "gt": ("정답", "Ground truth"),
    "queries": ("기준 문항", "Queries"),
    "n": ("평가한 기준 문항 n", "Queries evaluated n"),
    "left_out": (
        "제외(유사하다고 알려진 후보 없음)",
        "Left out (nothing known relevant among candidates)",
    ),
    "candidates": ("후보", "Candidates"),
    "pool.judged": ("정답이 정한 후보 {size}개", "the ground truth's own {size} candidates"),
    "pool.corpus": ("전체 문항 {size}개", "all {size} items"),
    "unlisted": ("등급 없는 쌍", "Pairs without a grade"),
    "unlisted.not_relevant": (
        "후보 안에서는 유사하지 않다고 가정",
        "assumed not relevant within the candidates",
    ),
    "unlisted.not_relevant_in_pool": (
        "정답이 정한 후보끼리는 유사하지 않다고 가정, 나머지는 미판정",
        "assumed not relevant within the ground truth's own candidates, unjudged elsewhere",
    ),
    "unlisted.unknown": ("미판정", "unjudged"),
    "threshold": ("유사로 보는 등급", "Relevant from grade"),
    "threshold.file": ("정답 파일 {grade} 이상", "{grade} (ground truth)"),
    "threshold.people": ("사람 판정 {grade} 이상", "{grade} (people)"),
    "threshold.then": (", 없으면 ", ", else "),
    "source": ("출처", "Source"),
    "results": ("3. 결과", "3. Results"),
    "point": ("점 규칙", "Point rule"),
    "evidence": ("근거", "Evidence"),
    "point.pass": ("통과 (PASS)", "PASS"),
    "point.fail": ("미달 (FAIL)", "FAIL"),
    "point.none": ("판정할 기준 문항 없음", "no query to judge by"),
    "evidence.shown": ("근거 충분", "shown"),
    "evidence.refuted": ("기준 미달 확인", "refuted"),
    "evidence.undecided": ("아직 판단 불가", "undecided"),
    "evidence.interim": ("중간값", "interim"),
    "counts": ("{hits}/{n}", "{hits} of {n}"),
    "counts.range": ("{hits}~{most}/{n}", "{hits} to {most} of {n}"),
    "note.intervals": (
        "괄호 안은 95 % 신뢰구간입니다(Top-k는 Wilson, MRR은 부트스트랩).",
        "In brackets: 95 % intervals (Wilson for Top-k, bootstrap for MRR).",
    ),
    "note.few": (
        "기준 문항이 8개보다 적어 비율, 평균과 구간 대신 개수만 적습니다.",
        "With fewer than 8 queries only counts are given: no shares, means or intervals.",
    ),
    "note.holes": (
        "→ 뒤는 미판정을 모두 적중으로 칠 때의 값으로, 신뢰구간과는 다른 불확실성입니다.",
        "Behind an arrow: the value if every unjudged pair were a hit. That is no sampling "
        "interval.",
    ),
    "note.study": (
        "조사 계획: 기준 문항 {queries}개, 표본 {sampling}, 계획한 날 {planned} (적힌 대로).",
        "Planned study: {queries} queries, sampling {sampling}, planned on {planned} (as stated).",
    ),
    "note.study.interim": (
        "결과가 정해진 기준 문항이 모자라 근거는 중간값입니다: {progress}.",
        "Too few queries are decided yet, so the evidence reads interim: {progress}.",
    ),
    "note.study.one": ("{variant} {queries}개 중 {decided}개", "{variant} {decided} of {queries}"),
    "comparison": ("4. 모델 비교", "4. Comparison of variants"),
    "comparison.lead": (
        "같은 기준 문항에서 짝지어 비교했습니다. p는 두 모델이 실제로 같아도 이 정도 이상 차이 날 "
        "확률입니다(정확 McNemar 검정). 여러 쌍을 함께 보므로 결론은 표의 모든 비교에 Holm 보정을 "
        "한 p로 냅니다.",
        "Paired on the same queries. p is the probability of a difference at least this large "
        "if both variants were in truth equal (exact McNemar test). As several pairs are looked "
        "at, conclusions rest on p Holm-corrected over all rows.",
    ),
    "both": ("둘 다 적중", "Both hit"),
    "holm": ("p (Holm 보정)", "p (Holm-corrected)"),
    "only_a": ("앞 모델만", "Only the first"),
    "only_b": ("뒤 모델만", "Only the second"),
    "neither": ("둘 다 실패", "Neither"),
    "findings": ("5. 수치가 말하는 것", "5. What the figures carry"),
    "finding.no_queries": (
        "{gt}: 유사하다고 알려진 후보가 있는 기준 문항이 없어 평가하지 못했습니다.",
        "{gt}: no query has a known relevant item among the candidates; nothing could be measured.",
    ),
    "finding.best": (
        "{gt}: {measure} 적중이 가장 많은 모델은 {variants}입니다({n}문항 중 {hits}문항).",
        "{gt}: most {measure} hits: {variants} ({hits} of {n}).",
    ),
    "finding.apart": (
        "{gt}: {better} 대 {worse}, 차이를 우연으로 보기 어렵습니다"
        "(한쪽만 적중한 문항 {only_better} 대 {only_worse}, p {p}).",
        "{gt}: {better} and {worse} differ by more than luck explains "
        "(hit by only one of them: {only_better} against {only_worse}, p {p}).",
    ),
    "finding.apart.holes": (
        "미판정이 모두 불리하게 판정되어도 그렇습니다.",
        "This holds even if every unjudged pair went against it.",
    ),
    "finding.apart_but_for_holes": (
        "{gt}: {better} 대 {worse}, 알려진 적중만 보면 차이를 우연으로 보기 어렵지만"
        "(한쪽만 적중한 문항 {only_better} 대 {only_worse}, p {p}), 미판정 쌍을 판정하면 "
        "차이가 사라질 수 있습니다.",
        "{gt}: by the known hits {better} and {worse} differ by more than luck explains "
        "(hit by only one of them: {only_better} against {only_worse}, p {p}), "
        "but judging the unjudged pairs could undo this.",
    ),
    "finding.not_apart": (
        "{gt}: {better} 대 {worse}, 차이를 확인하지 못했습니다"
        "(한쪽만 적중한 문항 {only_better} 대 {only_worse}, p {p}). 같다는 뜻이 아닙니다.",
        "{gt}: no difference between {better} and {worse} was found "
        "(hit by only one of them: {only_better} against {only_worse}, p {p}). "
        "This does not mean equal.",
    ),
    "finding.not_apart.holes": ("†", "†"),
    "note.not_apart.holes": (
        "† 미판정은 적중하지 않은 것으로 셌으므로 판정하면 바뀔 수 있습니다.",
        "† Unjudged pairs count as misses; judging them can change this.",
    ),
    "finding.holes": (
        "{gt}, {variant}: 미판정 쌍 때문에 {measure}는 {lower}~{upper} % 사이입니다"
        "(상위 5개 중 판정된 비율 {judged} %).",
        "{gt}, {variant}: for unjudged pairs {measure} lies between {lower} % and {upper} % "
        "({judged} % of the top 5 is judged).",
    ),
    "finding.holes.few": (
        "{gt}, {variant}: 미판정 쌍 때문에 {measure} 적중은 {n}문항 중 {lower}~{upper}문항입니다"
        "(미판정이 남은 기준 문항 {queries}개).",
        "{gt}, {variant}: for unjudged pairs the {measure} hits are {lower} to {upper} of {n} "
        "(queries with an unjudged pair: {queries}).",
    ),
    "finding.counted_as_zero": (
        "{gt}, {variant}: 기준 문항 {queries}개에 벡터가 없어 0으로 셌습니다.",
        "{gt}, {variant}: queries without a vector, which count as zero: {queries}.",
    ),
    "finding.changes_place": (
        "{a} 대 {b}, 적중이 더 많은 쪽이 정답에 따라 바뀝니다: {gt_a}에서는 {a}, {gt_b}에서는 {b}.",
        "{a} has more hits on {gt_a}, {b} on {gt_b}.",
    ),
    "verdict": ("6. 판정", "6. Verdict"),
    "verdict.lead": (
        "점 규칙은 여기서 센 적중이 모든 정답에서 기준에 닿았는지만 말합니다. 다른 기준 문항에서도 "
        "그럴지는 근거가 말합니다. 95 % 구간이 모든 정답에서 기준 이상이면 근거 충분, 어느 "
        "정답에서든 기준보다 낮으면 기준 미달 확인, 나머지는 아직 판단 불가입니다.",
        "The point rule says no more than whether the hits counted here reach the target on every "
        "ground truth. Whether other queries would agree is what the evidence says: shown if the "
        "whole 95 % interval reaches the target on every ground truth, refuted if it lies below "
        "on any, else undecided.",
    ),
    "verdict.interim": (
        "계획한 조사가 끝나지 않은 정답이 있으면 중간값입니다.",
        "Interim: a planned study of a ground truth is not complete.",
    ),
    "verdict.few": (
        "기준 문항이 8개보다 적은 정답에서 통과와 미달은 적중 개수 이상을 말하지 않습니다.",
        "On a ground truth with fewer than 8 queries PASS and FAIL say no more than the counts.",
    ),
    "recommendation": ("7. 권고", "7. Recommendation"),
    "recommendation.none": ("아직 적지 않았습니다.", "None has been written yet."),
    "limits": ("8. 한계", "8. Limits"),
    "limit.sample": (
        "구간은 비슷하게 뽑은 다른 기준 문항이라면 달라질 폭입니다. 기준 문항이 적을수록 넓습니다.",
        "Intervals say how much other queries drawn alike could differ; the fewer, the wider.",
    ),
    "limit.selected": (
        "사람 판정만 보면 유사한 후보를 사람이 이미 찾은 기준 문항만 셉니다. n은 무엇을 "
        "판정했는지에 따라 정해지므로, 고르게 뽑은 표본이 아닐 수 있습니다.",
        "By people's judgments alone only queries count for which somebody has found a relevant "
        "item. Which ones these are depends on what was judged: they may be no fair sample.",
    ),
    "limit.pool": (
        "정답이 정한 후보 안의 수치는 전체 문항에서의 성능이 아닙니다.",
        "Figures within a ground truth's own candidates are not the performance on all items.",
    ),
    "limit.unlisted": (
        "정답이 정한 후보 안에서 등급 없는 쌍을 유사하지 않다고 본 것은 가정입니다.",
        "That pairs without a grade are not relevant, within a ground truth's own candidates, "
        "is an assumption.",
    ),
    "limit.holes": (
        "미판정 쌍은 틀린 것이 아닙니다. 판정하면 범위가 좁아지지만 표본 수는 늘지 않습니다.",
        "Unjudged pairs are not errors. Judging them narrows the range, not the interval.",
    ),
    "limit.scores": (
        "두 모델의 점수(내적)는 서로 비교할 수 없습니다.",
        "Scores (inner products) of two variants can't be compared.",
    ),
    "hashes": ("9. 파일과 해시", "9. Files and hashes"),
    "hash.items": ("문항", "Items"),
    "hash.view": ("{gt}: 판정 관점", "{gt}: view"),
    "hash.settings": ("{gt}: 평가 설정", "{gt}: settings"),
    "hash": ("해시 (SHA-256)", "Hash (SHA-256)"),
    "source_hash": ("원본 파일 {file}", "Source file {file}"),
    "code": ("Yusa 버전", "Version of Yusa"),
}


def word(key: str, language: Language, **values: object) -> str:
    """The words of ``key``, with values put in."""
    return WORDS[key][LANGUAGES.index(language)].format(**values)
