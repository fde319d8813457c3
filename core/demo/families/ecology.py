"""생명과학: ecosystems."""

from fractions import Fraction as Frac
from random import Random

from core.demo.drafts import Draft, figure, numeric, statements
from core.demo.families.catalogues import BIOLOGY
from core.demo.figures import charts, graphs, science
from core.demo.korean import decimal, unit

_WEBS = (
    (
        {
            "A": (1, 0),
            "B": (2.4, 0),
            "C": (0.4, 1),
            "D": (1.7, 1),
            "E": (2.9, 1),
            "F": (1.1, 2),
            "G": (2.2, 2.9),
        },
        ("AC", "AD", "BD", "BE", "CF", "DF", "FG", "EG"),
    ),
    (
        {
            "A": (1.6, 0),
            "B": (0.4, 1),
            "C": (1.6, 1),
            "D": (2.8, 1),
            "E": (1, 2),
            "F": (2.3, 2),
            "G": (1.6, 3),
        },
        ("AB", "AC", "AD", "BE", "CE", "CF", "DF", "EG", "FG"),
    ),
    (
        {
            "A": (0.8, 0),
            "B": (2.2, 0),
            "C": (0.6, 1),
            "D": (2.4, 1),
            "E": (0.6, 2),
            "F": (2.4, 2),
            "G": (1.5, 3),
        },
        ("AC", "BD", "AD", "CE", "DF", "CF", "EG", "FG"),
    ),
)


@BIOLOGY.add("생태계와 상호 작용", "중1", "9과03-02", "하", kin="food-web")
def _food_web_effect(rng: Random) -> Draft:
    nodes, pairs = rng.choice(_WEBS)
    letters = rng.choice(("ABCDEFG", "PQRSTUV", "GFEDCBA", "KLMNXYZ"))
    rename = dict(zip("ABCDEFG", letters, strict=True))
    eaters = {n: {p[1] for p in pairs if p[0] == n} for n in nodes}
    foods = {n: {p[0] for p in pairs if p[1] == n} for n in nodes}
    producers = sorted(rename[n] for n in nodes if not foods[n])
    top = next(n for n in nodes if not eaters[n])
    middle = rng.choice([n for n in nodes if foods[n] and eaters[n]])
    only = sorted(rename[n] for n in nodes if foods[n] == {middle})
    drawing = figure(
        "food-web",
        science.food_web,
        nodes={rename[n]: at for n, at in nodes.items()},
        eaten=tuple(rename[p[0]] + rename[p[1]] for p in pairs),
    )
    m, g = rename[middle], rename[top]
    claims = [
        (f"생산자는 {', '.join(producers)}이다.", True, "먹이를 먹지 않는 생물이 생산자이다."),
        (f"{g}@은 최종 소비자이다.", True, f"{g}@을 먹는 생물이 없다."),
        (
            (
                f"{m}@이 사라지면 먹이가 완전히 없어지는 생물은 "
                f"{', '.join(only) if only else '없다'}{'이다' if only else ''}."
            ).replace("없다.", "없다."),
            True,
            f"{m}만을 먹는 생물을 찾는다.",
        ),
        (f"{m}@은 생산자이다.", False, f"{m}@은 다른 생물을 먹는 소비자이다."),
        (
            f"{m}의 수가 갑자기 늘어나면 {m}의 먹이가 되는 생물의 수는 일시적으로 늘어난다.",
            False,
            "포식자가 늘어나면 먹이는 일시적으로 줄어든다.",
        ),
        (
            f"{g}@이 사라지면 생태계의 먹이 관계는 더 복잡해진다.",
            False,
            "생물의 종류가 줄어들면 먹이 관계는 단순해진다.",
        ),
    ]
    body = rng.choice(
        (
            (
                "그림은 어떤 생태계의 먹이 그물을 나타낸 것이다. 화살표는 먹히는 생물에서 먹는 "
                "생물로 향한다."
            ),
            (
                "어느 지역에 사는 생물 일곱 종의 먹고 먹히는 관계가 그림과 같다. 화살표의 끝이 "
                "포식자이다."
            ),
        )
    )
    return statements(rng, body, claims, drawing)


@BIOLOGY.add("생태계와 상호 작용", "고1", "10통과2-02-02", "하", kin="energy-efficiency")
def _energy_efficiency(rng: Random) -> Draft:
    base = rng.choice((1000, 2000, 5000))
    e1, e2 = (
        rng.choice((Frac(1, 10), Frac(1, 20), Frac(3, 20))),
        rng.choice((Frac(1, 10), Frac(1, 5), Frac(3, 20))),
    )
    first, second = base * e1, base * e1 * e2
    values = (f"{base}", decimal(first), decimal(second))
    drawing = figure("pyramid", science.pyramid, values=values, names=("A", "B", "C"))
    which = rng.choice((1, 2))
    value = 100 * (e1, e2)[which - 1]
    body = rng.choice(
        (
            (
                "그림은 어떤 안정된 생태계에서 생산자(A), 1차 소비자(B), 2차 소비자(C)의 "
                "에너지양을 상댓값으로 나타낸 생태 피라미드이다."
            ),
            (
                "어떤 생태계의 영양 단계별 에너지양(상댓값)이 그림과 같다. A는 생산자, B는 1차 "
                "소비자, C는 2차 소비자이다."
            ),
        )
    )
    name = ("1차 소비자", "2차 소비자")[which - 1]
    up, down = (values[1], values[0]) if which == 1 else (values[2], values[1])
    solution = f"에너지 효율은 $\\dfrac{{{up}}}{{{down}}}\\times 100={decimal(value)}\\,(\\%)$이다."
    return numeric(
        rng,
        body,
        f"{name}의 에너지 효율",
        value,
        (100 * e1, 100 * e2, 100 * e1 * e2, value + 5, value * 2),
        solution,
        drawing,
        show=lambda v: unit(decimal(v, 2), "%"),
    )


@BIOLOGY.add("생태계와 상호 작용", "고2", "12생과03-07", "중", kin="quadrat")
def _quadrat(rng: Random) -> Draft:
    counts = [rng.choice((10, 15, 20, 25, 30, 40, 45, 50)) for _ in range(3)]
    while sum(counts) != 100:
        counts = [rng.choice((10, 15, 20, 25, 30, 35, 40, 45, 50, 55)) for _ in range(3)]
    plots = [rng.choice((8, 10, 12, 16, 20)) for _ in range(3)]
    rows = (
        ("", "N", "q"),
        *((n, f"{c}", f"{p}") for n, c, p in zip("ABC", counts, plots, strict=True)),
    )
    drawing = figure("table", charts.table, rows=rows, first=1)
    k = rng.randrange(3)
    relative = rng.random() < 0.5
    total = sum(plots)
    frequency = Frac(100 * plots[k], total)
    if not relative or frequency.denominator == 1:
        ask, value = (
            (f"{'ABC'[k]}의 상대 빈도", frequency)
            if relative
            else (f"{'ABC'[k]}의 상대 밀도", Frac(counts[k]))
        )
    else:
        ask, value = f"{'ABC'[k]}의 상대 밀도", Frac(counts[k])
    body = rng.choice(
        (
            (
                "표는 방형구법을 이용하여 식물 군집을 조사한 결과이다. $N$은 식물 종 A~C의 개체 "
                "수, $q$는 각 종이 출현한 방형구의 수이다."
            ),
            (
                "면적이 같은 방형구를 여러 개 설치하여 식물 종 A, B, C의 개체 수 $N$과 출현한 "
                "방형구 수 $q$를 조사하였더니 표와 같았다."
            ),
        )
    )
    solution = (
        f"개체 수의 합은 $100$, 출현한 방형구 수의 합은 ${total}$이다. 따라서 구하는 값은 "
        f"{unit(value, '%')}이다."
    )
    return numeric(
        rng,
        body,
        ask,
        value,
        (plots[k], counts[(k + 1) % 3], counts[k], value + 5, value + 10, 100 - value),
        solution,
        drawing,
        show=lambda v: unit(decimal(v, 1), "%"),
    )


@BIOLOGY.add("생태계와 상호 작용", "고2", "12생과03-06", "하", kin="population-growth")
def _population_growth(rng: Random) -> Draft:
    limit = rng.choice((200, 400, 500, 800))
    ts = (0, 1, 2, 3, 4, 5, 6, 7, 8)
    logistic = tuple(
        (t, limit * s)
        for t, s in zip(ts, (0.03, 0.08, 0.2, 0.42, 0.66, 0.83, 0.93, 0.975, 0.99), strict=True)
    )
    exponential = tuple(
        (t, limit * s) for t, s in ((0, 0.03), (1, 0.09), (2, 0.26), (3, 0.62), (3.7, 1.18))
    )
    drawing = figure(
        "growth-curve",
        graphs.smooth,
        curves=(logistic, exponential),
        names=("t", "N"),
        ys=(limit,),
        y=(0, limit * 1.25),
        x=(0, 8),
        dots=((2, limit * 0.2, "P"), (6, limit * 0.93, "Q")),
        tags=("A", "B"),
        dashed=(1,),
    )
    claims = [
        ("A는 실제 생장 곡선이다.", True, "환경 저항을 받으면 S자형 생장 곡선이 나타난다."),
        (
            "B는 환경 저항을 받는 개체군의 생장 곡선이다.",
            False,
            "J자형 곡선은 환경 저항이 없는 이론적 생장 곡선이다.",
        ),
        ("A에서 환경 저항은 Q에서가 P에서보다 크다.", True, "개체 수가 많을수록 환경 저항이 크다."),
        (f"A에서 환경 수용력은 약 ${limit}$이다.", True, "A의 개체 수가 수렴하는 값이다."),
        (
            "A에서 단위 시간당 개체 수의 증가량은 Q에서가 P에서보다 크다.",
            False,
            "Q에서는 곡선의 기울기가 거의 0이다.",
        ),
        ("P에서 A는 환경 저항을 받지 않는다.", False, "실제 개체군은 항상 환경 저항을 받는다."),
    ]
    body = rng.choice(
        (
            (
                "그림은 어떤 개체군의 이론적 생장 곡선과 실제 생장 곡선을 A, B로 순서 없이 "
                "나타낸 것이다. $N$은 개체 수이다."
            ),
            (
                "시간 $t$에 따른 개체군의 개체 수 $N$이 그림과 같다. A와 B는 이론적 생장 곡선과 "
                "실제 생장 곡선 중 하나이다."
            ),
        )
    )
    return statements(rng, body, claims, drawing)
