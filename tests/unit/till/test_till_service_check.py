"""The check beside each service: an answer in words, whatever comes of it."""

from dataclasses import replace

from pos_app.checkbox.errors import not_sent
from pos_app.domain.said import parts_of
from pos_app.till.service_check import Service
from tests.unit.till.conftest import Bench


async def test_what_answers_and_what_does_not_is_told_in_words(bench: Bench) -> None:
    good = await bench.till.check_service(Service.CHECKBOX)
    assert (good.ok, good.words) == (True, "Шевчук Олена")
    bench.account.trouble["me"] = not_sent("no route")
    bad = await bench.till.check_service(Service.CHECKBOX)
    assert not bad.ok
    assert bad.words
    smartkasa = await bench.till.check_service(Service.SMARTKASA)
    assert not smartkasa.ok


async def test_printer_terminal_and_journal_are_looked_at(bench: Bench) -> None:
    assert (await bench.till.check_service(Service.PRINTER)).ok
    assert (await bench.till.check_service(Service.TERMINAL)).words == "Касир працює з терміналом вручну."
    assert (await bench.till.check_service(Service.JOURNAL)).words.startswith("Записів: ")


async def test_two_sentences_in_one_row_keep_their_parts_for_a_window_in_another_language(bench: Bench) -> None:
    register = replace(bench.till.state.register, fiscal_number="4000000001")
    bench.till._parts.board.show(register=register)
    words = (await bench.till.check_service(Service.CHECKBOX)).words
    assert words == "Шевчук Олена · ПРРО 4000000001"
    register_words = parts_of(words).values["second"]
    assert (register_words.text, register_words.values) == ("ПРРО {number}", {"number": "4000000001"})
