"""How far judging tasks are."""

from dashboard.strings.words import Words

WORDS = {
    "progress.given": Words(
        "**판정 {given:,} / {wanted:,}** · 남은 판정 {left:,}",
        "**{given:,} of {wanted:,} {wanted:judgment|judgments}** · {left:,} left",
    ),
    "progress.done": Words(
        "**판정 {given:,} / {wanted:,}** · 다 했습니다",
        "**{given:,} of {wanted:,} {wanted:judgment|judgments}** · done",
    ),
    "progress.nothing": Words("판정할 쌍이 없습니다.", "There is no pair to judge."),
    "progress.wanted.help": Words(
        "한 쌍을 두 사람이 판정하기로 했으면 두 번으로 셉니다. 다시 낸 쌍은 세지 않습니다.",
        "A pair for two people counts twice. Pairs that come back don't count.",
    ),
    "progress.time": Words(
        "한 사람이 하면 약 {time} (중앙값의 95 % 신뢰구간으로는 {low} ~ {high})",
        "about {time} for one person ({low} to {high} by the median's 95 % interval)",
    ),
    "progress.time.unknown": Words(
        "남은 시간은 아직 알 수 없음 (시간을 잰 판정 {timed:,}개, {least}개부터)",
        "time left not yet known ({timed:,} timed {timed:judgment|judgments}; from {least} on)",
    ),
    "progress.pace": Words(
        "한 쌍에 {seconds}초 (중앙값, n = {timed:,}), 시간당 {per_hour:,}쌍",
        "{seconds} s a pair (median, n = {timed:,}), {per_hour:,} an hour",
    ),
    "progress.who": Words("판정자", "Annotator"),
    "progress.judged": Words("판정한 쌍", "Judged"),
    "progress.left": Words("남은 쌍", "Left"),
    "progress.today": Words("오늘", "Today"),
    "progress.seconds": Words("쌍당 시간 (중앙값)", "Median time"),
    "progress.repeats": Words("다시 낸 쌍", "Repeats"),
    "progress.cannot_tell": Words("판정 불가", "Cannot tell"),
    "progress.put_off": Words("미룬 쌍", "Put off"),
    "progress.seen": Words("마지막", "Last seen"),
    "progress.cell.seconds": Words("{seconds}초 (n = {timed:,})", "{seconds} s (n = {timed:,})"),
    "progress.cell.unknown": Words("– (n = {timed:,})", "– (n = {timed:,})"),
    "progress.left.note": Words(
        "‘남은 쌍’은 다른 사람이 가져가지 않을 때 그 사람이 받을 수 있는 쌍이라, 더해도 전체가 "
        "되지 않습니다. ‘오늘’에는 다시 낸 쌍도 들어갑니다. 시간이 ‘–’이면 시간을 잰 "
        "판정이 {least}개가 안 되어 아직 모릅니다.",
        "“Left” is what a person may still get if nobody else takes it, so the numbers don't add "
        "up. “Today” counts repeats, too. A time of “–” is not yet known: fewer than {least} "
        "timed judgments.",
    ),
    "progress.places": Words(
        "**{gt}: 상위 문항 중 판정된 자리** "
        ":small[:gray[{pool} · 판정 번호 {revision} · n = {n:,}]]",
        "**{gt}: judged places near the top** "
        ":small[:gray[{pool} · judgment revision {revision} · n = {n:,}]]",
    ),
    "progress.places.head": Words("{view} · 상위 {k}개", "{view} · Judged@{k}"),
    "progress.places.note": Words(
        "Judged@k: 상위 k개 가운데 등급이 있는 자리의 비율. ‘사람 우선’에는 가져온 정답과, 목록에 "
        "없는 쌍을 무관하게 보는 가정도 들어갑니다.",
        "Judged@k: the share of the first k places that has a grade. “People's first” counts the "
        "imported grades, too, and the assumption about unlisted pairs.",
    ),
    "progress.places.csv": Words("판정된 자리 CSV", "Judged places (CSV)"),
    "progress.csv": Words("진행 상황 CSV", "Progress (CSV)"),
    "duration.under": Words("1분 미만", "under a minute"),
    "duration.minutes": Words("{m}분", "{m} min"),
    "duration.hours": Words("{h:,}시간 {m}분", "{h:,} h {m} min"),
    "duration.hours.whole": Words("{h:,}시간", "{h:,} h"),
}
