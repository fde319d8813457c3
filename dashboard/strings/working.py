"""Working through a task, as its annotators see it."""

from dashboard.strings.words import Words

WORDS = {
    "work.progress": Words(
        "후보 {candidate:,}/{candidates:,}", "Candidate {candidate:,}/{candidates:,}"
    ),
    "work.count": Words(
        "내 판정 {judged:,}쌍 · 남은 쌍 {left:,}개 이하",
        "{judged:,} judged · at most {left:,} left",
    ),
    "work.count.judged": Words("내 판정 {judged:,}쌍", "{judged:,} judged"),
    "work.fault": Words(
        "지금은 판정할 쌍을 가져올 수 없습니다. 책임자에게 알려 주세요.",
        "No pairs can be fetched at this moment. Tell the lead.",
    ),
    "work.menu.help": Words("작업, 언어, 나가기", "Task, language, sign out"),
    "work.menu.who": Words("판정자: {name}", "Annotator: {name}"),
    "work.menu.leave": Words("이 브라우저에서 나가기", "Sign out of this browser"),
    "work.done": Words(
        "지금 판정할 쌍이 없습니다. 내가 판정한 쌍은 {n:,}개입니다.",
        "Nothing is left for you at this moment. You judged {n:,} {n:pair|pairs}.",
    ),
    "work.done.why": Words(
        "다른 판정자가 보고 있는 쌍이 돌아오거나 작업에 쌍이 더해질 수 있습니다.",
        "A pair that lies on somebody else's desk may come back, or the lead may add some.",
    ),
    "work.more": Words("더 있는지 보기", "Look for more"),
    "work.closed": Words(
        "이 작업은 닫혀 있습니다. ‘저장됨’이 나온 판정은 모두 남아 있습니다. 이어서 하려면 "
        "책임자에게 물어보세요.",
        "This task is closed. What was shown as saved is kept. Ask the lead if you want to go on.",
    ),
    "work.closed.unsaved": Words(
        "작업이 닫혔거나 링크가 바뀌어 저장하지 않았습니다. 책임자에게 물어보세요.",
        "It was not saved: the task was closed, or its link was changed. Ask the lead.",
    ),
    "work.changed": Words(
        "책임자가 작업을 고쳤습니다. 판정 기준을 다시 읽어 보세요.",
        "The lead changed the task. Read the guideline again.",
    ),
    "practice.head": Words("연습 {at:,}/{n:,}", "Practice {at:,}/{n:,}"),
    "practice.why": Words(
        "연습 판정은 어떤 수치에도 들어가지 않습니다. 고르면 책임자의 답이 나옵니다.",
        "Practice counts for no figure. After your answer you see the lead's.",
    ),
    "practice.ask": Words("`X` 판정 불가", "`X` Can't tell"),
    "practice.same": Words("책임자의 답도 **{lead}**입니다.", "The lead says **{lead}**, too."),
    "practice.other": Words(
        "내 답 **{mine}** · 책임자의 답 **{lead}**",
        "You say **{mine}** · the lead says **{lead}**",
    ),
    "practice.next": Words("`→` 다음", "`→` Next"),
    "practice.end": Words("`→` 결과 보기", "`→` See the result"),
    "practice.unsaved": Words(
        "답이 저장되지 않았습니다. 다시 골라 주세요.", "Your answer was not saved. Choose it again."
    ),
    "practice.result": Words(
        "연습 {n:,}쌍 중 {same:,}쌍이 책임자의 답과 같습니다.",
        "In {same:,} of {n:,} practice pairs you said what the lead says.",
    ),
    "practice.result.other": Words("다르게 본 쌍", "Pairs that you saw otherwise"),
    "practice.result.line": Words(
        "{query} → {item}: 내 답 {mine}, 책임자 {lead}",
        "{query} → {item}: you {mine}, the lead {lead}",
    ),
    "practice.start": Words("판정 시작", "Begin to judge"),
    "practice.again": Words("연습한 쌍 다시 보기", "Look at the practice pairs again"),
}
