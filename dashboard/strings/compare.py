"""Compare's head: what is shown."""

from dashboard.strings.words import Words

WORDS = {
    "comparison.view": Words("판정 관점", "Judgments"),
    "comparison.view.imported": Words("가져온 정답", "Imported"),
    "comparison.view.human": Words("사람 판정", "People's"),
    "comparison.view.human_over_imported": Words("사람 우선", "People's first"),
    "comparison.view.symmetric": Words("{view}, 양방향", "{view}, both directions"),
    "comparison.view.help": Words(
        "‘사람 우선’은 사람이 판정한 쌍은 사람의 판정을, 나머지는 가져온 정답을 씁니다. 순위를 "
        "보고 한 판정은 순위를 가리고 한 판정이 없는 쌍에서만 셉니다.",
        "“People's first” takes people's grades where there are any, the imported ones elsewhere. "
        "Grades given with ranks in sight count only where nobody judged blind.",
    ),
    "comparison.pool": Words("후보", "Candidates"),
    "comparison.pool.judged": Words("시험 문항", "Test items"),
    "comparison.pool.corpus": Words("전체 문항", "All questions"),
    "comparison.measure": Words("지표", "Measure"),
    "comparison.download": Words("수치 CSV", "Figures (CSV)"),
    "comparison.computing": Words("순위를 계산하는 중…", "Ranking…"),
    "comparison.scope": Words(
        "후보 {pool} · {view} · 판정 번호 {revision} · n = {n:,}",
        "{pool} · {view} · judgment revision {revision} · n = {n:,}",
    ),
    "comparison.scope.judged": Words(
        "{size:,}개(시험 문항)", "{size:,} {size:candidate (test item)|candidates (test items)}"
    ),
    "comparison.scope.corpus": Words(
        "{size:,}개(전체)", "{size:,} {size:candidate|candidates} (all)"
    ),
    "comparison.scope.judged.filtered": Words(
        "{size:,} / {all:,}개(시험 문항 중 {where})",
        "{size:,} of {all:,} {all:candidate|candidates} (test items with {where})",
    ),
    "comparison.scope.corpus.filtered": Words(
        "{size:,} / {all:,}개(전체 중 {where})",
        "{size:,} of {all:,} {all:candidate|candidates} (all with {where})",
    ),
    "comparison.filters": Words("후보 조건", "Candidate filters"),
    "comparison.filters.n": Words("후보 조건 {n}", "Candidate filters {n}"),
    "comparison.filters.help": Words(
        "모든 모델의 후보를 똑같이 좁혀 다시 계산합니다. 기준 문항은 그대로입니다.",
        "Narrows the candidates of every variant alike; the queries stay as they are.",
    ),
    "comparison.filtered": Words(
        "좁힌 후보({where})에서 잰 수치입니다. 후보가 다른 수치와 견주지 마세요.",
        "Measured among fewer candidates ({where}): "
        "don't hold it against figures of other candidates.",
    ),
    "comparison.passed": Words("① 통과했나", "① Did they pass?"),
    "comparison.real": Words("② 차이가 진짜인가", "② Is the difference real?"),
    "comparison.why": Words("③ 왜 다른가", "③ Why do they differ?"),
    "comparison.service": Words("④ 서비스에서도 그럴까", "④ Will it hold in service?"),
    "measure.success": Words("상위 {k}개 적중률 (Success@{k})", "Success@{k} (Top-{k})"),
    "measure.success.short": Words("상위 {k}개", "Success@{k}"),
    "measure.rr": Words("평균 역순위 (MRR)", "Mean reciprocal rank (MRR)"),
    "measure.ndcg": Words("순서 품질 (nDCG@{k})", "Order by grade (nDCG@{k})"),
}
