"""The first page."""

from dashboard.strings.words import Words

WORDS = {
    "page.start": Words("시작", "Start"),
    "page.health": Words("데이터 점검", "Data check"),
    "start.loaded": Words(
        "문항 {items:,} · 모델 {variants:,} · 정답 목록 {gts:,} · 판정 번호 {revision}",
        "{items:,} {items:question|questions} · {variants:,} {variants:model|models} · "
        "{gts:,} {gts:ground truth|ground truths} · "
        "judgment revision {revision}",
    ),
    "start.way.browse": Words(
        "문항 하나를 골라 비슷한 문항을 봅니다.", "Pick a question and see the ones like it."
    ),
    "start.way.compare": Words(
        "모델이 기준을 통과했는지, 서로 다른지 봅니다.",
        "Do the models pass? Do they differ?",
    ),
    "start.way.annotate": Words(
        "두 문항이 얼마나 비슷한지 판정합니다.", "Judge how alike two questions are."
    ),
    "empty.items": Words(
        "문항이 없습니다. yusa import 로 문항 파일을 가져오세요.",
        "There are no questions. Import a file of them with yusa import.",
    ),
}
