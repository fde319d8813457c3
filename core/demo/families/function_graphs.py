"""수학: lines, parabolas, logarithms and sines."""

from fractions import Fraction as Frac
from random import Random

from core.demo.drafts import Draft, Figure, figure, numeric
from core.demo.families.catalogues import MATHS
from core.demo.figures import graphs
from core.demo.korean import num, poly, shifted, signed


def _line(rng: Random) -> tuple[int, int, Frac]:
    """A line through (p, 0) and (0, q): p, q and the slope."""
    p, q = rng.choice((-4, -3, -2, 2, 3, 4)), rng.choice((-4, -3, -2, -1, 1, 2, 3, 4))
    return p, q, Frac(-q, p)


@MATHS.add("일차함수와 그래프", "중2", "9수02-12", "하", kin="line-area")
def _line_triangle(rng: Random) -> Draft:
    p, q, m = _line(rng)
    area = Frac(abs(p * q), 2)
    drawing = figure(
        "line-graph",
        graphs.plane,
        curves=((m, Frac(q)),),
        triangle=((0, 0), (p, 0), (0, q)),
        xs=(p,),
        ys=(q,),
    )
    body = rng.choice(
        (
            f"그림은 일차함수 $y={poly([m, q])}$의 그래프이다. 이 그래프와",
            f"그림과 같이 일차함수 $y={poly([m, q])}$의 그래프가 좌표축과 만난다. 이 직선과",
        )
    )
    solution = (
        f"$x$절편은 ${p}$, $y$절편은 ${q}$이므로 넓이는 $\\dfrac{{1}}{{2}}\\times "
        f"{abs(p)}\\times {abs(q)}={num(area)}$이다."
    )
    wrong = (abs(p * q), area + 1, abs(p) + abs(q), area + 2, area - 1)
    return numeric(
        rng, body, "$x$축, $y$축으로 둘러싸인 도형의 넓이", area, wrong, solution, drawing
    )


@MATHS.add("일차함수와 그래프", "중2", "9수02-13", "하", kin="line-equation")
def _line_from_graph(rng: Random) -> Draft:
    p, q, m = _line(rng)
    k = p * rng.choice((2, 3, -1, -2))
    value = m * k + q
    drawing = figure("line-graph", graphs.plane, curves=((m, Frac(q)),), xs=(p,), ys=(q,))
    body = rng.choice(
        (
            f"일차함수 $y=ax+b$의 그래프가 그림과 같다. 이 그래프가 점 $({k}, c)$를 지날 때,",
            f"그림은 어떤 일차함수의 그래프이다. 점 $({k}, c)$가 이 그래프 위에 있을 때,",
        )
    )
    solution = (
        f"두 점 $({p}, 0)$, $(0, {q})$@을 지나므로 식은 $y={poly([m, q])}$이다. $x={k}$@을 "
        f"대입하면 $c={num(value)}$이다."
    )
    return numeric(
        rng,
        body,
        "$c$의 값",
        value,
        (-value, value + 1, m * k - q, value - 2, q - m),
        solution,
        drawing,
        positive=False,
    )


@MATHS.add("일차함수와 일차방정식의 관계", "중2", "9수02-14", "중")
def _crossing_lines(rng: Random) -> Draft:
    x, y = rng.choice((-3, -2, 2, 3)), rng.choice((-3, -2, 2, 3))
    a = rng.choice((1, 2, -1))
    b = rng.choice([v for v in (1, -1, -2, 2) if v != a])
    drawing = figure(
        "line-graph",
        graphs.plane,
        curves=((Frac(a), Frac(y - a * x)), (Frac(b), Frac(y - b * x))),
        points=((x, y, "P"),),
        xs=(x,),
        ys=(y,),
    )
    c, d = y - a * x, y - b * x
    body = rng.choice(
        (
            (
                f"연립방정식 $y={poly([a, 0])}+m$, $y={poly([b, 0])}+n$의 해를 구하기 위하여 두 "
                f"일차방정식의 그래프를 그렸더니 그림과 같았다. 상수 $m$, $n$에 대하여"
            ),
            (
                f"두 직선 $y={poly([a, 0])}+m$@과 $y={poly([b, 0])}+n$@이 그림과 같이 점 P에서 "
                f"만난다. 상수 $m$, $n$에 대하여"
            ),
        )
    )
    solution = (
        f"$x={x}$, $y={y}$@을 두 식에 각각 대입하면 $m={c}$, $n={d}$이므로 $m+n={c + d}$이다."
    )
    return numeric(
        rng,
        body,
        "$m+n$의 값",
        c + d,
        (c - d, x + y, c * d, -(c + d), c + d + 2),
        solution,
        drawing,
        positive=False,
    )


@MATHS.add("이차함수의 그래프", "중3", "9수02-17", "중", kin="vertex")
def _parabola_vertex(rng: Random) -> Draft:
    a, h, k = (
        rng.choice((1, -1, 2, -2, 3)),
        rng.choice((-4, -3, -2, -1, 1, 2, 3, 4)),
        rng.randint(-8, 8),
    )
    form = poly([a, -2 * a * h, a * h * h + k])
    body = rng.choice(
        (
            f"이차함수 $y={form}$의 그래프의 꼭짓점의 좌표를 $(p, q)$라 할 때,",
            (
                f"이차함수 $y={form}$의 그래프는 $y={poly([a, 0, 0])}$의 그래프를 $x$축의 "
                f"방향으로 $p$만큼, $y$축의 방향으로 $q$만큼 평행이동한 것이다."
            ),
        )
    )
    lead = {1: "", -1: "-"}.get(a, str(a))
    solution = f"$y={lead}{shifted(h)}^2{signed(k)}$이므로 $p={h}$, $q={k}$이고 $p+q={h + k}$이다."
    wrong = (k - h, -h - k, a * h * h + k, h + k + a, h * h + k - h)
    return numeric(rng, body, "$p+q$의 값", h + k, wrong, solution, positive=False)


@MATHS.add("이차함수의 최대와 최소", "고1", "10공수1-02-07", "중", kin="vertex")
def _extreme_on_interval(rng: Random) -> Draft:
    h, k = rng.randint(-2, 4), rng.randint(-6, 6)
    low, high = h - rng.randint(1, 3), h + rng.randint(1, 3)
    if high - h == h - low:
        high += 1
    far = max((low - h) ** 2, (high - h) ** 2)
    up = rng.random() < 0.5
    a = 1 if up else -1
    ends = (k + a * far, k)
    form = poly([a, -2 * a * h, a * h * h + k])
    body = rng.choice(
        (
            f"${low}\\le x\\le {high}$에서 이차함수 $y={form}$의",
            f"$x$의 값의 범위가 ${low}\\le x\\le {high}$일 때, 이차함수 $y={form}$의",
        )
    )
    lead = "" if up else "-"
    solution = (
        f"$y={lead}{shifted(h)}^2{signed(k)}$이고 꼭짓점이 구간 안에 있으므로 "
        f"{'최솟값' if up else '최댓값'}은 ${k}$, "
        f"{'최댓값' if up else '최솟값'}은 ${ends[0]}$이다. 합은 ${sum(ends)}$이다."
    )
    near = min((low - h) ** 2, (high - h) ** 2)
    wrong = (2 * k + a * near, 2 * k + a * (near + far), k, -sum(ends), sum(ends) + 2)
    return numeric(
        rng,
        body,
        "최댓값과 최솟값의 합",
        sum(ends),
        wrong,
        solution,
        positive=False,
    )


def parabola_roots(rng: Random) -> tuple[int, int, int]:
    """Two roots at least 2 apart, and the sign of the leading coefficient."""
    a = rng.choice((-4, -3, -2, -1, 1, 2))
    return a, rng.choice([b for b in range(a + 2, 5) if b]), rng.choice((1, -1))


@MATHS.add("이차함수의 그래프", "고1", "10공수1-02-06", "하", kin="parabola-axis")
def _parabola_width(rng: Random) -> Draft:
    a, b, s = parabola_roots(rng)
    drawing = _parabola_figure(a, b, s, False)
    body = rng.choice(
        (
            (
                f"그림과 같이 이차함수 $y={poly([s, -s * (a + b), s * a * b])}$의 그래프가 "
                f"$x$축과 서로 다른 두 점 A, B에서 만날 때,"
            ),
            (
                f"이차함수 $y={poly([s, -s * (a + b), s * a * b])}$의 그래프와 $x$축의 두 교점을 "
                f"그림과 같이 A, B라 하자."
            ),
        )
    )
    solution = (
        f"${poly([1, -(a + b), a * b])}=0$의 두 근은 ${a}$, ${b}$이므로 길이는 ${b - a}$이다."
    )
    wrong = (abs(a + b), abs(a * b), b - a + 1, b - a - 1, b - a + 2)
    return numeric(rng, body, "선분 AB의 길이", b - a, wrong, solution, drawing)


@MATHS.add("이차함수의 그래프", "중3", "9수02-17", "중", kin="parabola-axis")
def _parabola_equation(rng: Random) -> Draft:
    a, b, s = parabola_roots(rng)
    drawing = _parabola_figure(a, b, s, True)
    total = -s * (a + b) + s * a * b
    body = rng.choice(
        (
            (
                f"그림은 $x^2$의 계수가 ${s}$인 이차함수 $y={'' if s > 0 else '-'}x^2+bx+c$의 "
                f"그래프이다. 상수 $b$, $c$에 대하여"
            ),
            (
                f"이차함수 $y={'' if s > 0 else '-'}x^2+bx+c$의 그래프가 그림과 같을 때, 상수 "
                f"$b$, $c$에 대하여"
            ),
        )
    )
    lead = "" if s > 0 else "-"
    solution = (
        f"$x$절편이 ${a}$, ${b}$이므로 "
        f"$y={lead}{shifted(a)}{shifted(b)}={poly([s, -s * (a + b), s * a * b])}$이다. "
        f"따라서 $b+c={total}$이다."
    )
    return numeric(
        rng,
        body,
        "$b+c$의 값",
        total,
        (-total, s * (a + b) + s * a * b, a + b, a * b, total + 2),
        solution,
        drawing,
        positive=False,
    )


def _parabola_figure(a: int, b: int, s: int, numbers: bool) -> Figure:
    bottom = -s * Frac((b - a) ** 2, 4)
    y = (float(bottom) - 2, 5.0) if s > 0 else (-5.0, float(bottom) + 2)
    curve = (Frac(s), Frac(-s * (a + b)), Frac(s * a * b))
    if numbers:
        return figure("parabola", graphs.plane, curves=(curve,), y=y, xs=(a, b))
    return figure(
        "parabola",
        graphs.plane,
        curves=(curve,),
        y=y,
        names=(
            (a - 0.45, -s * 0.05 * (y[1] - y[0]), "A"),
            (b + 0.45, -s * 0.05 * (y[1] - y[0]), "B"),
        ),
    )


@MATHS.add("로그함수의 그래프", "고2", "12대수01-06", "중", kin="log-graph")
def _log_graph(rng: Random) -> Draft:
    base, shift = rng.choice((2, 3)), rng.choice((-1, 0, 1))
    x = base if base == 3 or rng.random() < 0.5 else base**2
    y = {base: 1, base**2: 2}[x] + shift
    drawing = figure(
        "log-graph", graphs.curve_plane, kind="log", a=base, b=shift, points=((x, y, "P"),)
    )
    k = rng.choice((3, 4, 5))
    value = k + shift
    body = rng.choice(
        (
            (
                f"함수 $y=\\log_a x+b$의 그래프가 그림과 같이 점 P를 지난다. $a={base}$일 때, 이 "
                f"그래프 위의 점 중 $x$좌표가 ${base**k}$인 점의"
            ),
            f"그림은 함수 $y=\\log_{{{base}}} x+b$의 그래프이다. $x={base**k}$일 때 이 함수의",
        )
    )
    ask = "$y$좌표" if "점의" in body else "함숫값"
    solution = (
        f"점 P의 좌표 $({x}, {y})$에서 $b={y}-\\log_{{{base}}} {x}={shift}$이다. 따라서 "
        f"$\\log_{{{base}}} {base**k}{signed(shift)}={value}$이다."
    )
    return numeric(
        rng, body, ask, value, (k, value + 1, value - 1, k + y, k + 3), solution, drawing
    )


@MATHS.add("삼각함수의 그래프", "고2", "12대수02-02", "중", kin="sine-graph")
def _sine_graph(rng: Random) -> Draft:
    a, b, c = rng.choice((1, 2, 3, 4)), rng.choice((1, 2, 3)), rng.choice((-2, -1, 0, 1, 2))
    drawing = figure("sine-graph", graphs.curve_plane, kind="sin", a=a, b=b, shift=c)
    top, low = a + c, -a + c
    period = "2\\pi" if b == 1 else "\\pi" if b == 2 else "\\dfrac{2}{3}\\pi"
    body = rng.choice(
        (
            (
                f"그림은 함수 $y=a\\sin bx+c$의 그래프의 일부이다. 이 함수의 주기가 ${period}$일 "
                f"때, 양수 $a$, $b$와 상수 $c$에 대하여"
            ),
            (
                f"주기가 ${period}$인 함수 $y=a\\sin bx+c$의 그래프가 그림과 같다. 상수 $a$, $b$, "
                f"$c$에 대하여 ($a>0$, $b>0$)"
            ),
        )
    )
    value = a * b + c
    solution = (
        f"최댓값 ${top}$, 최솟값 ${low}$에서 $a={a}$, $c={c}$이고 주기에서 $b={b}$이다. 따라서 "
        f"$ab+c={value}$이다."
    )
    return numeric(
        rng,
        body,
        "$ab+c$의 값",
        value,
        (a + b + c, a * b - c, top, value + 1, value - 2),
        solution,
        drawing,
        positive=False,
    )


@MATHS.add("삼각함수의 그래프", "고2", "12대수02-02", "하", kin="sine-graph")
def _cosine_extremes(rng: Random) -> Draft:
    a, b, c = rng.choice((2, 3, 4, 5)), rng.choice((2, 3, 4, 6)), rng.choice((-3, -2, -1, 1, 2, 3))
    name = rng.choice(("\\cos", "\\sin"))
    period = {2: "\\pi", 3: "\\dfrac{2}{3}\\pi", 4: "\\dfrac{\\pi}{2}", 6: "\\dfrac{\\pi}{3}"}[b]
    value = (a + c) * (-a + c)
    body = rng.choice(
        (
            f"함수 $f(x)={a}{name} {b}x{signed(c)}$의 최댓값을 $M$, 최솟값을 $m$이라 할 때,",
            (
                f"주기가 ${period}$인 함수 $f(x)={a}{name} {b}x{signed(c)}$의 최댓값과 최솟값을 "
                f"각각 $M$, $m$이라 하자."
            ),
        )
    )
    solution = f"$M={a}{signed(c)}={a + c}$, $m=-{a}{signed(c)}={c - a}$이므로 $Mm={value}$이다."
    return numeric(
        rng,
        body,
        "$Mm$의 값",
        value,
        (-value, 2 * c, a * c, -a * a, value + a),
        solution,
        positive=False,
    )
