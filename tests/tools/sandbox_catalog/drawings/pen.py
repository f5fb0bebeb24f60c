"""A pen for flat drawings: a field of 200 by 200 units, drawn four times larger and made smaller at the end."""

from collections.abc import Callable, Sequence
from io import BytesIO
from math import cos, radians, sin
from typing import Final

from PIL import Image, ImageChops, ImageDraw

SIZE: Final = 200
_FINE: Final = 4
_COLOURS: Final = 28
Point = tuple[float, float]


class Pen:
    """Draws opaque shapes one over the other; `shade` and `shine` touch only what is drawn already."""

    def __init__(self) -> None:
        self.image = Image.new("RGBA", (SIZE * _FINE, SIZE * _FINE))
        self._draw = ImageDraw.Draw(self.image)

    def box(self, x0: float, y0: float, x1: float, y1: float, colour: str, r: float = 0) -> None:
        """A rectangle with corners rounded by `r`."""
        self._draw.rounded_rectangle([v * _FINE for v in (x0, y0, x1, y1)], r * _FINE, fill=colour)

    def oval(self, x0: float, y0: float, x1: float, y1: float, colour: str) -> None:
        self._draw.ellipse([v * _FINE for v in (x0, y0, x1, y1)], fill=colour)

    def dot(self, x: float, y: float, r: float, colour: str) -> None:
        self.oval(x - r, y - r, x + r, y + r, colour)

    def shape(self, points: Sequence[Point], colour: str) -> None:
        """A polygon."""
        self._draw.polygon([(x * _FINE, y * _FINE) for x, y in points], fill=colour)

    def smooth(self, points: Sequence[Point], colour: str) -> None:
        """A closed curve through the points."""
        self.shape(curve(points), colour)

    def line(self, points: Sequence[Point], colour: str, width: float) -> None:
        """A line with round ends and corners."""
        fine = [(x * _FINE, y * _FINE) for x, y in points]
        self._draw.line(fine, fill=colour, width=round(width * _FINE), joint="curve")
        for x, y in (points[0], points[-1]):
            self.dot(x, y, width / 2, colour)

    def arc(
        self, x0: float, y0: float, x1: float, y1: float, turn: tuple[float, float], colour: str, width: float
    ) -> None:
        """A part of an ellipse's rim, degrees clockwise from three o'clock."""
        self._draw.arc([v * _FINE for v in (x0, y0, x1, y1)], *turn, fill=colour, width=round(width * _FINE))

    def pie(self, x0: float, y0: float, x1: float, y1: float, turn: tuple[float, float], colour: str) -> None:
        """A slice of an ellipse."""
        self._draw.pieslice([v * _FINE for v in (x0, y0, x1, y1)], *turn, fill=colour)

    def shade(self, draw: "Callable[[Pen], None]", opacity: float = 0.10, colour: str = "#000000") -> None:
        """Darken what `draw` covers of the drawing so far."""
        layer = Pen()
        draw(layer)
        mask = ImageChops.multiply(layer.image.getchannel("A"), self.image.getchannel("A")).point(
            lambda value: round(value * opacity)
        )
        tinted = Image.new("RGBA", self.image.size, colour)
        tinted.putalpha(mask)
        self.image.alpha_composite(tinted)

    def shade_box(self, x0: float, y0: float, x1: float, y1: float, opacity: float, r: float = 0) -> None:
        """Darken a rectangle of what is drawn."""
        self.shade(lambda pen: pen.box(x0, y0, x1, y1, "#000000", r), opacity)

    def shade_right(self, x: float = 100, opacity: float = 0.09) -> None:
        """Darken the right part: the light of all these pictures comes from the left."""
        self.shade_box(x, 0, SIZE, SIZE, opacity)

    def shine(self, x0: float, y0: float, x1: float, y1: float, opacity: float = 0.35) -> None:
        """A lighter oval streak."""
        self.shade(lambda pen: pen.box(x0, y0, x1, y1, "#ffffff", min(x1 - x0, y1 - y0) / 2), opacity, "#ffffff")

    def turned(self, degrees: float) -> None:
        """Turn all drawn so far, anticlockwise, about the middle."""
        self.image = self.image.rotate(degrees, Image.Resampling.BICUBIC)
        self._draw = ImageDraw.Draw(self.image)

    def over(self, other: "Pen", dx: int = 0, dy: int = 0) -> None:
        """Put another drawing on top, moved right and down."""
        self.image.alpha_composite(other.image, (dx * _FINE, dy * _FINE))


def curve(points: Sequence[Point], steps: int = 14) -> list[Point]:
    """A closed Catmull-Rom curve through the points."""
    result: list[Point] = []
    count = len(points)
    for i in range(count):
        a, b, c, d = (points[(i + shift) % count] for shift in (-1, 0, 1, 2))
        for step in range(steps):
            t = step / steps
            result.append((_spline(a[0], b[0], c[0], d[0], t), _spline(a[1], b[1], c[1], d[1], t)))
    return result


def _spline(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t**3)


def around(x: float, y: float, r: float, count: int, start: float = -90) -> list[Point]:
    """`count` points on a circle."""
    return [
        (x + r * cos(radians(start + 360 * i / count)), y + r * sin(radians(start + 360 * i / count)))
        for i in range(count)
    ]


def finished(pen: Pen, backdrop: str) -> bytes:
    """The drawing on its backdrop, as a small PNG with a palette."""
    below = Pen()
    below.box(0, 0, SIZE, SIZE, backdrop)
    below.dot(100, 100, 92, "#ffffff")
    whole = Image.blend(Image.new("RGBA", below.image.size, backdrop), below.image, 0.38)
    below.image.paste(whole)
    below.shade(lambda layer: layer.oval(46, 160, 154, 178, "#000000"), 0.10)
    below.over(pen)
    small = below.image.convert("RGB").resize((SIZE, SIZE), Image.Resampling.LANCZOS)
    out = BytesIO()
    small.quantize(_COLOURS, Image.Quantize.MEDIANCUT, kmeans=2, dither=Image.Dither.NONE).save(
        out, "PNG", optimize=True
    )
    return out.getvalue()
