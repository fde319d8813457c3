"""Chemistry, life and earth science: atoms, particles, pedigrees, webs, strata, orbits."""

from collections.abc import Mapping, Sequence
from math import cos, radians, sin

from core.demo.figures.canvas import Canvas, Point


def atoms(
    shells: Sequence[Sequence[int]], names: Sequence[str], charges: Sequence[str] = ()
) -> Canvas:
    """Bohr models side by side: electrons per shell, inner first."""
    count = len(shells)
    canvas = Canvas(240 * count, 300)
    for k, (electrons, name) in enumerate(zip(shells, names, strict=True)):
        centre = (240 * k + 120.0, 130.0)
        canvas.circle(centre, 19, fill=225)
        canvas.text(centre, charges[k] if charges else "+", 20, halo=False)
        for ring, number in enumerate(electrons):
            radius = 42.0 + 33 * ring
            canvas.circle(centre, radius, width=1.5)
            for e in range(number):
                t = radians(90 + 360 * e / number + 20 * ring)
                canvas.dot((centre[0] + radius * cos(t), centre[1] - radius * sin(t)), 6)
        canvas.text((centre[0], 278), name)
    return canvas


def periodic(cells: Mapping[tuple[int, int], str]) -> Canvas:
    """The first three periods with some letters; keys are (period, group)."""
    canvas = Canvas(720, 300)
    groups = (1, 2, 13, 14, 15, 16, 17, 18)
    left, top, wide, tall = 80.0, 60.0, 75.0, 66.0
    for c, group in enumerate(groups):
        canvas.text((left + (c + 0.5) * wide, 36), f"{group}", 23)
    for r in range(3):
        canvas.text((50, top + (r + 0.5) * tall), f"{r + 1}", 23)
        for c, group in enumerate(groups):
            if r == 0 and group not in (1, 18):
                continue
            x, y = left + c * wide, top + r * tall
            name = cells.get((r + 1, group), "")
            canvas.box(x, y, x + wide, y + tall, fill=226 if name else None, width=1.8)
            canvas.text((x + wide / 2, y + tall / 2), name, 27, halo=False)
    return canvas


def particles(counts: Sequence[Mapping[str, int]], titles: Sequence[str]) -> Canvas:
    """Boxes of molecules. Kinds: A2 (white pair), B2 (black pair), AB, A2B (bent), AB3."""
    canvas = Canvas(max(480, 360 * len(counts)), 330)
    margin = (canvas.width - 360 * len(counts)) / 2
    wide = 300.0
    for k, (content, title) in enumerate(zip(counts, titles, strict=True)):
        left = 30 + margin + k * 360
        canvas.box(left, 30, left + wide, 275)
        canvas.text((left + wide / 2, 304), title)
        everything = [kind for kind, number in content.items() for _ in range(number)]
        for j, kind in enumerate(everything):
            place = j * 5 % 12  # spread the first few over the whole box
            column, row = place % 4, place // 4
            x = left + 44 + 70 * column + (8 if row % 2 else -4)
            y = 74 + 76 * row + (10 if column % 2 else -6)
            _molecule(canvas, kind, x, y, 30 * ((j * 7) % 5) - 60)
        if k == 0 and len(counts) > 1:
            canvas.arrow((left + wide + 10, 160), (left + wide + 52, 160), width=3)
    return canvas


def _molecule(canvas: Canvas, kind: str, x: float, y: float, turn: float) -> None:
    dx, dy = 11 * cos(radians(turn)), 11 * sin(radians(turn))
    if kind in ("A2", "B2", "AB"):
        fills = {"A2": (255, 255), "B2": (40, 40), "AB": (255, 40)}[kind]
        canvas.circle((x - dx, y - dy), 11, fill=fills[0], width=2)
        canvas.circle((x + dx, y + dy), 11, fill=fills[1], width=2)
        return
    spread = (35, 145) if kind == "A2B" else (90, 210, 330)
    for t in spread:
        canvas.circle((x + 16 * cos(radians(t)), y + 16 * sin(radians(t))), 9, fill=255, width=2)
    canvas.circle((x, y), 12, fill=40, width=2)


def pedigree(
    people: Sequence[tuple[str, float, int, bool, bool]],
    couples: Sequence[tuple[int, int, Sequence[int]]],
) -> Canvas:
    """People as (name, column, row, female, affected); couples as (father, mother, children)."""
    rows = max(p[2] for p in people) + 1
    canvas = Canvas(720, 60 + 165 * rows)
    at = [(130 + 108 * column, 66.0 + 165 * row) for _, column, row, _, _ in people]
    for father, mother, children in couples:
        a, b = at[father], at[mother]
        middle = ((a[0] + b[0]) / 2, a[1])
        canvas.line(a, b, width=2)
        if not children:
            continue
        fork = a[1] + 78
        canvas.line(middle, (middle[0], fork), width=2)
        xs = [at[child][0] for child in children]
        canvas.line((min(*xs, middle[0]), fork), (max(*xs, middle[0]), fork), width=2)
        for child in children:
            canvas.line((at[child][0], fork), at[child], width=2)
    for (name, _, _, female, affected), (x, y) in zip(people, at, strict=True):
        fill = 110 if affected else 255
        if female:
            canvas.circle((x, y), 24, fill=fill)
        else:
            canvas.box(x - 23, y - 23, x + 23, y + 23, fill=fill)
        canvas.text((x, y + 43), name, 23)
    return canvas


def food_web(nodes: Mapping[str, tuple[float, float]], eaten: Sequence[str]) -> Canvas:
    """A food web: nodes at (column, level), arrows "AB" from the eaten A to the eater B."""
    canvas = Canvas(640, 470)
    place = {n: (90 + 155 * c, 410 - 118 * level) for n, (c, level) in nodes.items()}
    for pair in eaten:
        a, b = place[pair[0]], place[pair[1]]
        length = ((b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2) ** 0.5
        ux, uy = (b[0] - a[0]) / length, (b[1] - a[1]) / length
        canvas.arrow((a[0] + 36 * ux, a[1] + 36 * uy), (b[0] - 38 * ux, b[1] - 38 * uy))
    for name, at in place.items():
        canvas.circle(at, 34, fill=240)
        canvas.text(at, name, 27, halo=False)
    return canvas


def pyramid(values: Sequence[str], names: Sequence[str]) -> Canvas:
    """An energy pyramid, producers at the bottom."""
    canvas = Canvas(640, 100 + 88 * len(values))
    for k, (value, name) in enumerate(zip(values, names, strict=True)):
        y = 50 + 88 * (len(values) - 1 - k)
        half = 225 - 52 * k
        canvas.box(300 - half, y, 300 + half, y + 80, fill=240)
        canvas.text((300, y + 40), value, 25, halo=False)
        canvas.text((575, y + 40), name, 25)
    return canvas


def axon(stimulus: str, marks: Sequence[str]) -> Canvas:
    """A nerve fibre with a stimulated point and recording points d1, d2 ..."""
    canvas = Canvas(720, 220)
    canvas.line((60, 90), (670, 90))
    canvas.line((60, 134), (670, 134))
    canvas.arc((60, 112), 22, 90, 270)
    canvas.arc((670, 112), 22, -90, 90)
    count = len(marks)
    for k, mark in enumerate(marks):
        x = 120 + 490 * k / max(1, count - 1)
        canvas.line((x, 90), (x, 134), dash=6, width=1.8)
        canvas.text((x, 162), mark, 25)
        if mark == stimulus:
            canvas.arrow((x, 34), (x, 86), width=3.4, head=16)
    for k in range(count - 1):
        a, b = 120 + 490 * k / (count - 1), 120 + 490 * (k + 1) / (count - 1)
        canvas.double_arrow((a + 3, 196), (b - 3, 196))
    return canvas


def strata(
    layers: Sequence[str], *, dyke: str = "", fault: bool = False, gap_after: int = -1
) -> Canvas:
    """A section of horizontal layers (lowest first), with a dyke, a fault or an unconformity."""
    canvas = Canvas(680, 440)
    count, left, right, bottom = len(layers), 60.0, 620.0, 400.0
    tall = 330 / count
    shift = 34.0 if fault else 0.0
    for k, name in enumerate(layers):
        high, low = bottom - tall * (k + 1), bottom - tall * k
        step = shift if gap_after < 0 or k < gap_after else 0.0
        halves = ((left, 400.0, 0.0), (400.0, right, step)) if fault else ((left, right, 0.0),)
        for x0, x1, drop in halves:
            y = max(70.0, high + drop)
            if k == gap_after:
                points = [
                    (min(x1, x0 + 14 * j), y + 6 * (-1) ** j)
                    for j in range(int((x1 - x0) / 14) + 2)
                ]
                canvas.line(*points)
            else:
                canvas.line((x0, y), (x1, y), width=2)
            _texture(canvas, k, x0, x1, y, min(bottom, low + drop))
        canvas.text((left + 60, (high + low) / 2), name, 27)
    canvas.box(left, 70, right, bottom)
    ceiling = bottom - tall * (gap_after + 1) if gap_after >= 0 else 70.0
    if fault:
        canvas.line((400, bottom), (400, ceiling), width=3.4)
        canvas.text((426, bottom + 20), "f", 25)
    if dyke:
        reach = bottom - tall * (gap_after + 1) if gap_after >= 0 else bottom - tall * (count - 1)
        shape: list[Point] = [(240, bottom), (290, bottom), (320, reach), (270, reach)]
        canvas.polygon(shape, fill=255)
        for j in range(26):
            t = (j * 37 % 100) / 100
            y = bottom - 12 - (bottom - reach - 24) * j / 26
            x = 248 + 30 * (bottom - y) / (bottom - reach) + 32 * t
            canvas.line((x - 5, y), (x + 5, y), width=1.6)
            canvas.line((x, y - 5), (x, y + 5), width=1.6)
        canvas.text((280, (bottom + reach) / 2 + 10), dyke, 27)
    return canvas


def _texture(canvas: Canvas, kind: int, x0: float, x1: float, top: float, bottom: float) -> None:
    """Dots, bricks or dashes, so that neighbouring layers differ."""
    rows = int((bottom - top) / 20)
    for r in range(1, rows + 1):
        y = top + (bottom - top) * r / (rows + 1)
        if kind % 3 == 1:
            canvas.line((x0, y), (x1, y), width=1, grey=120)
        x = x0 + (14 if r % 2 else 30)
        while x < x1 - 8:
            if kind % 3 == 0:
                canvas.circle((x, y), 2, fill=90, width=0)
            elif kind % 3 == 1:
                canvas.line(
                    (x, y), (x, min(bottom, y + (bottom - top) / (rows + 1))), width=1, grey=120
                )
            else:
                canvas.line((x, y), (x + 14, y), width=1.4, grey=100)
            x += 34


def moon_orbit() -> Canvas:
    """The Moon's orbit seen from above the north pole, the Sun far to the left; places A to H."""
    canvas = Canvas(680, 460)
    centre, radius = (390.0, 230.0), 165.0
    for beam in (110, 230, 350):
        canvas.arrow((40, beam), (135, beam), width=2)
    canvas.circle(centre, radius, width=1.5)
    canvas.circle(centre, 34, fill=240)
    canvas.text(centre, "Earth", 20, halo=False)
    for k, name in enumerate("ABCDEFGH"):
        t = radians(180 + 45 * k)
        x, y = centre[0] + radius * cos(t), centre[1] - radius * sin(t)
        canvas.circle((x, y), 15, fill=60)
        lit = [(x - 15 * sin(radians(a)), y - 15 * cos(radians(a))) for a in range(0, 181, 12)]
        canvas.polygon(lit, fill=255, width=1.4)
        canvas.text((centre[0] + 203 * cos(t), centre[1] - 203 * sin(t)), name, 26)
    canvas.arc(centre, 90, -30, 30, width=1.8)
    tip = (centre[0] + 90 * cos(radians(30)), centre[1] - 90 * sin(radians(30)))
    canvas.arrow((tip[0] + 7, tip[1] + 13), tip, width=1.8)
    return canvas


def mountain(height: str, labels: Sequence[str]) -> Canvas:
    """Moist air crossing a mountain from A (left foot) by B (cloud base) and C (top) to D."""
    canvas = Canvas(720, 400)
    base, top = 330.0, 80.0
    canvas.polygon([(130, base), (360, top), (590, base)], fill=225)
    canvas.line((40, base), (690, base))
    canvas.dot((130, base))
    canvas.dot((246, 204))
    canvas.dot((360, top))
    canvas.dot((590, base))
    spots: tuple[Point, ...] = ((120, base + 28), (218, 190), (360, top - 26), (600, base + 28))
    for at, label in zip(spots, labels, strict=True):
        canvas.text(at, label, 25)
    canvas.arrow((60, base - 30), (150, base - 62), width=3)
    canvas.arrow((560, 230), (650, 290), width=3)
    canvas.double_arrow((360, base - 2), (360, top + 4))
    canvas.text((366, 230), height, 25, "l")
    canvas.line((246, 204), (130, 204), dash=7, width=1.6)
    return canvas


def seismogram(labels: tuple[str, str], gap: float, axis: str = "s") -> Canvas:
    """A seismogram: quiet, then P, then S after `gap` ticks of the time axis."""
    canvas = Canvas(720, 300)
    canvas.line((60, 150), (160, 150), width=2)
    unit = 400 / 20
    p, s = 160.0, 160 + gap * unit
    points: list[Point] = [(160, 150)]
    x = p
    k = 0
    while x < 660:
        size = 14 if x < s else 66 * max(0.35, 1 - (x - s) / 420)
        size *= 0.75 + 0.25 * sin(k * 1.7)
        points.append((x, 150 + size * (-1) ** k))
        x += 7
        k += 1
    canvas.line(*points, width=2)
    canvas.arrow((60, 258), (690, 258), width=2)
    canvas.text((694, 284), axis, 23, "r")
    for tick in range(0, 26, 5):
        at = 160 + tick * unit
        if at < 670:
            canvas.line((at, 251), (at, 265), width=2)
            canvas.text((at, 284), f"{tick}", 22)
    for at, label in ((p, labels[0]), (s, labels[1])):
        canvas.arrow((at, 40), (at, 78), width=2.4)
        canvas.text((at, 24), label, 25)
        canvas.line((at, 80), (at, 258), width=1.3, dash=6, grey=90)
    return canvas
