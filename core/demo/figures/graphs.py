"""Coordinate planes and the many graphs of measured quantities."""

from collections.abc import Callable, Sequence
from functools import partial

from core.demo.figures.canvas import Canvas, Point, text_width

Curve = Callable[[float], float]


class Axes:
    """A coordinate system on a canvas; `at` turns values into pixels."""

    def __init__(
        self,
        canvas: Canvas,
        x: tuple[float, float],
        y: tuple[float, float],
        box: tuple[float, float, float, float],
    ) -> None:
        self.canvas, self.x, self.y, self.box = canvas, x, y, box
        self.origin = (max(x[0], min(x[1], 0.0)), max(y[0], min(y[1], 0.0)))

    def at(self, x: float, y: float) -> Point:
        """The pixel of a pair of values."""
        left, top, right, bottom = self.box
        return (
            left + (x - self.x[0]) / (self.x[1] - self.x[0]) * (right - left),
            bottom - (y - self.y[0]) / (self.y[1] - self.y[0]) * (bottom - top),
        )

    def cross(self, names: tuple[str, str] = ("x", "y"), origin: str = "O") -> None:
        """Axes through the origin with arrows and their names."""
        left, top, right, bottom = self.box
        zero = self.at(0, 0)
        self.canvas.arrow((left - 12, zero[1]), (right + 26, zero[1]), width=2)
        self.canvas.arrow((zero[0], bottom + 12), (zero[0], top - 26), width=2)
        self.canvas.text((right + 40, zero[1] + 4), names[0])
        self.canvas.text((zero[0], top - 42), names[1])
        self.canvas.text((zero[0] - 17, zero[1] + 19), origin, 25)

    def frame(self, names: tuple[str, str], origin: str = "0") -> None:
        """Axes along the left and lower edges, the names at their ends (physics and economics)."""
        left, top, right, bottom = self.box
        self.origin = (self.x[0], self.y[0])
        self.canvas.arrow((left, bottom), (right + 30, bottom), width=2)
        self.canvas.arrow((left, bottom), (left, top - 30), width=2)
        wide = text_width(names[0], 25)
        self.canvas.text(
            (min(right + 44, self.canvas.width - 8) - wide, bottom + 58), names[0], 25, "l"
        )
        self.canvas.text((left - 34, top - 48), names[1], 25, "l")
        self.canvas.text((left - 18, bottom + 20), origin, 25)

    def mark_x(self, value: float, label: str = "", guide: float | None = None) -> None:
        """A tick on the x-axis; `guide` adds a dashed line up to that value."""
        at = self.at(value, self.origin[1])
        self.canvas.line((at[0], at[1] - 6), (at[0], at[1] + 6), width=2)
        self.canvas.text((at[0], at[1] + 24), label or f"{float(value):g}", 24)
        if guide is not None:
            self.canvas.line(at, self.at(value, guide), width=1.5, dash=7, grey=70)

    def mark_y(self, value: float, label: str = "", guide: float | None = None) -> None:
        """A tick on the y-axis; `guide` adds a dashed line across to that value."""
        at = self.at(self.origin[0], value)
        self.canvas.line((at[0] - 6, at[1]), (at[0] + 6, at[1]), width=2)
        self.canvas.text((at[0] - 13, at[1]), label or f"{float(value):g}", 24, "r")
        if guide is not None:
            self.canvas.line(at, self.at(guide, value), width=1.5, dash=7, grey=70)

    def grid(self, xs: Sequence[float], ys: Sequence[float]) -> None:
        """Light lines at the given values."""
        for x in xs:
            self.canvas.line(self.at(x, self.y[0]), self.at(x, self.y[1]), width=1, grey=185)
        for y in ys:
            self.canvas.line(self.at(self.x[0], y), self.at(self.x[1], y), width=1, grey=185)

    def curve(
        self,
        curve: Curve,
        start: float | None = None,
        end: float | None = None,
        width: float = 3,
        dash: float = 0,
    ) -> None:
        """The graph of a function, cut where it leaves the box."""
        low = self.x[0] if start is None else start
        high = self.x[1] if end is None else end
        run: list[Point] = []
        for k in range(161):
            x = low + (high - low) * k / 160
            y = curve(x)
            if self.y[0] - 1e-9 <= y <= self.y[1] + 1e-9:
                run.append(self.at(x, y))
            elif len(run) > 1:
                self.canvas.line(*run, width=width, dash=dash)
                run = []
            else:
                run = []
        if len(run) > 1:
            self.canvas.line(*run, width=width, dash=dash)

    def steps(self, points: Sequence[Point], width: float = 3.2, dash: float = 0) -> None:
        """Straight pieces through the points."""
        self.canvas.line(*(self.at(*p) for p in points), width=width, dash=dash)


def plane(
    curves: Sequence[tuple[float, ...]],
    *,
    x: tuple[float, float] = (-5, 5),
    y: tuple[float, float] = (-5, 5),
    names: Sequence[tuple[float, float, str]] = (),
    points: Sequence[tuple[float, float, str]] = (),
    xs: Sequence[float] = (),
    ys: Sequence[float] = (),
    shade: tuple[float, float] | None = None,
    triangle: Sequence[Point] = (),
) -> Canvas:
    """Polynomial curves (coefficients, highest first) in a plane, with marks and named points.

    `shade` hatches between the first two curves, or the first and the x-axis.
    """
    canvas = Canvas(640, 500)
    axes = Axes(canvas, x, y, (60, 62, 560, 452))

    def value(coefficients: tuple[float, ...], t: float) -> float:
        total = 0.0
        for c in coefficients:
            total = total * t + c
        return total

    if shade:
        low, high = shade
        grid = [low + (high - low) * k / 60 for k in range(61)]
        upper = [axes.at(t, value(curves[0], t)) for t in grid]
        floor = curves[1] if len(curves) > 1 else (0.0,)
        canvas.hatch(upper + [axes.at(t, value(floor, t)) for t in reversed(grid)], 9)
    if triangle:
        canvas.hatch([axes.at(*p) for p in triangle], 9)
    axes.cross()
    for coefficients in curves:
        axes.curve(partial(value, coefficients))
    for v in xs:
        axes.mark_x(v)
    for v in ys:
        axes.mark_y(v)
    for px, py, label in points:
        at = axes.at(px, py)
        if px and py:
            canvas.line((at[0], axes.at(px, 0)[1]), at, width=1.5, dash=7, grey=90)
            canvas.line((axes.at(0, py)[0], at[1]), at, width=1.5, dash=7, grey=90)
        canvas.dot(at)
        canvas.text((at[0] + 24, at[1] - 18), label, 25)
    for px, py, label in names:
        canvas.text(axes.at(px, py), label, 25)
    return canvas


def curve_plane(
    kind: str,
    a: float,
    b: float,
    *,
    points: Sequence[tuple[float, float, str]] = (),
    shift: float = 0,
) -> Canvas:
    """Exponential, logarithmic or trigonometric graphs: y = a sin(bx) + shift and so on."""
    from math import log, pi, sin

    canvas = Canvas(700, 460)
    box = (80.0, 62.0, 600.0, 410.0)
    if kind == "sin":
        top = abs(a) + abs(shift) + 0.6
        axes = Axes(canvas, (-0.3, 2 * pi / b * 1.25), (-top, top), box)
        axes.cross()
        axes.curve(lambda t: a * sin(b * t) + shift, 0)
        for level in (a + shift, -a + shift):
            if level:
                axes.mark_y(level, f"{level:g}", 2 * pi / b)
    elif kind == "log":
        axes = Axes(canvas, (-0.6, 9), (-2.4, 3.6), box)
        axes.cross()
        axes.curve(lambda t: log(t) / log(a) + b, 0.06)
    else:
        axes = Axes(canvas, (-3, 3.4), (-1, 8.5), box)
        axes.cross()
        axes.curve(lambda t: a ** (t) + b)
    for px, py, label in points:
        at = axes.at(px, py)
        canvas.dot(at)
        canvas.text((at[0] + 26, at[1] + 20), label, 25)
        if kind != "sin":
            axes.mark_x(px, guide=py)
            if py:
                axes.mark_y(py, guide=px)
    return canvas


def broken_line(
    points: Sequence[Point],
    names: tuple[str, str],
    *,
    extra: Sequence[Point] = (),
    tags: Sequence[str] = (),
    shade: bool = False,
    xs: Sequence[float] = (),
    ys: Sequence[float] = (),
) -> Canvas:
    """A graph of straight pieces (velocity, force against time) with guides to its corners."""
    canvas = Canvas(720, 450)
    every = [*points, *extra]
    high, low = max(p[1] for p in every), min(0.0, min(p[1] for p in every))
    box = (105.0, 88.0, 640.0, 372.0)
    axes = Axes(canvas, (0, max(p[0] for p in every) * 1.05), (low, high * 1.08), box)
    if shade:
        canvas.hatch(
            [axes.at(points[0][0], 0), *[axes.at(*p) for p in points], axes.at(points[-1][0], 0)]
        )
    zero = axes.at(0, 0)[1]
    canvas.arrow((105, zero), (670, zero), width=2)
    canvas.arrow((105, 384 if low < 0 else zero), (105, 58), width=2)
    canvas.text((716 - text_width(names[0], 25), zero + 58), names[0], 25, "l")
    canvas.text((70, 34), names[1], 25, "l")
    canvas.text((88, zero + 20), "0", 25)
    for px, py in every:
        if px:
            axes.mark_x(px, guide=py if px not in xs else None)
        if py:
            axes.mark_y(py, guide=px)
    for v in ys:
        axes.mark_y(v)
    axes.steps(points)
    if extra:
        axes.steps(extra)
    for (px, py), tag in zip((points[-1], extra[-1] if extra else points[-1]), tags, strict=False):
        at = axes.at(px, py)
        canvas.text((at[0] + 22, at[1] - 8), tag)
    return canvas


def smooth(
    curves: Sequence[Sequence[Point]],
    names: tuple[str, str],
    *,
    tags: Sequence[str] = (),
    xs: Sequence[float] = (),
    ys: Sequence[float] = (),
    grid: bool = False,
    x: tuple[float, float] | None = None,
    y: tuple[float, float] | None = None,
    guides: Sequence[Point] = (),
    dots: Sequence[tuple[float, float, str]] = (),
    dashed: Sequence[int] = (),
    x_labels: Sequence[tuple[float, str]] = (),
) -> Canvas:
    """Measured curves through given points (solubility, titration, heating, blood sugar ...)."""
    canvas = Canvas(720, 490)
    every = [p for curve in curves for p in curve]
    span_x = x or (0.0, max(p[0] for p in every))
    span_y = y or (0.0, max(p[1] for p in every) * 1.08)
    axes = Axes(canvas, span_x, span_y, (110, 80, 640, 410))
    if grid:
        axes.grid(xs, ys)
    axes.frame(names, "" if span_x[0] or span_y[0] else "0")
    for v in xs:
        axes.mark_x(v)
    for v, label in x_labels:
        canvas.text((axes.at(v, 0)[0], 434), label, 24)
    for v in ys:
        axes.mark_y(v)
    for px, py in guides:
        axes.canvas.line(
            axes.at(span_x[0], py),
            axes.at(px, py),
            axes.at(px, span_y[0]),
            width=1.5,
            dash=7,
            grey=70,
        )
    for k, curve in enumerate(curves):
        pixels = [axes.at(*p) for p in curve]
        canvas.line(*_through(pixels), width=3, dash=9 if k in dashed else 0)
        if k < len(tags):
            end = pixels[-1]
            canvas.text((end[0] + 18, end[1] - 12), tags[k], 25)
    for px, py, label in dots:
        at = axes.at(px, py)
        canvas.dot(at)
        if label:
            canvas.text((at[0] + 20, at[1] - 18), label, 25)
    return canvas


def _through(points: Sequence[Point]) -> list[Point]:
    """A Catmull-Rom curve through the points; three or fewer stay straight."""
    if len(points) <= 3:
        return list(points)
    padded = [points[0], *points, points[-1]]
    out: list[Point] = []
    for p0, p1, p2, p3 in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        for k in range(12):
            t = k / 12
            out.append(
                (_spline(p0[0], p1[0], p2[0], p3[0], t), _spline(p0[1], p1[1], p2[1], p3[1], t))
            )
    return [*out, points[-1]]


def _spline(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (
        2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3
    )
