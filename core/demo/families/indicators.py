"""경제: national figures, finance, taxes."""

from fractions import Fraction as Frac
from random import Random

from core.demo.drafts import Draft, figure, numeric, statements
from core.demo.families.catalogues import ECONOMICS
from core.demo.figures import charts, graphs
from core.demo.korean import decimal, math, num, unit


@ECONOMICS.add("경제 지표", "고2", "12경제03-01", "중", kin="gdp-growth")
def _gdp_growth(rng: Random) -> Draft:
    base = rng.choice((100, 200, 400, 500))
    rate = rng.choice((2, 3, 4, 5, 8, 10))
    second = base * (100 + rate) // 100 if (base * (100 + rate)) % 100 == 0 else base + rate
    rate_real = Frac((second - base) * 100, base)
    deflator = rng.choice((100, 104, 105, 110))
    nominal = Frac(second * deflator, 100)
    rows = (("", "I", "II"), ("N", f"{base}", decimal(nominal)), ("R", f"{base}", f"{second}"))
    drawing = figure("table", charts.table, rows=rows, first=1)
    options = [("II년의 실질 경제 성장률", rate_real, "%")]
    if deflator != 100:
        options.append(("II년의 GDP 디플레이터", Frac(deflator), ""))
    ask, value, measure = rng.choice(options)
    body = rng.choice(
        (
            (
                "표는 갑국의 I년과 II년의 명목 GDP($N$)와 실질 GDP($R$)를 나타낸 것이다. 단위는 "
                "조 원이고 기준 연도는 I년이다."
            ),
            "기준 연도가 I년인 어느 나라의 명목 GDP $N$과 실질 GDP $R$(조 원)이 표와 같다.",
        )
    )
    solution = (
        f"실질 경제 성장률은 $\\dfrac{{{second}-{base}}}{{{base}}}\\times "
        f"100={decimal(rate_real)}\\,(\\%)$, GDP 디플레이터는 "
        f"$\\dfrac{{{decimal(nominal)}}}{{{second}}}\\times 100={deflator}$이다."
    )
    wrong = (
        Frac((nominal - base) * 100, base),
        Frac(second - base),
        value + 1,
        value + 5,
        value * 2,
    )
    if not measure:
        wrong = (Frac(100), nominal, value + 1, value - 2, value + 5)
    return numeric(
        rng,
        body,
        ask,
        value,
        wrong,
        solution,
        drawing,
        show=lambda v: unit(decimal(v, 1), "%") if measure else math(decimal(v, 1)),
    )


@ECONOMICS.add("경제 지표", "고2", "12경제03-02", "하", kin="unemployment")
def _unemployment(rng: Random) -> Draft:
    rate = rng.choice((2, 4, 5, 8, 10))
    active = rng.choice((500, 1000, 2000, 3000))
    jobless = active * rate // 100
    share = rng.choice((50, 60, 80))
    adult = active * 100 // share
    rows = (
        ("", "n"),
        ("A", f"{active - jobless}"),
        ("B", f"{jobless}"),
        ("C", f"{adult - active}"),
    )
    drawing = figure("table", charts.table, rows=rows, first=1)
    ask, value = rng.choice(
        (
            ("실업률", Frac(rate)),
            ("경제 활동 참가율", Frac(active * 100, adult)),
            ("고용률", Frac((active - jobless) * 100, adult)),
        )
    )
    body = rng.choice(
        (
            (
                "표는 갑국의 취업자(A), 실업자(B), 비경제 활동 인구(C)의 수 $n$(만 명)을 나타낸 "
                "것이다."
            ),
            (
                "갑국의 15세 이상 인구는 취업자 A, 실업자 B, 비경제 활동 인구 C로 이루어지며 그 "
                "수 $n$(만 명)은 표와 같다."
            ),
        )
    )
    solution = (
        f"경제 활동 인구는 ${active}$만 명, 15세 이상 인구는 ${adult}$만 명이다. 따라서 "
        f"{ask}@은 {unit(decimal(value, 2), '%')}이다."
    )
    return numeric(
        rng,
        body,
        f"갑국의 {ask}",
        value,
        (
            Frac(rate),
            Frac(jobless * 100, active - jobless),
            Frac(jobless * 100, adult),
            Frac(active * 100, adult),
            Frac((active - jobless) * 100, adult),
            value + 5,
        ),
        solution,
        drawing,
        show=lambda v: unit(decimal(v, 2), "%"),
    )


@ECONOMICS.add("경제 지표", "고2", "12경제03-02", "중", kin="inflation")
def _inflation_chart(rng: Random) -> Draft:
    rates = [rng.choice((1, 2, 3, 4, 5, 6)) for _ in range(4)]
    drawing = figure(
        "bar-chart",
        charts.bars,
        labels=("I", "II", "III", "IV"),
        values=tuple(rates),
        names=("", "%"),
        step=2,
    )
    highest = ["I", "II", "III", "IV"][rates.index(max(rates))]
    k = rng.choice((1, 2, 3))
    a, b = ["I", "II", "III", "IV"][k - 1], ["I", "II", "III", "IV"][k]
    claims = [
        ("조사 기간 동안 물가는 계속 상승하였다.", True, "물가 상승률이 모두 양수이다."),
        (
            f"물가 수준은 {highest}년에 가장 높다.",
            highest == "IV",
            "물가 상승률이 계속 양수이므로 물가 수준은 IV년에 가장 높다.",
        ),
        (
            f"{b}년의 물가 수준은 {a}년보다 {'낮다' if rates[k] < rates[k - 1] else '높다'}.",
            not rates[k] < rates[k - 1],
            f"{b}년의 물가 상승률이 양수이므로 물가 수준은 {a}년보다 높다.",
        ),
        (
            "I년에 비해 IV년에 같은 금액으로 살 수 있는 상품의 양이 줄어들었다.",
            True,
            "물가가 오르면 화폐의 구매력이 떨어진다.",
        ),
        (
            "조사 기간 동안 화폐의 가치는 상승하였다.",
            False,
            "물가가 상승하면 화폐의 가치는 하락한다.",
        ),
    ]
    body = rng.choice(
        (
            "그림은 어느 나라의 연도별 물가 상승률(전년 대비, %)을 나타낸 것이다.",
            "I년부터 IV년까지 갑국의 전년 대비 물가 상승률(%)이 그림과 같다.",
        )
    )
    return statements(rng, body, claims, drawing)


@ECONOMICS.add(
    "세계 시장과 교역", "고2", "12경제04-02", "중", kin="balance-of-payments", concept="국제 수지"
)
def _current_account(rng: Random) -> Draft:
    goods, services = (
        rng.choice((-50, -30, 20, 40, 60, 80, 100)),
        rng.choice((-40, -30, -20, 10, 20)),
    )
    primary, secondary = rng.choice((-15, -10, 5, 10, 20)), rng.choice((-10, -5, 5))
    total = goods + services + primary + secondary
    rows = (
        ("", "A", "B", "C", "D"),
        ("I", *(str(v) for v in (goods, services, primary, secondary))),
    )
    drawing = figure("table", charts.table, rows=rows, first=1)
    body = rng.choice(
        (
            (
                "표는 어느 해 갑국의 경상 수지를 구성하는 상품 수지(A), 서비스 수지(B), 본원 "
                "소득 수지(C), 이전 소득 수지(D)를 나타낸 것이다. 단위는 억 달러이다."
            ),
            (
                "갑국의 한 해 상품 수지 A, 서비스 수지 B, 본원 소득 수지 C, 이전 소득 수지 D(억 "
                "달러)가 표와 같다."
            ),
        )
    )
    solution = (
        f"경상 수지는 네 항목의 합이므로 "
        f"${goods}{services:+d}{primary:+d}{secondary:+d}={total}$(억 달러)이다."
    )
    return numeric(
        rng,
        body,
        "갑국의 경상 수지",
        total,
        (goods + services, goods, total - secondary, total - 2 * services, total + 10),
        solution,
        drawing,
        positive=False,
        show=lambda v: f"${int(v)}$억 달러",
    )


@ECONOMICS.add("경제생활과 금융", "고2", "12경제05-02", "중", kin="interest")
def _interest(rng: Random) -> Draft:
    principal, rate, years = (
        rng.choice((100, 200, 500, 1000)),
        rng.choice((2, 5, 10)),
        rng.choice((2, 3)),
    )
    compound = Frac(principal) * (1 + Frac(rate, 100)) ** years
    simple = Frac(principal) * (1 + Frac(rate * years, 100))
    kind, value = rng.choice((("단리", simple), ("복리", compound)))
    body = rng.choice(
        (
            (
                f"${principal}$만 원을 연 이자율 {unit(rate, '%')}의 {kind} 예금에 ${years}$년 "
                f"동안 맡겼다. 세금은 고려하지 않을 때,"
            ),
            (
                f"은행에 ${principal}$만 원을 예금하였다. 연 {unit(rate, '%')}의 이자율이 "
                f"{kind}@로 적용되고 세금은 없을 때, ${years}$년 후"
            ),
        )
    )
    ask = "만기에 받는 원리금" if "맡겼다" in body else "받게 되는 원리금"
    formula = (
        f"{principal}\\times(1+{decimal(Frac(rate, 100))}\\times {years})"
        if kind == "단리"
        else f"{principal}\\times(1+{decimal(Frac(rate, 100))})^{years}"
    )
    solution = f"${formula}={decimal(value)}$(만 원)이다."
    return numeric(
        rng,
        body,
        ask,
        value,
        (simple, compound, value - principal, Frac(principal * (100 + rate), 100), value + 10),
        solution,
        show=lambda v: f"${decimal(v, 4)}$만 원",
    )


@ECONOMICS.add("경제생활과 금융", "고2", "12경제05-03", "하", kin="portfolio")
def _portfolio(rng: Random) -> Draft:
    shares = rng.choice(
        ((40, 30, 20, 10), (50, 25, 15, 10), (45, 30, 15, 10), (35, 30, 25, 10), (30, 30, 25, 15))
    )
    order = list(shares)
    rng.shuffle(order)
    drawing = figure("pie-chart", charts.pie, parts=tuple(zip("ABCD", order, strict=True)))
    total = rng.choice((1000, 2000, 3000, 4000, 5000))
    names = ("예금", "주식", "채권", "보험")
    k = rng.randrange(4)
    value = Frac(total * order[k], 100)
    person = rng.choice(("갑", "을", "병"))
    body = rng.choice(
        (
            (
                f"그림은 {person}의 금융 자산 ${total}$만 원을 예금(A), 주식(B), 채권(C), "
                f"보험(D)으로 나누어 그 비율을 나타낸 것이다."
            ),
            (
                f"{person}@은 금융 자산 ${total}$만 원을 그림과 같은 비율로 보유하고 있다. A는 "
                f"예금, B는 주식, C는 채권, D는 보험이다."
            ),
        )
    )
    solution = f"${total}\\times\\dfrac{{{order[k]}}}{{100}}={decimal(value)}$(만 원)이다."
    return numeric(
        rng,
        body,
        f"{person}@이 보유한 {names[k]}의 금액",
        value,
        [*(Frac(total * s, 100) for s in order if s != order[k]), value + 100, value + 200],
        solution,
        drawing,
        show=lambda v: f"${decimal(v)}$만 원",
    )


@ECONOMICS.add("정부와 조세", "고2", "12경제02-05", "상", kin="progressive-tax", concept="조세")
def _progressive_tax(rng: Random) -> Draft:
    low, high = rng.choice(((5, 10), (6, 15), (10, 20), (8, 24))), rng.choice((1000, 2000))
    income = high * rng.choice((2, 3)) + rng.choice((0, 500))
    value = Frac(high * low[0], 100) + Frac((income - high) * low[1], 100)
    rows = (("", "%"), (f"0 ~ {high}", f"{low[0]}"), (f"{high} ~", f"{low[1]}"))
    drawing = figure("table", charts.table, rows=rows, first=1.6)
    body = rng.choice(
        (
            (
                f"표는 갑국의 소득세 과세 구간(만 원)과 각 구간의 세율(%)을 나타낸 것이다. 각 "
                f"세율은 해당 구간의 소득에만 적용된다. 연간 과세 대상 소득이 ${income}$만 원인 "
                f"사람이"
            ),
            (
                f"갑국에서는 과세 대상 소득(만 원)의 구간별로 표의 세율(%)을 적용하여 소득세를 "
                f"매긴다. 과세 대상 소득이 ${income}$만 원인 사람이"
            ),
        )
    )
    solution = (
        f"${high}\\times {decimal(Frac(low[0], 100))}+({income}-{high})\\times "
        f"{decimal(Frac(low[1], 100))}={decimal(value)}$(만 원)이다."
    )
    return numeric(
        rng,
        body,
        "납부해야 할 소득세",
        value,
        (
            Frac(income * low[1], 100),
            Frac(income * low[0], 100),
            Frac(income * (low[0] + low[1]), 200),
            value + 50,
            value - 20,
        ),
        solution,
        drawing,
        show=lambda v: f"${decimal(v)}$만 원",
    )


@ECONOMICS.add("합리적 선택", "고2", "12경제01-02", "중", kin="marginal", concept="비용과 편익")
def _marginal_table(rng: Random) -> Draft:
    costs = [rng.choice((2, 3, 4))]
    benefits = [rng.choice((14, 16, 18, 20))]
    for _ in range(4):
        costs.append(costs[-1] + rng.choice((1, 2, 3)))
        benefits.append(benefits[-1] - rng.choice((2, 3, 4)))
    best = sum(b > c for b, c in zip(benefits, costs, strict=True))
    if any(b == c for b, c in zip(benefits, costs, strict=True)) or best in (0, 5):
        return _marginal_table(rng)
    profit = sum(benefits[:best]) - sum(costs[:best])
    rows = (("Q", "1", "2", "3", "4", "5"), ("MB", *map(str, benefits)), ("MC", *map(str, costs)))
    drawing = figure("table", charts.table, rows=rows, first=1)
    ask, value, measure = rng.choice(
        (
            ("순편익이 극대화되는 소비량", best, "개"),
            ("얻을 수 있는 순편익의 최댓값", profit, "만 원"),
        )
    )
    body = rng.choice(
        (
            (
                "표는 어떤 소비자가 X재 소비량 $Q$(개)를 늘릴 때의 한계 편익($MB$)과 한계 "
                "비용($MC$)을 만 원 단위로 나타낸 것이다."
            ),
            (
                "X재를 $Q$번째 소비할 때의 한계 편익 $MB$와 한계 비용 $MC$(만 원)가 표와 같다. "
                "합리적으로 소비하는 사람에게"
            ),
        )
    )
    solution = (
        f"한계 편익이 한계 비용보다 큰 ${best}$개까지 소비한다. 이때 순편익은 "
        f"${sum(benefits[:best])}-{sum(costs[:best])}={profit}$(만 원)이다."
    )
    return numeric(
        rng,
        body,
        ask,
        value,
        (value + 1, value - 1, value + 2, value - 2, sum(benefits[:best])),
        solution,
        drawing,
        show=lambda v: f"${num(v)}${measure}",
    )


@ECONOMICS.add("소득 분배", "고2", "12경제02-06", "중", kin="lorenz")
def _lorenz(rng: Random) -> Draft:
    near, far = rng.choice((1.4, 1.5, 1.7)), rng.choice((2.3, 2.7, 3.2))
    shares = (0, 12.5, 25, 37.5, 50, 62.5, 75, 87.5, 100)
    inner = tuple((v, 100 * (v / 100) ** near) for v in shares)
    outer = tuple((v, 100 * (v / 100) ** far) for v in shares)
    first = rng.random() < 0.5
    names = ("A", "B") if first else ("B", "A")
    drawing = figure(
        "lorenz",
        graphs.smooth,
        curves=(((0, 0), (100, 100)), inner, outer),
        names=("%", "%"),
        xs=(50, 100),
        ys=(50, 100),
        y=(0, 105),
        x=(0, 105),
        dots=((50, inner[4][1], names[0]), (62.5, outer[5][1], names[1])),
    )
    more, less = names
    claims = [
        (
            f"{more}국의 소득 분배가 {less}국보다 더 균등하다.",
            True,
            "로렌츠 곡선이 대각선에 가까울수록 소득 분배가 균등하다.",
        ),
        (
            f"지니 계수는 {more}국이 {less}국보다 크다.",
            False,
            "대각선에서 멀수록 지니 계수가 크다.",
        ),
        (f"지니 계수는 {less}국이 {more}국보다 크다.", True, "대각선에서 멀수록 지니 계수가 크다."),
        (
            f"하위 50% 계층의 소득이 전체 소득에서 차지하는 비율은 {less}국이 {more}국보다 작다.",
            True,
            "가로축 50%에서 곡선의 높이를 비교한다.",
        ),
        (
            "대각선은 모든 사람의 소득이 같은 완전 평등을 나타낸다.",
            True,
            "대각선을 완전 균등선이라고 한다.",
        ),
        (
            f"{more}국의 평균 소득은 {less}국보다 높다.",
            False,
            "로렌츠 곡선만으로는 평균 소득을 비교할 수 없다.",
        ),
    ]
    body = rng.choice(
        (
            (
                "그림은 A국과 B국의 로렌츠 곡선을 나타낸 것이다. 가로축은 인구의 누적 비율, "
                "세로축은 소득의 누적 비율이다."
            ),
            (
                "A국과 B국의 로렌츠 곡선이 그림과 같다. (가로축: 인구 누적 비율, 세로축: 소득 "
                "누적 비율)"
            ),
        )
    )
    return statements(rng, body, claims, drawing)
