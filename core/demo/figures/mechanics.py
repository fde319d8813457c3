"""Physics: blocks, slopes, collisions, circuits, waves and rays."""

from collections.abc import Sequence
from math import asin, cos, degrees, pi, radians, sin

from core.demo.figures.canvas import Canvas, Point


def _floor(canvas: Canvas, y: float, left: float = 50, right: float = 670) -> None:
    canvas.line((left, y), (right, y))
    for k in range(int((right - left) / 16)):
        x = left + 12 + 16 * k
        canvas.line((x, y), (x - 10, y + 11), width=1.4, grey=60)


def blocks(masses: Sequence[str], force: str, names: str = "AB", rope: bool = True) -> Canvas:
    """Blocks on a level floor: roped with a force on the right, or touching and pushed."""
    canvas = Canvas(720, 260)
    _floor(canvas, 200)
    left = 110.0
    for k, mass in enumerate(masses):
        wide = 105.0
        canvas.box(left, 115, left + wide, 199, fill=238)
        canvas.text((left + wide / 2, 157), mass, 25, halo=False)
        canvas.text((left + wide / 2, 92), names[k])
        last = k == len(masses) - 1
        if not last and rope:
            canvas.line((left + wide, 157), (left + wide + 70, 157), width=1.8)
        if last and rope:
            canvas.arrow((left + wide, 157), (left + wide + 110, 157), width=3.4, head=17)
            canvas.text((left + wide + 95, 122), force)
        left += wide + (70 if rope else 0)
    if not rope:
        canvas.arrow((20, 157), (108, 157), width=3.4, head=17)
        canvas.text((56, 122), force)
    return canvas


def table_pulley(mass_table: str, mass_hanging: str, names: str = "AB") -> Canvas:
    """A block on a table, tied over a pulley to a hanging block."""
    canvas = Canvas(680, 400)
    _floor(canvas, 150, 50, 480)
    canvas.line((480, 150), (480, 390))
    canvas.box(130, 76, 240, 149, fill=238)
    canvas.text((185, 113), mass_table, 25, halo=False)
    canvas.text((185, 52), names[0])
    canvas.circle((500, 128), 24, fill=255)
    canvas.dot((500, 128), 4)
    canvas.line((480, 150), (500, 128), width=3)
    canvas.line((240, 104), (500, 104), width=1.8)
    canvas.line((524, 128), (524, 250), width=1.8)
    canvas.box(476 + 5, 250, 567, 322, fill=238)
    canvas.text((524, 286), mass_hanging, 25, halo=False)
    canvas.text((592, 286), names[1])
    return canvas


def atwood(left: str, right: str) -> Canvas:
    """Two blocks over one fixed pulley."""
    canvas = Canvas(480, 420)
    canvas.line((120, 30), (360, 30), width=3)
    for k in range(14):
        canvas.line((130 + 16 * k, 30), (140 + 16 * k, 19), width=1.4, grey=60)
    canvas.line((240, 30), (240, 100))
    canvas.circle((240, 100), 48, fill=255)
    canvas.dot((240, 100), 4)
    for x, y, mass, name in ((192, 220, left, "A"), (288, 270, right, "B")):
        canvas.line((x, 100), (x, y), width=1.8)
        canvas.box(x - 44, y, x + 44, y + 66, fill=238)
        canvas.text((x, y + 33), mass, 24, halo=False)
        canvas.text((x - 66 if x < 240 else x + 66, y + 33), name)
    return canvas


def incline(
    turn: float, mass: str, *, angle: str = "", height: str = "", base: str = "", length: str = ""
) -> Canvas:
    """A block on a slope, with any of: angle, height, length along the slope."""
    canvas = Canvas(720, 400)
    run = min(520.0, 270 / (sin(radians(turn)) / cos(radians(turn))))
    rise = run * sin(radians(turn)) / cos(radians(turn))
    a, b, c = (90.0, 340.0), (90.0 + run, 340.0), (90 + run, 340 - rise)
    canvas.polygon([a, b, c])
    canvas.right_angle(b, a, c)
    up = (cos(radians(turn)), -sin(radians(turn)))
    out = (-sin(radians(turn)), -cos(radians(turn)))
    share = 0.74
    p = (a[0] + (c[0] - a[0]) * share, a[1] + (c[1] - a[1]) * share)
    half, tall = 34, 46
    corners = [
        (p[0] + up[0] * s * half + out[0] * t * tall, p[1] + up[1] * s * half + out[1] * t * tall)
        for s, t in ((-1, 0), (1, 0), (1, 1), (-1, 1))
    ]
    canvas.polygon(corners, fill=238)
    canvas.text((p[0] + out[0] * 84, p[1] + out[1] * 76), mass)
    if angle:
        canvas.angle(a, b, c, angle, 52)
    if height:
        canvas.double_arrow((b[0] + 26, 340), (c[0] + 26, c[1]))
        canvas.text((b[0] + 36, (340 + c[1]) / 2), height, 26, "l")
    if length:
        canvas.beside(a, (p[0] - 60, p[1] + 60 * rise / run), length, b, 30)
    if base:
        canvas.text((90 + run / 2, 366), base)
    return canvas


def carts(masses: Sequence[str], speeds: Sequence[str], after: Sequence[str] = ()) -> Canvas:
    """Two carts before (and after) a collision on a straight track."""
    rows = 2 if after else 1
    canvas = Canvas(720, 20 + 200 * rows)
    for row, values in enumerate((speeds, after)[:rows]):
        y = 170 + 195 * row
        _floor(canvas, y)
        spots = (150.0, 440.0) if row == 0 else (330.0, 470.0)
        for k, (x, mass) in enumerate(zip(spots, masses, strict=True)):
            canvas.box(x, y - 70, x + 110, y - 14, fill=238)
            canvas.circle((x + 26, y - 10), 9, fill=255)
            canvas.circle((x + 84, y - 10), 9, fill=255)
            canvas.text((x + 55, y - 42), mass, 25, halo=False)
            canvas.text((x - 20, y - 42), "AB"[k])
            if k < len(values) and values[k]:
                canvas.arrow((x + 20, y - 95), (x + 100, y - 95), width=3)
                canvas.text((x + 60, y - 120), values[k], 24)
    return canvas


def _resistor(canvas: Canvas, x: float, y: float, label: str, upright: bool = False) -> None:
    """A zigzag of 84 pixels, centred."""
    offsets = [-42, -35, -21, -7, 7, 21, 35, 42]
    sway = [0, -13, 13, -13, 13, -13, 13, 0]
    points = [
        (x + o, y + s) if not upright else (x + s, y + o)
        for o, s in zip(offsets, sway, strict=True)
    ]
    canvas.line(points[0], points[-1], width=8, grey=255)
    canvas.line(*points)
    canvas.text((x, y - 36) if not upright else (x + 24, y), label, 25, "m" if not upright else "l")


def _battery(canvas: Canvas, x: float, y: float, label: str) -> None:
    canvas.line((x - 10, y), (x + 10, y), width=8, grey=255)
    canvas.line((x - 8, y - 26), (x - 8, y + 26))
    canvas.line((x + 8, y - 14), (x + 8, y + 14), width=5)
    canvas.text((x, y + 46), label)


def _meter(canvas: Canvas, x: float, y: float, letter: str) -> None:
    canvas.circle((x, y), 23, fill=255)
    canvas.text((x, y), letter, 25, halo=False)


def circuit(kind: str, resistors: Sequence[str], voltage: str, meter: bool = True) -> Canvas:
    """A battery with resistors in series, in parallel, or R1 before R2 and R3 in parallel."""
    canvas = Canvas(720, 420)
    left, right, top, bottom = 110.0, 610.0, 100.0, 340.0
    if kind == "parallel":
        middle = 220.0
        canvas.line((left, top), (right, top), (right, bottom), (left, bottom), (left, top))
        canvas.line((210, top), (210, middle), (510, middle), (510, top))
        canvas.dot((210, top), 5)
        canvas.dot((510, top), 5)
        _resistor(canvas, 360, top, resistors[0])
        _resistor(canvas, 360, middle, resistors[1])
    else:
        canvas.box(left, top, right, bottom)
        if kind == "series":
            for k, label in enumerate(resistors):
                _resistor(
                    canvas, left + (right - left) * (k + 1) / (len(resistors) + 1), top, label
                )
        else:
            canvas.line((340, 58), (340, 150), (560, 150), (560, 58), (340, 58))
            canvas.line((342, top), (558, top), width=8, grey=255)
            for x in (340, 560):
                canvas.dot((x, top), 5)
            _resistor(canvas, 215, top, resistors[0])
            _resistor(canvas, 450, 58, resistors[1])
            canvas.text((450, 114), resistors[2], 25)
            _resistor(canvas, 450, 150, "")
    _battery(canvas, 360, bottom, voltage)
    if meter:
        _meter(
            canvas, left if kind != "parallel" else right, 220 if kind != "parallel" else 250, "A"
        )
    return canvas


def wave(
    x_unit: str,
    axis: str,
    length: float,
    height: float,
    start: int = 1,
    cycles: float = 2.0,
    moved: float = 0,
) -> Canvas:
    """A sine wave against place or time; `moved` adds a dashed copy further right."""
    canvas = Canvas(720, 400)
    left, y0, wide, amp = 95.0, 200.0, 510.0, 95.0
    canvas.arrow((left, y0), (665, y0), width=2)
    canvas.arrow((left, 345), (left, 48), width=2)
    canvas.text((716, y0 + 40), x_unit, 24, "r")
    canvas.text((left - 34, 24), axis, 24, "l")
    canvas.text((left - 16, y0 + 18), "0", 24)

    def trace(shift: float) -> list[Point]:
        return [
            (left + wide * k / 200, y0 - start * amp * sin(2 * pi * (cycles * k / 200 - shift)))
            for k in range(201)
        ]

    if moved:
        points = trace(moved)
        for k in range(0, 200, 6):
            canvas.line(*points[k : k + 4], width=2)
    canvas.line(*trace(0), width=3.2)
    for k in range(1, int(cycles * 2) + 1):
        x = left + wide * k / (cycles * 2)
        canvas.line((x, y0 - 6), (x, y0 + 6), width=2)
        canvas.text((x + 12, y0 + 24), f"{length * k / 2:g}", 23)
    for s in (1, -1):
        canvas.line((left, y0 - s * amp), (left + wide, y0 - s * amp), width=1.3, dash=7, grey=90)
        canvas.text((left - 12, y0 - s * amp), f"{s * height:g}", 23, "r")
    return canvas


def refraction(
    first: float, index: float, labels: tuple[str, str], media: tuple[str, str]
) -> Canvas:
    """A ray crossing a level boundary; the angles are measured from the normal."""
    canvas = Canvas(640, 460)
    o = (320.0, 230.0)
    second = degrees(asin(min(1.0, sin(radians(first)) / index)))
    canvas.box(60, 230, 580, 440, fill=236, width=0)
    canvas.line((60, 230), (580, 230))
    canvas.line((320, 40), (320, 430), dash=9, width=1.8)
    a = (o[0] - 210 * sin(radians(first)), o[1] - 210 * cos(radians(first)))
    b = (o[0] + 200 * sin(radians(second)), o[1] + 200 * cos(radians(second)))
    canvas.line(a, o, width=3)
    canvas.arrow(a, ((a[0] + o[0]) / 2, (a[1] + o[1]) / 2), width=3, head=16)
    canvas.arrow(o, b, width=3, head=16)
    canvas.angle(o, (320, 0), a, labels[0], 52)
    canvas.angle(o, (320, 460), b, labels[1], 58)
    canvas.text((84, 200), media[0], 25, "l")
    canvas.text((84, 262), media[1], 25, "l")
    return canvas


def heat_engine(hot: str, work: str, cold: str) -> Canvas:
    """A heat engine between two reservoirs."""
    canvas = Canvas(560, 460)
    for y, label in ((30, "T_1"), (370, "T_2")):
        canvas.box(150, y, 410, y + 60, fill=225)
        canvas.text((280, y + 30), label, 27, halo=False)
    canvas.circle((280, 230), 62)
    canvas.text((280, 230), "E")
    canvas.arrow((280, 92), (280, 166), width=5, head=20)
    canvas.arrow((280, 294), (280, 368), width=5, head=20)
    canvas.arrow((343, 230), (440, 230), width=5, head=20)
    canvas.text((300, 128), hot, 26, "l")
    canvas.text((300, 330), cold, 26, "l")
    canvas.text((400, 196), work, 26)
    return canvas
