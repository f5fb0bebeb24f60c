"""Bread, cakes, cheese, meat, fish, eggs, dishes from the counter."""

from collections.abc import Callable
from functools import partial
from math import cos, radians, sin

from .pen import Pen, around

Drawing = Callable[[Pen], None]
CRUST = "#c98a45"
CRUMB = "#f1d7a4"


def bread(pen: Pen) -> None:
    """A brick of bread with one slice off."""
    pen.smooth([(50, 80), (64, 56), (100, 50), (150, 56), (168, 78), (162, 92), (162, 152), (70, 156)], CRUST)
    pen.smooth(
        [(30, 84), (44, 62), (78, 60), (96, 82), (90, 96), (90, 150), (82, 158), (44, 158), (36, 150), (36, 98)],
        "#b87634",
    )
    pen.smooth([(40, 86), (50, 71), (76, 70), (87, 84), (81, 97), (81, 146), (46, 148), (45, 98)], CRUMB)
    for x, y in ((56, 94), (68, 114), (58, 132), (72, 90)):
        pen.oval(x - 4, y - 3, x + 4, y + 3, "#dfbd80")
    for x in (108, 128, 148):
        pen.line([(x, 64), (x + 8, 84)], "#a9692c", 4)


def loaf(pen: Pen) -> None:
    """A long loaf, scored."""
    pen.smooth([(30, 118), (52, 84), (100, 72), (150, 80), (172, 110), (150, 142), (100, 152), (50, 146)], CRUST)
    for x in (62, 88, 114, 140):
        pen.smooth([(x - 10, 128), (x - 2, 96), (x + 12, 88), (x + 4, 118)], CRUMB)
    pen.shade_box(0, 124, 200, 200, 0.1)


def baguette(pen: Pen) -> None:
    pen.smooth([(24, 112), (44, 94), (100, 88), (156, 94), (176, 112), (156, 128), (100, 132), (44, 128)], CRUST)
    for x in (54, 80, 106, 132, 154):
        pen.smooth([(x - 12, 122), (x - 2, 102), (x + 10, 98), (x, 118)], CRUMB)
    pen.turned(38)
    pen.shade_box(0, 118, 200, 200, 0.06)


def croissant(pen: Pen) -> None:
    """Lobes along a bow, the middle one on top."""
    sizes = (13, 20, 26, 31, 35)
    for place, size in enumerate(sizes):
        for side in (-1, 1):
            angle = radians(-90 + side * (4 - place) * 27)
            x, y = 100 + 60 * cos(angle), 138 + 58 * sin(angle)
            pen.dot(x, y, size + 2, "#a9692c")
            pen.dot(x, y, size, "#d2924a" if place % 2 else "#dda35b")
            pen.shade(partial(_glint, x=x, y=y, size=size), 0.4, "#ffffff")


def _glint(pen: Pen, *, x: float, y: float, size: float) -> None:
    pen.oval(x - size * 0.45, y - size * 0.72, x + size * 0.1, y - size * 0.5, "#ffffff")


def bun(pen: Pen) -> None:
    """A rolled bun."""
    pen.smooth([(36, 122), (50, 76), (100, 54), (150, 76), (164, 122), (150, 156), (100, 164), (50, 156)], "#d2924a")
    for r in (44, 30, 16):
        pen.arc(100 - r, 108 - r * 0.8, 100 + r, 108 + r * 0.8, (30, 330), "#8d5522", 6)
    for x, y in ((78, 78), (122, 80), (140, 110), (64, 120), (100, 148), (128, 142)):
        pen.oval(x - 3, y - 2, x + 3, y + 2, "#fff4d8")
    pen.shade_right(122)


def lavash(pen: Pen) -> None:
    """Rolled flat bread."""
    for y in (66, 104):
        pen.box(30, y, 170, y + 42, "#ecd19a", 18)
        for x in (58, 84, 112, 140):
            pen.oval(x - 8, y + 10, x + 6, y + 18, "#c99a56")
            pen.oval(x - 2, y + 26, x + 9, y + 32, "#c99a56")
        pen.oval(150, y, 176, y + 42, "#d9b676")
        pen.arc(155, y + 8, 172, y + 34, (20, 340), "#a97a3c", 4)


def crackers(pen: Pen) -> None:
    """Three crispbreads."""
    for x, y in ((40, 60), (64, 78), (86, 98)):
        pen.box(x, y, x + 78, y + 66, "#dba85c", 8)
        pen.box(x + 4, y + 4, x + 74, y + 62, "#efcb8b", 6)
        for row in range(3):
            for column in range(4):
                pen.dot(x + 15 + column * 16, y + 16 + row * 17, 3, "#b98440")


def butter(pen: Pen) -> None:
    pen.oval(28, 126, 172, 166, "#dfe5e8")
    pen.box(52, 92, 150, 148, "#f6dd7c", 5)
    pen.shape([(52, 96), (74, 72), (168, 72), (150, 96)], "#fbeaa6")
    pen.shape([(150, 94), (168, 72), (168, 128), (150, 146)], "#e3c45a")
    pen.line([(86, 94), (86, 146)], "#e3c45a", 3)
    pen.smooth([(32, 104), (52, 88), (64, 96), (48, 118)], "#fbeaa6")


def cheese(body: str, rind: str, *, holes: bool = True) -> Drawing:
    """A wedge of cheese."""

    def draw(pen: Pen) -> None:
        pen.shape([(30, 108), (132, 56), (170, 92), (170, 108)], body)
        pen.shade(lambda layer: layer.shape([(30, 108), (132, 56), (170, 92), (170, 108)], "#ffffff"), 0.35, "#ffffff")
        pen.box(30, 106, 170, 158, body, 3)
        pen.box(30, 150, 170, 160, rind, 3)
        if holes:
            for x, y, r in ((58, 130, 10), (92, 124, 7), (120, 136, 12), (152, 122, 8)):
                pen.oval(x - r, y - r * 0.85, x + r, y + r * 0.85, rind)
            pen.oval(104, 80, 122, 90, rind)
        pen.shade_right(140, 0.05)

    return draw


def eggs(pen: Pen) -> None:
    """Eggs in their tray."""
    for x, colour in ((58, "#e9c19a"), (100, "#f4ddc3"), (142, "#deb086")):
        pen.smooth([(x, 60), (x + 20, 84), (x + 22, 112), (x, 130), (x - 22, 112), (x - 20, 84)], colour)
        pen.shine(x - 12, 80, x - 5, 104, 0.5)
    pen.smooth([(28, 112), (44, 122), (58, 112), (80, 122), (100, 112), (120, 122), (142, 112), (158, 122),
                (172, 112), (164, 160),
                (36, 160)], "#9aa5a0")  # fmt: skip
    pen.shade_box(0, 142, 200, 200, 0.12)


def sausage(skin: str, meat: str, fat: str | None = None) -> Drawing:
    """A stick of sausage with slices before it."""

    def draw(pen: Pen) -> None:
        pen.smooth([(40, 96), (58, 64), (128, 38), (156, 44), (166, 72), (146, 96), (84, 126), (52, 124)], skin)
        pen.line([(158, 52), (174, 40)], "#efe3c4", 6)
        for x, y in ((62, 116), (94, 132), (126, 140)):
            pen.dot(x, y, 31, skin)
            pen.dot(x, y, 27, meat)
            if fat:
                for px, py in ((x - 11, y - 8), (x + 9, y - 12), (x + 12, y + 9), (x - 6, y + 13), (x + 1, y)):
                    pen.oval(px - 4, py - 3, px + 4, py + 3, fat)

    return draw


def frankfurters(pen: Pen) -> None:
    for y, colour in ((64, "#d97b5c"), (96, "#e08a69"), (128, "#cf6f52")):
        pen.smooth([(36, y + 8), (48, y - 4), (100, y + 4), (152, y - 4), (164, y + 8), (152, y + 20),
                    (100, y + 28), (48, y + 20)],
                   colour)  # fmt: skip
        pen.shine(60, y + 2, 140, y + 7, 0.3)


def ham(pen: Pen) -> None:
    pen.smooth([(34, 110), (54, 66), (104, 52), (152, 72), (168, 116), (140, 154), (84, 160), (46, 146)], "#f6d9cf")
    pen.smooth([(46, 110), (62, 76), (104, 64), (144, 82), (156, 114), (132, 142), (86, 148), (56, 136)], "#e58f8c")
    pen.smooth([(84, 100), (104, 92), (120, 104), (112, 122), (92, 120)], "#f9e9df")
    for points in ([(64, 92), (84, 80)], [(126, 88), (142, 104)], [(70, 130), (100, 138)]):
        pen.line(points, "#f4bdb4", 5)


def chicken(pen: Pen) -> None:
    """A drumstick."""
    pen.line([(122, 128), (158, 160)], "#f6eee2", 14)
    pen.dot(164, 158, 10, "#f6eee2")
    pen.dot(156, 168, 10, "#f6eee2")
    pen.smooth([(40, 88), (60, 52), (104, 44), (134, 72), (138, 112), (126, 134), (104, 134), (64, 126)], "#e9b483")
    pen.shine(62, 68, 84, 78, 0.4)
    pen.shade_right(106)


def meat(pen: Pen) -> None:
    """A steak with its bone."""
    pen.smooth([(36, 92), (60, 56), (118, 50), (162, 80), (164, 128), (124, 158), (76, 148), (52, 124)], "#f4d6c6")
    pen.smooth([(50, 94), (68, 68), (116, 62), (150, 86), (152, 122), (120, 144), (82, 136), (64, 116)], "#c4474a")
    pen.dot(112, 104, 20, "#fbeee6")
    pen.dot(112, 104, 11, "#e8c6b3")
    pen.line([(72, 92), (90, 82)], "#e9a59c", 5)
    pen.line([(84, 122), (104, 134)], "#e9a59c", 5)


def fish(body: str, belly: str) -> Drawing:
    def draw(pen: Pen) -> None:
        pen.shape([(134, 104), (172, 72), (166, 104), (172, 138)], body)
        pen.smooth([(28, 106), (60, 76), (108, 72), (146, 104), (108, 138), (60, 134)], body)
        pen.smooth([(30, 110), (64, 112), (110, 112), (144, 106), (108, 138), (60, 134)], belly)
        pen.shape([(78, 76), (110, 54), (118, 76)], body)
        pen.arc(56, 78, 86, 134, (280, 80), "#ffffff", 4)
        pen.dot(50, 98, 7, "#ffffff")
        pen.dot(50, 98, 4, "#263238")
        for x, y in ((96, 92), (114, 96), (104, 106), (124, 108)):
            pen.arc(x - 8, y - 8, x + 8, y + 8, (300, 60), "#ffffff", 2)

    return draw


def salmon(pen: Pen) -> None:
    """A slice of red fish with lemon."""
    pen.smooth(
        [(32, 96), (66, 62), (124, 60), (168, 92), (160, 132), (116, 128), (100, 110), (82, 130), (40, 132)], "#a7b3b8"
    )
    pen.smooth(
        [(40, 98), (70, 70), (122, 68), (160, 96), (152, 124), (120, 120), (100, 100), (78, 122), (46, 124)], "#f28c62"
    )
    for points in ([(60, 88), (52, 110)], [(82, 78), (68, 110)], [(120, 78), (132, 108)], [(140, 90), (146, 112)]):
        pen.line(points, "#fbc9ae", 4)
    pen.dot(126, 146, 24, "#f4d03f")
    pen.dot(126, 146, 19, "#fdf3c4")
    pen.dot(126, 146, 16, "#f4d03f")
    pen.smooth([(48, 152), (70, 132), (98, 140), (78, 160)], "#5aa655")


def crab_sticks(pen: Pen) -> None:
    for y in (62, 94, 126):
        pen.box(36, y, 164, y + 26, "#fbf4ef", 11)
        pen.box(36, y, 164, y + 12, "#e4574b", 9)
        pen.oval(154, y, 172, y + 26, "#f6e4dc")
        pen.arc(158, y + 5, 168, y + 21, (0, 330), "#e6bfb2", 3)


def pizza(pen: Pen) -> None:
    pen.shape([(100, 176), (34, 62), (166, 62)], "#f5cf6a")
    pen.smooth([(28, 62), (60, 40), (100, 34), (140, 40), (172, 62), (160, 74), (100, 60), (40, 74)], CRUST)
    for x, y, r in ((78, 90, 15), (122, 92, 15), (100, 130, 13)):
        pen.dot(x, y, r, "#d4503f")
        pen.dot(x - 4, y - 4, 3, "#f0a08f")
    for x, y in ((100, 84), (86, 116), (116, 118)):
        pen.smooth([(x - 8, y + 4), (x, y - 6), (x + 8, y + 4)], "#5aa655")


def ice_cream(pen: Pen) -> None:
    pen.shape([(64, 100), (136, 100), (100, 180)], "#dda35b")
    for shift in (0, 16, 32):
        pen.line([(70 + shift, 104), (100 + shift / 2, 168 - shift)], "#b9772f", 2.5)
        pen.line([(130 - shift, 104), (100 - shift / 2, 168 - shift)], "#b9772f", 2.5)
    pen.dot(80, 82, 28, "#fff3dc")
    pen.dot(120, 82, 28, "#f4a9b8")
    pen.dot(100, 56, 28, "#8a5a3c")
    pen.box(60, 94, 140, 106, "#c98a45", 5)
    pen.shine(84, 42, 92, 58, 0.4)


def cookies(pen: Pen) -> None:
    for x, y in ((76, 84), (122, 120)):
        pen.dot(x, y, 42, "#c98a45")
        pen.dot(x, y, 38, "#dda35b")
        for px, py in [*around(x, y, 22, 5), (x, y)]:
            pen.dot(px, py, 6, "#5d3a22")


def wafers(pen: Pen) -> None:
    for y in (58, 96, 134):
        pen.box(40, y, 160, y + 12, "#dda35b", 2)
        pen.box(43, y + 10, 157, y + 18, "#7f5036")
        pen.box(40, y + 16, 160, y + 28, "#dda35b", 2)
        for x in range(52, 160, 16):
            pen.line([(x, y + 2), (x, y + 9)], "#b9772f", 2.5)
            pen.line([(x, y + 19), (x, y + 26)], "#b9772f", 2.5)
    pen.turned(14)


def roll_cake(pen: Pen) -> None:
    pen.box(62, 62, 172, 142, "#8a5a3c", 38)
    pen.shade_box(62, 112, 200, 200, 0.12)
    pen.oval(30, 60, 112, 144, "#8a5a3c")
    pen.oval(36, 66, 106, 138, "#f3dcb0")
    for r, colour in ((26, "#e9a3b4"), (20, "#f3dcb0"), (13, "#e9a3b4"), (7, "#f3dcb0")):
        pen.oval(71 - r, 102 - r, 71 + r, 102 + r, colour)


def cake(pen: Pen) -> None:
    """A slice of cake."""
    pen.shape([(30, 112), (126, 72), (170, 96), (170, 112)], "#fff1e0")
    pen.box(30, 110, 170, 160, "#e8bf86", 3)
    pen.box(30, 126, 170, 136, "#fff6ea")
    pen.box(30, 106, 170, 116, "#7f5036")
    pen.shape([(30, 110), (126, 70), (170, 94), (170, 112)], "#8a5a3c")
    pen.dot(122, 76, 15, "#d8383f")
    pen.line([(122, 62), (130, 44)], "#5aa655", 4)
    pen.shade_right(140, 0.06)


def pastry(pen: Pen) -> None:
    """An eclair in its paper."""
    pen.smooth([(32, 112), (52, 84), (100, 76), (150, 84), (168, 112), (148, 138), (52, 138)], "#dda35b")
    pen.smooth([(38, 104), (56, 80), (100, 72), (146, 80), (162, 104), (140, 112), (120, 106), (100, 114),
                (78, 106), (58, 112)],
               "#6b4029")  # fmt: skip
    pen.shine(66, 84, 106, 90, 0.3)
    pen.shape([(34, 128), (166, 128), (152, 160), (48, 160)], "#f7f1e6")
    for x in range(52, 156, 16):
        pen.line([(x, 132), (x + 2, 156)], "#dccfb8", 2.5)


def sandwich(pen: Pen) -> None:
    pen.shape([(28, 134), (100, 44), (172, 134)], CRUST)
    pen.shape([(42, 128), (100, 56), (158, 128)], CRUMB)
    pen.smooth(
        [(26, 134), (50, 128), (76, 138), (100, 128), (126, 138), (150, 128), (174, 134), (160, 148), (40, 148)],
        "#6fb65c",
    )
    pen.box(34, 142, 166, 152, "#e58f8c", 4)
    pen.box(34, 150, 166, 157, "#f6d84a", 2)
    pen.box(28, 156, 172, 172, CRUST, 6)
    pen.shade_right(112, 0.06)


def hot_dog(pen: Pen) -> None:
    pen.box(30, 84, 170, 146, "#c98a45", 30)
    pen.box(20, 92, 180, 122, "#c95a43", 15)
    pen.box(30, 112, 170, 150, "#dda35b", 22)
    zigzag = [(36 + place * 16, 100 if place % 2 else 110) for place in range(9)]
    pen.line(zigzag, "#f6d23f", 6)
    pen.turned(16)


def sweets(wrapper: str, other: str) -> Drawing:
    """Two wrapped sweets."""

    def draw(pen: Pen) -> None:
        for x, y, colour in ((78, 76, wrapper), (122, 128, other)):
            pen.shape([(x - 28, y), (x - 56, y - 20), (x - 50, y), (x - 56, y + 20)], colour)
            pen.shape([(x + 28, y), (x + 56, y - 20), (x + 50, y), (x + 56, y + 20)], colour)
            pen.shade_box(x - 60, y - 30, x - 26, y + 30, 0.08)
            pen.oval(x - 34, y - 26, x + 34, y + 26, colour)
            for dx in (-14, 4):
                pen.line([(x + dx, y - 18), (x + dx + 10, y + 18)], "#ffffff", 5)

    return draw


def popcorn(pen: Pen) -> None:
    for x, y in ((72, 66), (92, 52), (114, 54), (130, 68), (100, 72), (82, 80), (118, 80)):
        for px, py in around(x, y, 9, 4):
            pen.dot(px, py, 9, "#fdf1c7")
        pen.dot(x, y, 5, "#f2cf6b")
    pen.shape([(56, 86), (144, 86), (130, 172), (70, 172)], "#ffffff")
    for x in (56, 92, 126):
        low = 100 + (x + 9 - 100) * 0.68
        pen.shape([(x, 86), (x + 18, 86), (low + 6, 172), (low - 7, 172)], "#d8383f")
    pen.shade_right(114)
