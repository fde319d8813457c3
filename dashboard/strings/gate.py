"""What is said to whom a page is closed while people judge."""

from dashboard.strings.words import Words

WORDS = {
    "gate.closed": Words(
        "판정 작업이 진행 중이라 이 페이지는 잠겨 있습니다. 판정이 수치나 모델에 끌려가지 않게 "
        "하기 위해서입니다. 받은 링크로 들어오거나, 받은 접속 키를 아래에 넣으세요.",
        "People are judging, so this page is closed: figures or variants must not sway them. Open "
        "the link that you were given, or enter your key below.",
    ),
    "gate.annotator": Words(
        "이 링크로는 판정만 할 수 있습니다. 수치와 모델은 책임자만 봅니다.",
        "Your link is for judging. Figures and variants are for the lead alone.",
    ),
    "gate.unsaved": Words(
        "그 사이 이 페이지가 잠겼습니다. 저장하지 않았습니다.",
        "This page was closed to you meanwhile. Nothing was saved.",
    ),
    "gate.back": Words("판정하러 가기", "Go to your pairs"),
    "gate.key": Words("접속 키", "Key"),
    "gate.enter": Words("들어가기", "Enter"),
    "gate.wrong": Words(
        "이 접속 키로 열리는 것이 없습니다. 링크를 통째로 복사했는지, 새 링크를 받지는 않았는지 "
        "확인하세요.",
        "This key opens nothing. Check that you copied the whole link, and that you weren't given "
        "a new one.",
    ),
    "gate.lost": Words(
        "접속 키를 잃어버렸다면 책임자에게 새로 받으세요. 책임자의 접속 키는 서버에서 "
        "`yusa key`로 새로 만듭니다.",
        "If you lost it, ask the lead for a new one. A lead's key is made on the server by "
        "`yusa key`.",
    ),
}
