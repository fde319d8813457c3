"""수학: limits, derivatives, areas."""

from fractions import Fraction as Frac
from random import Random

from core.demo.drafts import Draft, figure, numeric
from core.demo.families.catalogues import MATHS
from core.demo.families.function_graphs import parabola_roots
from core.demo.figures import graphs
from core.demo.korean import num, par, poly, shifted, signed


@MATHS.add("함수의 극한", "고2", "12미적Ⅰ-01-02", "하")
def _limit_fraction(rng: Random) -> Draft:
    a, b = rng.choice((-4, -3, -2, -1, 1, 2, 3, 4)), rng.choice((-5, -3, -2, 1, 2, 4, 5))
    if a == b:
        b += 1
    if b == 0:
        b = 6
    value = a - b
    body = (
        f"$\\displaystyle\\lim_{{x\\to {a}}} "
        f"\\dfrac{{{poly([1, -(a + b), a * b])}}}{{{poly([1, -a])}}}$"
    )
    solution = (
        f"분자를 인수분해하면 ${shifted(a)}{shifted(b)}$이므로 극한값은 "
        f"${a}{signed(-b)}={value}$이다."
    )
    wrong = (a + b, -value, value + 1, a * b, 0)
    return numeric(
        rng, rng.choice(("", "극한")), f"{body}의 값", value, wrong, solution, positive=False
    )


@MATHS.add("미분계수와 도함수", "고2", "12미적Ⅰ-02-05", "하", kin="derivative")
def _derivative_value(rng: Random) -> Draft:
    a, b, c, d = (
        rng.choice((1, 2, -1)),
        rng.choice((-3, -2, 2, 3, 4)),
        rng.choice((-5, -2, 1, 3, 4)),
        rng.randint(-4, 5),
    )
    t = rng.choice((-2, -1, 1, 2))
    value = 3 * a * t * t + 2 * b * t + c
    f = poly([a, b, c, d])
    body, ask = rng.choice(
        (
            (f"함수 $f(x)={f}$에 대하여", f"$f'({t})$의 값"),
            (f"곡선 $y={f}$ 위의 $x={t}$인 점에서의", "접선의 기울기"),
            (
                f"함수 $f(x)={f}$에 대하여",
                f"$\\displaystyle\\lim_{{h\\to 0}} \\dfrac{{f({t}+h)-f({t})}}{{h}}$의 값",
            ),
        )
    )
    solution = f"$f'(x)={poly([3 * a, 2 * b, c])}$이므로 $f'({t})={value}$이다."
    wrong = (a * t**3 + b * t * t + c * t + d, value + d, value - c, -value, value + 2)
    return numeric(rng, body, ask, value, wrong, solution, positive=False)


@MATHS.add("도함수의 활용", "고2", "12미적Ⅰ-02-06", "중", kin="derivative")
def _tangent_intercept(rng: Random) -> Draft:
    b, c, t = rng.choice((-3, -2, -1, 1, 2)), rng.randint(-4, 5), rng.choice((-2, -1, 1, 2))
    value, slope = t**3 + b * t + c, 3 * t * t + b
    answer = value - slope * t
    body = rng.choice(
        (
            f"곡선 $y={poly([1, 0, b, c])}$ 위의 점 $({t}, {value})$에서의",
            f"함수 $f(x)={poly([1, 0, b, c])}$의 그래프 위의 점 $({t}, f({t}))$에서의",
        )
    )
    solution = (
        f"기울기가 $f'({t})={slope}$이므로 접선은 $y={poly([slope, answer])}$이고 $y$절편은 "
        f"${answer}$이다."
    )
    return numeric(
        rng,
        body,
        "접선의 $y$절편",
        answer,
        (value, slope, -answer, answer + 2, value + slope * t),
        solution,
        positive=False,
    )


@MATHS.add("도함수의 활용", "고2", "12미적Ⅰ-02-09", "중")
def _cubic_extremes(rng: Random) -> Draft:
    p = rng.choice((1, 2))
    c = rng.randint(-3, 4)
    high, low = c + 2 * p**3, c - 2 * p**3
    f = poly([1, 0, -3 * p * p, c])
    span = 2.4 * p
    drawing = figure(
        "cubic",
        graphs.plane,
        curves=((Frac(1), Frac(0), Frac(-3 * p * p), Frac(c)),),
        x=(-span, span),
        y=(min(low, 0) - 2.0 * p, max(high, 0) + 2.0 * p),
        xs=(-p, p),
    )
    body, ask, value = rng.choice(
        (
            (f"그림은 함수 $f(x)={f}$의 그래프이다.", "극댓값과 극솟값의 차", high - low),
            (f"함수 $y={f}$의 그래프가 그림과 같을 때,", "극댓값", high),
            (
                (
                    f"삼차함수 $f(x)={f}$의 그래프가 그림과 같다. 방정식 $f(x)=k$가 서로 다른 세 "
                    f"실근을 갖도록 하는"
                ),
                "정수 $k$의 개수",
                high - low - 1,
            ),
        )
    )
    solution = (
        f"$f'(x)=3x^2-{3 * p * p}=0$에서 $x=\\pm {p}$이다. 극댓값은 $f({-p})={high}$, 극솟값은 "
        f"$f({p})={low}$이므로 구하는 값은 ${value}$이다."
    )
    return numeric(
        rng,
        body,
        ask,
        value,
        (low, -value, value + 1, value - 1, 2 * value),
        solution,
        drawing,
        positive=value > 0,
    )


@MATHS.add("정적분의 활용", "고2", "12미적Ⅰ-03-06", "중", kin="area-integral")
def _area_underparabola_roots(rng: Random) -> Draft:
    a, b, s = parabola_roots(rng)
    if b - a > 6:
        b = a + 4 if a + 4 else a + 5
    area = Frac((b - a) ** 3, 6)
    bottom = -s * Frac((b - a) ** 2, 4)
    y = (float(bottom) - 2, 5.0) if s > 0 else (-5.0, float(bottom) + 2)
    drawing = figure(
        "parabola",
        graphs.plane,
        curves=((Frac(s), Frac(-s * (a + b)), Frac(s * a * b)),),
        y=y,
        xs=(a, b),
        shade=(a, b),
    )
    form = poly([s, -s * (a + b), s * a * b])
    body = rng.choice(
        (
            f"그림과 같이 곡선 $y={form}$@과 $x$축으로 둘러싸인",
            f"이차함수 $y={form}$의 그래프와 $x$축으로 둘러싸인 그림의 색칠한",
        )
    )
    solution = (
        f"교점의 $x$좌표가 ${a}$, ${b}$이므로 넓이는 "
        f"$\\dfrac{{({b}-{par(a)})^3}}{{6}}={num(area)}$이다."
    )
    return numeric(
        rng,
        body,
        "부분의 넓이",
        area,
        (area * 2, area / 2, area * 3, Frac((b - a) ** 2, 6), Frac((b - a) ** 3, 3)),
        solution,
        drawing,
    )


@MATHS.add("정적분의 활용", "고2", "12미적Ⅰ-03-06", "상", kin="area-integral")
def _area_lineparabola_roots(rng: Random) -> Draft:
    a, b = sorted(rng.sample((-3, -2, -1, 0, 1, 2, 3), 2))
    if b - a < 2:
        b = a + 3
    m = rng.choice((-1, 1, 2))
    c = rng.randint(-1, 1)
    # line y = m x + k and parabola y = x^2 + c meet where x^2 - m x + (c - k) = 0
    m = a + b
    k = c - a * b
    area = Frac((b - a) ** 3, 6)
    tall = max(abs(m * t + k) for t in (a, b)) + 3
    drawing = figure(
        "parabola-line",
        graphs.plane,
        curves=((Frac(m), Frac(k)), (Frac(1), Frac(0), Frac(c))),
        y=(-4, float(tall)),
        shade=(a, b),
    )
    body = rng.choice(
        (
            f"그림과 같이 곡선 $y={poly([1, 0, c])}$@과 직선 $y={poly([m, k])}$@로 둘러싸인",
            f"곡선 $y={poly([1, 0, c])}$@과 직선 $y={poly([m, k])}$@이 만나서 생기는 그림의 색칠한",
        )
    )
    solution = (
        f"두 식을 연립하면 교점의 $x$좌표는 ${a}$, ${b}$이다. 넓이는 "
        f"$\\dfrac{{({b}-{par(a)})^3}}{{6}}={num(area)}$이다."
    )
    return numeric(
        rng,
        body,
        "부분의 넓이",
        area,
        (area * 2, area / 2, area + 1, Frac((b - a) ** 2, 2), Frac((b - a) ** 3, 3)),
        solution,
        drawing,
    )
