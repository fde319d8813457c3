"""지구과학: strata, ages, quakes, plates."""

from fractions import Fraction as Frac
from random import Random

from core.demo.drafts import Draft, choose, figure, numeric, statements
from core.demo.families.catalogues import EARTH
from core.demo.figures import graphs, science
from core.demo.korean import decimal, num, unit


@EARTH.add("지질 시대와 환경", "고2", "12지구02-02", "중", kin="relative-age")
def _strata_order(rng: Random) -> Draft:
    count = rng.choice((3, 4))
    names = rng.sample("ABCDEF", count + 1)
    layers, dyke = tuple(names[:count]), names[-1]
    gap = rng.choice((-1, count - 2))
    drawing = figure("strata", science.strata, layers=layers, dyke=dyke, gap_after=gap)
    below = layers[: gap + 1] if gap >= 0 else layers[:-1]
    top = layers[gap + 1 :] if gap >= 0 else layers[-1:]
    if gap >= 0:
        order = [*below, dyke, *top]
        note = f"관입암 {dyke}는 부정합면에 의해 잘려 있다."
    else:
        order = [*layers[:-1], dyke]
        top = ()
        note = ""
    shown = order if gap >= 0 else [*layers[:-1], dyke]
    right = " → ".join(shown)
    wrong = {" → ".join(reversed(shown))}
    while len(wrong) < 6:
        wrong.add(" → ".join(rng.sample(shown, len(shown))))
    wrong.discard(right)
    if gap >= 0:
        body = rng.choice(
            (
                (
                    f"그림은 어느 지역의 지질 단면도이다. {dyke}@은 관입한 화성암이고 "
                    f"{layers[gap]}@과 {layers[gap + 1]} 사이에는 부정합면이 있다. 지층은 "
                    f"역전되지 않았다."
                ),
                (
                    f"어떤 지역의 지질 단면이 그림과 같다. {dyke}@은 마그마가 관입하여 굳은 "
                    f"암석이며, 물결 모양의 경계는 부정합면이다. (단, 지층의 역전은 없었다.)"
                ),
            )
        )
        ask = "지층과 암석의 생성 순서를 먼저 생성된 것부터 옳게 나열한 것은?"
    else:
        body = rng.choice(
            (
                (
                    f"그림은 어느 지역의 지질 단면도이다. {dyke}@은 관입한 화성암이며 지층은 "
                    f"역전되지 않았다."
                ),
                (
                    f"어떤 지역의 지질 단면이 그림과 같다. {dyke}@은 마그마가 관입하여 굳은 "
                    f"암석이다. (단, 지층의 역전은 없었다.)"
                ),
            )
        )
        listed = ", ".join(sorted(shown))
        ask = f"{listed}의 생성 순서를 먼저 생성된 것부터 옳게 나열한 것은?"
    solution = (
        f"지층 누적의 법칙과 관입의 법칙을 적용한다. {note} 따라서 {right} 순으로 생성되었다."
    ).replace("  ", " ")
    return choose(rng, f"{body} {ask}", right, sorted(wrong), solution, drawing)


@EARTH.add("지질 시대와 환경", "고2", "12지구02-02", "중", kin="relative-age-claims")
def _strata_claims(rng: Random) -> Draft:
    count = rng.choice((3, 4))
    names = rng.sample("ABCDEF", count)
    gap = rng.choice((-1, count - 2))
    layers = tuple(names)
    drawing = figure("strata", science.strata, layers=layers, fault=True, gap_after=gap)
    top, bottom = layers[-1], layers[0]
    claims = [
        (
            f"{bottom}@은 {top}보다 먼저 퇴적되었다.",
            True,
            "지층 누적의 법칙에 따라 아래의 지층이 먼저 퇴적되었다.",
        ),
        (f"{top}@은 {bottom}보다 먼저 퇴적되었다.", False, "아래의 지층이 먼저 퇴적되었다."),
        (f"단층 f는 {bottom}@이 퇴적된 후에 형성되었다.", True, f"f가 {bottom}@을 자르고 있다."),
        (
            f"{top}@은 단층 f보다 나중에 형성되었다.",
            gap >= 0,
            "부정합면 위의 지층은 단층에 의해 잘리지 않았다."
            if gap >= 0
            else f"f가 {top}@을 자르고 있으므로 f가 나중에 형성되었다.",
        ),
        (
            "이 지역에는 부정합이 나타난다.",
            gap >= 0,
            "물결 모양의 침식면이 있다." if gap >= 0 else "지층 사이에 침식면이 없다.",
        ),
    ]
    body = rng.choice(
        (
            "그림은 어느 지역의 지질 단면도이다. f는 단층이고 지층은 역전되지 않았다.",
            (
                "단층 f가 발달한 어느 지역의 지질 단면이 그림과 같다. 물결 모양의 선이 있으면 "
                "침식면을 뜻하며 지층의 역전은 없었다."
            ),
        )
    )
    return statements(rng, body, claims, drawing)


@EARTH.add("지질 시대와 환경", "고2", "12지구02-03", "중", kin="half-life")
def _half_life_graph(rng: Random) -> Draft:
    half = rng.choice((1, 2, 3, 5, 7))
    age_steps = rng.choice((1, 2, 3))
    ts = [half * k / 2 for k in range(9)]
    curve = tuple((t, 100 * 0.5 ** (t / half)) for t in ts)
    drawing = figure(
        "decay-curve",
        graphs.smooth,
        curves=(curve,),
        names=("t", "%"),
        xs=tuple(half * k for k in (1, 2, 3, 4)),
        ys=(25, 50, 75, 100),
        y=(0, 105),
        guides=((half, 50), (2 * half, 25)),
    )
    share = {1: "50", 2: "25", 3: "12.5"}[age_steps]
    value = half * age_steps
    body = rng.choice(
        (
            (
                f"그림은 방사성 동위 원소 X의 모원소 함량(%)을 시간 $t$(억 년)에 따라 나타낸 "
                f"것이다. 어떤 화성암에 들어 있는 X의 모원소와 자원소의 비율이 "
                f"$1:{2**age_steps - 1}$일 때,"
            ),
            (
                f"방사성 동위 원소 X의 붕괴 곡선이 그림과 같다. $t$의 단위는 억 년이다. 어느 "
                f"화성암에 X가 처음 양의 ${share}\\,\\%$ 남아 있을 때,"
            ),
        )
    )
    solution = (
        f"반감기는 ${half}$억 년이고 모원소가 처음의 ${share}\\,\\%$이므로 반감기가 "
        f"${age_steps}$번 지났다. 따라서 ${value}$억 년이다."
    )
    return numeric(
        rng,
        body,
        "이 화성암의 절대 연령",
        value,
        (half, half * 2, half * 3, half * 4, value + half),
        solution,
        drawing,
        show=lambda v: f"${num(v)}$억 년",
    )


@EARTH.add("지질 시대와 환경", "고2", "12지구02-03", "중", kin="half-life")
def _half_life_text(rng: Random) -> Draft:
    half, steps = rng.choice((0.5, 1, 2, 5, 7, 13)), rng.choice((1, 2, 3, 4))
    value = Frac(str(half)) * steps
    body = rng.choice(
        (
            (
                f"반감기가 ${half}$억 년인 방사성 원소 Y가 어떤 광물 속에 처음 양의 "
                f"$\\dfrac{{1}}{{{2**steps}}}$만큼 남아 있다."
            ),
            (
                f"어떤 화강암 속의 방사성 동위 원소 Y는 모원소와 자원소의 개수비가 "
                f"$1:{2**steps - 1}$이다. Y의 반감기는 ${half}$억 년이고, 처음에 자원소는 없었다."
            ),
        )
    )
    ask = "이 광물의 나이" if "광물" in body else "이 화강암의 절대 연령"
    solution = (
        f"모원소의 양이 처음의 $\\left(\\dfrac{{1}}{{2}}\\right)^{{{steps}}}$이므로 반감기가 "
        f"${steps}$번 지났다. ${half}\\times {steps}={decimal(value)}$(억 년)이다."
    )
    return numeric(
        rng,
        body,
        ask,
        value,
        (
            Frac(str(half)),
            value * 2,
            Frac(str(half)) * (steps + 1),
            Frac(str(half)) * 2**steps,
            value / 2,
        ),
        solution,
        show=lambda v: f"${decimal(v, 2)}$억 년",
    )


@EARTH.add("고체 지구", "고2", "12지구02-06", "중", kin="ps-time")
def _travel_time(rng: Random) -> Draft:
    vp, vs = rng.choice(((8, 4), (6, 3), (8, 5), (6, 4), (7, 4)))
    gap = rng.choice((5, 6, 8, 10, 12, 15, 20))
    value = Frac(vp * vs * gap, vp - vs)
    if value.denominator != 1:
        gap *= vp - vs
        value = Frac(vp * vs * gap, vp - vs)
    drawing = figure("seismogram", science.seismogram, labels=("P", "S"), gap=float(min(gap, 20)))
    gap = min(gap, 20)
    value = Frac(vp * vs * gap, vp - vs)
    body = rng.choice(
        (
            (
                f"그림은 어느 관측소에서 기록한 지진파이다. P파와 S파의 속도는 각각 "
                f"{unit(vp, 'km')}/s, {unit(vs, 'km')}/s이고 PS시는 {unit(gap, 's')}이다."
            ),
            (
                f"한 관측소의 지진 기록이 그림과 같다. P파가 도착하고 {unit(gap, 's')} 뒤에 S파가 "
                f"도착하였다. P파의 속도는 {unit(vp, 'km')}/s, S파의 속도는 "
                f"{unit(vs, 'km')}/s이다."
            ),
        )
    )
    body = body.replace("\\mathrm{km}$/s", "\\mathrm{km/s}$")
    solution = (
        f"진원 거리를 $d$라 하면 $\\dfrac{{d}}{{{vs}}}-\\dfrac{{d}}{{{vp}}}={gap}$이므로 "
        f"$d={num(value)}\\,\\mathrm{{km}}$이다."
    )
    return numeric(
        rng,
        body,
        "이 관측소에서 진원까지의 거리",
        value,
        (vp * gap, vs * gap, (vp - vs) * gap, value + 20, value * 2),
        solution,
        drawing,
        show=lambda v: unit(decimal(v, 1), "km"),
    )


@EARTH.add("고체 지구", "고2", "12지구02-06", "중", kin="ps-time")
def _travel_curve(rng: Random) -> Draft:
    vp, vs = rng.choice(((8, 4), (6, 3), (8, 5), (10, 5), (6, 4)))
    far = rng.choice((120, 240, 360, 480))
    p, s = Frac(far, vp), Frac(far, vs)
    drawing = figure(
        "travel-time",
        graphs.broken_line,
        points=((0, 0), (far, float(p))),
        extra=((0, 0), (far, float(s))),
        names=("d(km)", "t(s)"),
        tags=("P", "S"),
    )
    value = s - p
    body = rng.choice(
        (
            (
                f"그림은 진원 거리 $d$에 따른 P파와 S파의 도달 시간 $t$@을 나타낸 주시 곡선이다. "
                f"진원 거리가 {unit(far, 'km')}인 곳에"
            ),
            f"P파와 S파의 주시 곡선이 그림과 같다. 진원으로부터 {unit(far, 'km')} 떨어진 관측소에",
        )
    )
    body += f" P파는 {unit(p, 's')}, S파는 {unit(s, 's')} 후에 도달하였다. 이 지진에서"
    half = far // 2
    ask, answer = rng.choice(
        (
            (f"진원 거리가 {unit(far, 'km')}인 곳의 PS시", value),
            (f"진원 거리가 {unit(half, 'km')}인 곳의 PS시", value / 2),
        )
    )
    solution = (
        f"{unit(far, 'km')}에서 PS시는 ${decimal(s)}-{decimal(p)}={decimal(value)}$초이고, "
        f"PS시는 진원 거리에 비례한다. 따라서 ${decimal(answer)}$초이다."
    )
    return numeric(
        rng,
        body,
        ask,
        answer,
        (p, s, value * 2, value / 2, value + 5),
        solution,
        drawing,
        show=lambda v: unit(decimal(v, 2), "s"),
    )


@EARTH.add("고체 지구", "고2", "12지구02-01", "중", kin="spreading", concept="판 구조론")
def _seafloor_age(rng: Random) -> Draft:
    speed = rng.choice((1, 2, 3, 4, 5))
    age = rng.choice((10, 20, 30, 40))
    far = speed * age * 10
    drawing = figure(
        "seafloor",
        graphs.broken_line,
        points=((0, age), (far, 0)),
        extra=((far, 0), (2 * far, age)),
        names=("d(km)", "Ma"),
        tags=(),
    )
    body = rng.choice(
        (
            (
                f"그림은 어느 해령을 가로지르는 구간에서 해양 지각의 나이(Ma, 백만 년)를 거리 "
                f"$d$에 따라 나타낸 것이다. 해령의 축은 $d={far}\\,\\mathrm{{km}}$인 곳에 있고, "
                f"축에서 {unit(far, 'km')} 떨어진 지각의 나이는 ${age}$백만 년이다."
            ),
            (
                f"해령 부근에서 측정한 해양 지각의 나이(Ma: 백만 년)가 그림과 같다. 나이가 0인 "
                f"곳은 $d={far}\\,\\mathrm{{km}}$이고 그곳에서 {unit(far, 'km')} 떨어진 곳의 "
                f"나이는 ${age}$백만 년이다."
            ),
        )
    )
    solution = (
        f"${far}\\,\\mathrm{{km}}={speed}\\times 10^7\\times {age // 10}\\,\\mathrm{{cm}}$를 "
        f"${age}$백만 년으로 나누면 ${speed}\\,\\mathrm{{cm}}$/년이다."
    )
    return numeric(
        rng,
        body,
        "해령의 축을 기준으로 한쪽 판이 이동한 평균 속력",
        speed,
        (speed * 2, Frac(speed, 2), speed * 10, speed + 1, speed + 2, speed + 3),
        solution,
        drawing,
        show=lambda v: f"${decimal(v)}\\,\\mathrm{{cm}}$/년",
    )
