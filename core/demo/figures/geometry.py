"""Plane and solid geometry."""

from collections.abc import Mapping, Sequence
from math import cos, radians, sin

from core.demo.figures.canvas import Canvas, Point


def _fit(points: Sequence[Point], box: tuple[float, float, float, float]) -> list[Point]:
    """Mathematical coordinates (y upwards) scaled into a pixel box."""
    left, top, right, bottom = box
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    wide, tall = max(xs) - min(xs), max(ys) - min(ys)
    scale = min((right - left) / wide, (bottom - top) / tall)
    dx = left + (right - left - wide * scale) / 2 - min(xs) * scale
    dy = top + (bottom - top - tall * scale) / 2 + max(ys) * scale
    return [(x * scale + dx, dy - y * scale) for x, y in points]


def polygon(
    points: Sequence[Point],
    names: str,
    *,
    sides: Mapping[int, str] | None = None,
    angles: Mapping[int, str] | None = None,
    right: Sequence[int] = (),
    equal: Sequence[int] = (),
    exterior: str = "",
) -> Canvas:
    """A polygon with named corners. `sides[i]` labels corner i to i+1; `angles[i]` the corner i.

    `exterior` prolongs the side from corner 1 to corner 2 and labels the angle outside.
    """
    canvas = Canvas(720, 430)
    corners = _fit(points, (150, 62, 570, 368) if not exterior else (90, 62, 500, 368))
    count = len(corners)
    middle = (sum(x for x, _ in corners) / count, sum(y for _, y in corners) / count)
    if exterior:
        b, c = corners[1], corners[2]
        end = (c[0] + (c[0] - b[0]) * 0.42, c[1] + (c[1] - b[1]) * 0.42)
        canvas.line(c, end)
        canvas.angle(c, end, corners[0], exterior, 42)
        canvas.text((end[0] + 22, end[1]), "D")
    canvas.polygon(corners)
    for i, at in enumerate(corners):
        before, after = corners[i - 1], corners[(i + 1) % count]
        canvas.vertex(at, names[i], middle)
        if i in right:
            canvas.right_angle(at, before, after)
        elif angles and i in angles:
            canvas.angle(at, before, after, angles[i])
        if sides and i in sides:
            canvas.beside(at, after, sides[i], middle, 30)
        if i in equal:
            canvas.ticks(at, after)
    return canvas


def altitude(labels: Mapping[str, str], ratio: float) -> Canvas:
    """A right triangle ABC (right angle at A) with the altitude AH on the hypotenuse BC."""
    canvas = Canvas(720, 420)
    b, c, h = (90.0, 340.0), (630.0, 340.0), (90 + 540 * ratio, 340.0)
    a = (h[0], 340 - 540 * (ratio * (1 - ratio)) ** 0.5)
    canvas.polygon([a, b, c])
    canvas.line(a, h)
    canvas.right_angle(a, b, c)
    canvas.right_angle(h, a, c)
    for at, name in ((a, "A"), (b, "B"), (c, "C")):
        canvas.vertex(at, name, (h[0], 280))
    canvas.text((h[0], 366), "H")
    spans = {"AB": (a, b), "AC": (a, c), "AH": (a, h), "BH": (b, h), "CH": (h, c)}
    for name, label in labels.items():
        away = (a[0] - 50, a[1]) if name == "AH" else (h[0], a[1] if "H" in name else 340)
        canvas.beside(*spans[name], label, away)
    return canvas


def nested_triangles(
    share: float, labels: Mapping[str, str], shade: str = "", apex: float = 0.4
) -> Canvas:
    """Triangle ABC with DE parallel to BC. Labels by segment (AD, DB, AE, EC, DE, BC)."""
    canvas = Canvas(720, 460)
    a, b, c = (90 + 520 * apex, 55.0), (110.0, 400.0), (610.0, 400.0)
    d = (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share)
    e = (a[0] + (c[0] - a[0]) * share, d[1])
    if shade == "top":
        canvas.hatch([a, d, e])
    if shade == "bottom":
        canvas.hatch([d, b, c, e])
    canvas.polygon([a, b, c])
    canvas.line(d, e)
    centre = (360.0, 300.0)
    for at, name in ((a, "A"), (b, "B"), (c, "C")):
        canvas.vertex(at, name, centre)
    canvas.text((d[0] - 24, d[1] - 8), "D")
    canvas.text((e[0] + 24, e[1] - 8), "E")
    spans = {"AD": (a, d), "DB": (d, b), "AE": (a, e), "EC": (e, c), "DE": (d, e), "BC": (b, c)}
    for name, label in labels.items():
        canvas.beside(*spans[name], label, a if name == "DE" else (360, 330))
    return canvas


def crossing_triangles(labels: Mapping[str, str], share: float) -> Canvas:
    """AB parallel to CD, AD and BC crossing at O (an hourglass)."""
    canvas = Canvas(720, 440)
    o = (360.0, 60 + 320 * share)
    a, b = (360 - 250 * share, 60.0), (360 + 300 * share, 60.0)
    c, d = (360 - 300 * (1 - share), 380.0), (360 + 250 * (1 - share), 380.0)
    canvas.line(b, a, d, c, b)
    for at, name in ((a, "A"), (b, "B"), (c, "C"), (d, "D")):
        canvas.vertex(at, name, o)
    canvas.text((o[0] + 26, o[1]), "O")
    spans = {"AB": (a, b), "CD": (c, d), "AO": (a, o), "DO": (o, d), "BO": (b, o), "CO": (o, c)}
    for name, label in labels.items():
        away = o if name in ("AB", "CD") else (o[0], spans[name][0][1] + spans[name][1][1] - o[1])
        canvas.beside(*spans[name], label, away)
    return canvas


def parallel_lines(slant: float, upper: str, lower: str, lower_side: str = "right") -> Canvas:
    """Parallel lines l and m cut by one line; one labelled angle at each crossing."""
    canvas = Canvas(720, 400)
    slope = 1 / max(0.2, abs(sin(radians(slant)) / cos(radians(slant))))
    lean = slope * (1 if slant < 90 else -1)
    top, bottom = (360 + lean * 80, 120.0), (360 - lean * 80, 280.0)
    for y, name in ((120.0, "l"), (280.0, "m")):
        canvas.line((90, y), (620, y))
        canvas.text((645, y), name)
    above, below = (360 + lean * 170, 30.0), (360 - lean * 170, 370.0)
    canvas.line(above, below)
    canvas.angle(top, (700, 120), above, upper)
    end = (700, 280) if lower_side == "right" else (20, 280)
    canvas.angle(bottom, end, top, lower)
    return canvas


def bent_line(first: float, second: float, labels: tuple[str, str, str]) -> Canvas:
    """Parallel lines l and m with a line bent between them: angles at l, at the bend and at m."""
    canvas = Canvas(720, 420)
    bend = (250.0, 215.0)
    up = (bend[0] + 135 / _tan(first), 80.0)
    down = (bend[0] + 135 / _tan(second), 350.0)
    for y, name in ((80.0, "l"), (350.0, "m")):
        canvas.line((110, y), (630, y))
        canvas.text((655, y), name)
    canvas.line(up, bend, down)
    canvas.angle(up, (0, 80), bend, labels[0])
    canvas.angle(bend, up, down, labels[1])
    canvas.angle(down, (0, 350), bend, labels[2])
    return canvas


def _tan(turn: float) -> float:
    return sin(radians(turn)) / cos(radians(turn))


def circle_points(
    at: Mapping[str, float],
    chords: Sequence[str],
    *,
    angles: Mapping[str, str] | None = None,
    centre: bool = False,
    tangent: str = "",
) -> Canvas:
    """A circle with points at given turns; `chords` like "AB"; `angles` like {"BAC": "x"}.

    The letter O is the centre. `tangent` names the point where a tangent line touches.
    """
    canvas = Canvas(720, 470)
    o, radius = (360.0, 235.0), 175.0
    places = {
        n: (o[0] + radius * cos(radians(t)), o[1] - radius * sin(radians(t))) for n, t in at.items()
    }
    places["O"] = o
    canvas.circle(o, radius)
    for chord in chords:
        canvas.line(places[chord[0]], places[chord[1]])
    for name, place in places.items():
        if name != "O":
            canvas.vertex(place, name, o)
    if centre:
        canvas.dot(o)
        canvas.text((o[0], o[1] - 22), "O")
    if tangent:
        p, turn = places[tangent], radians(at[tangent] + 90)
        canvas.line(
            (p[0] - 190 * cos(turn), p[1] + 190 * sin(turn)),
            (p[0] + 250 * cos(turn), p[1] - 250 * sin(turn)),
        )
        canvas.text((p[0] + 270 * cos(turn), p[1] - 270 * sin(turn)), "T")
        places["T"] = (p[0] + 250 * cos(turn), p[1] - 250 * sin(turn))
    for name, label in (angles or {}).items():
        canvas.angle(places[name[1]], places[name[0]], places[name[2]], label, 36)
    return canvas


def tangents(radius: str, length: str, far: str) -> Canvas:
    """Two tangents from P touching the circle at A and B; labels on OA, PA and PO."""
    canvas = Canvas(720, 430)
    o, p, r = (250.0, 215.0), (640.0, 215.0), 150.0
    turn = r / (p[0] - o[0])
    a = (o[0] + r * turn, o[1] - r * (1 - turn**2) ** 0.5)
    b = (a[0], 2 * o[1] - a[1])
    canvas.circle(o, r)
    canvas.line(a, p, b)
    canvas.line(o, a)
    canvas.right_angle(a, o, p)
    canvas.dot(o)
    canvas.text((o[0] - 22, o[1] + 4), "O")
    canvas.text((p[0] + 24, p[1]), "P")
    canvas.vertex(a, "A", o)
    canvas.vertex(b, "B", o)
    canvas.beside(o, a, radius, p, 24)
    canvas.beside(a, p, length, o, 28)
    if far:
        canvas.line(o, p, width=1.8)
        canvas.beside(o, p, far, a, 24)
    return canvas


def sector(turn: float, angle: str, radius: str, arc: str = "", shade: bool = True) -> Canvas:
    """A sector OAB."""
    canvas = Canvas(720, 430)
    size = 340.0 if turn <= 100 else 215.0
    start = max(0.0, (180 - turn) / 2) if turn > 60 else 10.0
    o = (360.0, 390.0) if turn > 60 else (170.0, 350.0)
    if turn > 180:
        o = (360.0, 225.0)
        start, size = 90 - turn / 2, 190.0
    ends = [
        (o[0] + size * cos(radians(t)), o[1] - size * sin(radians(t)))
        for t in (start, start + turn)
    ]
    curve = [
        (
            o[0] + size * cos(radians(start + turn * k / 60)),
            o[1] - size * sin(radians(start + turn * k / 60)),
        )
        for k in range(61)
    ]
    if shade:
        canvas.hatch([o, *curve], 12, 150)
    canvas.line(o, *curve, o)
    canvas.angle(o, ends[0], ends[1], angle) if turn < 180 else canvas.text(
        (o[0], o[1] - 34), angle
    )
    canvas.text((o[0], o[1] + 24), "O")
    canvas.vertex(ends[0], "A", o)
    canvas.vertex(ends[1], "B", o)
    canvas.beside(o, ends[0], radius, curve[30])
    if arc:
        canvas.vertex(curve[30], arc, o, 40)
    return canvas


def solid(shape: str, radius: str, height: str, slant: str = "") -> Canvas:
    """A cylinder, cone or a cone on a cylinder's base circle, with its measures."""
    canvas = Canvas(620, 460)
    top, bottom, r, flat = 80.0, 370.0, 150.0, 0.28
    centre = (300.0, bottom)
    canvas.arc(centre, r, 180, 360, ratio=flat)
    canvas.arc(centre, r, 0, 180, ratio=flat, dash=8, width=1.8)
    if shape == "cylinder":
        canvas.circle((300, top), r, ratio=flat)
        canvas.line((150, top), (150, bottom))
        canvas.line((450, top), (450, bottom))
        canvas.dot((300, top), 4)
        canvas.line((300, top), (450, top), width=1.8)
        canvas.text((375, top - 20), radius, 25)
        canvas.double_arrow((485, top), (485, bottom))
        canvas.text((530, (top + bottom) / 2), height)
    else:
        canvas.line((150, bottom), (300, top), (450, bottom))
        canvas.line((300, top), centre, dash=9, width=1.8)
        canvas.line(centre, (450, bottom), dash=9, width=1.8)
        canvas.right_angle(centre, (300, top), (450, bottom))
        canvas.text((388, bottom - 20), radius, 25)
        if height:
            canvas.text((262, 260), height, 25)
        if slant:
            canvas.beside((300, top), (450, bottom), slant, (300, bottom))
    return canvas


def venn(parts: Sequence[str], names: str = "AB") -> Canvas:
    """Two overlapping sets in a universe U: only left, both, only right, outside."""
    canvas = Canvas(720, 400)
    canvas.box(70, 30, 650, 370)
    canvas.text((100, 62), "U")
    canvas.circle((290, 205), 130)
    canvas.circle((430, 205), 130)
    canvas.text((185, 85), names[0])
    canvas.text((535, 85), names[1])
    for at, label in zip(((225, 205), (360, 205), (495, 205), (600, 335)), parts, strict=True):
        canvas.text(at, label)
    return canvas


def lattice(columns: int, rows: int, via: tuple[int, int] | None = None) -> Canvas:
    """A street grid from A (lower left) to B (upper right), perhaps with a corner P on the way."""
    canvas = Canvas(720, 430)
    step = min(500 / columns, 320 / rows)
    left, bottom = (720 - columns * step) / 2, (430 + rows * step) / 2
    for k in range(columns + 1):
        canvas.line((left + k * step, bottom), (left + k * step, bottom - rows * step))
    for k in range(rows + 1):
        canvas.line((left, bottom - k * step), (left + columns * step, bottom - k * step))
    canvas.dot((left, bottom))
    canvas.text((left - 24, bottom + 6), "A")
    end = (left + columns * step, bottom - rows * step)
    canvas.dot(end)
    canvas.text((end[0] + 24, end[1] - 6), "B")
    if via:
        at = (left + via[0] * step, bottom - via[1] * step)
        canvas.dot(at, 7)
        canvas.text((at[0] + 20, at[1] - 18), "P")
    return canvas
