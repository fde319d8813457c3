"""경제: markets, cost and trade."""

from dataclasses import dataclass
from fractions import Fraction as Frac
from random import Random

from core.demo.drafts import Draft, Figure, choose, figure, numeric, statements
from core.demo.families.catalogues import ECONOMICS
from core.demo.figures import charts, graphs
from core.demo.korean import decimal, math, num, unit, won

_GOODS = ("커피", "라면", "자전거", "마스크", "노트북", "생수", "딸기", "운동화")
_DURABLES = ("노트북", "냉장고", "자전거", "소파", "세탁기", "스마트폰")  # worth tens of 만 원


@dataclass(frozen=True)
class _Market:
    """Linear demand and supply, meeting at (q, p); slopes and intercepts in 만 원."""

    q: int
    p: int
    demand_slope: Frac
    supply_slope: Frac
    top: Frac
    bottom: Frac
    drawing: Figure


def _market(rng: Random) -> _Market:
    step = rng.choice((1, 2))
    q = rng.choice((20, 30, 40, 50))
    p = rng.choice((30, 40, 50, 60))
    falling, rising = Frac(step, 2), Frac(1, 2)
    if p < rising * q:
        rising = Frac(p, 2 * q)
    top, bottom = p + falling * q, p - rising * q
    end = q * 1.7
    last = min(end, float(top / falling))
    demand = ((0.0, float(top)), (last, float(top) - float(falling) * last))
    supply = ((0.0, float(bottom)), (end, float(bottom) + float(rising) * end))
    drawing = figure(
        "supply-demand",
        graphs.smooth,
        curves=(demand, supply),
        names=("Q", "P"),
        tags=("D", "S"),
        xs=(q,),
        ys=(p,),
        guides=((q, p),),
        y=(0, max(float(top), supply[1][1]) * 1.05),
        x=(0, q * 1.8),
    )
    return _Market(q, p, falling, rising, top, bottom, drawing)


@ECONOMICS.add("시장 가격의 결정", "고2", "12경제02-01", "중", kin="surplus")
def _consumer_surplus(rng: Random) -> Draft:
    market = _market(rng)
    q, p, top, bottom = market.q, market.p, market.top, market.bottom
    good = rng.choice(_DURABLES)
    consumer, producer = (top - p) * q / 2, (p - bottom) * q / 2
    ask, value = rng.choice(
        (("소비자 잉여", consumer), ("생산자 잉여", producer), ("총잉여", consumer + producer))
    )
    body = rng.choice(
        (
            (
                f"그림은 {good} 시장의 수요 곡선 $D$와 공급 곡선 $S$를 나타낸 것이다. 균형 가격은 "
                f"${p}$만 원, 균형 거래량은 ${q}$개이고 수요 곡선과 공급 곡선의 세로축 절편은 "
                f"각각 ${decimal(top)}$만 원, ${decimal(bottom)}$만 원이다. 균형에서"
            ),
            (
                f"{good}의 수요 곡선 $D$와 공급 곡선 $S$가 그림과 같이 직선이다. 균형점은 $(Q, "
                f"P)=({q}, {p})$이고, $Q=0$일 때 수요 가격은 ${decimal(top)}$만 원, 공급 가격은 "
                f"${decimal(bottom)}$만 원이다. 균형 상태의"
            ),
        )
    )
    solution = (
        f"소비자 잉여는 $\\dfrac{{1}}{{2}}\\times({decimal(top)}-{p})\\times "
        f"{q}={decimal(consumer)}$(만 원), 생산자 잉여는 "
        f"$\\dfrac{{1}}{{2}}\\times({p}-{decimal(bottom)})\\times {q}={decimal(producer)}$(만 "
        f"원)이다."
    )
    return numeric(
        rng,
        body,
        ask,
        value,
        (p * q, consumer, producer, consumer + producer, value * 2, value + 100),
        solution,
        market.drawing,
        show=lambda v: f"${decimal(v)}$만 원",
    )


@ECONOMICS.add("시장 가격의 결정", "고2", "12경제02-01", "중", kin="price-control")
def _price_ceiling(rng: Random) -> Draft:
    market = _market(rng)
    q, p, top, bottom = market.q, market.p, market.top, market.bottom
    cut = rng.choice((5, 10))
    ceiling = rng.random() < 0.5
    price = p - cut if ceiling else p + cut
    demanded, supplied = (top - price) / market.demand_slope, (price - bottom) / market.supply_slope
    gap = abs(demanded - supplied)
    if gap.denominator != 1 or min(demanded, supplied) <= 0:
        return _price_ceiling(rng)
    good = rng.choice(_DURABLES)
    kind, name = ("최고 가격", "초과 수요량") if ceiling else ("최저 가격", "초과 공급량")
    body = rng.choice(
        (
            (
                f"그림은 {good} 시장의 수요 곡선 $D$와 공급 곡선 $S$를 나타낸 것이다. 정부가 "
                f"{kind}@을 ${price}$만 원으로 정하여 규제할 때, 수요량은 "
                f"${decimal(demanded)}$개, 공급량은 ${decimal(supplied)}$개이다. 이때"
            ),
            (
                f"{good}의 수요 곡선 $D$와 공급 곡선 $S$가 그림과 같다. 정부가 ${price}$만 원의 "
                f"{kind}제를 실시하자 수요량이 ${decimal(demanded)}$개, 공급량이 "
                f"${decimal(supplied)}$개가 되었다. 이 시장에서"
            ),
        )
    )
    solution = (
        f"{name}@은 두 양의 차이므로 "
        f"${decimal(max(demanded, supplied))}-{decimal(min(demanded, supplied))}={decimal(gap)}$"
        f"(개)이다."
    )
    return numeric(
        rng,
        body,
        name,
        gap,
        (demanded, supplied, Frac(q), gap / 2, gap + 10),
        solution,
        market.drawing,
        show=lambda v: f"${decimal(v)}$개",
    )


@ECONOMICS.add("시장 가격의 결정", "고2", "12경제02-02", "하", kin="shift")
def _demand_shift(rng: Random) -> Draft:
    good, rival, partner = rng.choice(
        (
            ("커피", "녹차", "설탕"),
            ("버터", "마가린", "식빵"),
            ("돼지고기", "닭고기", "쌈 채소"),
            ("자전거", "전동 킥보드", "자전거 헬멧"),
            ("프린터", "복사 서비스", "잉크"),
        )
    )
    events = (
        (f"{good}의 대체재인 {rival}의 가격이 상승하였다.", "수요 증가", "상승", "증가"),
        (f"{good}의 보완재인 {partner}의 가격이 상승하였다.", "수요 감소", "하락", "감소"),
        (f"{good}@을 생산하는 기술이 향상되었다.", "공급 증가", "하락", "증가"),
        (f"{good}의 원료 가격이 상승하였다.", "공급 감소", "상승", "감소"),
        (
            f"{good}@이 건강에 좋다는 연구 결과가 널리 알려졌다."
            if good not in ("프린터",)
            else f"{good}@을 찾는 소비자가 크게 늘어났다.",
            "수요 증가",
            "상승",
            "증가",
        ),
        (f"{good} 생산자에게 주던 보조금이 폐지되었다.", "공급 감소", "상승", "감소"),
    )
    event, reason, price, amount = rng.choice(events)
    drawing = _market(rng).drawing
    options = [
        f"균형 가격 {a}, 균형 거래량 {b}" for a in ("상승", "하락") for b in ("증가", "감소")
    ] + ["균형 가격 불변, 균형 거래량 증가"]
    right = f"균형 가격 {price}, 균형 거래량 {amount}"
    text = rng.choice(
        (
            (
                f"그림은 {good} 시장의 수요 곡선 $D$와 공급 곡선 $S$를 나타낸 것이다. 다른 조건이 "
                f"일정할 때, {event} 이로 인한 시장의 변화로 옳은 것은?"
            ),
            (
                f"{good} 시장이 그림과 같이 균형을 이루고 있다. {event} 이 시장의 균형에 나타날 "
                f"변화로 옳은 것은? (단, 다른 조건은 변함이 없으며 {good}@은 정상재이다.)"
            ),
        )
    )
    return choose(
        rng,
        text,
        right,
        [o for o in options if o != right],
        f"{reason}에 해당하므로 균형 가격은 {price}하고 균형 거래량은 {amount}한다.",
        drawing,
        ordered=options,
    )


@ECONOMICS.add("시장 가격의 결정", "고2", "12경제02-02", "중", kin="elasticity", concept="탄력성")
def _elasticity(rng: Random) -> Draft:
    rise, fall = rng.choice((5, 10, 20, 25)), rng.choice((5, 10, 15, 20, 30, 40))
    value = Frac(fall, rise)
    good = rng.choice(_GOODS)
    price = rng.choice((1000, 2000, 5000, 10000))
    body = rng.choice(
        (
            f"{good}의 가격이 {unit(rise, '%')} 상승하자 수요량이 {unit(fall, '%')} 감소하였다.",
            (
                f"{won(price)}이던 {good}의 가격이 {won(price * (100 + rise) // 100)}@로 오르자 "
                f"판매량이 {unit(100, '개')}에서 {unit(100 - fall, '개')}@로 줄었다."
            ),
        )
    )
    solution = f"수요의 가격 탄력성은 $\\dfrac{{{fall}}}{{{rise}}}={decimal(value, 2)}$이다."
    return numeric(
        rng,
        body,
        f"{good} 수요의 가격 탄력성",
        value,
        (Frac(rise, fall), Frac(1), value * 2, value / 2, value + 1),
        solution,
        show=lambda v: math(decimal(v, 2)),
    )


@ECONOMICS.add("경제생활과 경제 문제", "고2", "12경제01-03", "중", kin="opportunity-cost")
def _frontier(rng: Random) -> Draft:
    x, y = rng.choice(
        ((10, 20), (20, 10), (30, 60), (40, 20), (50, 100), (60, 30), (20, 60), (12, 24), (15, 45))
    )
    country = rng.choice(("갑국", "을국", "병국"))
    drawing = figure("frontier", graphs.broken_line, points=((0, y), (x, 0)), names=("X", "Y"))
    ask, value, other = rng.choice(
        (
            ("X재 1개 생산의 기회비용", Frac(y, x), "Y재"),
            ("Y재 1개 생산의 기회비용", Frac(x, y), "X재"),
        )
    )
    body = rng.choice(
        (
            (
                f"그림은 X재와 Y재만을 생산하는 {country}의 생산 가능 곡선이다. 최대 생산량은 X재 "
                f"${x}$개, Y재 ${y}$개이다."
            ),
            (
                f"{country}의 생산 가능 곡선이 그림과 같은 직선이다. {country}@은 모든 자원을 "
                f"투입하면 X재를 ${x}$개 또는 Y재를 ${y}$개 생산할 수 있다."
            ),
        )
    )
    one, many = (x, y) if other == "Y재" else (y, x)
    solution = (
        f"{'X재' if other == 'Y재' else 'Y재'} ${one}$개를 생산하려면 {other} ${many}$개를 "
        f"포기해야 하므로 1개의 기회비용은 {other} ${num(value)}$개이다."
    )
    return numeric(
        rng,
        body,
        f"{country}의 {ask}",
        value,
        (1 / value, Frac(x), Frac(y), value * 2, value / 2),
        solution,
        drawing,
        show=lambda v: f"{other} ${num(v)}$개",
    )


@ECONOMICS.add(
    "세계 시장과 교역", "고2", "12경제04-01", "중", kin="comparative-advantage", concept="비교 우위"
)
def _comparative(rng: Random) -> Draft:
    while True:
        a, b, c, d = (rng.choice((2, 3, 4, 5, 6, 8, 10, 12)) for _ in range(4))
        if Frac(a, b) != Frac(c, d):
            break
    rows = (("", "X", "Y"), ("A", f"{a}", f"{b}"), ("B", f"{c}", f"{d}"))
    drawing = figure("table", charts.table, rows=rows, first=1)
    a_x = Frac(a, b) < Frac(c, d)
    good_a, good_b = ("X재", "Y재") if a_x else ("Y재", "X재")
    absolute = a < c and b < d
    low, high = sorted((Frac(a, b), Frac(c, d)))
    middle = (low + high) / 2
    claims = [
        (
            f"A국은 {good_a} 생산에 비교 우위가 있다.",
            True,
            (
                f"X재 1개 생산의 기회비용은 A국이 Y재 ${num(Frac(a, b))}$개, B국이 Y재 "
                f"${num(Frac(c, d))}$개이다."
            ),
        ),
        (
            f"B국은 {good_a} 생산에 비교 우위가 있다.",
            False,
            f"B국은 기회비용이 작은 {good_b} 생산에 비교 우위가 있다.",
        ),
        (
            "A국은 두 재화 생산에 모두 절대 우위가 있다.",
            absolute,
            (
                f"1개 생산에 필요한 노동량은 X재가 A국 ${a}$명, B국 ${c}$명, Y재가 A국 ${b}$명, "
                f"B국 ${d}$명이다."
            ),
        ),
        (
            f"A국에서 X재 1개 생산의 기회비용은 Y재 ${num(Frac(a, b))}$개이다.",
            True,
            f"$\\dfrac{{{a}}}{{{b}}}$@을 계산한다.",
        ),
        (
            f"X재와 Y재를 $1:{num(middle)}$의 비율로 교환하면 두 나라 모두 이익을 얻는다.",
            True,
            f"X재 1개의 교환 비율이 Y재 ${num(low)}$개와 ${num(high)}$개 사이이다.",
        ),
        (
            f"X재와 Y재를 $1:{num(high + 1)}$의 비율로 교환하면 두 나라 모두 이익을 얻는다.",
            False,
            f"교환 비율이 ${num(low)}$@과 ${num(high)}$ 사이에 있어야 한다.",
        ),
    ]
    body = rng.choice(
        (
            (
                "표는 A국과 B국이 X재와 Y재를 1개씩 생산하는 데 필요한 노동자의 수(명)를 나타낸 "
                "것이다. 생산 요소는 노동뿐이다."
            ),
            (
                "노동만을 생산 요소로 하는 A국과 B국에서 X재와 Y재 1개를 생산하는 데 필요한 "
                "노동량(명)이 표와 같다."
            ),
        )
    )
    return statements(rng, body, claims, drawing)
