"""화학: moles, reactions, solutions."""

from fractions import Fraction as Frac
from random import Random

from core.demo.drafts import Draft, figure, numeric
from core.demo.families.catalogues import CHEMISTRY
from core.demo.figures import science
from core.demo.korean import decimal, formula, num, unit

_COMPOUNDS = {
    "H_2O": ("물", 18),
    "CO_2": ("이산화 탄소", 44),
    "NH_3": ("암모니아", 17),
    "CH_4": ("메테인", 16),
    "NaOH": ("수산화 나트륨", 40),
    "CaCO_3": ("탄산 칼슘", 100),
    "C_6H_{12}O_6": ("포도당", 180),
}


@CHEMISTRY.add("화학의 언어", "고2", "12화학01-02", "하", kin="mole")
def _moles_of_mass(rng: Random) -> Draft:
    key = rng.choice(list(_COMPOUNDS))
    name, mass = _COMPOUNDS[key]
    n = rng.choice(
        (Frac(1, 10), Frac(1, 5), Frac(1, 4), Frac(1, 2), Frac(3, 2), Frac(2), Frac(5, 2), Frac(3))
    )
    grams = n * mass
    if rng.random() < 0.5:
        body = rng.choice(
            (
                f"{name}({formula(key)})의 화학식량은 ${mass}$이다.",
                f"화학식량이 ${mass}$인 {name}({formula(key)})@이 있다.",
            )
        )
        solution = f"$\\dfrac{{{decimal(grams)}}}{{{mass}}}={decimal(n)}\\,(\\mathrm{{mol}})$이다."
        return numeric(
            rng,
            body,
            f"{name} {unit(grams, 'g')}의 양(mol)",
            n,
            (n * 2, n / 2, n + 1, n * 10, n + Frac(1, 2)),
            solution,
            measure="mol",
        )
    body = f"{name}({formula(key)}) {unit(n, 'mol')}@이 있다. {name}의 화학식량은 ${mass}$이다."
    solution = f"${decimal(n)}\\times {mass}={decimal(grams)}\\,(\\mathrm{{g}})$이다."
    return numeric(
        rng,
        body,
        f"이 {name}의 질량",
        grams,
        (mass, grams * 2, grams / 2, mass / n, grams + mass),
        solution,
        show=lambda v: unit(decimal(v, 1), "g"),
    )


@CHEMISTRY.add("화학의 언어", "고2", "12화학01-02", "하", kin="mole")
def _moles_of_gas(rng: Random) -> Draft:
    key = rng.choice(("CO_2", "NH_3", "CH_4"))
    name, mass = _COMPOUNDS[key]
    n = rng.choice((Frac(1, 4), Frac(1, 2), Frac(3, 4), Frac(3, 2), Frac(2), Frac(5, 4)))
    volume = 24 * n
    ask, value, measure = rng.choice((("양(mol)", n, "mol"), ("질량", n * mass, "g")))
    body = rng.choice(
        (
            (
                f"$t\\,^\\circ\\mathrm{{C}}$, $1$기압에서 {name}({formula(key)}) 기체 "
                f"{unit(volume, 'L')}@이 있다. 이 온도와 압력에서 기체 {unit(1, 'mol')}의 부피는 "
                f"{unit(24, 'L')}이고 {name}의 분자량은 ${mass}$이다."
            ),
            (
                f"기체 {unit(1, 'mol')}의 부피가 {unit(24, 'L')}인 조건에서 분자량이 ${mass}$인 "
                f"{name}({formula(key)}) 기체의 부피를 측정하였더니 {unit(volume, 'L')}였다."
            ),
        )
    )
    solution = (
        f"기체의 양은 $\\dfrac{{{decimal(volume)}}}{{24}}={decimal(n)}\\,(\\mathrm{{mol}})$이다."
        f" 따라서 구하는 값은 {unit(value, measure)}이다."
    )
    return numeric(
        rng,
        body,
        f"이 기체의 {ask}",
        value,
        (volume, value * 2, value / 2, value + 1, value * 3),
        solution,
        show=lambda v: unit(decimal(v, 2), measure),
    )


_REACTIONS = (
    ("N_2", "H_2", "NH_3", (1, 3, 2)),
    ("H_2", "O_2", "H_2O", (2, 1, 2)),
    ("CO", "O_2", "CO_2", (2, 1, 2)),
    ("SO_2", "O_2", "SO_3", (2, 1, 2)),
    ("NO", "O_2", "NO_2", (2, 1, 2)),
)


def _equation(rng: Random) -> tuple[str, str, str, tuple[int, int, int], str]:
    a, b, c, k = rng.choice(_REACTIONS)

    def term(n: int, f: str) -> str:
        return f"{n if n > 1 else ''}\\mathrm{{{f}}}(g)"

    return a, b, c, k, f"${term(k[0], a)}+{term(k[1], b)}\\rightarrow {term(k[2], c)}$"


@CHEMISTRY.add("화학 반응의 양적 관계", "고2", "12화학01-04", "중", kin="stoichiometry")
def _stoichiometry(rng: Random) -> Draft:
    a, b, c, k, equation = _equation(rng)
    n = Frac(rng.choice((1, 2, 3, 4, 6)), rng.choice((1, 2, 5)))
    made, used = n * k[2], n * k[1]
    body = rng.choice(
        (
            (
                f"다음은 {formula(c)}@이 생성되는 반응의 화학 "
                f"반응식이다.\n{equation}\n{formula(a)} {unit(n * k[0], 'mol')}@이 모두 반응할 "
                f"때,"
            ),
            (
                f"{equation}의 반응에서 {formula(a)} {unit(n * k[0], 'mol')}@을 충분한 양의 "
                f"{formula(b)}@과 완전히 반응시켰다."
            ),
        )
    )
    ask, value = rng.choice(
        ((f"생성되는 {formula(c)}의 양(mol)", made), (f"반응하는 {formula(b)}의 양(mol)", used))
    )
    solution = (
        f"반응 몰비는 $\\mathrm{{{a}}}:\\mathrm{{{b}}}:\\mathrm{{{c}}}={k[0]}:{k[1]}:{k[2]}$이므"
        f"로 구하는 양은 {unit(value, 'mol')}이다."
    )
    return numeric(
        rng,
        body,
        ask,
        value,
        (n, n * k[0] * 3, value * 2, value / 2, n * sum(k), value + 1),
        solution,
        show=lambda v: unit(decimal(v, 2), "mol"),
    )


@CHEMISTRY.add("화학 반응의 양적 관계", "고2", "12화학01-04", "중", kin="limiting")
def _limiting_particles(rng: Random) -> Draft:
    k, name, kind = rng.choice(
        (((1, 3, 2), "AB_3", "AB3"), ((2, 1, 2), "A_2B", "A2B"), ((1, 1, 2), "AB", "AB"))
    )
    n = rng.choice((1, 2)) if k[1] == 3 else rng.choice((1, 2, 3))
    if kind == "AB3":  # the molecule drawn has one black and three white atoms: 3 A2 + B2 -> 2 A3B
        name, need_a, need_b = "A_3B", 3, 1
    else:
        need_a, need_b = k[0], k[1]
    left_a, left_b = rng.choice(((0, 1), (0, 2), (1, 0), (2, 0)))
    a, b = (
        n * need_a + (left_a if left_a < need_a or need_a == 1 else need_a - 1),
        n * need_b + left_b,
    )
    made = min(Frac(a, need_a), Frac(b, need_b))
    if made.denominator != 1:
        made = Frac(int(made))
    rest_a, rest_b = a - int(made) * need_a, b - int(made) * need_b
    if (rest_a and rest_b) or a + b > 12:
        return _limiting_particles(rng)
    drawing = figure(
        "particle-box", science.particles, counts=({"A2": a, "B2": b},), titles=("before",)
    )
    product = int(made) * 2
    body = rng.choice(
        (
            (
                f"그림은 실린더 속에 $\\mathrm{{A_2}}$(흰 공)와 $\\mathrm{{B_2}}$(검은 공) 분자가 "
                f"들어 있는 모습을 모형으로 나타낸 것이다. 두 기체는 반응하여 "
                f"$\\mathrm{{{name}}}$@을 생성한다."
            ),
            (
                f"강철 용기에 $\\mathrm{{A_2}}$@과 $\\mathrm{{B_2}}$@을 그림의 모형과 같이 넣고 "
                f"어느 한 기체가 모두 없어질 때까지 반응시켜 $\\mathrm{{{name}}}$@을 얻었다. 흰 "
                f"공은 A, 검은 공은 B 원자이다."
            ),
        )
    )
    ask, value = rng.choice(
        (
            (f"반응이 완결된 후 생성된 $\\mathrm{{{name}}}$ 분자의 수", product),
            ("반응이 완결된 후 용기 속 전체 분자의 수", product + rest_a + rest_b),
        )
    )
    coefficient = (
        f"{need_a if need_a > 1 else ''}\\mathrm{{A_2}}+{need_b if need_b > 1 else ''}\\mathrm{{"
        f"B_2}}\\rightarrow 2\\mathrm{{{name}}}"
    )
    solution = (
        f"화학 반응식은 ${coefficient}$이다. 분자 수는 처음에 $\\mathrm{{A_2}}$ ${a}$개, "
        f"$\\mathrm{{B_2}}$ ${b}$개이므로 $\\mathrm{{{name}}}$ ${product}$개가 생성되고 "
        f"$\\mathrm{{A_2}}$ ${rest_a}$개, $\\mathrm{{B_2}}$ ${rest_b}$개가 남는다."
    )
    return numeric(
        rng,
        body,
        ask,
        value,
        (a + b, a, b, value + 1, value + 2, value - 1),
        solution,
        drawing,
        show=lambda v: f"${num(v)}$개",
    )


@CHEMISTRY.add("용액의 농도", "고2", "12화학01-05", "하", kin="molarity")
def _molarity(rng: Random) -> Draft:
    key = rng.choice(("NaOH", "C_6H_{12}O_6"))
    name, mass = _COMPOUNDS[key]
    volume = rng.choice((100, 200, 250, 400, 500, 1000))
    c = rng.choice((Frac(1, 10), Frac(1, 5), Frac(1, 2), Frac(1), Frac(2)))
    grams = c * mass * volume / 1000
    body = rng.choice(
        (
            (
                f"{name}({formula(key)}, 화학식량 ${mass}$) {unit(decimal(grams), 'g')}@을 물에 "
                f"녹여 수용액 {unit(volume, 'mL')}@을 만들었다."
            ),
            (
                f"부피 플라스크에 {name}({formula(key)}) {unit(decimal(grams), 'g')}@과 증류수를 "
                f"넣어 {unit(volume, 'mL')}의 수용액을 만들었다. {name}의 화학식량은 ${mass}$이다."
            ),
        )
    )
    solution = (
        f"용질의 양은 {unit(decimal(grams / mass), 'mol')}이고 부피는 "
        f"{unit(decimal(Frac(volume, 1000)), 'L')}이므로 몰 농도는 {unit(decimal(c), 'M')}이다."
    )
    return numeric(
        rng,
        body,
        "이 수용액의 몰 농도",
        c,
        (grams / mass, c * 2, c / 2, c * 10, c * 5),
        solution,
        show=lambda v: unit(decimal(v, 3), "M"),
    )


@CHEMISTRY.add("용액의 농도", "고2", "12화학01-05", "중", kin="molarity")
def _dilution(rng: Random) -> Draft:
    c, v = (
        rng.choice((Frac(1, 2), Frac(1), Frac(2), Frac(3), Frac(4))),
        rng.choice((50, 100, 150, 200)),
    )
    factor = rng.choice((2, 4, 5))
    body = rng.choice(
        (
            (
                f"{unit(decimal(c), 'M')} 염산 {unit(v, 'mL')}에 물을 넣어 "
                f"{unit(v * factor, 'mL')}@로 만들었다."
            ),
            (
                f"{unit(decimal(c), 'M')} 황산 구리(II) 수용액 {unit(v, 'mL')}@을 부피 플라스크에 "
                f"넣고 표시선까지 증류수를 채워 {unit(v * factor, 'mL')}@로 묽혔다."
            ),
        )
    )
    value = c / factor
    solution = (
        f"용질의 양은 변하지 않으므로 ${decimal(c)}\\times {v}=x\\times {v * factor}$에서 "
        f"$x={decimal(value)}\\,(\\mathrm{{M}})$이다."
    )
    return numeric(
        rng,
        body,
        "묽힌 수용액의 몰 농도",
        value,
        (c / (factor + 1), c, c * factor, value * 2, value / 2),
        solution,
        show=lambda q: unit(decimal(q, 3), "M"),
    )
