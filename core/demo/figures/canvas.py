"""A small drawing surface over Pillow: supersampled lines, arrows, angles and labels.

Coordinates are pixels of the finished picture, y downwards. Labels use Pillow's bundled font, which
has neither a minus sign nor Greek letters; those few glyphs are drawn from strokes.
"""

from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from math import atan2, cos, degrees, hypot, pi, radians, sin
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

Point = tuple[float, float]
SCALE = 2  # supersampling
STROKE = 2.4
TEXT_SIZE = 27
_DRAWN = {"−": 0.62, "Ω": 0.82, "θ": 0.6, "π": 0.66}  # advance widths in ems


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.load_default(size=size)
    if not isinstance(font, ImageFont.FreeTypeFont):
        raise RuntimeError("Pillow was built without FreeType: pictures of the demo can't be drawn")
    return font


def _runs(text: str) -> list[tuple[str, str]]:
    """Pieces of a label as (kind, characters); kind is plain, sup, sub, root or drawn."""
    runs: list[tuple[str, str]] = []
    kinds = {"^": "sup", "_": "sub", "√": "root"}
    i = 0
    while i < len(text):
        char = text[i]
        if char in kinds and i + 1 < len(text):
            end = text.index("}", i) if text[i + 1] == "{" else i + 1
            body = text[i + 2 : end] if text[i + 1] == "{" else text[i + 1]
            runs.append((kinds[char], body))
            i = end + 1
            continue
        negative = char == "-" and (i == 0 or not text[i - 1].isalpha())
        char = "−" if negative else char
        if char in _DRAWN:
            runs.append(("drawn", char))
        elif runs and runs[-1][0] == "plain":
            runs[-1] = ("plain", runs[-1][1] + char)
        else:
            runs.append(("plain", char))
        i += 1
    return runs


class Canvas:
    """A greyscale picture being drawn."""

    def __init__(self, width: int = 720, height: int = 480) -> None:
        self.width, self.height = width, height
        self.image = Image.new("L", (width * SCALE, height * SCALE), 255)
        self._draw = ImageDraw.Draw(self.image)

    def save(self, path: Path) -> None:
        """Write an optimised PNG; sixteen greys keep it small without visible steps."""
        small = self.image.reduce(SCALE)
        small.point([round(v / 17) * 17 for v in range(256)]).save(path, compress_level=7)

    def _px(self, points: Sequence[Point]) -> list[Point]:
        return [(x * SCALE, y * SCALE) for x, y in points]

    def line(self, *points: Point, width: float = STROKE, dash: float = 0, grey: int = 0) -> None:
        """A line through the points, dashed in strokes of `dash` pixels if given."""
        if not dash:
            self._draw.line(self._px(points), grey, round(width * SCALE), joint="curve")
            return
        run, drawn = 0.0, [points[0]]  # length so far; the dash being drawn
        for a, b in pairwise(points):
            length, at = hypot(b[0] - a[0], b[1] - a[1]), 0.0
            while at < length:
                step = min(dash - run % dash, length - at)
                at += step
                here = (a[0] + (b[0] - a[0]) * at / length, a[1] + (b[1] - a[1]) * at / length)
                drawn.append(here)
                run += step
                if dash - run % dash < 1e-6 or run % dash < 1e-6:
                    run = round(run / dash) * dash
                    if round(run / dash) % 2:
                        self._draw.line(self._px(drawn), grey, round(width * SCALE))
                    drawn = [here]
        if len(drawn) > 1 and not int(run / dash) % 2:
            self._draw.line(self._px(drawn), grey, round(width * SCALE))

    def polygon(
        self, points: Sequence[Point], fill: int | None = None, width: float = STROKE
    ) -> None:
        """A closed outline, filled with a grey if given."""
        if fill is not None:
            self._draw.polygon(self._px(points), fill=fill)
        if width:
            self.line(*points, points[0], points[1], width=width)

    def box(
        self,
        left: float,
        top: float,
        right: float,
        bottom: float,
        fill: int | None = None,
        width: float = STROKE,
    ) -> None:
        """An upright rectangle."""
        self.polygon([(left, top), (right, top), (right, bottom), (left, bottom)], fill, width)

    def hatch(self, points: Sequence[Point], gap: float = 10, grey: int = 90) -> None:
        """Fill a polygon with slanted lines."""
        mask = Image.new("L", self.image.size, 0)
        ImageDraw.Draw(mask).polygon(self._px(points), fill=255)
        lines = Image.new("L", self.image.size, 255)
        pen = ImageDraw.Draw(lines)
        span, tall = self.image.size
        for start in range(-tall, span, round(gap * SCALE)):
            pen.line([(start, tall), (start + tall, 0)], grey, round(1.2 * SCALE))
        self.image.paste(lines, (0, 0), mask)

    def circle(
        self,
        centre: Point,
        radius: float,
        fill: int | None = None,
        width: float = STROKE,
        ratio: float = 1,
    ) -> None:
        """A circle, or an ellipse where `ratio` (height to width) is not 1."""
        x, y = centre
        box = self._px([(x - radius, y - radius * ratio), (x + radius, y + radius * ratio)])
        self._draw.ellipse(
            (*box[0], *box[1]), fill, 0 if width else None, max(1, round(width * SCALE))
        )

    def dot(self, at: Point, radius: float = 5.5, fill: int = 0) -> None:
        """A small disc with an outline."""
        self.circle(at, radius, fill, 2)

    def arc(
        self,
        centre: Point,
        radius: float,
        start: float,
        end: float,
        *,
        ratio: float = 1,
        width: float = STROKE,
        dash: float = 0,
    ) -> None:
        """Counterclockwise from `start` to `end`, in degrees from the positive x direction."""
        count = max(8, int(abs(end - start) / 4))
        turns = [radians(start + (end - start) * k / count) for k in range(count + 1)]
        x, y = centre
        points = [(x + radius * cos(t), y - radius * ratio * sin(t)) for t in turns]
        if dash:
            for k in range(0, count - 1, 2):
                self.line(points[k], points[k + 1], width=width)
        else:
            self.line(*points, width=width)

    def arrow(
        self, start: Point, end: Point, *, width: float = STROKE, head: float = 13, dash: float = 0
    ) -> None:
        """A line with a filled head at its end."""
        turn = atan2(end[1] - start[1], end[0] - start[0])
        stop = (end[0] - head * 0.8 * cos(turn), end[1] - head * 0.8 * sin(turn))
        self.line(start, stop, width=width, dash=dash)
        wings = [
            (end[0] - head * cos(turn + w), end[1] - head * sin(turn + w)) for w in (0.4, -0.4)
        ]
        self._draw.polygon(self._px([end, *wings]), fill=0)

    def double_arrow(self, a: Point, b: Point, *, head: float = 11) -> None:
        """A thin measure line with heads at both ends."""
        middle = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
        self.arrow(middle, a, width=1.6, head=head)
        self.arrow(middle, b, width=1.6, head=head)

    def right_angle(self, at: Point, a: Point, b: Point, size: float = 17) -> None:
        """The small square in the corner `at` between the directions to `a` and `b`."""
        p, q = _towards(at, a, size), _towards(at, b, size)
        self.line(p, (p[0] + q[0] - at[0], p[1] + q[1] - at[1]), q, width=1.8)

    def angle(
        self, at: Point, a: Point, b: Point, label: str = "", radius: float = 38, marks: int = 1
    ) -> None:
        """An arc inside the angle at `at`, its label beyond the arc."""
        s = degrees(atan2(at[1] - a[1], a[0] - at[0]))
        sweep = (degrees(atan2(at[1] - b[1], b[0] - at[0])) - s) % 360
        if sweep > 180:
            s, sweep = s + sweep, 360 - sweep
        for k in range(marks):
            self.arc(at, radius + 6 * k, s, s + sweep, width=1.8)
        if label:
            middle = radians(s + sweep / 2)
            reach = radius + 26 + 34 * max(0.0, 40 - sweep) / 40 + 5 * max(0, len(label) - 2)
            self.text((at[0] + reach * cos(middle), at[1] - reach * sin(middle)), label, 25)

    def ticks(self, a: Point, b: Point, count: int = 1) -> None:
        """Equal-length marks across the middle of a segment."""
        turn = atan2(b[1] - a[1], b[0] - a[0])
        for k in range(count):
            off = (k - (count - 1) / 2) * 8
            x, y = (a[0] + b[0]) / 2 + off * cos(turn), (a[1] + b[1]) / 2 + off * sin(turn)
            dx, dy = 9 * -sin(turn), 9 * cos(turn)
            self.line((x - dx, y - dy), (x + dx, y + dy), width=2)

    def beside(self, a: Point, b: Point, label: str, away: Point, gap: float = 26) -> None:
        """A label at the middle of a segment, on the side that faces away from the point `away`."""
        x, y = (a[0] + b[0]) / 2, (a[1] + b[1]) / 2
        turn = atan2(b[1] - a[1], b[0] - a[0]) + pi / 2
        side = 1 if cos(turn) * (x - away[0]) + sin(turn) * (y - away[1]) > 0 else -1
        wide = gap + 0.32 * max(0.0, text_width(label) - 20) * abs(cos(turn))
        self.text((x + side * wide * cos(turn), y + side * wide * sin(turn)), label)

    def vertex(self, at: Point, label: str, away: Point, gap: float = 24) -> None:
        """A letter at a corner, on the side that faces away from `away`."""
        turn = atan2(at[1] - away[1], at[0] - away[0])
        self.text((at[0] + gap * cos(turn), at[1] + gap * sin(turn)), label)

    def text(
        self, at: Point, label: str, size: int = TEXT_SIZE, anchor: str = "m", halo: bool = True
    ) -> None:
        """A label centred on `at` (anchor m), or beginning (l) or ending (r) there.

        ``^2`` raises, ``_2`` lowers, ``√{..}`` roots (one character, or a group in braces).
        """
        x = at[0] * SCALE
        if anchor != "m":
            x -= 0 if anchor == "l" else text_width(label, size) * SCALE
        else:
            x -= text_width(label, size) * SCALE / 2
        for kind, body in _runs(label):
            x += self._run(kind, body, x, at[1] * SCALE, size * SCALE, halo)

    def _run(self, kind: str, body: str, x: float, y: float, size: int, halo: bool) -> float:
        border = round(3 * SCALE) if halo else 0
        if kind == "drawn":
            self._glyph(body, x, y, size)
            return _DRAWN[body] * size
        small = kind in ("sup", "sub")
        font = _font(round(size * 0.66) if small else size)
        shift = {"sup": -0.34, "sub": 0.3}.get(kind, 0.0) * size
        lead = size * 0.5 if kind == "root" else 0.0
        self._draw.text(
            (x + lead, y + shift), body, 0, font, "lm", stroke_width=border, stroke_fill=255
        )
        self._draw.text((x + lead, y + shift), body, 0, font, "lm")
        wide = lead + font.getlength(body)
        if kind == "root":
            hook = [(0.06, 0.1), (0.17, 0.02), (0.31, 0.42), (0.46, -0.5)]
            points = [(x + a * size, y + b * size) for a, b in hook]
            self._draw.line([*points, (x + wide, y - 0.5 * size)], 0, round(size / 14), "curve")
        return wide

    def _glyph(self, char: str, x: float, y: float, size: int) -> None:
        pen = max(2, round(size / 13))

        def stroke(*points: Point) -> None:
            self._draw.line([(x + a * size, y + b * size) for a, b in points], 0, pen, "curve")

        def oval(left: float, top: float, right: float, bottom: float) -> None:
            box = (x + left * size, y + top * size, x + right * size, y + bottom * size)
            self._draw.ellipse(box, None, 0, pen)

        if char == "−":
            stroke((0.1, 0.03), (0.52, 0.03))
        elif char == "θ":
            oval(0.1, -0.36, 0.5, 0.36)
            stroke((0.12, 0), (0.48, 0))
        elif char == "π":
            stroke((0.06, -0.2), (0.6, -0.2))
            stroke((0.2, -0.2), (0.17, 0.34))
            stroke((0.46, -0.2), (0.46, 0.26), (0.56, 0.34))
        else:  # Ω
            turns = [radians(-55 + 290 * k / 24) for k in range(25)]
            ring = [(0.41 + 0.3 * cos(t), -0.06 - 0.3 * sin(t)) for t in turns]
            stroke((0.74, 0.34), (0.56, 0.34), *ring, (0.26, 0.34), (0.08, 0.34))


def text_width(label: str, size: int = TEXT_SIZE) -> float:
    """The width of a label in pixels of the finished picture."""
    wide = 0.0
    for kind, body in _runs(label):
        if kind == "drawn":
            wide += _DRAWN[body] * size
        else:
            small = kind in ("sup", "sub")
            font = _font(round(size * SCALE * (0.66 if small else 1)))
            wide += font.getlength(body) / SCALE + (size * 0.5 if kind == "root" else 0)
    return wide


def _towards(at: Point, target: Point, reach: float) -> Point:
    length = hypot(target[0] - at[0], target[1] - at[1]) or 1.0
    return (
        at[0] + (target[0] - at[0]) * reach / length,
        at[1] + (target[1] - at[1]) * reach / length,
    )
