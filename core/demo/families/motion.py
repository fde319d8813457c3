"""물리학: motion and forces."""

from fractions import Fraction as Frac
from random import Random

from core.demo.drafts import Draft, Figure, figure, numeric, statements
from core.demo.families.catalogues import PHYSICS
from core.demo.figures import graphs, mechanics
from core.demo.korean import decimal, num, unit


def _motion(rng: Random) -> tuple[int, int, int, int, Figure]:
    """A v-t graph: speeding up for t1, steady until t2, stopping at t3."""
    t1, t2 = rng.choice((2, 3, 4)), 0
    t2 = t1 + rng.choice((2, 3, 4))
    t3 = t2 + rng.choice((1, 2, 4, 5))
    v = t1 * rng.choice((1, 2, 3, 4, 5))
    points = ((0, 0), (t1, v), (t2, v), (t3, 0))
    return (
        t1,
        t2,
        t3,
        v,
        figure("v-t-graph", graphs.broken_line, points=points, names=("t(s)", "v(m/s)")),
    )


def _who(rng: Random) -> str:
    return rng.choice(("자동차", "물체", "자전거", "장난감 기차", "엘리베이터"))


@PHYSICS.add("등가속도 운동", "고2", "12물리01-01", "하", kin="vt-area")
def _vt_distance(rng: Random) -> Draft:
    t1, t2, t3, v, drawing = _motion(rng)
    distance = Frac(v * (t3 + t2 - t1), 2)
    who = _who(rng)
    body = rng.choice(
        (
            f"그림은 직선상에서 운동하는 {who}의 속력 $v$@을 시간 $t$에 따라 나타낸 것이다.",
            (
                f"정지해 있던 {who}@이 직선 도로에서 출발하여 다시 정지할 때까지의 속력을 시간에 "
                f"따라 나타낸 그래프가 그림과 같다."
            ),
        )
    )
    solution = (
        f"이동 거리는 그래프 아랫부분의 넓이와 같으므로 "
        f"$\\dfrac{{1}}{{2}}\\times({t3}+{t2 - t1})\\times "
        f"{v}={decimal(distance)}\\,(\\mathrm{{m}})$이다."
    )
    wrong = (v * t3, Frac(v * t3, 2), v * (t2 - t1), distance + v, distance - Frac(v, 2))
    return numeric(
        rng,
        body,
        f"$0$초부터 ${t3}$초까지 {who}@이 이동한 거리",
        distance,
        wrong,
        solution,
        drawing,
        measure="m",
    )


@PHYSICS.add("등가속도 운동", "고2", "12물리01-01", "중", kin="vt-area")
def _vt_mean_speed(rng: Random) -> Draft:
    while True:
        t1, t2, t3, v, drawing = _motion(rng)
        distance = Frac(v * (t3 + t2 - t1), 2)
        mean = distance / t3
        if (mean * 4).denominator == 1:
            break
    who = _who(rng)
    body = rng.choice(
        (
            f"그림은 직선상에서 운동하는 {who}의 속력 $v$@을 시간 $t$에 따라 나타낸 것이다.",
            f"직선 운동을 하는 {who}의 속력-시간 그래프가 그림과 같다.",
        )
    )
    solution = (
        f"이동 거리는 {unit(distance, 'm')}이고 걸린 시간은 {unit(t3, 's')}이므로 평균 속력은 "
        f"{unit(mean, 'm/s')}이다."
    )
    wrong = (Frac(v, 2), v, distance, mean + 1, mean + Frac(1, 2))
    return numeric(
        rng,
        body,
        f"$0$초부터 ${t3}$초까지 {who}의 평균 속력",
        mean,
        wrong,
        solution,
        drawing,
        measure="m/s",
    )


@PHYSICS.add("등가속도 운동", "고2", "12물리01-01", "하", kin="vt-slope")
def _vt_acceleration(rng: Random) -> Draft:
    t1, t2, t3, v, drawing = _motion(rng)
    first, last = Frac(v, t1), Frac(v, t3 - t2)
    mass = rng.choice((1, 2, 3, 4, 5))
    who = _who(rng)
    ask, value, measure = rng.choice(
        (
            (f"$0$초부터 ${t1}$초까지 {who}의 가속도의 크기", first, "m/s^2"),
            (f"${t2}$초부터 ${t3}$초까지 {who}의 가속도의 크기", last, "m/s^2"),
            (f"$0$초부터 ${t1}$초까지 {who}에 작용하는 알짜힘의 크기", first * mass, "N"),
        )
    )
    if (value * 4).denominator != 1:
        return _vt_acceleration(rng)
    body = f"그림은 직선상에서 운동하는 {who}의 속력 $v$@을 시간 $t$에 따라 나타낸 것이다."
    if measure == "N":
        body = (
            f"그림은 직선상에서 운동하는 질량이 {unit(mass, 'kg')}인 {who}의 속력 $v$@을 시간 "
            f"$t$에 따라 나타낸 것이다."
        )
    solution = (
        f"속력-시간 그래프의 기울기가 가속도이다. 따라서 구하는 값은 {unit(value, measure)}이다."
    )
    wrong = (v, Frac(v, t3), Frac(v, t2), value + 1, value + 2, value * 2)
    return numeric(
        rng,
        body,
        ask,
        value,
        wrong,
        solution,
        drawing,
        measure=measure,
        show=lambda q: unit(decimal(q, 2), measure),
    )


@PHYSICS.add("등가속도 운동", "중3", "9과15-01", "하", kin="xt-slope", concept="물체의 운동")
def _xt_speed(rng: Random) -> Draft:
    t1 = rng.choice((2, 4, 5))
    t2 = t1 + rng.choice((2, 3))
    x = t1 * rng.choice((2, 3, 4, 5, 6))
    points = ((0, 0), (t1, x), (t2, x))
    drawing = figure("x-t-graph", graphs.broken_line, points=points, names=("t(s)", "x(m)"))
    who = rng.choice(("자동차", "물체", "자전거", "장난감 기차"))
    body = rng.choice(
        (
            f"그림은 직선상에서 운동하는 {who}의 이동 거리 $x$@을 시간 $t$에 따라 나타낸 것이다.",
            (
                f"직선 도로를 따라 움직이는 {who}의 이동 거리를 시간에 따라 나타낸 그래프가 "
                f"그림과 같다."
            ),
        )
    )
    v = Frac(x, t1)
    solution = (
        f"이동 거리-시간 그래프의 기울기가 속력이다. $\\dfrac{{{x}}}{{{t1}}}={num(v)}$이므로 "
        f"{unit(v, 'm/s')}이다."
    )
    wrong = (x, Frac(x, t2), Frac(x * t1, 2), v + 1, v + 2)
    return numeric(
        rng,
        body,
        f"$0$초부터 ${t1}$초까지 {who}의 속력",
        v,
        wrong,
        solution,
        drawing,
        show=lambda q: unit(decimal(q, 2), "m/s"),
    )


@PHYSICS.add("등가속도 운동", "고2", "12물리01-01", "중")
def _free_fall(rng: Random) -> Draft:
    t = rng.choice((1, 2, 3, 4, 5, 6))
    h, v = 5 * t * t, 10 * t
    thing = rng.choice(("공", "쇠구슬", "물체", "돌멩이"))
    body, ask, value, measure, wrong = rng.choice(
        (
            (
                f"높이가 {unit(h, 'm')}인 곳에서 {thing}@을 가만히 놓았다.",
                "지면에 도달하는 순간의 속력",
                v,
                "m/s",
                (h, 2 * v, v // 2, v + 5, v + 10),
            ),
            (
                (
                    f"건물 옥상에서 가만히 놓은 {thing}@이 지면에 도달하는 데 {unit(t, 's')}@이 "
                    f"걸렸다."
                ),
                "건물의 높이",
                h,
                "m",
                (v, 2 * h, h + 5, v * t + 10, h + 10),
            ),
            (
                f"{thing}@을 높이 {unit(h, 'm')}에서 자유 낙하 시켰다.",
                "지면에 도달할 때까지 걸린 시간",
                t,
                "s",
                (t + 1, t * 2, t + 2, t + 3, t + 4),
            ),
        )
    )
    body += f" 중력 가속도는 {unit(10, 'm/s^2')}이고 공기 저항은 무시한다."
    solution = (
        f"$h=\\dfrac{{1}}{{2}}gt^2$, $v=gt$에서 $t={t}$초, $h={h}\\,\\mathrm{{m}}$, "
        f"$v={v}\\,\\mathrm{{m/s}}$이다."
    )
    return numeric(rng, body, ask, value, wrong, solution, measure=measure)


def _pair(rng: Random) -> tuple[int, int, int, int]:
    m1, m2, a = rng.choice((1, 2, 3, 4)), rng.choice((1, 2, 3, 5)), rng.choice((1, 2, 3, 4))
    return m1, m2, a, (m1 + m2) * a


@PHYSICS.add("뉴턴 운동 법칙", "고2", "12물리01-02", "하", kin="second-law")
def _blocks_acceleration(rng: Random) -> Draft:
    m1, m2, a, force = _pair(rng)
    rope = rng.random() < 0.6
    drawing = figure(
        "blocks", mechanics.blocks, masses=(f"{m1} kg", f"{m2} kg"), force=f"{force} N", rope=rope
    )
    link = "실로 연결하고 B에" if rope else "접촉시켜 놓고 A에"
    body = rng.choice(
        (
            (
                f"그림과 같이 마찰이 없는 수평면에서 질량이 각각 {unit(m1, 'kg')}, "
                f"{unit(m2, 'kg')}인 물체 A, B를 {link} 수평 방향으로 {unit(force, 'N')}의 힘을 "
                f"작용하였다."
            ),
            (
                f"수평면 위에 놓인 물체 A({unit(m1, 'kg')})와 B({unit(m2, 'kg')})를 {link} 그림과 "
                f"같이 크기가 {unit(force, 'N')}인 힘을 계속 작용하였다. 모든 마찰은 무시한다."
            ),
        )
    )
    solution = (
        f"두 물체를 하나로 보면 ${force}=({m1}+{m2})a$이므로 $a={a}\\,\\mathrm{{m/s^2}}$이다."
    )
    return numeric(
        rng,
        body,
        "B의 가속도의 크기",
        a,
        (Frac(force, m1), Frac(force, m2), a + 1, a + 2, a + 3),
        solution,
        drawing,
        show=lambda v: unit(decimal(v, 2), "m/s^2"),
    )


@PHYSICS.add("뉴턴 운동 법칙", "고2", "12물리01-02", "중", kin="inner-force")
def _blocks_tension(rng: Random) -> Draft:
    m1, m2, a, force = _pair(rng)
    rope = rng.random() < 0.5
    drawing = figure(
        "blocks", mechanics.blocks, masses=(f"{m1} kg", f"{m2} kg"), force=f"{force} N", rope=rope
    )
    value = m1 * a if rope else m2 * a
    ask = "실이 A를 당기는 힘의 크기" if rope else "A가 B에 작용하는 힘의 크기"
    link = "실로 연결하고 B를" if rope else "접촉시켜 놓고 A를"
    body = rng.choice(
        (
            (
                f"그림과 같이 마찰이 없는 수평면에서 질량이 각각 {unit(m1, 'kg')}, "
                f"{unit(m2, 'kg')}인 물체 A, B를 {link[:-1]}에 수평 방향으로 {unit(force, 'N')}의 "
                f"힘을 작용하였다."
            ),
            (
                f"그림은 질량이 {unit(m1, 'kg')}인 물체 A와 {unit(m2, 'kg')}인 물체 B를 {link} "
                f"{unit(force, 'N')}의 힘으로 {'끌' if rope else '밀'} 때의 모습이다. 마찰과 실의 "
                f"질량은 무시한다."
            ),
        )
    )
    which = ("A", m1) if rope else ("B", m2)
    solution = (
        f"가속도는 $\\dfrac{{{force}}}{{{m1 + m2}}}={a}\\,(\\mathrm{{m/s^2}})$이고 {which[0]}에 "
        f"작용하는 알짜힘이 구하는 힘이므로 ${which[1]}\\times "
        f"{a}={value}\\,(\\mathrm{{N}})$이다."
    )
    return numeric(
        rng,
        body,
        ask,
        value,
        (force, force - value, Frac(force, 2), value + 1, value + 2),
        solution,
        drawing,
        measure="N",
    )


@PHYSICS.add("뉴턴 운동 법칙", "고2", "12물리01-02", "중", kin="second-law")
def _pulley_acceleration(rng: Random) -> Draft:
    m1, m2 = rng.choice(
        ((1, 1), (3, 2), (4, 1), (3, 1), (2, 2), (1, 4), (6, 4), (2, 3), (3, 3), (6, 2))
    )
    atwood = rng.random() < 0.4 and m1 != m2
    if atwood:
        low, high = sorted((m1, m2))
        if (10 * (high - low)) % (high + low):
            low, high = 2, 3
        a = Frac(10 * (high - low), high + low)
        drawing = figure("atwood", mechanics.atwood, left=f"{low} kg", right=f"{high} kg")
        body = (
            f"그림과 같이 질량이 각각 {unit(low, 'kg')}, {unit(high, 'kg')}인 물체 A, B를 "
            f"도르래를 통해 실로 연결하고 가만히 놓았다."
        )
        total, pull = low + high, 10 * (high - low)
    else:
        a = Frac(10 * m2, m1 + m2)
        drawing = figure(
            "table-pulley", mechanics.table_pulley, mass_table=f"{m1} kg", mass_hanging=f"{m2} kg"
        )
        body = rng.choice(
            (
                (
                    f"그림과 같이 수평면 위의 물체 A({unit(m1, 'kg')})와 실에 매달린 물체 "
                    f"B({unit(m2, 'kg')})를 도르래를 통해 연결하여 가만히 놓았다."
                ),
                (
                    f"질량이 {unit(m1, 'kg')}인 물체 A와 {unit(m2, 'kg')}인 물체 B가 그림과 같이 "
                    f"도르래에 걸친 실로 연결되어 운동한다."
                ),
            )
        )
        total, pull = m1 + m2, 10 * m2
    body += f" 중력 가속도는 {unit(10, 'm/s^2')}이고 실의 질량과 모든 마찰은 무시한다."
    solution = (
        f"전체에 작용하는 알짜힘은 {unit(pull, 'N')}, 전체 질량은 {unit(total, 'kg')}이므로 "
        f"가속도는 {unit(decimal(a, 2), 'm/s^2')}이다."
    )
    return numeric(
        rng,
        body,
        "A의 가속도의 크기",
        a,
        (10, Frac(pull, m1), a + 1, a / 2, a + 2),
        solution,
        drawing,
        show=lambda v: unit(decimal(v, 2), "m/s^2"),
    )


@PHYSICS.add("등가속도 운동", "고2", "12물리01-01", "상", kin="vt-area")
def _two_movers(rng: Random) -> Draft:
    v, t = rng.choice((4, 6, 8, 10, 12)), rng.choice((2, 3, 4, 5))
    # A is steady at v; B starts from rest and reaches v at t, so they meet at 2t
    end = Frac(5 * t, 2)
    drawing = figure(
        "v-t-two",
        graphs.broken_line,
        points=((0, v), (end, v)),
        extra=((0, 0), (end, Frac(5 * v, 2))),
        names=("t(s)", "v(m/s)"),
        tags=("A", "B"),
        ys=(),
    )
    a = Frac(v, t)
    claims = [
        (
            f"${t}$초일 때 두 물체의 속력은 같다.",
            True,
            (
                f"A는 {unit(v, 'm/s')}, B는 $\\dfrac{{{v}}}{{{t}}}\\times "
                f"{t}={v}\\,(\\mathrm{{m/s}})$이다."
            ),
        ),
        (
            f"${2 * t}$초일 때 A와 B는 만난다.",
            True,
            f"두 물체의 이동 거리는 모두 {unit(2 * v * t, 'm')}이다.",
        ),
        (
            f"${t}$초일 때 A와 B는 만난다.",
            False,
            f"${t}$초까지 A는 {unit(v * t, 'm')}, B는 {unit(Frac(v * t, 2), 'm')} 이동한다.",
        ),
        (
            f"B의 가속도의 크기는 {unit(num(a), 'm/s^2')}이다.",
            True,
            "B의 그래프의 기울기와 같다.",
        ),
        (
            f"$0$초부터 ${2 * t}$초까지 평균 속력은 B가 A보다 크다.",
            False,
            "같은 시간 동안 이동 거리가 같다.",
        ),
        (
            f"${2 * t}$초일 때 B의 속력은 A의 $2$배이다.",
            True,
            f"B의 속력은 {unit(2 * v, 'm/s')}이다.",
        ),
    ]
    body = rng.choice(
        (
            (
                f"그림은 $t=0$일 때 기준선을 동시에 통과하여 직선 운동을 하는 물체 A, B의 속력 "
                f"$v$@을 시간 $t$에 따라 나타낸 것이다. B의 속력은 ${t}$초일 때 "
                f"{unit(v, 'm/s')}이다."
            ),
            (
                f"같은 출발선을 $t=0$일 때 나란히 지나 직선 도로를 달리는 두 자동차 A, B의 "
                f"속력-시간 그래프가 그림과 같다. ${t}$초일 때 B의 속력은 {unit(v, 'm/s')}이다."
            ),
        )
    )
    return statements(rng, body, claims, drawing)
