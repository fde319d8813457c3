"""Browse by Streamlit's own test driver, on a workspace made by the importer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from core.importer.request import ImportRequest
from core.importer.run import import_files
from core.search import neighbours
from core.workspace import Workspace
from dashboard import browsing, links, state, strings
from dashboard.components import filters, finder, neighbour_list, query_card

OpenPage = Callable[..., AppTest]


def shown(app: AppTest) -> str:
    """Return all Markdown, captions and messages of the page."""
    assert not app.exception
    kinds = ("markdown", "caption", "info", "warning", "error")
    return "\n".join(element.value for kind in kinds for element in app.get(kind))


def press(app: AppTest, key: str) -> AppTest:
    return app.button(key=key).click().run()


def param(app: AppTest, name: str) -> str | None:
    """Return a single query parameter (the driver gives a list before a run, text after it)."""
    value = app.query_params.get(name)
    return value[-1] if isinstance(value, list) else value


def listed(app: AppTest, sample: Workspace) -> list[str]:
    """Return the ids of the neighbour cards in their order."""
    heads = [m.value for m in app.markdown if "위** `" in m.value or m.value.startswith("**#")]
    return [next(i for i in sample.items.ids if f":small[{i}" in head) for head in heads]


def test_the_first_view_is_a_question_with_its_neighbours(
    open_page: OpenPage, sample: Workspace
) -> None:
    app = open_page()
    assert "**Q03**" in shown(app)  # the first query of the ground truth that has a picture
    expected = [n.id for n in neighbours(sample, "Q03", "text", k=10)]
    assert listed(app, sample) == expected
    assert "Q03" not in listed(app, sample)


def test_the_list_names_variant_pool_and_counts(open_page: OpenPage) -> None:
    text = shown(open_page(q="Q00", k="5"))
    assert "**text** · 후보 전체 문항 · 5 / 11개 표시" in text
    assert "정답" in text


def test_the_judged_pool_ranks_only_its_items(open_page: OpenPage, sample: Workspace) -> None:
    app = open_page(q="Q00", pool="judged", gt="hybrid")
    assert set(listed(app, sample)) == {f"Q{n:02d}" for n in range(1, 8)}
    assert "hybrid 시험 문항 · 7 / 7개 표시 · 정답 2 / 2" in shown(app)


def test_badges_tell_relevant_from_not_relevant_and_unknown(open_page: OpenPage) -> None:
    judged = shown(open_page(q="Q00", pool="judged", gt="hybrid"))
    assert "정답 · 등급 3" in judged
    assert "정답 아님]" in judged
    assert "미판정" not in judged
    unlisted = shown(open_page(q="Q00", gt="open"))
    assert "미판정" in unlisted
    assert "정답 아님]" not in unlisted
    assert "등급" not in unlisted  # a list of what is relevant tells no grades


def test_a_query_outside_the_ground_truth_has_no_badges(open_page: OpenPage) -> None:
    text = shown(open_page(q="Q09", gt="hybrid"))
    assert "hybrid의 기준 문항 아님" in text
    assert "미판정" not in text


def test_an_exact_copy_is_marked(open_page: OpenPage, sample: Workspace) -> None:
    item = sample.items.get("Q10")
    if item.content_key == sample.items.get("Q05").content_key:
        pytest.fail("Q05 has a picture and Q10 has none: they are no copies")
    assert "사본?" not in shown(open_page(q="Q10"))


def test_a_click_on_a_neighbour_makes_it_the_query(open_page: OpenPage, sample: Workspace) -> None:
    app = open_page(q="Q00")
    second = listed(app, sample)[1]
    press(app, neighbour_list.select_key(2))
    assert f"**{second}**" in shown(app)
    assert param(app, "q") == second
    assert second not in listed(app, sample)


def test_answers_stay_hidden_until_asked_and_hide_again_for_another_query(
    open_page: OpenPage,
) -> None:
    app = open_page(q="Q00")
    assert "정답0" not in shown(app)
    press(app, query_card.BUTTON_ANSWERS)
    assert "정답0" in shown(app)
    assert "풀이0입니다" in shown(app)
    press(app, neighbour_list.select_key(1))
    assert "풀이" not in shown(app)


def test_a_question_without_answer_says_so(open_page: OpenPage) -> None:
    app = press(open_page(q="Q11"), query_card.BUTTON_ANSWERS)
    assert "정답과 풀이가 없는 문항입니다." in shown(app)


def test_search_lists_a_bounded_number_and_chooses(open_page: OpenPage) -> None:
    app = open_page(q="Q00")
    app.text_input(key=state.WIDGET_FIND).set_value("운전면허").run()
    assert "2 / 2문항 표시" in shown(app)
    press(app, finder.result_key("Q10"))
    assert "**Q10**" in shown(app)
    assert param(app, "find") == "운전면허"
    assert app.button(key=finder.BUTTON_LIST).label == "2 / 2"
    press(app, finder.BUTTON_PREVIOUS)
    assert param(app, "q") == "Q05"
    assert app.button(key=finder.BUTTON_PREVIOUS).disabled


def test_an_exact_id_is_opened_and_is_no_list_to_walk(open_page: OpenPage) -> None:
    app = open_page(q="Q00", gt="open", list="open")
    assert app.button(key=finder.BUTTON_LIST).label == "1 / 2"
    app.selectbox(key=state.WIDGET_LIST).set_value(browsing.ALL_QUESTIONS).run()
    app.selectbox(key=state.WIDGET_LIST).set_value("open").run()
    app.text_input(key=state.WIDGET_FIND).set_value("Q05").run()
    assert "Enter: Q05 열기" in shown(app)
    press(app, finder.result_key("Q05"))
    assert (param(app, "q"), param(app, "list"), param(app, "find")) == ("Q05", "open", None)
    assert app.button(key=finder.BUTTON_LIST).label == "2 / 2"
    assert not app.text_input(key=state.WIDGET_FIND).value


def test_a_search_that_finds_nothing_says_what_to_do(open_page: OpenPage) -> None:
    app = open_page(q="Q00")
    app.text_input(key=state.WIDGET_FIND).set_value("없는말").run()
    assert "맞는 문항이 없습니다" in shown(app)
    assert "**Q00**" in shown(app)  # the view itself stays


def test_the_queries_of_a_ground_truth_are_a_list(open_page: OpenPage) -> None:
    app = open_page(q="Q00")
    app.selectbox(key=state.WIDGET_LIST).set_value("open").run()
    press(app, finder.result_key("Q05"))
    assert param(app, "list") == "open"
    assert "정답 1 / 1" in shown(app)  # its badges come along
    press(app, finder.BUTTON_PREVIOUS)
    assert param(app, "q") == "Q00"


def test_choosing_a_list_is_what_next_walks_from_then_on(open_page: OpenPage) -> None:
    app = open_page(q="Q00", gt="hybrid")
    app.selectbox(key=state.WIDGET_LIST).set_value("open").run()
    assert app.button(key=finder.BUTTON_LIST).label == "1 / 2"
    assert (param(app, "list"), param(app, "gt"), param(app, "q")) == ("open", "open", "Q00")
    press(app, finder.BUTTON_NEXT)
    assert param(app, "q") == "Q05"


def test_next_walks_through_all_questions(open_page: OpenPage) -> None:
    app = press(open_page(q="Q00"), finder.BUTTON_NEXT)
    assert param(app, "q") == "Q01"
    assert app.button(key=finder.BUTTON_LIST).label == "2 / 12"


def test_a_question_at_random_is_one_of_the_filtered(
    open_page: OpenPage, sample: Workspace
) -> None:
    app = open_page(q="Q00", **{"in": "subject=국어"})
    for _ in range(5):
        press(app, finder.BUTTON_RANDOM)
        assert sample.items.get(str(param(app, "q"))).subject == "국어"


def test_candidate_filters_narrow_the_pool_and_can_be_cleared(
    open_page: OpenPage, sample: Workspace
) -> None:
    app = open_page(q="Q00", where=["subject=국어", "level=고1"])
    assert listed(app, sample)
    for item_id in listed(app, sample):
        assert sample.items.get(item_id).subject == "국어"
    assert "조건에 맞는 문항 · 2 / 2개 표시" in shown(app)
    app.session_state[filters.popover_key("near")] = True
    press(app.run(), filters.clear_key("near"))
    assert "where" not in app.query_params
    assert len(listed(app, sample)) == 10


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_two_filters_have_names_of_their_own(language: links.Language) -> None:
    names = [strings.text(language, f"{prefix}.filters") for prefix in ("find", "near")]
    assert len(set(names)) == 2


def test_filters_that_leave_nothing_say_what_to_do(open_page: OpenPage) -> None:
    text = shown(open_page(q="Q00", where="subject=없는 과목"))
    assert "이 조건에 맞는 이웃 후보가 없습니다" in text


def test_a_filter_on_an_unknown_field_is_dropped(open_page: OpenPage) -> None:
    assert "10 / 11개 표시" in shown(open_page(q="Q00", where="nonsense=1"))


def test_no_vector_in_this_variant_says_so(open_page: OpenPage, sample: Workspace) -> None:
    text = shown(open_page(q="Q09", model="picture"))
    assert "picture에는 이 문항의 벡터가 없습니다" in text
    assert "**Q09**" in text
    with pytest.raises(KeyError):
        open_page(q="Q09", model="picture").button(key="browse.button.variant.picture")
    app = press(open_page(q="Q09", model="picture"), "browse.button.variant.text")
    assert param(app, "model") == "text"
    assert listed(app, sample) == [n.id for n in neighbours(sample, "Q09", "text", k=10)]


def test_counts_of_filters_are_what_comes_up(open_page: OpenPage) -> None:
    app = open_page(q="Q00", pool="judged", gt="hybrid")
    app.session_state[filters.popover_key("near")] = True
    pills = app.run().get("button_group")
    offered = next(p for p in pills if p.key == filters.widget_key("near", "level")).options
    assert [o.content if hasattr(o, "content") else o for o in offered] == ["중3 · 4", "고1 · 3"]
    narrowed = open_page(q="Q00", pool="judged", gt="hybrid", where="level=고1")
    assert "3 / 3개 표시" in shown(narrowed)


def test_an_unknown_id_keeps_the_last_good_view(open_page: OpenPage) -> None:
    first = open_page(q="Q77")
    assert "‘Q77’라는 문항이 없습니다" in shown(first)
    press(first, "browse.button.instead")
    assert "**Q03**" in shown(first)

    app = open_page(q="Q03")
    app.query_params["q"] = "Q77"
    app.run()
    assert "‘Q77’라는 문항이 없습니다" in shown(app)
    assert "마지막으로 성공한 화면" in shown(app)
    assert "**Q03**" in shown(app)


def test_missing_and_unreadable_pictures_are_named(open_page: OpenPage) -> None:
    assert "그림 파일이 없습니다: gone" in shown(open_page(q="Q05"))
    assert "그림 파일을 읽을 수 없습니다: broken" in shown(open_page(q="Q06"))


def test_an_empty_text_says_so(open_page: OpenPage) -> None:
    assert "본문이 비어 있는 문항입니다" in shown(open_page(q="Q07"))


def test_pictures_are_signed_addresses_and_never_bytes(open_page: OpenPage) -> None:
    app = open_page(q="Q03")
    addresses = [image.url for element in app.get("image") for image in element.proto.imgs]
    assert len(addresses) >= 2
    assert all(address.startswith("/app/static/items/") for address in addresses)


def test_passage_is_folded_and_literal(open_page: OpenPage) -> None:
    app = open_page(q="Q08")
    assert any(expander.label == "지문" for expander in app.expander)
    assert r"\*별표\*" in shown(app)


def test_html_is_read_and_never_shown_as_html(open_page: OpenPage) -> None:
    app = open_page(q="Q06")
    assert "window" not in shown(app)
    assert not any(m.allow_html for m in app.markdown)


def test_english_reopens_from_the_address(open_page: OpenPage) -> None:
    app = open_page(q="Q00", lang="en")
    assert "candidates: all questions · 10 of 11 shown" in shown(app)
    app.segmented_control(key=state.WIDGET_LANGUAGE).set_value("ko").run()
    assert "후보 전체 문항" in shown(app)
    assert "lang" not in app.query_params


def test_side_by_side_opens_and_steps(open_page: OpenPage, sample: Workspace) -> None:
    app = open_page(q="Q00")
    first, second = listed(app, sample)[:2]
    press(app, neighbour_list.compare_key(1))
    assert f"**1위 {first}**" in shown(app)
    press(app, "browse.button.compare.next")
    assert f"**2위 {second}**" in shown(app)


def test_choices_of_variant_and_number_are_in_the_address(
    open_page: OpenPage, sample: Workspace
) -> None:
    app = open_page(q="Q00")
    app.selectbox(key=state.WIDGET_VARIANT).set_value("picture").run()
    app.selectbox(key=state.WIDGET_K).set_value(5).run()
    assert param(app, "model") == "picture"
    assert param(app, "k") == "5"
    assert listed(app, sample) == [n.id for n in neighbours(sample, "Q00", "picture", k=5)]


def test_without_variants_the_question_is_shown_and_the_command_named(
    open_page: OpenPage, build_sample: Callable[..., Path], tmp_path: Path
) -> None:
    text = shown(open_page(build_sample(tmp_path, variants=False, gts=False)))
    assert "모델이 없어 이웃을 구할 수 없습니다" in text
    assert "**Q03**" in text


def test_without_ground_truth_there_are_no_badges(
    open_page: OpenPage, build_sample: Callable[..., Path], tmp_path: Path
) -> None:
    app = open_page(build_sample(tmp_path, gts=False))
    assert "10 / 11개 표시" in shown(app)
    assert "미판정" not in shown(app)


def test_a_workspace_that_is_gone_says_so_without_a_traceback(
    open_page: OpenPage, tmp_path: Path
) -> None:
    app = open_page(tmp_path / "nowhere")
    assert not app.exception
    assert "작업 공간을 열 수 없습니다" in shown(app)


@pytest.mark.parametrize("page", ["browse", "start"])
def test_a_lonely_question_is_told_nothing_of_filters(
    open_page: OpenPage, tmp_path: Path, page: str
) -> None:
    (tmp_path / "items.jsonl").write_text('{"id": "Q00", "text": "하나"}\n', "utf-8")
    np.savez(tmp_path / "v.npz", ids=["Q00"], vectors=np.eye(1, 4, dtype=np.float32))
    variants = {"v": tmp_path / "v.npz"}
    items = tmp_path / "items.jsonl"
    import_files(tmp_path / "ws", ImportRequest(items=items, variants=variants))
    words = shown(open_page(tmp_path / "ws", page=page))
    assert "기준 문항 말고는 후보가 없습니다" in words
    assert "조건" not in words


@pytest.mark.parametrize(
    ("language", "words"),
    [("ko", "그림 파일을 찾을 수 없습니다"), ("en", "file can't be found")],
)
def test_a_picture_that_was_deleted_after_the_import_says_so(
    open_page: Callable[..., AppTest],
    build_sample: Callable[..., Path],
    tmp_path: Path,
    language: str,
    words: str,
) -> None:
    path = build_sample(tmp_path)
    ws = Workspace.open(path)
    item = next(i for i in ws.items.all_items() if any(p.status == "ok" for p in i.images))
    image = next(p for p in item.images if p.status == "ok")
    assert ws.images_root is not None
    (ws.images_root / image.path).unlink()
    app = open_page(path, q=item.id, lang=language)
    told = [caption.value for caption in app.caption if words in caption.value]
    assert told
    assert image.path.rpartition("/")[2].split(".")[0] in told[0].replace("\\", "")
