"""Vegetables, fruit, berries, greens."""

from collections.abc import Callable

from .pen import Pen, around

Drawing = Callable[[Pen], None]
GREEN = "#5aa655"
STALK = "#7a5534"


def apple(skin: str) -> Drawing:
    def draw(pen: Pen) -> None:
        pen.smooth(
            [(100, 72), (126, 60), (154, 78), (158, 116), (138, 156), (112, 166), (100, 160), (88, 166), (62, 156),
             (42, 116), (46, 78), (74, 60)], skin,
        )  # fmt: skip
        pen.line([(100, 76), (102, 56), (110, 44)], STALK, 6)
        pen.smooth([(106, 56), (122, 36), (146, 38), (130, 58)], GREEN)
        pen.shine(58, 86, 70, 122)
        pen.shade_right(112)

    return draw


def pear(pen: Pen) -> None:
    pen.smooth([(100, 52), (118, 60), (122, 86), (146, 116), (144, 152), (100, 172), (56, 152), (54, 116),
                (78, 86), (82, 60)],
               "#cfd45a")  # fmt: skip
    pen.line([(100, 56), (102, 40), (110, 30)], STALK, 6)
    pen.smooth([(106, 42), (122, 26), (142, 30), (126, 46)], GREEN)
    pen.shine(68, 116, 80, 148)
    pen.shade_right(112)


def citrus(skin: str, *, pointed: bool = False) -> Drawing:
    """A whole fruit with a cut half before it."""

    def draw(pen: Pen) -> None:
        if pointed:
            pen.smooth([(36, 92), (58, 62), (100, 54), (128, 66), (146, 88), (128, 112), (96, 122), (56, 116)], skin)
        else:
            pen.dot(84, 90, 46, skin)
        pen.smooth([(84, 50), (104, 34), (126, 40), (110, 56)], GREEN)
        pen.shade_box(100, 0, 200, 200, 0.08)
        pen.dot(124, 128, 40, skin)
        pen.dot(124, 128, 35, "#fff6dc")
        for start in range(0, 360, 45):
            pen.pie(94, 98, 154, 158, (start + 4, start + 41), skin)

    return draw


def banana(pen: Pen) -> None:
    for outer, inner, colour in ((0, 0, "#e9c32f"), (20, 16, "#f6d84a")):
        pen.smooth(
            [(60 + inner, 44), (72 + inner, 42), (82 + inner, 86), (116, 122 + outer / 2), (160, 128 + outer),
             (162, 142 + outer), (112, 158 + outer / 2), (66 + inner / 2, 120), (52 + inner, 70)], colour,
        )  # fmt: skip
    pen.box(58, 34, 94, 48, "#7d6231", 4)
    pen.dot(161, 154, 7, "#7d6231")
    pen.dot(160, 136, 6, "#7d6231")


def plum(pen: Pen) -> None:
    for x, y in ((78, 88), (118, 118)):
        pen.smooth(
            [(x, y - 44), (x + 36, y - 22), (x + 36, y + 22), (x, y + 46), (x - 36, y + 22), (x - 36, y - 22)],
            "#6c3f7f",
        )
        pen.line([(x, y - 38), (x + 6, y), (x, y + 38)], "#583167", 3)
        pen.shine(x - 26, y - 20, x - 17, y + 12)
    pen.smooth([(82, 46), (98, 28), (120, 32), (104, 50)], GREEN)


def grapes(pen: Pen) -> None:
    pen.line([(100, 64), (102, 40), (112, 30)], STALK, 6)
    pen.smooth([(104, 52), (120, 34), (148, 42), (136, 62)], GREEN)
    for row, count in enumerate((5, 4, 4, 3, 2, 1)):
        for place in range(count):
            x, y = 100 + (place - (count - 1) / 2) * 24, 74 + row * 18
            pen.dot(x, y, 14, "#93b85a" if (row + place) % 2 else "#a6c96a")
            pen.dot(x - 5, y - 5, 3, "#dcebb9")


def avocado(pen: Pen) -> None:
    for scale, colour in ((1.0, "#3f6b3a"), (0.90, "#a9c85c"), (0.78, "#e6edb0")):
        points = [(100, 34), (120, 58), (142, 100), (140, 144), (100, 172), (60, 144), (58, 100), (80, 58)]
        pen.smooth([(100 + (x - 100) * scale, 112 + (y - 112) * scale) for x, y in points], colour)
    pen.dot(100, 124, 24, "#8a5a33")
    pen.shine(88, 108, 96, 124, 0.3)


def kiwi(pen: Pen) -> None:
    pen.oval(34, 62, 116, 132, "#8a6a42")
    pen.shade_box(80, 0, 200, 200, 0.1)
    pen.dot(118, 116, 46, "#8a6a42")
    pen.dot(118, 116, 41, "#9cc94f")
    pen.dot(118, 116, 16, "#f0f4d0")
    for x, y in around(118, 116, 24, 14):
        pen.oval(x - 3, y - 3, x + 3, y + 3, "#2d3a1d")


def berries(pen: Pen) -> None:
    pen.smooth([(100, 82), (136, 76), (152, 104), (124, 150), (100, 166), (76, 150), (48, 104), (64, 76)], "#d8383f")
    for x, y in ((76, 98), (100, 96), (124, 98), (86, 116), (112, 116), (100, 134), (80, 132), (120, 132)):
        pen.oval(x - 2.5, y - 4, x + 2.5, y + 4, "#f7d98b")
    pen.smooth([(100, 84), (72, 90), (66, 72), (90, 70), (100, 52), (110, 70), (134, 72), (128, 90)], GREEN)
    pen.line([(100, 66), (104, 44)], "#4c8a48", 6)
    pen.dot(146, 150, 19, "#4a5fa5")
    pen.dot(52, 148, 17, "#5970b8")
    for x, y in ((146, 146), (52, 145)):
        pen.dot(x, y, 6, "#33447e")
    pen.shade_right(112)


def tomato(pen: Pen) -> None:
    pen.smooth([(100, 66), (142, 66), (164, 106), (148, 150), (100, 164), (52, 150), (36, 106), (58, 66)], "#df4a3c")
    star = [point for pair in zip(around(100, 70, 38, 5), around(100, 70, 12, 5, -54), strict=True) for point in pair]
    pen.shape(star, GREEN)
    pen.line([(100, 70), (104, 46)], "#4c8a48", 7)
    pen.shine(54, 88, 66, 120)
    pen.shade_right(116)


def cucumber(pen: Pen) -> None:
    pen.smooth(
        [(38, 146), (48, 118), (96, 70), (140, 44), (162, 50), (160, 74), (128, 114), (80, 154), (52, 164)], "#4f9a4a"
    )
    for x, y in ((70, 128), (92, 104), (116, 82), (138, 64), (88, 130), (112, 108)):
        pen.dot(x, y, 3, "#86c27a")
    pen.dot(62, 148, 30, "#3f7f3c")
    pen.dot(62, 148, 26, "#d7ebb0")
    for seed_x, seed_y in around(62, 148, 13, 6):
        pen.oval(seed_x - 3, seed_y - 5, seed_x + 3, seed_y + 5, "#f4f9dc")


def carrot(pen: Pen) -> None:
    for dx in (-18, 0, 18):
        pen.smooth([(100, 66), (94 + dx, 48), (100 + dx * 1.8, 20), (108 + dx, 46)], GREEN)
    pen.smooth([(72, 66), (100, 58), (128, 66), (126, 96), (108, 156), (100, 176), (92, 156), (74, 96)], "#f08a3c")
    for y, x0, x1 in ((88, 76, 94), (108, 104, 122), (130, 86, 100)):
        pen.line([(x0, y), (x1, y)], "#d06f26", 3)
    pen.shade_right(104)


def root(skin: str, line: str) -> Drawing:
    """A round root with its leaves: beetroot."""

    def draw(pen: Pen) -> None:
        for dx in (-22, 0, 22):
            pen.line([(100, 84), (100 + dx, 46)], line, 6)
            pen.smooth([(90 + dx, 54), (92 + dx * 1.4, 24), (110 + dx * 1.4, 24), (112 + dx, 54)], GREEN)
        pen.smooth([(100, 78), (144, 88), (152, 122), (124, 154), (104, 164), (98, 180), (94, 164), (70, 152),
                    (48, 122), (56, 88)],
                   skin)  # fmt: skip
        pen.shine(60, 100, 70, 130)
        pen.shade_right(110)

    return draw


def onion(pen: Pen) -> None:
    pen.smooth([(100, 36), (106, 64), (142, 84), (158, 122), (136, 158), (100, 168), (64, 158), (42, 122),
                (58, 84), (94, 64)],
               "#d9983f")  # fmt: skip
    for width in (60, 28):
        pen.arc(100 - width / 2, 62, 100 + width / 2, 166, (0, 360), "#b97a2a", 2.5)
    for root_x in (-8, 0, 8):
        pen.line([(100 + root_x, 166), (100 + root_x * 1.8, 178)], "#efe3c4", 3)
    pen.shade_right(112)


def garlic(pen: Pen) -> None:
    pen.smooth([(96, 32), (106, 32), (110, 66), (146, 92), (152, 134), (128, 162), (100, 166), (72, 162),
                (48, 134), (54, 92),
                (90, 66)], "#f6f0ea")  # fmt: skip
    pen.line([(96, 62), (74, 104), (82, 160)], "#d8c3d2", 4)
    pen.line([(104, 62), (126, 104), (118, 160)], "#d8c3d2", 4)
    pen.box(94, 28, 108, 42, "#d9c9a8", 3)
    pen.shade_right(112)


def potato(pen: Pen) -> None:
    for points, colour in (
        ([(50, 74), (92, 58), (130, 72), (136, 106), (106, 128), (62, 122), (42, 100)], "#c69a5c"),
        ([(84, 110), (120, 96), (158, 110), (162, 146), (130, 168), (88, 160), (72, 136)], "#d8b074"),
    ):
        pen.smooth(points, colour)
    for x, y in ((70, 88), (98, 82), (112, 124), (138, 132), (114, 146)):
        pen.oval(x - 5, y - 3, x + 5, y + 3, "#a57c42")
    pen.shade_right(126)


def cabbage(pen: Pen) -> None:
    pen.dot(100, 106, 66, "#8fc46a")
    pen.smooth([(50, 78), (100, 56), (150, 80), (152, 134), (100, 168), (50, 138)], "#a9d483")
    pen.smooth([(72, 74), (120, 66), (148, 104), (126, 146), (82, 142)], "#c2e29d")
    for points in ([(100, 160), (100, 110), (112, 78)], [(100, 130), (78, 104)], [(100, 120), (124, 104)]):
        pen.line(points, "#eef7dc", 5)
    pen.shade_right(120)


def pepper(pen: Pen) -> None:
    pen.smooth([(100, 68), (124, 58), (148, 70), (150, 112), (132, 160), (112, 170), (100, 162), (86, 170), (66, 158),
                (50, 112), (52, 70), (76, 58)], "#d93f34")  # fmt: skip
    pen.line([(82, 76), (78, 120), (86, 158)], "#b92f27", 4)
    pen.line([(118, 76), (122, 120), (114, 158)], "#b92f27", 4)
    pen.smooth([(78, 66), (100, 56), (122, 66), (100, 76)], "#4c8a48")
    pen.line([(100, 64), (102, 44), (112, 36)], "#4c8a48", 9)
    pen.shine(60, 88, 68, 124)
    pen.shade_right(114)


def mushroom(pen: Pen) -> None:
    pen.smooth([(82, 104), (118, 104), (122, 150), (112, 170), (88, 170), (78, 150)], "#f3ead9")
    pen.smooth([(36, 104), (48, 62), (100, 42), (152, 62), (164, 104), (130, 116), (100, 112), (70, 116)], "#f8f3e8")
    pen.smooth([(46, 106), (100, 98), (154, 106), (128, 116), (100, 112), (72, 116)], "#c9b394")
    pen.shine(62, 62, 92, 72, 0.6)
    pen.shade_right(112)


def greens(pen: Pen) -> None:
    for dx, top in ((-40, 62), (-22, 42), (0, 32), (22, 42), (40, 62)):
        pen.line([(100 + dx * 0.2, 168), (100 + dx * 0.6, 112), (100 + dx, top + 12)], "#4c8a48", 5)
        for step in range(4):
            y = top + step * 17
            x = 100 + dx * (1 - step * 0.14)
            pen.smooth(
                [(x, y + 12), (x - 15, y + 2), (x - 9, y - 9), (x, y), (x + 9, y - 9), (x + 15, y + 2)], "#63b257"
            )
    pen.box(84, 136, 116, 148, "#e2574c", 4)


def flowers(pen: Pen) -> None:
    pen.smooth([(62, 98), (138, 98), (112, 172), (88, 172)], "#f4e3c6")
    pen.shade_box(100, 96, 200, 200, 0.08)
    for x, y, colour in (
        (100, 56, "#e05a73"),
        (66, 76, "#f2b13f"),
        (134, 76, "#a06cc0"),
        (84, 100, "#e987a0"),
        (116, 100, "#f6d35c"),
    ):
        for px, py in around(x, y, 13, 6):
            pen.dot(px, py, 9, colour)
        pen.dot(x, y, 8, "#fff4cf")
    pen.box(82, 138, 118, 148, "#d64550", 3)
