"""지구과학: air and sea."""

from fractions import Fraction as Frac
from random import Random

from core.demo.drafts import Draft, figure, numeric, statements
from core.demo.families.catalogues import EARTH
from core.demo.figures import graphs, science
from core.demo.korean import decimal, math, unit

_VAPOUR = ((0, 4.8), (5, 6.8), (10, 9.4), (15, 12.8), (20, 17.3), (25, 23.1), (30, 30.4))


@EARTH.add("기권과 날씨", "중3", "9과16-02", "하", kin="dew-point")
def _dew_point(rng: Random) -> Draft:
    t, d = rng.choice(
        ((30, 20), (25, 10), (30, 10), (20, 5), (25, 15), (30, 15), (20, 10), (30, 25))
    )
    table = dict(_VAPOUR)
    actual, full = table[d], table[t]
    drawing = figure(
        "vapour-curve",
        graphs.smooth,
        curves=(_VAPOUR,),
        names=("T(°C)", "g/m^3"),
        xs=(5, 10, 15, 20, 25, 30),
        ys=(5, 10, 15, 20, 25, 30),
        grid=True,
        y=(0, 32),
        dots=((t, actual, "A"),),
    )
    body = rng.choice(
        (
            (
                f"그림은 기온에 따른 포화 수증기량을 나타낸 것이다. A는 기온이 {unit(t, '℃')}이고 "
                f"수증기량이 ${actual}\\,\\mathrm{{g/m^3}}$인 공기이다. {unit(d, '℃')}의 포화 "
                f"수증기량은 ${actual}\\,\\mathrm{{g/m^3}}$, {unit(t, '℃')}의 포화 수증기량은 "
                f"${full}\\,\\mathrm{{g/m^3}}$일 때,"
            ),
            (
                f"포화 수증기량 곡선이 그림과 같다. 포화 수증기량은 {unit(d, '℃')}에서 "
                f"${actual}\\,\\mathrm{{g/m^3}}$, {unit(t, '℃')}에서 "
                f"${full}\\,\\mathrm{{g/m^3}}$이다. 기온이 {unit(t, '℃')}인 공기 A에는 "
                f"{unit(1, 'm')}$^3$당 수증기가 ${actual}\\,\\mathrm{{g}}$ 들어 있다."
            ),
        )
    )
    body = body.replace("$1\\,\\mathrm{m}$$^3$", "$1\\,\\mathrm{m^3}$")
    solution = f"수증기량이 포화 수증기량과 같아지는 온도가 이슬점이므로 {unit(d, '℃')}이다."
    return numeric(
        rng,
        body,
        "A의 이슬점",
        d,
        (t, t - d, d + 5, d - 5, (t + d) // 2, d + 10),
        solution,
        drawing,
        measure="℃",
    )


@EARTH.add("기권과 날씨", "중3", "9과16-02", "중", kin="relative-humidity")
def _relative_humidity(rng: Random) -> Draft:
    full, share = rng.choice((10, 15, 20, 25, 30)), rng.choice((20, 30, 40, 50, 60, 70, 80))
    actual = Frac(full * share, 100)
    body = rng.choice(
        (
            (
                f"기온이 일정한 어느 방 안의 공기 $1\\,\\mathrm{{m^3}}$에 수증기가 "
                f"${decimal(actual)}\\,\\mathrm{{g}}$ 들어 있다. 이 기온에서 포화 수증기량은 "
                f"${full}\\,\\mathrm{{g/m^3}}$이다."
            ),
            (
                f"현재 기온의 포화 수증기량이 ${full}\\,\\mathrm{{g/m^3}}$이고 공기 중의 실제 "
                f"수증기량이 ${decimal(actual)}\\,\\mathrm{{g/m^3}}$일 때,"
            ),
        )
    )
    solution = (
        f"상대 습도는 $\\dfrac{{{decimal(actual)}}}{{{full}}}\\times 100={share}\\,(\\%)$이다."
    )
    return numeric(
        rng,
        body,
        "이 공기의 상대 습도",
        share,
        (100 - share, actual, full, share + 10, share - 10),
        solution,
        show=lambda v: unit(decimal(v), "%"),
    )


@EARTH.add("기권과 날씨", "고2", "12지구01-04", "상", kin="foehn", concept="단열 변화")
def _foehn(rng: Random) -> Draft:
    base, cloud = rng.choice((500, 800, 1000)), 0
    t0 = rng.choice((20, 22, 24, 25, 28, 30))
    top = base + rng.choice((500, 1000, 1500))
    cloud = base
    at_top = Frac(t0) - Frac(cloud, 100) - Frac(top - cloud, 200)
    end = at_top + Frac(top, 100)
    drawing = figure("mountain", science.mountain, height=f"{top} m", labels=("A", "B", "C", "D"))
    body = rng.choice(
        (
            (
                f"그림과 같이 기온이 {unit(t0, '℃')}인 공기 덩어리가 지점 A(해발 고도 "
                f"{unit(0, 'm')})에서 출발하여 산을 넘어 D(해발 고도 {unit(0, 'm')})에 "
                f"도달하였다. 구름은 높이 {unit(cloud, 'm')}인 B에서부터 정상 C까지 생성되어 비를 "
                f"내렸다. 정상의 높이는 {unit(top, 'm')}이다."
            ),
            (
                f"해발 고도 {unit(0, 'm')}인 A에서 기온이 {unit(t0, '℃')}인 공기가 산 사면을 따라 "
                f"상승하여 높이 {unit(cloud, 'm')}인 B에서 구름이 생기기 시작하였고, 높이 "
                f"{unit(top, 'm')}인 정상 C까지 비가 내린 후 그림과 같이 해발 고도 "
                f"{unit(0, 'm')}인 D로 내려왔다."
            ),
        )
    )
    body += (
        " 건조 단열 감률은 $1\\,^\\circ\\mathrm{C}/100\\,\\mathrm{m}$, 습윤 단열 감률은 "
        "$0.5\\,^\\circ\\mathrm{C}/100\\,\\mathrm{m}$이다."
    )
    ask, value = rng.choice((("D에서의 기온", end), ("C에서의 기온", at_top)))
    solution = (
        f"B까지 ${decimal(Frac(cloud, 100))}\\,^\\circ\\mathrm{{C}}$, C까지 "
        f"${decimal(Frac(top - cloud, 200))}\\,^\\circ\\mathrm{{C}}$ 낮아져 C에서 "
        f"{unit(at_top, '℃')}이고, D까지 내려오며 "
        f"${decimal(Frac(top, 100))}\\,^\\circ\\mathrm{{C}}$ 높아져 {unit(end, '℃')}이다."
    )
    return numeric(
        rng,
        body,
        ask,
        value,
        (t0, t0 - Frac(top, 100), t0 - Frac(top, 200), value + Frac(5, 2), value - Frac(5, 2)),
        solution,
        drawing,
        positive=False,
        show=lambda v: unit(decimal(v, 1), "℃"),
    )


@EARTH.add("해수의 성질", "중2", "9과14-02", "하", kin="ocean-layers")
def _ocean_profile(rng: Random) -> Draft:
    mixed, deep = rng.choice((100, 150, 200)), rng.choice((800, 900, 1000))
    surface = rng.choice((18, 20, 22, 25))
    curve = (
        (surface, -mixed),
        (surface * 0.62, -(mixed + deep) / 2.6),
        (7, -(mixed + deep) / 1.7),
        (4, -deep),
        (3, -deep - 250),
        (3, -1500),
    )
    drawing = figure(
        "ocean-profile",
        graphs.smooth,
        curves=(((surface, 0), (surface, -mixed)), curve),
        names=("T(°C)", "z(m)"),
        x=(0, 28),
        y=(-1500, 0),
        xs=(5, 10, 15, 20, 25),
        ys=(-500, -1000, -1500),
        dots=((surface - 3, -mixed / 2, "A"), (14, -(mixed + deep) / 1.9, "B"), (8, -1280, "C")),
    )
    claims = [
        ("A는 혼합층이다.", True, "수온이 거의 일정한 표면의 층이 혼합층이다."),
        ("A의 두께는 바람이 강할수록 두꺼워진다.", True, "혼합층은 바람의 혼합 작용으로 형성된다."),
        (
            "B는 대류가 활발하게 일어나는 층이다.",
            False,
            "수온 약층은 매우 안정하여 대류가 일어나기 어렵다.",
        ),
        ("B에서는 깊이가 깊어질수록 수온이 급격히 낮아진다.", True, "수온 약층의 특징이다."),
        ("C의 수온은 계절에 따라 크게 변한다.", False, "심해층의 수온은 연중 거의 일정하다."),
        (
            "C는 태양 복사 에너지의 영향을 가장 많이 받는다.",
            False,
            "심해층에는 태양 복사 에너지가 거의 도달하지 못한다.",
        ),
        (f"표층 수온은 약 {unit(surface, '℃')}이다.", True, "깊이 0 m의 수온이다."),
    ]
    body = rng.choice(
        (
            (
                "그림은 어느 해역의 깊이 $z$에 따른 수온 $T$의 연직 분포이다. A, B, C는 수온 "
                "분포에 따라 나눈 세 층이다."
            ),
            (
                "중위도 어느 해역에서 수온의 연직 분포를 측정하였더니 그림과 같았다. 해수를 "
                "A~C층으로 구분하였다."
            ),
        )
    )
    return statements(rng, body, claims, drawing)


@EARTH.add("해수의 성질", "중2", "9과14-02", "하", kin="salinity")
def _salinity(rng: Random) -> Draft:
    salt, mass = rng.choice((30, 32, 33, 34, 35, 36, 38)), rng.choice((500, 1000, 2000, 3000, 5000))
    total = Frac(salt * mass, 1000)
    body, ask, value, measure = rng.choice(
        (
            (
                (
                    f"염분이 ${salt}\\,\\mathrm{{psu}}$인 해수 {unit(mass, 'g')}@을 가열하여 물을 "
                    f"모두 증발시켰다."
                ),
                "남은 염류의 질량",
                total,
                "g",
            ),
            (
                f"해수 {unit(mass, 'g')}@을 증발시켜 염류 {unit(total, 'g')}@을 얻었다.",
                "이 해수의 염분",
                Frac(salt),
                "psu",
            ),
        )
    )
    solution = (
        f"염분은 해수 {unit(1000, 'g')}에 녹아 있는 염류의 g 수이므로 "
        f"$\\dfrac{{{decimal(total)}}}{{{mass}}}\\times 1000={salt}\\,(\\mathrm{{psu}})$이다."
    )
    return numeric(
        rng,
        body,
        ask,
        value,
        (salt, total, value * 2, value / 2, value + 1, value + 5),
        solution,
        show=lambda v: math(f"{decimal(v)}\\,\\mathrm{{{measure}}}"),
    )


@EARTH.add("해수의 성질", "중2", "9과14-03", "하", kin="tide")
def _tide(rng: Random) -> Draft:
    high, low = rng.choice((600, 700, 800, 850)), rng.choice((100, 150, 200))
    first = rng.choice((3, 4, 5))
    from math import cos, pi

    curve = tuple(
        (t, (high + low) / 2 + (high - low) / 2 * cos(2 * pi * (t - first) / 12.4))
        for t in [k * 1.0 for k in range(25)]
    )
    drawing = figure(
        "tide",
        graphs.smooth,
        curves=(curve,),
        names=("t(h)", "cm"),
        xs=(6, 12, 18, 24),
        ys=(low, high),
        y=(0, 950),
        x=(0, 24),
    )
    claims = [
        (
            f"조차는 약 {unit(high - low, 'cm')}이다.",
            True,
            f"만조와 간조의 해수면 높이 차는 ${high}-{low}={high - low}\\,(\\mathrm{{cm}})$이다.",
        ),
        (
            f"조차는 약 {unit(high, 'cm')}이다.",
            False,
            f"조차는 ${high}-{low}={high - low}\\,(\\mathrm{{cm}})$이다.",
        ),
        (f"${first}$시 무렵은 만조이다.", True, "해수면이 가장 높은 때가 만조이다."),
        (
            f"${first + 2}$시 무렵에는 썰물이 나타난다.",
            True,
            "만조에서 간조로 가는 동안 썰물이 나타난다.",
        ),
        (
            f"${first + 2}$시 무렵에는 밀물이 나타난다.",
            False,
            "만조에서 간조로 가는 동안에는 썰물이 나타난다.",
        ),
        (
            "만조에서 다음 만조까지 걸리는 시간은 약 6시간이다.",
            False,
            "조석 주기는 약 12시간 25분이다.",
        ),
    ]
    body = rng.choice(
        (
            (
                "그림은 어느 날 서해안의 한 지역에서 시각 $t$에 따른 해수면의 높이(cm)를 나타낸 "
                "것이다."
            ),
            "우리나라 어느 해안에서 하루 동안 해수면의 높이(cm)를 측정하였더니 그림과 같았다.",
        )
    )
    return statements(rng, body, claims, drawing)
