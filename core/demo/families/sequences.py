"""수학: sequences, logarithms, counting, probability, sets."""

from fractions import Fraction as Frac
from math import comb, factorial, gcd
from random import Random

from core.demo.drafts import Draft, choose, figure, numeric
from core.demo.families.catalogues import MATHS
from core.demo.figures import geometry
from core.demo.korean import num, par, poly, signed


@MATHS.add("등차수열", "고2", "12대수03-02", "하", kin="arithmetic")
def _arithmetic_term(rng: Random) -> Draft:
    a, d = rng.randint(-8, 12), rng.choice((-5, -4, -3, -2, 2, 3, 4, 5, 6))
    i, j, n = 2, rng.randint(5, 8), rng.randint(10, 20)
    term = [a + d * k for k in range(30)]
    body = rng.choice(
        (
            f"등차수열 $\\{{a_n\\}}$에서 $a_{i}={term[i - 1]}$, $a_{j}={term[j - 1]}$일 때,",
            (
                f"제${i}$항이 ${term[i - 1]}$, 제${j}$항이 ${term[j - 1]}$인 등차수열 "
                f"$\\{{a_n\\}}$에 대하여"
            ),
        )
    )
    solution = (
        f"공차를 $d$라 하면 ${j - i}d={term[j - 1] - term[i - 1]}$에서 $d={d}$이고 첫째항은 "
        f"${a}$이다. 따라서 "
        f"$a_{{{n}}}={a}+{n - 1}\\times {par(d)}={term[n - 1]}$이다."
    )
    wrong = (term[n], term[n - 2], a + n * d + d, n * d, a * n)
    return numeric(rng, body, f"$a_{{{n}}}$의 값", term[n - 1], wrong, solution, positive=False)


@MATHS.add("등차수열", "고2", "12대수03-02", "중", kin="arithmetic")
def _seats(rng: Random) -> Draft:
    a, d, n = rng.randint(10, 24), rng.randint(2, 4), rng.choice((8, 10, 12, 15, 20))
    total = n * (2 * a + (n - 1) * d) // 2
    body, ask = rng.choice(
        (
            (
                f"어느 공연장의 첫째 줄에는 좌석이 ${a}$개 있고, 뒤로 한 줄씩 갈 때마다 "
                f"좌석이 ${d}$개씩 늘어난다. "
                f"좌석이 모두 ${n}$줄일 때,",
                "전체 좌석의 수",
            ),
            (
                (
                    f"통나무를 맨 위층에 ${a}$개, 한 층 내려갈 때마다 ${d}$개씩 더 많게 "
                    f"${n}$층으로 쌓았다."
                ),
                "쌓은 통나무의 총수",
            ),
        )
    )
    solution = (
        f"첫째항이 ${a}$, 공차가 ${d}$인 등차수열의 첫째항부터 제${n}$항까지의 합이므로 "
        f"$\\dfrac{{{n}\\{{2\\times {a}+({n}-1)\\times {d}\\}}}}{{2}}={total}$이다."
    )
    wrong = (a * n, total + a, n * (2 * a + n * d) // 2, total - d * n, total + n)
    return numeric(rng, body, ask, total, wrong, solution)


@MATHS.add("등비수열", "고2", "12대수03-03", "중")
def _geometric_sum(rng: Random) -> Draft:
    a, r, n = rng.choice((1, 2, 3, 4, 5)), rng.choice((2, 3, -2)), rng.randint(4, 8)
    total = a * (r**n - 1) // (r - 1)
    body = rng.choice(
        (
            f"첫째항이 ${a}$이고 공비가 ${r}$인 등비수열의",
            f"$a_1={a}$, $a_{{n+1}}={r}a_n$ $(n=1, 2, 3, \\cdots)$인 수열 $\\{{a_n\\}}$의",
        )
    )
    base = f"({r})" if r < 0 else str(r)
    solution = (
        f"$S_{{{n}}}=\\dfrac{{{a if a > 1 else ''}\\{{{base}^{{{n}}}-1\\}}}}{{{r}-1}}={total}$이다."
    )
    wrong = (
        a * r ** (n - 1),
        a * (r ** (n - 1) - 1) // (r - 1),
        a * r**n,
        total + a,
        a * (r**n - 1),
    )
    return numeric(
        rng, body, f"첫째항부터 제${n}$항까지의 합", total, wrong, solution, positive=total > 0
    )


@MATHS.add("수열의 합", "고2", "12대수03-04", "중")
def _sigma(rng: Random) -> Draft:
    n, p, q = rng.choice((5, 6, 8, 10, 12)), rng.randint(2, 6), rng.choice((-3, -2, -1, 1, 2, 3))
    total = p * n * (n + 1) // 2 + q * n
    body = f"$\\displaystyle\\sum_{{k=1}}^{{{n}}} ({poly([p, q], 'k')})$"
    solution = f"${p}\\times\\dfrac{{{n}\\times {n + 1}}}{{2}}{signed(q)}\\times {n}={total}$이다."
    wrong = (
        p * n * (n + 1) // 2 + q,
        p * n * (n - 1) // 2 + q * n,
        p * n + q,
        total + p,
        total - n,
    )
    return numeric(rng, rng.choice(("", "다음 식에서")), f"{body}의 값", total, wrong, solution)


@MATHS.add("지수와 로그", "고2", "12대수01-02", "하", concept="로그")
def _log_sum(rng: Random) -> Draft:
    base, k = rng.choice(((2, 3), (2, 4), (2, 5), (3, 2), (3, 3), (5, 2), (6, 2), (10, 2)))
    target = base**k
    first = rng.choice([m for m in range(2, 60) if m % base or m == base])
    second = Frac(target, first)
    text = rf"\log_{{{base}}} {first}+\log_{{{base}}} {num(second)}"
    body = rng.choice((f"${text}$", f"로그의 성질을 이용하여 계산한 ${text}$"))
    solution = (
        f"$\\log_{{{base}}} \\left({first}\\times {num(second)}\\right)=\\log_{{{base}}} "
        f"{target}={k}$이다."
    )
    return numeric(rng, "", f"{body}의 값", k, (k + 1, k - 1, 2 * k, k + 2, k + 3), solution)


@MATHS.add("지수와 로그", "고2", "12대수01-01", "하", concept="지수")
def _exponent_rule(rng: Random) -> Draft:
    base = rng.choice((2, 3, 5))
    d = rng.choice((2, 3, 4))
    a = rng.choice([v for v in range(1, 6) if gcd(v, d) == 1])
    k = rng.choice((2, 3) if base > 2 else (2, 3, 4))
    rest = k * d - a
    if rest <= 0 or rest == a:
        rest = k * d + a
        text = rf"{base}^{{\frac{{{rest}}}{{{d}}}}}\times {base}^{{-\frac{{{a}}}{{{d}}}}}"
        total = f"\\frac{{{rest}-{a}}}{{{d}}}"
    else:
        text = rf"{base}^{{\frac{{{a}}}{{{d}}}}}\times {base}^{{\frac{{{rest}}}{{{d}}}}}"
        total = f"\\frac{{{a}+{rest}}}{{{d}}}"
    value = base**k
    body = rng.choice((f"${text}$", f"지수법칙을 이용하여 계산한 ${text}$"))
    solution = f"지수법칙에서 ${base}^{{{total}}}={base}^{k}={value}$이다."
    return numeric(
        rng,
        "",
        f"{body}의 값",
        value,
        (base ** (k + 1), base ** (k - 1), base * k, value + base, value * 4),
        solution,
    )


@MATHS.add("경우의 수", "고1", "10공수1-03-02", "중", kin="arrangement")
def _adjacent(rng: Random) -> Draft:
    boys, girls = rng.randint(2, 4), rng.randint(2, 3)
    names = rng.choice((("남학생", "여학생", "명"), ("소설책", "시집", "권")))
    value = factorial(boys + 1) * factorial(girls)
    body = rng.choice(
        (
            (
                f"{names[0]} ${boys}${names[2]}과 {names[1]} ${girls}${names[2]}을 일렬로 세울 "
                f"때, {names[1]}끼리 서로 이웃하도록 세우는"
            ),
            f"서로 다른 {names[0]} ${boys}${names[2]}과 {names[1]} ${girls}${names[2]}을 한 "
            f"줄로 나란히 배열하려고 한다. "
            f"{names[1]}이 모두 이웃하도록 배열하는",
        )
    )
    if names[0] == "남학생":
        body = body.replace("서로 다른 ", "")
    solution = (
        f"{names[1]}@을 하나로 묶으면 ${boys + 1}!$, 묶음 안에서 자리를 바꾸는 경우가 "
        f"${girls}!$이므로 "
        f"${boys + 1}!\\times {girls}!={value}$이다."
    )
    wrong = (
        factorial(boys + 1),
        factorial(boys + girls),
        factorial(boys) * factorial(girls),
        value // 2,
        value * 2,
    )
    return numeric(rng, body, "경우의 수", value, wrong, solution)


@MATHS.add("경우의 수", "고1", "10공수1-03-03", "중", kin="combination")
def _committee(rng: Random) -> Draft:
    a, b = rng.randint(4, 7), rng.randint(3, 6)
    i, j = rng.randint(1, 3), rng.randint(1, 2)
    value = comb(a, i) * comb(b, j)
    one, two = rng.choice(
        (("1학년", "2학년"), ("남학생", "여학생"), ("수학 동아리 회원", "과학 동아리 회원"))
    )
    body = rng.choice(
        (
            f"{one} ${a}$명과 {two} ${b}$명 중에서 {one} ${i}$명과 {two} ${j}$명을 뽑는",
            (
                f"{one} ${a}$명, {two} ${b}$명으로 이루어진 모임에서 {one} ${i}$명, {two} "
                f"${j}$명의 대표를 정하는"
            ),
        )
    )
    solution = (
        f"${{}}_{{{a}}}\\mathrm{{C}}_{{{i}}}\\times{{}}_{{{b}}}\\mathrm{{C}}_{{{j}}}="
        f"{comb(a, i)}\\times {comb(b, j)}={value}$이다."
    )
    wrong = (
        comb(a, i) + comb(b, j),
        comb(a + b, i + j),
        value * factorial(i),
        value + a,
        value - b,
    )
    return numeric(rng, body, "경우의 수", value, wrong, solution)


@MATHS.add("경우의 수", "고1", "10공수1-03-02", "중", kin="combination")
def _shortest_paths(rng: Random) -> Draft:
    c, r = rng.randint(3, 6), rng.randint(2, 4)
    via = (rng.randint(1, c - 1), rng.randint(1, r - 1)) if rng.random() < 0.6 else None
    value = comb(c + r, r)
    drawing = figure("lattice", geometry.lattice, columns=c, rows=r, via=via)
    if via:
        first, second = comb(sum(via), via[1]), comb(c + r - sum(via), r - via[1])
        value = first * second
        body = rng.choice(
            (
                (
                    "그림과 같은 바둑판 모양의 도로가 있다. A 지점에서 출발하여 P 지점을 거쳐 B "
                    "지점까지 최단 거리로 가는"
                ),
                (
                    "그림과 같은 도로망을 따라 A 지점에서 P 지점을 지나 B 지점까지 가장 짧은 "
                    "거리로 이동하는"
                ),
            )
        )
        solution = (
            f"A에서 P까지 ${first}$가지, P에서 B까지 ${second}$가지이므로 ${first}\\times "
            f"{second}={value}$이다."
        )
        wrong = (first + second, comb(c + r, r), value + first, value - second, value * 2)
    else:
        body = rng.choice(
            (
                "그림과 같은 바둑판 모양의 도로가 있다. A 지점에서 B 지점까지 최단 거리로 가는",
                "그림과 같은 도로망을 따라 A 지점에서 B 지점까지 가장 짧은 거리로 이동하는",
            )
        )
        solution = (
            f"가로로 ${c}$칸, 세로로 ${r}$칸 이동하므로 "
            f"$\\dfrac{{{c + r}!}}{{{c}!\\,{r}!}}={value}$이다."
        )
        wrong = (c * r, (c + 1) * (r + 1), value + c, value - r, value * 2)
    return numeric(rng, body, "경우의 수", value, wrong, solution, drawing)


@MATHS.add("확률", "중2", "9수04-06", "하", kin="probability")
def _two_dice(rng: Random) -> Draft:
    kind, n = rng.choice(
        (
            ("sum", rng.randint(3, 11)),
            ("diff", rng.randint(0, 4)),
            ("product", rng.choice((4, 6, 12, 20))),
        )
    )
    pairs = [(a, b) for a in range(1, 7) for b in range(1, 7)]
    results = {
        "sum": [a + b for a, b in pairs],
        "diff": [abs(a - b) for a, b in pairs],
        "product": [a * b for a, b in pairs],
    }
    count = results[kind].count(n)
    word = {"sum": "합", "diff": "차", "product": "곱"}[kind]
    body = rng.choice(
        (
            f"서로 다른 두 개의 주사위를 동시에 던질 때, 나오는 두 눈의 수의 {word}@이 ${n}$일",
            f"한 개의 주사위를 두 번 던져서 나온 두 눈의 수의 {word}@이 ${n}$일",
        )
    )
    value = Frac(count, 36)
    solution = (
        f"전체 경우는 $36$가지이고 {word}@이 ${n}$인 경우는 ${count}$가지이므로 확률은 "
        f"${num(value)}$이다."
    )
    wrong = (
        Frac(count + 1, 36),
        Frac(count - 1, 36),
        Frac(count + 2, 36),
        Frac(count + 4, 36),
        Frac(count, 12),
    )
    return numeric(rng, body, "확률", value, wrong, solution)


@MATHS.add("확률", "중2", "9수04-06", "중", kin="probability")
def _drawing_balls(rng: Random) -> Draft:
    red, blue = rng.randint(2, 6), rng.randint(2, 6)
    n = red + blue
    replaced = rng.random() < 0.5
    value = Frac(red, n) * (Frac(red, n) if replaced else Frac(red - 1, n - 1))
    how = "꺼낸 공을 다시 넣고" if replaced else "꺼낸 공을 다시 넣지 않고"
    color, other = rng.choice((("빨간", "파란"), ("흰", "검은"), ("노란", "초록")))
    body = rng.choice(
        (
            (
                f"주머니 속에 {color} 공 ${red}$개와 {other} 공 ${blue}$개가 들어 있다. 공을 한 "
                f"개 꺼내어 확인하고, {how} 다시 한 개를 꺼낼 때, 두 번 모두 {color} 공일"
            ),
            (
                f"모양과 크기가 같은 {color} 공 ${red}$개, {other} 공 ${blue}$개가 들어 있는 "
                f"상자에서 공을 한 개씩 두 번 꺼낸다. {how} 두 번째 공을 꺼낼 때, 두 공이 모두 "
                f"{color} 공일"
            ),
        )
    )
    second = Frac(red, n) if replaced else Frac(red - 1, n - 1)
    solution = (
        f"첫 번째에 {color} 공일 확률은 ${num(Frac(red, n))}$, 두 번째에 {color} 공일 확률은 "
        f"${num(second)}$이므로 ${num(value)}$이다."
    )
    wrong = (
        Frac(red, n) ** 2,
        Frac(red, n) * Frac(red - 1, n - 1),
        Frac(red, n),
        Frac(blue, n) ** 2,
        Frac(blue * (blue - 1), n * (n - 1)),
    )
    return numeric(rng, body, "확률", value, wrong, solution)


@MATHS.add("집합의 연산", "고1", "10공수2-02-02", "중")
def _survey_sets(rng: Random) -> Draft:
    both, only_a, only_b, none = (
        rng.randint(3, 9),
        rng.randint(4, 15),
        rng.randint(4, 15),
        rng.randint(1, 8),
    )
    total, a, b = both + only_a + only_b + none, both + only_a, both + only_b
    x, y = rng.choice(
        (("축구", "농구"), ("영어", "일본어"), ("떡볶이", "김밥"), ("봉사 활동", "독서 토론"))
    )
    drawing = figure("venn", geometry.venn, parts=("", "?", "", f"{none}"))
    body = (
        f"어느 반 학생 ${total}$명을 대상으로 조사하였더니 {x}@을 좋아하는 학생이 ${a}$명, "
        f"{y}@을 좋아하는 학생이 ${b}$명, "
        f"둘 다 좋아하지 않는 학생이 ${none}$명이었다. 그림에서 $U$는 전체 학생, $A$는 {x}, "
        f"$B$는 {y}@을 좋아하는 학생의 집합이다."
    )
    solution = (
        f"$n(A\\cup B)={total}-{none}={total - none}$이므로 $n(A\\cap "
        f"B)={a}+{b}-{total - none}={both}$이다."
    )
    wrong = (both + none, only_a, only_b, both + 1, both - 1)
    return numeric(
        rng,
        body,
        f"{x}@과 {y}@을 모두 좋아하는 학생의 수",
        both,
        wrong,
        solution,
        drawing,
        show=lambda v: f"${num(v)}$명",
    )


@MATHS.add("집합의 연산", "고1", "10공수2-02-02", "하")
def _venn_difference(rng: Random) -> Draft:
    universe = list(range(1, 11))
    rng.shuffle(universe)
    i, j, k = rng.randint(1, 2), rng.randint(2, 3), rng.randint(1, 3)
    both, a, b = (
        sorted(universe[:i]),
        sorted(universe[i : i + j]),
        sorted(universe[i + j : i + j + k]),
    )
    rest = sorted(universe[i + j + k :])

    def show(values: list[int]) -> str:
        return ", ".join(map(str, values))

    drawing = figure("venn", geometry.venn, parts=(show(a), show(both), show(b), ""))
    name, right = rng.choice((("A-B", a), ("B-A", b), ("A\\cap B", both)))
    sets = [a, b, both, sorted(a + both), sorted(b + both), sorted(a + b), rest]
    options = [f"$\\{{{show(v)}\\}}$" for v in sets]
    correct = f"$\\{{{show(right)}\\}}$"
    text = (
        f"전체집합 $U=\\{{x\\mid x$는 $10$ 이하의 자연수$\\}}$의 두 부분집합 $A$, $B$를 "
        f"나타낸 벤 다이어그램이 그림과 같을 때, "
        f"집합 ${name}$@은?"
    )
    meaning = {
        "A-B": "$A$에는 속하고 $B$에는 속하지 않는",
        "B-A": "$B$에는 속하고 $A$에는 속하지 않는",
    }
    solution = f"{meaning.get(name, '$A$와 $B$에 모두 속하는')} 원소를 모으면 {correct}이다."
    return choose(rng, text, correct, [o for o in options if o != correct], solution, drawing)
