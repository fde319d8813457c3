"""수학: right triangles and circles."""

from fractions import Fraction as Frac
from math import cos, radians, sin
from random import Random

from core.demo.drafts import Draft, Figure, choose, figure, numeric
from core.demo.families.catalogues import MATHS
from core.demo.figures import geometry
from core.demo.korean import degrees, num, root, unit

_TRIPLES = ((3, 4, 5), (5, 12, 13), (8, 15, 17), (6, 8, 10), (9, 12, 15), (7, 24, 25), (12, 16, 20))


def _right_triangle(a: int, b: int, labels: dict[int, str]) -> Figure:
    """Right angle at B: AB = a upright, BC = b along the base."""
    return figure(
        "right-triangle",
        geometry.polygon,
        points=((0.0, float(a)), (0.0, 0.0), (float(b), 0.0)),
        names="ABC",
        right=(1,),
        sides=labels,
    )


@MATHS.add("피타고라스 정리", "중3", "9수03-17", "하", kin="pythagoras")
def _pythagoras(rng: Random) -> Draft:
    a, b, c = rng.choice(_TRIPLES)
    if rng.random() < 0.5:
        a, b = b, a
    hidden = rng.choice((0, 1, 2))
    lengths = [a, b, c]
    drawing = _right_triangle(
        a, b, {k: "x" if k == hidden else f"{v}" for k, v in enumerate(lengths)}
    )
    body = rng.choice(
        (
            "그림과 같이 $\\angle\\mathrm{B}=90^\\circ$인 직각삼각형 ABC에서",
            "그림의 직각삼각형 ABC에서",
        )
    )
    if hidden == 2:
        solution = f"$x^2={a}^2+{b}^2={c * c}$이므로 $x={c}$이다."
    else:
        solution = (
            f"$x^2={c}^2-{lengths[1 - hidden]}^2={lengths[hidden] ** 2}$이므로 "
            f"$x={lengths[hidden]}$이다."
        )
    value = lengths[hidden]
    wrong = (
        value + 1,
        value - 1,
        sum(lengths) - 2 * value if hidden == 2 else c - lengths[1 - hidden],
        value + 2,
        value + 3,
    )
    return numeric(rng, body, "$x$의 값", value, wrong, solution, drawing)


@MATHS.add("삼각비", "중3", "9수03-18", "하", kin="trig-ratio")
def _trig_ratio(rng: Random) -> Draft:
    a, b, c = rng.choice(_TRIPLES)
    if rng.random() < 0.5:
        a, b = b, a
    drawing = _right_triangle(
        a, b, {0: f"{a}", 2: f"{c}"} if rng.random() < 0.5 else {0: f"{a}", 1: f"{b}"}
    )
    value, name = rng.choice(
        (
            (Frac(a, c), "\\sin C"),
            (Frac(b, c), "\\cos C"),
            (Frac(a, b), "\\tan C"),
            (Frac(a + b, c), "\\sin C+\\cos C"),
        )
    )
    body = rng.choice(
        (
            "그림과 같이 $\\angle\\mathrm{B}=90^\\circ$인 직각삼각형 ABC에서",
            "그림의 직각삼각형 ABC에 대하여",
        )
    )
    solution = (
        f"$\\overline{{\\mathrm{{AB}}}}={a}$, $\\overline{{\\mathrm{{BC}}}}={b}$, "
        f"$\\overline{{\\mathrm{{CA}}}}={c}$이므로 ${name}={num(value)}$이다."
    )
    wrong = (Frac(a, c), Frac(b, c), Frac(a, b), Frac(b, a), Frac(c, a), Frac(c, b))
    return numeric(rng, body, f"${name}$의 값", value, wrong, solution, drawing)


@MATHS.add("삼각비", "중3", "9수03-19", "중", concept="삼각비")
def _height_by_angle(rng: Random) -> Draft:
    turn = rng.choice((30, 45, 60))
    d = rng.choice((6, 9, 12, 15, 18, 24, 30))
    tall = sin(radians(turn)) / cos(radians(turn))
    points = ((1.0, round(tall, 4)), (0.0, 0.0), (1.0, 0.0))
    drawing = figure(
        "right-triangle",
        geometry.polygon,
        points=points,
        names="ABC",
        right=(2,),
        sides={1: f"{d} m"},
        angles={1: f"{turn}°"},
    )
    latex = {30: root(3, Frac(d, 3)), 45: str(d), 60: root(3, d)}[turn]
    body = rng.choice(
        (
            (
                f"그림과 같이 나무 밑의 지점 C에서 {unit(d, 'm')} 떨어진 지점 B에서 나무의 꼭대기 "
                f"A를 올려다본 각의 크기가 ${turn}^\\circ$이었다. 눈의 높이는 생각하지 않을 때,"
            ),
            (
                f"그림에서 지점 B와 건물의 밑 C 사이의 거리는 {unit(d, 'm')}이고 B에서 건물 "
                f"꼭대기 A를 올려본각은 ${turn}^\\circ$이다."
            ),
        )
    )
    ask = "나무의 높이" if "나무" in body else "건물의 높이"
    solution = f"높이는 ${d}\\tan {turn}^\\circ={latex}\\,(\\mathrm{{m}})$이다."
    forms = [
        root(3, Frac(d, 3)),
        str(d),
        root(3, d),
        root(3, Frac(d, 2)),
        root(2, Frac(d, 2)),
        root(2, d),
    ]
    correct = f"${latex}\\,\\mathrm{{m}}$"
    shown = [f"${f}\\,\\mathrm{{m}}$" for f in forms]
    return choose(
        rng, f"{body} {ask}@은?", correct, [s for s in shown if s != correct], solution, drawing
    )


@MATHS.add("피타고라스 정리", "중3", "9수03-17", "상", concept="도형의 닮음")
def _altitude_on_hypotenuse(rng: Random) -> Draft:
    p, q = rng.choice(((4, 9), (1, 4), (2, 8), (3, 12), (9, 16), (4, 16), (1, 9), (8, 18), (5, 20)))
    if rng.random() < 0.5:
        p, q = q, p
    h = int((p * q) ** 0.5)
    ask = rng.choice(("AH", "CH"))
    labels = {"BH": f"{p}", "CH": f"{q}", "AH": f"{h}"}
    value = {"AH": h, "CH": q}[ask]
    labels[ask] = "x"
    drawing = figure("altitude", geometry.altitude, labels=labels, ratio=p / (p + q))
    body = rng.choice(
        (
            (
                "그림과 같이 $\\angle\\mathrm{A}=90^\\circ$인 직각삼각형 ABC의 꼭짓점 A에서 빗변 "
                "BC에 내린 수선의 발을 H라 할 때,"
            ),
            (
                "그림의 직각삼각형 ABC에서 "
                "$\\overline{\\mathrm{AH}}\\perp\\overline{\\mathrm{BC}}$일 때,"
            ),
        )
    )
    solution = (
        f"삼각형 ABH와 삼각형 CAH가 닮음이므로 "
        f"$\\overline{{\\mathrm{{AH}}}}^2=\\overline{{\\mathrm{{BH}}}}\\times\\overline{{\\mathr"
        f"m{{CH}}}}$이다. 따라서 $x={value}$이다."
    )
    return numeric(
        rng,
        body,
        "$x$의 값",
        value,
        (Frac(p + q, 2), value + 1, value + 2, value - 1, p * q, abs(h - p)),
        solution,
        drawing,
    )


@MATHS.add("원의 성질", "중3", "9수03-21", "하", kin="inscribed-angle")
def _inscribed_angle(rng: Random) -> Draft:
    half = rng.choice(range(35, 75, 5))
    start = 270 - half
    at = {"A": rng.choice((75, 90, 105)), "B": start, "C": start + 2 * half}
    ask_centre = rng.random() < 0.5
    angles = {
        "BAC": f"{half}°" if ask_centre else "x",
        "BOC": "x" if ask_centre else f"{2 * half}°",
    }
    drawing = figure(
        "circle-inscribed",
        geometry.circle_points,
        at=at,
        chords=("AB", "AC", "OB", "OC"),
        angles=angles,
        centre=True,
    )
    value = 2 * half if ask_centre else half
    body = rng.choice(
        (
            "그림과 같이 원 O 위의 세 점 A, B, C에 대하여",
            "그림의 원 O에서 세 점 A, B, C는 원 위의 점일 때,",
        )
    )
    solution = (
        "한 호에 대한 원주각의 크기는 중심각의 크기의 $\\dfrac{1}{2}$이므로 "
        + f"$x={value}^\\circ$이다."
    )
    wrong = (half, 180 - value, 90 + half // 5 * 5 - 30, value + 10, value - 10, 4 * half)
    return numeric(rng, body, "$x$의 값", value, wrong, solution, drawing, show=degrees)


@MATHS.add("원의 성질", "중3", "9수03-21", "중", kin="inscribed-angle")
def _cyclic_quadrilateral(rng: Random) -> Draft:
    a = rng.choice(range(60, 125, 5))
    turn = {"A": 100.0, "B": 180 + rng.choice((0, 10, 20)), "D": 0.0}
    turn["D"] = turn["B"] + 2 * a - 360
    turn["C"] = (turn["B"] + turn["D"] + 360) / 2 + rng.choice((-15, 0, 15))
    turn["A"] = (turn["B"] + turn["D"]) / 2
    names = {n: turn[n] for n in "ABCD"}
    drawing = figure(
        "circle-quadrilateral",
        geometry.circle_points,
        at=names,
        chords=("AB", "BC", "CD", "DA"),
        angles={"BAD": f"{a}°", "BCD": "x"},
    )
    body = rng.choice(
        (
            "그림과 같이 사각형 ABCD가 원에 내접할 때,",
            "그림에서 네 점 A, B, C, D는 한 원 위에 있다. 이때",
        )
    )
    solution = (
        f"원에 내접하는 사각형에서 마주 보는 두 각의 크기의 합은 $180^\\circ$이므로 "
        f"$x=180^\\circ-{a}^\\circ={180 - a}^\\circ$이다."
    )
    wrong = (a, 2 * (180 - a), 190 - a, 170 - a, 200 - a)
    return numeric(rng, body, "$x$의 값", 180 - a, wrong, solution, drawing, show=degrees)


@MATHS.add("원의 성질", "중3", "9수03-21", "중", kin="inscribed-angle")
def _tangent_chord(rng: Random) -> Draft:
    a = rng.choice(range(40, 80, 5))
    at = {"A": 270.0, "B": 270.0 + 2 * a, "C": 270 + 2 * a + rng.choice((70, 90, 110))}
    swap = rng.random() < 0.5
    angles = {"ACB": f"{a}°" if swap else "x", "TAB": "x" if swap else f"{a}°"}
    drawing = figure(
        "circle-tangent-chord",
        geometry.circle_points,
        at=at,
        chords=("AB", "BC", "CA"),
        angles=angles,
        tangent="A",
    )
    body = rng.choice(
        (
            "그림에서 직선 AT는 점 A에서 원에 접하는 접선이다. 이때",
            "그림과 같이 원에 내접하는 삼각형 ABC와 점 A에서 원에 접하는 직선 AT가 있다.",
        )
    )
    solution = (
        f"접선과 현이 이루는 각의 크기는 그 각의 내부에 있는 호에 대한 원주각의 크기와 같으므로 "
        f"$x={a}^\\circ$이다."
    )
    wrong = (90 - a, 2 * a, 180 - a, 180 - 2 * a, a + 10)
    return numeric(rng, body, "$x$의 값", a, wrong, solution, drawing, show=degrees)


@MATHS.add("원의 성질", "중3", "9수03-20", "하", concept="원의 접선")
def _tangent_length(rng: Random) -> Draft:
    a, b, c = rng.choice(_TRIPLES)
    if rng.random() < 0.5:
        a, b = b, a
    drawing = figure("circle-tangents", geometry.tangents, radius=f"{a}", length="x", far=f"{c}")
    body = rng.choice(
        (
            "그림에서 두 직선 PA, PB는 원 O의 접선이고 두 점 A, B는 접점일 때,",
            "그림과 같이 원 O 밖의 한 점 P에서 원 O에 그은 두 접선의 접점을 A, B라 할 때,",
        )
    )
    solution = (
        f"$\\angle\\mathrm{{PAO}}=90^\\circ$이므로 $x^2={c}^2-{a}^2={b * b}$이다. 따라서 "
        f"$x={b}$이다."
    )
    return numeric(
        rng, body, "$x$의 값", b, (c - a, a, b + 1, b - 1, b + 2, b + 3), solution, drawing
    )
