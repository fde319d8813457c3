"""생명과학: heredity, cell division, DNA."""

from fractions import Fraction as Frac
from itertools import pairwise
from random import Random

from core.demo.drafts import Draft, Figure, figure, numeric, statements
from core.demo.families.catalogues import BIOLOGY
from core.demo.figures import charts, graphs, science
from core.demo.korean import Number, num, unit

_TRAITS = ("유전병 ㉠", "유전 형질 ㉠", "귓불 형질 ㉠", "혀 말기 형질 ㉠")


def _family_tree(rng: Random) -> tuple[bool, int, int, Figure]:
    """Parents 1 and 2 of one phenotype with a child of the other, and that generation's marriage.

    Returns whether the trait is recessive, the odd child, the number affected and the figure.
    """
    recessive = rng.random() < 0.6
    parent = not recessive
    odd_child = rng.choice((3, 4))
    people = [
        ("1", 1.0, 0, False, parent),
        ("2", 2.2, 0, True, parent),
        ("3", 0.6, 1, rng.random() < 0.5, parent ^ (odd_child == 3)),
        ("4", 1.9, 1, True, parent ^ (odd_child == 4)),
        ("5", 3.4, 1, False, recessive),
        ("6", 2.65, 2, rng.random() < 0.5, recessive),
    ]
    drawing = figure(
        "pedigree", science.pedigree, people=tuple(people), couples=((0, 1, (2, 3)), (4, 3, (5,)))
    )
    return recessive, odd_child, sum(p[4] for p in people), drawing


@BIOLOGY.add("사람의 유전", "고2", "12생과03-03", "중", kin="pedigree")
def _pedigree_claims(rng: Random) -> Draft:
    recessive, odd, affected, drawing = _family_tree(rng)
    trait = rng.choice(_TRAITS)
    form = "열성" if recessive else "우성"
    claims = [
        (
            f"{trait}@은 우성 형질이다.",
            not recessive,
            (
                f"같은 표현형의 부모 1, 2에게서 다른 표현형의 자녀 {odd}@이 태어났으므로 {form} "
                f"형질이다."
            ),
        ),
        (
            "1과 2의 ㉠에 대한 유전자형은 모두 이형 접합성이다.",
            True,
            f"자녀 {odd}@이 열성 동형 접합성이므로 부모는 모두 이형 접합성이다.",
        ),
        (f"{odd}의 ㉠에 대한 유전자형은 동형 접합성이다.", True, "열성 표현형은 동형 접합성이다."),
        (f"이 가계도에서 ㉠@을 나타내는 사람은 ${affected}$명이다.", True, "색칠한 기호의 수이다."),
        (
            (
                f"1과 2 사이에서 아이가 한 명 더 태어날 때, 이 아이가 {odd}@과 같은 표현형일 "
                f"확률은 $\\dfrac{{1}}{{4}}$이다."
            ),
            True,
            "이형 접합성인 부모의 자녀가 열성 동형 접합성일 확률은 $\\dfrac{1}{4}$이다.",
        ),
        (
            (
                f"1과 2 사이에서 아이가 한 명 더 태어날 때, 이 아이가 {odd}@과 같은 표현형일 "
                f"확률은 $\\dfrac{{1}}{{2}}$이다."
            ),
            False,
            "열성 동형 접합성일 확률은 $\\dfrac{1}{4}$이다.",
        ),
    ]
    body = rng.choice(
        (
            (
                f"그림은 상염색체에 있는 한 쌍의 대립유전자에 의해 결정되는 {trait}에 대한 어떤 "
                f"집안의 가계도이다. 네모는 남자, 원은 여자이고 색칠한 사람은 ㉠@을 나타낸다. "
                f"돌연변이는 고려하지 않는다."
            ),
            (
                f"{trait}@은 상염색체의 한 쌍의 대립유전자에 의해 결정된다. 그림은 이 집안의 "
                f"가계도이며 색칠한 기호는 ㉠@이 나타난 사람, 네모는 남자, 원은 여자이다. (단, "
                f"돌연변이는 없다.)"
            ),
        )
    )
    return statements(rng, body, claims, drawing)


@BIOLOGY.add("사람의 유전", "고2", "12생과03-03", "중", kin="pedigree-probability")
def _pedigree_probability(rng: Random) -> Draft:
    recessive, odd, _, drawing = _family_tree(rng)
    trait = rng.choice(_TRAITS)
    shown = rng.random() < 0.5
    quarter = Frac(1, 4)
    value = (
        (quarter if shown else 1 - quarter) if recessive else (1 - quarter if shown else quarter)
    )
    girl = rng.random() < 0.4
    if girl:
        value /= 2
    state = "나타날" if shown else "나타나지 않을"
    who = "이 아이가 딸이면서 ㉠@이" if girl else "이 아이에게서 ㉠@이"
    body = rng.choice(
        (
            (
                f"그림은 상염색체에 있는 한 쌍의 대립유전자에 의해 결정되는 {trait}에 대한 어떤 "
                f"집안의 가계도이다. 네모는 남자, 원은 여자이고 색칠한 사람은 ㉠@을 나타낸다."
            ),
            (
                f"{trait}@은 상염색체의 한 쌍의 대립유전자에 의해 결정된다. 그림은 이 집안의 "
                f"가계도이며 색칠한 기호는 ㉠@이 나타난 사람, 네모는 남자, 원은 여자이다."
            ),
        )
    )
    body += f" 1과 2 사이에서 아이가 한 명 더 태어날 때, {who} {state}"
    form = "열성" if recessive else "우성"
    sex = " 딸일 확률 $\\dfrac{1}{2}$@을 곱한다." if girl else ""
    solution = (
        f"부모 1, 2와 자녀 {odd}의 표현형에서 ㉠@은 {form} 형질이고 1, 2는 모두 이형 "
        f"접합성이다.{sex} 따라서 확률은 ${num(value)}$이다."
    )
    return numeric(
        rng,
        body,
        "확률",
        value,
        (Frac(1, 2), Frac(1, 4), Frac(3, 4), Frac(1, 8), Frac(3, 8)),
        solution,
        drawing,
    )


@BIOLOGY.add("유전의 원리", "중3", "9과17-04", "중", kin="dihybrid")
def _dihybrid_ratio(rng: Random) -> Draft:
    n = rng.choice((160, 320, 400, 480, 640, 800, 1600))
    pick = rng.choice(
        ((9, "둥글고 황색인"), (3, "둥글고 녹색인"), (3, "주름지고 황색인"), (1, "주름지고 녹색인"))
    )
    rows = (
        ("", "RY", "Ry", "rY", "ry"),
        *((a, *(_join(a, b) for b in ("RY", "Ry", "rY", "ry"))) for a in ("RY", "Ry", "rY", "ry")),
    )
    drawing = figure("punnett", charts.table, rows=rows, first=0.7)
    value = n * pick[0] // 16
    body = rng.choice(
        (
            (
                f"표는 유전자형이 $\\mathrm{{RrYy}}$인 완두를 자가 수분하여 얻을 수 있는 자손의 "
                f"유전자형을 나타낸 것이다. R는 둥근 모양, Y는 황색 유전자로 각각 r, y에 대해 "
                f"우성이다. 자손 ${n}$개체 중"
            ),
            (
                f"유전자형이 $\\mathrm{{RrYy}}$인 완두를 자가 수분하여 ${n}$개의 완두를 얻었다. "
                f"둥근 모양(R)은 주름진 모양(r)에 대해, 황색(Y)은 녹색(y)에 대해 우성이고 "
                f"생식세포의 결합은 표와 같다. 이 중"
            ),
        )
    )
    solution = (
        f"표현형의 비는 $9:3:3:1$이고 {pick[1]} 완두의 비율은 "
        f"$\\dfrac{{{pick[0]}}}{{16}}$이므로 이론적으로 ${value}$개이다."
    )
    return numeric(
        rng,
        body,
        f"이론적으로 {pick[1]} 완두의 수",
        value,
        (n // 16, 3 * n // 16, 9 * n // 16, n // 4, 3 * n // 4),
        solution,
        drawing,
        show=lambda v: f"${num(v)}$개",
    )


def _join(a: str, b: str) -> str:
    return "".join("".join(sorted((x, y))) for x, y in zip(a, b, strict=True))


@BIOLOGY.add("유전의 원리", "중3", "9과17-04", "하", kin="monohybrid", concept="유전의 원리")
def _monohybrid_count(rng: Random) -> Draft:
    organism, dominant, recessive, letter = rng.choice(
        (
            ("완두", "둥근 완두", "주름진 완두", "R"),
            ("완두", "보라색 꽃", "흰색 꽃", "P"),
            ("초파리", "정상 날개", "흔적 날개", "V"),
            ("생쥐", "검은색 털", "흰색 털", "B"),
        )
    )
    n = rng.choice((80, 120, 200, 240, 400, 600, 1000))
    cross, shares = rng.choice(
        (
            (f"{letter}{letter.lower()}×{letter}{letter.lower()}", (Frac(3, 4), Frac(1, 4))),
            (
                f"{letter}{letter.lower()}×{letter.lower()}{letter.lower()}",
                (Frac(1, 2), Frac(1, 2)),
            ),
        )
    )
    which = rng.choice((0, 1))
    value = shares[which] * n
    left, right = cross.split("×")
    body = rng.choice(
        (
            (
                f"{organism}에서 {dominant} 유전자 {letter}는 {recessive} 유전자 "
                f"{letter.lower()}에 대해 완전 우성이다. 유전자형이 $\\mathrm{{{left}}}$인 개체와 "
                f"$\\mathrm{{{right}}}$인 개체를 교배하여 자손 ${n}$개체를 얻었을 때,"
            ),
            (
                f"유전자형이 $\\mathrm{{{left}}}$인 {organism}@과 $\\mathrm{{{right}}}$인 "
                f"{organism}@을 교배하였더니 자손이 ${n}$개체 태어났다. {letter}는 {dominant}, "
                f"{letter.lower()}는 {recessive} 유전자이고 {letter}가 우성이다. 이때"
            ),
        )
    )
    body = body.replace("R는", "R는")
    name = (dominant, recessive)[which]
    solution = (
        f"자손에서 {dominant}:{recessive}@은 ${shares[0] * 4}:{shares[1] * 4}$의 비로 "
        f"나타나므로 {name} 개체는 이론적으로 ${value}$개체이다."
    )
    return numeric(
        rng,
        body,
        f"{name}@을 나타내는 자손의 이론상 수",
        value,
        (Frac(n, 4), Frac(n, 2), Frac(3 * n, 4), n, Frac(n, 3) if n % 3 == 0 else Frac(n, 5)),
        solution,
        show=lambda v: f"${num(v)}$개체",
    )


@BIOLOGY.add("세포 분열", "고2", "12생과03-01", "중", kin="dna-amount")
def _dna_amount(rng: Random) -> Draft:
    meiosis = rng.random() < 0.6
    points: tuple[tuple[float, int], ...]
    if meiosis:
        points = ((0, 2), (2, 2), (3, 4), (5, 4), (5.01, 2), (6.5, 2), (6.51, 1), (8, 1))
        marks = ((1.0, 2, "A"), (4.2, 4, "B"), (5.8, 2, "C"))
    else:
        points = ((0, 2), (2, 2), (3.2, 4), (6, 4), (6.01, 2), (8, 2))
        marks = ((1.0, 2, "A"), (4.2, 4, "B"), (7.0, 2, "C"))
    scale = rng.choice((1, 2, 3, 5))
    segments = tuple(((a[0], a[1] * scale), (b[0], b[1] * scale)) for a, b in pairwise(points))
    n = rng.choice((4, 6, 8, 12, 46))
    drawing = figure(
        "dna-graph",
        graphs.smooth,
        curves=segments,
        names=("t", "DNA"),
        ys=(scale, 2 * scale, 4 * scale),
        y=(0, 5 * scale),
        x=(0, 8),
        dots=tuple((x, y * scale, m) for x, y, m in marks),
    )
    kind = "감수 분열" if meiosis else "체세포 분열"
    claims = [
        (
            f"이 그래프는 {kind} 과정을 나타낸 것이다.",
            True,
            f"DNA 상대량이 {'두 번' if meiosis else '한 번'} 반으로 줄어든다.",
        ),
        (
            f"이 그래프는 {'체세포 분열' if meiosis else '감수 분열'} 과정을 나타낸 것이다.",
            False,
            f"DNA 상대량이 {'두 번' if meiosis else '한 번'} 반으로 줄어들므로 {kind}이다.",
        ),
        ("B 시기의 DNA 상대량은 A 시기의 $2$배이다.", True, "간기의 S기에 DNA가 복제된다."),
        (
            (
                f"체세포의 염색체 수가 ${n}$인 동물이라면 C 시기 세포의 염색체 수는 "
                f"${n // 2 if meiosis else n}$이다."
            ),
            True,
            (
                "감수 1분열에서 상동 염색체가 분리되어 염색체 수가 반으로 줄어든다."
                if meiosis
                else "체세포 분열에서는 염색체 수가 변하지 않는다."
            ),
        ),
        (
            f"체세포의 염색체 수가 ${n}$인 동물이라면 C 시기 세포의 염색체 수는 ${2 * n}$이다.",
            False,
            f"C 시기 세포의 염색체 수는 ${n // 2 if meiosis else n}$이다.",
        ),
        ("이 과정에서 DNA 복제는 두 번 일어난다.", False, "DNA 복제는 한 번 일어난다."),
    ]
    body = rng.choice(
        (
            "그림은 어떤 동물의 세포가 분열하는 동안 핵 1개당 DNA 상대량의 변화를 나타낸 것이다.",
            (
                "분열 중인 어떤 동물 세포에서 시간 $t$에 따른 핵 1개당 DNA 상대량을 측정하여 "
                "그림과 같은 결과를 얻었다."
            ),
        )
    )
    return statements(rng, body, claims, drawing)


@BIOLOGY.add("DNA와 유전자", "고2", "12생과03-02", "하", kin="base-ratio")
def _base_ratio(rng: Random) -> Draft:
    base, other = rng.choice((("A", "G"), ("T", "C"), ("G", "T"), ("C", "A")))
    names = {"A": "아데닌(A)", "T": "타이민(T)", "G": "구아닌(G)", "C": "사이토신(C)"}
    total = rng.choice((200, 400, 500, 1000))
    share = rng.choice((15, 20, 22, 24, 26, 28, 30, 35))
    value = Frac(total * (50 - share), 100)
    if value.denominator != 1:
        total, value = 1000, Frac(10 * (50 - share))
    if rng.random() < 0.5:
        body = (
            f"이중 나선 DNA를 구성하는 염기 ${total}$개 중 {names[base]}의 비율이 "
            f"{unit(share, '%')}일 때,"
        )
        ask, answer = f"{names[other]}의 수", value
        wrong = (Frac(total * share, 100), value * 2, total - value, value + 10, value - 10)
        measure = "개"
    else:
        body = (
            f"어떤 이중 나선 DNA에서 전체 염기 중 {names[base]}@이 차지하는 비율이 "
            f"{unit(share, '%')}이다."
        )
        ask, answer = f"{names[other]}@이 차지하는 비율", Frac(50 - share)
        wrong = (Frac(share), Frac(100 - share), Frac(100 - 2 * share), answer + 5, answer - 5)
        measure = "%"

    def show(v: Number) -> str:
        return f"${num(v)}$개" if measure == "개" else unit(v, "%")

    solution = (
        f"상보적인 염기의 수는 같으므로 A와 T, G와 C의 비율은 각각 같다. 따라서 {other}의 "
        f"비율은 $50-{share}={50 - share}\\,(\\%)$이다. 구하는 값은 {show(answer)}이다."
    )
    return numeric(rng, body, ask, answer, wrong, solution, show=show)
