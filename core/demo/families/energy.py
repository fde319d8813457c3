"""물리학: slopes, energy, momentum, heat."""

from fractions import Fraction as Frac
from random import Random

from core.demo.drafts import Draft, Figure, figure, numeric
from core.demo.families.catalogues import PHYSICS
from core.demo.figures import graphs, mechanics
from core.demo.korean import decimal, math, unit


def _slope(rng: Random, **labels: str) -> tuple[int, Figure]:
    m = rng.choice((1, 2, 3, 4, 5))
    return m, figure("incline", mechanics.incline, turn=30, mass=f"{m} kg", **labels)


@PHYSICS.add("뉴턴 운동 법칙", "고2", "12물리01-02", "중", concept="빗면에서의 운동")
def _incline_force(rng: Random) -> Draft:
    m, drawing = _slope(rng, angle="30°")
    friction = rng.choice((0, 0, 1, 2, 3))
    net = 5 * m - friction
    if net <= 0:
        friction, net = 0, 5 * m
    rub = (
        f" 물체와 빗면 사이의 마찰력의 크기는 {unit(friction, 'N')}이다."
        if friction
        else " 모든 마찰은 무시한다."
    )
    body = rng.choice(
        (
            (
                f"그림과 같이 경사각이 $30^\\circ$인 빗면에 질량이 {unit(m, 'kg')}인 물체를 "
                f"가만히 놓았더니 물체가 빗면을 따라 내려갔다. 중력 가속도는 "
                f"{unit(10, 'm/s^2')}이다."
            ),
            (
                f"수평면과 이루는 각이 $30^\\circ$인 그림과 같은 빗면에서 질량 {unit(m, 'kg')}인 "
                f"물체가 미끄러져 내려온다. 중력 가속도는 {unit(10, 'm/s^2')}로 한다."
            ),
        )
    )
    ask, value, measure = rng.choice(
        (
            ("물체에 작용하는 알짜힘의 크기", Frac(net), "N"),
            ("물체의 가속도의 크기", Frac(net, m), "m/s^2"),
        )
    )
    if (value * 4).denominator != 1:
        ask, value, measure = "물체에 작용하는 알짜힘의 크기", Frac(net), "N"
    take = f"-{friction}" if friction else ""
    solution = (
        f"빗면과 나란한 힘의 합은 ${m}\\times 10\\times\\sin "
        f"30^\\circ{take}={net}\\,(\\mathrm{{N}})$이므로 구하는 값은 "
        f"{unit(decimal(value, 2), measure)}이다."
    )
    return numeric(
        rng,
        body + rub,
        ask,
        value,
        (10 * m, 10, 5 * m + friction, 5, value + 1, value * 2),
        solution,
        drawing,
        show=lambda v: unit(decimal(v, 2), measure),
    )


@PHYSICS.add(
    "역학적 에너지 보존",
    "고2",
    "12물리01-04",
    "중",
    kin="energy-conservation",
    concept="빗면에서의 운동",
)
def _incline_energy(rng: Random) -> Draft:
    v = rng.choice((4, 6, 8, 10, 12, 14, 20))
    h = Frac(v * v, 20)
    m, drawing = _slope(rng, height=f"{decimal(h)} m")
    body = (
        rng.choice(
            (
                (
                    f"그림과 같이 높이가 {unit(h, 'm')}인 빗면 위에 질량이 {unit(m, 'kg')}인 "
                    f"물체를 가만히 놓았다."
                ),
                (
                    f"그림의 빗면에서 질량 {unit(m, 'kg')}인 물체가 높이 {unit(h, 'm')}인 곳에서 "
                    f"정지 상태로부터 미끄러져 내려온다."
                ),
            )
        )
        + f" 중력 가속도는 {unit(10, 'm/s^2')}이고, 물체의 크기와 모든 마찰은 무시한다."
    )
    ask, value, measure = rng.choice(
        (
            ("수평면에 도달하는 순간 물체의 속력", Frac(v), "m/s"),
            ("수평면에 도달하는 순간 물체의 운동 에너지", m * 10 * h, "J"),
        )
    )
    solution = (
        f"역학적 에너지가 보존되므로 ${m}\\times 10\\times "
        f"{decimal(h)}=\\dfrac{{1}}{{2}}\\times {m}\\times v^2$이다. 따라서 구하는 값은 "
        f"{unit(value, measure)}이다."
    )
    return numeric(
        rng,
        body,
        ask,
        value,
        (value * 2, value / 2, value + 5, h * 10, value + 10),
        solution,
        drawing,
        measure=measure,
    )


@PHYSICS.add("역학적 에너지 보존", "고2", "12물리01-04", "중", kin="energy-conservation")
def _thrown_height(rng: Random) -> Draft:
    v = rng.choice((10, 20, 30, 40, 12, 14, 16, 8))
    h = Frac(v * v, 20)
    body = rng.choice(
        (
            f"지면에서 연직 위로 {unit(v, 'm/s')}의 속력으로 공을 던져 올렸다.",
            f"지면에서 물체를 처음 속력 {unit(v, 'm/s')}로 연직 위 방향으로 쏘아 올렸다.",
        )
    )
    body += f" 중력 가속도는 {unit(10, 'm/s^2')}이고 공기 저항은 무시한다."
    solution = (
        f"운동 에너지가 모두 퍼텐셜 에너지로 바뀌므로 "
        f"$h=\\dfrac{{v^2}}{{2g}}=\\dfrac{{{v * v}}}{{20}}={decimal(h)}\\,(\\mathrm{{m}})$이다."
    )
    return numeric(
        rng, body, "최고점의 높이", h, (h * 2, Frac(v, 2), h / 2, v, h + 5), solution, measure="m"
    )


@PHYSICS.add("운동량과 충격량", "고2", "12물리01-03", "중", kin="impulse")
def _force_time_impulse(rng: Random) -> Draft:
    t1 = rng.choice((2, 3, 4))
    t2 = t1 + rng.choice((2, 3, 4))
    force = rng.choice((4, 6, 8, 10, 12))
    shape = rng.choice((((0, force), (t1, force), (t2, 0)), ((0, 0), (t1, force), (t2, force))))
    impulse = Frac(force * (t1 + t2), 2) if shape[0][1] else Frac(force * (t2 + t2 - t1), 2)
    m = rng.choice((1, 2, 4, 5))
    drawing = figure("force-time", graphs.broken_line, points=shape, names=("t(s)", "F(N)"))
    body = rng.choice(
        (
            (
                f"그림은 마찰이 없는 수평면에 정지해 있던 질량 {unit(m, 'kg')}인 물체에 작용하는 "
                f"알짜힘 $F$@을 시간 $t$에 따라 나타낸 것이다."
            ),
            (
                f"정지해 있던 질량 {unit(m, 'kg')}인 물체가 직선상에서 받은 힘의 크기를 시간에 "
                f"따라 나타낸 그래프가 그림과 같다."
            ),
        )
    )
    ask, value, measure = rng.choice(
        (
            (f"$0$초부터 ${t2}$초까지 물체가 받은 충격량의 크기", impulse, "N·s"),
            (f"${t2}$초일 때 물체의 속력", impulse / m, "m/s"),
        )
    )
    solution = (
        f"그래프 아랫부분의 넓이가 충격량이므로 {unit(impulse, 'N·s')}이고, 이것은 운동량의 "
        f"변화량과 같다. 따라서 구하는 값은 {unit(value, measure)}이다."
    )
    wrong = (force * t2, Frac(force * t2, 2), Frac(force * t2, m), value * 2, value + 2, value + 4)
    return numeric(rng, body, ask, value, wrong, solution, drawing, measure=measure)


@PHYSICS.add("일과 운동 에너지", "고2", "12물리01-04", "중", kin="work-energy")
def _force_distance_work(rng: Random) -> Draft:
    s1 = rng.choice((2, 3, 4))
    s2 = s1 + rng.choice((2, 3, 4))
    force = rng.choice((4, 6, 8, 10, 12))
    shape = rng.choice((((0, force), (s1, force), (s2, 0)), ((0, 0), (s1, force), (s2, force))))
    work = Frac(force * (s1 + s2), 2) if shape[0][1] else Frac(force * (s2 + s2 - s1), 2)
    m = rng.choice((1, 2, 4, 5))
    drawing = figure("force-distance", graphs.broken_line, points=shape, names=("s(m)", "F(N)"))
    body = rng.choice(
        (
            (
                f"그림은 마찰이 없는 수평면에 정지해 있던 질량 {unit(m, 'kg')}인 물체에 작용하는 "
                f"알짜힘 $F$@을 이동 거리 $s$에 따라 나타낸 것이다."
            ),
            (
                f"정지해 있던 질량 {unit(m, 'kg')}인 물체가 직선상에서 받은 힘의 크기를 이동 "
                f"거리에 따라 나타낸 그래프가 그림과 같다."
            ),
        )
    )
    solution = (
        f"그래프 아랫부분의 넓이가 알짜힘이 한 일이고 운동 에너지의 변화량과 같으므로 "
        f"{unit(work, 'J')}이다."
    )
    wrong = (force * s2, Frac(force * s2, 2), work * m, work * 2, work + 4)
    ask = rng.choice(
        (
            f"{unit(s2, 'm')}@을 이동하는 동안 알짜힘이 한 일",
            f"물체가 {unit(s2, 'm')}@을 이동한 순간의 운동 에너지",
        )
    )
    return numeric(rng, body, ask, work, wrong, solution, drawing, measure="J")


@PHYSICS.add("운동량과 충격량", "고2", "12물리01-03", "하", kin="momentum-conservation")
def _sticking_carts(rng: Random) -> Draft:
    while True:
        m1, m2, v1 = (
            rng.choice((1, 2, 3, 4)),
            rng.choice((1, 2, 3, 4, 6)),
            rng.choice((3, 4, 5, 6, 8, 9, 10)),
        )
        v2 = rng.choice((0, 0, 1, 2))
        after = Frac(m1 * v1 + m2 * v2, m1 + m2)
        if v2 < v1 and (after * 2).denominator == 1:
            break
    drawing = figure(
        "carts",
        mechanics.carts,
        masses=(f"{m1} kg", f"{m2} kg"),
        speeds=(f"{v1} m/s", f"{v2} m/s" if v2 else ""),
    )
    moving = f"{unit(v2, 'm/s')}의 속력으로 운동하던" if v2 else "정지해 있던"
    body = rng.choice(
        (
            (
                f"그림과 같이 수평면에서 {unit(v1, 'm/s')}의 속력으로 운동하던 질량 "
                f"{unit(m1, 'kg')}인 수레 A가 같은 직선상에서 {moving} 질량 {unit(m2, 'kg')}인 "
                f"수레 B와 충돌한 후 한 덩어리가 되어 운동하였다."
            ),
            (
                f"질량이 {unit(m1, 'kg')}인 수레 A가 {unit(v1, 'm/s')}의 속력으로 다가가 {moving} "
                f"질량 {unit(m2, 'kg')}인 수레 B와 그림과 같이 일직선상에서 충돌하여 함께 "
                f"움직인다. 마찰은 무시한다."
            ),
        )
    )
    momentum = f"{m1}\\times {v1}" + (f"+{m2}\\times {v2}" if v2 else "")
    solution = (
        f"운동량이 보존되므로 ${momentum}=({m1}+{m2})v$에서 "
        f"$v={decimal(after)}\\,\\mathrm{{m/s}}$이다."
    )
    return numeric(
        rng,
        body,
        "충돌 후 한 덩어리가 된 수레의 속력",
        after,
        (v1, Frac(v1 + v2, 2), Frac(m1 * v1, m2), after + 1, after + 2),
        solution,
        drawing,
        measure="m/s",
        show=lambda v: unit(decimal(v, 2), "m/s"),
    )


@PHYSICS.add("열역학 법칙", "고2", "12물리01-06", "하", kin="heat-engine")
def _heat_engine(rng: Random) -> Draft:
    hot = rng.choice((200, 400, 500, 600, 800, 1000))
    share = rng.choice((Frac(1, 5), Frac(1, 4), Frac(3, 10), Frac(2, 5), Frac(1, 2)))
    work = hot * share
    cold = hot - work
    ask_work = rng.random() < 0.4
    drawing = figure(
        "heat-engine", mechanics.heat_engine, hot=f"{hot} J", work="W", cold=f"{cold} J"
    )
    body = rng.choice(
        (
            (
                f"그림은 열기관이 온도가 $T_1$인 고열원에서 {unit(hot, 'J')}의 열을 흡수하여 일 "
                f"$W$@을 하고 온도가 $T_2$인 저열원으로 {unit(cold, 'J')}의 열을 방출하는 것을 "
                f"나타낸 것이다."
            ),
            (
                f"고열원에서 {unit(hot, 'J')}의 열을 공급받아 외부에 일을 하고 저열원으로 "
                f"{unit(cold, 'J')}의 열을 내보내는 열기관이 그림과 같다."
            ),
        )
    )
    solution = (
        f"$W={hot}-{cold}={work}\\,(\\mathrm{{J}})$이고 열효율은 "
        f"$\\dfrac{{{work}}}{{{hot}}}={decimal(share)}$이다."
    )
    if ask_work:
        return numeric(
            rng,
            body,
            "열기관이 한 번 순환하는 동안 한 일 $W$",
            work,
            (cold, hot, hot + cold, work + 50, work * 2),
            solution,
            drawing,
            measure="J",
        )
    return numeric(
        rng,
        body,
        "열기관의 열효율",
        share,
        (1 - share, share / (1 - share), share + Frac(1, 10), share / 2, share + Frac(1, 5)),
        solution,
        drawing,
        show=lambda v: math(decimal(v, 2)),
    )
