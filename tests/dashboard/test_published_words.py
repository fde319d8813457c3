"""What the published figures allow to say, in words."""

from __future__ import annotations

from core.published import Published, publication
from core.types import Target
from dashboard import strings
from dashboard.components.comparing.published import pair_words, rank_words, table

RESULTS = publication().results
TARGET = Target("success@5", 0.8)


def ko(key: str, **values: object) -> str:
    return strings.text("ko", key, **values)


def en(key: str, **values: object) -> str:
    return strings.text("en", key, **values)


def test_the_table_says_what_is_possible_and_what_is_shown() -> None:
    head, *rows = table(ko, RESULTS, TARGET)
    assert all(len(row) == len(head) for row in rows)
    by_name = {(row[0], row[1]): row[2:] for row in rows}
    printed = {key[1].replace("\\", "") + "|" + key[0]: cells for key, cells in by_name.items()}
    assert printed["Qwen3-VL-Embedding-2B, multimodal|Hybrid GT"] == [
        "85.2 %", "52/61", "74\\~92\N{NO-BREAK SPACE}%", "통과", "아직 판단 불가",
    ]  # fmt: skip
    for gt, n, share in (("Image GT", 27, "71.5"), ("Hybrid GT", 61, "65.3")):
        cells = printed[f"8B (AutoModel)|{gt}"]
        assert cells[1] == f"불가능: {n}개 중 몇 개를 맞혀도 {share} %가 되지 않음"
        assert cells[2:] == ["–", "–", "–"]


def test_pairs_say_what_no_pairing_can_show() -> None:
    said = [line.replace("\\", "") for line in pair_words(ko, RESULTS)]
    assert len(said) == 6  # three possible results on each ground truth
    (image,) = [line for line in said if "27 대" in line and "26" in line]
    assert "p는 1.000 이상" in image
    (hybrid,) = [line for line in said if "52 대" in line and "57" in line]
    assert "p는 0.062 이상" in hybrid
    (loader,) = [line for line in said if "52 대" in line and "43" in line]
    assert "p는 0.004~0.122입니다" in loader
    assert not any("나을 확률" in line for line in said)
    (apart,) = [line for line in pair_words(en, RESULTS) if "57 against" in line]
    assert "43" in apart


def test_ranks_say_what_top_k_and_mrr_bound() -> None:
    image, hybrid = rank_words(ko, RESULTS)
    assert "한 가지뿐입니다: 1위 23문항, 2위 2문항, 4위 1문항, 5위 1문항." in image
    assert "2위 20\\~26문항, 3위 3\\~9문항" in hybrid  # bare tildes would strike out
    (wrong,) = rank_words(en, [Published("v", "g", 10, {1: "50.0", 5: "60.0"}, "90.0")])
    assert "no ranks satisfy" in wrong
