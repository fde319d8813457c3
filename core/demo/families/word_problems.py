"""수학: divisors, rates, mixtures and other problems in words."""

from fractions import Fraction as Frac
from math import gcd, lcm
from random import Random

from core.demo.drafts import Draft, numeric
from core.demo.families.catalogues import MATHS
from core.demo.korean import (
    decimal,
    math,
    num,
    unit,
    won,
)


@MATHS.add("소인수분해", "중1", "9수01-01", "하", kin="prime-factors")
def _divisor_count(rng: Random) -> Draft:
    p, q = rng.choice(((2, 3), (2, 5), (3, 5), (2, 7), (3, 7), (5, 7)))
    a, b = rng.randint(1, 4), rng.randint(1, 3)
    power = f"{p}^{a}" if a > 1 else str(p)
    power += f"\\times {q}^{b}" if b > 1 else f"\\times {q}"
    n = p**a * q**b
    body, ask = rng.choice(
        (
            (f"자연수 {math(power)}의 약수를 모두 구하려고 한다.", "약수의 개수"),
            (f"소인수분해한 결과가 {math(power)}인 자연수가 있다.", "이 수의 약수의 개수"),
            (
                f"{math(str(n))}@을 소인수분해하면 {math(power)}이다.",
                f"{math(str(n))}의 약수의 개수",
            ),
        )
    )
    solution = (
        f"소인수의 지수에 각각 1을 더하여 곱하면 된다. "
        f"$({a}+1)\\times({b}+1)={(a + 1) * (b + 1)}$이므로 "
        f"약수는 ${(a + 1) * (b + 1)}$개이다."
    )
    wrong = (a * b, a + b, a + b + 2, (a + 1) * b, (a + 1) * (b + 1) + 1)
    return numeric(rng, body, ask, (a + 1) * (b + 1), wrong, solution)


@MATHS.add("소인수분해", "중1", "9수01-01", "중", kin="prime-factors")
def _exponent_from_divisors(rng: Random) -> Draft:
    p, q, a, b = 2, rng.choice((3, 5, 7, 11)), rng.randint(2, 5), rng.randint(1, 4)
    if rng.random() < 0.5:
        p, q = q, p
    count = (a + 1) * (b + 1)
    known = f"{q}^{b}" if b > 1 else str(q)
    body = rng.choice(
        (
            f"${p}^a\\times {known}$의 약수의 개수가 ${count}$일 때, 자연수 $a$에 대하여",
            f"자연수 $a$에 대하여 ${p}^a\\times {known}$의 약수가 모두 ${count}$개이다.",
        )
    )
    solution = f"$(a+1)\\times({b}+1)={count}$에서 $a+1={a + 1}$이므로 $a={a}$이다."
    return numeric(
        rng, body, "$a$의 값", a, (a + 1, a - 1, a + 2, count // (b or 1), a + 3), solution
    )


@MATHS.add("최대공약수와 최소공배수", "중1", "9수01-02", "중", concept="배수와 약수")
def _next_meeting(rng: Random) -> Draft:
    a, b = sorted(rng.sample((8, 10, 12, 15, 16, 18, 20, 24, 25, 30), 2))
    m = lcm(a, b)
    body, ask = rng.choice(
        (
            (
                f"어느 정류장에서 ${a}$분 간격으로 출발하는 버스와 ${b}$분 간격으로 출발하는 "
                f"버스가 오전 7시에 "
                "동시에 출발하였다.",
                "두 버스가 처음으로 다시 동시에 출발할 때까지 걸리는 시간",
            ),
            (
                f"두 신호등이 각각 ${a}$분, ${b}$분마다 켜진다. 두 신호등이 동시에 켜진 후",
                "처음으로 다시 동시에 켜질 때까지 걸리는 시간",
            ),
            (
                f"트랙을 한 바퀴 도는 데 지우는 ${a}$분, 민서는 ${b}$분이 걸린다. 두 사람이 "
                f"같은 곳에서 같은 "
                "방향으로 동시에 출발하였다.",
                "출발점에서 처음으로 다시 만날 때까지 걸리는 시간",
            ),
        )
    )
    solution = f"${a}$@과 ${b}$의 최소공배수는 ${m}$이므로 ${m}$분 후이다."
    wrong = (gcd(a, b), a * b, a + b, m * 2, m // 2)
    return numeric(rng, body, ask, m, wrong, solution, show=lambda v: f"${num(v)}$분")


@MATHS.add("최대공약수와 최소공배수", "중1", "9수01-02", "중", concept="배수와 약수")
def _square_tiles(rng: Random) -> Draft:
    g = rng.choice((6, 8, 12, 15, 16, 18, 20, 24))
    m, n = rng.choice(((2, 3), (3, 4), (3, 5), (4, 5), (5, 6), (5, 7), (4, 7), (5, 8)))
    a, b = g * n, g * m
    body, ask = rng.choice(
        (
            (
                f"가로의 길이가 {unit(a, 'cm')}, 세로의 길이가 {unit(b, 'cm')}인 직사각형 "
                f"모양의 벽에 같은 크기의 "
                "정사각형 모양의 타일을 빈틈없이 붙이려고 한다. 타일을 가능한 한 크게 할 때,",
                "타일의 한 변의 길이",
            ),
            (
                f"가로 {unit(a, 'cm')}, 세로 {unit(b, 'cm')}인 직사각형 모양의 종이를 남는 "
                f"부분 없이 크기가 같은 "
                "정사각형으로 자르려고 한다. 정사각형의 수를 가장 적게 할 때,",
                "정사각형의 한 변의 길이",
            ),
        )
    )
    solution = f"${a}$@과 ${b}$의 최대공약수는 ${g}$이므로 한 변의 길이는 {unit(g, 'cm')}이다."
    return numeric(
        rng, body, ask, g, (g // 2, g * 2, m * n, g // 3, lcm(a, b)), solution, measure="cm"
    )


@MATHS.add("일차방정식의 활용", "중1", "9수02-04", "중", kin="rate-equation")
def _round_trip(rng: Random) -> Draft:
    u, v = rng.choice(
        ((3, 2), (4, 3), (6, 4), (4, 2), (5, 4), (6, 3), (60, 40), (80, 60), (90, 60))
    )
    d = lcm(u, v) * rng.choice((1, 2) if u < 10 else (1,))
    hours = Frac(d, u) + Frac(d, v)
    who = rng.choice(("현우", "서연", "지민", "도윤"))
    total = unit(decimal(hours, 2), "시간") if (hours * 10) % 1 == 0 else f"${num(hours)}$시간"
    if u < 10:
        body = rng.choice(
            (
                f"{who}가 등산을 하는데 올라갈 때는 시속 ${v}\\,\\mathrm{{km}}$로 걷고, "
                f"내려올 때는 같은 길을 시속 "
                f"${u}\\,\\mathrm{{km}}$로 걸었더니 모두 {total}이 걸렸다.",
                f"두 지점 A, B 사이를 왕복하는데 갈 때는 시속 ${v}\\,\\mathrm{{km}}$, 올 때는 시속 "
                f"${u}\\,\\mathrm{{km}}$로 걸어 총 {total}이 걸렸다.",
            )
        )
    else:
        body = (
            f"자동차로 집과 할머니 댁 사이를 왕복하는데 갈 때는 시속 ${u}\\,\\mathrm{{km}}$, "
            f"올 때는 시속 "
            f"${v}\\,\\mathrm{{km}}$로 달려 모두 {total}이 걸렸다."
        )
    ask = "등산로의 길이" if "등산" in body else "두 곳 사이의 거리"
    solution = (
        f"거리를 $x\\,\\mathrm{{km}}$라 하면 "
        f"$\\dfrac{{x}}{{{u}}}+\\dfrac{{x}}{{{v}}}={num(hours)}$이다. 양변에 "
        f"${lcm(u, v)}$@을 곱하여 풀면 $x={d}$이다."
    )
    return numeric(
        rng,
        body,
        ask,
        d,
        (d * 2, Frac(d, 2), d + u, hours * (u + v) / 2, d + v),
        solution,
        measure="km",
    )


@MATHS.add("일차방정식의 활용", "중1", "9수02-04", "중", kin="rate-equation")
def _catching_up(rng: Random) -> Draft:
    slow, gap = rng.choice((40, 50, 60, 70)), rng.choice((5, 8, 10, 12, 15, 20))
    fast = slow * rng.choice((2, 3)) if rng.random() < 0.5 else slow + rng.choice((20, 40, 50))
    if (slow * gap) % (fast - slow):
        fast = slow * 2
    t = Frac(slow * gap, fast - slow)
    body = rng.choice(
        (
            f"동생이 집을 출발하여 학교를 향해 분속 ${slow}\\,\\mathrm{{m}}$로 걸어간 지 "
            f"${gap}$분 후에 형이 "
            f"같은 길을 분속 ${fast}\\,\\mathrm{{m}}$로 따라갔다.",
            f"유진이가 분속 ${slow}\\,\\mathrm{{m}}$로 공원을 향해 출발하고 ${gap}$분이 "
            f"지나서 오빠가 자전거를 타고 "
            f"분속 ${fast}\\,\\mathrm{{m}}$로 뒤따라갔다.",
        )
    )
    solution = (
        f"따라가는 사람이 출발한 지 $x$분 후에 만난다고 하면 ${slow}({gap}+x)={fast}x$이므로 "
        f"$x={num(t)}$이다."
    )
    return numeric(
        rng,
        body,
        "따라가는 사람이 출발한 뒤 두 사람이 만날 때까지 걸리는 시간",
        t,
        (t + gap, gap, Frac(slow * gap, fast), Frac(fast * gap, slow), t * 2),
        solution,
        show=lambda v: f"${num(v)}$분",
    )


@MATHS.add("일차방정식의 활용", "중1", "9수02-04", "상", concept="농도")
def _salt_water(rng: Random) -> Draft:
    while True:
        p, q, r = rng.choice(
            ((5, 10, 8), (4, 10, 6), (6, 12, 8), (8, 14, 10), (3, 9, 5), (5, 15, 9), (10, 20, 16))
        )
        a = rng.choice((100, 150, 200, 300, 400, 450, 600))
        b = Frac(a * (r - p), q - r)
        if b.denominator == 1:
            break
    body, ask = rng.choice(
        (
            (
                f"{unit(p, '%')}의 소금물 {unit(a, 'g')}에 {unit(q, '%')}의 소금물을 섞어 "
                f"{unit(r, '%')}의 소금물을 "
                "만들려고 한다.",
                f"섞어야 하는 {unit(q, '%')}의 소금물의 양",
            ),
            (
                f"농도가 {unit(p, '%')}인 설탕물 {unit(a, 'g')}@과 농도가 {unit(q, '%')}인 "
                f"설탕물을 섞었더니 농도가 "
                f"{unit(r, '%')}인 설탕물이 되었다.",
                f"섞은 {unit(q, '%')}의 설탕물의 양",
            ),
        )
    )
    solution = (
        f"구하는 양을 $x\\,\\mathrm{{g}}$이라 하면 $\\dfrac{{{p}}}{{100}}\\times "
        f"{a}+\\dfrac{{{q}}}{{100}}\\times x="
        f"\\dfrac{{{r}}}{{100}}\\times({a}+x)$이다. 정리하면 ${q - r}x={a * (r - p)}$이므로 "
        f"$x={num(b)}$이다."
    )
    return numeric(
        rng, body, ask, b, (a, b + 50, b + 100, b - 50, Frac(a * r, q)), solution, measure="g"
    )


@MATHS.add("연립일차방정식의 활용", "중2", "9수02-10", "중", kin="two-unknowns")
def _tickets(rng: Random) -> Draft:
    adult, child = rng.choice(
        ((5000, 3000), (8000, 5000), (1500, 800), (1200, 700), (2000, 1500), (9000, 6000))
    )
    x, y = rng.randint(3, 9), rng.randint(3, 12)
    total = adult * x + child * y
    things = (
        ("어른", "청소년", "명")
        if adult > 3000
        else rng.choice((("볼펜", "연필", "자루"), ("사과", "귤", "개"), ("빵", "우유", "개")))
    )
    one, two, count = things
    if count == "명":
        body = (
            f"입장료가 어른은 {won(adult)}, 청소년은 {won(child)}인 박물관에 어른과 청소년을 "
            f"합하여 ${x + y}$명이 "
            f"입장하고 모두 {won(total)}을 냈다."
        )
    else:
        body = (
            f"한 {count}에 {won(adult)}인 {one}@과 한 {count}에 {won(child)}인 {two}@을 합하여 "
            f"${x + y}${count}를 사고 {won(total)}을 냈다."
        )
    ask = (
        f"입장한 {one}의 수"
        if count == "명"
        else f"{one}의 개수"
        if count == "개"
        else f"{one}의 수"
    )
    solution = (
        f"{one}@을 $x${count}, {two}@을 $y${count}라 하면 $x+y={x + y}$, "
        f"${adult}x+{child}y={total}$이다. "
        f"연립하여 풀면 $x={x}$, $y={y}$이다."
    ).replace("명라", "명이라")
    wrong = (y, x + 1, x - 1, x + 2, x + y)
    return numeric(rng, body, ask, x, wrong, solution, show=lambda v: f"${num(v)}${count}")


@MATHS.add("연립일차방정식의 활용", "중2", "9수02-10", "중", kin="two-unknowns")
def _legs(rng: Random) -> Draft:
    x, y = rng.randint(5, 20), rng.randint(4, 18)
    big, small, one, two, part = rng.choice(
        (
            (4, 2, "토끼", "닭", "다리"),
            (4, 2, "돼지", "오리", "다리"),
            (4, 2, "자동차", "오토바이", "바퀴"),
            (3, 2, "세발자전거", "두발자전거", "바퀴"),
        )
    )
    legs_total = big * x + small * y
    count = "마리" if part == "다리" else "대"
    where = "농장" if part == "다리" else "주차장"
    body = (
        f"어느 {where}에 {one}@과 {two}@이 합하여 ${x + y}${count} 있다. {part}의 수를 모두 "
        f"세어 보니 "
        f"${legs_total}$개였다."
    )
    solution = (
        f"{one}@을 $x${count}, {two}@을 $y${count}라 하면 $x+y={x + y}$, "
        f"${big}x+{small}y={legs_total}$이다. "
        f"풀면 $x={x}$, $y={y}$이다."
    )
    return numeric(
        rng,
        body,
        f"{one}의 수",
        x,
        (y, x + 1, x - 1, x + 3, x - 2),
        solution,
        show=lambda v: f"${num(v)}${count}",
    )
