"""물리학: circuits, waves, light."""

from dataclasses import replace
from fractions import Fraction as Frac
from random import Random

from core.demo.drafts import Draft, figure, numeric, statements
from core.demo.families.catalogues import PHYSICS
from core.demo.figures import charts, mechanics
from core.demo.korean import (
    decimal,
    num,
    unit,
)


def _current(value: Frac) -> str:
    return unit(decimal(value, 2), "A")


@PHYSICS.add("전기 회로", "고2", "12물리02-01", "하", kin="series-circuit")
def _series_current(rng: Random) -> Draft:
    r1, r2, i = (
        rng.choice((1, 2, 3, 4, 6)),
        rng.choice((2, 3, 4, 5, 8)),
        rng.choice((Frac(1, 2), Frac(1), Frac(2), Frac(3))),
    )
    voltage = (r1 + r2) * i
    drawing = figure(
        "circuit-series",
        mechanics.circuit,
        kind="series",
        resistors=(f"{r1} Ω", f"{r2} Ω"),
        voltage=f"{decimal(voltage)} V",
    )
    ask, value, measure, wrong = rng.choice(
        (
            (
                "전류계에 흐르는 전류의 세기",
                i,
                "A",
                (voltage / r1, voltage / r2, i + 1, i * 4, i + 2),
            ),
            (
                f"저항이 {unit(r1, 'Ω')}인 저항에 걸리는 전압",
                r1 * i,
                "V",
                (voltage, r2 * i, voltage / 2, r1 * i + 1, r1 * i + 2),
            ),
        )
    )
    body = rng.choice(
        (
            (
                f"그림과 같이 저항값이 각각 {unit(r1, 'Ω')}, {unit(r2, 'Ω')}인 저항을 전압이 "
                f"{unit(voltage, 'V')}인 전원에 연결하였다."
            ),
            (
                f"그림은 두 저항 {unit(r1, 'Ω')}@과 {unit(r2, 'Ω')}@을 {unit(voltage, 'V')}의 "
                f"전지에 직렬로 연결한 회로이다."
            ),
        )
    )
    solution = (
        f"합성 저항은 ${r1}+{r2}={r1 + r2}\\,(\\Omega)$이므로 전류는 {_current(i)}이다. 따라서 "
        f"구하는 값은 {unit(decimal(value, 2), measure)}이다."
    )
    return numeric(
        rng, body, ask, value, wrong, solution, drawing, show=lambda v: unit(decimal(v, 2), measure)
    )


@PHYSICS.add("전기 회로", "고2", "12물리02-01", "중", kin="parallel-circuit")
def _parallel_current(rng: Random) -> Draft:
    r1, r2 = rng.choice(
        ((2, 3), (3, 6), (4, 12), (6, 12), (2, 6), (4, 4), (10, 15), (6, 3), (12, 4), (20, 5))
    )
    joint = Frac(r1 * r2, r1 + r2)
    voltage = rng.choice((6, 12, 24, 18, 30))
    total = voltage / joint
    drawing = figure(
        "circuit-parallel",
        mechanics.circuit,
        kind="parallel",
        resistors=(f"{r1} Ω", f"{r2} Ω"),
        voltage=f"{voltage} V",
    )
    ask, value, measure, wrong = rng.choice(
        (
            (
                "전류계에 흐르는 전류의 세기",
                total,
                "A",
                (
                    Frac(voltage, r1 + r2),
                    Frac(voltage, r1),
                    Frac(voltage, r2),
                    total + 1,
                    total + 2,
                ),
            ),
            (
                "두 저항의 합성 저항",
                joint,
                "Ω",
                (r1 + r2, Frac(r1 + r2, 2), r1, joint + 1, joint + 2),
            ),
        )
    )
    if (value * 20).denominator != 1:
        return _parallel_current(rng)
    body = rng.choice(
        (
            (
                f"그림과 같이 저항값이 각각 {unit(r1, 'Ω')}, {unit(r2, 'Ω')}인 저항을 전압이 "
                f"{unit(voltage, 'V')}인 전원에 연결하였다."
            ),
            (
                f"그림은 두 저항 {unit(r1, 'Ω')}@과 {unit(r2, 'Ω')}@을 {unit(voltage, 'V')}의 "
                f"전지에 병렬로 연결한 회로이다."
            ),
        )
    )
    solution = (
        f"$\\dfrac{{1}}{{R}}=\\dfrac{{1}}{{{r1}}}+\\dfrac{{1}}{{{r2}}}$에서 "
        f"$R={num(joint)}\\,\\Omega$이고 전체 전류는 {_current(total)}이다."
    )
    return numeric(
        rng, body, ask, value, wrong, solution, drawing, show=lambda v: unit(decimal(v, 2), measure)
    )


@PHYSICS.add("전기 에너지", "고2", "12물리02-01", "중", kin="series-parallel")
def _mixed_circuit(rng: Random) -> Draft:
    r2, r3 = rng.choice(((6, 3), (4, 4), (12, 4), (12, 6), (2, 2), (3, 6), (6, 6)))
    joint = r2 * r3 // (r2 + r3)
    r1 = rng.choice((1, 2, 3, 4, 5))
    i = rng.choice((1, 2, 3))
    voltage = (r1 + joint) * i
    drawing = figure(
        "circuit-mixed",
        mechanics.circuit,
        kind="mixed",
        resistors=(f"{r1} Ω", f"{r2} Ω", f"{r3} Ω"),
        voltage=f"{voltage} V",
    )
    ask, value, measure = rng.choice(
        (("전류계에 흐르는 전류의 세기", i, "A"), ("회로 전체의 소비 전력", voltage * i, "W"))
    )
    body = rng.choice(
        (
            (
                f"그림과 같이 저항 {unit(r1, 'Ω')}, {unit(r2, 'Ω')}, {unit(r3, 'Ω')}@과 전압이 "
                f"{unit(voltage, 'V')}인 전원으로 회로를 구성하였다."
            ),
            (
                f"그림은 세 저항을 전압이 {unit(voltage, 'V')}로 일정한 전원에 연결한 회로를 "
                f"나타낸 것이다."
            ),
        )
    )
    solution = (
        f"병렬 부분의 합성 저항은 {unit(joint, 'Ω')}이고 전체 저항은 "
        f"{unit(r1 + joint, 'Ω')}이므로 전류는 {unit(i, 'A')}이다. 따라서 구하는 값은 "
        f"{unit(value, measure)}이다."
    )
    wrong = (
        Frac(voltage, r1 + r2 + r3),
        Frac(voltage, r1),
        value * 2,
        value + 1,
        value + 2,
        value + 3,
    )
    return numeric(
        rng, body, ask, value, wrong, solution, drawing, show=lambda v: unit(decimal(v, 2), measure)
    )


@PHYSICS.add("전기 에너지", "중3", "9과21-05", "하", concept="전력량")
def _energy_bill(rng: Random) -> Draft:
    power, hours, days = (
        rng.choice((50, 100, 200, 500, 800, 1000, 1500)),
        rng.choice((2, 3, 4, 5, 8)),
        rng.choice((10, 20, 30)),
    )
    device = rng.choice(("선풍기", "텔레비전", "전기난로", "에어컨", "전기밥솥", "컴퓨터"))
    kwh = Frac(power * hours * days, 1000)
    body = rng.choice(
        (
            (
                f"소비 전력이 {unit(power, 'W')}인 {device}@을 하루에 ${hours}$시간씩 ${days}$일 "
                f"동안 사용하였다."
            ),
            (
                f"정격 소비 전력이 {unit(power, 'W')}인 {device}@을 매일 ${hours}$시간씩 사용할 "
                f"때, ${days}$일 동안"
            ),
        )
    )
    ask = "소비한 전력량"
    solution = (
        f"${power}\\times {hours}\\times "
        f"{days}={power * hours * days}\\,(\\mathrm{{Wh}})$이므로 {unit(kwh, 'kWh')}이다."
    )
    return numeric(
        rng,
        body,
        ask,
        kwh,
        (Frac(power * hours, 1000), kwh * 10, kwh * 1000, kwh / 2, kwh * 2),
        solution,
        measure="kWh",
    )


@PHYSICS.add("파동의 성질", "고2", "12물리03-01", "하", kin="wave-speed")
def _wave_speed(rng: Random) -> Draft:
    length, period, height = (
        rng.choice((2, 4, 6, 8, 10)),
        rng.choice((Frac(1, 2), 1, 2, 4, 5)),
        rng.choice((1, 2, 3, 5)),
    )
    drawing = figure(
        "wave",
        mechanics.wave,
        x_unit="x(m)",
        axis="y(cm)",
        length=length,
        height=height,
        start=rng.choice((1, -1)),
    )
    speed = Frac(length) / period
    body = rng.choice(
        (
            (
                f"그림은 주기가 {unit(period, 's')}인 파동의 어느 순간의 변위 $y$@을 위치 $x$에 "
                f"따라 나타낸 것이다."
            ),
            (
                f"$x$축을 따라 진행하는 어떤 파동의 한 순간의 모습이 그림과 같다. 이 파동의 "
                f"주기는 {unit(period, 's')}이다."
            ),
        )
    )
    solution = (
        f"파장이 {unit(length, 'm')}이므로 속력은 "
        f"$\\dfrac{{\\lambda}}{{T}}={decimal(speed, 2)}\\,(\\mathrm{{m/s}})$이다."
    )
    return numeric(
        rng,
        body,
        "파동의 진행 속력",
        speed,
        (length * period, Frac(length, 2) / period, speed * 2, length, speed + 1),
        solution,
        drawing,
        show=lambda v: unit(decimal(v, 2), "m/s"),
    )


@PHYSICS.add("파동의 성질", "고2", "12물리03-01", "중", kin="wave-speed")
def _wave_period_graph(rng: Random) -> Draft:
    period, length, height = (
        rng.choice((2, 4, 6, 8)),
        rng.choice((2, 4, 6, 8, 12)),
        rng.choice((1, 2, 3, 5)),
    )
    drawing = figure(
        "wave",
        mechanics.wave,
        x_unit="t(s)",
        axis="y(cm)",
        length=period,
        height=height,
        start=rng.choice((1, -1)),
    )
    speed = Frac(length, period)
    ask, value, measure = rng.choice(
        (("파동의 진행 속력", speed, "m/s"), ("파동의 진동수", Frac(1, period), "Hz"))
    )
    if (value * 1000).denominator != 1:
        ask, value, measure = "파동의 진동수", Frac(1, period), "Hz"
    if (value * 1000).denominator != 1:
        return _wave_period_graph(rng)
    body = rng.choice(
        (
            (
                f"그림은 파장이 {unit(length, 'm')}인 파동이 진행할 때 매질의 한 점의 변위 $y$@을 "
                f"시간 $t$에 따라 나타낸 것이다."
            ),
            (
                f"파장이 {unit(length, 'm')}인 파동이 지나가는 한 지점에서 변위를 시간에 따라 "
                f"나타낸 그래프가 그림과 같다."
            ),
        )
    )
    solution = (
        f"주기가 {unit(period, 's')}이므로 진동수는 "
        f"$\\dfrac{{1}}{{{period}}}\\,\\mathrm{{Hz}}$이고 속력은 "
        f"$\\dfrac{{{length}}}{{{period}}}\\,\\mathrm{{m/s}}$이다."
    )
    return numeric(
        rng,
        body,
        ask,
        value,
        (Frac(length * period), Frac(period), value * 2, value / 2, value + 1),
        solution,
        drawing,
        show=lambda v: unit(decimal(v, 3), measure),
    )


@PHYSICS.add("빛의 굴절", "고2", "12물리03-02", "중", concept="굴절")
def _refraction_claims(rng: Random) -> Draft:
    first = rng.choice((30, 40, 45, 50, 60))
    slower = rng.random() < 0.6
    index = rng.choice((1.3, 1.5, 1.7)) if slower else rng.choice((0.8, 0.87))
    if not slower and first > 45:
        first = 40
    name = rng.choice((("I", "II"), ("A", "B"), ("X", "Y")))
    drawing = figure(
        "refraction", mechanics.refraction, first=first, index=index, labels=("i", "r"), media=name
    )
    p, q = name
    claims = [
        (
            f"빛의 속력은 매질 {p}에서가 {q}에서보다 크다.",
            slower,
            "입사각과 굴절각의 크기를 비교하면 "
            + ("굴절각이 작으므로 속력이 줄었다." if slower else "굴절각이 크므로 속력이 커졌다."),
        ),
        (
            f"굴절률은 {p}@이 {q}보다 크다.",
            not slower,
            "법선과 이루는 각이 작은 쪽의 굴절률이 크다.",
        ),
        ("빛의 진동수는 두 매질에서 같다.", True, "굴절할 때 진동수는 변하지 않는다."),
        (f"빛의 파장은 {q}에서가 {p}에서보다 짧다.", slower, "파장은 속력에 비례한다."),
        (
            "입사각 $i$@을 크게 하면 굴절각 $r$도 커진다.",
            True,
            "굴절 법칙에서 $\\dfrac{\\sin i}{\\sin r}$의 값이 일정하다.",
        ),
        (
            f"빛이 {p}에서 {q}@로 진행할 때 입사각을 크게 하면 전반사가 일어날 수 있다.",
            not slower,
            "전반사는 굴절률이 큰 매질에서 작은 매질로 진행할 때만 일어난다.",
        ),
    ]
    body = rng.choice(
        (
            (
                f"그림은 단색광이 매질 {p}에서 매질 {q}@로 진행할 때의 경로를 나타낸 것이다. "
                f"$i$@과 $r$@은 각각 입사각과 굴절각이다."
            ),
            (
                f"그림과 같이 단색광이 두 매질 {p}, {q}의 경계면에서 굴절한다. $i$, $r$@은 각각 "
                f"입사각, 굴절각이다."
            ),
        )
    )
    return statements(rng, body, claims, drawing)


@PHYSICS.add("물질의 전기적 특성", "고2", "12물리02-02", "하", concept="옴의 법칙")
def _ohm_table(rng: Random) -> Draft:
    r, step = rng.choice((2, 4, 5, 8, 10, 20)), rng.choice((1, 2, 3))
    volts = [step * r * k // 2 if (step * r) % 2 == 0 else step * r * k for k in (1, 2, 3, 4)]
    rows = (("V (V)", *(f"{v}" for v in volts)), ("I (A)", *(decimal(Frac(v, r)) for v in volts)))
    drawing = figure("table", charts.table, rows=rows)
    more = volts[-1] + volts[0] * 2
    ask, value, measure = rng.choice(
        (
            ("니크롬선의 저항", Frac(r), "Ω"),
            (f"니크롬선에 {unit(more, 'V')}의 전압을 걸 때 흐르는 전류의 세기", Frac(more, r), "A"),
        )
    )
    body = rng.choice(
        (
            (
                "표는 어떤 니크롬선에 걸리는 전압 $V$와 니크롬선에 흐르는 전류의 세기 $I$를 "
                "측정한 결과이다."
            ),
            "니크롬선에 걸어 주는 전압을 변화시키면서 전류의 세기를 측정하였더니 표와 같았다.",
        )
    )
    solution = (
        f"옴의 법칙에서 $R=\\dfrac{{V}}{{I}}={r}\\,(\\Omega)$이다. 따라서 구하는 값은 "
        f"{unit(value, measure)}이다."
    )
    return numeric(
        rng,
        body,
        ask,
        value,
        (Frac(1, r), value * 2, value / 2, value + 1, value + 2),
        solution,
        drawing,
        show=lambda v: unit(decimal(v, 2), measure),
    )


@PHYSICS.add("전기 회로", "고2", "12물리02-01", "중", kin="two-circuits")
def _two_circuits(rng: Random) -> Draft:
    r1, r2 = rng.choice(((2, 2), (3, 6), (4, 4), (6, 3), (4, 12), (6, 6), (12, 6), (10, 10)))
    voltage = rng.choice((6, 9, 12, 18, 24))
    labels = (f"{r1} Ω", f"{r2} Ω")
    first = figure(
        "circuit-series", mechanics.circuit, kind="series", resistors=labels, voltage=f"{voltage} V"
    )
    second = figure(
        "circuit-parallel",
        mechanics.circuit,
        kind="parallel",
        resistors=labels,
        voltage=f"{voltage} V",
    )
    series, parallel = Frac(r1 + r2), Frac(r1 * r2, r1 + r2)
    ratio = series / parallel
    body = rng.choice(
        (
            (
                f"첫째 그림은 두 저항 {unit(r1, 'Ω')}, {unit(r2, 'Ω')}@을 직렬로, 둘째 그림은 "
                f"같은 두 저항을 병렬로 전압 {unit(voltage, 'V')}의 전원에 연결한 것이다. 둘째 "
                f"회로의 전체 소비 전력은"
            ),
            (
                f"저항값이 {unit(r1, 'Ω')}, {unit(r2, 'Ω')}인 두 저항을 전압이 "
                f"{unit(voltage, 'V')}인 전원에 첫째 그림에서는 직렬로, 둘째 그림에서는 병렬로 "
                f"연결하였다. 둘째 회로의 전체 전류는"
            ),
        )
    )
    solution = (
        f"합성 저항은 직렬일 때 ${num(series)}\\,\\Omega$, 병렬일 때 "
        f"${num(parallel)}\\,\\Omega$이다. "
        f"전압이 같으므로 전류와 소비 전력은 합성 저항에 반비례하고, 구하는 비는 "
        f"${num(ratio)}$배이다."
    )
    wrong = (1 / ratio, ratio * ratio, Frac(2), Frac(1), ratio + 1, ratio / 2)
    draft = numeric(
        rng,
        f"{body} 첫째 회로의",
        "몇 배인지",
        ratio,
        wrong,
        solution,
        first,
        second,
        show=lambda v: f"${num(v)}$배",
        choice_share=1,
    )
    return replace(draft, text=f"{body} 첫째 회로의 몇 배인가?")
