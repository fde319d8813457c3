"""경제: questions that share an article on exchange rates."""

from dataclasses import replace
from random import Random

from core.demo.drafts import Draft, choose, figure, numeric, statements
from core.demo.families.catalogues import ECONOMICS
from core.demo.figures import charts
from core.demo.korean import (
    unit,
    won,
)

_MONTHS = ("1", "2", "3", "4", "5", "6")


def _exchange(rng: Random) -> tuple[list[int], int, int, str, bool, str, str]:
    """Monthly rates, two months, the country, whether it rose, the group key and the article."""
    rates = [rng.choice((1150, 1200, 1250))]
    for _ in range(5):
        rates.append(min(1390, max(1110, rates[-1] + rng.choice((-50, -30, -20, 20, 30, 40, 50)))))
    i, j = sorted(rng.sample(range(6), 2))
    while rates[i] == rates[j]:
        i, j = sorted(rng.sample(range(6), 2))
    country = rng.choice(("갑국", "을국", "병국"))
    up = rates[j] > rates[i]
    passage = (
        f'다음은 {country} 통화의 환율에 관한 기사이다. "{country}의 달러화 대비 환율은 올해 '
        f"{i + 1}월 달러당 {rates[i]:,}원에서 "
        f"{j + 1}월 {rates[j]:,}원으로 {'상승' if up else '하락'}하였다. 외환 시장에서는 "
        f"{'외국인 투자 자금의 유출로 달러화 수요' if up else '수출 호조로 달러화 공급'}가 늘어난 "
        f'것을 원인으로 보고 있다. 기업과 가계는 환율 변동에 따른 손익을 따져 보고 있다." '
        f"(단, {country}의 통화 단위는 원이다.)"
    )
    return rates, i, j, country, up, f"{country}|{rates}|{i}|{j}", passage


def exchange_set(rng: Random) -> tuple[Draft, Draft, Draft]:
    """Three questions on one article about an exchange rate."""
    rates, i, j, country, up, group, passage = _exchange(rng)
    drawing = figure(
        "line-chart",
        charts.lines,
        labels=_MONTHS,
        series=(tuple(rates),),
        names=("", ""),
        low=1100,
        step=50,
        count=6,
    )
    gain = [
        f"{country}에 여행을 온 미국인",
        f"미국에 상품을 수출하는 {country} 기업",
        f"달러화 예금을 가지고 있는 {country} 사람",
    ]
    loss = [
        f"미국에 유학 중인 자녀에게 송금하는 {country} 부모",
        f"미국에서 원자재를 수입하는 {country} 기업",
        f"달러화 빚을 갚아야 하는 {country} 기업",
        f"미국으로 여행을 가려는 {country} 사람",
    ]
    good, bad = (gain, loss) if up else (loss, gain)
    one_right = rng.choice(good)
    pool = [
        *bad,
        f"달러화로 임금을 {'지급하는' if up else '받는'} {country} {'기업' if up else '근로자'}",
    ]
    one = choose(
        rng,
        "위 기사와 같은 환율 변동으로 유리해진 경제 주체로 가장 적절한 것은?",
        one_right,
        pool,
        (
            f"환율이 {'상승' if up else '하락'}하면 원화의 가치가 "
            f"{'하락' if up else '상승'}하므로 {one_right}@이 유리해진다."
        ),
    )
    change = rng.choice((100, 200, 500, 1000, 2000))
    diff = abs(rates[j] - rates[i]) * change
    two = numeric(
        rng,
        (
            f"위 기사의 내용을 바탕으로, {unit(change, '달러')}를 환전하려는 {country} 사람이 "
            f"{i + 1}월에 환전할 때와 {j + 1}월에 환전할 때"
        ),
        "필요한 원화 금액의 차이",
        diff,
        (abs(rates[j] - rates[i]), diff * 2, diff // 2, rates[j] * change, diff + 10000),
        (
            f"달러당 {abs(rates[j] - rates[i])}원 차이이므로 ${abs(rates[j] - rates[i])}\\times "
            f"{change}={diff}$(원)이다."
        ),
        show=lambda v: won(int(v)),
    )
    high, low = max(rates), min(rates)
    claims = [
        (
            f"환율이 가장 높았던 때의 환율은 달러당 {high:,}원이다.",
            True,
            "꺾은선그래프에서 가장 높은 점을 읽는다.",
        ),
        (
            (
                f"{i + 1}월에 비해 {j + 1}월에 {country} 통화의 가치는 "
                f"{'하락' if up else '상승'}하였다."
            ),
            True,
            f"환율이 {'상승' if up else '하락'}하였다.",
        ),
        (
            (
                f"{i + 1}월에 비해 {j + 1}월에 {country} 통화의 가치는 "
                f"{'상승' if up else '하락'}하였다."
            ),
            False,
            f"환율이 {'상승' if up else '하락'}하면 통화 가치는 {'하락' if up else '상승'}한다.",
        ),
        (
            (
                f"{j + 1}월에는 {i + 1}월에 비해 {country} 수출품의 달러화 표시 가격이 "
                f"{'상승' if up else '하락'}할 것이다."
            ),
            False,
            (
                f"환율이 {'상승' if up else '하락'}하면 수출품의 달러화 표시 가격은 "
                f"{'하락' if up else '상승'}한다."
            ),
        ),
        (
            f"조사 기간 중 최고 환율과 최저 환율의 차이는 {high - low}원이다.",
            True,
            f"${high}-{low}={high - low}$이다.",
        ),
    ]
    three = statements(
        rng,
        f"그림은 위 기사의 {country}에서 1월부터 6월까지의 환율(원/달러)을 나타낸 것이다.",
        claims,
        drawing,
    )
    return (
        replace(one, passage=passage, group=group),
        replace(two, passage=passage, group=group),
        replace(three, passage=passage, group=group),
    )


@ECONOMICS.add("환율", "고2", "12경제04-03", "중", kin="exchange-winners", passage_set="exchange")
def _exchange_winners(rng: Random) -> Draft:
    return exchange_set(rng)[0]


@ECONOMICS.add("환율", "고2", "12경제04-03", "하", kin="exchange-amount", passage_set="exchange")
def _exchange_amount(rng: Random) -> Draft:
    return exchange_set(rng)[1]


@ECONOMICS.add("환율", "고2", "12경제04-03", "중", kin="exchange-chart", passage_set="exchange")
def _exchange_chart(rng: Random) -> Draft:
    return exchange_set(rng)[2]
