"""Frozen versions of ground truths."""

from dashboard.strings.words import Words

WORDS = {
    "page.versions": Words("정답 버전", "Ground-truth versions"),
    "version.freeze": Words("지금 상태를 버전으로 고정", "Freeze the present state as a version"),
    "version.freeze.lead": Words(
        "고정한 버전은 뒤에 판정이 바뀌어도 그대로이며, 누가 언제 왜 고정했는지를 파일에 담습니다.",
        "A frozen version stays as it is whatever is judged later; its file says who froze it, "
        "when and why.",
    ),
    "version.would": Words(
        "**고정될 내용** · 기준 {queries:,}문항, {pairs:,}쌍 ({grades})",
        "**What would be frozen** · {queries:,} {queries:query|queries}, "
        "{pairs:,} {pairs:pair|pairs} ({grades})",
    ),
    "version.grade": Words("등급 {grade}: {n:,}쌍", "grade {grade}: {n:,}"),
    "version.untold": Words("판정 불가 {n:,}쌍", "cannot tell: {n:,}"),
    "version.no_pairs": Words("등급 없음", "no grades"),
    "version.pool": Words(
        "후보 {n:,}개를 함께 고정합니다.", "The {n:,} {n:candidate|candidates} are frozen with it."
    ),
    "version.pool.none": Words(
        "후보 목록 없이 고정합니다. 어떤 문항이든 후보가 될 수 있습니다.",
        "No list of candidates is frozen: any question may be one.",
    ),
    "version.unlisted.not_relevant": Words(
        "목록에 없는 쌍은 무관하다고 보는 가정도 그대로입니다.",
        "The assumption that unlisted pairs are not relevant is kept.",
    ),
    "version.unlisted.unknown": Words(
        "목록에 없는 쌍은 미판정으로 남습니다.", "Unlisted pairs stay unjudged."
    ),
    "version.regraded": Words(
        "{n:,}쌍은 등급 숫자를 고칩니다. 파일에는 정답 기준 등급이 하나({threshold}등급)뿐이라 "
        "정답 여부가 달라지지 않도록 맞춥니다.",
        "{n:,} {n:pair gets|pairs get} another grade: a file has one threshold "
        "({threshold}), and what counts as relevant stays the same.",
    ),
    "version.outside": Words(
        "{n:,}쌍은 후보 밖이라 빠집니다.",
        "{n:,} {n:pair is|pairs are} left out: not among the candidates.",
    ),
    "version.gone": Words(
        "{n:,}쌍은 없어진 문항이라 빠집니다.",
        "{n:,} {n:pair is|pairs are} left out: the question is gone.",
    ),
    "version.of": Words(
        "{gt} · {view} · 판정 번호 {revision}", "{gt} · {view} · revision {revision}"
    ),
    "version.symmetric": Words("양방향", "both directions"),
    "version.name": Words("버전 이름", "Name of the version"),
    "version.author": Words("고정하는 사람", "Frozen by"),
    "version.note": Words("고정하는 까닭 (파일에 남습니다)", "Why (the file keeps it)"),
    "version.note.placeholder": Words(
        "예: 불일치 12쌍을 조정한 뒤 3월 보고서에 쓰려고",
        "e.g. for the March report, after 12 pairs were adjudicated",
    ),
    "version.fault.name": Words(
        "‘{name}’이라는 정답 목록이 이미 있습니다. 다른 이름을 적어 주세요.",
        "There is a ground truth “{name}” already. Give the version another name.",
    ),
    "version.fault.author": Words("누가 고정하는지 적어 주세요.", "Say who freezes it."),
    "version.fault.note": Words(
        "고정하는 까닭을 적어 주세요. 파일에 남습니다.", "Say why it is frozen; the file keeps it."
    ),
    "version.do": Words("버전으로 고정", "Freeze"),
    "version.made": Words(
        "**{name}** 버전을 고정했습니다. {of} · 해시 `{hash}`. 아직 작업 공간에는 없습니다. "
        "내려받거나 추가하세요.",
        "**{name}** is frozen: {of} · hash `{hash}`. It is not in the workspace yet: "
        "download or add it.",
    ),
    "version.download": Words("버전 파일 내려받기", "Download the file"),
    "version.add": Words("이 작업 공간에 추가", "Add to this workspace"),
    "version.adding": Words("작업 공간에 추가하는 중…", "Adding…"),
    "version.discard": Words("버리기", "Discard"),
    "version.added": Words(
        "**{name}** 버전을 추가했습니다. 이제 모든 화면에서 정답 목록으로 고를 수 있습니다. 고정한 "
        "그대로의 수치는 판정 관점을 ‘가져온 정답’으로 두고 보세요.",
        "**{name}** was added. Every page now offers it as a ground truth. Its figures as frozen "
        "are those of the view “Imported”.",
    ),
    "version.list": Words("이 작업 공간의 버전", "Versions in this workspace"),
    "version.list.none": Words(
        "아직 고정한 버전이 없습니다. 위에서 고정한 뒤 추가하면 여기에 나옵니다.",
        "No version yet. Freeze one above and add it.",
    ),
    "version.counts": Words(
        "기준 {queries:,}문항 · {pairs:,}쌍",
        "{queries:,} {queries:query|queries} · {pairs:,} {pairs:pair|pairs}",
    ),
    "version.signed": Words("{author} · {day} · 해시 `{hash}`", "{author} · {day} · hash `{hash}`"),
    "version.compare.this": Words("원본과 비교", "Compare with its source"),
    "version.compare": Words("두 버전 비교", "Compare two versions"),
    "version.compare.few": Words(
        "비교할 정답 목록이 둘 이상 있어야 합니다.", "It takes two ground truths to compare."
    ),
    "version.old": Words("이전", "Earlier"),
    "version.new": Words("이후", "Later"),
    "version.plain": Words("{gt} · 가져온 그대로", "{gt} · as imported"),
    "version.apart": Words(
        "둘 다 고정한 버전이 아니라 따로 가져온 정답 목록입니다. 아래는 시간에 따른 변화가 아니라 "
        "두 목록의 차이입니다.",
        "Neither is a frozen version: both were imported. What follows is the difference between "
        "two lists, not a change over time.",
    ),
    "version.same": Words(
        "두 버전의 등급, 기준 문항, 후보가 모두 같습니다.",
        "Both say the same: grades, queries and candidates.",
    ),
    "version.pairs": Words(
        "추가 {added:,}쌍 · 삭제 {removed:,}쌍 · 등급 바뀜 {changed:,}쌍. 이 가운데 "
        "**{turned:,}쌍은 정답 여부가 달라집니다.**",
        "{added:,} {added:pair|pairs} added · {removed:,} removed · {changed:,} regraded. "
        "**{turned:,} of them {turned:counts|count} otherwise now.**",
    ),
    "version.queries": Words(
        "기준 문항: 추가 {added:,}, 삭제 {removed:,}",
        "Queries: {added:,} added, {removed:,} removed",
    ),
    "version.candidates": Words(
        "후보: 추가 {added:,}, 삭제 {removed:,}", "Candidates: {added:,} added, {removed:,} removed"
    ),
    "version.ids": Words("{words} ({ids})", "{words} ({ids})"),
    "version.moves": Words(
        "**모델별 {measure}** :small[:gray[{pool} · {old} → {new}]]",
        "**{measure} by variant** :small[:gray[{pool} · {old} → {new}]]",
    ),
    "version.unmoved": Words("{share}, 바뀐 문항 없음", "{share}, no query flipped"),
    "version.moves.csv": Words("모델별 변화 CSV", "Changes by variant (CSV)"),
    "version.pairs.csv": Words("바뀐 쌍 CSV", "Changed pairs (CSV)"),
    "version.pairs.show": Words("바뀐 쌍 보기 ({n:,}쌍)", "Changed pairs ({n:,})"),
    "version.pairs.first": Words(
        "처음 {shown:,}쌍입니다. {n:,}쌍 모두는 CSV에 있습니다.",
        "The first {shown:,}; all {n:,} are in the CSV.",
    ),
    "version.head.query": Words("기준 문항", "Query"),
    "version.head.item": Words("후보 문항", "Item"),
    "version.head.grade": Words("등급", "Grade"),
    "version.head.relevance": Words("정답 여부", "Counts as"),
}
