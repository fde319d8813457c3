"""Judging tasks, as a lead makes them."""

from dashboard.strings.words import Words

WORDS = {
    "task.intro": Words(
        "여러 사람이 모델, 순위, 수치를 모르는 채로 판정하게 합니다. 작업이 열려 있는 동안 "
        "판정자는 받은 링크로 자기 쌍만 보고, 다른 페이지는 책임자만 볼 수 있습니다.",
        "A task lets several people judge without knowing variant, rank or figures. While it is "
        "open, annotators see only their own pairs, by the link that they are given; the other "
        "pages are for the lead alone.",
    ),
    "task.lead": Words(
        "책임자 이름",
        "Lead's name",
    ),
    "task.lead.make": Words(
        "접속 키 만들기",
        "Make the key",
    ),
    "task.lead.key": Words(
        "책임자 링크입니다. 다시 볼 수 없으니 지금 보관하세요. 다른 브라우저에서도 이 링크로 "
        "들어오면 모든 페이지가 열립니다. 잃어버리면 서버에서 `yusa key`로 새로 만듭니다.",
        "This is the lead's link. Keep it now: it can't be shown again. It opens every page in "
        "any browser. If it is lost, `yusa key` on the server makes a new one.",
    ),
    "task.leave": Words(
        "이 브라우저에서 나가기",
        "Sign out of this browser",
    ),
    "task.none": Words(
        "아직 작업이 없습니다. 새 작업을 만들고 판정자에게 링크를 보내세요.",
        "No task yet. Make one and send its links to the annotators.",
    ),
    "task.new": Words("새 작업", "New task"),
    "task.edit": Words(
        "편집",
        "Edit",
    ),
    "task.open": Words(
        "작업 열기",
        "Open the task",
    ),
    "task.close": Words(
        "작업 닫기",
        "Close the task",
    ),
    "task.state.open": Words("진행 중", "Open"),
    "task.state.closed": Words("닫힘", "Closed"),
    "task.line": Words(
        "정답 목록 {gt} · {queue} · 판정자 {people:,}명 · 연습 {practice:,}쌍 · 겹침 {overlap} % "
        "· 판정 기준 {guideline} · 버전 {version}",
        "Ground truth {gt} · {queue} · {people:,} {people:annotator|annotators} · {practice:,} "
        "practice {practice:pair|pairs} · overlap {overlap} % · guideline {guideline} · version "
        "{version}",
    ),
    "task.scope.stop": Words(
        "모든 모델의 상위 {k}개가 판정될 때까지 {n:,}쌍, 한 사람이 {time}쯤 걸립니다. 그중 "
        "적중 여부를 바꿀 수 있는 쌍은 {flipping:,}개입니다.",
        "{n:,} {n:pair|pairs}, about {time} for one person, until the first {k} of every "
        "variant are judged; {flipping:,} of them can still change a hit.",
    ),
    "task.scope.none": Words(
        "지금 이 작업에서 판정할 쌍이 없습니다. 다른 목록이나 후보를 고르세요.",
        "This task has no pair to judge now. Choose another queue or other candidates.",
    ),
    "task.scope.none.assumed": Words(
        "지금 이 작업에서 판정할 쌍이 없습니다. 정답 파일이 후보 가운데 목록에 없는 문항을 모두 "
        "무관으로 보기 때문입니다. 후보를 전체 문항으로 바꾸거나 ‘모든 모델의 상위 문항’을 "
        "고르세요.",
        "This task has no pair to judge now: the ground truth takes every unlisted candidate for "
        "unrelated. Choose all questions as candidates, or “First items of all variants”.",
    ),
    "task.scope.nobody": Words(
        "판정할 수 있는 사람이 없는 쌍 {n:,}개: {named}. 과목을 맡은 판정자를 더하세요.",
        "Nobody may judge {n:,} {n:pair|pairs}: {named}. Add an annotator for the subject.",
    ),
    "task.scope.symmetric": Words(
        "반대 방향은 수치에서 아직 미판정으로 남습니다. workspace.toml의 [judgments]에 "
        "symmetric = true를 적으면 함께 셉니다.",
        "The other direction stays unjudged in the figures until workspace.toml says "
        "symmetric = true under [judgments].",
    ),
    "task.scope.practice": Words(
        "연습 쌍이 {n:,}개입니다. {advised}쌍을 권합니다. 편집에서 채울 수 있습니다.",
        "{n:,} practice {n:pair|pairs}; {advised} are advised. Edit the task to add some.",
    ),
    "task.name": Words("작업 이름", "Name"),
    "task.gt": Words("정답 목록", "Ground truth"),
    "task.pool": Words("후보", "Candidates"),
    "task.queue": Words(
        "판정할 쌍",
        "Which pairs",
    ),
    "task.queue.decisive": Words(
        "결론을 바꿀 수 있는 쌍 먼저",
        "Pairs that can change a verdict",
    ),
    "task.queue.pooled": Words("모든 모델의 상위 문항", "First items of all variants"),
    "task.queue.second": Words(
        "두 번째 의견이 필요한 쌍",
        "Pairs that need a second opinion",
    ),
    "task.queue.first": Words(
        "1위인데 정답 목록에 없는 문항",
        "Ranked first, but not in the ground truth",
    ),
    "task.depth": Words(
        "모델마다 상위 몇 개까지",
        "Depth: first items of each variant",
    ),
    "task.queries": Words(
        "기준 문항 ID (비우면 정답 목록의 모든 기준 문항)",
        "Ids of queries (empty: all of the ground truth)",
    ),
    "task.queries.help": Words(
        "빈칸, 쉼표나 줄로 나눕니다. ‘모든 모델의 상위 문항’에서는 정답 목록에 없는 문항도 기준 "
        "문항이 될 수 있습니다.",
        "Separated by blanks, commas or lines. With “First items of all variants” any question "
        "can be a query.",
    ),
    "task.sample": Words("새 기준 문항 뽑기", "Draw new queries"),
    "task.sample.n": Words("뽑을 문항 수", "How many"),
    "task.sample.seed": Words("시드", "Seed"),
    "task.sample.help": Words(
        "아직 어느 정답 목록에도 없는 문항에서 과목별 비율대로 뽑아 ‘기준 문항 ID’ 칸을 채웁니다. "
        "같은 시드는 같은 문항을 뽑습니다.",
        "Fills the field of ids with questions that no ground truth asks yet, each subject by its "
        "share. The same seed draws the same.",
    ),
    "task.sample.drawn": Words(
        "{n:,}문항을 뽑았습니다: {shares}", "{n:,} {n:query was|queries were} drawn: {shares}"
    ),
    "task.roster": Words(
        "판정자 (한 줄에 한 명)",
        "Annotators (one per line)",
    ),
    "task.overlap": Words("두 사람이 판정할 쌍 (%)", "Pairs for two people (%)"),
    "task.repeats": Words(
        "표시 없이 다시 낼 쌍 (%)",
        "Pairs that come back unmarked (%)",
    ),
    "task.symmetric": Words("한 판정을 반대 방향에도 적용", "One judgment serves both directions"),
    "task.guideline": Words(
        "판정 기준",
        "Guideline",
    ),
    "task.guideline.help": Words(
        "적은 그대로 판정자에게 보입니다. 등급의 뜻은 늘 함께 보이므로, 이 작업에서 따로 지킬 "
        "것만 적으면 됩니다.",
        "Annotators see it as it stands. What the grades mean is always shown; write only what "
        "this task adds.",
    ),
    "task.examples": Words(
        "등급별 예 (한 줄에 한 쌍)",
        "Examples of grades (one pair per line)",
    ),
    "task.practice": Words(
        "연습 쌍과 책임자의 답 (한 줄에 한 쌍: 등급, 기준 문항 ID, 후보 ID, 설명)",
        "Practice pairs with your answers (one per line: grade, query id, candidate id, remark)",
    ),
    "task.practice.fill": Words(
        "내 판정에서 채우기",
        "Fill from my judgments",
    ),
    "task.practice.filled": Words(
        "내 판정 {n:,}쌍을 넣었습니다.", "{n:,} of your judgments were put in."
    ),
    "task.save": Words("저장", "Save"),
    "task.cancel": Words("취소", "Cancel"),
    "task.link": Words("{name}에게 보낼 새 링크", "New link for {name}"),
    "task.link.help": Words(
        "새 링크를 만듭니다. 이 사람이 전에 받은 링크는 더 이상 열리지 않습니다.",
        "Makes a new link; earlier ones of this person open nothing any more.",
    ),
    "task.link.made": Words(
        "{name}에게 이 링크를 보내세요. 다시 볼 수 없습니다.",
        "Send this link to {name}; it can't be shown again.",
    ),
    "task.label.queries": Words("기준 문항.", "Queries."),
    "task.label.roster": Words("판정자.", "Annotators."),
    "task.label.examples": Words(
        "등급별 예.",
        "Examples.",
    ),
    "task.label.practice": Words("연습 쌍.", "Practice pairs."),
    "task.fault.meanwhile": Words(
        "입력하는 동안 {name} 님이 이 작업을 고쳤습니다. 다시 저장하면 그 내용을 덮어씁니다. 고친 "
        "내용을 보려면 취소하고 다시 여세요.",
        "{name} changed this task while you were typing. Save again to overwrite that, or cancel "
        "and open it again to see it.",
    ),
    "task.fault.subject": Words(
        "{line}번째 줄: ‘{subject}’라는 과목이 없습니다. 있는 과목을 적거나 비우세요: {known}",
        "Line {line}: there is no subject “{subject}”. Give one that there is, or none: {known}",
    ),
    "task.fault.twice": Words(
        "{line}번째 줄: ‘{name}’ 이름이 두 번 나옵니다. 한 줄로 합치세요.",
        "Line {line}: “{name}” appears twice. Make it one line.",
    ),
    "task.fault.query": Words(
        "{line}번째 줄: ‘{id}’는 이 정답 목록의 기준 문항이 아닙니다. 고치거나 지우세요. 목록 밖의 "
        "문항을 판정하려면 ‘모든 모델의 상위 문항’을 고르세요.",
        "Line {line}: “{id}” is no query of this ground truth. Correct or remove it; other "
        "questions can be judged with “First items of all variants”.",
    ),
    "task.fault.pair": Words(
        "{line}번째 줄: 등급, 기준 문항 ID, 후보 ID 순서로 적으세요. 등급은 0~3입니다.",
        "Line {line}: begin with grade, query id and candidate id; grades are 0 to 3.",
    ),
    "task.fault.item": Words(
        "{line}번째 줄: ‘{id}’라는 문항이 없습니다. ID를 고치거나 지우세요.",
        "Line {line}: there is no question “{id}”. Correct or remove the id.",
    ),
    "task.fault.same": Words(
        "{line}번째 줄: ‘{id}’를 자기 자신과 짝지었습니다. 한쪽을 다른 문항으로 바꾸세요.",
        "Line {line}: “{id}” is paired with itself. Give another question for one of them.",
    ),
    "task.fault.number": Words(
        "‘{label}’에는 {least:,}에서 {most:,} 사이의 수를 적으세요.",
        "“{label}” takes a number from {least:,} to {most:,}.",
    ),
    "task.fault.more": Words(
        "그 밖에 {n:,}개 줄을 고쳐야 합니다.", "{n:,} more {n:line needs|lines need} mending."
    ),
    "task.intro.steps": Words(
        "1. 책임자의 접속 키를 만듭니다.\n"
        "2. 작업을 만들고 판정자와 판정 기준을 적습니다.\n"
        "3. 작업을 열고 판정자마다 링크를 보냅니다.\n"
        "4. 이 페이지에서 진행 상황을 보고, 의견이 갈린 쌍은 ‘합의’에서 확정합니다.",
        "1. Make the lead's key.\n"
        "2. Make a task: annotators, guideline, practice pairs.\n"
        "3. Open it and send every annotator a link.\n"
        "4. Watch the progress here, and decide disagreements on Agreement.",
    ),
    "task.lead.kept": Words(
        "보관했습니다",
        "I have kept it",
    ),
    "task.open.help": Words(
        "판정자가 링크로 판정을 시작할 수 있습니다. 작업이 열려 있는 동안 접속 키가 없는 "
        "사람에게는 다른 페이지가 잠깁니다.",
        "Annotators can begin by their links. While it is open, the other pages are closed to "
        "everybody without a key.",
    ),
    "task.close.help": Words(
        "판정을 멈춥니다. 지금까지 한 판정은 남고, 다시 열 수 있습니다.",
        "Stops the judging. What was judged stays, and you can open it again.",
    ),
    "task.closed.next": Words(
        "닫힌 작업입니다. 작업을 열어야 판정자의 링크로 판정할 수 있습니다.",
        "It is closed: the links let people judge once you open it.",
    ),
    "task.scope.alone": Words(
        "판정자가 한 명이라 두 사람이 볼 쌍이 없고, 합의도 잴 수 없습니다.",
        "With one annotator no pair is judged by two people, and agreement can't be measured.",
    ),
    "task.scope.overlap": Words(
        "판정할 쌍은 모두 {pairs:,}개입니다. 두 사람이 볼 쌍을 두 번 세어 판정 {wanted:,}개가 "
        "필요합니다.",
        "{pairs:,} {pairs:pair|pairs} in all. Those for two people count twice, so {wanted:,} "
        "{wanted:judgment is|judgments are} wanted.",
    ),
    "task.head.what": Words(
        "1. 무엇을 판정하나",
        "1. What is judged",
    ),
    "task.head.who": Words(
        "2. 누가 판정하나",
        "2. Who judges",
    ),
    "task.head.how": Words(
        "3. 무엇을 보고 정하나",
        "3. By which guideline",
    ),
    "task.head.practice": Words(
        "4. 연습",
        "4. Practice",
    ),
    "task.name.help": Words(
        "판정자에게 이 이름이 보입니다. 모델 이름이나 기대하는 결과는 적지 마세요.",
        "Annotators see this name: don't put a variant or the hoped-for result into it.",
    ),
    "task.gt.help": Words(
        "이 목록의 기준 문항에 대해 판정합니다.",
        "Its queries are what is judged.",
    ),
    "task.pool.help": Words(
        "판정할 쌍을 이 후보 가운데에서 찾습니다.",
        "The pairs are found among these.",
    ),
    "task.queue.help": Words(
        "‘결론을 바꿀 수 있는 쌍 먼저’는 적중 여부를 바꿀 수 있는 쌍부터 냅니다. 판정자에게는 "
        "고른 까닭이 보이지 않습니다.",
        "“Pairs that can change a verdict” begins with those that can change a hit. Annotators "
        "don't see why a pair was chosen.",
    ),
    "task.depth.help": Words(
        "상위 5개 적중률을 보려면 5, 더 깊이 보려면 10.",
        "5 for Success@5; 10 to look deeper.",
    ),
    "task.roster.help": Words(
        "이름 뒤에 과목을 적으면 그 과목의 기준 문항만 맡습니다. 적지 않으면 모든 과목을 맡습니다.",
        "With subjects after the name, only queries of these subjects; without, all.",
    ),
    "task.roster.placeholder": Words(
        "김서연: 수학, 물리학\n이준호",
        "Kim Seoyeon: SUBJECT, SUBJECT\nLee Junho",
    ),
    "task.overlap.help": Words(
        "두 사람이 같은 쌍을 따로 판정해야 얼마나 일치하는지 잴 수 있습니다. 0이면 ‘합의’에 나올 "
        "것이 없습니다.",
        "Agreement can only be measured where two people judge the same pair. With 0 there is "
        "nothing to see on Agreement.",
    ),
    "task.repeats.help": Words(
        "같은 사람에게 나중에 한 번 더 보여, 다시 봐도 같은 등급을 주는지 봅니다.",
        "Shown once more to the same person, to see whether they grade it alike.",
    ),
    "task.symmetric.help": Words(
        "A를 기준으로 B를 판정하면 B를 기준으로 A를 본 판정으로도 씁니다. 반대 방향은 추정으로 "
        "표시됩니다.",
        "A judgment on B for the query A also serves for A as an answer to B; that one is marked "
        "as inferred.",
    ),
    "task.examples.help": Words(
        "등급, 기준 문항 ID, 후보 ID, 설명 순서로 적습니다. 설명은 없어도 됩니다. 판정자는 "
        "판정 기준에서 두 문항을 함께 봅니다.",
        "Grade, id of the query, id of the candidate, and a remark if you like. Annotators see "
        "both questions with the guideline.",
    ),
    "task.lines.placeholder": Words(
        "3 {a} {b} 숫자만 다름\n0 {a} {c}",
        "3 {a} {b} only the numbers differ\n0 {a} {c}",
    ),
    "task.practice.why": Words(
        "판정자는 이 쌍을 먼저 풀고, 답할 때마다 책임자의 답과 설명을 봅니다. 연습은 어떤 "
        "수치에도 들어가지 않습니다. {n}쌍을 권하며, 비우면 바로 판정을 시작합니다.",
        "Annotators begin with these pairs and see your answer and remark after each of theirs. "
        "Practice counts for no figure. {n} are advised; without any, judging begins at once.",
    ),
    "task.practice.fill.help": Words(
        "‘판정하기’에서 책임자 이름으로 한 판정을 등급별로 고르게 넣습니다. 지금 칸에 있는 것은 "
        "바뀝니다.",
        "Puts in what you judged on Annotate under the lead's name, the grades in turn. It "
        "replaces what stands in the field.",
    ),
    "task.practice.filled.none": Words(
        "‘{name}’ 이름으로 한 판정이 없습니다. ‘판정하기’에서 {n}쌍쯤 판정한 뒤 다시 누르거나, "
        "직접 적으세요.",
        "There is no judgment under the name “{name}”. Judge about {n} {n:pair|pairs} on "
        "Annotate and press it again, or type them in.",
    ),
    "task.fault.name": Words(
        "작업 이름을 적으세요.",
        "Give the task a name.",
    ),
    "task.fault.lead": Words(
        "책임자 이름을 적으세요.",
        "Type the lead's name.",
    ),
    "task.fault.lead.there": Words(
        "다른 사람이 먼저 책임자 키를 만들어, 새 키는 만들지 않았습니다. "
        "그 책임자에게 받은 접속 키를 넣으세요.",
        "Somebody else has made the lead's key first, so no other was made. "
        "Enter a key from that lead.",
    ),
    "task.fault.nobody": Words(
        "판정자가 없습니다. 작업을 열려면 판정자를 한 명 이상 적으세요.",
        "Nobody is to judge. Name an annotator before the task is open.",
    ),
}
