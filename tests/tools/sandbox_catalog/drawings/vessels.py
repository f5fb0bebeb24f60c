"""Bottles, cans, jars, cartons, tubs, tubes and cups."""

from collections.abc import Callable

from .pen import Pen

Drawing = Callable[[Pen], None]


def carton(side: str, cap: str, mark: str) -> Drawing:
    """A gable-topped carton."""

    def draw(pen: Pen) -> None:
        pen.box(66, 74, 134, 170, "#fdfdfb", 3)
        pen.shape([(66, 76), (78, 48), (122, 48), (134, 76)], "#eef1f2")
        pen.box(76, 36, 124, 50, side, 2)
        pen.box(66, 112, 134, 170, side, 3)
        pen.box(66, 104, 134, 116, mark)
        pen.dot(100, 90, 9, cap)
        pen.shade_right(112)

    return draw


def brick(side: str, fruit: str, straw: bool = False) -> Drawing:
    """A flat-topped carton with a fruit on it."""

    def draw(pen: Pen) -> None:
        if straw:
            pen.line([(112, 50), (118, 26), (134, 20)], "#ffffff", 6)
        pen.box(88, 34, 112, 46, "#f4f4f2", 3)
        pen.box(64, 44, 136, 170, side, 5)
        pen.box(64, 44, 136, 66, "#ffffff", 5)
        pen.box(64, 60, 136, 66, "#ffffff")
        pen.dot(100, 116, 25, fruit)
        pen.shine(84, 100, 94, 118)
        pen.smooth([(100, 92), (112, 78), (126, 80), (114, 92)], "#4c9a45")
        pen.shade_right(116)

    return draw


def bottle(
    glass: str, label: str, cap: str, mark: str, *, neck: float = 10, wide: float = 30, top: float = 24
) -> Drawing:
    """A bottle: half widths of neck and body, and where the neck begins."""

    def draw(pen: Pen) -> None:
        shoulder = top + 62
        pen.box(100 - neck, top, 100 + neck, shoulder, glass, 3)
        pen.shape(
            [(100 - neck, shoulder - 26), (100 + neck, shoulder - 26), (100 + wide, shoulder), (100 - wide, shoulder)],
            glass,
        )
        pen.box(100 - wide, shoulder - 8, 100 + wide, 172, glass, 9)
        pen.box(100 - neck - 1, top - 8, 100 + neck + 1, top + 14, cap, 3)
        pen.box(100 - wide, shoulder + 16, 100 + wide, 154, label)
        pen.box(100 - wide, shoulder + 36, 100 + wide, shoulder + 46, mark)
        pen.shine(100 - wide + 6, shoulder - 2, 100 - wide + 12, 166, 0.3)
        pen.shade_right(100 + wide * 0.35)

    return draw


def flask(drink: str, label: str) -> Drawing:
    """A square bottle with a broad stopper."""

    def draw(pen: Pen) -> None:
        pen.box(84, 26, 116, 52, "#4b3226", 4)
        pen.box(88, 48, 112, 76, "#e6d3b4")
        pen.box(60, 68, 140, 172, "#f0e0c4", 12)
        pen.box(65, 92, 135, 167, drink, 9)
        pen.box(74, 104, 126, 150, label, 3)
        pen.box(84, 118, 116, 123, "#b08b4f", 2)
        pen.box(90, 130, 110, 135, "#b08b4f", 2)
        pen.shine(66, 80, 71, 160)
        pen.shade_right(112)

    return draw


def tin(body: str, band: str, inside: Drawing | None = None, *, wide: float = 40, top: float = 46) -> Drawing:
    """A food can, or with other measures a drinks can."""

    def draw(pen: Pen) -> None:
        left, right = 100 - wide, 100 + wide
        pen.oval(left, 154, right, 174, "#b9c0c5")
        pen.box(left, top + 8, right, 164, body)
        pen.oval(left, 154, right, 172, body)
        pen.box(left, top + 34, right, 142, band)
        if inside:
            inside(pen)
        pen.oval(left, top - 2, right, top + 18, "#d8dde0")
        pen.oval(left + 5, top + 1, right - 5, top + 14, "#aeb6bb")
        pen.shine(left + 6, top + 20, left + 13, 158, 0.28)
        pen.shade_right(100 + wide * 0.4)

    return draw


def drink_can(body: str, mark: str) -> Drawing:
    """A slim can with a flash on it."""

    def flash(pen: Pen) -> None:
        pen.shape([(108, 76), (84, 116), (98, 116), (90, 146), (118, 104), (103, 104)], mark)

    return tin(body, body, flash, wide=31, top=34)


def fish_tin(pen: Pen) -> None:
    """A flat can of fish, its lid half open."""
    pen.oval(30, 118, 170, 172, "#8d979d")
    pen.box(30, 112, 170, 145, "#c3cacf")
    pen.oval(30, 84, 170, 140, "#e3e8ea")
    pen.oval(38, 89, 162, 134, "#d9a441")
    for y in (100, 111, 122):
        pen.smooth([(52, y), (80, y - 6), (124, y - 5), (146, y), (124, y + 5), (80, y + 6)], "#6f8796")
    pen.smooth([(40, 92), (60, 50), (130, 44), (160, 92), (100, 78)], "#eef1f2")
    pen.oval(92, 52, 112, 62, "#b4bcc1")


def jar(fill: str, lid: str, label: str = "#fdf6e3", bits: str | None = None) -> Drawing:
    """A glass jar."""

    def draw(pen: Pen) -> None:
        pen.box(62, 64, 138, 172, "#e9f2f2", 16)
        pen.box(67, 76, 133, 167, fill, 12)
        if bits:
            for x, y in ((82, 92), (104, 88), (121, 98), (80, 154), (100, 158), (120, 152)):
                pen.oval(x - 9, y - 6, x + 9, y + 6, bits)
        pen.box(67, 104, 133, 146, label)
        pen.dot(100, 125, 13, fill)
        pen.box(64, 40, 136, 68, lid, 6)
        pen.box(64, 58, 136, 63, "#ffffff")
        pen.shine(70, 78, 76, 160)
        pen.shade_right(114)

    return draw


def tub(body: str, lid: str, mark: str, *, deep: float = 160) -> Drawing:
    """A plastic tub, wider above."""

    def draw(pen: Pen) -> None:
        pen.shape([(56, 74), (144, 74), (133, deep + 6), (67, deep + 6)], body)
        pen.box(67, deep - 6, 133, deep + 8, body, 7)
        pen.box(50, 60, 150, 78, lid, 7)
        pen.dot(100, 118, 24, mark)
        pen.shine(66, 84, 73, deep - 6)
        pen.shade_right(116)

    return draw


def squeeze(body: str, cap: str, label: str, mark: str) -> Drawing:
    """A squeezable bottle with a pointed nozzle: ketchup, shampoo, washing-up liquid."""

    def draw(pen: Pen) -> None:
        pen.shape([(94, 26), (106, 26), (112, 52), (88, 52)], cap)
        pen.box(80, 48, 120, 66, cap, 5)
        pen.smooth([(100, 62), (130, 72), (134, 110), (138, 160), (100, 174), (62, 160), (66, 110), (70, 72)], body)
        pen.box(72, 94, 128, 146, label, 12)
        pen.dot(100, 120, 15, mark)
        pen.shine(70, 84, 76, 150)
        pen.shade_right(114)

    return draw


def pump(body: str, label: str) -> Drawing:
    """A bottle with a pump."""

    def draw(pen: Pen) -> None:
        pen.line([(66, 46), (72, 38), (100, 38)], "#f4f6f7", 10)
        pen.box(94, 36, 106, 70, "#dfe4e6")
        pen.box(78, 60, 122, 78, "#f4f6f7", 5)
        pen.box(62, 74, 138, 172, body, 16)
        pen.box(62, 104, 138, 150, label)
        for x, y, r in ((86, 126, 9), (106, 118, 7), (112, 134, 11)):
            pen.dot(x, y, r, body)
        pen.shade_right(114)

    return draw


def sprayer(body: str, trigger: str) -> Drawing:
    """A trigger spray."""

    def draw(pen: Pen) -> None:
        pen.shape([(74, 30), (124, 30), (130, 46), (108, 62), (92, 62), (90, 48), (74, 44)], trigger)
        pen.line([(82, 48), (74, 70)], trigger, 7)
        pen.box(90, 54, 114, 80, "#f4f6f7", 3)
        pen.shape([(90, 76), (114, 76), (136, 104), (136, 160), (66, 160), (66, 104)], body)
        pen.box(66, 100, 136, 172, body, 10)
        pen.box(66, 116, 136, 152, "#ffffff")
        pen.shape([(101, 120), (114, 140), (101, 148), (88, 140)], body)
        pen.shade_right(112)

    return draw


def paper_cup(body: str, sleeve: str, drink: str | None = None, *, foam: str | None = None) -> Drawing:
    """A takeaway cup: with its lid, or open with the drink to be seen."""

    def draw(pen: Pen) -> None:
        pen.shape([(60, 62), (140, 62), (128, 170), (72, 170)], body)
        pen.box(72, 160, 128, 173, body, 5)
        pen.shape([(64, 94), (136, 94), (131, 140), (69, 140)], sleeve)
        if drink is None:
            pen.box(54, 50, 146, 66, "#5b4638", 6)
            pen.box(64, 38, 136, 54, "#6d5546", 6)
        else:
            pen.oval(56, 48, 144, 76, body)
            pen.oval(63, 52, 137, 72, drink)
            if foam:
                pen.smooth([(100, 70), (84, 60), (92, 54), (100, 58), (108, 54), (116, 60)], foam)
        pen.shade_right(114)

    return draw


def mug(body: str, drink: str, *, small: bool = False, leaf: bool = False) -> Drawing:
    """A cup on its saucer with steam above."""

    def draw(pen: Pen) -> None:
        top, left, right = (84, 68, 126) if small else (72, 58, 132)
        for x in (88, 106):
            pen.line([(x, top - 14), (x + 5, top - 24), (x - 3, top - 34), (x + 2, top - 44)], "#ffffff", 5)
        pen.arc(right - 18, top + 14, right + 26, top + 56, (0, 360), body, 9)
        pen.oval(36, 148, 164, 174, "#dfe3e5")
        pen.oval(36, 144, 164, 168, "#f7f8f8")
        pen.box(left, top + 8, right, top + 50, body)
        pen.oval(left, 100 + (10 if small else 0), right, 160, body)
        pen.oval(left, top - 2, right, top + 20, "#ffffff")
        pen.oval(left + 6, top + 2, right - 6, top + 17, drink)
        if leaf:
            pen.smooth([(84, top + 10), (96, top + 5), (108, top + 10), (96, top + 14)], "#5aa655")
        pen.shade_right(108)

    return draw


def tall_glass(drink: str, top: str, straw: str, slice_: str | None = None) -> Drawing:
    """A tall glass with two layers, a straw, perhaps a slice on the rim."""

    def draw(pen: Pen) -> None:
        pen.line([(112, 60), (126, 22)], straw, 7)
        pen.shape([(64, 46), (136, 46), (126, 172), (74, 172)], "#e8f1f4")
        pen.shape([(69, 62), (131, 62), (122, 166), (78, 166)], drink)
        pen.shape([(69, 62), (131, 62), (128, 94), (72, 94)], top)
        if slice_:
            pen.dot(70, 52, 20, slice_)
            pen.dot(70, 52, 15, "#fff3bf")
            pen.dot(70, 52, 12, slice_)
        pen.shine(74, 60, 81, 160, 0.4)
        pen.shade_right(112)

    return draw


def jug(pen: Pen) -> None:
    """A milk jug."""
    pen.arc(116, 76, 162, 136, (0, 360), "#c9d6dc", 10)
    pen.smooth(
        [(64, 52), (100, 56), (134, 52), (128, 90), (140, 140), (124, 170), (76, 170), (60, 140), (72, 90)], "#e6eef1"
    )
    pen.oval(62, 44, 136, 66, "#f8fbfc")
    pen.oval(70, 48, 128, 62, "#ffffff")
    pen.shape([(64, 50), (48, 56), (70, 66)], "#e6eef1")
    pen.shade_right(108)


def dropper(body: str, cap: str) -> Drawing:
    """A little bottle with a dropper."""

    def draw(pen: Pen) -> None:
        pen.box(92, 28, 108, 62, cap, 8)
        pen.box(82, 58, 118, 80, cap, 4)
        pen.box(66, 78, 134, 172, body, 14)
        pen.box(66, 104, 134, 154, "#ffffff")
        pen.smooth([(100, 112), (112, 132), (100, 146), (88, 132)], body)
        pen.shade_right(112)

    return draw
