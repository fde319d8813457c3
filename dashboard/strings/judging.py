"""Judging, and the failures of the judgment store."""

from dashboard.strings.words import Words

WORDS = {
    # Judging
    "judge.annotator": Words("판정자", "Annotator"),
    "judge.annotator.choose": Words("판정자 선택", "Choose annotator"),
    "judge.annotator.name": Words("새 판정자 이름", "Name of a new annotator"),
    "judge.annotator.save": Words("추가", "Add"),
    "judge.task.help": Words(
        "정답 목록과 후보를 바꾸고, 판정자 이름을 추가하고, 언어를 바꿉니다.",
        "Change ground truth, candidates or language, or add an annotator.",
    ),
    "judge.queue": Words("어떤 쌍을 판정하나", "Which pairs"),
    "judge.queue.pooled": Words("모든 모델이 찾은 쌍", "pairs that any variant found"),
    "judge.queue.decisive": Words("결론을 바꿀 쌍", "decisive pairs"),
    "judge.queue.second": Words("두 번째 의견", "second opinions"),
    "judge.queue.first": Words("모델 비교에서 고른 쌍", "pairs from Compare"),
    "judge.stop.short": Words("{n:,}쌍, {time}쯤 남음", "{n:,} {n:pair|pairs} left, about {time}"),
    "judge.stop": Words(
        "모든 모델의 상위 {k}개가 판정될 때까지 {n:,}쌍, {time}쯤 남았습니다.",
        "{n:,} {n:pair|pairs}, about {time}, until the first {k} of every variant are judged.",
    ),
    "judge.stop.done": Words(
        "모든 모델의 상위 {k}개가 판정되었습니다.", "The first {k} of every variant are judged."
    ),
    "judge.empty.queue": Words(
        "이 목록에는 지금 판정할 쌍이 없습니다. 다른 목록, 정답 목록이나 후보를 고르세요.",
        "These pairs are all judged. Choose other pairs, another ground truth or candidates.",
    ),
    "judge.empty.assumed": Words(
        "결론을 바꿀 쌍이 없습니다. 정답 파일이 후보 가운데 목록에 없는 문항을 모두 무관으로 보기 "
        "때문입니다. 후보를 ‘전체 문항’으로 바꾸거나 ‘모든 모델이 찾은 쌍’을 고르세요.",
        "No pair can change a verdict: the ground truth takes every unlisted candidate for "
        "unrelated. Choose all questions as candidates, or “pairs that any variant found”.",
    ),
    "judge.queue.first.help": Words(
        "모델 비교의 목록에 있던 쌍만 판정하고 있습니다. 순서는 섞여 있습니다.",
        "Only the pairs of a list on Compare are judged here, in a shuffled order.",
    ),
    "judge.queue.leave": Words("평소 판정 목록으로", "Back to the usual pairs"),
    "judge.queue.leave.help": Words(
        "모든 모델의 상위 문항을 모은 목록으로 돌아갑니다. 판정한 것은 남습니다.",
        "Goes back to the first items of all variants. What was judged stays.",
    ),
    "judge.guide.grades": Words(
        "- **0 무관**: 묻는 개념이 다름\n"
        "- **1 같은 개념**: 개념은 같고 풀이는 다름\n"
        "- **2 같은 풀이**: 개념과 핵심 풀이가 같음\n"
        "- **3 쌍둥이**: 숫자, 표현, 소재만 다름",
        "- **0 Unrelated**: asks about another concept\n"
        "- **1 Same concept**: the same concept, solved differently\n"
        "- **2 Same solution**: the same concept and core solution\n"
        "- **3 Twin**: only numbers, wording or material differ",
    ),
    "judge.guide.flags": Words(
        "- **D 사본**: 같은 문항이 두 번 들어 있음. 등급과 함께 표시\n"
        "- **X 판정 불가**: 자료가 모자라 등급을 줄 수 없음\n\n"
        "과목이나 소재가 아니라 풀이 과정을 보고 정합니다.",
        "- **D Copy**: the same question is there twice; set it beside the grade\n"
        "- **X Can't tell**: too little to go by for a grade\n\n"
        "Judge by how a question is solved, not by its topic or setting.",
    ),
    "judge.guide.task": Words("이 작업의 기준", "This task's guideline"),
    "judge.guide.examples": Words("예: {grade}", "Examples: {grade}"),
    "judge.switch.differences": Words("`T` 다른 낱말", "`T` Differing words"),
    "judge.switch.differences.help": Words(
        "두 문항에서 서로 다른 낱말, 수, 수식에 밑줄을 긋습니다. 다시 누르면 지웁니다.",
        "Underlines the words, numbers and formulas that differ. Press it again to remove the "
        "marks.",
    ),
    "judge.differences.none": Words(
        "글에는 다른 낱말이 없습니다.", "No word differs between the two texts."
    ),
    "judge.switch.guide": Words("`H` 판정 기준", "`H` Guideline"),
    "judge.switch.guide.help": Words(
        "등급의 뜻을 펼치거나 접습니다. 물음표 키도 됩니다.",
        "Shows or hides what the grades mean. The key ? does the same.",
    ),
    "judge.view.hold": Words("Space 겹쳐 보기", "Space: flip"),
    "judge.view.hold_help": Words(
        "누르고 있는 동안 후보 자리에 기준 문항이 나타납니다. 누르기와 떼기를 되풀이하면 다른 곳이 "
        "보입니다. 고른 버튼은 Enter로 누릅니다.",
        "While it is held, the query stands in the candidate's place. Press and release to see "
        "what differs. A button that has the focus is pressed by Enter.",
    ),
    "judge.view.out_help": Words("두 그림 축소 (-)", "Zoom both out (-)"),
    "judge.view.in_help": Words("두 그림 확대 (+)", "Zoom both in (+)"),
    "judge.view.fit": Words("F 맞춤", "F Fit"),
    "judge.view.fit_help": Words(
        "두 그림을 칸에 맞춥니다. 그림을 눌러도 확대되고, 끌면 함께 움직입니다.",
        "Fits both pictures to their columns. A click on a picture zooms, too; a drag moves both.",
    ),
    "judge.view.own_scale": Words(
        "너무 작아져서 다른 그림보다 크게 그렸습니다.",
        "Drawn on a larger scale than the others: it would be too small.",
    ),
    "judge.passage.shared": Words("지문 (두 문항이 함께 씀)", "Passage (both questions share it)"),
    "judge.candidate": Words("후보", "Candidate"),
    "judge.progress": Words(
        "기준 {query:,}/{queries:,} · 후보 {candidate:,}/{candidates:,}",
        "Query {query:,}/{queries:,} · candidate {candidate:,}/{candidates:,}",
    ),
    "judge.count": Words("{judged:,} / {total:,}쌍 판정", "{judged:,} / {total:,} judged"),
    "judge.count.deferred": Words("나중에 {n:,}", "{n:,} put off"),
    "judge.grade.unrelated": Words("`0` 무관", "`0` Unrelated"),
    "judge.grade.concept": Words("`1` 같은 개념", "`1` Same concept"),
    "judge.grade.solution": Words("`2` 같은 풀이", "`2` Same solution"),
    "judge.grade.twin": Words("`3` 쌍둥이", "`3` Twin"),
    "judge.grade.unrelated.help": Words("묻는 개념이 다름", "Asks about another concept"),
    "judge.grade.concept.help": Words(
        "개념은 같고 풀이는 다름", "Same concept, solved differently"
    ),
    "judge.grade.solution.help": Words("개념과 핵심 풀이가 같음", "Same concept and core solution"),
    "judge.grade.twin.help": Words(
        "숫자, 표현, 소재만 다름", "Only numbers, wording or material differ"
    ),
    "judge.said.unrelated": Words("0 무관", "0 unrelated"),
    "judge.said.concept": Words("1 같은 개념", "1 same concept"),
    "judge.said.solution": Words("2 같은 풀이", "2 same solution"),
    "judge.said.twin": Words("3 쌍둥이", "3 twin"),
    "judge.cannot_tell": Words("판정 불가", "can't tell"),
    "judge.deferral": Words("나중에", "put off"),
    "judge.withdrawal": Words("되돌림", "undone"),
    "judge.duplicate": Words("`D` 사본", "`D` Copy"),
    "judge.duplicate.help": Words(
        "같은 문항의 사본으로 표시합니다. 등급은 따로 줍니다.",
        "Marks it as a copy of the query; give a grade, too.",
    ),
    "judge.ask": Words("`X` 판정 불가", "`X` Can't tell"),
    "judge.ask.help": Words(
        "까닭을 골라 판정 불가로 남깁니다.", "Choose why no grade can be given."
    ),
    "judge.later": Words("`L` 나중에", "`L` Later"),
    "judge.later.help": Words("이 쌍을 뒤로 미룹니다.", "Puts this pair off."),
    "judge.undo": Words("`U` 되돌리기", "`U` Undo"),
    "judge.undo.help": Words(
        "마지막 판정을 되돌립니다. 여러 번 누를 수 있습니다.",
        "Takes the last judgment back; press it as often as needed.",
    ),
    "judge.previous": Words("`←`", "`←`"),
    "judge.previous.help": Words("앞 쌍으로 돌아갑니다.", "Goes back to the pair before."),
    "judge.next": Words("`→`", "`→`"),
    "judge.next.help": Words("판정하지 않고 넘어갑니다.", "Goes on without judging."),
    "judge.note": Words("메모", "Note"),
    "judge.note.placeholder": Words("N 메모 (등급과 함께 저장)", "N Note, with the grade"),
    "judge.why": Words("왜 판정할 수 없나요?", "Why can't you tell?"),
    "judge.reason.button": Words("`{n}` {reason}", "`{n}` {reason}"),
    "judge.reason.picture": Words("그림이 없거나 안 보임", "picture missing or unreadable"),
    "judge.reason.text": Words("본문이 불완전함", "text incomplete"),
    "judge.reason.field": Words("전공 밖이라 모름", "outside my field"),
    "judge.reason.guideline": Words("판정 기준이 모호함", "guideline unclear"),
    "judge.reason.other": Words("다른 까닭 (Enter)", "another reason (Enter)"),
    "judge.told": Words("판정 불가: {reason}", "Can't tell: {reason}"),
    "judge.saved": Words("저장됨", "Saved"),
    "judge.unsaved": Words("저장되지 않았습니다.", "Not saved."),
    "judge.unsaved.again": Words(
        "누른 것이 남아 있지 않습니다. 다시 눌러 주세요.",
        "What you pressed was not kept. Press it again.",
    ),
    "judge.skipped": Words(
        "그 뒤에 누른 키 {n}개는 적용하지 않았습니다.",
        "{n} {n:key that was|keys that were} pressed after it {n:was|were} not applied.",
    ),
    "judge.retry": Words("`R` 다시 시도", "`R` Try again"),
    "judge.give_up": Words("저장하지 않고 닫기", "Close without saving"),
    "judge.empty.annotator": Words(
        "판정자를 고르세요. 목록에 없으면 새 이름을 적어 한 번만 추가합니다.",
        "Choose who judges. If the name isn't listed, type it and add it once.",
    ),
    "judge.empty.pairs": Words(
        "여기에는 판정할 쌍이 없습니다. 다른 정답 목록이나 후보를 고르세요.",
        "There are no pairs to judge here. Choose another ground truth or other candidates.",
    ),
    "judge.done": Words(
        "{n:,}쌍을 모두 판정했습니다. 다른 정답 목록을 고르거나 모델 비교를 보세요.",
        "All {n:,} {n:pair is|pairs are} judged. Choose another ground truth, or look at Compare.",
    ),
    "judge.done.deferred": Words(
        "나중으로 미룬 쌍 {n:,}개가 남았습니다.",
        "{n:,} {n:pair was put off and is|pairs were put off and are} left.",
    ),
    "judge.here": Words("판정", "Judge"),
    "judge.here.help": Words(
        "판정자를 고르면 이웃마다 판정할 수 있습니다. 순위를 보고 한 판정으로 남습니다. "
        "이름은 ‘판정하기’에서 추가합니다.",
        "Choose who judges to grade each neighbour; it is kept as judged with the ranks in sight. "
        "Names are added on the page Annotate.",
    ),
    "judge.closed": Words(
        "{path} 폴더에 쓸 수 없어 판정을 저장할 수 없습니다. "
        "보기만 할 수 있습니다. 판정하려면 폴더의 권한을 확인하세요.",
        "Judgments can't be stored: {path} can't be written to. Looking is all that works here. "
        "To judge, check the folder's permissions.",
    ),
    "judge.mine": Words("내 판정", "Mine"),
    "judge.take_back": Words("되돌리기", "Undo"),
    "judge.take_back.help": Words(
        "이 기준 문항에서 내가 마지막으로 한 판정을 되돌립니다.",
        "Takes back your last judgment on this query.",
    ),
    "judge.table.known": Words("지금까지 적중", "Known hits"),
    "judge.table.holes": Words("미판정 때문에", "With unjudged pairs"),
    "judge.table.range": Words("{low}~{high} % 사이", "{low} to {high} %"),
    "judge.table.interval": Words("95 % 신뢰구간", "95 % interval"),
    "judge.table.about": Words(
        "{gt} · {view} · 판정 번호 {revision} · n = {n:,}",
        "{gt} · {view} · judgment revision {revision} · n = {n:,}",
    ),
    "judge.table.duplicate": Words("사본", "Copy"),
    "judge.review": Words("미룬 쌍 판정하기 ({n:,})", "Judge those put off ({n:,})"),
    # The judgment store's failures: what, then why and what to do
    "error.store.read": Words(
        "판정 저장소 {file} 파일을 읽을 수 없습니다.", "The judgment store {file} can't be read."
    ),
    "error.store.save": Words(
        "판정 저장소 {file} 파일에 저장하지 못했습니다.",
        "Nothing was saved to the judgment store {file}.",
    ),
    "error.store.unsafe": Words(
        "판정 저장소 {file} 파일이 있는 디스크에서는 판정을 안전하게 저장할 수 없습니다. "
        "작업 공간을 이 컴퓨터의 디스크로 옮기세요.",
        "The disk that holds the judgment store {file} can't keep judgments safely. "
        "Move the workspace to a local disk.",
    ),
    "error.store.altered": Words(
        "판정 저장소({file})의 기록이 바뀌었습니다. 백업에서 복원하세요.",
        "The records of the judgment store {file} were altered. Restore a backup.",
    ),
    "error.store.damaged": Words(
        "판정을 읽을 수 없습니다. {file} 파일이 손상되었거나 Yusa의 판정 저장소가 아닙니다. "
        "이 파일에는 아무것도 쓰지 않습니다. yusa restore 명령으로 백업을 복원하세요.",
        "The judgments can't be read: the file {file} is damaged, or is no judgment store of "
        "Yusa's. Nothing is written to it. Restore a backup with the command yusa restore.",
    ),
    "error.unread.imported": Words(
        "아래에는 가져온 정답만 반영했고, 여기에 저장한 판정은 하나도 들어 있지 않습니다.",
        "What follows counts the imported labels alone, and none of the judgments stored here.",
    ),
    "error.store.newer": Words(
        "판정 저장소({file})는 더 새로운 버전의 Yusa가 기록했습니다. Yusa를 업데이트하세요.",
        "A newer version of Yusa wrote the judgment store {file}. Update Yusa.",
    ),
    "error.store.why.busy": Words(
        "다른 프로그램이 파일을 쓰고 있습니다. 잠시 뒤 다시 시도하세요.",
        "Another program is writing to it. Try again in a moment.",
    ),
    "error.store.why.closed": Words(
        "파일이나 폴더를 열고 쓸 권한이 없습니다. 권한을 확인한 뒤 다시 시도하세요.",
        "The file or its folder can't be opened for writing. Check the permissions, then try "
        "again.",
    ),
    "error.store.why.full": Words(
        "디스크가 가득 찼습니다. 공간을 비운 뒤 다시 시도하세요.",
        "The disk is full. Free some space, then try again.",
    ),
    "error.store.why.damaged": Words(
        "파일이 손상되었습니다. 백업에서 복원하세요.", "The file is damaged. Restore a backup."
    ),
    "error.store.why.other": Words(
        "파일 권한과 디스크를 확인한 뒤 다시 시도하세요. (오류 코드 {code})",
        "Check the file's permissions and the disk, then try again. (error code {code})",
    ),
    "error.server.read": Words(
        "판정 데이터베이스 {file}의 내용을 읽을 수 없습니다.",
        "The judgment database {file} can't be read.",
    ),
    "error.server.save": Words(
        "판정 데이터베이스 {file}에 저장하지 못했습니다.",
        "Nothing was saved to the judgment database {file}.",
    ),
    "error.server.lost": Words(
        "판정 데이터베이스 {file}의 응답이 끊겨 저장되었는지 알 수 없습니다. 다시 시도하세요. "
        "이미 저장되었더라도 두 번 세지 않습니다.",
        "The connection to the judgment database {file} broke, so it is not known whether this was "
        "saved. Try again: what was saved already is not counted twice.",
    ),
    "error.server.unsafe": Words(
        "판정 데이터베이스 {file}의 서버 설정으로는 판정을 안전하게 저장할 수 없습니다. "
        "fsync와 full_page_writes를 on으로 설정하세요.",
        "The server of the judgment database {file} is set up so that it can't keep judgments "
        "safely. Set fsync and full_page_writes to on.",
    ),
    "error.store.why.server": Words(
        "데이터베이스 서버가 켜져 있고 접속할 수 있는지 확인한 뒤 다시 시도하세요. "
        "(오류 코드 {code})",
        "Check that the database server runs and lets you in, then try again. (error code {code})",
    ),
    "error.store.why.refused": Words(
        "데이터베이스 서버가 접속이나 쓰기를 허락하지 않습니다. 계정과 권한을 확인한 뒤 다시 "
        "시도하세요.",
        "The database server refuses the account, or this account may not do it. Check its name, "
        "password and rights, then try again.",
    ),
    "error.store.why.server_full": Words(
        "데이터베이스 서버의 디스크, 메모리 또는 접속 수가 가득 찼습니다. 여유를 만든 뒤 다시 "
        "시도하세요.",
        "The database server has run out of disk, memory or connections. Make room, then try "
        "again.",
    ),
    "error.store.why.busy_server": Words(
        "다른 서버 프로세스가 저장하느라 오래 기다렸습니다. 잠시 뒤 다시 시도하세요.",
        "Another server process has kept its turn for long. Try again in a moment.",
    ),
    "error.kept": Words(
        "아래는 마지막으로 성공한 화면입니다.", "Below is the last view that worked."
    ),
}
