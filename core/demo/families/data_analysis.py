"""수학: statistics and the binomial theorem."""

from fractions import Fraction as Frac
from math import comb
from random import Random

from core.demo.drafts import Draft, figure, numeric, statements
from core.demo.families.catalogues import MATHS
from core.demo.figures import charts
from core.demo.korean import decimal, math, num, signed


@MATHS.add("이항정리", "고2", "12확통01-03", "중")
def _binomial_coefficient(rng: Random) -> Draft:
    n, a, r = rng.randint(4, 6), rng.choice((2, 3, -2, -1)), 0
    r = rng.randint(2, n - 1)
    value = comb(n, r) * a ** (n - r)
    body = (
        f"다항식 $(x{signed(a)})^{n}$의 전개식에서"
        if rng.random() < 0.5
        else f"$(x{signed(a)})^{n}$@을 전개하였을 때,"
    )
    name = f"x^{r}"
    base = f"({a})" if a < 0 else str(a)
    power = f"{base}^{n - r}" if n - r > 1 else base
    solution = (
        f"${name}$의 항은 ${{}}_{n}\\mathrm{{C}}_{r}\\times {power}\\times {name}$이므로 계수는 "
        f"${value}$이다."
    )
    wrong = (comb(n, r), comb(n, r) * a, comb(n, r) * a**r, -value, comb(n, r - 1) * a ** (n - r))
    return numeric(rng, body, f"${name}$의 계수", value, wrong, solution, positive=False)


_NORMAL = {0.5: 0.1915, 1.0: 0.3413, 1.5: 0.4332, 2.0: 0.4772, 2.5: 0.4938}


@MATHS.add("정규분포", "고2", "12확통03-05", "중")
def _normal_probability(rng: Random) -> Draft:
    thing, name, means, spreads = rng.choice(
        (
            ("어느 농장에서 수확한 귤 한 개의 무게", "g", (80, 90, 100), (4, 6, 8, 10)),
            ("어느 고등학교 학생의 통학 시간", "분", (30, 40, 50), (4, 6, 8, 10)),
            ("어느 공장에서 생산한 전지의 수명", "시간", (200, 400, 500), (10, 20, 40)),
            ("어느 고등학교 남학생의 키", "cm", (172, 173, 174), (4, 6)),
        )
    )
    m, s = rng.choice(means), rng.choice(spreads)
    z = rng.choice((0.5, 1.0, 1.5, 2.0))
    upper = rng.random() < 0.5
    low = rng.choice((-1.0, -0.5, -1.5))
    drawing_labels = [(0.0, f"{m}"), (z, f"{m + z * s:g}")] + (
        [] if upper else [(low, f"{m + low * s:g}")]
    )
    drawing = figure(
        "normal-curve",
        charts.normal_curve,
        labels=tuple(drawing_labels),
        shade=(z, 4.0) if upper else (low, z),
    )
    area = f"{m + z * s:g}"
    ask = (
        f"${area}${name} 이상일" if upper else f"${m + low * s:g}${name} 이상 ${area}${name} 이하일"
    )
    value = (
        Frac(str(round(0.5 - _NORMAL[z], 4)))
        if upper
        else Frac(str(round(_NORMAL[z] + _NORMAL[-low], 4)))
    )
    table = ", ".join(f"$P(0\\le Z\\le {k})={v}$" for k, v in _NORMAL.items() if k < 2.5)
    body = (
        f"{thing}@은 평균이 ${m}${name}, 표준편차가 ${s}${name}인 정규분포를 따른다고 한다. "
        f"그림의 색칠한 부분은 임의로 택한 하나가 {ask} 확률을 나타낸다. {table}@로 계산할 때,"
    )
    if upper:
        work = f"P(Z\\ge {z})=0.5-{_NORMAL[z]}"
    else:
        work = f"P({low}\\le Z\\le {z})={_NORMAL[-low]}+{_NORMAL[z]}"
    solution = f"표준화하면 ${work}={float(value):.4f}$이다."
    options = [
        Frac(str(_NORMAL[z])),
        Frac(str(round(0.5 - _NORMAL[z], 4))),
        Frac(str(round(0.5 + _NORMAL[z], 4))),
        Frac(str(round(_NORMAL[z] + _NORMAL[0.5], 4))),
        Frac(str(round(2 * _NORMAL[z], 4))),
    ]
    return numeric(
        rng,
        body,
        "이 확률",
        value,
        options,
        solution,
        drawing,
        show=lambda v: math(f"{float(v):.4f}"),
    )


@MATHS.add("자료의 정리와 해석", "중1", "9수04-03", "중", kin="histogram")
def _histogram_share(rng: Random) -> Draft:
    start, step, thing, name = rng.choice(
        (
            (0, 10, "하루 동안의 독서 시간", "분"),
            (40, 10, "쪽지 시험 점수", "점"),
            (10, 5, "등교하는 데 걸리는 시간", "분"),
            (20, 4, "한 학기 동안의 봉사 활동 시간", "시간"),
            (140, 5, "키", "cm"),
        )
    )
    counts = [
        rng.randint(1, 6),
        rng.randint(4, 9),
        rng.randint(7, 12),
        rng.randint(3, 8),
        rng.randint(1, 5),
    ]
    total = sum(counts)
    while (100 * (counts[3] + counts[4])) % total:
        counts[rng.randrange(5)] += 1
        total = sum(counts)
    labels = tuple(f"{start + step * k}" for k in range(6))
    drawing = figure(
        "histogram",
        charts.bars,
        labels=labels,
        values=tuple(counts),
        names=("x", "n"),
        step=2,
        joined=True,
    )
    edge = start + 3 * step
    body, ask, value, measure = rng.choice(
        (
            (
                (
                    f"그림은 어느 반 학생들의 {thing} $x$({name})를 조사하여 나타낸 "
                    f"히스토그램이다. $n$은 학생 수를 나타낼 때, ${edge}${name} 이상인"
                ),
                "학생은 전체의 몇 %인지",
                Frac(100 * (counts[3] + counts[4]), total),
                "%",
            ),
            (
                (
                    f"그림은 학생들의 {thing} $x$({name})를 나타낸 히스토그램이고 $n$은 학생 "
                    f"수(명)이다. 도수가 가장 큰 계급의"
                ),
                "상대도수",
                Frac(max(counts), total),
                "",
            ),
        )
    )
    if measure == "%":
        ask = "학생이 전체에서 차지하는 백분율"
        solution = (
            f"전체 학생은 ${total}$명이고 ${edge}${name} 이상인 학생은 "
            f"${counts[3] + counts[4]}$명이므로 ${num(value)}\\,\\%$이다."
        )
        wrong: tuple[Frac | int, ...] = (
            counts[3] + counts[4],
            Frac(100 * counts[3], total),
            Frac(100 * counts[4], total),
            value + 5,
            value + 10,
        )
        return numeric(rng, body, ask, value, wrong, solution, drawing, measure="%")
    solution = (
        f"전체 학생은 ${total}$명이고 도수가 가장 큰 계급의 도수는 ${max(counts)}$명이므로 "
        f"${num(value)}$이다."
    )
    return numeric(
        rng,
        body,
        ask,
        value,
        (
            Frac(1, max(counts)),
            Frac(max(counts), total + 5),
            Frac(1, 5),
            Frac(counts[1], total),
            Frac(counts[3], total),
        ),
        solution,
        drawing,
    )


@MATHS.add("대푯값과 산포도", "중3", "9수04-08", "하", kin="variance")
def _variance(rng: Random) -> Draft:
    mean = rng.randint(5, 12)
    offsets = rng.choice(
        (
            (-3, -1, 0, 1, 3),
            (-2, -2, 0, 2, 2),
            (-4, -1, 1, 1, 3),
            (-2, -1, 0, 1, 2),
            (-3, -3, 0, 2, 4),
            (-4, -2, 0, 2, 4),
        )
    )
    values = [mean + d for d in offsets]
    rng.shuffle(values)
    var = Frac(sum(d * d for d in offsets), 5)
    listing = ", ".join(f"${v}$" for v in values)
    body = rng.choice(
        (
            f"학생 5명의 턱걸이 횟수(회)가 각각 {listing}이다. 이 자료의",
            f"다음은 다섯 개의 변량이다. {listing}. 이 변량의",
        )
    )
    solution = f"평균은 ${mean}$이고 편차의 제곱의 합은 ${5 * var}$이므로 분산은 ${num(var)}$이다."
    return numeric(
        rng,
        body,
        "분산",
        var,
        (mean, 5 * var, Frac(5 * var, 4), var + 1, var / 2),
        solution,
        show=lambda v: math(decimal(v, 2)),
    )


@MATHS.add("상자그림과 산점도", "중3", "9수04-09", "중", kin="box-plot")
def _box_plot_reading(rng: Random) -> Draft:
    def five() -> tuple[int, ...]:
        return tuple(sorted(rng.sample(range(42, 98, 2), 5)))

    a, b = five(), five()
    drawing = figure(
        "box-plot", charts.box_plots, sets=(("A", a), ("B", b)), low=40, high=100, step=10
    )
    iqr_a, iqr_b = a[3] - a[1], b[3] - b[1]
    claims = [
        (
            f"중앙값은 {'A' if a[2] >= b[2] else 'B'} 반이 더 크다.",
            a[2] != b[2],
            f"중앙값은 A 반 ${a[2]}$점, B 반 ${b[2]}$점이다.",
        ),
        (
            "사분위수 범위는 A 반이 B 반보다 크다.",
            iqr_a > iqr_b,
            f"사분위수 범위는 A 반 ${iqr_a}$점, B 반 ${iqr_b}$점이다.",
        ),
        (
            f"점수가 가장 높은 학생은 {'B' if a[4] >= b[4] else 'A'} 반에 있다.",
            a[4] == b[4],
            f"최댓값은 A 반 ${a[4]}$점, B 반 ${b[4]}$점이다.",
        ),
        (
            f"B 반에서 점수가 ${b[1]}$점 이하인 학생은 약 25%이다.",
            True,
            f"${b[1]}$점은 B 반의 제1사분위수이다.",
        ),
        (f"A 반의 범위는 ${a[4] - a[0]}$점이다.", True, f"${a[4]}-{a[0]}={a[4] - a[0]}$이다."),
        (f"A 반의 평균은 ${a[2]}$점이다.", False, "상자그림만으로 평균은 알 수 없다."),
    ]
    body = rng.choice(
        (
            "그림은 A, B 두 반 학생들의 과학 점수(점)를 나타낸 상자그림이다.",
            "두 학급 A, B의 수행 평가 점수를 조사하여 상자그림으로 나타내었더니 그림과 같았다.",
        )
    )
    return statements(rng, body, claims, drawing)


@MATHS.add("상자그림과 산점도", "중3", "9수04-09", "하", kin="scatter")
def _scatter_count(rng: Random) -> Draft:
    points: set[tuple[int, int]] = set()
    while len(points) < 15:
        x = rng.randrange(50, 101, 10)
        y = min(100, max(50, x + rng.choice((-20, -10, -10, 0, 0, 10, 10, 20))))
        points.add((x, y))
    chosen = tuple(sorted(points))
    drawing = figure(
        "scatter", charts.scatter, points=chosen, names=("x", "y"), low=40, high=100, step=10
    )
    edge = rng.choice((70, 80, 90))
    first, second = rng.choice((("수학", "과학"), ("국어", "영어"), ("중간고사", "기말고사")))
    condition, count = rng.choice(
        (
            (f"두 점수가 모두 ${edge}$점 이상인", sum(x >= edge and y >= edge for x, y in chosen)),
            (f"{first} 점수보다 {second} 점수가 더 높은", sum(y > x for x, y in chosen)),
            (f"두 점수의 평균이 ${edge}$점 이상인", sum(x + y >= 2 * edge for x, y in chosen)),
        )
    )
    body = (
        f"그림은 학생 15명의 {first} 점수 $x$점과 {second} 점수 $y$점을 나타낸 산점도이다. "
        f"{condition}"
    )
    solution = f"조건을 만족시키는 점을 산점도에서 세면 ${count}$개이므로 ${count}$명이다."
    return (
        numeric(
            rng,
            body,
            "학생 수",
            count,
            (count + 1, count - 1, count + 2, count - 2, count + 3),
            solution,
            drawing,
            show=lambda v: f"${num(v)}$명",
        )
        if count
        else _scatter_count(rng)
    )
