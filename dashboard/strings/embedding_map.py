"""The map."""

from dashboard.strings.words import Words

WORDS = {
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
}
