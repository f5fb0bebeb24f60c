"""Boxes, packets, bags, sachets and rolls."""

from collections.abc import Callable

from .pen import Pen, around

Drawing = Callable[[Pen], None]


def pouch(body: str, mark: str, draw_mark: Callable[[Pen, str], None] | None = None) -> Drawing:
    """A standing packet, crimped above and below."""

    def draw(pen: Pen) -> None:
        pen.smooth([(59, 44), (100, 46), (141, 44), (140, 104), (143, 164), (100, 162), (57, 164), (60, 104)], body)
        for y in (36, 164):
            pen.box(56, y, 144, y + 10, "#ffffff", 2)
            pen.shade_box(56, y, 144, y + 10, 0.12, 2)
        pen.oval(66, 72, 134, 140, "#ffffff")
        (draw_mark or _round)(pen, mark)
        pen.shine(64, 54, 70, 150, 0.25)
        pen.shade_right(118)

    return draw


def _round(pen: Pen, colour: str) -> None:
    pen.dot(100, 106, 20, colour)


def grains(pen: Pen, colour: str) -> None:
    for x, y in ((86, 94), (102, 90), (116, 98), (82, 110), (98, 106), (112, 114), (92, 122), (106, 126)):
        pen.oval(x - 5, y - 4, x + 6, y + 4, colour)


def twists(pen: Pen, colour: str) -> None:
    for y in (92, 104, 116):
        pen.line([(80, y + 5), (90, y - 3), (100, y + 5), (110, y - 3), (120, y + 5)], colour, 5)


def chip(pen: Pen, colour: str) -> None:
    pen.smooth([(80, 100), (104, 86), (122, 98), (112, 122), (88, 124)], colour)
    for x, y in ((94, 104), (108, 100), (102, 115)):
        pen.dot(x, y, 3, "#c98a2b")


def bean(pen: Pen, colour: str) -> None:
    pen.oval(84, 86, 116, 128, colour)
    pen.line([(102, 90), (97, 106), (103, 124)], "#ffffff", 4)


def leaf(pen: Pen, colour: str) -> None:
    pen.smooth([(78, 126), (84, 96), (122, 86), (116, 118)], colour)
    pen.line([(82, 124), (112, 94)], "#ffffff", 3)


def paw(pen: Pen, colour: str) -> None:
    pen.smooth([(100, 102), (116, 118), (108, 128), (92, 128), (84, 118)], colour)
    for x, y in ((82, 100), (94, 90), (107, 90), (119, 100)):
        pen.oval(x - 6, y - 8, x + 6, y + 8, colour)


def nut(pen: Pen, colour: str) -> None:
    pen.smooth([(84, 92), (98, 90), (102, 104), (116, 112), (114, 126), (100, 128), (94, 112), (82, 106)], colour)


def kernel(pen: Pen, colour: str) -> None:
    for x, y in ((86, 98), (108, 94), (96, 114), (116, 116)):
        pen.smooth([(x, y - 11), (x + 7, y + 4), (x, y + 9), (x - 7, y + 4)], colour)
        pen.line([(x, y - 5), (x, y + 5)], "#ffffff", 2)


def bear(pen: Pen, colour: str) -> None:
    for x in (86, 114):
        pen.dot(x, 92, 8, colour)
    pen.dot(100, 108, 20, colour)
    for x in (93, 107):
        pen.dot(x, 104, 3, "#ffffff")
    pen.oval(94, 110, 106, 120, "#ffffff")


def box(front: str, side: str, draw_mark: Callable[[Pen], None]) -> Drawing:
    """A cardboard box with a little of its side to be seen."""

    def draw(pen: Pen) -> None:
        pen.shape([(128, 52), (150, 40), (150, 156), (128, 170)], side)
        pen.shape([(54, 52), (76, 40), (150, 40), (128, 52)], side)
        pen.shade(lambda layer: layer.shape([(54, 52), (76, 40), (150, 40), (128, 52)], "#ffffff"), 0.3, "#ffffff")
        pen.box(54, 52, 128, 170, front)
        draw_mark(pen)
        pen.shade(lambda layer: layer.shape([(128, 52), (150, 40), (150, 156), (128, 170)], "#000000"), 0.12)

    return draw


def tea_mark(colour: str) -> Drawing:
    """A cup with a tag, for the front of a tea box."""

    def draw(pen: Pen) -> None:
        pen.box(62, 84, 120, 140, "#fffaf0", 8)
        pen.box(74, 102, 104, 116, colour)
        pen.oval(74, 104, 104, 130, colour)
        pen.arc(98, 102, 116, 122, (0, 360), colour, 4)
        pen.line([(86, 102), (86, 92)], "#8a6d3b", 2)

    return draw


def bowl_mark(colour: str) -> Drawing:
    """A bowl with flakes, for the front of a box."""

    def draw(pen: Pen) -> None:
        pen.oval(66, 98, 116, 118, "#f6d48a")
        for x, y in ((78, 104), (92, 102), (104, 107)):
            pen.dot(x, y, 5, "#d89b3c")
        pen.pie(64, 82, 118, 142, (0, 180), colour)

    return draw


def bubbles_mark(colour: str) -> Drawing:
    """Bubbles, for washing powder."""

    def draw(pen: Pen) -> None:
        pen.oval(60, 84, 122, 146, "#ffffff")
        for x, y, r in ((80, 118, 12), (102, 106, 15), (100, 130, 8), (84, 98, 7)):
            pen.dot(x, y, r, colour)
            pen.dot(x - r * 0.35, y - r * 0.35, r * 0.28, "#ffffff")

    return draw


def cross_mark(colour: str) -> Drawing:
    """A cross, for what a pharmacy sells."""

    def draw(pen: Pen) -> None:
        pen.box(84, 84, 98, 132, colour, 2)
        pen.box(67, 101, 115, 115, colour, 2)

    return draw


def sack(body: str, band: str) -> Drawing:
    """A paper bag of flour or sugar."""

    def draw(pen: Pen) -> None:
        pen.shape([(62, 46), (138, 46), (142, 62), (142, 170), (58, 170), (58, 62)], body)
        pen.box(62, 38, 138, 50, body, 3)
        pen.shade_box(62, 38, 138, 54, 0.08)
        pen.box(58, 92, 142, 140, band)
        for side in (-1, 1):
            for step in range(4):
                y = 128 - step * 8
                pen.oval(100 + side * 8 - 5, y - 6, 100 + side * 8 + 5, y + 4, "#fff3d1")
        pen.line([(100, 136), (100, 98)], "#fff3d1", 3)
        pen.shade_right(116)

    return draw


def sachet(body: str, mark: str) -> Drawing:
    """A flat sachet of spice."""

    def draw(pen: Pen) -> None:
        pen.box(58, 40, 142, 166, body, 4)
        pen.box(58, 40, 142, 56, "#ffffff", 4)
        pen.box(70, 74, 130, 134, "#fff8e7", 8)
        for x, y, r in ((88, 96, 9), (108, 92, 7), (112, 112, 10), (90, 118, 7)):
            pen.dot(x, y, r, mark)
        pen.box(74, 144, 126, 152, "#ffffff", 3)
        pen.shade_right(112)

    return draw


def bar(wrapper: str, mark: str, inside: str) -> Drawing:
    """A bar half out of its wrapper."""

    def draw(pen: Pen) -> None:
        pen.box(30, 82, 96, 122, inside, 8)
        for x in (44, 62):
            pen.line([(x, 88), (x + 8, 100)], "#ffffff", 3)
        pen.shape(
            [(78, 74), (88, 82), (82, 92), (90, 102), (82, 112), (88, 122), (78, 130), (162, 130), (162, 74)], wrapper
        )
        pen.shape([(158, 74), (178, 66), (172, 84), (178, 102), (172, 120), (178, 138), (158, 130)], wrapper)
        pen.box(98, 90, 152, 114, mark, 8)
        pen.shade_box(0, 104, 200, 200, 0.08)
        pen.turned(18)

    return draw


def chocolate(pen: Pen) -> None:
    """A bar of chocolate in a wrapper pulled down."""
    pen.box(64, 30, 136, 150, "#6b4029", 5)
    for row in range(4):
        for column in range(3):
            x, y = 68 + column * 23, 35 + row * 23
            pen.box(x, y, x + 19, y + 19, "#7f5036", 3)
    pen.shape([(60, 92), (74, 84), (88, 94), (104, 84), (122, 94), (140, 86), (140, 172), (60, 172)], "#d95d5d")
    pen.box(60, 118, 140, 144, "#fbe9d7")
    pen.shade_right(112)


def chocolate_box(pen: Pen) -> None:
    """An open box of chocolates."""
    pen.box(28, 62, 172, 152, "#8e2f4a", 8)
    pen.box(36, 70, 164, 144, "#f7e3d4", 5)
    colours = ("#6b4029", "#8a5a3c", "#f3e2c7", "#6b4029", "#a8714b", "#6b4029", "#f3e2c7", "#8a5a3c")
    for place, colour in enumerate(colours):
        x, y = 54 + place % 4 * 31, 90 + place // 4 * 34
        pen.dot(x, y, 12, colour)
        pen.shine(x - 7, y - 8, x - 1, y - 4, 0.5)
    pen.shade_box(28, 144, 172, 152, 0.2)


def cigarettes(body: str) -> Drawing:
    """A plain pack, three of its contents showing."""

    def draw(pen: Pen) -> None:
        for x in (76, 94, 112):
            pen.box(x, 30, x + 13, 80, "#e0a458", 3)
            pen.box(x, 44, x + 13, 80, "#fbfaf6")
        pen.box(62, 62, 138, 172, "#f4f4f1", 5)
        pen.box(62, 62, 138, 92, body, 5)
        pen.box(62, 86, 138, 92, body)
        pen.box(78, 112, 122, 128, "#cfd4d6", 3)
        pen.shade_right(112)

    return draw


def paper_rolls(pen: Pen) -> None:
    """Two rolls of paper."""
    for x, y in ((52, 92), (100, 70)):
        pen.box(x, y, x + 52, y + 74, "#fbfbfa", 4)
        pen.oval(x, y + 62, x + 52, y + 84, "#fbfbfa")
        pen.shade_box(x + 34, y, x + 52, y + 84, 0.08, 4)
        pen.oval(x, y - 12, x + 52, y + 12, "#eceff0")
        pen.oval(x + 16, y - 5, x + 36, y + 5, "#b99b77")


def tissues(pen: Pen) -> None:
    """A box of tissues."""
    pen.smooth([(82, 84), (76, 54), (92, 62), (104, 34), (112, 60), (126, 52), (118, 84)], "#ffffff")
    pen.shade_right(104, 0.06)
    pen.shape([(36, 92), (56, 76), (164, 76), (144, 92)], "#a9d5e2")
    pen.oval(74, 79, 126, 90, "#5f9fb5")
    pen.smooth([(84, 84), (86, 66), (100, 72), (114, 64), (116, 84), (100, 88)], "#ffffff")
    pen.box(36, 92, 144, 166, "#7fbcd0")
    pen.shape([(144, 92), (164, 76), (164, 150), (144, 166)], "#67a6bb")
    pen.dot(72, 128, 12, "#ffffff")
    pen.dot(104, 136, 8, "#ffffff")


def gift(pen: Pen) -> None:
    """A tied gift box."""
    for side in (-1, 1):
        pen.smooth([(100, 66), (100 + side * 14, 36), (100 + side * 40, 38), (100 + side * 34, 62)], "#d64550")
        pen.smooth([(100, 64), (100 + side * 16, 46), (100 + side * 30, 47), (100 + side * 26, 58)], "#a92f3b")
    pen.box(50, 88, 150, 170, "#f0b94d", 4)
    pen.box(42, 66, 158, 92, "#f6cb6c", 4)
    pen.box(88, 66, 112, 170, "#d64550")
    pen.shade_right(124)


def bag(body: str, handle: str, mark: str | None = None) -> Drawing:
    """A carrier bag."""

    def draw(pen: Pen) -> None:
        pen.arc(74, 30, 126, 110, (180, 360), handle, 7)
        pen.shape([(54, 70), (146, 70), (154, 172), (46, 172)], body)
        pen.shade(lambda layer: layer.shape([(54, 70), (146, 70), (147, 82), (53, 82)], "#000000"), 0.12)
        if mark:
            pen.smooth([(82, 138), (86, 112), (120, 102), (116, 130)], mark)
            pen.line([(84, 140), (112, 108)], body, 3)
        pen.shade_right(116)

    return draw


def bag_roll(pen: Pen) -> None:
    """A roll of rubbish bags."""
    pen.smooth([(92, 112), (150, 96), (164, 160), (128, 172), (96, 160)], "#4a5157")
    pen.box(50, 58, 108, 156, "#3a4045", 8)
    pen.oval(50, 146, 108, 166, "#3a4045")
    pen.oval(50, 48, 108, 70, "#596168")
    pen.oval(70, 54, 88, 64, "#23282c")
    pen.box(50, 92, 108, 128, "#8bc34a")
    pen.shade_right(88, 0.14)


def tape(pen: Pen) -> None:
    """A roll of tape."""
    pen.dot(100, 104, 66, "#d8a657")
    pen.shade_right(100)
    pen.dot(100, 104, 46, "#f3e6c8")
    pen.dot(100, 104, 36, "#c08a3e")
    pen.dot(100, 104, 32, "#fdf8ec")
    pen.shape([(100, 38), (160, 32), (164, 50), (118, 44)], "#e5bb74")


def sponge(pen: Pen) -> None:
    """Two kitchen sponges."""
    for x, y, colour in ((40, 96, "#f2cf46"), (62, 66, "#f59f8b")):
        pen.box(x, y, x + 96, y + 56, colour, 10)
        pen.box(x, y, x + 96, y + 16, "#4c9a6a", 8)
        for dx, dy in ((16, 30), (38, 42), (60, 28), (80, 40), (30, 24)):
            pen.shade_box(x + dx - 5, y + dy - 4, x + dx + 5, y + dy + 4, 0.15, 4)


def diapers(pen: Pen) -> None:
    """A soft pack."""
    pen.smooth([(52, 62), (100, 56), (148, 62), (154, 116), (148, 166), (100, 172), (52, 166), (46, 116)], "#8fc7e8")
    pen.arc(82, 34, 118, 78, (180, 360), "#6aa9cf", 7)
    pen.oval(64, 78, 136, 150, "#ffffff")
    pen.smooth([(74, 100), (126, 100), (122, 122), (100, 136), (78, 122)], "#f6cfd9")
    pen.line([(76, 104), (124, 104)], "#e59bb0", 4)
    pen.shade_right(116)


def box_of_matches(pen: Pen) -> None:
    """A matchbox with two matches before it."""
    pen.shape([(40, 78), (60, 56), (168, 56), (148, 78)], "#f2e2c2")
    pen.box(40, 76, 148, 132, "#3f7fb5", 3)
    pen.shape([(148, 78), (168, 56), (168, 112), (148, 132)], "#6b4b3a")
    pen.box(54, 88, 134, 120, "#fbe9c6", 3)
    pen.smooth([(94, 92), (104, 104), (101, 115), (87, 115), (84, 104)], "#f0a94a")
    for end, tilt in ((150, 8), (168, -6)):
        pen.line([(44, end), (146, end - tilt)], "#e3c190", 7)
        pen.oval(138, end - tilt - 7, 158, end - tilt + 7, "#c23b3b")


def cold_pack(body: str, draw_mark: Callable[[Pen], None]) -> Drawing:
    """A pack from the freezer: a window and a snowflake."""

    def draw(pen: Pen) -> None:
        pen.smooth([(50, 44), (100, 40), (150, 44), (154, 106), (150, 166), (100, 170), (50, 166), (46, 106)], body)
        pen.oval(60, 78, 140, 152, "#f7fbfd")
        draw_mark(pen)
        for x, y in around(72, 60, 10, 6):
            pen.line([(72, 60), (x, y)], "#ffffff", 3)
        pen.shade_right(122)

    return draw


def dumpling_mark(pen: Pen) -> None:
    for x, y in ((84, 108), (114, 104), (100, 130)):
        pen.pie(x - 17, y - 15, x + 17, y + 19, (180, 360), "#f3dfb8")
        for dx in (-12, -4, 4, 12):
            pen.dot(x + dx, y + 2, 4, "#e4c88f")


def vegetables_mark(pen: Pen) -> None:
    for x, y, colour in ((82, 106, "#67ad4d"), (98, 100, "#f08a3c"), (114, 108, "#f2cf46"), (88, 124, "#f08a3c")):
        pen.dot(x, y, 10, colour)
    for x, y in ((104, 126), (118, 124), (100, 112)):
        pen.dot(x, y, 6, "#4c9a45")
