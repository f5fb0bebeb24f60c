"""The customer's display: what is seen on it is read back by a simulated one; a dead one delays nobody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.devices.line_display import CODE_PAGES, DIALECTS, LineDisplay, encode
from pos_app.domain.device import Condition, DeviceKind, Trouble
from pos_app.sandbox.devices import DisplayTwin
from tests.unit.devices.lines import Line, record_of, until


def display(line: Line, dialect: str = "cd5220", codec: str = "cp866", page: int | None = 17) -> LineDisplay:
    return LineDisplay(line.open, DIALECTS[dialect], codec, page, record_of(DeviceKind.DISPLAY))


@pytest.mark.parametrize("dialect", sorted(DIALECTS))
@pytest.mark.parametrize("codec", ["cp866", "cp1251", "cp1125"])
async def test_what_is_shown_is_read(dialect: str, codec: str) -> None:
    twin = DisplayTwin(codec)
    line = Line(twin)
    shown = display(line, dialect, codec)
    shown.show("Молоко 2,5% 1 л", "2 x 42,90      85,80")
    shown.start()
    await until(lambda: twin.pictures)
    assert twin.rows == ("Молоко 2,5% 1 л     ", "2 x 42,90      85,80")
    assert twin.page == 17
    shown.show("Дякуємо!", "")
    await until(lambda: twin.pictures == 2)
    assert twin.rows == ("Дякуємо!".ljust(20), " " * 20)
    shown.show("Дякуємо!", "")
    assert shown._record.health.condition is Condition.OK
    await shown.stop()


def test_letters_that_a_page_lacks_are_drawn_by_their_likes() -> None:
    assert encode("Їжак і Ґанок", "cp866").decode("cp866") == "Їжак i Ганок        "
    assert encode("Їжак і Ґанок", "cp1251").decode("cp1251") == "Їжак і Ґанок        "
    assert encode("Сир «Щедрик» ₴", "ascii") == b'Syr "Shchedryk" ?   '


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        ("Хліб           12,50", b"Khlib          12,50"),
        ("Борщ щавл 2x1 234,56", b"Borshch s 2x1 234,56"),
        ("Щастя ще 0,350x99,90", b"Shchasti 0,350x99,90"),
    ],
)
def test_a_name_that_grows_in_latin_letters_takes_nothing_from_the_sum(line: str, seen: bytes) -> None:
    assert encode(line, "ascii") == seen


@given(st.text(max_size=60), st.sampled_from(CODE_PAGES))
def test_every_text_is_twenty_bytes_and_no_command(text: str, codec: str) -> None:
    sent = encode(text, codec)
    assert len(sent) == 20
    assert min(sent) >= 0x20


async def test_a_dead_display_delays_nobody_and_shows_the_newest_when_it_comes_back() -> None:
    twin = DisplayTwin()
    line = Line(twin)
    line.broken = Trouble.ABSENT
    shown = display(line)
    shown.start()
    await until(lambda: shown._record.health.trouble is Trouble.ABSENT)
    for number in range(1000):
        shown.show(f"{number}", "")
    line.broken = Trouble.NONE
    shown.hurry()
    await until(lambda: twin.pictures)
    assert twin.rows[0].strip() == "999"
    line.break_off(Trouble.LOST)
    await until(lambda: shown._record.health.trouble is Trouble.LOST)
    await shown.stop()
