"""Tables, bars, pies, boxes, dots and number lines."""

from collections.abc import Sequence
from math import cos, radians, sin

from core.demo.figures.canvas import Canvas
from core.demo.figures.graphs import Axes


def table(rows: Sequence[Sequence[str]], *, first: float = 1.5) -> Canvas:
    """A ruled table; the first row is the heading, the first column `first` times as wide."""
    columns = len(rows[0])
    tall = 56
    canvas = Canvas(720, tall * len(rows) + 50)
    unit = 660 / (columns - 1 + first)
    edges = [30 + (0 if k == 0 else unit * (first + k - 1)) for k in range(columns + 1)]
    canvas.box(30, 25, 690, 25 + tall, fill=226, width=0)
    for r in range(len(rows) + 1):
        y = 25 + r * tall
        canvas.line((30, y), (690, y), width=3 if r in (0, len(rows)) else 1.5)
    for x in edges[1:-1]:
        canvas.line((x, 25), (x, 25 + tall * len(rows)), width=1.5)
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            at = ((edges[c] + edges[c + 1]) / 2, 25 + (r + 0.5) * tall)
            canvas.text(at, cell, 25, halo=False)
    return canvas


def bars(
    labels: Sequence[str],
    values: Sequence[float],
    names: tuple[str, str],
    *,
    step: float,
    second: Sequence[float] = (),
    tags: Sequence[str] = (),
    joined: bool = False,
    printed: bool = True,
) -> Canvas:
    """A bar chart; `joined` makes it a histogram whose labels stand at the bars' edges."""
    canvas = Canvas(720, 460)
    high = max([*values, *second])
    top = step * (int(high / step) + 1)
    axes = Axes(canvas, (0, len(values)), (0, top), (100, 80, 640, 385))
    ys = [step * k for k in range(1, round(top / step) + 1)]
    axes.grid([], ys)
    axes.frame(names, "0" if not joined else "")
    for v in ys:
        axes.mark_y(v)
    wide = 1.0 if joined else 0.5 if not second else 0.34
    for k, value in enumerate(values):
        left = k + (1 - wide * (2 if second else 1)) / 2
        pairs = [(value, 215)] + ([(second[k], 120)] if second else [])
        for j, (v, fill) in enumerate(pairs):
            a, b = axes.at(left + wide * j, v), axes.at(left + wide * (j + 1), 0)
            canvas.box(a[0], a[1], b[0], b[1], fill=fill)
            if printed and not joined:
                canvas.text(((a[0] + b[0]) / 2, a[1] - 18), f"{v:g}", 23)
        if not joined:
            canvas.text((axes.at(k + 0.5, 0)[0], 385 + 24), labels[k], 24)
    if joined:
        for k, label in enumerate(labels):
            canvas.text((axes.at(k, 0)[0], 385 + 24), label, 24)
    for j, tag in enumerate(tags):
        canvas.box(470 + 110 * j, 22, 496 + 110 * j, 44, fill=(215, 120)[j], width=1.5)
        canvas.text((504 + 110 * j, 33), tag, 23, "l")
    return canvas


def lines(
    labels: Sequence[str],
    series: Sequence[Sequence[float]],
    names: tuple[str, str],
    *,
    low: float,
    step: float,
    count: int,
    tags: Sequence[str] = (),
) -> Canvas:
    """A line chart with a dot at every value."""
    canvas = Canvas(720, 460)
    axes = Axes(canvas, (0, len(labels)), (low, low + step * count), (110, 84, 640, 385))
    ys = [low + step * k for k in range(count + 1)]
    axes.grid([k + 0.5 for k in range(len(labels))], ys)
    axes.frame(names, "")
    for v in ys:
        at = axes.at(0, v)
        canvas.text((at[0] - 12, at[1]), f"{v:g}", 23, "r")
    for k, label in enumerate(labels):
        canvas.text((axes.at(k + 0.5, low)[0], 385 + 24), label, 24)
    for j, values in enumerate(series):
        points = [axes.at(k + 0.5, v) for k, v in enumerate(values)]
        canvas.line(*points, width=3, dash=10 if j else 0)
        for p in points:
            canvas.dot(p, 6, 0 if j == 0 else 255)
        if j < len(tags):
            canvas.text((points[-1][0] + 28, points[-1][1] - 4), tags[j], 25)
    return canvas


def pie(parts: Sequence[tuple[str, float]]) -> Canvas:
    """A pie chart, clockwise from the top, each part with its name and share."""
    canvas = Canvas(560, 460)
    centre, radius, turn = (280.0, 230.0), 185.0, 90.0
    canvas.circle(centre, radius)
    whole = sum(share for _, share in parts)
    for name, share in parts:
        end = turn - 360 * share / whole
        at = (centre[0] + radius * cos(radians(turn)), centre[1] - radius * sin(radians(turn)))
        canvas.line(centre, at)
        middle = radians((turn + end) / 2)
        reach = radius * (0.62 if share / whole > 0.1 else 0.74)
        x, y = centre[0] + reach * cos(middle), centre[1] - reach * sin(middle)
        canvas.text((x, y - 15), name, 25)
        canvas.text((x, y + 15), f"{share:g}%", 24)
        turn = end
    return canvas


def box_plots(
    sets: Sequence[tuple[str, Sequence[float]]], low: float, high: float, step: float
) -> Canvas:
    """Box plots over one scale: (name, (minimum, Q1, median, Q3, maximum))."""
    canvas = Canvas(720, 150 + 95 * len(sets))
    bottom = 80 + 95 * len(sets)
    axes = Axes(canvas, (low, high), (0, 1), (100, 40, 660, bottom))
    v = low
    while v <= high + 1e-9:
        x = axes.at(v, 0)[0]
        canvas.line((x, 40), (x, bottom), width=1, grey=190)
        canvas.text((x, bottom + 24), f"{v:g}", 24)
        v += step
    canvas.line((90, bottom), (680, bottom), width=2)
    for k, (name, (least, q1, median, q3, most)) in enumerate(sets):
        y = 90 + 95 * k
        canvas.text((56, y), name)
        xs = [axes.at(t, 0)[0] for t in (least, q1, median, q3, most)]
        canvas.line((xs[0], y), (xs[1], y))
        canvas.line((xs[3], y), (xs[4], y))
        canvas.box(xs[1], y - 24, xs[3], y + 24, fill=235)
        canvas.line((xs[2], y - 24), (xs[2], y + 24), width=4)
        for x in (xs[0], xs[4]):
            canvas.line((x, y - 13), (x, y + 13))
    return canvas


def scatter(
    points: Sequence[tuple[float, float]],
    names: tuple[str, str],
    low: float,
    high: float,
    step: float,
) -> Canvas:
    """A scatter plot on a square grid."""
    canvas = Canvas(640, 520)
    axes = Axes(canvas, (low, high), (low, high), (100, 80, 560, 440))
    values = [low + step * k for k in range(round((high - low) / step) + 1)]
    axes.grid(values, values)
    axes.frame(names, "")
    for v in values[1:]:
        x, y = axes.at(v, low), axes.at(low, v)
        canvas.text((x[0], x[1] + 22), f"{v:g}", 22)
        canvas.text((y[0] - 12, y[1]), f"{v:g}", 22, "r")
    for px, py in points:
        canvas.dot(axes.at(px, py), 6)
    return canvas


def number_line(
    marks: Sequence[tuple[float, bool]], low: int, high: int, direction: int = 1
) -> Canvas:
    """An inequality on a number line: marks are (value, closed?), two bound an interval."""
    canvas = Canvas(720, 200)
    axes = Axes(canvas, (low, high), (0, 1), (80, 40, 640, 140))
    canvas.arrow((50, 140), (690, 140), width=2)
    for v in range(low, high + 1):
        x = axes.at(v, 0)[0]
        canvas.line((x, 133), (x, 147), width=2)
        canvas.text((x, 168), f"{v}", 23)
    xs = [axes.at(v, 0)[0] for v, _ in marks]
    end = xs[1] if len(xs) > 1 else (672.0 if direction > 0 else 66.0)
    canvas.line((xs[0], 140), (xs[0], 80), (end, 80), width=2.6)
    if len(xs) > 1:
        canvas.line((xs[1], 80), (xs[1], 140), width=2.6)
    else:
        canvas.arrow((end - direction * 30, 80), (end, 80), width=2.6)
    canvas.hatch([(xs[0], 80), (end, 80), (end, 140), (xs[0], 140)], 12, 170)
    for x, (_, closed) in zip(xs, marks, strict=True):
        canvas.dot((x, 140), 8, 0 if closed else 255)
    return canvas


def normal_curve(labels: Sequence[tuple[float, str]], shade: tuple[float, float]) -> Canvas:
    """A normal density with a shaded part (in standard deviations)."""
    from math import exp

    canvas = Canvas(700, 360)
    axes = Axes(canvas, (-3.4, 3.4), (0, 1.08), (50, 50, 640, 290))
    low, high = max(shade[0], -3.3), min(shade[1], 3.3)
    grid = [low + (high - low) * k / 60 for k in range(61)]
    area = [axes.at(t, exp(-t * t / 2)) for t in grid]
    canvas.hatch([axes.at(low, 0), *area, axes.at(high, 0)], 9)
    canvas.arrow((30, 290), (675, 290), width=2)
    canvas.text((688, 312), "x")
    axes.curve(lambda t: exp(-t * t / 2), -3.3, 3.3)
    for t, label in labels:
        at = axes.at(t, 0)
        canvas.line(at, axes.at(t, exp(-t * t / 2)), width=1.8, dash=0 if t else 7)
        canvas.text((at[0], at[1] + 26), label, 25)
    return canvas
