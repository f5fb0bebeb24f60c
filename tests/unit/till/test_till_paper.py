"""The owner's receipt at the till: the template is kept and sent; receipts become files, baskets become notes."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from pos_app.domain.errors import Refused
from pos_app.domain.payment import Payment, PaymentType
from pos_app.domain.receipt import FiscalStamp, ReceiptKind, ReceiptState
from pos_app.domain.register import OperationState
from pos_app.fiscal.documents import OwnerTexts, receipt_bytes
from pos_app.printing.documents import TEMPLATE, document_layout, template_in
from pos_app.printing.layout import as_text
from pos_app.printing.template import USUAL, Row
from tests.unit.printing.test_template import png
from tests.unit.till.conftest import CARD, NOON, Bench, id_of


async def sold(bench: Bench):
    await bench.till.add(id_of(1))
    return await bench.till.pay([Payment(PaymentType.CASH)])


async def test_the_template_is_kept_shown_and_journalled(bench: Bench) -> None:
    after = await bench.till.paper.set_template({"header": "Вітаємо!\nЩодня", "rows": ["count"]})
    assert bench.till.state.template == after == bench.till.paper.template()
    assert (after.header, after.rows) == ("Вітаємо!\nЩодня", {Row.COUNT})
    await bench.till.paper.set_template({"footer": "Дякуємо"})
    assert bench.till.state.template.header == "Вітаємо!\nЩодня"
    assert len(bench.journal("receipt.template")) == 2


async def test_the_owners_texts_go_with_the_sale_and_with_the_return(bench: Bench) -> None:
    await bench.till.paper.set_template({"header": "Вітаємо!\nЩодня", "footer": "Дякуємо"})
    view = await sold(bench)
    body = json.loads(receipt_bytes(view.receipt, OwnerTexts(custom={"text_global_header": "Шановні"})))
    assert (body["header"], body["footer"]) == ("Вітаємо!\nЩодня", "Дякуємо")
    assert body["custom"] == {"text_global_header": "Шановні"}
    back = await bench.till.give_back(view.receipt.id, [Payment(PaymentType.CASH)])
    assert (back.receipt.kind, back.receipt.header) == (ReceiptKind.RETURN, "Вітаємо!\nЩодня")


async def test_a_row_of_the_law_stays_and_an_optional_one_goes(bench: Bench) -> None:
    paper = bench.till.paper
    assert await bench.refusal(paper.set_row("qr", shown=False)) == "row_mandatory"
    await paper.set_row("cashier", shown=False)
    assert Row.CASHIER not in bench.till.state.template.rows
    assert await bench.refusal(paper.set_template({"colour": "red"})) == "bad_template"
    assert await bench.refusal(paper.set_template({"rows": ["weather"]})) == "bad_template"


async def test_a_logo_is_taken_and_taken_away(bench: Bench) -> None:
    await bench.till.paper.set_logo(png())
    assert bench.till.state.template.logo
    assert await bench.refusal(bench.till.paper.set_logo(b"no picture")) == "bad_template"
    await bench.till.paper.set_logo(b"")
    assert bench.till.state.template.logo == b""


async def test_a_template_of_a_later_program_is_the_usual_one(bench: Bench) -> None:
    bench.store.settings.put(TEMPLATE, {"rows": ["hologram"]})
    assert template_in(bench.store.settings) == USUAL


@pytest.mark.parametrize(("kind", "begins"), [("pdf", b"%PDF-"), ("png", b"\x89PNG")])
async def test_a_receipt_is_saved_and_nothing_is_written_over(
    bench: Bench, tmp_path: Path, kind: str, begins: bytes
) -> None:
    view = await sold(bench)
    first = await bench.till.paper.save(view.receipt.id, kind, tmp_path)
    second = await bench.till.paper.save(view.receipt.id, kind, tmp_path)
    assert first.name == f"Чек {view.fiscal.fiscal_code}.{kind}"
    assert second.name == f"Чек {view.fiscal.fiscal_code} (2).{kind}"
    assert first.read_bytes().startswith(begins)
    assert await bench.refusal(bench.till.paper.save(view.receipt.id, "docx", tmp_path)) == "not_available"
    assert await bench.refusal(bench.till.paper.save(view.receipt.id, kind, tmp_path / "none")) == "export_folder"
    assert await bench.refusal(bench.till.paper.save("nobody", kind, tmp_path)) == "unknown_receipt"


async def test_a_parked_basket_gets_a_note_that_is_no_receipt(bench: Bench) -> None:
    await bench.till.add(id_of(1), 2000)
    parked = await bench.till.park("Пані Марія")
    printed = await bench.till.paper.print_parked(parked)
    job = bench.store.print_jobs.by_id(printed)
    assert job is not None
    text = as_text(document_layout(job, bench.store, open_drawer=True))
    for row in ("Пані Марія", "Молоко x 2", "85,80", "Це не чек"):
        assert row in text
    assert await bench.refusal(bench.till.paper.print_parked("nobody")) == "unknown_parked"


async def test_the_template_needs_the_right(bench: Bench) -> None:
    await bench.till.sign_out()
    assert await bench.refusal(bench.till.paper.set_template({"header": "x"})) == "not_signed_in"


async def test_a_receipt_that_has_no_number_yet_has_neither_copy_nor_file(bench: Bench, tmp_path: Path) -> None:
    await bench.till.add(id_of(1))
    bench.fiscal.outcome = ReceiptState.ACCEPTED
    view = await bench.till.pay(CARD)
    assert await bench.refusal(bench.till.reprint(view.receipt.id)) == "not_available"
    assert await bench.refusal(bench.till.paper.save(view.receipt.id, "pdf", tmp_path)) == "not_available"
    assert bench.store.print_jobs.of_document(view.receipt.id) is None
    row = bench.store.operations.by_id(view.receipt.id)
    assert row is not None
    bench.fiscal.outcome = ReceiptState.FISCAL
    bench.fiscal.settle(row)
    await bench.till.reprint(view.receipt.id)
    await bench.till.paper.save(view.receipt.id, "pdf", tmp_path)


async def test_a_receipt_that_a_manager_must_settle_has_neither_copy_nor_file(bench: Bench, tmp_path: Path) -> None:
    """Not then and not once it was set aside: whatever number Checkbox has told, it is of another document."""
    await bench.till.add(id_of(1))
    bench.fiscal.outcome = Refused(code="total_differs")
    assert await bench.refusal(bench.till.pay(CARD)) == "total_differs"
    (stopped,) = bench.store.operations.stopped()
    theirs = replace(stopped, fiscal_code="THEIRS", stamp=FiscalStamp(ReceiptState.FISCAL, "THEIRS", NOON))
    for state, code in ((OperationState.ATTENTION, "attention_needed"), (OperationState.DONE, "not_available")):
        bench.store.operations.save(replace(theirs, state=state))
        assert await bench.refusal(bench.till.reprint(stopped.id)) == code
        assert await bench.refusal(bench.till.paper.save(stopped.id, "pdf", tmp_path)) == code
    # what was sold offline is on paper under its own number, whatever Checkbox says of it later
    bench.store.operations.save(replace(theirs, printed_as="THEIRS"))
    await bench.till.reprint(stopped.id)
