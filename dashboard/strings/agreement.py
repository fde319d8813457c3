"""How far people agree, and the adjudication of what they disagree about."""

from dashboard.strings.words import Words

WORDS = {
    "page.agreement": Words("합의", "Agreement"),
    # Choices
    "agree.task": Words("판정", "Judgments"),
    "agree.task.all": Words("모든 판정", "All judgments"),
    "agree.task.one": Words("작업: {name}", "Task: {name}"),
    "agree.blind": Words("방식", "How they were given"),
    "agree.blind.yes": Words("블라인드 판정만", "Blind only"),
    "agree.blind.no": Words("순위를 보고 한 판정도", "Also with ranks in sight"),
    "agree.blind.help": Words(
        "‘판정하기’에서 모델, 순위, 점수를 모르고 한 판정만 셉니다. ‘유사 문항 보기’에서 순위를 "
        "보면서 한 판정은 서로 닮기 쉽습니다.",
        "Counts only judgments given on Annotate, without model, rank or score. Those given in "
        "Browse, with ranks in sight, tend to be alike.",
    ),
    # All together
    "agree.top": Words(
        "{pairs:,}쌍 중 {same:,}쌍 일치",
        "{same:,} of {pairs:,} {pairs:pair|pairs} graded alike",
    ),
    "agree.top.many": Words(
        "{pairs:,}쌍 중 {same:,}쌍에서 모두 일치",
        "{same:,} of {pairs:,} {pairs:pair|pairs} graded alike by everybody",
    ),
    "agree.twos": Words(
        "두 사람씩 비교하면 {compared:,}번 중 {same:,}번 일치",
        "Two people at a time: {same:,} of {compared:,} {compared:comparison|comparisons} alike",
    ),
    "agree.share": Words("일치율 {share} %", "{share} % alike"),
    "agree.share.interval": Words(
        "일치율 {share} %, 비슷하게 뽑은 다른 문항이라면 {low}\\~{high} %로 볼 수 있음 "
        "(95 % 신뢰구간)",
        "{share} % alike; with other questions drawn alike, {low}\\~{high} % (95 % confidence "
        "interval)",
    ),
    "agree.few": Words(
        "{n:,}쌍뿐이라 비율과 계수를 내지 않습니다 (8쌍부터).",
        "With {n:,} {n:pair|pairs} there is no percentage and no coefficient; 8 are needed.",
    ),
    "agree.alpha": Words(
        "크리펜도르프 알파(순서 척도) **{alpha}** · {people:,}명 · {pairs:,}쌍 · 등급 {grades:,}개 "
        "중 정답(2 이상) {relevant:,}개",
        "Krippendorff's alpha (ordinal) **{alpha}** · {people:,} people · {pairs:,} "
        "{pairs:pair|pairs} · of {grades:,} {grades:grade|grades} {relevant:,} "
        "{relevant:is|are} relevant (2 or 3)",
    ),
    "agree.missing": Words(
        "‘판정 불가’ {n:,}개는 셈에서 뺐습니다.",
        "{n:,} {n:judgment|judgments} without a grade (can't tell) {n:is|are} left out.",
    ),
    "agree.coefficients": Words(
        "카파(κ)와 알파는 우연히 맞을 만큼을 뺀 값입니다. 1은 모두 일치, 0은 우연과 같음, 음수는 "
        "우연보다도 자주 갈림을 뜻합니다. 알파는 등급 차이가 클수록 크게 셉니다. 괄호는 95 % "
        "신뢰구간(기준 문항을 다시 뽑는 부트스트랩)입니다. –는 계산할 수 없거나 8쌍이 안 되는 "
        "경우입니다.",
        "Kappa (κ) and alpha leave out what chance alone would agree on: 1 is full agreement, 0 "
        "what chance gives, below 0 people differ more often than that. Alpha counts a larger "
        "difference of grades for more. In brackets: 95 % confidence interval (bootstrap over "
        "queries). – means undefined, or fewer than 8 pairs.",
    ),
    "agree.pairs": Words("두 사람씩", "Two by two"),
    "agree.pairs.all": Words(
        "{n:,}가지 짝 모두 보기", "Show all {n:,} {n:combination|combinations} of two"
    ),
    "agree.head.two": Words("판정자", "Annotators"),
    "agree.head.n": Words("함께 등급을 준 쌍 (n)", "Graded by both (n)"),
    "agree.head.same": Words("같은 등급", "Same grade"),
    "agree.head.share": Words("일치율 (95 %)", "Alike (95 %)"),
    "agree.head.kappa": Words("코헨 카파 κ (95 %)", "Cohen's kappa (95 %)"),
    "agree.head.missing": Words("판정 불가", "Can't tell"),
    "agree.dominant": Words(
        "{a}·{b}: 등급의 {share} %가 ‘{grade}’라서 우연히도 자주 일치합니다. 그래서 일치율은 "
        "높아도 카파가 낮거나 계산되지 않습니다.",
        "{a} and {b}: {share} % of the grades are “{grade}”, so that chance alone agrees often. "
        "That is why kappa is low or undefined though most pairs are graded alike.",
    ),
    "agree.given": Words("등급을 얼마나 자주 주었나", "How often each grade was given"),
    "agree.given.note": Words(
        "두 사람 이상이 등급을 준 쌍만 셉니다.", "Only pairs that at least two people graded."
    ),
    "agree.head.who": Words("판정자", "Annotator"),
    "agree.head.grades": Words("등급 수 (n)", "Grades (n)"),
    "agree.alone": Words(
        "두 사람이 같은 쌍을 판정해야 합의를 잴 수 있습니다. 지금은 {people:,}명이 {pairs:,}쌍을 "
        "판정했고 겹치는 쌍이 없습니다. 다른 사람이 ‘판정하기’에서 같은 정답 목록을 판정하게 "
        "하세요.",
        "Agreement takes two people who grade the same pairs. So far {people:,} "
        "{people:person has|people have} judged {pairs:,} {pairs:pair|pairs}, and no pair was "
        "graded twice. Have somebody else judge the same ground truth on Annotate.",
    ),
    "agree.none": Words(
        "여기에 맞는 판정이 아직 없습니다. ‘판정하기’에서 판정하거나 위에서 다른 판정을 고르세요.",
        "There is no such judgment yet. Judge on Annotate, or choose other judgments above.",
    ),
    "agree.stale": Words(
        "판정 저장소를 읽을 수 없어 마지막으로 읽은 판정을 보여 줍니다.",
        "The judgment store can't be read: these are the judgments as they were last.",
    ),
    # With themselves
    "agree.own": Words("다시 봤을 때의 일관성", "The same pair judged again"),
    "agree.own.none": Words(
        "같은 사람이 같은 쌍을 두 번 판정한 적이 없습니다. 작업에서 ‘표시 없이 다시 낼 쌍’을 두면 "
        "잴 수 있습니다.",
        "Nobody has judged the same pair twice. A task with pairs that come back measures this.",
    ),
    "agree.head.again": Words("다시 본 쌍 (n)", "Judged again (n)"),
    # Against ground truths
    "agree.gt": Words("사람과 정답 목록", "People and the ground truths"),
    "agree.gt.note": Words(
        "사람은 2등급부터, 정답 목록은 목록마다 정한 등급부터 정답으로 봅니다. 여러 명의 등급은 "
        "낮은 쪽 중앙값을, 확정한 쌍은 확정한 등급을 씁니다. 판정한 쌍은 골라 뽑은 쌍이라, "
        "정답 목록 전체가 맞는 비율로 읽으면 안 됩니다. ≠는 서로 어긋난 칸입니다.",
        "People's grades are relevant from 2 on, a ground truth's from its own threshold. Of "
        "several people the lower median counts, of an adjudicated pair what was decided. The "
        "judged pairs are a selection: this is not the share of the whole ground truth that is "
        "right. ≠ marks cells where both differ.",
    ),
    "agree.gt.top": Words(
        "{n:,}쌍 중 {same:,}쌍에서 정답 여부가 같음",
        "Relevant or not: the same for {same:,} of {n:,} {n:pair|pairs}",
    ),
    "agree.gt.differ": Words(
        "목록만 정답으로 본 쌍 {list:,} · 사람만 정답으로 본 쌍 {people:,}",
        "Relevant by the ground truth alone: {list:,} · by people alone: {people:,}",
    ),
    "agree.gt.assumed": Words(
        "사람만 정답으로 본 쌍 중 {n:,}쌍은 목록에 없어서 정답이 아니라고 본 쌍입니다.",
        "Of those relevant by people alone, {n:,} {n:is|are} not listed, and not relevant only by "
        "assumption.",
    ),
    "agree.gt.left": Words(
        "비교에서 뺀 쌍: 목록에 없는 쌍 {unknown:,} · 사람이 등급을 못 준 쌍 {cannot_tell:,}",
        "Left out: unknown to the ground truth {unknown:,} · no grade by people {cannot_tell:,}",
    ),
    "agree.gt.made": Words(
        "사람 판정으로 만든 버전은 판정과 같을 수밖에 없어 뺐습니다: {names}",
        "Left out: {names}. Versions made from people's judgments agree with them by making.",
    ),
    "agree.gt.kappa": Words("카파 {kappa}", "kappa {kappa}"),
    "agree.gt.none": Words(
        "이 목록의 기준 문항은 아직 판정되지 않았습니다.",
        "No pair of this ground truth's queries has been judged.",
    ),
    "agree.gt.nothing": Words(
        "사람이 판정한 쌍이 모두 이 목록에 없는 쌍이라 비교할 수 없습니다.",
        "This ground truth knows none of the pairs that people graded.",
    ),
    "agree.gt.relevant": Words("정답", "relevant"),
    "agree.gt.not_relevant": Words("정답 아님", "not relevant"),
    "agree.gt.unknown": Words("모름", "unknown"),
    "agree.gt.axis": Words(
        "정답 목록 {gt} · n = {n:,}쌍", "Ground truth {gt} · n = {n:,} {n:pair|pairs}"
    ),
    "agree.gt.axis.people": Words("사람이 준 등급", "People's grade"),
    # Second opinions
    "agree.doubt": Words(
        "두 번째 의견이 있으면 좋은 쌍 {n:,}개: {why}",
        "{n:,} {n:pair|pairs} would gain by a second opinion: {why}",
    ),
    "agree.doubt.one": Words("한 사람만 봄 {n:,}", "judged by one person {n:,}"),
    "agree.doubt.annotators": Words("등급이 갈림 {n:,}", "graded differently {n:,}"),
    "agree.doubt.layers": Words(
        "정답 목록과 어긋남 {n:,}", "against a ground truth's own grade {n:,}"
    ),
    "agree.doubt.assumption": Words(
        "목록에 없는데 사람은 정답 {n:,}", "relevant, but not listed {n:,}"
    ),
    "agree.doubt.ungraded": Words("아무도 등급을 못 줌 {n:,}", "no grade by anybody {n:,}"),
    "agree.doubt.note": Words(
        "한 쌍이 여러 까닭에 들 수 있습니다. 확정한 쌍은 세지 않습니다.",
        "A pair may be there for several reasons; adjudicated ones are not counted.",
    ),
    "agree.doubt.task": Words("‘작업’에서 두 번째 의견 모으기", "Collect second opinions on Tasks"),
    # Disagreements
    "agree.list": Words("의견이 갈린 쌍", "Disagreements"),
    "agree.list.open": Words("남은 쌍 {n:,}", "Open {n:,}"),
    "agree.list.adjudicated": Words("확정한 쌍 {n:,}", "Adjudicated {n:,}"),
    "agree.list.order": Words(
        "등급 차이가 큰 쌍부터 보입니다. 쌍을 열어 두 문항을 나란히 보고 확정하세요.",
        "The largest difference of grades first. Open a pair to see both questions side by side "
        "and decide it.",
    ),
    "agree.list.none": Words("남은 쌍이 없습니다.", "Nothing is left."),
    "agree.list.none.adjudicated": Words(
        "아직 확정한 쌍이 없습니다. ‘남은 쌍’에서 하나를 열어 확정하세요.",
        "Nothing has been adjudicated yet. Open a pair under “Open” and decide it.",
    ),
    "agree.list.csv": Words("갈린 쌍 CSV", "Disagreements (CSV)"),
    "agree.ratings.csv": Words("비교한 판정 CSV", "Judgments compared (CSV)"),
    "agree.distance": Words("{n}등급 차이", "{n} {n:grade|grades} apart"),
    "agree.crosses": Words("정답 여부가 갈림", "differ on relevance"),
    "agree.says": Words("{name} **{grade}**", "{name} **{grade}**"),
    "agree.note": Words("메모: {note}", "Note: {note}"),
    "agree.duplicate": Words("사본", "copy"),
    "agree.query": Words("기준 문항", "Query"),
    "agree.item": Words("후보", "Candidate"),
    "agree.gone": Words(
        "이 쌍의 문항이 작업 공간에 없어 확정할 수 없습니다. {reason}",
        "A question of this pair is not in the workspace, so that it can't be decided. {reason}",
    ),
    # Adjudication
    "agree.decided": Words(
        "확정 **{grade}** · {name} · {at}", "Decided **{grade}** · {name} · {at}"
    ),
    "agree.decided.reason": Words("까닭: {reason}", "Reason: {reason}"),
    "agree.decided.last": Words(
        "이 쌍은 {name}이(가) 확정했습니다. 다시 확정하면 새 확정이 대신합니다.",
        "{name} decided this pair. Deciding it again takes that decision's place.",
    ),
    "agree.who": Words("확정하는 사람 **{name}**", "as **{name}**"),
    "agree.who.choose": Words(
        "확정하려면 누구인지 고르세요. 이름과 까닭이 함께 남습니다.",
        "To decide a pair, choose who you are: name and reason are kept.",
    ),
    "agree.who.above": Words(
        "목록 위에서 이름을 고르면 여기에서 확정할 수 있습니다.",
        "Choose your name above the list to decide it here.",
    ),
    "agree.decide.grade": Words("확정할 등급", "Grade to decide on"),
    "agree.decide.reason": Words("까닭 (필수)", "Reason (required)"),
    "agree.decide.reason.placeholder": Words(
        "예: 풀이의 핵심 식이 같고 숫자만 다름", "e.g. the same core equation, other numbers"
    ),
    "agree.decide": Words("확정", "Decide"),
    "agree.decide.grade.missing": Words("등급을 고르세요.", "Choose a grade."),
    "agree.decide.reason.missing": Words("까닭을 적으세요.", "Write the reason."),
    "agree.decide.meanwhile": Words(
        "그 사이 다른 확정이 저장되었습니다. 위에서 보고, 그래도 바꾸려면 다시 누르세요.",
        "Another decision was saved meanwhile. See it above; press again to replace it.",
    ),
    "agree.saved": Words("저장됨", "Saved"),
    "agree.saved.pair": Words("{pair} · {grade}", "{pair} · {grade}"),
    "agree.saved.undone": Words("{pair} · 확정을 되돌림", "{pair} · decision taken back"),
    "agree.undo": Words("확정 되돌리기", "Take the decision back"),
    "agree.unsaved": Words(
        "저장되지 않았습니다. 고른 등급과 까닭은 그대로 있습니다.",
        "Not saved. The grade and the reason stay as they are.",
    ),
    "agree.unsaved.undo": Words(
        "되돌리기가 저장되지 않았습니다.", "Taking the decision back was not saved."
    ),
    "agree.retry": Words("다시 저장", "Save again"),
    "agree.give_up": Words("저장하지 않기", "Don't save"),
}
