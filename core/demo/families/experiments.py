"""생명과학: questions that share the description of an experiment."""

from dataclasses import replace
from random import Random

from core.demo.drafts import Draft, choose, figure, numeric, statements
from core.demo.families.catalogues import BIOLOGY
from core.demo.figures import charts

_EXPERIMENTS = (
    (
        "효소 X의 작용",
        "온도",
        "비커의 온도",
        "기포 발생량",
        "10 ℃, 20 ℃, 30 ℃, 40 ℃",
        "감자즙의 양, 과산화 수소수의 농도",
        "과산화 수소가 분해될 때 산소 기포가 발생한다",
    ),
    (
        "콩의 발아",
        "물의 양",
        "하루에 주는 물의 양",
        "발아한 씨앗의 수",
        "0 mL, 5 mL, 10 mL, 20 mL",
        "온도, 씨앗의 종류",
        "발아에는 물과 적당한 온도, 산소가 필요하다",
    ),
    (
        "검정말의 광합성",
        "빛의 세기",
        "전등과의 거리",
        "1분 동안 발생한 기포 수",
        "50 cm, 40 cm, 30 cm, 20 cm",
        "물의 온도, 이산화 탄소의 농도",
        "광합성이 활발할수록 산소 기포가 많이 발생한다",
    ),
    (
        "효모의 발효",
        "설탕물의 농도",
        "설탕물의 농도",
        "발생한 이산화 탄소의 부피",
        "2 %, 4 %, 6 %, 8 %",
        "온도, 효모의 양",
        "효모는 발효 과정에서 이산화 탄소를 내놓는다",
    ),
)


def _experiment(rng: Random) -> tuple[str, str, tuple[str, ...], list[int]]:
    """A passage on an experiment; (group key, passage, the experiment's words, results)."""
    words = rng.choice(_EXPERIMENTS)
    first = rng.randint(2, 9)
    results = [first]
    for _ in range(3):
        results.append(results[-1] + rng.randint(3, 9))
    name = rng.choice(("지훈이는", "수아는", "민재는", "하은이는"))
    measured = ", ".join(map(str, results))
    passage = (
        f"{name} {words[0]}에 {words[1]}@이 미치는 영향을 알아보기 위하여 다음과 같이 "
        f"탐구하였다. (가) {words[6]}는 사실을 "
        f"바탕으로 {words[1]}에 따라 {words[3]}@이 달라질 것이라는 가설을 세웠다. (나) "
        f"{words[2]}만 {words[4]}@로 "
        f"달리하고 {words[5]} 등 나머지 조건은 같게 하였다. (다) 같은 시간이 지난 뒤 "
        f"{words[3]}@을 측정하였더니 차례로 {measured}(상댓값)이었다."
    )
    return f"{words[0]}|{measured}|{name}", passage, words, results


def experiment_set(rng: Random) -> tuple[Draft, Draft, Draft]:
    """Three questions on one passage: the manipulated variable, a growth rate, the conclusion."""
    group, passage, words, results = _experiment(rng)
    _, factor, changed, measured, _, fixed, _ = words
    drawing = figure(
        "bar-chart",
        charts.bars,
        labels=("I", "II", "III", "IV"),
        values=tuple(results),
        names=("", "N"),
        step=5,
    )
    wrong = [
        f"조작 변인: {measured}, 종속변인: {changed}",
        f"조작 변인: {fixed}, 종속변인: {measured}",
        f"조작 변인: {changed}, 종속변인: {fixed}",
        f"조작 변인: {measured}, 종속변인: {fixed}",
    ]
    one = choose(
        rng,
        "위 탐구의 조작 변인과 종속변인을 옳게 짝 지은 것은?",
        f"조작 변인: {changed}, 종속변인: {measured}",
        wrong,
        f"의도적으로 변화시킨 조작 변인은 {changed}, 그에 따라 달라지는 종속변인은 {measured}이다.",
    )
    i = rng.choice((1, 2, 3))
    gain = results[i] - results[i - 1]
    two = numeric(
        rng,
        (
            f"그림은 위 탐구의 결과를 막대그래프로 나타낸 것이다. {measured}@을 $N$이라 할 때, "
            f"{['I', 'II', 'III', 'IV'][i - 1]}에서 {['I', 'II', 'III', 'IV'][i]}@로 조건을 "
            f"바꾸었을 때"
        ),
        "$N$의 증가량",
        gain,
        (results[i], results[i - 1], gain + 1, gain + 2, gain - 1),
        f"${results[i]}-{results[i - 1]}={gain}$이다.",
        drawing,
    )
    claims = [
        (f"{fixed}@은 통제 변인에 해당한다.", True, "실험에서 같게 유지한 변인이다."),
        (f"{changed}@은 통제 변인에 해당한다.", False, f"{changed}@은 조작 변인이다."),
        ("(가)는 가설 설정 단계에 해당한다.", True, "(가)에서 잠정적인 답을 세웠다."),
        ("(나)에서 대조 실험을 하지 않았다.", False, "조건을 달리한 여러 집단을 서로 비교하였다."),
        (
            f"이 결과는 {factor}에 따라 {measured}@이 달라진다는 가설을 지지한다.",
            True,
            "조건에 따라 측정값이 달라졌다.",
        ),
    ]
    three = statements(rng, "", claims, about="위 탐구에")
    return (
        replace(one, passage=passage, group=group),
        replace(two, passage=passage, group=group),
        replace(three, passage=passage, group=group),
    )


@BIOLOGY.add(
    "생명과학의 이해",
    "고2",
    "12생과01-02",
    "하",
    kin="experiment-variables",
    passage_set="experiment",
)
def _experiment_variables(rng: Random) -> Draft:
    return experiment_set(rng)[0]


@BIOLOGY.add(
    "생명과학의 이해",
    "고2",
    "12생과01-02",
    "하",
    kin="experiment-reading",
    passage_set="experiment",
)
def _experiment_reading(rng: Random) -> Draft:
    return experiment_set(rng)[1]


@BIOLOGY.add(
    "생명과학의 이해", "고2", "12생과01-02", "중", kin="experiment-claims", passage_set="experiment"
)
def _experiment_claims(rng: Random) -> Draft:
    return experiment_set(rng)[2]
