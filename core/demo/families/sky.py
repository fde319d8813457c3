"""지구과학: the Moon, planets, stars, galaxies."""

from fractions import Fraction as Frac
from random import Random

from core.demo.drafts import Draft, choose, figure, numeric, statements
from core.demo.families.catalogues import EARTH
from core.demo.figures import charts, graphs, science
from core.demo.korean import decimal, math

_MOONS = (
    "삭(보이지 않음)",
    "초승달",
    "상현달",
    "상현달과 보름달 사이의 달",
    "보름달(망)",
    "보름달과 하현달 사이의 달",
    "하현달",
    "그믐달",
)


@EARTH.add("태양계", "중3", "9과19-03", "하", kin="moon-phase")
def _moon_phase(rng: Random) -> Draft:
    k = rng.randrange(8)
    drawing = figure("moon-orbit", science.moon_orbit)
    name = "ABCDEFGH"[k]
    main = ("삭(보이지 않음)", "초승달", "상현달", "보름달(망)", "하현달", "그믐달")
    right = _MOONS[k]
    if right not in main:
        return _moon_phase(rng)
    text = rng.choice(
        (
            (
                f"그림은 북극 쪽에서 본 달의 공전 궤도를 나타낸 것이다. Earth는 지구이다. 햇빛은 "
                f"왼쪽에서 비친다. 달이 {name}에 있을 때 지구에서 관측되는 달의 모양은?"
            ),
            (
                f"지구(Earth) 둘레를 시계 반대 방향으로 공전하는 달의 위치를 그림에 나타내었다. "
                f"태양은 그림의 왼쪽 먼 곳에 있다. 달이 {name}의 위치에 있는 날 우리나라에서 볼 "
                f"수 있는 달의 모양은?"
            ),
        )
    )
    return choose(
        rng,
        text,
        right,
        [m for m in main if m != right],
        (
            f"달은 태양 쪽의 A에서 삭이고 시계 반대 방향으로 공전하면서 상현, 망, 하현의 순서로 "
            f"모양이 변한다. {name}에서는 {right}이다."
        ),
        drawing,
    )


@EARTH.add("태양계", "중3", "9과19-03", "중", kin="moon-claims")
def _moon_claims(rng: Random) -> Draft:
    drawing = figure("moon-orbit", science.moon_orbit)
    claims = [
        ("달이 A에 있을 때 일식이 일어날 수 있다.", True, "삭일 때 태양-달-지구의 순서로 놓인다."),
        ("달이 A에 있을 때 월식이 일어날 수 있다.", False, "월식은 망(E)일 때 일어날 수 있다."),
        (
            "달이 E에 있을 때 월식이 일어날 수 있다.",
            True,
            "망일 때 달이 지구의 그림자에 들어갈 수 있다.",
        ),
        (
            "달이 C에 있을 때 상현달로 관측된다.",
            True,
            "C는 삭에서 시계 반대 방향으로 $90^\\circ$ 이동한 위치이다.",
        ),
        ("달이 G에 있을 때 상현달로 관측된다.", False, "G에서는 하현달로 관측된다."),
        (
            "달이 C에 있을 때 해가 진 직후 남쪽 하늘에서 관측된다.",
            True,
            "상현달은 초저녁에 남중한다.",
        ),
        (
            "달이 E에 있을 때 자정 무렵 남쪽 하늘에서 관측된다.",
            True,
            "보름달은 자정 무렵 남중한다.",
        ),
        (
            "달이 E에 있을 때 해가 뜰 무렵 동쪽 하늘에서 떠오른다.",
            False,
            "보름달은 해가 질 무렵 동쪽 하늘에서 떠오른다.",
        ),
        ("달이 B에 있을 때 그믐달로 관측된다.", False, "B에서는 초승달로 관측된다."),
        (
            "달이 H에 있을 때 새벽에 동쪽 하늘에서 관측된다.",
            True,
            "그믐달은 새벽에 동쪽 하늘에서 볼 수 있다.",
        ),
        (
            "달이 A에서 출발하여 다시 A로 돌아오는 동안 달의 모양은 변하지 않는다.",
            False,
            "위치에 따라 햇빛을 반사하는 부분이 다르게 보인다.",
        ),
    ]
    body = rng.choice(
        (
            (
                "그림은 북극 쪽에서 본 달의 공전 궤도이다. 가운데의 Earth는 지구, A~H는 달의 "
                "위치이고 햇빛은 왼쪽에서 비친다."
            ),
            (
                "달이 지구(Earth) 둘레를 공전하는 모습을 그림에 나타내었다. A~H는 달의 위치이고 "
                "태양은 왼쪽 먼 곳에 있다."
            ),
        )
    )
    return statements(rng, body, claims, drawing)


@EARTH.add("별의 성질", "중3", "9과23-01", "하", kin="parallax")
def _parallax(rng: Random) -> Draft:
    p = rng.choice(
        (
            Frac(1, 10),
            Frac(1, 5),
            Frac(1, 4),
            Frac(1, 2),
            Frac(1, 20),
            Frac(1, 50),
            Frac(1, 100),
            Frac(2, 5),
        )
    )
    value = 1 / p
    star = rng.choice(("별 A", "별 S", "어떤 별"))
    if rng.random() < 0.6:
        body = rng.choice(
            (
                f"{star}의 연주 시차가 ${decimal(p)}''$로 측정되었다.",
                f"지구에서 6개월 간격으로 관측한 {star}의 시차가 ${decimal(2 * p)}''$였다.",
            )
        )
    else:
        body = f"지구에서 6개월 간격으로 관측한 {star}의 시차가 ${decimal(2 * p)}''$였다."
    name = star if star != "어떤 별" else "이 별"
    solution = (
        f"연주 시차가 ${decimal(p)}''$이므로 거리는 "
        f"$\\dfrac{{1}}{{{decimal(p)}}}={decimal(value)}\\,(\\mathrm{{pc}})$이다."
    )
    return numeric(
        rng,
        body,
        f"{name}까지의 거리",
        value,
        (value * 2, value / 2, p, value * 10, value * 5),
        solution,
        show=lambda v: math(f"{decimal(v)}\\,\\mathrm{{pc}}"),
    )


@EARTH.add("별의 성질", "중3", "9과23-02", "중", kin="magnitude")
def _star_table(rng: Random) -> Draft:
    rows = [["", "m", "M"]]
    facts = {}
    for name in "ABC":
        m = Frac(rng.randint(-10, 60), 10)
        absolute = m + rng.choice((-5, -3, -2, 2, 3, 5)) if name != "B" or rng.random() < 0.5 else m
        facts[name] = (m, absolute)
        rows.append([name, f"{float(m):.1f}", f"{float(absolute):.1f}"])
    drawing = figure("table", charts.table, rows=tuple(map(tuple, rows)), first=1)
    far = max(facts, key=lambda n: facts[n][0] - facts[n][1])
    bright = min(facts, key=lambda n: facts[n][0])
    luminous = min(facts, key=lambda n: facts[n][1])
    if len({m - a for m, a in facts.values()}) < 3 or len({m for m, _ in facts.values()}) < 3:
        return _star_table(rng)
    other = rng.choice([n for n in "ABC" if n != far])
    claims = [
        (
            f"지구에서 맨눈으로 볼 때 가장 밝은 별은 {bright}이다.",
            True,
            "겉보기 등급이 가장 작은 별이 가장 밝게 보인다.",
        ),
        (
            f"실제로 가장 밝은 별은 {luminous}이다.",
            True,
            "절대 등급이 가장 작은 별이 실제로 가장 밝다.",
        ),
        (
            f"지구에서 가장 멀리 있는 별은 {far}이다.",
            True,
            "(겉보기 등급) - (절대 등급)의 값이 클수록 멀리 있다.",
        ),
        (
            f"지구에서 가장 멀리 있는 별은 {other}이다.",
            False,
            f"(겉보기 등급) - (절대 등급)의 값이 가장 큰 별은 {far}이다.",
        ),
        (
            (
                f"{far}까지의 거리는 10 pc보다 "
                f"{'멀다' if facts[far][0] > facts[far][1] else '가깝다'}."
            ),
            facts[far][0] != facts[far][1],
            "두 등급을 비교하면 10 pc보다 가까운지 먼지 알 수 있다.",
        ),
        (
            (
                f"{far}까지의 거리는 10 pc보다 "
                f"{'가깝다' if facts[far][0] >= facts[far][1] else '멀다'}."
            ),
            False,
            "두 등급을 비교하면 10 pc보다 가까운지 먼지 알 수 있다.",
        ),
    ]
    body = rng.choice(
        (
            "표는 별 A~C의 겉보기 등급($m$)과 절대 등급($M$)을 나타낸 것이다.",
            "세 별 A, B, C의 겉보기 등급 $m$과 절대 등급 $M$이 표와 같다.",
        )
    )
    return statements(rng, body, claims, drawing)


@EARTH.add("별의 성질", "고2", "12지구03-03", "중", kin="hr-diagram")
def _hr_diagram(rng: Random) -> Draft:
    main = ((0.4, -5.5), (0.9, -2), (1.6, 1), (2.4, 3.5), (3.1, 6), (3.8, 9.5), (4.6, 13))
    places = {
        "giant": (3.9, -0.6),
        "supergiant": (3.2, -6.4),
        "dwarf": (1.0, 11.5),
        "hot": (0.8, -2.6),
        "cool": (4.3, 11.7),
    }
    picked = rng.sample(("giant", "supergiant", "dwarf", "hot", "cool"), 3)
    dots = tuple(
        (places[k][0], -places[k][1] + 16, name) for name, k in zip("ABC", picked, strict=True)
    )
    drawing = figure(
        "hr-diagram",
        graphs.smooth,
        curves=(tuple((x, 16 - y) for x, y in main),),
        names=("", "L"),
        x=(0, 5),
        y=(0, 25),
        dots=dots,
        x_labels=tuple(zip((0.4, 1.1, 1.8, 2.5, 3.2, 3.9, 4.6), "OBAFGKM", strict=True)),
    )
    kinds = dict(zip("ABC", picked, strict=True))
    word = {
        "giant": "거성",
        "supergiant": "초거성",
        "dwarf": "백색 왜성",
        "hot": "주계열성",
        "cool": "주계열성",
    }
    heat = {"hot": 5, "dwarf": 4, "supergiant": 2, "giant": 1, "cool": 0}
    hottest = max("ABC", key=lambda n: heat[kinds[n]])
    light = {"supergiant": 4, "hot": 3, "giant": 2, "cool": 0, "dwarf": 0.1}
    brightest = max("ABC", key=lambda n: light[kinds[n]])
    wrong_word = rng.choice(
        [w for w in ("거성", "초거성", "백색 왜성", "주계열성") if w != word[kinds["A"]]]
    )
    claims = [
        (
            f"A는 {word[kinds['A']]}이다.",
            True,
            f"H-R도에서 A의 위치는 {word[kinds['A']]}에 해당한다.",
        ),
        (f"A는 {wrong_word}이다.", False, f"H-R도에서 A의 위치는 {word[kinds['A']]}에 해당한다."),
        (
            f"표면 온도가 가장 높은 별은 {hottest}이다.",
            True,
            "H-R도의 왼쪽에 있을수록 표면 온도가 높다.",
        ),
        (f"광도가 가장 큰 별은 {brightest}이다.", True, "H-R도의 위쪽에 있을수록 광도가 크다."),
        (
            f"B는 C보다 표면 온도가 {'높다' if heat[kinds['B']] < heat[kinds['C']] else '낮다'}.",
            False,
            "분광형이 O형에 가까울수록 표면 온도가 높다.",
        ),
        (
            f"C는 {word[kinds['C']]}이다.",
            True,
            f"H-R도에서 C의 위치는 {word[kinds['C']]}에 해당한다.",
        ),
    ]
    body = rng.choice(
        (
            (
                "그림은 별 A~C를 H-R도에 나타낸 것이다. 곡선은 주계열을, 가로축은 분광형을, "
                "세로축 $L$은 광도를 나타낸다."
            ),
            "별 A, B, C의 분광형과 광도 $L$이 그림과 같다. 굵은 곡선은 주계열이다.",
        )
    )
    return statements(rng, body, claims, drawing)


@EARTH.add("외부 은하와 우주 팽창", "고2", "12지구03-07", "중", kin="hubble")
def _hubble(rng: Random) -> Draft:
    h = rng.choice((50, 60, 70, 75, 80))
    d = rng.choice((20, 40, 50, 100, 200))
    end = d * 2
    drawing = figure(
        "hubble",
        graphs.broken_line,
        points=((0, 0), (d, h * d)),
        extra=((0, 0), (end, h * end)),
        names=("r(Mpc)", "v(km/s)"),
    )
    other = rng.choice((3, 4, 5)) * d
    value = h * other
    body = rng.choice(
        (
            (
                f"그림은 외부 은하까지의 거리 $r$와 후퇴 속도 $v$의 관계를 나타낸 것이다. 거리가 "
                f"{d} Mpc인 은하의 후퇴 속도는 ${h * d}\\,\\mathrm{{km/s}}$이다. 허블 법칙이 "
                f"성립할 때,"
            ),
            (
                f"허블 법칙을 만족하는 외부 은하들의 거리 $r$와 후퇴 속도 $v$가 그림과 같다. "
                f"$r={d}\\,\\mathrm{{Mpc}}$일 때 $v={h * d}\\,\\mathrm{{km/s}}$이다."
            ),
        )
    )
    ask, answer, measure = rng.choice(
        ((f"거리가 {other} Mpc인 은하의 후퇴 속도", value, "km/s"), ("허블 상수", h, "km/s/Mpc"))
    )
    solution = (
        f"허블 상수는 $\\dfrac{{{h * d}}}{{{d}}}={h}\\,(\\mathrm{{km/s/Mpc}})$이다. 따라서 "
        f"구하는 값은 ${answer}\\,\\mathrm{{{measure}}}$이다."
    )
    return numeric(
        rng,
        body,
        ask,
        answer,
        (
            h * d,
            answer * 2,
            Frac(answer, 2),
            answer + 10,
            Frac(1000, h) if 1000 % h == 0 else answer + 20,
        ),
        solution,
        drawing,
        show=lambda v: math(f"{decimal(v)}\\,\\mathrm{{{measure}}}"),
    )


@EARTH.add("태양계", "중2", "9과13-05", "하", kin="planet-table", concept="행성의 분류")
def _planets(rng: Random) -> Draft:
    facts = {
        "수성": (0.38, 0.06, 5.4),
        "금성": (0.95, 0.82, 5.2),
        "화성": (0.53, 0.11, 3.9),
        "목성": (11.2, 318, 1.3),
        "토성": (9.4, 95, 0.7),
        "천왕성": (4.0, 14.5, 1.3),
        "해왕성": (3.9, 17.1, 1.6),
    }
    rocky = ("수성", "금성", "화성")
    picked = rng.sample(list(facts), 3)
    while not 0 < sum(p in rocky for p in picked) < 3:
        picked = rng.sample(list(facts), 3)
    rows = (
        ("", "R", "M", "g/cm^3"),
        *((n, *(f"{v:g}" for v in facts[p])) for n, p in zip("ABC", picked, strict=True)),
    )
    drawing = figure("table", charts.table, rows=rows, first=1)
    names = dict(zip("ABC", picked, strict=True))
    earthlike = [n for n in "ABC" if names[n] in rocky]
    gas = [n for n in "ABC" if names[n] not in rocky]
    claims = [
        (
            f"지구형 행성은 {', '.join(earthlike)}이다.",
            True,
            "지구형 행성은 반지름과 질량이 작고 평균 밀도가 크다.",
        ),
        (
            f"지구형 행성은 {', '.join(gas)}이다.",
            False,
            f"지구형 행성은 {', '.join(earthlike)}이다.",
        ),
        (f"{gas[0]}@은 단단한 표면이 있다.", False, "목성형 행성은 단단한 표면이 없다."),
        (f"{gas[0]}에는 고리가 있다.", True, "목성형 행성은 모두 고리가 있다."),
        (
            f"{earthlike[0]}@은 {gas[0]}보다 위성의 수가 많다.",
            False,
            "목성형 행성의 위성 수가 더 많다.",
        ),
        (f"평균 밀도는 {earthlike[0]}@이 {gas[0]}보다 크다.", True, "표의 평균 밀도를 비교한다."),
    ]
    body = rng.choice(
        (
            (
                "표는 태양계 행성 A~C의 반지름 $R$(지구=1), 질량 $M$(지구=1), 평균 밀도(g/cm³)를 "
                "나타낸 것이다."
            ),
            (
                "태양계에 속한 세 행성 A, B, C의 물리량이 표와 같다. $R$와 $M$은 지구를 1로 "
                "하였을 때의 반지름과 질량이다."
            ),
        )
    )
    return statements(rng, body, claims, drawing)
