"""A few ways beside each other."""

from pos_app.ui.theme import Look, font_family, load_palette
from pos_app.ui.widgets.labels import Line
from pos_app.ui.widgets.options import Option, OptionRow


def test_the_only_way_is_said_and_does_not_look_like_the_next_step(qapp):
    look = Look(load_palette("light"), font_family())
    told: list[str] = []
    alone = OptionRow(look, [Option("cash", "Готівкою")], lambda: told.append("changed"))
    assert alone.buttons == []
    assert [line.text() for line in alone.findChildren(Line)] == ["Готівкою"]
    alone.choose(0)
    assert (alone.chosen.key, told) == ("cash", ["changed"])
    two = OptionRow(look, [Option("cash", "Готівкою"), Option("card", "На картку")], lambda: None)
    two.choose(1)
    assert [button.isChecked() for button in two.buttons] == [False, True]
    assert alone.height() == two.buttons[0].height()
