"""Judging tasks, as a lead makes them."""

from dashboard.strings.words import Words

WORDS = {
    "task.intro": Words(
        "작업을 열면 판정자는 받은 링크로 자기 쌍만 봅니다. 수치, 모델, 다른 사람의 의견은 이끄는 "
        "사람만 볼 수 있습니다. 먼저 이끄는 사람의 열쇠를 만드세요.",
        "While a task is open, annotators see their own pairs by the link that they are given; "
        "figures, variants and opinions are for the lead alone. First make the lead's key.",
    ),
    "task.lead": Words("이끄는 사람 이름", "Name of the lead"),
    "task.lead.make": Words("열쇠 만들기", "Make the key"),
    "task.lead.key": Words(
        "이 링크를 지금 보관하세요. 다시 보여 줄 수 없습니다. 다른 브라우저에서 이 링크로 들어오면 "
        "모든 페이지가 열립니다. 잃어버리면 서버에서 `yusa key`로 새로 만듭니다.",
        "Keep this link now: it can't be shown again. It opens every page in another browser. If "
        "it is lost, `yusa key` on the server makes a new one.",
    ),
    "task.leave": Words("이 브라우저에서 나가기", "Leave in this browser"),
    "task.none": Words(
        "아직 작업이 없습니다. 새 작업을 만들어 판정자에게 링크를 보내세요.",
        "No task yet. Make one and send its links to the annotators.",
    ),
    "task.new": Words("새 작업", "New task"),
    "task.edit": Words("고치기", "Edit"),
    "task.open": Words("열기", "Open"),
    "task.close": Words("닫기", "Close"),
    "task.state.open": Words("진행 중", "Open"),
    "task.state.closed": Words("닫힘", "Closed"),
    "task.line": Words(
        "정답 {gt} · {queue} · 판정자 {people:,}명 · 연습 {practice:,}쌍 · 겹침 {overlap} % · "
        "지침 {guideline} · {version}번째 판",
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
    "task.time.both": Words("{hours:,}시간 {minutes}분", "{hours:,} h {minutes} min"),
    "task.time.hours": Words("{hours:,}시간", "{hours:,} h"),
    "task.time.minutes": Words("{minutes}분", "{minutes} min"),
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
        "연습 쌍이 {n:,}개입니다. {advised}쌍을 권합니다.",
        "{n:,} practice {n:pair|pairs}; {advised} are advised.",
    ),
    "task.name": Words("작업 이름", "Name"),
    "task.gt": Words("정답 목록", "Ground truth"),
    "task.pool": Words("후보", "Candidates"),
    "task.queue": Words("무엇을 먼저 판정하나", "What comes first"),
    "task.queue.decisive": Words("결론을 바꿀 수 있는 쌍 먼저", "What can change a verdict"),
    "task.queue.pooled": Words("모든 모델의 상위 문항", "First items of all variants"),
    "task.queue.second": Words("두 번째 의견이 필요한 쌍", "Pairs that want a second opinion"),
    "task.queue.first": Words("1위인데 정답에 없는 문항", "First but not credited"),
    "task.depth": Words("모델마다 상위 몇 개", "First items of each variant"),
    "task.queries": Words(
        "기준 문항 ID (비우면 정답 목록의 모든 기준 문항)",
        "Ids of queries (empty: all of the ground truth)",
    ),
    "task.queries.help": Words(
        "‘모든 모델의 상위 문항’에서는 정답 목록에 없는 문항도 기준 문항이 될 수 있습니다.",
        "With “First items of all variants” any question can be a query.",
    ),
    "task.sample": Words("새 기준 문항 뽑기", "Draw new queries"),
    "task.sample.n": Words("뽑을 문항 수", "How many"),
    "task.sample.seed": Words("시드", "Seed"),
    "task.sample.help": Words(
        "아직 어느 정답 목록에도 없는 문항에서 과목별 비율대로 뽑아 위 칸을 채웁니다. 같은 시드는 "
        "같은 문항을 뽑습니다.",
        "Fills the field above with questions that no ground truth asks yet, each subject by its "
        "share. The same seed draws the same.",
    ),
    "task.sample.drawn": Words(
        "{n:,}문항을 뽑았습니다: {shares}", "{n:,} {n:query was|queries were} drawn: {shares}"
    ),
    "task.roster": Words(
        "판정자: 한 줄에 한 명. `이름` 또는 `이름: 과목, 과목`",
        "Annotators, one per line: `NAME` or `NAME: SUBJECT, SUBJECT`",
    ),
    "task.overlap": Words("두 사람이 판정할 쌍 (%)", "Pairs for two people (%)"),
    "task.repeats": Words("표시 없이 다시 낼 쌍 (%)", "Pairs that come back (%)"),
    "task.symmetric": Words("한 판정을 반대 방향에도 적용", "One judgment serves both directions"),
    "task.guideline": Words(
        "이 작업의 판정 지침 (그대로 보여 줍니다)", "This task's guideline (shown as it stands)"
    ),
    "task.guideline.help": Words(
        "등급의 뜻은 늘 함께 보이므로, 이 작업에서 따로 지킬 것만 적으면 됩니다.",
        "What the grades mean is always shown; write only what this task adds.",
    ),
    "task.examples": Words(
        "등급별 예: 한 줄에 `등급 기준ID 후보ID 한마디`",
        "Examples, one per line: `GRADE QUERY ITEM REMARK`",
    ),
    "task.practice": Words(
        "연습 쌍과 정답: 한 줄에 `등급 기준ID 후보ID 한마디` (권장 {n}쌍)",
        "Practice pairs with answers, one per line: `GRADE QUERY ITEM REMARK` ({n} advised)",
    ),
    "task.practice.fill": Words(
        "내 판정에서 연습 쌍 채우기", "Fill practice pairs from my judgments"
    ),
    "task.practice.filled": Words(
        "내 판정 {n:,}쌍을 넣었습니다.", "{n:,} of your judgments were put in."
    ),
    "task.save": Words("저장", "Save"),
    "task.cancel": Words("취소", "Cancel"),
    "task.link": Words("{name}에게 보낼 새 링크", "New link for {name}"),
    "task.link.help": Words(
        "누르면 새 링크를 만들고, 이 사람의 이전 링크는 더 열리지 않습니다.",
        "Makes a new link; earlier ones of this person open nothing any more.",
    ),
    "task.link.made": Words(
        "{name}에게 보내세요. 다시 보여 줄 수 없습니다.",
        "Send it to {name}; it can't be shown again.",
    ),
    "task.label.queries": Words("기준 문항.", "Queries."),
    "task.label.roster": Words("판정자.", "Annotators."),
    "task.label.examples": Words("등급별 예.", "Examples."),
    "task.label.practice": Words("연습 쌍.", "Practice pairs."),
    "task.fault.meanwhile": Words(
        "입력하는 동안 {name} 님이 이 작업을 고쳤습니다. 다시 저장하면 그 내용을 덮어씁니다. 고친 "
        "내용을 보려면 취소하고 다시 여세요.",
        "{name} changed this task while you were typing. Save again to overwrite that, or cancel "
        "and open it again to see it.",
    ),
    "task.fault.subject": Words(
        "{line}번째 줄: ‘{subject}’라는 과목이 없습니다.",
        "Line {line}: there is no subject “{subject}”.",
    ),
    "task.fault.twice": Words(
        "{line}번째 줄: ‘{name}’이(가) 두 번 나옵니다.", "Line {line}: “{name}” appears twice."
    ),
    "task.fault.query": Words(
        "{line}번째 줄: ‘{id}’는 이 정답 목록의 기준 문항이 아닙니다.",
        "Line {line}: “{id}” is no query of this ground truth.",
    ),
    "task.fault.pair": Words(
        "{line}번째 줄: `등급 기준ID 후보ID`로 시작해야 합니다. 등급은 0~3입니다.",
        "Line {line}: begin with `GRADE QUERY ITEM`; grades are 0 to 3.",
    ),
    "task.fault.item": Words(
        "{line}번째 줄: ‘{id}’라는 문항이 없습니다.", "Line {line}: there is no item “{id}”."
    ),
    "task.fault.same": Words(
        "{line}번째 줄: ‘{id}’를 자기 자신과 짝지었습니다.",
        "Line {line}: “{id}” is paired with itself.",
    ),
}
