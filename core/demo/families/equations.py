"""수학: inequalities, quadratic equations, matrices, roots."""

from fractions import Fraction as Frac
from random import Random

from core.demo.drafts import Draft, figure, numeric
from core.demo.families.catalogues import MATHS
from core.demo.figures import charts
from core.demo.korean import math, num, poly, root, shifted, signed, unit


@MATHS.add("일차부등식", "중2", "9수02-08", "중")
def _inequality_line(rng: Random) -> Draft:
    a = rng.choice((2, 3, 4, 5))
    bound = rng.randint(-3, 4)
    c = rng.randint(1, a - 1)
    k = bound * (a - c) + rng.choice((-5, -3, 3, 5))
    right = k - bound * (a - c)
    sign, closed, forward = rng.choice(
        ((">", False, 1), ("\\ge", True, 1), ("<", False, -1), ("\\le", True, -1))
    )
    left = f"{poly([a, -k])}"
    other = poly([c, -right])
    drawing = figure(
        "number-line",
        charts.number_line,
        marks=((bound, closed),),
        low=-6,
        high=7,
        direction=forward,
    )
    # ax - k (sign) cx - right  <=>  (a-c)x (sign) k - right = bound (a-c)
    unknown = left.replace(signed(-k), "-m" if k > 0 else "+m")
    m = abs(k)
    body = rng.choice(
        (
            (
                f"일차부등식 ${unknown} {sign} {other}$의 해를 수직선 위에 나타내면 그림과 같을 "
                f"때, 상수 $m$에 대하여"
            ),
            (
                f"그림은 일차부등식 ${unknown} {sign} {other}$의 해를 수직선 위에 나타낸 것이다. "
                f"상수 $m$에 대하여"
            ),
        )
    )
    solution = (
        f"해는 $x {sign} {bound}$이므로 $x={bound}$일 때 양변이 같다. "
        f"이때 우변은 ${num(c * bound - right)}$이므로 $m={m}$이다."
    )
    return numeric(
        rng, body, "$m$의 값", m, (m + 1, m - 1, m + 2, abs(right), m + 4), solution, drawing
    )


@MATHS.add("일차부등식", "중2", "9수02-08", "하")
def _inequality_integers(rng: Random) -> Draft:
    a, n = rng.randint(2, 6), rng.randint(3, 9)
    b = rng.randint(1, 12)
    c = a * n + rng.randint(1, a - 1) + b
    body, ask = rng.choice(
        (
            (f"일차부등식 ${a}x+{b}<{c}$@을 만족시키는", "자연수 $x$의 개수"),
            (f"부등식 ${a}x<{c - b}$의 해 중에서", "자연수인 해의 개수"),
        )
    )
    solution = f"$x<{num(Frac(c - b, a))}$이므로 자연수 $x$는 $1, 2, \\cdots, {n}$의 ${n}$개이다."
    return numeric(
        rng, body, ask, n, (n + 1, n - 1, n + 2, n - 2), solution, show=lambda v: f"${num(v)}$"
    )


@MATHS.add("이차방정식", "고1", "10공수1-02-03", "중", kin="root-coefficient")
def _roots_squares(rng: Random) -> Draft:
    s, p = rng.choice([s for s in range(-7, 8) if s]), rng.choice([p for p in range(-6, 7) if p])
    value = s * s - 2 * p
    body = rng.choice(
        (
            f"이차방정식 ${poly([1, -s, p])}=0$의 두 근을 $\\alpha$, $\\beta$라 할 때,",
            f"$\\alpha$, $\\beta$가 이차방정식 ${poly([1, -s, p])}=0$의 두 근일 때,",
        )
    )
    solution = (
        f"근과 계수의 관계에서 $\\alpha+\\beta={s}$, $\\alpha\\beta={p}$이다. "
        f"$\\alpha^2+\\beta^2=(\\alpha+\\beta)^2"
        f"-2\\alpha\\beta={s * s}{signed(-2 * p)}={value}$이다."
    )
    wrong = (s * s + 2 * p, s * s - p, s * s - 4 * p, s * s, s * s + p)
    return numeric(rng, body, "$\\alpha^2+\\beta^2$의 값", value, wrong, solution, positive=False)


@MATHS.add("이차방정식", "고1", "10공수1-02-03", "중", kin="root-coefficient")
def _roots_reciprocals(rng: Random) -> Draft:
    a = rng.choice((1, 2, 3))
    s, p = rng.choice([s for s in range(-7, 8) if s]), rng.choice([p for p in range(-6, 7) if p])
    value = Frac(s, p)
    body = rng.choice(
        (
            f"이차방정식 ${poly([a, -s, p])}=0$의 두 근을 $\\alpha$, $\\beta$라 할 때,",
            (
                f"$x$에 대한 이차방정식 ${poly([a, -s, p])}=0$의 서로 다른 두 근 $\\alpha$, "
                f"$\\beta$에 대하여"
            ),
        )
    )
    if s * s == 4 * a * p:
        return _roots_reciprocals(rng)
    solution = (
        f"$\\alpha+\\beta={num(Frac(s, a))}$, $\\alpha\\beta={num(Frac(p, a))}$이므로 "
        f"$\\dfrac{{1}}{{\\alpha}}+\\dfrac{{1}}"
        f"{{\\beta}}=\\dfrac{{\\alpha+\\beta}}{{\\alpha\\beta}}={num(value)}$이다."
    )
    wrong = (-value, Frac(p, s), Frac(s, a), -Frac(p, s), value + 1)
    return numeric(
        rng,
        body,
        "$\\dfrac{1}{\\alpha}+\\dfrac{1}{\\beta}$의 값",
        value,
        wrong,
        solution,
        positive=False,
    )


@MATHS.add("이차방정식", "중3", "9수02-15", "하")
def _square_completion(rng: Random) -> Draft:
    h, k = rng.choice([h for h in range(-5, 6) if h]), rng.choice((2, 3, 5, 6, 7, 10, 11))
    body = rng.choice(
        (
            (
                f"이차방정식 ${poly([1, -2 * h, h * h - k])}=0$@을 $(x+p)^2=q$의 꼴로 나타낼 때, "
                f"상수 $p$, $q$에 대하여"
            ),
            (
                f"이차방정식 ${poly([1, -2 * h, h * h - k])}=0$@을 완전제곱식을 이용하여 "
                f"$(x+p)^2=q$로 고쳤다. 상수 $p$, $q$에 대하여"
            ),
        )
    )
    solution = f"${shifted(h)}^2={k}$이므로 $p={-h}$, $q={k}$이고 $p+q={k - h}$이다."
    wrong = (k + h, h * h + k - h, -h - k, k, h * h - k)
    return numeric(rng, body, "$p+q$의 값", k - h, wrong, solution, positive=False)


@MATHS.add("이차부등식", "고1", "10공수1-02-10", "중")
def _quadratic_inequality(rng: Random) -> Draft:
    a, b = sorted(rng.sample(range(-6, 8), 2))
    if b - a < 3:
        b = a + 3
    strict = rng.random() < 0.5
    count = b - a - 1 if strict else b - a + 1
    sign = "<" if strict else "\\le"
    form = f"{poly([1, -(a + b), a * b])} {sign} 0"
    body = rng.choice(
        (f"이차부등식 ${form}$@을 만족시키는", f"$x$에 대한 이차부등식 ${form}$의 해 중에서")
    )
    product = f"{shifted(a)}{shifted(b)}" if a else f"x{shifted(b)}"
    solution = (
        f"${product} {sign} 0$이므로 ${a} {sign} x {sign} {b}$이고, 정수 $x$는 ${count}$개이다."
    )
    wrong = (b - a, b - a - 1, b - a + 1, b - a + 2, abs(a * b))
    return numeric(rng, body, "정수 $x$의 개수", count, wrong, solution)


@MATHS.add("이차방정식의 활용", "중3", "9수02-15", "중")
def _path_in_garden(rng: Random) -> Draft:
    x = rng.randint(1, 4)
    wide, tall = x + rng.randint(8, 18), x + rng.randint(5, 9)
    if wide <= tall:
        wide = tall + 3
    area = (wide - x) * (tall - x)
    body = rng.choice(
        (
            f"가로의 길이가 {unit(wide, 'm')}, 세로의 길이가 {unit(tall, 'm')}인 직사각형 "
            f"모양의 땅에 폭이 일정한 길을 "
            f"가로와 세로로 하나씩 곧게 내었더니 길을 제외한 땅의 넓이가 "
            f"{unit(area, 'm^2')}가 되었다.",
            f"가로 {unit(wide, 'm')}, 세로 {unit(tall, 'm')}인 직사각형 모양의 화단에 서로 "
            f"수직인 폭이 같은 산책로 두 개를 "
            f"만들었다. 산책로를 뺀 화단의 넓이가 {unit(area, 'm^2')}일 때,",
        )
    )
    ask = "길의 폭" if "길을" in body else "산책로의 폭"
    solution = (
        f"폭을 $x\\,\\mathrm{{m}}$라 하면 $({wide}-x)({tall}-x)={area}$이다. 정리하면 "
        f"${poly([1, -(wide + tall), wide * tall - area])}=0$이고 $0<x<{tall}$이므로 $x={x}$이다."
    )
    return numeric(rng, body, ask, x, (x + 1, x + 2, x + 3, x + 4, x - 1), solution, measure="m")


@MATHS.add("행렬", "고1", "10공수1-04-02", "하")
def _matrix_product(rng: Random) -> Draft:
    a, b, c, d, e, f, g, h = (rng.randint(-3, 4) for _ in range(8))
    one, two = (
        f"\\begin{{pmatrix}}{a}&{b}\\\\{c}&{d}\\end{{pmatrix}}",
        f"\\begin{{pmatrix}}{e}&{f}\\\\{g}&{h}\\end{{pmatrix}}",
    )
    entries = (a * e + b * g, a * f + b * h, c * e + d * g, c * f + d * h)
    total = sum(entries)
    body = rng.choice(
        (
            f"두 행렬 $A={one}$, $B={two}$에 대하여",
            f"행렬 $A={one}$@과 행렬 $B={two}$가 있다.",
        )
    )
    solution = (
        f"$AB=\\begin{{pmatrix}}{entries[0]}&{entries[1]}\\\\{entries[2]}&{entries[3]}\\end{{p"
        f"matrix}}$이므로 "
        f"모든 성분의 합은 ${total}$이다."
    )
    wrong = (
        a * e + b * f + c * g + d * h,
        a + b + c + d + e + f + g + h,
        total + 2,
        total - 3,
        -total,
    )
    return numeric(rng, body, "행렬 $AB$의 모든 성분의 합", total, wrong, solution, positive=False)


@MATHS.add("제곱근과 실수", "중3", "9수01-08", "하")
def _radicals(rng: Random) -> Draft:
    r = rng.choice((2, 3, 5))
    a, b, c = rng.sample((2, 3, 4, 5, 6), 3)
    total = a + b - c
    if total in (0, 1):
        c = 1
        total = a + b - 1
    third = root(r, c)
    expression = f"\\sqrt{{{a * a * r}}}+\\sqrt{{{b * b * r}}}-{third}"
    body = rng.choice((f"${expression}$", f"근호를 포함한 식 ${expression}$"))
    solution = f"${root(r, a)}+{root(r, b)}-{third}={root(r, total)}$이다."
    wrong = (total + 1, total - 1, a + b + c, a * b - c, total + 2)
    return numeric(
        rng,
        "",
        f"{body}@을 간단히 한 것",
        total,
        wrong,
        solution,
        show=lambda v: math(root(r, v)),
        choice_share=1.0,
    )
