"""화학: solubility, change of state, density."""

from fractions import Fraction as Frac
from random import Random

from core.demo.drafts import Draft, Figure, choose, figure, numeric, statements
from core.demo.families.catalogues import CHEMISTRY
from core.demo.figures import charts, graphs
from core.demo.korean import decimal, unit

_TEMPERATURES = (0, 20, 40, 60, 80)


def _solubility(rng: Random) -> tuple[list[int], list[int]]:
    a = [rng.choice((10, 15)), 0, 0, 0, 0]
    for k in range(1, 5):
        a[k] = a[k - 1] + rng.choice((15, 20, 25, 30))
    b = [rng.choice((30, 35))]
    for _ in range(4):
        b.append(b[-1] + rng.choice((0, 5)))
    return a, b


def _solubility_figure(a: list[int], b: list[int]) -> Figure:
    curves = (tuple(zip(_TEMPERATURES, a, strict=True)), tuple(zip(_TEMPERATURES, b, strict=True)))
    return figure(
        "solubility",
        graphs.smooth,
        curves=curves,
        names=("T(°C)", "g/100 g"),
        tags=("A", "B"),
        xs=_TEMPERATURES[1:],
        ys=tuple(range(20, a[4] + 1, 20)),
        grid=True,
    )


@CHEMISTRY.add("용해도", "중2", "9과18-03", "중", kin="solubility")
def _crystals(rng: Random) -> Draft:
    a, b = _solubility(rng)
    i, j = rng.choice(((4, 2), (4, 1), (3, 1), (4, 3), (3, 2)))
    water = rng.choice((50, 100, 200))
    value = Frac((a[i] - a[j]) * water, 100)
    drawing = _solubility_figure(a, b)
    known = (
        f"A의 용해도(g/물 {unit(100, 'g')})는 {unit(_TEMPERATURES[i], '℃')}에서 ${a[i]}$, "
        f"{unit(_TEMPERATURES[j], '℃')}에서 ${a[j]}$이다."
    )
    body = rng.choice(
        (
            (
                f"그림은 고체 물질 A, B의 용해도 곡선이다. {known} "
                f"{unit(_TEMPERATURES[i], '℃')}의 물 {unit(water, 'g')}에 A를 최대한 녹인 포화 "
                f"용액을 {unit(_TEMPERATURES[j], '℃')}@로 냉각할 때,"
            ),
            (
                f"온도에 따른 두 고체의 용해도가 그림과 같다. {known} "
                f"{unit(_TEMPERATURES[i], '℃')} 물 {unit(water, 'g')}에 A를 포화시킨 후 "
                f"{unit(_TEMPERATURES[j], '℃')}까지 식혔다."
            ),
        )
    )
    solution = (
        f"물 {unit(100, 'g')}에 대하여 ${a[i]}-{a[j]}={a[i] - a[j]}\\,(\\mathrm{{g}})$이 "
        f"석출되므로 물 {unit(water, 'g')}에서는 {unit(value, 'g')}@이 석출된다."
    )
    return numeric(
        rng,
        body,
        "석출되는 A의 질량",
        value,
        (a[i], a[j], a[i] - a[j], value * 2, value + 10, value + 5),
        solution,
        drawing,
        measure="g",
    )


@CHEMISTRY.add("용해도", "중2", "9과18-03", "중", kin="solubility")
def _more_to_dissolve(rng: Random) -> Draft:
    a, b = _solubility(rng)
    i = rng.choice((1, 2, 3, 4))
    dissolved = rng.choice(range(5, a[i] - 4, 5))
    value = a[i] - dissolved
    body = rng.choice(
        (
            (
                f"그림은 고체 물질 A, B의 용해도 곡선이다. {unit(_TEMPERATURES[i], '℃')}에서 A의 "
                f"용해도는 ${a[i]}$이다. {unit(_TEMPERATURES[i], '℃')}의 물 {unit(100, 'g')}에 A "
                f"{unit(dissolved, 'g')}@이 녹아 있을 때,"
            ),
            (
                f"그림은 물 {unit(100, 'g')}에 최대로 녹을 수 있는 두 물질 A, B의 질량을 온도에 "
                f"따라 나타낸 것이다. {unit(_TEMPERATURES[i], '℃')}에서 A는 {unit(a[i], 'g')}까지 "
                f"녹는다. 이 온도의 물 {unit(100, 'g')}에 A를 {unit(dissolved, 'g')} 녹였다면,"
            ),
        )
    )
    solution = (
        f"최대 {unit(a[i], 'g')}까지 녹으므로 ${a[i]}-{dissolved}={value}\\,(\\mathrm{{g}})$@을 "
        f"더 녹일 수 있다."
    )
    return numeric(
        rng,
        body,
        "더 녹일 수 있는 A의 질량",
        value,
        (dissolved, a[i], a[i] + dissolved, value + 5, value + 10),
        solution,
        _solubility_figure(a, b),
        measure="g",
    )


@CHEMISTRY.add("상태 변화", "중1", "9과04-02", "하", kin="heating-curve")
def _heating_curve(rng: Random) -> Draft:
    melt, boil = rng.choice(((0, 100), (5, 80), (-10, 60), (20, 120), (10, 110), (15, 95)))
    start, end = melt - rng.choice((20, 30)), boil + rng.choice((10, 15))
    t = [0, rng.choice((2, 3))]
    for gap in (rng.choice((3, 4)), rng.choice((4, 5)), rng.choice((4, 6)), 2):
        t.append(t[-1] + gap)
    curve = ((0, start), (t[1], melt), (t[2], melt), (t[3], boil), (t[4], boil), (t[5], end))
    segments = tuple((curve[k], curve[k + 1]) for k in range(5))
    middles = [((p[0] + q[0]) / 2, (p[1] + q[1]) / 2) for p, q in segments]
    dots = tuple((x, y, name) for (x, y), name in zip(middles, "ABCDE", strict=True))
    drawing = figure(
        "heating-curve",
        graphs.smooth,
        curves=segments,
        names=("t(min)", "T(°C)"),
        xs=tuple(t[1:5]),
        ys=(melt, boil),
        y=(start - 10, end + 10),
        guides=((t[2], melt), (t[4], boil)),
        dots=dots,
    )
    claims = [
        (
            f"이 물질의 녹는점은 {unit(melt, '℃')}이다.",
            True,
            "첫 번째 수평 구간의 온도가 녹는점이다.",
        ),
        (f"이 물질의 끓는점은 {unit(melt, '℃')}이다.", False, f"끓는점은 {unit(boil, '℃')}이다."),
        ("B 구간에서 고체와 액체가 함께 존재한다.", True, "녹는 동안 두 상태가 함께 존재한다."),
        ("C 구간에서 이 물질은 액체 상태이다.", True, "녹는점과 끓는점 사이이다."),
        (
            "D 구간에서는 열을 흡수하지 않으므로 온도가 일정하다.",
            False,
            "흡수한 열이 모두 상태 변화에 쓰인다.",
        ),
        (
            "분자 사이의 거리는 A 구간에서가 E 구간에서보다 멀다.",
            False,
            "기체일 때 분자 사이의 거리가 가장 멀다.",
        ),
    ]
    body = rng.choice(
        (
            (
                "그림은 어떤 고체 물질을 일정한 세기의 불꽃으로 가열할 때 시간에 따른 온도를 "
                "나타낸 것이다. 압력은 1기압이다."
            ),
            "1기압에서 순수한 고체 물질을 가열하면서 온도를 측정하였더니 그림과 같았다.",
        )
    )
    return statements(rng, body, claims, drawing)


@CHEMISTRY.add("물질의 특성", "중2", "9과18-02", "하", concept="밀도")
def _density_table(rng: Random) -> Draft:
    rows = [["", "m (g)", "V (cm^3)"]]
    facts = {}
    densities = rng.sample(
        (Frac(1, 2), Frac(4, 5), Frac(3, 2), Frac(2), Frac(5, 2), Frac(3), Frac(4)), 4
    )
    for name, d in zip("ABCD", densities, strict=True):
        v = rng.choice((10, 20, 30, 40))
        facts[name] = (d, d * v, v)
        rows.append([name, decimal(d * v), f"{v}"])
    drawing = figure("table", charts.table, rows=tuple(map(tuple, rows)), first=1)
    best = max(facts, key=lambda n: facts[n][0])
    floating = [n for n in facts if facts[n][0] < 1]
    if rng.random() < 0.5 or not floating:
        text = rng.choice(
            (
                (
                    "표는 고체 물질 A~D의 질량 $m$@과 부피 $V$@을 측정한 결과이다. 밀도가 가장 "
                    "큰 물질의 밀도(g/cm³)는?"
                ),
                (
                    "고체 A~D의 질량 $m$, 부피 $V$가 표와 같을 때, 밀도가 가장 큰 물질의 "
                    "밀도(g/cm³)는?"
                ),
            )
        )
        right = decimal(facts[best][0])
        others = [decimal(facts[n][0]) for n in facts if n != best] + [
            decimal(facts[best][0] + 1),
            decimal(facts[best][0] + 2),
        ]
        return choose(
            rng,
            text,
            right,
            [o for o in dict.fromkeys(others) if o != right],
            (
                f"밀도는 $\\dfrac{{m}}{{V}}$이다. {best}의 밀도가 "
                f"${right}\\,\\mathrm{{g/cm^3}}$로 가장 크다."
            ),
            drawing,
        )
    names = ["A", "B", "C", "D", "A, B", "C, D", "A, C", "B, D", "B, C", "A, D"]
    right = ", ".join(floating)
    text = (
        "표는 물에 녹지 않는 고체 A~D의 질량 $m$@과 부피 $V$@을 나타낸 것이다. 물(밀도 "
        "$1\\,\\mathrm{g/cm^3}$)에 넣었을 때 뜨는 물질만을 있는 대로 고른 것은?"
    )
    return choose(
        rng,
        text,
        right,
        [n for n in names if n != right],
        f"밀도가 $1\\,\\mathrm{{g/cm^3}}$보다 작은 물질은 {right}이다.",
        drawing,
    )
