"""The check beside each service: an answer in words, whatever comes of it."""

from pos_app.checkbox.errors import not_sent
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
