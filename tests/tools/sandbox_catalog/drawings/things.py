"""Things for the house, the body, the pets, the children; and what stands for services."""

from collections.abc import Callable

from .pen import Pen, around

Drawing = Callable[[Pen], None]


def soap(pen: Pen) -> None:
    pen.oval(34, 128, 166, 164, "#b8d8e0")
    pen.box(46, 84, 154, 146, "#f6b9c6", 24)
    pen.box(62, 98, 138, 130, "#f9cdd7", 14)
    for x, y, r in ((60, 70, 13), (88, 56, 18), (118, 68, 10), (140, 54, 7)):
        pen.dot(x, y, r, "#e3f3f8")
        pen.dot(x - r * 0.3, y - r * 0.3, r * 0.3, "#ffffff")
    pen.shade_right(122)


def toothpaste(pen: Pen) -> None:
    pen.shape([(34, 66), (34, 134), (132, 118), (132, 82)], "#ffffff")
    pen.box(26, 62, 40, 138, "#dfe5e8", 3)
    pen.shape([(56, 74), (56, 126), (112, 117), (112, 83)], "#4aa3c7")
    pen.box(130, 88, 160, 112, "#d8383f", 4)
    pen.smooth([(66, 100), (80, 90), (98, 94), (104, 100), (98, 107), (80, 110)], "#ffffff")
    pen.shade_box(0, 102, 200, 200, 0.08)
    pen.turned(28)


def toothbrush(pen: Pen) -> None:
    pen.box(20, 96, 136, 110, "#4aa3c7", 7)
    pen.box(120, 98, 182, 108, "#4aa3c7", 5)
    for place in range(6):
        pen.box(136 + place * 7, 74, 141 + place * 7, 100, "#ffffff" if place % 2 else "#9ad0e6", 2)
    pen.box(34, 99, 84, 107, "#e6f4fa", 4)
    pen.turned(32)


def gloves(pen: Pen) -> None:
    for dx, colour in ((-26, "#f2c53d"), (26, "#f6d35c")):
        x = 100 + dx
        pen.box(x - 22, 92, x + 22, 166, colour, 8)
        for place, top in enumerate((58, 46, 48, 62)):
            pen.box(x - 22 + place * 11, top, x - 12 + place * 11, 104, colour, 5)
        pen.line([(x + (24 if dx > 0 else -24), 104), (x + (34 if dx > 0 else -34), 84)], colour, 11)
        pen.box(x - 24, 152, x + 24, 168, "#d9a520", 5)


def battery(pen: Pen) -> None:
    for x, y in ((54, 60), (104, 48)):
        pen.box(x + 12, y - 12, x + 30, y + 4, "#cfd6da", 3)
        pen.box(x, y, x + 42, y + 112, "#3b4146", 7)
        pen.box(x, y, x + 42, y + 36, "#e0a83c", 7)
        pen.box(x, y + 28, x + 42, y + 36, "#e0a83c")
        pen.shape([(x + 24, y + 46), (x + 12, y + 76), (x + 21, y + 76), (x + 17, y + 98), (x + 31, y + 66),
                   (x + 22, y + 66)],
                  "#ffffff")  # fmt: skip
        pen.shine(x + 4, y + 6, x + 10, y + 104, 0.3)


def bulb(pen: Pen) -> None:
    for x, y in around(100, 84, 78, 12):
        pen.line([(100 + (x - 100) * 0.88, 84 + (y - 84) * 0.88), (x, y)], "#f6cb45", 5)
    pen.smooth(
        [(100, 36), (140, 52), (148, 90), (124, 122), (122, 136), (78, 136), (76, 122), (52, 90), (60, 52)], "#fdf3c4"
    )
    pen.line([(86, 134), (84, 100), (100, 110), (116, 100), (114, 134)], "#e9b93a", 4)
    pen.box(78, 134, 122, 164, "#b7c0c5", 5)
    for y in (142, 151):
        pen.box(78, y, 122, y + 3, "#8f999f")
    pen.box(90, 162, 110, 174, "#6d777d", 4)
    pen.shade_right(112, 0.06)


def candle(pen: Pen) -> None:
    pen.smooth([(100, 22), (112, 46), (108, 64), (92, 64), (88, 46)], "#f6b73c")
    pen.smooth([(100, 38), (106, 52), (103, 62), (97, 62), (94, 52)], "#fdeeb5")
    pen.line([(100, 62), (100, 78)], "#5b4638", 4)
    pen.box(78, 74, 122, 150, "#f6efe0", 5)
    pen.smooth([(78, 76), (88, 80), (90, 104), (84, 108), (78, 100)], "#fffaf0")
    pen.oval(50, 138, 150, 172, "#c79a4b")
    pen.oval(58, 136, 142, 162, "#e0b868")
    pen.box(78, 120, 122, 150, "#f6efe0", 4)
    pen.shade_right(108)


def lighter(pen: Pen) -> None:
    pen.smooth([(90, 20), (102, 40), (98, 56), (82, 56), (78, 40)], "#f6b73c")
    pen.box(78, 56, 122, 76, "#b7c0c5", 4)
    pen.dot(114, 60, 9, "#7d868c")
    pen.box(72, 74, 128, 172, "#e2574c", 8)
    pen.box(80, 96, 120, 164, "#ee7d72", 5)
    pen.shine(82, 100, 88, 158)
    pen.shade_right(108)


def newspaper(pen: Pen) -> None:
    pen.box(58, 40, 156, 160, "#dcd8cd", 4)
    pen.box(44, 48, 142, 168, "#faf8f2", 4)
    pen.box(54, 58, 132, 76, "#4b5560", 3)
    pen.box(54, 86, 92, 124, "#8fb3c9", 3)
    pen.smooth([(54, 122), (66, 102), (76, 112), (84, 104), (92, 122)], "#5f8aa3")
    for place in range(5):
        pen.box(98, 86 + place * 9, 132, 90 + place * 9, "#a8adb1", 2)
    for place in range(4):
        pen.box(54, 132 + place * 8, 132 - place * 9, 136 + place * 8, "#a8adb1", 2)


def book(pen: Pen) -> None:
    pen.shape([(52, 58), (70, 42), (152, 42), (152, 150), (134, 166), (52, 166)], "#f4efe1")
    pen.box(48, 54, 134, 168, "#3f7fb5", 4)
    pen.box(48, 54, 62, 168, "#336a99", 4)
    pen.box(76, 78, 122, 112, "#fdf3c4", 4)
    pen.dot(99, 95, 9, "#f0a94a")
    pen.box(80, 124, 118, 130, "#fdf3c4", 2)
    pen.box(86, 138, 112, 143, "#fdf3c4", 2)
    for x in (139, 145):
        pen.line([(x, 60), (x, 152)], "#d8d0ba", 2)


def delivery(pen: Pen) -> None:
    """A van."""
    pen.box(22, 66, 116, 142, "#f0a94a", 6)
    pen.shape([(116, 84), (150, 84), (176, 112), (176, 142), (116, 142)], "#e2574c")
    pen.shape([(124, 92), (147, 92), (164, 112), (124, 112)], "#d6edf5")
    pen.box(22, 136, 176, 146, "#4b5560", 4)
    for x in (58, 144):
        pen.dot(x, 146, 19, "#39424a")
        pen.dot(x, 146, 8, "#cfd6da")
    pen.box(52, 86, 88, 116, "#fbe3bd", 3)
    pen.box(66, 86, 74, 116, "#d9903a")


def clock(pen: Pen) -> None:
    pen.dot(100, 104, 66, "#4aa3c7")
    pen.dot(100, 104, 54, "#fbfcfc")
    for x, y in around(100, 104, 44, 12):
        pen.dot(x, y, 3, "#8f999f")
    pen.line([(100, 104), (100, 70)], "#39424a", 7)
    pen.line([(100, 104), (126, 118)], "#39424a", 6)
    pen.dot(100, 104, 7, "#e2574c")


def toy(pen: Pen) -> None:
    """A teddy bear."""
    for x in (66, 134):
        pen.dot(x, 56, 19, "#b9804a")
        pen.dot(x, 56, 10, "#e3b98a")
    pen.oval(62, 104, 138, 176, "#b9804a")
    pen.oval(78, 118, 122, 168, "#e3b98a")
    pen.oval(48, 112, 78, 140, "#b9804a")
    pen.oval(122, 112, 152, 140, "#b9804a")
    pen.oval(54, 42, 146, 122, "#c68e58")
    pen.oval(78, 82, 122, 116, "#f0d2ab")
    for x in (82, 118):
        pen.dot(x, 76, 6, "#39241a")
    pen.oval(91, 84, 109, 96, "#39241a")
    pen.arc(88, 88, 112, 108, (30, 150), "#39241a", 3)


def pills(colour: str) -> Drawing:
    """A blister and a capsule."""

    def draw(pen: Pen) -> None:
        pen.box(44, 46, 128, 160, "#cfd8dd", 8)
        pen.box(50, 52, 122, 154, "#e4eaed", 5)
        for row in range(4):
            for column in range(2):
                x, y = 70 + column * 32, 68 + row * 24
                pen.dot(x, y, 10, "#b9c4ca")
                pen.dot(x, y - 1, 8, "#ffffff")
        capsule = Pen()
        capsule.box(66, 82, 134, 118, "#ffffff", 18)
        capsule.pie(66, 82, 102, 118, (90, 270), colour)
        capsule.box(84, 82, 100, 118, colour)
        capsule.shine(76, 88, 124, 94, 0.5)
        capsule.turned(38)
        pen.over(capsule, 36, 34)

    return draw


def plaster(pen: Pen) -> None:
    pen.box(26, 78, 174, 122, "#e9b98d", 22)
    pen.box(74, 78, 126, 122, "#f6d7b4")
    for x in (86, 100, 114):
        for y in (88, 100, 112):
            pen.dot(x, y, 2.5, "#c9925f")
    for x in (40, 56, 144, 160):
        pen.dot(x, 92, 2.5, "#c9925f")
        pen.dot(x, 108, 2.5, "#c9925f")
    pen.turned(34)


def fruit_pouch(body: str, fruit: str) -> Drawing:
    """A spouted pouch of baby food."""

    def draw(pen: Pen) -> None:
        pen.box(90, 26, 110, 44, "#e2574c", 4)
        pen.box(94, 42, 106, 60, "#f4f6f7")
        pen.smooth([(82, 56), (118, 56), (138, 82), (140, 160), (100, 170), (60, 160), (62, 82)], body)
        pen.dot(100, 114, 28, "#ffffff")
        pen.smooth([(100, 100), (116, 98), (120, 116), (108, 132), (92, 132), (80, 116), (84, 98)], fruit)
        pen.line([(100, 102), (104, 92)], "#7a5534", 3)
        pen.shade_right(114)

    return draw


def gum(pen: Pen) -> None:
    """A pack of gum, one pad out."""
    pen.box(30, 86, 128, 126, "#58b7a6", 6)
    pen.shape([(124, 86), (136, 92), (126, 100), (136, 108), (126, 116), (132, 126), (124, 126)], "#dfe5e8")
    pen.box(46, 96, 104, 116, "#e3f6f2", 8)
    pen.box(134, 92, 172, 118, "#ffffff", 8)
    pen.shade_box(0, 108, 200, 200, 0.08)
    pen.turned(20)


def terminal(pen: Pen) -> None:
    """A till's terminal."""
    pen.box(52, 46, 148, 118, "#39424a", 8)
    pen.box(60, 54, 140, 110, "#8fd0c4", 4)
    pen.box(68, 64, 112, 70, "#ffffff", 2)
    pen.box(68, 78, 100, 84, "#ffffff", 2)
    pen.box(112, 90, 132, 102, "#f6cb45", 3)
    pen.shape([(84, 118), (116, 118), (122, 142), (78, 142)], "#5b666f")
    pen.box(48, 140, 152, 166, "#4b5560", 8)


def sunflower(pen: Pen) -> None:
    """For seeds."""
    for x, y in around(100, 102, 48, 14):
        pen.dot(x, y, 17, "#f6c23c")
    pen.dot(100, 102, 42, "#6b4a2f")
    for r in (12, 24, 34):
        for x, y in around(100, 102, r, r // 3 + 2):
            pen.oval(x - 3, y - 5, x + 3, y + 5, "#2f2621")
    pen.shade_right(118, 0.06)
