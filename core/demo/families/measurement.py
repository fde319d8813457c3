"""수학: lengths, areas, volumes and coordinates."""

from fractions import Fraction as Frac
from math import cos, pi, radians, sin
from random import Random

from core.demo.drafts import Draft, figure, numeric
from core.demo.families.catalogues import MATHS
from core.demo.figures import geometry
from core.demo.korean import Number, degrees, math, num, par, root, segment, signed, unit


@MATHS.add("부채꼴의 호의 길이와 넓이", "중1", "9수03-07", "하", kin="sector")
def _sector_measure(rng: Random) -> Draft:
    turn, r = rng.choice(
        (
            (30, 12),
            (45, 8),
            (60, 6),
            (60, 9),
            (60, 12),
            (72, 10),
            (80, 9),
            (90, 8),
            (90, 6),
            (100, 9),
            (120, 6),
            (120, 9),
            (135, 8),
            (144, 10),
            (150, 6),
            (150, 12),
            (160, 9),
        )
    )
    arc, area = Frac(2 * r * turn, 360), Frac(r * r * turn, 360)
    drawing = figure("sector", geometry.sector, turn=turn, angle=f"{turn}°", radius=f"{r} cm")
    ask_arc = rng.random() < 0.5
    value, name, measure = (arc, "호의 길이", "cm") if ask_arc else (area, "넓이", "cm^2")
    body = rng.choice(
        (
            (
                f"그림과 같이 반지름의 길이가 {unit(r, 'cm')}이고 중심각의 크기가 "
                f"${turn}^\\circ$인 부채꼴 OAB의"
            ),
            (
                f"그림의 부채꼴 OAB에서 반지름의 길이는 {unit(r, 'cm')}, 중심각의 크기는 "
                f"${turn}^\\circ$이다. 이 부채꼴의"
            ),
        )
    )
    formula = (
        f"2\\pi\\times {r}\\times\\dfrac{{{turn}}}{{360}}"
        if ask_arc
        else f"\\pi\\times {r}^2\\times\\dfrac{{{turn}}}{{360}}"
    )
    solution = f"{name}@은 ${formula}={_pi(value)}\\,(\\mathrm{{{measure}}})$이다."
    return numeric(
        rng,
        body,
        name,
        value,
        (arc if not ask_arc else area, value * 2, value / 2, value + 1, value + 2),
        solution,
        drawing,
        show=lambda v: f"${_pi(v)}\\,\\mathrm{{{measure}}}$",
    )


def _pi(value: Number) -> str:
    return "\\pi" if value == 1 else f"{num(value)}\\pi"


@MATHS.add("부채꼴의 호의 길이와 넓이", "중1", "9수03-07", "중", kin="sector")
def _sector_angle(rng: Random) -> Draft:
    turn, r = rng.choice(
        (
            (30, 12),
            (45, 8),
            (60, 6),
            (60, 9),
            (72, 10),
            (80, 9),
            (90, 8),
            (100, 9),
            (120, 6),
            (135, 8),
            (144, 10),
            (150, 6),
            (160, 9),
        )
    )
    arc = Frac(2 * r * turn, 360)
    drawing = figure("sector", geometry.sector, turn=turn, angle="x", radius=f"{r} cm")
    body = rng.choice(
        (
            (
                f"그림과 같이 반지름의 길이가 {unit(r, 'cm')}, 호 AB의 길이가 "
                f"${_pi(arc)}\\,\\mathrm{{cm}}$인 부채꼴 OAB의"
            ),
            (
                f"반지름의 길이가 {unit(r, 'cm')}인 부채꼴 OAB의 호의 길이가 "
                f"${_pi(arc)}\\,\\mathrm{{cm}}$일 때, 그림에서"
            ),
        )
    )
    solution = f"$2\\pi\\times {r}\\times\\dfrac{{x}}{{360}}={_pi(arc)}$에서 $x={turn}$이다."
    wrong = (turn // 2, turn * 2, turn + 10, turn - 15, 180 - turn, turn + 30)
    return numeric(
        rng,
        body,
        "$x$의 값" if body.endswith("그림에서") else "중심각의 크기",
        turn,
        wrong,
        solution,
        drawing,
        show=degrees,
    )


@MATHS.add("입체도형의 부피", "중1", "9수03-08", "하", kin="solid-volume")
def _solid_volume(rng: Random) -> Draft:
    shape, r, h = rng.choice(("cylinder", "cone")), rng.randint(2, 6), rng.randint(3, 12)
    if shape == "cone" and (r * r * h) % 3:
        h = 3 * rng.randint(1, 4)
    volume = Frac(r * r * h, 1 if shape == "cylinder" else 3)
    name = "원기둥" if shape == "cylinder" else "원뿔"
    drawing = figure(shape, geometry.solid, shape=shape, radius=f"{r} cm", height=f"{h} cm")
    body = rng.choice(
        (
            (
                f"그림과 같이 밑면의 반지름의 길이가 {unit(r, 'cm')}, 높이가 {unit(h, 'cm')}인 "
                f"{name}의"
            ),
            (
                f"그림은 밑면의 반지름의 길이가 {unit(r, 'cm')}이고 높이가 {unit(h, 'cm')}인 "
                f"{name}이다. 이 {name}의"
            ),
        )
    )
    third = "\\dfrac{1}{3}\\times" if shape == "cone" else ""
    solution = (
        f"부피는 ${third}\\pi\\times {r}^2\\times {h}={_pi(volume)}\\,(\\mathrm{{cm^3}})$이다."
    )
    return numeric(
        rng,
        body,
        "부피",
        volume,
        (
            volume * 3,
            volume / 3 if volume % 3 == 0 else volume + r,
            2 * r * h,
            volume + r * r,
            volume / 2,
        ),
        solution,
        drawing,
        show=lambda v: f"${_pi(v)}\\,\\mathrm{{cm^3}}$",
    )


@MATHS.add("입체도형의 겉넓이", "중1", "9수03-08", "중", kin="solid-surface")
def _solid_surface(rng: Random) -> Draft:
    shape, r = rng.choice(("cylinder", "cone")), rng.randint(2, 6)
    h = rng.randint(r + 2, r + 8)
    name = "원기둥" if shape == "cylinder" else "원뿔"
    surface = 2 * r * r + 2 * r * h if shape == "cylinder" else r * r + r * h
    height, slant = (f"{h} cm", "") if shape == "cylinder" else ("", f"{h} cm")
    drawing = figure(
        shape, geometry.solid, shape=shape, radius=f"{r} cm", height=height, slant=slant
    )
    what = "높이" if shape == "cylinder" else "모선의 길이"
    body = rng.choice(
        (
            (
                f"그림과 같이 밑면의 반지름의 길이가 {unit(r, 'cm')}, {what}가 {unit(h, 'cm')}인 "
                f"{name}의"
            ),
            (
                f"그림의 {name}@은 밑면의 반지름의 길이가 {unit(r, 'cm')}이고 {what}가 "
                f"{unit(h, 'cm')}이다. 이 {name}의"
            ),
        )
    )
    formula = (
        f"2\\times\\pi\\times {r}^2+2\\pi\\times {r}\\times {h}"
        if shape == "cylinder"
        else f"\\pi\\times {r}^2+\\pi\\times {r}\\times {h}"
    )
    solution = f"겉넓이는 ${formula}={_pi(surface)}\\,(\\mathrm{{cm^2}})$이다."
    wrong = (r * r * h, 2 * r * h, r * h, surface + r * r, surface - r * r)
    return numeric(
        rng,
        body,
        "겉넓이",
        surface,
        wrong,
        solution,
        drawing,
        show=lambda v: f"${_pi(v)}\\,\\mathrm{{cm^2}}$",
    )


@MATHS.add("사인법칙과 코사인법칙", "고2", "12대수02-03", "중", kin="cosine-rule")
def _cosine_rule(rng: Random) -> Draft:
    b, c, turn, cosine = rng.choice(
        (
            (5, 8, 60, Frac(1, 2)),
            (3, 8, 60, Frac(1, 2)),
            (7, 15, 60, Frac(1, 2)),
            (3, 5, 120, Frac(-1, 2)),
            (7, 8, 120, Frac(-1, 2)),
            (5, 16, 120, Frac(-1, 2)),
            (4, 6, 60, Frac(1, 2)),
            (2, 4, 120, Frac(-1, 2)),
            (2, 6, 60, Frac(1, 2)),
            (6, 10, 120, Frac(-1, 2)),
        )
    )
    if rng.random() < 0.5:
        b, c = c, b
    square = b * b + c * c - 2 * b * c * cosine
    a_text = root(int(square))
    # A at the apex: AB = c, AC = b
    t = radians(turn)
    points = (
        (0.0, 0.0),
        (-float(c) * cos(pi / 3), -float(c) * sin(pi / 3)),
        (float(b) * cos(t - 2 * pi / 3), float(b) * sin(t - 2 * pi / 3)),
    )
    rounded = tuple((round(x, 4), round(y, 4)) for x, y in points)
    drawing = figure(
        "triangle",
        geometry.polygon,
        points=rounded,
        names="ABC",
        sides={0: f"{c}", 2: f"{b}", 1: "x"},
        angles={0: f"{turn}°"},
    )
    body = rng.choice(
        (
            (
                f"그림과 같은 삼각형 ABC에서 ${segment('AB')}={c}$, ${segment('AC')}={b}$, "
                f"$\\angle\\mathrm{{A}}={turn}^\\circ$일 때,"
            ),
            "그림의 삼각형 ABC에서",
        )
    )
    solution = (
        f"코사인법칙에서 $x^2={b}^2+{c}^2-2\\times {b}\\times {c}\\times\\cos "
        f"{turn}^\\circ={square}$이므로 $x={a_text}$이다."
    )
    wrong = (
        int(b * b + c * c + 2 * b * c * cosine),
        b * b + c * c,
        int(square) + 3,
        int(square) + 8,
        int(square) - 4,
    )
    return numeric(
        rng,
        body,
        "$x$의 값",
        int(square),
        wrong,
        solution,
        drawing,
        show=lambda v: math(root(int(v))),
        choice_share=1.0,
    )


@MATHS.add("사인법칙과 코사인법칙", "고2", "12대수02-03", "중", concept="사인법칙과 코사인법칙")
def _triangle_area(rng: Random) -> Draft:
    b, c, turn = rng.choice((4, 6, 8, 10, 12)), rng.choice((3, 5, 7, 9)), rng.choice((30, 150))
    area = Frac(b * c, 4)
    t = radians(turn)
    first = pi + pi / 4 if turn < 90 else pi + pi / 12
    points = tuple(
        (round(x, 4), round(y, 4))
        for x, y in (
            (0.0, 0.0),
            (c * cos(first), c * sin(first)),
            (b * cos(first + t), b * sin(first + t)),
        )
    )
    drawing = figure(
        "triangle",
        geometry.polygon,
        points=points,
        names="ABC",
        sides={0: f"{c}", 2: f"{b}"},
        angles={0: f"{turn}°"},
    )
    body = rng.choice(
        (
            (
                f"그림과 같은 삼각형 ABC에서 ${segment('AB')}={c}$, ${segment('AC')}={b}$, "
                f"$\\angle\\mathrm{{A}}={turn}^\\circ$일 때,"
            ),
            "두 변의 길이와 그 끼인각의 크기가 그림과 같은",
        )
    )
    solution = (
        f"넓이는 $\\dfrac{{1}}{{2}}\\times {b}\\times {c}\\times\\sin "
        f"{turn}^\\circ={num(area)}$이다."
    )
    return numeric(
        rng,
        body,
        "삼각형 ABC의 넓이",
        area,
        (area * 2, b * c, area / 2, area + 3, area + 5),
        solution,
        drawing,
    )


@MATHS.add("도형의 방정식", "고1", "10공수2-01-01", "하", kin="division-point")
def _division_point(rng: Random) -> Draft:
    m, n = rng.choice(((1, 2), (2, 1), (3, 1), (1, 3), (3, 2), (2, 3)))
    ax, ay = rng.randint(-6, 4), rng.randint(-6, 6)
    dx, dy = rng.choice((-2, -1, 1, 2)), rng.choice((-2, -1, 1, 2))
    bx, by = ax + dx * (m + n), ay + dy * (m + n)
    px, py = ax + m * dx, ay + m * dy
    body = rng.choice(
        (
            (
                f"두 점 $\\mathrm{{A}}({ax}, {ay})$, $\\mathrm{{B}}({bx}, {by})$를 이은 선분 AB를 "
                f"${m}:{n}$@로 내분하는 점의 좌표가 $(a, b)$일 때,"
            ),
            (
                f"좌표평면 위의 두 점 $\\mathrm{{A}}({ax}, {ay})$, $\\mathrm{{B}}({bx}, {by})$에 "
                f"대하여 선분 AB를 ${m}:{n}$@로 내분하는 점을 $\\mathrm{{P}}(a, b)$라 하자."
            ),
        )
    )
    solution = (
        f"$a=\\dfrac{{{m}\\times {par(bx)}+{n}\\times {par(ax)}}}{{{m + n}}}={px}$, "
        f"$b=\\dfrac{{{m}\\times {par(by)}+{n}\\times {par(ay)}}}{{{m + n}}}={py}$이므로 "
        f"$a+b={px + py}$이다."
    )
    qx, qy = ax + n * dx, ay + n * dy
    return numeric(
        rng,
        body,
        "$a+b$의 값",
        px + py,
        (qx + qy, px - py, px * py, px + py + 2, px + py - 3),
        solution,
        positive=False,
    )


@MATHS.add("도형의 방정식", "고1", "10공수2-01-05", "중", kin="circle-equation")
def _circle_radius(rng: Random) -> Draft:
    a, b, r = rng.randint(-4, 4), rng.choice((-3, -2, -1, 1, 2, 3, 4)), rng.randint(1, 6)
    constant = a * a + b * b - r * r
    linear = (f"{signed(-2 * a)}x" if a else "") + f"{signed(-2 * b)}y" + signed(constant)
    body = rng.choice((f"원 $x^2+y^2{linear}=0$의", f"방정식 $x^2+y^2{linear}=0$@이 나타내는 원의"))
    terms = f"{_shifted_square(a, 'x')}+{_shifted_square(b, 'y')}"
    solution = f"${terms}={r * r}$이므로 반지름의 길이는 ${r}$이다."
    return numeric(rng, body, "반지름의 길이", r, (r * r, r + 1, r - 1, r + 2, 2 * r), solution)


def _shifted_square(value: int, name: str) -> str:
    return f"{name}^2" if value == 0 else f"({name}{signed(-value)})^2"


@MATHS.add("입체도형의 부피", "중1", "9수03-08", "중", kin="solid-compare")
def _poured_water(rng: Random) -> Draft:
    r, h = rng.randint(2, 5), rng.choice((6, 9, 12, 15))
    big = r * rng.choice((1, 2))
    level = Frac(r * r * h, 3 * big * big)
    first = figure("cone", geometry.solid, shape="cone", radius=f"{r} cm", height=f"{h} cm")
    second = figure(
        "cylinder", geometry.solid, shape="cylinder", radius=f"{big} cm", height=f"{h} cm"
    )
    body = rng.choice(
        (
            (
                f"첫째 그림과 같은 원뿔 모양의 그릇에 물을 가득 담아 둘째 그림과 같은 빈 원기둥 "
                f"모양의 그릇에 모두 부었다. 밑면의 반지름의 길이는 원뿔이 {unit(r, 'cm')}, "
                f"원기둥이 {unit(big, 'cm')}이고 두 그릇의 높이는 모두 {unit(h, 'cm')}이다. "
                f"그릇의 두께를 무시할 때,"
            ),
            (
                f"밑면의 반지름의 길이가 {unit(r, 'cm')}, 높이가 {unit(h, 'cm')}인 원뿔(첫째 "
                f"그림) 모양의 컵에 가득 든 물을 밑면의 반지름의 길이가 {unit(big, 'cm')}이고 "
                f"높이가 같은 원기둥(둘째 그림) 모양의 컵에 옮겨 담았다. 컵의 두께는 생각하지 "
                f"않을 때,"
            ),
        )
    )
    solution = (
        f"물의 높이를 $x\\,\\mathrm{{cm}}$라 하면 $\\dfrac{{1}}{{3}}\\pi\\times {r}^2\\times "
        f"{h}=\\pi\\times {big}^2\\times x$이므로 $x={num(level)}$이다."
    )
    wrong = (Frac(h, 2), Frac(h, 3), Frac(r * r * h, big * big), level * 2, level + 1, level / 2)
    return numeric(
        rng,
        body,
        "원기둥에 담긴 물의 높이",
        level,
        wrong,
        solution,
        first,
        second,
        show=lambda v: f"${num(v)}\\,\\mathrm{{cm}}$",
    )
