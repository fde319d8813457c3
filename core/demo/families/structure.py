"""화학: atoms, energy, acids, oxidation."""

from fractions import Fraction as Frac
from random import Random

from core.demo.drafts import Draft, figure, numeric, statements
from core.demo.families.catalogues import CHEMISTRY
from core.demo.figures import charts, graphs, science
from core.demo.korean import decimal, formula, math, unit

_ELEMENTS = (
    ("Li", 3),
    ("Be", 4),
    ("B", 5),
    ("C", 6),
    ("N", 7),
    ("O", 8),
    ("F", 9),
    ("Ne", 10),
    ("Na", 11),
    ("Mg", 12),
    ("Al", 13),
    ("Si", 14),
    ("P", 15),
    ("S", 16),
    ("Cl", 17),
)


def _shells(z: int) -> tuple[int, ...]:
    return tuple(v for v in (min(z, 2), min(max(z - 2, 0), 8), max(z - 10, 0)) if v)


@CHEMISTRY.add("원자 모형과 주기율", "고2", "12화학02-01", "하", kin="electron-shells")
def _bohr_models(rng: Random) -> Draft:
    picked = rng.sample(range(3, 18), 3)
    shells = tuple(_shells(z) for z in picked)
    drawing = figure("bohr", science.atoms, shells=shells, names=("A", "B", "C"))
    a, b, c = picked
    valence = [s[-1] if s[-1] < 8 else 0 for s in shells]
    periods = [len(s) for s in shells]
    claims = [
        (
            "A와 B는 같은 주기 원소이다.",
            periods[0] == periods[1],
            f"전자 껍질 수는 A가 ${periods[0]}$, B가 ${periods[1]}$이다.",
        ),
        (
            "원자가 전자 수는 C가 가장 크다.",
            valence[2] > max(valence[:2]),
            f"원자가 전자 수는 A ${valence[0]}$, B ${valence[1]}$, C ${valence[2]}$이다.",
        ),
        ("원자 번호는 B가 A보다 크다.", b > a, f"원자 번호는 A ${a}$, B ${b}$이다."),
        (
            "B와 C는 같은 족 원소이다.",
            valence[1] == valence[2],
            "같은 족 원소는 원자가 전자 수가 같다.",
        ),
        (f"C의 원자 번호는 ${c}$이다.", True, "전자 수와 양성자수가 같다."),
    ]
    body = rng.choice(
        (
            "그림은 원자 A~C의 전자 배치를 모형으로 나타낸 것이다. A~C는 임의의 원소 기호이다.",
            "원자 A, B, C의 보어 모형이 그림과 같다. (단, A~C는 임의의 원소 기호이다.)",
        )
    )
    return statements(rng, body, claims, drawing)


@CHEMISTRY.add("원자 모형과 주기율", "고2", "12화학02-01", "중", kin="electron-shells")
def _periodic_places(rng: Random) -> Draft:
    groups = (1, 2, 13, 14, 15, 16, 17, 18)
    numbers = sorted(rng.sample([z for z in range(3, 18) if z != 10], 4))
    cells = {}
    place = {}
    for name, z in zip("WXYZ", numbers, strict=True):
        at = (2, groups[z - 3]) if z <= 10 else (3, groups[z - 11])
        cells[at] = name
        place[name] = (at, z)
    drawing = figure("periodic-table", science.periodic, cells=cells)
    metals = [n for n, (at, z) in place.items() if z in (3, 4, 11, 12, 13)]
    w, x = place["W"], place["X"]
    claims = [
        (f"금속 원소는 ${len(metals)}$가지이다.", True, "주기율표의 왼쪽에 있는 원소가 금속이다."),
        (
            "전자 껍질 수는 Z가 W보다 크다.",
            place["Z"][0][0] > w[0][0],
            f"주기는 W ${w[0][0]}$, Z ${place['Z'][0][0]}$이다.",
        ),
        (
            "원자가 전자 수는 X가 W보다 크다.",
            x[0][1] % 10 > w[0][1] % 10,
            "족 번호의 끝자리가 원자가 전자 수이다.",
        ),
        (
            "W와 Z는 화학적 성질이 비슷하다.",
            w[0][1] == place["Z"][0][1],
            "같은 족 원소의 화학적 성질이 비슷하다.",
        ),
        (
            f"Y의 양성자수는 ${place['Y'][1]}$이다.",
            True,
            f"Y는 ${place['Y'][0][0]}$주기 ${place['Y'][0][1]}$족 원소이다.",
        ),
        (
            f"Y의 양성자수는 ${place['Y'][1] + 1}$이다.",
            False,
            f"Y의 원자 번호는 ${place['Y'][1]}$이다.",
        ),
    ]
    body = rng.choice(
        (
            "그림은 주기율표의 일부를 나타낸 것이다. W~Z는 임의의 원소 기호이다.",
            "그림의 주기율표에서 W, X, Y, Z는 임의의 원소 기호이다.",
        )
    )
    return statements(rng, body, claims, drawing)


@CHEMISTRY.add("원자의 구조", "고2", "12화학02-01", "하", kin="atom-table")
def _particle_table(rng: Random) -> Draft:
    symbols = rng.sample([e for e in _ELEMENTS if e[1] > 3], 3)
    rows = [["", "p", "n", "e"]]
    facts = {}
    for name, (_, z) in zip("ABC", symbols, strict=True):
        neutrons = z + rng.choice((0, 1, 2))
        charge = {8: -2, 9: -1, 11: 1, 12: 2, 16: -2, 17: -1}.get(z, 0) if rng.random() < 0.6 else 0
        facts[name] = (z, neutrons, z - charge)
        rows.append([name, f"{z}", f"{neutrons}", f"{z - charge}"])
    drawing = figure("table", charts.table, rows=tuple(map(tuple, rows)), first=1)
    name = rng.choice("ABC")
    z, neutrons, electrons = facts[name]
    body = rng.choice(
        (
            (
                "표는 원자 또는 이온 A~C를 구성하는 양성자수($p$), 중성자수($n$), 전자 수($e$)를 "
                "나타낸 것이다."
            ),
            "세 입자 A, B, C의 양성자수 $p$, 중성자수 $n$, 전자 수 $e$가 표와 같다.",
        )
    )
    solution = f"질량수는 양성자수와 중성자수의 합이므로 ${z}+{neutrons}={z + neutrons}$이다."
    return numeric(
        rng,
        body,
        f"{name}의 질량수",
        z + neutrons,
        (z, neutrons, z + electrons, z + neutrons + electrons, z + neutrons + 1),
        solution,
        drawing,
    )


@CHEMISTRY.add("화학 반응과 에너지", "고2", "12화학04-03", "중", kin="reaction-energy")
def _reaction_energy(rng: Random) -> Draft:
    start, end = rng.choice(((40, 100), (100, 40), (60, 120), (120, 50), (80, 30), (30, 70)))
    top = max(start, end) + rng.choice((40, 60, 80))
    shape = ((0.0, 0.0), (0.8, 0.0), (1.5, 0.0), (2.0, 0.16), (2.5, 0.52), (3.0, 0.9))
    rise = tuple((x, start + (top - start) * s) for x, s in shape)
    curve = (
        *rise,
        (3.5, float(top)),
        *((7 - x, end + (top - end) * s) for x, s in reversed(shape)),
    )
    drawing = figure(
        "energy-diagram",
        graphs.smooth,
        curves=(curve,),
        names=("", "E(kJ)"),
        ys=(start, end, top),
        guides=((3.5, top), (1.5, start), (7.0, end)),
    )
    ask, value, wrong = rng.choice(
        (
            (
                "정반응의 활성화 에너지",
                top - start,
                (top, top - end, abs(start - end), top - start + 10, start),
            ),
            (
                "역반응의 활성화 에너지",
                top - end,
                (top, top - start, abs(start - end), top - end + 10, end),
            ),
            (
                "반응 전후 에너지 변화의 크기",
                abs(start - end),
                (top, top - end, top - start, abs(start - end) + 10, start + end),
            ),
        )
    )
    body = rng.choice(
        (
            (
                f"그림은 어떤 반응의 진행에 따른 에너지 $E$@을 나타낸 것이다. 반응물의 에너지는 "
                f"{unit(start, 'kJ')}, 생성물의 에너지는 {unit(end, 'kJ')}이다."
            ),
            (
                f"반응의 진행에 따른 에너지가 그림과 같은 화학 반응이 있다. 반응물과 생성물의 "
                f"에너지는 각각 {unit(start, 'kJ')}, {unit(end, 'kJ')}이다."
            ),
        )
    )
    kind = "발열" if end < start else "흡열"
    solution = (
        f"정반응의 활성화 에너지는 ${top}-{start}={top - start}\\,(\\mathrm{{kJ}})$, 역반응은 "
        f"${top}-{end}={top - end}\\,(\\mathrm{{kJ}})$이고 이 반응은 {kind} 반응이다."
    )
    return numeric(rng, body, ask, value, wrong, solution, drawing, measure="kJ")


@CHEMISTRY.add("산과 염기", "고2", "12화학04-01", "중", kin="titration")
def _titration(rng: Random) -> Draft:
    base, point = rng.choice((Frac(1, 10), Frac(1, 5))), rng.choice((10, 15, 20, 25, 30))
    acid_volume = rng.choice((10, 20, 25, 50))
    acid = base * point / acid_volume
    if (acid * 1000).denominator != 1:
        return _titration(rng)
    end = point * 1.6
    curve = tuple(
        (point * f, ph)
        for f, ph in (
            (0, 1.1),
            (0.4, 1.4),
            (0.75, 1.9),
            (0.93, 2.8),
            (0.985, 4.2),
            (1.0, 7.0),
            (1.015, 9.8),
            (1.08, 11.1),
            (1.3, 11.8),
            (1.6, 12.1),
        )
    )
    drawing = figure(
        "titration",
        graphs.smooth,
        curves=(curve,),
        names=("V(mL)", "pH"),
        xs=(point,),
        ys=(7, 14),
        x=(0, end),
        y=(0, 14),
        guides=((point, 7),),
    )
    body = rng.choice(
        (
            (
                f"그림은 농도를 모르는 염산 {unit(acid_volume, 'mL')}에 "
                f"{unit(decimal(base), 'M')} 수산화 나트륨 수용액을 조금씩 넣을 때, 넣은 부피 "
                f"$V$에 따른 pH를 나타낸 것이다."
            ),
            (
                f"염산 {unit(acid_volume, 'mL')}@을 {unit(decimal(base), 'M')} $\\mathrm{{NaOH}}$ "
                f"수용액으로 적정하였더니 그림과 같은 중화 적정 곡선을 얻었다."
            ),
        )
    )
    solution = (
        f"중화점까지 넣은 부피가 {unit(point, 'mL')}이므로 $x\\times "
        f"{acid_volume}={decimal(base)}\\times {point}$에서 "
        f"$x={decimal(acid)}\\,(\\mathrm{{M}})$이다."
    )
    return numeric(
        rng,
        body,
        "염산의 몰 농도",
        acid,
        (base, base * acid_volume / point, acid * 2, acid / 2, acid + base),
        solution,
        drawing,
        show=lambda v: unit(decimal(v, 3), "M"),
    )


@CHEMISTRY.add("산과 염기", "고2", "12화학04-01", "하", kin="neutralization")
def _neutral_volume(rng: Random) -> Draft:
    ca, va, cb = (
        rng.choice((Frac(1, 10), Frac(1, 5), Frac(3, 10), Frac(1, 2))),
        rng.choice((20, 30, 40, 50, 100)),
        rng.choice((Frac(1, 10), Frac(1, 5), Frac(1, 2))),
    )
    acid, protons = rng.choice(
        (
            ("염산($\\mathrm{HCl}$)", 1),
            ("황산($\\mathrm{H_2SO_4}$) 수용액", 2),
            ("질산($\\mathrm{HNO_3}$) 수용액", 1),
        )
    )
    value = ca * va * protons / cb
    body = rng.choice(
        (
            f"{unit(decimal(ca), 'M')} {acid} {unit(va, 'mL')}@을 완전히 중화시키려고 한다.",
            (
                f"{unit(decimal(ca), 'M')} {acid} {unit(va, 'mL')}에 {unit(decimal(cb), 'M')} "
                f"수산화 나트륨($\\mathrm{{NaOH}}$) 수용액을 넣어 완전히 중화하였다."
            ),
        )
    )
    ask = f"필요한 {unit(decimal(cb), 'M')} 수산화 나트륨 수용액의 부피"
    times = f"{protons}\\times " if protons > 1 else ""
    solution = (
        f"${times}{decimal(ca)}\\times {va}={decimal(cb)}\\times V$에서 "
        f"$V={decimal(value)}\\,(\\mathrm{{mL}})$이다."
    )
    return numeric(
        rng,
        body,
        ask,
        value,
        (va, value * 2, value / 2, ca * va / cb * 3, value + 10),
        solution,
        show=lambda v: unit(decimal(v, 1), "mL"),
    )


@CHEMISTRY.add("산과 염기", "고2", "12화학04-01", "중", concept="pH")
def _ph_value(rng: Random) -> Draft:
    power = rng.randint(1, 5)
    ratio = rng.choice((10, 100))
    step = 1 if ratio == 10 else 2
    body = rng.choice(
        (
            (
                f"$25\\,^\\circ\\mathrm{{C}}$에서 수소 이온 농도가 $1\\times "
                f"10^{{-{power}}}\\,\\mathrm{{M}}$인 수용액에 물을 넣어 부피를 ${ratio}$배로 "
                f"하였다."
            ),
            (
                f"$25\\,^\\circ\\mathrm{{C}}$에서 $\\mathrm{{pH}}$가 ${power}$인 염산을 물로 묽혀 "
                f"전체 부피가 처음의 ${ratio}$배가 되게 하였다."
            ),
        )
    )
    value = power + step
    if value >= 7:
        return _ph_value(rng)
    solution = (
        f"수소 이온 농도가 $\\dfrac{{1}}{{{ratio}}}$배가 되므로 $\\mathrm{{pH}}$는 "
        f"${power}+{step}={value}$이다."
    )
    return numeric(
        rng,
        body,
        "이 수용액의 pH",
        value,
        (power, power - step, value + 1, value + 2, power * step),
        solution,
    )


_OXIDATION = (
    ("KMnO_4", "Mn", 7),
    ("MnO_2", "Mn", 4),
    ("K_2Cr_2O_7", "Cr", 6),
    ("H_2SO_4", "S", 6),
    ("SO_2", "S", 4),
    ("HNO_3", "N", 5),
    ("NO_2", "N", 4),
    ("Fe_2O_3", "Fe", 3),
    ("NaClO", "Cl", 1),
    ("H_2O_2", "O", -1),
    ("NH_3", "N", -3),
    ("H_2S", "S", -2),
    ("CO_2", "C", 4),
    ("CH_4", "C", -4),
)


@CHEMISTRY.add("산화와 환원", "고2", "12화학04-02", "하", kin="oxidation-number")
def _oxidation_number(rng: Random) -> Draft:
    name, atom, value = rng.choice(_OXIDATION)
    body = rng.choice(
        (
            f"화합물 {formula(name)}에서",
            f"다음 화합물의 산화수에 대한 물음에 답하시오. {formula(name)}에서",
        )
    )
    solution = f"화합물에서 각 원자의 산화수의 합은 $0$이므로 {atom}의 산화수는 ${value:+d}$이다."
    return numeric(
        rng,
        body,
        f"{atom}의 산화수",
        value,
        (-value, value + 1, value - 1, value + 2, value - 2),
        solution,
        positive=False,
        show=lambda v: math(f"{int(v):+d}" if v else "0"),
    )


@CHEMISTRY.add("산화와 환원", "고2", "12화학04-02", "중", kin="oxidation-number")
def _oxidation_sum(rng: Random) -> Draft:
    (f1, a1, v1), (f2, a2, v2) = rng.sample(_OXIDATION, 2)
    body = f"{formula(f1)}에서 {a1}의 산화수를 $x$, {formula(f2)}에서 {a2}의 산화수를 $y$라 할 때,"
    solution = f"$x={v1:+d}$, $y={v2:+d}$이므로 $x+y={v1 + v2}$이다."
    return numeric(
        rng,
        body,
        "$x+y$의 값",
        v1 + v2,
        (v1 - v2, v2 - v1, v1 + v2 + 1, v1 + v2 - 2, v1 + v2 + 2),
        solution,
        positive=False,
    )
