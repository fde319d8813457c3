"""Every word that the dashboard shows, Korean and English side by side.

Pages and components hold no words of their own: they ask for ``text(language, key)``.
Braces are ``str.format`` fields; both languages of a key have the same ones. English picks words
by number: ``{n:pair is|pairs are}`` is "pair is" where n is 1.
"""

from __future__ import annotations

import string
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from dashboard.links import Language


class Words(NamedTuple):
    """One phrase in both languages."""

    ko: str
    en: str


LANGUAGE_NAMES = {"ko": "한국어", "en": "English"}
"""Each language in its own words: these two are the same whichever is on."""

SCHOOLS = "초중고"
"""First letters of levels, in the order of schools: elementary, middle, high."""

WORDS: dict[str, Words] = {
    # Shell
    "app.title": Words("유사 문항 검토", "Similar-question review"),
    "app.language": Words("언어", "Language"),
    "app.demo": Words(
        "연습용 데이터입니다. Qwen 결과가 아닙니다.", "Practice data. These are not Qwen results."
    ),
    "app.stale": Words(
        "새로 가져온 자료를 열 수 없어 이전 자료를 보여 줍니다. {reason}",
        "The new import can't be opened, so the one before is shown. {reason}",
    ),
    "app.damaged": Words(
        "작업 공간의 파일이 없어졌거나 손상되어, 그 전에 열어 둔 자료를 보여 줍니다. {reason}",
        "Files of the workspace are gone or damaged; what was opened before is shown. {reason}",
    ),
    "app.bug": Words(
        "예상하지 못한 오류가 났습니다. 새로고침해도 같으면 서버 로그와 함께 알려 주세요.",
        "Something unexpected went wrong. If reloading doesn't help, report it with the log.",
    ),
    "app.broken": Words("작업 공간을 열 수 없습니다.", "The workspace can't be opened."),
    "page.browse": Words("유사 문항 보기", "Browse"),
    "page.compare": Words("모델 비교", "Compare"),
    "page.annotate": Words("판정하기", "Annotate"),
    "page.report": Words("보고서", "Report"),
    # Report
    "report.recommendation": Words("권고 (사람이 적습니다)", "Recommendation, by a person"),
    "report.recommendation.in": Words(
        ":small[:gray[내려받는 파일에는 저장된 권고가 들어갑니다.]]",
        ":small[:gray[The files to download hold the saved recommendation.]]",
    ),
    "report.recommendation.none": Words(
        ":small[:gray[저장된 권고가 아직 없습니다.]]",
        ":small[:gray[No recommendation is saved yet.]]",
    ),
    "report.recommendation.unsaved": Words(
        ":small[:orange[:material/edit: **저장하지 않은 권고가 있습니다.** "
        "저장하기 전에는 내려받는 파일에 들어가지 않습니다.]]",
        ":small[:orange[:material/edit: **There is a recommendation that is not saved.** "
        "The files to download hold it once it is saved.]]",
    ),
    "report.recommendation.placeholder": Words(
        "수치가 뒷받침하는 만큼만 적어 주세요. 작업 공간에 저장되어 보고서 7절에 들어갑니다.",
        "Say no more than the figures carry. It is kept with the workspace and becomes section 7.",
    ),
    "report.recommendation.save": Words("권고 저장", "Save"),
    "report.recommendation.saved": Words("저장했습니다.", "Saved."),
    "report.recommendation.changed": Words(
        "다른 곳에서 권고를 새로 저장했습니다. 아래가 지금 저장된 글이고, 입력란의 글은 저장되지 "
        "않은 채 그대로 있습니다. 어느 쪽을 남길지 고르세요.",
        "Another recommendation was saved elsewhere. It stands below; the text in the field is as "
        "you left it and is not saved. Choose which one to keep.",
    ),
    "report.recommendation.empty": Words("(빈 글)", "(empty)"),
    "report.recommendation.take": Words("저장된 글 불러오기", "Load the saved text"),
    "report.recommendation.overwrite": Words(
        "입력란의 글로 바꿔 저장", "Replace it with the text in the field"
    ),
    "report.download.markdown": Words("Markdown 내려받기", "Download Markdown"),
    "report.download.json": Words("JSON 내려받기", "Download JSON"),
    # The map
    "page.map": Words("벡터 지도", "Embedding map"),
    "map.colour": Words("색", "Colour"),
    "map.colour.option": Words("색: {field}", "Colour: {field}"),
    "map.filters": Words("문항 조건", "Filters"),
    "map.filters.n": Words("문항 조건 {n}", "Filters {n}"),
    "map.filters.help": Words(
        "지도에 그릴 문항과 이웃 후보를 함께 좁힙니다.",
        "Narrows what is drawn and the candidates for neighbours alike.",
    ),
    "map.computing": Words(
        "벡터 지도를 계산하는 중… 모델마다 처음 한 번만 걸립니다.",
        "Computing the map… Each model needs this once.",
    ),
    "map.sample": Words(
        "{all:,}문항 중 {n:,}개({share} %)를 고르게 뽑아 그림",
        "{n:,} of {all:,} {all:question|questions} drawn: an even sample ({share} %)",
    ),
    "map.sample.all": Words(
        "{n:,}문항을 모두 그림", "{n:,} {n:question|questions}, all of them drawn"
    ),
    "map.sample.region": Words(
        "이 범위의 {all:,}문항 중 {n:,}개({share} %)를 고르게 뽑아 그림 · 지도 전체 {whole:,}문항",
        "{n:,} of {all:,} {all:question|questions} in this region drawn: an even sample "
        "({share} %) · whole map {whole:,}",
    ),
    "map.sample.region.all": Words(
        "이 범위의 {n:,}문항을 모두 그림 · 지도 전체 {whole:,}문항",
        "{n:,} {n:question|questions} in this region, all of them drawn · whole map {whole:,}",
    ),
    "map.no_vector": Words(
        "벡터가 없어 지도에 없는 문항 {n:,}",
        "not on the map for want of a vector: {n:,}",
    ),
    "map.axes": Words(
        "두 축은 분산의 {share} %만 담습니다. 그림에서 가까워도 모델에서는 멀 수 있으니, "
        "무엇이 비슷한지는 이웃 목록으로 판단하세요.",
        "The two axes hold only {share} % of the variance: what is near in the picture need not be "
        "near for the model. The list of neighbours decides.",
    ),
    "map.axes.all": Words(
        "두 축이 벡터의 분산을 모두 담습니다.", "The two axes hold all of the variance."
    ),
    "map.axes.none": Words(
        "이 모델의 벡터가 모두 같아 한 점에 겹칩니다.",
        "All vectors of this model are the same, so they lie in one point.",
    ),
    "map.axes.one": Words(
        "벡터가 있는 문항이 하나뿐이라 점도 하나입니다.",
        "Only one question has a vector, so there is one point.",
    ),
    "map.axis": Words(
        "주성분 {n} (분산의 {share} %)", "Principal component {n} ({share} % of the variance)"
    ),
    "map.group": Words("{value} · {n:,}", "{value} · {n:,}"),
    "map.rest": Words("그 밖", "Others"),
    "map.none": Words("값 없음", "No value"),
    "map.plain": Words("문항", "Questions"),
    "map.near": Words("이웃 · {n}", "Neighbours · {n}"),
    "map.open": Words("열린 문항", "Open question"),
    "map.outside.query": Words(
        "기준 문항이 이 범위 밖에 있습니다.", "The query lies outside this region."
    ),
    "map.outside": Words(
        "이웃 {n}개 중 {out}개가 이 범위 밖에 있습니다.",
        "{out} of {n} {n:neighbour|neighbours} outside this region.",
    ),
    "map.whole": Words("전체 보기", "Whole map"),
    "map.fit": Words("이웃만 크게", "Zoom to neighbours"),
    "map.help": Words(
        "점을 누르면 문항이 열리고, 끌어서 네모를 그리면 그 부분을 더 자세히 그립니다. "
        "원 안의 숫자는 이웃의 순위입니다.",
        "Click on a point to open its question; drag a box to draw that part in more detail. "
        "Numbers are the ranks of neighbours.",
    ),
    "map.alt": Words(
        "{variant}의 벡터를 두 주성분 위에 그린 산점도",
        "Scatter plot of {variant} on two components",
    ),
    "map.empty.region": Words(
        "이 범위에는 문항이 없습니다. ‘전체 보기’를 누르세요.",
        "There is no question in this region. Go back with “Whole map”.",
    ),
    "map.empty.filters": Words(
        "이 조건에 맞으면서 이 모델에 벡터가 있는 문항이 없습니다. 조건을 줄여 보세요.",
        "No question under these filters has a vector in this model. Remove a filter.",
    ),
    "map.query.unknown": Words(
        "‘{id}’라는 문항이 없어 이웃을 표시하지 못했습니다. "
        "지도에서 점을 눌러 새 기준 문항을 고르세요.",
        "No question has the id “{id}”, so no neighbours are marked. "
        "Click on a point to choose another query.",
    ),
    "map.query.no_vector": Words(
        "{variant}에는 기준 문항 {id}의 벡터가 없어 지도에 표시하지 못했습니다. "
        "다른 모델이나 문항을 고르세요.",
        "{variant} has no vector for the query {id}, so it isn't on the map. "
        "Choose another model or question.",
    ),
    "map.item.unknown": Words(
        "‘{id}’라는 문항이 없습니다. 지도에서 점을 누르세요.",
        "No question has the id “{id}”. Click on a point of the map.",
    ),
    "map.item.no_vector": Words(
        "이 모델에 벡터가 없어 지도에 없는 문항입니다.",
        "This question has no vector in this model, so it isn't on the map.",
    ),
    "map.nothing_open": Words(
        "지도에서 점을 누르면 여기에 문항이 열립니다.",
        "Click on a point of the map, and its question opens here.",
    ),
    "map.card": Words("문항", "Question"),
    "map.card.near": Words("{rank}위 이웃", "Neighbour #{rank}"),
    "map.close": Words("닫기", "Close"),
    "map.neighbours": Words(
        "**{id}**의 이웃 {n}개 · 가까운 순서",
        "{n} {n:neighbour|neighbours} of **{id}**, nearest first",
    ),
    "map.neighbour.outside": Words("범위 밖", "outside"),
    "map.show": Words("지도에서 보기", "Show on the map"),
    # Start
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
    # Health: findings. A kind's sentence, what to do, and the line of each finding
    "health.computing": Words("데이터를 살펴보는 중…", "Looking through the data…"),
    "health.counts": Words(
        "문항 {items:,} · 그림 {pictures:,} · 모델 {variants:,} · 정답 목록 {gts:,}",
        "{items:,} {items:question|questions} · {pictures:,} {pictures:picture|pictures} · "
        "{variants:,} {variants:model|models} · {gts:,} {gts:ground truth|ground truths}",
    ),
    "health.mend": Words("고칠 것", "To mend"),
    "health.know": Words("알아 둘 것", "Good to know"),
    "health.mend.count": Words("고칠 것 {n}", "{n} to mend"),
    "health.know.count": Words("알아 둘 것 {n}", "{n} to know"),
    "health.nothing": Words(
        "빠지거나 이상한 것을 찾지 못했습니다.", "Nothing is missing and nothing looks odd."
    ),
    "health.nothing_to_mend": Words("고칠 것은 없습니다.", "There is nothing to mend."),
    "health.more": Words("외 {n:,}", "and {n:,} more"),
    "health.more.groups": Words("외 {n:,}묶음", "and {n:,} more {n:group|groups}"),
    "health.all": Words("모두 보기", "Show all"),
    "health.all.title": Words("해당 문항 모두", "All questions concerned"),
    "health.all.count": Words(
        "{n:,}문항 · ID를 누르면 유사 문항 보기로 갑니다",
        "{n:,} {n:question|questions} · an id opens Browse",
    ),
    "health.all.download": Words("ID CSV", "Ids (CSV)"),
    "health.line.items": Words(
        "{count:,} / {of:,}문항", "{count:,} of {of:,} {of:question|questions}"
    ),
    "health.line.rows": Words("{count:,} / {of:,}행", "{count:,} of {of:,} {of:row|rows}"),
    "health.line.groups": Words(
        "{count:,}묶음 {of:,}문항",
        "{count:,} {count:group|groups} of {of:,} {of:question|questions}",
    ),
    "health.line.contradiction": Words(
        "{field}: 설명 파일 {claimed}, 실제 {found}", "{field}: manifest {claimed}, found {found}"
    ),
    "health.kind.picture_missing": Words(
        "그림 파일이 없는 문항이 있습니다.", "Picture files are missing."
    ),
    "health.todo.picture_missing": Words(
        "파일을 그림 폴더에 넣고 문항을 다시 가져오세요.",
        "Put the files into the picture folder and import the questions again.",
    ),
    "health.kind.picture_unreadable": Words(
        "읽을 수 없는 그림이 있습니다.", "Pictures can't be read."
    ),
    "health.todo.picture_unreadable": Words(
        "PNG나 JPEG로 다시 저장하고 문항을 다시 가져오세요.",
        "Save them again as PNG or JPEG and import the questions again.",
    ),
    "health.kind.picture_unchecked": Words(
        "아직 열어 보지 않은 그림이 있습니다.", "Pictures have not been opened yet."
    ),
    "health.todo.picture_unchecked": Words(
        "그림이 많아 파일이 있는지만 보았습니다. 위의 단추나 yusa check로 모두 검사할 수 있습니다.",
        "There are many, so the import only looked whether the files are there. The button above, "
        "or yusa check, checks them all.",
    ),
    "health.check": Words(
        "그림 {n:,}개는 있는지만 확인했습니다.",
        "Of {n:,} {n:picture|pictures} it is only known that the file is there.",
    ),
    "health.check.start": Words("모두 검사", "Check all"),
    "health.check.running": Words(
        "그림 검사 중 {done:,} / {n:,}", "Checking pictures {done:,} of {n:,}"
    ),
    "health.kind.picture_oversized": Words(
        "너무 큰 그림이 있습니다(5천만 화소 초과).", "Pictures are too large (over 50 megapixels)."
    ),
    "health.todo.picture_oversized": Words(
        "줄여서 저장하고 문항을 다시 가져오세요.",
        "Make them smaller and import the questions again.",
    ),
    "health.kind.empty_item": Words(
        "본문도 그림도 없는 문항이 있습니다.", "Questions have neither text nor picture."
    ),
    "health.todo.empty_item": Words(
        "문항 파일에서 본문을 채우거나 문항을 빼세요.",
        "Fill in their text in the item file, or leave them out.",
    ),
    "health.kind.empty_text": Words(
        "그림만 있고 본문이 비어 있는 문항이 있습니다.", "Questions have a picture but no text."
    ),
    "health.todo.empty_text": Words(
        "본문이 그림 안에 있다면 그대로 두어도 됩니다. 텍스트 모델은 이 문항을 구별하지 못합니다.",
        "Fine if the text is inside the picture; text models can't tell these apart.",
    ),
    "health.kind.same_content": Words(
        "본문과 그림이 모두 같은 문항이 있습니다.", "Questions are the same in text and pictures."
    ),
    "health.todo.same_content": Words(
        "같은 문항이 두 번 들어갔다면 하나를 빼세요. 두면 서로의 1위 이웃이 됩니다.",
        "If they came in twice, leave one out; otherwise they rank first for each other.",
    ),
    "health.kind.same_text": Words(
        "본문이 같은 문항이 있습니다(그림은 다를 수 있음).",
        "Questions have the same text (their pictures may differ).",
    ),
    "health.todo.same_text": Words(
        "그림으로만 구별되는 문항인지 보세요. 텍스트 모델은 이 문항을 구별하지 못합니다.",
        "See whether only the picture tells them apart; text models can't.",
    ),
    "health.kind.same_picture": Words(
        "같은 그림을 쓰는 문항이 있습니다.", "Questions share a picture, byte for byte."
    ),
    "health.todo.same_picture": Words(
        "한 자료를 나누어 쓰는 문항이면 그대로 두고, 그림이 잘못 들어갔다면 바로잡으세요.",
        "Fine where questions share material; correct the file where a picture is wrong.",
    ),
    "health.kind.no_vector_anywhere": Words(
        "어느 모델에도 벡터가 없는 문항이 있습니다.", "Questions have no vector in any model."
    ),
    "health.todo.no_vector_anywhere": Words(
        "이웃으로 나올 수 없습니다. 임베딩을 만들어 모델을 다시 가져오세요.",
        "They can never be found. Embed them and import the model again.",
    ),
    "health.kind.no_vector": Words(
        "벡터가 없는 문항이 있습니다.", "A model has no vector for some questions."
    ),
    "health.todo.no_vector": Words(
        "그 모델에서는 순위에 나오지 않습니다. 일부러 뺀 것이 아니면 임베딩을 다시 만드세요.",
        "It never ranks them. Embed them, unless they were left out on purpose.",
    ),
    "health.kind.gt_no_vector": Words(
        "벡터가 없어 0점으로 세는 기준 문항이 있습니다.",
        "Queries count as zero, for want of a vector.",
    ),
    "health.todo.gt_no_vector": Words(
        "모델의 점수가 그만큼 낮아집니다. 임베딩을 만들어 다시 가져오세요.",
        "They lower the model's figures. Embed them and import the model again.",
    ),
    "health.kind.gt_no_queries": Words(
        "평가할 수 있는 기준 문항이 없습니다.", "There is no query to measure by."
    ),
    "health.todo.gt_no_queries": Words(
        "정답 목록에 후보 안의 유사 문항이 하나도 없습니다. 파일을 확인하세요.",
        "The ground truth names nothing relevant among the candidates. Check its file.",
    ),
    "health.kind.gt_left_out": Words(
        "평가에서 빠지는 기준 문항이 있습니다.", "Queries are left out of the figures."
    ),
    "health.todo.gt_left_out": Words(
        "맞힐 유사 문항이 없습니다. 정답 목록을 채우면 평가에 들어갑니다.",
        "There is nothing relevant to find. They count once the ground truth names something.",
    ),
    "health.kind.gt_no_entry": Words(
        "정답이 달리지 않은 시험 문항이 있습니다.", "Some test items are no queries."
    ),
    "health.todo.gt_no_entry": Words(
        "후보로만 쓰입니다. 기준 문항으로도 쓰려면 정답 목록에 넣으세요.",
        "They are candidates only. Give them entries in the ground truth to ask them, too.",
    ),
    "health.kind.manifest_absent": Words(
        "설명 파일(manifest)이 없는 모델이 있습니다.", "Models came without a manifest."
    ),
    "health.todo.manifest_absent": Words(
        "어떤 모델과 설정으로 만든 벡터인지 알 수 없습니다. "
        "yusa import의 --manifest 로 함께 가져오세요.",
        "Nobody can tell how their vectors were made. Give it with --manifest at import.",
    ),
    "health.kind.manifest_incomplete": Words(
        "설명 파일(manifest)에 빠진 항목이 있습니다.", "A manifest lacks fields."
    ),
    "health.todo.manifest_incomplete": Words(
        "빠진 항목을 적어 모델을 다시 가져오세요.", "Fill them in and import the model again."
    ),
    "health.kind.manifest_contradiction": Words(
        "설명 파일(manifest)이 벡터와 맞지 않습니다.", "A manifest contradicts the vectors."
    ),
    "health.todo.manifest_contradiction": Words(
        "다른 모델의 설명 파일인지 확인하세요.", "Check whether it belongs to another model."
    ),
    "health.kind.manifests_differ": Words(
        "모델들의 만든 방법이 서로 다릅니다.", "The models were made in different ways."
    ),
    "health.todo.manifests_differ": Words(
        "비교하면 이 항목들의 차이가 함께 섞입니다.",
        "A comparison mixes the effects of all these fields.",
    ),
    "health.kind.norms_off": Words(
        "길이가 1이 아닌 벡터가 있습니다.", "Vectors are not of length 1."
    ),
    "health.todo.norms_off": Words(
        "저장된 파일이 바뀌었을 수 있습니다. 모델을 다시 가져오세요.",
        "The stored file may have been changed. Import the model again.",
    ),
    "health.kind.norms_mixed": Words(
        "일부 벡터만 가져올 때 길이를 1로 맞추었습니다.",
        "Only some vectors were scaled to length 1 at import.",
    ),
    "health.todo.norms_mixed": Words(
        "서로 다른 설정으로 만든 벡터가 섞였는지 확인하세요.",
        "Check whether vectors of different settings were mixed.",
    ),
    "health.kind.same_variant": Words(
        "이름은 다르지만 벡터가 모두 같은 모델이 있습니다.",
        "Models of different names hold the same vectors.",
    ),
    "health.todo.same_variant": Words(
        "같은 파일을 두 번 가져왔는지 확인하세요.", "Check whether one file was imported twice."
    ),
    "health.kind.unknown_rows": Words(
        "문항에 없는 ID의 벡터를 버렸습니다.", "Vectors of unknown ids were not stored."
    ),
    "health.todo.unknown_rows": Words(
        "문항 파일과 벡터 파일의 ID가 같은 판인지 확인하세요.",
        "Check that item file and vector file are of the same edition.",
    ),
    "health.kind.same_vector": Words(
        "벡터가 완전히 같은 문항이 있습니다.", "Questions have exactly the same vector."
    ),
    "health.todo.same_vector": Words(
        "이 모델은 이 문항들을 구별하지 못하고 ID 순서로 놓습니다.",
        "This model can't tell them apart and ranks them by id.",
    ),
    "health.kind.picture_vector": Words(
        "이미지 모델이 그림 없는 문항의 벡터를 갖고 있습니다.",
        "An image model has vectors of questions without a picture.",
    ),
    "health.todo.picture_vector": Words(
        "무엇으로 만든 벡터인지 설명 파일에서 확인하세요.",
        "See in its manifest what they were made from.",
    ),
    "health.kind.coverage": Words(
        "모델마다 벡터가 있는 문항이 다릅니다.", "The models cover different questions."
    ),
    "health.todo.coverage": Words(
        "모든 모델에 벡터가 있는 문항 수입니다. 나머지는 일부 모델만 찾을 수 있습니다.",
        "This many have a vector in every model; the rest only some models can find.",
    ),
    # Health: what was imported
    "health.imported": Words("가져온 것", "What was imported"),
    "health.hash": Words("해시 {hash}", "hash {hash}"),
    "health.items": Words("문항", "Questions"),
    "health.items.count": Words("전체 {n:,}", "{n:,} in all"),
    "health.items.pictured": Words(
        "그림 있는 문항 {n:,} / {of:,}", "with a picture {n:,} of {of:,}"
    ),
    "health.items.pictures": Words("그림 {n:,}", "pictures {n:,}"),
    "health.items.missing": Words("파일 없는 그림 {n:,}", "files missing {n:,}"),
    "health.items.unreadable": Words("읽을 수 없는 그림 {n:,}", "unreadable {n:,}"),
    "health.items.oversized": Words("너무 큰 그림 {n:,}", "too large {n:,}"),
    "health.items.unchecked": Words("열어 보지 않은 그림 {n:,}", "never opened {n:,}"),
    "health.items.empty": Words("본문이 빈 문항 {n:,}", "without text {n:,}"),
    "health.items.same": Words("사본이 있는 문항 {n:,}", "with an exact copy {n:,}"),
    "health.items.pictureless": Words("그림 없는 문항 {n:,}", "Without a picture {n:,}"),
    "health.variants": Words("모델", "Models"),
    "health.variants.shared": Words(
        "모든 모델에 벡터가 있는 문항 {n:,}",
        "{n:,} {n:question has|questions have} a vector in every model",
    ),
    "health.field": Words("{words}({field})", "{words} ({field})"),
    "health.value.true": Words("예", "yes"),
    "health.value.false": Words("아니오", "no"),
    "health.unsaid": Words("없음", "not given"),
    "health.row.vectors": Words("벡터가 있는 문항", "With a vector"),
    "health.row.lacking": Words("벡터가 없는 문항", "Without a vector"),
    "health.row.unknown": Words("버린 행(모르는 ID)", "Rows of unknown ids"),
    "health.row.dim": Words("차원", "Dimensions"),
    "health.row.rows": Words("행 수", "Rows"),
    "health.row.normalised": Words("길이를 1로 맞춤", "Scaled to length 1"),
    "health.row.model": Words("모델 이름", "Model"),
    "health.row.revision": Words("판", "Revision"),
    "health.row.mode": Words("입력", "Mode"),
    "health.row.pooling": Words("풀링", "Pooling"),
    "health.row.norms": Words("길이 최소 / 중앙 / 최대", "Norm least / median / largest"),
    "health.row.scaled": Words("길이를 1로 맞춘 행", "Scaled to length 1"),
    "health.row.identical": Words("벡터가 같은 문항", "With equal vectors"),
    "health.row.file": Words("파일", "File"),
    "health.row.file_hash": Words("파일 SHA-256", "File's SHA-256"),
    "health.row.hash": Words("벡터 해시", "Hash of the vectors"),
    "health.gt": Words("정답 목록 {gt}", "Ground truth {gt}"),
    "health.gt.threshold": Words("등급 {n}부터 유사 문항", "relevant from grade {n}"),
    "health.gt.judged": Words("시험 문항 **{n:,}**", "**{n:,}** {n:test item|test items}"),
    "health.gt.corpus": Words("후보 전체 **{n:,}**", "**{n:,}** {n:candidate|candidates} (all)"),
    "health.gt.asked": Words("기준 문항 **{n:,}**", "**{n:,}** {n:query|queries}"),
    "health.gt.relevant": Words("유사 문항이 있음 **{n:,}**", "**{n:,}** with relevant items"),
    "health.gt.counted": Words(
        "유사 문항이 후보 안에 있음 **n = {n:,}**", "**n = {n:,}** with some among the candidates"
    ),
    "health.gt.outside": Words(
        "기준 문항 중 {n:,}개는 시험 문항이 아닙니다.",
        "{n:,} {n:query is no test item|queries are no test items}.",
    ),
    "health.gt.zero": Words(
        "{variant}에 벡터가 없어 0점", "zero for want of a vector in {variant}"
    ),
    "health.reason.no_entry": Words("정답이 달리지 않은 시험 문항", "test items without an entry"),
    "health.reason.only_itself": Words("유사 문항이 자기뿐", "only themselves relevant"),
    "health.reason.none_relevant": Words(
        "유사 문항으로 적힌 것이 없음", "nothing named as relevant"
    ),
    "health.reason.outside_pool": Words(
        "유사 문항이 후보 밖에만 있음", "relevant items outside the candidates"
    ),
    # Finding a query
    "find.label": Words("문항 찾기", "Find a question"),
    "find.placeholder": Words("문항 ID 또는 본문 검색", "Question id or words"),
    "find.list": Words("기준 문항 목록", "List of queries"),
    "find.list.all": Words("전체 문항 {n:,}", "All questions {n:,}"),
    "find.list.gt": Words("{gt} 기준 문항 {n:,}", "{gt} queries {n:,}"),
    "find.list.compared": Words("모델 비교의 표 {n:,}", "Table of Compare {n:,}"),
    "find.back": Words("모델 비교로", "Back to Compare"),
    "find.filters": Words("목록 조건", "List filters"),
    "find.filters.n": Words("목록 조건 {n}", "List filters {n}"),
    "find.filters.help": Words(
        "찾는 목록만 좁힙니다. 이웃 후보는 그대로입니다.",
        "Narrows this list only; the candidates stay as they are.",
    ),
    "find.random": Words("무작위 문항", "A question at random"),
    "find.open": Words("목록 펴기", "Open the list"),
    "find.close": Words("목록 닫기", "Close the list"),
    "find.previous": Words("이전 문항 (←)", "Previous question (←)"),
    "find.next": Words("다음 문항 (→)", "Next question (→)"),
    "find.position": Words("{at:,} / {n:,}", "{at:,} / {n:,}"),
    "find.outside": Words("– / {n:,}", "– / {n:,}"),
    "find.shown": Words(
        "{shown:,} / {total:,}문항 표시", "{shown:,} of {total:,} {total:question|questions} shown"
    ),
    "find.enter": Words("Enter: {id} 열기", "Enter opens {id}"),
    "find.none": Words(
        "‘{text}’에 맞는 문항이 없습니다. 다른 낱말이나 ID의 앞부분으로 찾아보세요.",
        "No question matches “{text}”. Try another word or the beginning of an id.",
    ),
    "find.none.filters": Words(
        "이 조건에 맞는 문항이 없습니다. 조건을 줄여 보세요.",
        "No question matches these filters. Remove one of them.",
    ),
    "find.clear": Words("지우기", "Clear"),
    # Filters
    "filter.choose": Words("{field} ({n:,}가지)", "{field} ({n:,} {n:value|values})"),
    "filter.described": Words("{field}: {values}", "{field}: {values}"),
    "filter.value": Words("{value} · {n:,}", "{value} · {n:,}"),
    "filter.none": Words("거를 수 있는 항목이 없습니다.", "There is nothing to filter by."),
    "filter.clear": Words("조건 모두 지우기", "Clear all filters"),
    "filter.any": Words("모두", "Any"),
    "filter.more": Words(
        "많은 순서로 {shown}가지만 보입니다 (전체 {n:,}가지).",
        "The {shown} most frequent of {n:,} {n:value|values} are listed.",
    ),
    "filter.find": Words("{field}에서 찾기", "Find in {field}"),
    "filter.no_value": Words("‘{text}’이(가) 든 값이 없습니다.", "No value holds “{text}”."),
    "field.subject": Words("과목", "Subject"),
    "field.level": Words("학년·수준", "Level"),
    "field.standard": Words("성취기준", "Standard"),
    "field.difficulty": Words("난이도", "Difficulty"),
    "field.source": Words("출처", "Source"),
    "field.year": Words("연도", "Year"),
    "field.has_image": Words("그림", "Picture"),
    "field.has_image.true": Words("있음", "With"),
    "field.has_image.false": Words("없음", "Without"),
    # The item card
    "item.query": Words("기준 문항", "Query"),
    "item.passage": Words("지문", "Passage"),
    "item.answer": Words("정답", "Answer"),
    "item.solution": Words("풀이", "Solution"),
    "item.answers.show": Words("정답·풀이 (A)", "Answer & solution (A)"),
    "item.answers.hide": Words("정답·풀이 숨기기 (A)", "Hide answer & solution (A)"),
    "item.answer.none": Words(
        "정답과 풀이가 없는 문항입니다.", "This question has no answer or solution."
    ),
    "item.text.none": Words("본문이 비어 있는 문항입니다.", "This question has no text."),
    "item.details": Words("그 밖의 정보", "More fields"),
    "item.image.alt": Words("{id}의 그림 {n}", "Picture {n} of {id}"),
    "item.image.missing": Words(
        "그림 파일이 없습니다: {path}. 파일을 넣고 다시 가져오세요.",
        "The picture file is missing: {path}. Put it in place and import again.",
    ),
    "item.image.gone": Words(
        "그림 파일을 찾을 수 없습니다: {path}. 그림 폴더에 파일을 다시 넣고 새로고침하세요.",
        "The picture's file can't be found: {path}. "
        "Put it back into the picture folder and reload the page.",
    ),
    "item.image.unreadable": Words(
        "그림 파일을 읽을 수 없습니다: {path}. 파일을 다시 저장해 보세요.",
        "The picture can't be read: {path}. Try saving the file again.",
    ),
    "item.image.unchecked": Words(
        "아직 열어 보지 않은 그림입니다: {path}.", "The picture has not been opened yet: {path}."
    ),
    "item.image.oversized": Words(
        "그림이 너무 큽니다(5천만 화소 초과): {path}. 줄여서 다시 가져오세요.",
        "The picture is too large (over 50 megapixels): {path}. Make it smaller and import again.",
    ),
    "item.cut": Words(
        "긴 본문의 앞부분입니다. 나란히 보기에서 더 볼 수 있습니다.",
        "The beginning of a long text; the side-by-side view shows more.",
    ),
    # Neighbours
    "near.variant": Words("모델", "Model"),
    "near.pool": Words("후보", "Candidates"),
    "near.pool.corpus": Words("전체 {n:,}", "All {n:,}"),
    "near.pool.judged": Words("시험 {n:,}", "Test {n:,}"),
    "near.gt": Words("정답 목록", "Ground truth"),
    "near.k": Words("개수", "Number"),
    "near.k.option": Words("{k}개", "Top {k}"),
    "near.filters": Words("후보 조건", "Candidate filters"),
    "near.filters.n": Words("후보 조건 {n}", "Candidate filters {n}"),
    "near.filters.help": Words(
        "이웃 후보를 좁힙니다. 거르면 순위도 그 후보 안에서 매깁니다.",
        "Narrows the candidates; ranks then count within them.",
    ),
    "near.summary": Words(
        "{variant} · 후보 {pool} · {shown:,} / {size:,}개 표시",
        "{variant} · candidates: {pool} · {shown:,} of {size:,} shown",
    ),
    "near.pool.name.corpus": Words("전체 문항", "all questions"),
    "near.pool.name.judged": Words("{gt} 시험 문항", "{gt} test items"),
    "near.pool.filtered": Words("{pool} 중 조건에 맞는 문항", "{pool} under filters"),
    "near.hits": Words("정답 {hits} / {relevant}", "{hits} of {relevant} relevant"),
    "near.not_query": Words("{gt}의 기준 문항 아님", "not a query of {gt}"),
    "near.rank": Words("{rank}위", "#{rank}"),
    "near.select": Words("기준으로", "Make query"),
    "near.select.help": Words(
        "이 문항을 기준 문항으로 삼습니다.", "Show the neighbours of this question."
    ),
    "near.compare": Words("나란히", "Compare"),
    "badge.relevant": Words("정답", "relevant"),
    "badge.not_relevant": Words("정답 아님", "not relevant"),
    "badge.unknown": Words("미판정", "not judged"),
    "badge.grade": Words("{badge} · 등급 {grade}", "{badge} · grade {grade}"),
    "badge.duplicate": Words("사본?", "copy?"),
    "badge.imported": Words("가져온 정답: {said}", "imported: {said}"),
    "badge.people": Words("사람 판정: {said}", "people: {said}"),
    # Side by side
    "compare.title": Words("나란히 보기", "Side by side"),
    "compare.query": Words("기준 {id}", "Query {id}"),
    "compare.neighbour": Words("{rank}위 {id}", "#{rank} {id}"),
    "compare.flip": Words(
        "스페이스를 누르고 있으면 두 그림이 같은 자리에서 번갈아 보입니다.",
        "Hold Space to flip between the two pictures in one place.",
    ),
    "compare.flip.button": Words("겹쳐 보기", "Flip"),
    "compare.none": Words("둘 다 그림이 없는 문항입니다.", "Neither question has a picture."),
    "compare.empty": Words("그림 없음", "No picture"),
    "compare.previous": Words("앞 이웃 (←)", "Previous neighbour (←)"),
    "compare.next": Words("다음 이웃 (→)", "Next neighbour (→)"),
    # Zoom
    "zoom.open": Words("그림 확대", "Enlarge the picture"),
    "zoom.previous": Words("이전 그림", "Previous picture"),
    "zoom.next": Words("다음 그림", "Next picture"),
    "zoom.close": Words("닫기 (Esc)", "Close (Esc)"),
    "zoom.count": Words("{at} / {n}", "{at} / {n}"),
    # Links
    "link.copy": Words("링크 복사", "Copy link"),
    "link.copied": Words("복사함", "Copied"),
    "link.failed": Words("복사할 수 없음", "Can't copy"),
    # Compare: what is shown
    "comparison.view": Words("판정 관점", "Judgments"),
    "comparison.view.imported": Words("가져온 정답", "Imported"),
    "comparison.view.human": Words("사람 판정", "People's"),
    "comparison.view.human_over_imported": Words("사람 우선", "People's first"),
    "comparison.view.help": Words(
        "‘사람 우선’은 사람이 판정한 쌍은 사람의 판정을, 나머지는 가져온 정답을 씁니다.",
        "“People's first” takes people's grades where there are any, the imported ones elsewhere.",
    ),
    "comparison.pool": Words("후보", "Candidates"),
    "comparison.pool.judged": Words("시험 문항", "Test items"),
    "comparison.pool.corpus": Words("전체 문항", "All questions"),
    "comparison.measure": Words("지표", "Measure"),
    "comparison.download": Words("수치 CSV", "Figures (CSV)"),
    "comparison.computing": Words("순위를 계산하는 중…", "Ranking…"),
    "comparison.scope": Words(
        "후보 {pool} · {view} · 판정 번호 {revision} · n = {n:,}",
        "{pool} · {view} · judgment revision {revision} · n = {n:,}",
    ),
    "comparison.scope.judged": Words(
        "{size:,}개(시험 문항)", "{size:,} {size:candidate (test item)|candidates (test items)}"
    ),
    "comparison.scope.corpus": Words(
        "{size:,}개(전체)", "{size:,} {size:candidate|candidates} (all)"
    ),
    "comparison.scope.judged.filtered": Words(
        "{size:,} / {all:,}개(시험 문항 중 {where})",
        "{size:,} of {all:,} {all:candidate|candidates} (test items with {where})",
    ),
    "comparison.scope.corpus.filtered": Words(
        "{size:,} / {all:,}개(전체 중 {where})",
        "{size:,} of {all:,} {all:candidate|candidates} (all with {where})",
    ),
    "comparison.filters": Words("후보 조건", "Candidate filters"),
    "comparison.filters.n": Words("후보 조건 {n}", "Candidate filters {n}"),
    "comparison.filters.help": Words(
        "모든 모델의 후보를 똑같이 좁혀 다시 계산합니다. 기준 문항은 그대로입니다.",
        "Narrows the candidates of every model alike; the queries stay as they are.",
    ),
    "comparison.filtered": Words(
        "좁힌 후보({where})에서 잰 수치입니다. 후보가 다른 수치와 견주지 마세요.",
        "Measured among fewer candidates ({where}): "
        "don't hold it against figures of other candidates.",
    ),
    "comparison.passed": Words("① 통과했나", "① Did they pass?"),
    "comparison.real": Words("② 차이가 진짜인가", "② Is the difference real?"),
    "comparison.why": Words("③ 왜 다른가", "③ Why do they differ?"),
    "measure.success": Words("상위 {k}개 적중률 (Success@{k})", "Success@{k} (Top-{k})"),
    "measure.success.short": Words("상위 {k}개", "Success@{k}"),
    "measure.rr": Words("평균 역순위 (MRR)", "Mean reciprocal rank (MRR)"),
    "measure.ndcg": Words("순서 품질 (nDCG@{k})", "Order by grade (nDCG@{k})"),
    # Figures
    "figure.none": Words("–", "–"),
    "figure.share": Words("{hits:,}/{n:,} = {share} %", "{hits:,}/{n:,} = {share} %"),
    "figure.count": Words("{n}문항 중 {hits}문항", "{hits} of {n}"),
    "figure.count_range": Words("{n}문항 중 {hits}~{most}문항", "{hits} to {most} of {n}"),
    "figure.too_few": Words("{n}문항뿐이라 생략", "left out: only {n} {n:query|queries}"),
    "figure.holes": Words(
        "미판정 때문에 {low}~{high} % 사이", "{low} to {high} %, for unjudged pairs"
    ),
    "figure.interval": Words(
        "비슷하게 뽑은 다른 문항이라면 {interval}로 볼 수 있음 "
        "(95 % 신뢰구간, 후보 {size:,}개 조건)",
        "With other queries drawn alike: {interval} (95 % confidence interval, "
        "{size:,} {size:candidate|candidates})",
    ),
    "figure.verdict": Words(
        "계약 판정은 언제나 {measure}: 기준 {target} %",
        "The contract is always judged by {measure}: target {target} %",
    ),
    "figure.point.pass": Words("통과", "Pass"),
    "figure.point.fail": Words("미달", "Fail"),
    "figure.point.none": Words("판정할 기준 문항 없음", "No query to judge by"),
    "figure.point.filtered": Words(
        "조건을 건 후보: 계약 판정 아님", "Filtered candidates: no verdict"
    ),
    "figure.evidence.shown": Words("근거 충분", "Evidence: shown"),
    "figure.evidence.refuted": Words("기준 미달 확인", "Evidence: refuted"),
    "figure.evidence.undecided": Words("아직 판단 불가", "Evidence: undecided"),
    "figure.evidence.help": Words(
        "근거 충분: 신뢰구간의 아래 끝도 기준 이상. 기준 미달 확인: 미판정을 모두 맞은 것으로 쳐도 "
        "신뢰구간의 위 끝이 기준 미만. 나머지는 이 문항 수로는 판단할 수 없음.",
        "Shown: even the interval's lower end reaches the target. Refuted: even its upper end, "
        "with every unjudged pair counted as a hit, stays below. Otherwise there are too few "
        "queries to tell.",
    ),
    "figure.table.variant": Words("모델", "Variant"),
    "figure.table.note": Words(
        "회색은 95 % 신뢰구간(적중률은 Wilson, MRR·nDCG는 부트스트랩)",
        "Grey: 95 % intervals (Wilson for Success, bootstrap for MRR and nDCG)",
    ),
    "figure.table.note.holes": Words(
        "주황은 미판정을 모두 맞은 것으로 칠 때의 값",
        "orange: the value if every unjudged pair were a hit",
    ),
    "figure.table.note.values": Words(
        "MRR·nDCG는 미판정을 무관으로 센 값이라 판정하면 달라질 수 있음 "
        "(상위 {k}개 중 판정된 비율 Judged@{k}: {judged})",
        "MRR and nDCG count unjudged pairs as irrelevant, judging them can change them "
        "(share of the first {k} that is judged, Judged@{k}: {judged})",
    ),
    "figure.lost": Words(
        "벡터가 없어 0으로 센 문항 {zero:,} · 제외한 문항 {out:,}",
        "Queries counted as zero {zero:,} · left out {out:,}",
    ),
    "figure.lost.zero": Words(
        "{variant}: 벡터가 없어 0으로 센 기준 문항 {n:,}: {ids}",
        "{variant}: {n:,} {n:query|queries} without a vector {n:counts|count} as zero: {ids}",
    ),
    "figure.lost.out": Words(
        "유사하다고 알려진 후보가 없어 제외한 기준 문항 {n:,}: {ids}",
        "{n:,} {n:query|queries} left out, nothing known relevant among the candidates: {ids}",
    ),
    "figure.lost.more": Words("{ids} 외 {n:,}", "{ids} and {n:,} more"),
    "figure.no_pool": Words(
        "{gt}에는 정해진 시험 문항이 없습니다. 후보를 ‘전체 문항’으로 바꾸면 볼 수 있습니다.",
        "{gt} declares no test items. Choose all questions as candidates to see it.",
    ),
    "figure.no_queries": Words(
        "이 관점에서는 유사 문항이 알려진 기준 문항이 없습니다. "
        "판정을 더 하거나 다른 관점을 고르세요.",
        "No query has a known relevant item in this view. Judge some, or choose another view.",
    ),
    # What would decide
    "plan.title": Words("무엇이 더 있어야 결론이 나나", "What would decide"),
    "plan.bar.shown": Words(
        "기준 문항 {n:,}개로는 {hits:,}개 이상 적중해야 근거 충분입니다.",
        "With {n:,} {n:query|queries} it takes {hits:,} {hits:hit|hits} or more to show the "
        "target.",
    ),
    "plan.bar.never": Words(
        "기준 문항 {n:,}개로는 모두 적중해도 근거가 충분해지지 않습니다.",
        "With {n:,} {n:query|queries} even all hits would not show the target.",
    ),
    "plan.bar.refuted": Words(
        "{hits:,}개 이하면 기준 미달 확인입니다 (미판정까지 모두 적중으로 쳐도).",
        "{hits:,} or fewer refute it (with every unjudged pair counted as a hit).",
    ),
    "plan.rate": Words("모델의 참 적중률 (가정, %)", "True share of hits (assumed, %)"),
    "plan.power": Words(
        "참 적중률이 {rate} %인 모델이라도 지금 {n:,}개로 근거 충분이 나올 확률은 {power} %입니다.",
        "A model whose true share is {rate} % comes out as shown with {power} % probability at "
        "today's {n:,}.",
    ),
    "plan.queries": Words(
        "80 % 확률로 근거 충분이 나오려면 같은 방법으로 뽑은 기준 문항이 {queries:,}개 있어야 "
        "합니다. {more:,}개가 더 필요하며, 모든 모델의 상위 문항을 판정하면 약 {pairs:,}쌍, "
        "한 사람이 {hours}입니다.",
        "For 80 % it takes {queries:,} {queries:query|queries} drawn in the same way: {more:,} "
        "more, about {pairs:,} {pairs:pair|pairs} to judge for the first items of all variants, "
        "{hours} for one person.",
    ),
    "plan.queries.enough": Words(
        "이 가정에서는 지금 {n:,}개로 80 %를 넘습니다.",
        "On this assumption today's {n:,} are enough for 80 %.",
    ),
    "plan.queries.too_many": Words(
        "{rate} %는 기준에 너무 가까워, 80 % 확률에는 기준 문항이 {most:,}개로도 모자랍니다.",
        "{rate} % is so near the target that 80 % takes more than {most:,} {most:query|queries}.",
    ),
    "plan.holes": Words(
        "지금 기준 문항에서 판정하지 않은 {pairs:,}쌍({hours})을 판정하면 미판정 때문에 생긴 "
        "범위가 없어집니다. 그래도 기준 문항은 {n:,}개 그대로라 신뢰구간은 좁아지지 않습니다.",
        "Judging the {pairs:,} unjudged {pairs:pair|pairs} of today's queries ({hours}) closes "
        "what they leave open. The queries stay {n:,}, so the interval stays as wide.",
    ),
    "plan.holes.none": Words(
        "상위 문항은 모두 판정되어 있습니다. 판정을 더 해도 기준 문항은 {n:,}개 그대로라 "
        "신뢰구간은 좁아지지 않습니다.",
        "All first items are judged. More judgments would leave the queries at {n:,} and the "
        "interval as wide.",
    ),
    "plan.pace.measured": Words(
        "한 쌍에 {seconds}초: 여기서 잰 판정 {n:,}건의 중앙값입니다.",
        "{seconds} s per pair: the median of {n:,} {n:judgment|judgments} timed here.",
    ),
    "plan.pace.assumed": Words(
        "한 쌍에 {seconds}초로 어림했습니다. 판정이 20건 쌓이면 잰 값으로 바뀝니다.",
        "{seconds} s per pair is assumed, until 20 judgments have been timed.",
    ),
    "plan.minutes": Words("약 {n}분", "about {n} min"),
    "plan.hours": Words("약 {n}시간", "about {n} h"),
    # Published results
    "published.report": Words("평가 보고서", "Evaluation report"),
    "published.title": Words("발표된 결과: {title} {date}", "Published results: {title}, {date}"),
    "published.note": Words(
        "여기서 잰 값이 아니라 발표된 값입니다 (후보 {pool}개). 잰 값과 한 표에 섞지 않습니다.",
        "Printed elsewhere, not measured here (among {pool}); never mixed with measured figures "
        "in one table.",
    ),
    "published.gt": Words("정답", "Ground truth"),
    "published.variant": Words("모델", "Variant"),
    "published.printed": Words("발표한 Top-{k}", "Printed Top-{k}"),
    "published.hits": Words("적중", "Hits"),
    "published.interval": Words("95 % 신뢰구간", "95 % interval"),
    "published.point": Words("점 규칙", "Point rule"),
    "published.evidence": Words("근거", "Evidence"),
    "published.impossible": Words(
        "불가능: {n}개 중 몇 개를 맞혀도 {printed} %가 되지 않음",
        "impossible: of {n}, no number of hits gives {printed} %",
    ),
    "published.pair.never": Words(
        "{gt}: {a} {mine} 대 {b} {theirs} (n = {n}). 어떻게 겹쳤든 p는 {least} 이상이라 "
        "차이를 확인할 수 없습니다 (같다는 뜻이 아님).",
        "{gt}: {a} {mine} against {b} {theirs} (n = {n}). However they fell together, p is at "
        "least {least}: no difference can be found, which is not equality.",
    ),
    "published.pair.maybe": Words(
        "{gt}: {a} {mine} 대 {b} {theirs} (n = {n}). 어떻게 겹쳤는지에 따라 p는 "
        "{least}\\~{most}입니다. 문항별 결과가 있어야 알 수 있습니다.",
        "{gt}: {a} {mine} against {b} {theirs} (n = {n}). p lies between {least} and {most}, "
        "depending on how they fell together: it takes the outcome of each query to know.",
    ),
    "published.pair.always": Words(
        "{gt}: {a} {mine} 대 {b} {theirs} (n = {n}). 어떻게 겹쳤든 p는 {most} 이하라 차이가 "
        "우연만으로는 설명되지 않습니다.",
        "{gt}: {a} {mine} against {b} {theirs} (n = {n}). However they fell together, p is at most "
        "{most}: luck alone does not explain the difference.",
    ),
    "published.ranks.sole": Words(
        "{gt}, {variant}: Top-k와 MRR을 함께 만족하는 첫 적중 순위는 한 가지뿐입니다: {ranks}.",
        "{gt}, {variant}: Top-k and MRR together allow one set of first hits only: {ranks}.",
    ),
    "published.ranks.range": Words(
        "{gt}, {variant}: Top-k와 MRR을 함께 만족하는 첫 적중 순위의 범위입니다: {ranks}.",
        "{gt}, {variant}: Top-k and MRR together bound the first hits: {ranks}.",
    ),
    "published.ranks.impossible": Words(
        "{gt}, {variant}: 발표된 Top-k와 MRR을 함께 만족하는 순위가 없습니다.",
        "{gt}, {variant}: no ranks satisfy the printed Top-k and MRR together.",
    ),
    "published.rank": Words("{rank}위 {number}문항", "rank {rank}: {number}"),
    # The chart
    "chart.data": Words("그림 데이터 CSV", "Chart data (CSV)"),
    "chart.axis": Words("{measure} · n = {n:,}", "{measure} · n = {n:,}"),
    "chart.axis.share": Words("{measure}, % · n = {n:,}", "{measure}, % · n = {n:,}"),
    "chart.target": Words("기준 {target} %", "target {target} %"),
    "chart.note": Words(
        "가는 선: 95 % 신뢰구간({kind}) · 빗금 막대: 미판정에 따라 달라질 범위",
        "Thin line: 95 % interval ({kind}) · hatched bar: open because of unjudged pairs",
    ),
    "chart.note.plain": Words(
        "가는 선: 95 % 신뢰구간({kind})", "Thin line: 95 % interval ({kind})"
    ),
    "chart.kind.wilson": Words("Wilson 방식", "Wilson"),
    "chart.kind.bootstrap": Words("부트스트랩", "bootstrap"),
    "chart.few": Words(
        "기준 문항이 {n}개뿐이라 비율과 그림 대신 개수를 보입니다.",
        "Only {n} {n:query|queries}: counts instead of percentages and a chart.",
    ),
    # Two variants
    "paired.a": Words("모델 A", "Variant A"),
    "paired.b": Words("모델 B", "Variant B"),
    "paired.lead": Words(
        "같은 {n:,}문항에서 짝지어 비교 · {measure}",
        "Paired on the same {n:,} {n:query|queries} · {measure}",
    ),
    "paired.both": Words("둘 다 적중 {n:,}", "Both hit {n:,}"),
    "paired.only": Words("{variant}만 적중 {n:,}", "Only {variant} {n:,}"),
    "paired.neither": Words("둘 다 실패 {n:,}", "Neither {n:,}"),
    "paired.p": Words(
        "두 모델이 실제로 같아도 이 정도 이상 차이 날 확률 p {p} "
        "({test}, 이 한 쌍만 볼 때). "
        "모든 정답의 모델 쌍 비교 {comparisons:,}개에 Holm 보정하면 p {corrected}, "
        "결론은 이 값으로 냅니다.",
        "If both were in truth equal, a difference at least this large has probability p {p} "
        "({test}, for this one pair). Holm-corrected for the {comparisons:,} "
        "{comparisons:comparison|comparisons} of models on all ground truths: p {corrected}, "
        "on which the conclusion rests.",
    ),
    "paired.test.mcnemar": Words("정확 McNemar 검정", "exact McNemar test"),
    "paired.test.sign_flip": Words(
        "부호를 뒤섞는 무작위 검정", "randomisation test by flipped signs"
    ),
    "paired.higher": Words("{variant}가 높음 {n:,}", "{variant} higher {n:,}"),
    "paired.equal": Words("같음 {n:,}", "Equal {n:,}"),
    "paired.difference": Words(
        "평균 차이(A − B) {difference}", "Difference of means (A − B) {difference}"
    ),
    "paired.values.apart": Words(
        "{variant}의 평균이 더 높고, 우연으로 보기 어려움",
        "{variant} has the higher mean, by more than luck explains",
    ),
    "paired.values.apart_but_for_holes": Words(
        "알려진 판정으로는 {variant}의 평균이 우연으로 보기 어려울 만큼 높지만, "
        "미판정을 판정하면 달라질 수 있음",
        "By the known judgments {variant} has a higher mean than luck explains, "
        "but judging the unjudged pairs could change this",
    ),
    "paired.values.holes": Words(
        "미판정은 무관한 것으로 셌습니다. 판정하면 어느 쪽 값이든 달라질 수 있습니다.",
        "Unjudged pairs count as irrelevant here; judging them can change either side.",
    ),
    "paired.not_target": Words(
        "계약 지표({target})가 아닙니다. 지표를 여럿 살펴보면 우연한 차이도 눈에 띄므로 "
        "결론은 계약 지표로 내세요.",
        "This is not the contract's measure ({target}). Among several measures some differ by "
        "luck: conclude from the contract's.",
    ),
    "paired.power": Words(
        "적중률이 실제로 5, 10, 15포인트 다르더라도 이 {n:,}문항에서 그 차이가 확인될 확률은 "
        "{p5}, {p10}, {p15} %입니다 (보정 전. 결과가 갈리는 문항은 지금처럼 {flips} %, 또는 그 "
        "차이에 필요한 만큼으로 봄).",
        "If the shares of hits really differ by 5, 10 or 15 points, these {n:,} "
        "{n:query|queries} find it with {p5}, {p10} or {p15} % probability (before correction, "
        "with {flips} % flipped queries as now, or as many as the difference takes).",
    ),
    "paired.apart": Words(
        "{variant}의 적중이 더 많고, 우연으로 보기 어려움",
        "{variant} has more hits, more than luck explains",
    ),
    "paired.apart_but_for_holes": Words(
        "알려진 적중은 {variant}가 우연으로 보기 어려울 만큼 더 많지만, "
        "미판정을 판정하면 차이가 사라질 수 있음",
        "By the known hits {variant} has more than luck explains, "
        "but judging the unjudged pairs could undo this",
    ),
    "paired.not_apart": Words(
        "차이를 확인하지 못함 (같다는 뜻이 아님)", "No difference found (this does not mean equal)"
    ),
    "paired.holes.apart": Words(
        "미판정이 모두 불리하게 판정되어도 그렇습니다.",
        "This holds even if every unjudged pair went against it.",
    ),
    "paired.holes.apart_but_for_holes": Words(
        "미판정은 적중하지 않은 것으로 셌습니다.", "Unjudged pairs count as misses here."
    ),
    "paired.holes.not_apart": Words(
        "미판정은 적중하지 않은 것으로 셌습니다. 판정하면 바뀔 수 있습니다.",
        "Unjudged pairs count as misses here; judging them can change this.",
    ),
    "paired.one": Words(
        "모델이 둘 이상이어야 비교할 수 있습니다. 하나 더 가져오세요.",
        "Comparing takes two variants. Import another one.",
    ),
    # The table of queries
    "rows.filter": Words("어느 문항", "Which queries"),
    "rows.count": Words("{kind} {n:,}", "{kind} {n:,}"),
    "rows.all": Words("모두", "All"),
    "rows.flipped": Words("A·B 결과가 갈린 문항만", "A and B differ"),
    "rows.only_a": Words("A만 적중", "Only A"),
    "rows.only_b": Words("B만 적중", "Only B"),
    "rows.both": Words("둘 다 적중", "Both"),
    "rows.neither": Words("둘 다 실패", "Neither"),
    "rows.values.flipped": Words("A·B 값이 다른 문항만", "A and B differ"),
    "rows.values.only_a": Words("A가 높음", "A higher"),
    "rows.values.only_b": Words("B가 높음", "B higher"),
    "rows.values.both": Words("값이 같음", "Equal"),
    "rows.values.neither": Words("둘 다 못 찾음", "Both find none"),
    "rows.lead.values": Words(
        "{measure}의 문항별 값과 첫 유사 문항의 순위 · ID를 누르면 유사 문항 보기로 갑니다",
        "Value of {measure} for each query and rank of the first relevant item · "
        "an id opens Browse",
    ),
    "rows.lead": Words(
        "{measure}: 첫 유사 문항의 순위 (색칠: {k}위 안) · ID를 누르면 유사 문항 보기로 갑니다",
        "{measure}: rank of the first relevant item (coloured: within {k}) · an id opens Browse",
    ),
    "rows.query": Words("기준 문항", "Query"),
    "rows.text": Words("본문", "Text"),
    "rows.sort": Words("{name} 순으로 정렬", "Sort by {name}"),
    "rows.rank": Words("{rank:,}위", "#{rank:,}"),
    "rows.unranked": Words("순위 없음", "unranked"),
    "rows.no_vector": Words("벡터 없음", "no vector"),
    "rows.left_out": Words("제외", "left out"),
    "rows.lists": Words("두 목록", "Lists"),
    "rows.lists.help": Words(
        "이 문항에 대한 두 모델(A, B)의 목록을 나란히 엽니다.",
        "Open both variants' (A and B) lists for this query side by side.",
    ),
    "rows.page": Words("{page:,} / {pages:,}쪽", "Page {page:,} of {pages:,}"),
    "rows.previous": Words("앞쪽", "Previous page"),
    "rows.next": Words("다음 쪽", "Next page"),
    "rows.none": Words("여기에 맞는 기준 문항이 없습니다.", "No query is of this kind."),
    "rows.download": Words("표 CSV", "Table (CSV)"),
    # Two lists side by side
    "lists.title": Words("두 모델의 목록", "Both variants' lists"),
    "lists.filtered": Words(
        "‘{query}’는 지금 표에 없는 문항이라 두 목록을 열지 않았습니다. "
        "아래에서 ‘모두’를 고르세요.",
        "“{query}” is not among the queries listed now, so its lists stay closed. "
        "Choose “All” below.",
    ),
    "lists.place": Words(
        "{at:,} / {n:,} · {kind} · 방향키 ← →로도 넘김", "{at:,} of {n:,} · {kind} · keys ← → too"
    ),
    "lists.first": Words("첫 유사 문항", "first relevant"),
    "lists.unknown": Words(
        "‘{query}’라는 기준 문항이 없습니다. 표에서 고르세요.",
        "There is no query “{query}”. Choose one in the table.",
    ),
    "lists.shared": Words(
        "{shared} / {k}개가 두 목록에 모두 있음", "{shared} of {k} {shared:is|are} in both lists"
    ),
    "lists.there": Words("{mark} {rank}위", "{mark} #{rank}"),
    "lists.up": Words("▲{by}", "▲{by}"),
    "lists.down": Words("▼{by}", "▼{by}"),
    "lists.same": Words("제자리", "same place"),
    "lists.new": Words("새로", "new"),
    "lists.gone": Words("{variant} 상위 {k}개에 없음", "not in {variant}'s top {k}"),
    "lists.previous": Words("앞 문항", "Previous query"),
    "lists.next": Words("다음 문항", "Next query"),
    "lists.open": Words("유사 문항 보기로", "Open in Browse"),
    "import.variants": Words("--variant 이름=파일.npz", "--variant NAME=FILE.npz"),
    "import.gts": Words("--gt 이름=파일.json", "--gt NAME=FILE.json"),
    # Empty states: one sentence on what happened, one on what to do next
    "empty.variants": Words(
        "모델이 없어 이웃을 구할 수 없습니다. 이름과 파일을 바꿔 넣고 실행하세요. {command}",
        "There is no model yet, so no neighbours. Put in your name and file, and run: {command}",
    ),
    "empty.gts": Words(
        "정답 목록이 없어 평가하거나 판정할 수 없습니다. 이름과 파일을 바꿔 넣고 실행하세요. "
        "{command}",
        "There is no ground truth yet, so nothing can be measured or judged. "
        "Put in your name and file, and run: {command}",
    ),
    "empty.variants_and_gts": Words(
        "모델도 정답 목록도 없어 평가하거나 판정할 수 없습니다. "
        "이름과 파일을 바꿔 넣고 실행하세요. {command}",
        "There is neither a model nor a ground truth yet, so nothing can be measured or judged. "
        "Put in your names and files, and run: {command}",
    ),
    "empty.query": Words(
        "‘{id}’라는 문항이 없습니다. 위에서 ID나 본문으로 찾아보세요.",
        "No question has the id “{id}”. Find one above by its id or its words.",
    ),
    "empty.query.instead": Words("{id} 보기", "Show {id}"),
    "empty.vector": Words(
        "{variant}에는 이 문항의 벡터가 없습니다. 다른 모델을 고르세요.",
        "{variant} has no vector for this question. Choose another model.",
    ),
    "empty.vector.anywhere": Words(
        "어느 모델에도 이 문항의 벡터가 없습니다. 임베딩을 만들어 모델을 다시 가져오세요.",
        "No model has a vector for this question. Embed it and import a model again.",
    ),
    "empty.vector.instead": Words("{variant}로 보기", "Show it with {variant}"),
    "empty.neighbours": Words(
        "이 조건에 맞는 이웃 후보가 없습니다. 조건을 지우거나 후보를 전체로 바꾸세요.",
        "No candidate is left under these filters. Clear them, or choose all candidates.",
    ),
    "empty.alone": Words(
        "기준 문항 말고는 후보가 없습니다. 후보를 전체로 바꾸거나 문항을 더 가져오세요.",
        "There is no candidate besides the query. Choose all candidates, or import more questions.",
    ),
    "empty.unranked": Words(
        "후보 {size:,}개에 이 모델의 벡터가 없어 순위를 매길 수 없습니다. 다른 모델을 고르세요.",
        "None of the {size:,} {size:candidate|candidates} has a vector in this model. "
        "Choose another model.",
    ),
    # Judging
    "judge.annotator": Words("판정자", "Annotator"),
    "judge.annotator.choose": Words("판정자 선택", "Choose annotator"),
    "judge.annotator.name": Words("새 판정자 이름", "Name of a new annotator"),
    "judge.annotator.save": Words("추가", "Add"),
    "judge.task.help": Words(
        "정답 목록과 후보를 바꾸고, 판정자 이름을 추가하고, 언어를 바꿉니다.",
        "Change ground truth, candidates or language, or add an annotator.",
    ),
    "judge.guide": Words("판정 기준", "Guideline"),
    "judge.guide.text": Words(
        "- **0 무관**: 묻는 개념이 다름\n"
        "- **1 같은 개념**: 개념은 같고 풀이는 다름\n"
        "- **2 같은 풀이**: 개념과 핵심 풀이가 같음\n"
        "- **3 쌍둥이**: 숫자, 표현, 소재만 다름\n"
        "- **D 사본**: 같은 문항이 두 번 들어 있음. 등급과 함께 표시\n"
        "- **X 판정 불가**: 자료가 모자라 등급을 줄 수 없음\n\n"
        "과목이나 소재가 아니라 풀이 과정을 보고 정합니다.",
        "- **0 Unrelated**: asks about another concept\n"
        "- **1 Same concept**: the same concept, solved differently\n"
        "- **2 Same solution**: the same concept and core solution\n"
        "- **3 Twin**: only numbers, wording or material differ\n"
        "- **D Copy**: the same question is there twice; set it beside the grade\n"
        "- **X Can't tell**: too little to go by for a grade\n\n"
        "Judge by how a question is solved, not by its topic or setting.",
    ),
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
    "judge.table.about": Words("{gt} · {view} · n = {n:,}", "{gt} · {view} · n = {n:,}"),
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
        "판정 저장소 {file} 파일의 기록이 바뀌었습니다. 백업에서 복원하세요.",
        "The records of the judgment store {file} were altered. Restore a backup.",
    ),
    "error.store.newer": Words(
        "판정 저장소 {file} 파일은 더 새로운 버전의 Yusa가 기록했습니다. Yusa를 업데이트하세요.",
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
    "error.kept": Words(
        "아래는 마지막으로 성공한 화면입니다.", "Below is the last view that worked."
    ),
}


class _Formatter(string.Formatter):
    """``str.format``, and the choice between one and many: ``{n:question|questions}``."""

    def format_field(self, value: object, format_spec: str) -> str:
        one, choice, many = format_spec.partition("|")
        if choice:
            return one if value == 1 else many
        return str(super().format_field(value, format_spec))


_FORMATTER = _Formatter()


def text(language: Language, key: str, **values: object) -> str:
    """Return a phrase in a language, its fields filled in."""
    words = WORDS[key]
    phrase = words.ko if language == "ko" else words.en
    return _FORMATTER.format(phrase, **values) if values else phrase


def field_name(language: Language, field: str) -> str:
    """Return the name of an item field as people call it; metadata fields keep their own."""
    known = WORDS.get(f"field.{field}")
    return field if known is None else (known.ko if language == "ko" else known.en)
