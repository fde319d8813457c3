"""생명과학: nerves, hormones, blood, food."""

from fractions import Fraction as Frac
from random import Random

from core.demo.drafts import Draft, figure, numeric, statements
from core.demo.families.catalogues import BIOLOGY
from core.demo.figures import charts, graphs, science
from core.demo.korean import decimal, math, num, unit


@BIOLOGY.add("신경계와 항상성", "고2", "12생과02-02", "중", kin="action-potential")
def _action_potential(rng: Random) -> Draft:
    rest, peak = rng.choice((-70, -80, -65)), rng.choice((30, 35, 40))
    t = rng.choice((2, 3))
    curve = tuple(
        (t * f, float(v))
        for f, v in (
            (0, rest),
            (0.3, rest),
            (0.45, rest + 12),
            (0.6, (rest + peak) / 2),
            (0.75, peak),
            (0.95, (rest + peak) / 2),
            (1.15, rest - 6),
            (1.3, rest - 8),
            (1.6, rest),
            (2.0, rest),
        )
    )
    dots = (
        (curve[1][0] * 0.6, rest, "A"),
        (curve[3][0], curve[3][1], "B"),
        (curve[5][0], curve[5][1], "C"),
    )
    drawing = figure(
        "action-potential",
        graphs.smooth,
        curves=(curve,),
        names=("t(ms)", "mV"),
        xs=(),
        ys=(rest, peak),
        y=(-100, 60),
        x=(0, 2 * t),
        dots=dots,
    )
    claims = [
        (
            "A에서 세포막을 통한 이온의 이동은 없다.",
            False,
            "휴지 상태에서도 나트륨-칼륨 펌프와 통로를 통해 이온이 이동한다.",
        ),
        (
            "B에서 나트륨 이온($\\mathrm{Na^+}$)이 세포 안으로 유입된다.",
            True,
            "탈분극 시 $\\mathrm{Na^+}$ 통로가 열린다.",
        ),
        (
            "C에서 칼륨 이온($\\mathrm{K^+}$)이 세포 밖으로 유출된다.",
            True,
            "재분극 시 $\\mathrm{K^+}$ 통로가 열린다.",
        ),
        (f"휴지 전위는 {unit(rest, 'mV')}이다.", True, "자극 전의 막전위이다."),
        (
            "B에서 $\\mathrm{K^+}$의 막 투과도가 $\\mathrm{Na^+}$의 막 투과도보다 크다.",
            False,
            "탈분극 중에는 $\\mathrm{Na^+}$의 막 투과도가 더 크다.",
        ),
        (
            "C에서 $\\mathrm{Na^+}$의 농도는 세포 밖이 안보다 높다.",
            True,
            "$\\mathrm{Na^+}$의 농도는 항상 세포 밖이 더 높다.",
        ),
    ]
    body = rng.choice(
        (
            (
                "그림은 어떤 뉴런에 역치 이상의 자극을 주었을 때 한 지점에서의 막전위 변화를 "
                "나타낸 것이다."
            ),
            "민말이집 신경의 한 지점에서 자극 후 시간에 따른 막전위를 측정하였더니 그림과 같았다.",
        )
    )
    return statements(rng, body, claims, drawing)


@BIOLOGY.add("신경계와 항상성", "고2", "12생과02-02", "상", kin="conduction-speed")
def _conduction(rng: Random) -> Draft:
    speed = rng.choice((1, 2, 3, 4))
    gap, total = speed * rng.choice((1, 2)), rng.choice((5, 6, 7))
    at = rng.choice((2, 3))
    marks = ("d1", "d2", "d3", "d4")
    drawing = figure(
        "axon",
        science.axon,
        stimulus="d1",
        marks=tuple(m.replace("d", "d_") for m in marks[: at + 1]),
    )
    drawing = figure(
        "axon", science.axon, stimulus="d_1", marks=tuple(f"d_{k}" for k in range(1, at + 2))
    )
    arrive = Frac(gap * at, speed)
    remain = total - arrive
    if remain <= 0:
        total = int(arrive) + 3
        remain = Frac(3)
    body = rng.choice(
        (
            (
                f"그림은 어떤 신경의 $d_1$에 역치 이상의 자극을 1회 준 모습이다. 이웃한 두 지점 "
                f"사이의 거리는 각각 {unit(gap, 'cm')}이고 흥분 전도 속도는 "
                f"${speed}\\,\\mathrm{{cm/ms}}$이다. 자극을 주고 경과한 시간이 "
                f"{unit(total, 'ms')}일 때,"
            ),
            (
                f"흥분이 ${speed}\\,\\mathrm{{cm/ms}}$의 속도로 전도되는 신경이 있다. 그림과 같이 "
                f"{unit(gap, 'cm')} 간격으로 지점을 정하고 $d_1$에 자극을 한 번 준 뒤 "
                f"{unit(total, 'ms')}@이 지났다. 이때"
            ),
        )
    )
    ask = f"$d_{{{at + 1}}}$에 흥분이 도달한 후 경과한 시간".replace("{", "").replace("}", "")
    solution = (
        f"$d_1$에서 $d_{at + 1}$까지의 거리는 {unit(gap * at, 'cm')}이므로 도달하는 데 "
        f"{unit(arrive, 'ms')}@이 걸린다. 따라서 "
        f"${total}-{num(arrive)}={num(remain)}\\,(\\mathrm{{ms}})$이다."
    )
    return numeric(
        rng,
        body,
        ask,
        remain,
        (arrive, total, Frac(total, 2), remain + 1, remain + 2),
        solution,
        drawing,
        show=lambda v: unit(decimal(v, 2), "ms"),
    )


@BIOLOGY.add("신경계와 항상성", "고2", "12생과02-04", "중", kin="blood-sugar")
def _blood_sugar(rng: Random) -> Draft:
    top = rng.choice((140, 150, 160))
    insulin = rng.random() < 0.6
    t = (0, 0.5, 1, 1.5, 2, 3, 4)
    sugar = (90, 120, top, 130, 105, 90, 88) if insulin else (90, 78, 66, 64, 70, 80, 88)
    hormone = (20, 60, 95, 80, 50, 25, 20) if insulin else (30, 50, 85, 100, 90, 60, 38)
    drawing = figure(
        "hormone-graph",
        graphs.smooth,
        curves=(tuple(zip(t, sugar, strict=True)), tuple(zip(t, hormone, strict=True))),
        names=("t(h)", ""),
        tags=("G", "X"),
        xs=(1, 2, 3),
        ys=(),
        y=(0, 175),
        dashed=(1,),
    )
    event = "탄수화물이 많은 식사를 한" if insulin else "운동을 시작한"
    claims = [
        (
            f"X는 {'인슐린' if insulin else '글루카곤'}이다.",
            True,
            f"혈당량이 {'높아질' if insulin else '낮아질'} 때 분비가 촉진된다.",
        ),
        (
            f"X는 {'글루카곤' if insulin else '인슐린'}이다.",
            False,
            (
                f"혈당량이 {'높아질' if insulin else '낮아질'} 때 분비가 늘어나므로 "
                f"{'인슐린' if insulin else '글루카곤'}이다."
            ),
        ),
        ("X는 이자에서 분비된다.", True, "인슐린과 글루카곤은 모두 이자에서 분비된다."),
        (
            (
                f"X는 간에서 "
                f"{'포도당이 글리코젠으로 합성' if insulin else '글리코젠이 포도당으로 분해'}되는"
                f" 과정을 촉진한다."
            ),
            True,
            f"혈당량을 {'낮추는' if insulin else '높이는'} 작용이다.",
        ),
        (
            f"X의 분비량이 증가하면 혈당량이 {'증가' if insulin else '감소'}한다.",
            False,
            f"X는 혈당량을 {'감소' if insulin else '증가'}시킨다.",
        ),
        ("혈당량 조절의 중추는 연수이다.", False, "혈당량 조절 중추는 간뇌의 시상 하부이다."),
    ]
    body = rng.choice(
        (
            (
                f"그림은 정상인이 {event} 후 시간 $t$에 따른 혈당량(G)과 혈당량 조절 호르몬 X의 "
                f"혈중 농도를 나타낸 것이다."
            ),
            (
                f"건강한 사람이 {event} 다음 혈당량 G와 호르몬 X의 혈중 농도를 측정하였더니 "
                f"그림과 같았다."
            ),
        )
    )
    return statements(rng, body, claims, drawing)


@BIOLOGY.add("혈액형과 면역", "고2", "12생과02-06", "중", kin="blood-type")
def _blood_survey(rng: Random) -> Draft:
    a, b, ab, o = (rng.randint(12, 40) for _ in range(4))
    total = a + b + ab + o
    rows = (
        ("", "anti-A", "anti-B", "n"),
        ("I", "+", "-", f"{a}"),
        ("II", "-", "+", f"{b}"),
        ("III", "+", "+", f"{ab}"),
        ("IV", "-", "-", f"{o}"),
    )
    drawing = figure("table", charts.table, rows=rows, first=1)
    ask, value, reason = rng.choice(
        (
            (
                "응집원 A를 가진 학생의 수",
                a + ab,
                "항 A 혈청(anti-A)에 응집하는 혈액이 응집원 A를 가진다.",
            ),
            (
                "응집소 $\\beta$를 가진 학생의 수",
                a + o,
                "응집소 $\\beta$는 A형과 O형의 혈장에 있다.",
            ),
            (
                "응집소 $\\alpha$를 가진 학생의 수",
                b + o,
                "응집소 $\\alpha$는 B형과 O형의 혈장에 있다.",
            ),
            (
                "응집원 B를 가진 학생의 수",
                b + ab,
                "항 B 혈청(anti-B)에 응집하는 혈액이 응집원 B를 가진다.",
            ),
        )
    )
    body = rng.choice(
        (
            (
                f"표는 학생 ${total}$명의 혈액을 항 A 혈청(anti-A)과 항 B 혈청(anti-B)에 섞었을 "
                f"때의 응집 반응과 학생 수 $n$을 나타낸 것이다. (+: 응집함, -: 응집 안 함)"
            ),
            (
                f"학생 ${total}$명의 ABO식 혈액형을 조사하였다. 표의 anti-A, anti-B는 각각 항 A "
                f"혈청, 항 B 혈청이고 +는 응집함, -는 응집하지 않음을 뜻한다. $n$은 학생 수이다."
            ),
        )
    )
    return numeric(
        rng,
        body,
        ask,
        value,
        (a, b, ab, o, a + b, b + ab, a + ab, a + o, b + o),
        f"{reason} 따라서 ${value}$명이다.",
        drawing,
        show=lambda v: f"${num(v)}$명",
    )


@BIOLOGY.add("물질대사와 에너지", "고2", "12생과01-05", "하", concept="물질대사와 에너지")
def _daily_energy(rng: Random) -> Draft:
    carb, protein, fat = (
        rng.choice((200, 250, 300, 350)),
        rng.choice((50, 60, 80, 90)),
        rng.choice((30, 40, 50, 60)),
    )
    total = 4 * carb + 4 * protein + 9 * fat
    body = rng.choice(
        (
            (
                f"어떤 학생이 하루 동안 섭취한 영양소는 탄수화물 {unit(carb, 'g')}, 단백질 "
                f"{unit(protein, 'g')}, 지방 {unit(fat, 'g')}이다."
            ),
            (
                f"하루에 탄수화물 {unit(carb, 'g')}, 단백질 {unit(protein, 'g')}, 지방 "
                f"{unit(fat, 'g')}@을 섭취한 사람이 있다."
            ),
        )
    )
    body += " 1 g당 열량은 탄수화물과 단백질이 4 kcal, 지방이 9 kcal이다."
    solution = (
        f"$4\\times {carb}+4\\times {protein}+9\\times {fat}={total}\\,(\\mathrm{{kcal}})$이다."
    )
    return numeric(
        rng,
        body,
        "하루 동안 섭취한 열량",
        total,
        (
            4 * (carb + protein + fat),
            9 * (carb + fat) + 4 * protein,
            total + 100,
            total - 100,
            4 * carb + 9 * protein + 4 * fat,
        ),
        solution,
        show=lambda v: math(f"{num(v)}\\,\\mathrm{{kcal}}"),
    )
