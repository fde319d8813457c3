"""What moved: while a session watched the figures, or from one version to another."""

from dashboard.strings.words import Words

WORDS = {
    "since.title": Words(
        "**판정 번호 {old} 뒤로 바뀐 것** :small[:gray[지금 {new} · {measure} · {view} · {pool}]]",
        "**Changed since judgment revision {old}** "
        ":small[:gray[now {new} · {measure} · {view} · {pool}]]",
    ),
    "since.again": Words("여기서부터 다시 세기", "Count from here"),
    "since.again.help": Words(
        "지금 수치를 새 기준으로 삼습니다. 이 화면에서만 바뀝니다.",
        "Takes the figures of now as the new base, in this window only.",
    ),
    "moves.share": Words("{old} → {new} % (n = {n:,})", "{old} → {new} % (n = {n:,})"),
    "moves.shares": Words(
        "{old} % (n = {old_n:,}) → {new} % (n = {n:,})",
        "{old} % (n = {old_n:,}) → {new} % (n = {n:,})",
    ),
    "moves.counts": Words(
        "{old_n:,}문항 중 {old:,} → {n:,}문항 중 {new:,} 적중",
        "{old:,} of {old_n:,} → {new:,} of {n:,} hit",
    ),
    "moves.flipped": Words("{n:,}문항 적중 바뀜", "{n:,} {n:query|queries} flipped"),
    "moves.name.to_hit": Words("{id} 적중으로", "{id} to hit"),
    "moves.name.to_miss": Words("{id} 실패로", "{id} to miss"),
    "moves.name.came": Words("{id} 새로 포함", "{id} new"),
    "moves.name.went": Words("{id} 빠짐", "{id} out"),
    "moves.more": Words("외 {n:,}개", "and {n:,} more"),
    "moves.came": Words("{n:,}문항이 새로 포함됨", "{n:,} {n:query counts|queries count} only now"),
    "moves.went": Words("{n:,}문항이 빠짐", "{n:,} {n:query counts|queries count} no longer"),
    "since.lines": Words("이 밖에 {n:,}줄", "{n:,} more {n:line|lines}"),
}
