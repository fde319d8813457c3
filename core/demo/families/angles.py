"""수학: angles and similar figures."""

from fractions import Fraction as Frac
from math import cos, gcd, radians, sin
from random import Random

from core.demo.drafts import Draft, Figure, figure, numeric
from core.demo.families.catalogues import MATHS
from core.demo.figures import geometry
from core.demo.korean import degrees, num


def _triangle(at_b: float, at_c: float, **labels: object) -> Figure:
    """A triangle A (top), B, C with given angles at B and C."""
    b, c = radians(at_b), radians(at_c)
    x = sin(c) * cos(b) / sin(b + c)
    y = sin(c) * sin(b) / sin(b + c)
    points = ((round(x, 4), round(y, 4)), (0.0, 0.0), (1.0, 0.0))
    return figure("triangle", geometry.polygon, points=points, names="ABC", **labels)


@MATHS.add("기본 도형의 성질", "중1", "9수03-03", "하", kin="parallel-angle")
def _parallel_angles(rng: Random) -> Draft:
    slant = rng.choice((50, 55, 60, 65, 70, 110, 115, 120, 125, 130))
    k = rng.choice((2, 3, 4))
    c = slant % k + k * rng.randint(2, 6)
    x = Frac(slant - c, k)
    lower = f"{k}x+{c}°"
    drawing = figure(
        "parallel-lines", geometry.parallel_lines, slant=slant, upper=f"{slant}°", lower=lower
    )
    if rng.random() < 0.5:
        drawing = figure(
            "parallel-lines", geometry.parallel_lines, slant=slant, upper=lower, lower=f"{slant}°"
        )
    body = rng.choice(
        (
            "그림에서 $l\\parallel m$일 때,",
            "그림과 같이 평행한 두 직선 $l$, $m$이 다른 한 직선과 만날 때,",
        )
    )
    solution = (
        f"동위각의 크기가 같으므로 ${k}x+{c}^\\circ={slant}^\\circ$이다. 따라서 "
        f"$x={num(x)}^\\circ$이다."
    )
    wrong = (Frac(180 - slant - c, k), x + 5, x - 5, x + 10, slant - c)
    return numeric(rng, body, "$x$의 값", x, wrong, solution, drawing, show=degrees)


@MATHS.add("기본 도형의 성질", "중1", "9수03-03", "중", kin="parallel-angle")
def _bent_between_parallels(rng: Random) -> Draft:
    a, b = rng.choice(range(25, 70, 5)), rng.choice(range(25, 70, 5))
    ask_bend = rng.random() < 0.6
    labels = (f"{a}°", "x", f"{b}°") if ask_bend else (f"{a}°", f"{a + b}°", "x")
    drawing = figure("parallel-bend", geometry.bent_line, first=a, second=b, labels=labels)
    value = a + b if ask_bend else b
    body = rng.choice(
        ("그림에서 $l\\parallel m$일 때,", "그림과 같이 두 직선 $l$, $m$이 서로 평행할 때,")
    )
    solution = "꺾인 점을 지나고 두 직선에 평행한 직선을 그으면 엇각의 크기가 각각 같다. " + (
        f"$x={a}^\\circ+{b}^\\circ={value}^\\circ$이다."
        if ask_bend
        else f"${a}^\\circ+x={a + b}^\\circ$에서 $x={b}^\\circ$이다."
    )
    wrong = (180 - value, abs(a - b), 180 - a, value + 5, value + 10, value - 10)
    return numeric(rng, body, "$x$의 값", value, wrong, solution, drawing, show=degrees)


@MATHS.add("다각형", "중1", "9수03-06", "하", kin="triangle-angle-sum")
def _exterior_angle(rng: Random) -> Draft:
    a, b = rng.choice(range(40, 85, 5)), rng.choice(range(40, 75, 5))
    c = 180 - a - b
    inside = rng.random() < 0.5
    drawing = _triangle(
        b,
        c,
        angles={0: f"{a}°", 1: f"{b}°" if not inside else "x"},
        exterior="x" if not inside else f"{a + b}°",
    )
    value = a + b if not inside else b
    body = rng.choice(
        ("그림과 같은 삼각형 ABC에서", "그림에서 점 D는 변 BC의 연장선 위의 점이다. 이때")
    )
    solution = "한 외각의 크기는 이웃하지 않는 두 내각의 크기의 합과 같으므로 " + (
        f"$x={a}^\\circ+{b}^\\circ={value}^\\circ$이다."
        if not inside
        else f"${a}^\\circ+x={a + b}^\\circ$에서 $x={b}^\\circ$이다."
    )
    wrong = (180 - value, c, value + 10, value - 10, 180 - a)
    return numeric(rng, body, "$x$의 값", value, wrong, solution, drawing, show=degrees)


@MATHS.add("삼각형의 성질", "중2", "9수03-09", "하", concept="다각형")
def _isosceles_angle(rng: Random) -> Draft:
    base = rng.choice(range(35, 80, 5))
    top = 180 - 2 * base
    ask_top = rng.random() < 0.5
    drawing = _triangle(
        base,
        base,
        angles={0: "x" if ask_top else f"{top}°", 1: f"{base}°" if ask_top else "x"},
        equal=(0, 2),
    )
    value = top if ask_top else base
    body = rng.choice(
        (
            (
                "그림과 같이 $\\overline{\\mathrm{AB}}=\\overline{\\mathrm{AC}}$인 이등변삼각형 "
                "ABC에서"
            ),
            "그림과 같은 삼각형 ABC에서 $\\overline{\\mathrm{AB}}=\\overline{\\mathrm{AC}}$일 때,",
        )
    )
    solution = (
        f"두 밑각의 크기가 같으므로 $x=180^\\circ-2\\times {base}^\\circ={top}^\\circ$이다."
        if ask_top
        else (
            f"두 밑각의 크기가 같으므로 "
            f"$x=\\dfrac{{180^\\circ-{top}^\\circ}}{{2}}={base}^\\circ$이다."
        )
    )
    wrong = (base if ask_top else top, 180 - value, 180 - base, value + 5, value + 10)
    return numeric(rng, body, "$x$의 값", value, wrong, solution, drawing, show=degrees)


def _similar(rng: Random) -> tuple[int, int, int, float]:
    m, n = rng.choice(((1, 1), (2, 1), (3, 2), (1, 2), (2, 3), (3, 1), (4, 3), (1, 3), (3, 4)))
    return m, n, rng.choice((2, 3, 4)), rng.choice((0.25, 0.35, 0.45, 0.55))


@MATHS.add("도형의 닮음", "중2", "9수03-14", "중", kin="parallel-ratio")
def _parallel_in_triangle(rng: Random) -> Draft:
    m, n, k, apex = _similar(rng)
    ad, db, bc = m * k, n * k, (m + n) * rng.choice((2, 3, 4))
    de = Frac(bc * m, m + n)
    drawing = figure(
        "nested-triangles",
        geometry.nested_triangles,
        share=m / (m + n),
        labels={"AD": f"{ad}", "DB": f"{db}", "BC": f"{bc}", "DE": "x"},
        apex=apex,
    )
    body = rng.choice(
        (
            (
                "그림의 삼각형 ABC에서 "
                "$\\overline{\\mathrm{BC}}\\parallel\\overline{\\mathrm{DE}}$일 때,"
            ),
            (
                "그림과 같이 삼각형 ABC의 두 변 AB, AC 위의 점 D, E에 대하여 변 BC와 선분 DE가 "
                "서로 평행할 때,"
            ),
        )
    )
    solution = (
        f"$\\overline{{\\mathrm{{AD}}}}:\\overline{{\\mathrm{{AB}}}}=\\overline{{\\mathrm{{DE}}"
        f"}}:\\overline{{\\mathrm{{BC}}}}$이므로 ${ad}:{ad + db}=x:{bc}$이다. 따라서 "
        f"$x={num(de)}$이다."
    )
    wrong = (Frac(bc * m, n), Frac(bc * n, m + n), de + 1, de + 2, bc - db)
    return numeric(rng, body, "$x$의 값", de, wrong, solution, drawing)


@MATHS.add("도형의 닮음", "중2", "9수03-14", "중", kin="parallel-ratio")
def _parallel_side_ratio(rng: Random) -> Draft:
    m, n, k, apex = _similar(rng)
    ad, db, ae = m * k, n * k, m * rng.choice([v for v in (2, 3, 4, 5) if v != k])
    ec = Frac(ae * n, m)
    drawing = figure(
        "nested-triangles",
        geometry.nested_triangles,
        share=m / (m + n),
        labels={"AD": f"{ad}", "DB": f"{db}", "AE": f"{ae}", "EC": "x"},
        apex=apex,
    )
    body = rng.choice(
        (
            (
                "그림의 삼각형 ABC에서 "
                "$\\overline{\\mathrm{BC}}\\parallel\\overline{\\mathrm{DE}}$일 때,"
            ),
            (
                "그림과 같은 삼각형 ABC에서 두 점 D, E는 각각 변 AB, AC 위의 점이고 선분 DE와 변 "
                "BC는 평행하다."
            ),
        )
    )
    solution = (
        f"$\\overline{{\\mathrm{{AD}}}}:\\overline{{\\mathrm{{DB}}}}=\\overline{{\\mathrm{{AE}}"
        f"}}:\\overline{{\\mathrm{{EC}}}}$이므로 ${ad}:{db}={ae}:x$이다. 따라서 "
        f"$x={num(ec)}$이다."
    )
    wrong = (Frac(ae * (m + n), m), Frac(ae * m, n), ec + 1, ec + 2, ec + 3)
    return numeric(rng, body, "$x$의 값", ec, wrong, solution, drawing)


@MATHS.add("도형의 닮음", "중2", "9수03-15", "상", concept="도형의 닮음")
def _similar_areas(rng: Random) -> Draft:
    m, n, k, apex = _similar(rng)
    g = gcd(m, m + n)
    small, large = (m // g) ** 2, ((m + n) // g) ** 2
    area = small * rng.choice((1, 2, 3, 4))
    whole = area * large // small
    part = rng.choice(("bottom", "top"))
    drawing = figure(
        "nested-triangles",
        geometry.nested_triangles,
        share=m / (m + n),
        labels={"AD": f"{m * k}", "DB": f"{n * k}"},
        shade=part,
        apex=apex,
    )
    if part == "bottom":
        body = (
            f"그림의 삼각형 ABC에서 "
            f"$\\overline{{\\mathrm{{BC}}}}\\parallel\\overline{{\\mathrm{{DE}}}}$이고 삼각형 "
            f"ADE의 넓이가 ${area}$일 때,"
        )
        ask, value = "색칠한 사각형 DBCE의 넓이", whole - area
    else:
        body = (
            f"그림의 삼각형 ABC에서 변 BC와 선분 DE가 평행하고 삼각형 ABC의 넓이가 ${whole}$일 때,"
        )
        ask, value = "색칠한 삼각형 ADE의 넓이", area
    solution = (
        f"닮음비가 ${m // g}:{(m + n) // g}$이므로 넓이의 비는 ${small}:{large}$이다. 따라서 "
        f"구하는 넓이는 ${value}$이다."
    )
    wrong = (whole, Frac(area * (m + n), m), Frac(area * n, m), value + small, value + 4)
    return numeric(rng, body, ask, value, wrong, solution, drawing)


@MATHS.add("도형의 닮음", "중2", "9수03-14", "중", kin="parallel-ratio")
def _hourglass(rng: Random) -> Draft:
    m, n = rng.choice(((2, 3), (3, 4), (1, 2), (3, 5), (2, 5), (4, 5)))
    k, j = rng.choice((2, 3)), rng.choice((2, 3, 4))
    ab, cd, ao, do = m * k, n * k, m * j, n * j
    hidden = rng.choice(("CD", "DO"))
    labels = {"AB": f"{ab}", "CD": f"{cd}", "AO": f"{ao}", "DO": f"{do}"}
    value = cd if hidden == "CD" else do
    labels[hidden] = "x"
    drawing = figure("hourglass", geometry.crossing_triangles, labels=labels, share=m / (m + n))
    body = rng.choice(
        (
            (
                "그림에서 $\\overline{\\mathrm{AB}}\\parallel\\overline{\\mathrm{CD}}$이고 점 "
                "O는 두 선분 AD, BC의 교점일 때,"
            ),
            "그림과 같이 선분 AB와 선분 CD가 평행하고 두 선분 AD, BC가 점 O에서 만날 때,",
        )
    )
    solution = (
        f"삼각형 OAB와 삼각형 ODC가 닮음이므로 "
        f"${ao}:{'x' if hidden == 'DO' else do}={ab}:{'x' if hidden == 'CD' else cd}$이다. "
        f"따라서 $x={value}$이다."
    )
    return numeric(
        rng,
        body,
        "$x$의 값",
        value,
        (value + 1, value + 2, ab, ao + 1, value - 1, ab + ao),
        solution,
        drawing,
    )
