"""Every row that the law wants on a receipt: one missing row makes it no receipt."""

from dataclasses import replace

import pytest

from pos_app.domain.discount import AdjustmentMode
from pos_app.domain.part import Part
from pos_app.domain.payment import Payment, PaymentType
from pos_app.domain.receipt import FiscalStamp, Receipt, ReceiptKind, Seller
from pos_app.printing.layout import Columns, Cut, Drawer, Qr, as_text
from pos_app.printing.receipts import WITHOUT_QR, receipt_layout
from pos_app.printing.reports import alphabet_page, report_layout

MANDATORY = [
    ("the seller", "ТОВ «Ромашка»"),
    ("the outlet", "Магазин «У Олени»"),
    ("the address", "м. Київ, вул. Садова, 5"),
    ("the tax number", "ПН 123456789012"),
    ("a name", "Молоко «Ранок» 2,5 % 900 мл"),
    ("quantity and price when not one", "2 шт x 42,90"),
    ("a weight", "0,250 кг x 419,00"),
    ("a cost and tax letter", "85,80 А"),
    ("a barcode", "ШК 4820000000017"),
    ("the goods' classifier", "УКТЗЕД 2208202900"),
    ("an excise stamp", "Акцизна марка АБВГ123456"),
    ("a discount by name", "Картка клієнта 5,5 %"),
    ("the sum", "СУМА"),
    ("VAT by letter and rate", "ПДВ А 20,00 %"),
    ("excise apart", "Акцизний податок Г 5,00 %"),
    ("the rounding", "Заокруглення"),
    ("what is to pay", "ДО СПЛАТИ"),
    ("cash", "ГОТІВКА"),
    ("a card", "БЕЗГОТІВКОВА (Картка)"),
    ("the acquirer", "ПриватБанк S1K2"),
    ("the device", "T100"),
    ("the operation", "Операція"),
    ("the masked card", "ЕПЗ"),
    ("the payment system", "VISA"),
    ("the authorisation code", "777001"),
    ("the commission", "Комісія"),
    ("the signatures", "Підпис держателя ЕПЗ"),
    ("the change", "РЕШТА"),
    ("the number", "ЧЕК № AbCdEf12345"),
    ("date and time with seconds in Kyiv", "21.11.2026 11:05:07"),
    ("the mode", "ОНЛАЙН"),
    ("the register", "ФН ПРРО 4000108640"),
    ("the title", "ФІСКАЛЬНИЙ ЧЕК"),
    ("the maker", "Checkbox"),
    ("the cashier", "Касир: Олена К."),
]


@pytest.mark.parametrize(("what", "row"), MANDATORY, ids=[what for what, _ in MANDATORY])
@pytest.mark.parametrize("columns", [32, 42, 48])
def test_a_receipt_shows(what: str, row: str, columns: int, sale: Receipt, stamp: FiscalStamp, seller: Seller) -> None:
    text = " ".join(as_text(receipt_layout(sale, stamp, seller), columns).split())
    assert " ".join(row.split()) in text, what


def test_the_qr_is_the_servers_address(sale: Receipt, stamp: FiscalStamp, seller: Seller) -> None:
    codes = [block for block in receipt_layout(sale, stamp, seller) if isinstance(block, Qr)]
    assert [code.data for code in codes] == [stamp.tax_url]


def test_no_line_is_wider_than_the_paper(sale: Receipt, stamp: FiscalStamp, seller: Seller) -> None:
    for columns in (32, 42, 48):
        text = as_text(receipt_layout(sale, stamp, seller), columns)
        assert max(len(row) for row in text.splitlines() if not row.startswith("[QR]")) <= columns


@pytest.mark.parametrize("columns", [32, 42, 48])
def test_a_long_acquirer_stays_on_the_paper(columns: int, sale: Receipt, stamp: FiscalStamp, seller: Seller) -> None:
    """A picture of the lines, a PDF and printers without our letters would cut off what is wider."""
    acquirer = "АТ КБ «ПриватБанк», ідентифікатор S1K20ABC, ТОВ «Ромашка»"
    card = Payment(PaymentType.CASHLESS, sale.total, "Картка", details={"acquirer_and_seller": acquirer})
    rows = as_text(receipt_layout(replace(sale, payments=(card,)), stamp, seller), columns).splitlines()
    assert max(len(row) for row in rows if not row.startswith("[QR]")) <= columns
    assert acquirer in " ".join(" ".join(rows).split())


def test_no_line_ends_between_a_number_and_its_unit() -> None:
    layout = [Columns("Олія рафінована «Олейна» 0,85 л", "79,90")]
    assert as_text(layout, 30).splitlines()[0] == "Олія рафінована «Олейна»"
    assert as_text(layout, 30).splitlines()[1].split() == ["0,85", "л", "79,90"]


def test_an_offline_receipt_says_so_and_shows_no_false_qr(
    sale: Receipt, offline_stamp: FiscalStamp, seller: Seller
) -> None:
    layout = receipt_layout(sale, offline_stamp, seller)
    assert "ОФЛАЙН" in as_text(layout)
    assert "ОНЛАЙН" not in as_text(layout)
    assert not [block for block in layout if isinstance(block, Qr)]
    assert WITHOUT_QR in as_text(layout, 48)
    assert "Контрольне число" not in as_text(layout, 48)
    with_number = receipt_layout(sale, replace(offline_stamp, control_number="4901"), seller)
    assert "Контрольне число 4901" in as_text(with_number)


OFFLINE = [
    *(row for row in MANDATORY if row[0] not in {"the number", "the mode"}),
    ("the number of the pool", "ЧЕК № TEST-lz0USH"),
    ("the mode", "ОФЛАЙН"),
    ("why there is no QR and no control number", WITHOUT_QR),
]


@pytest.mark.parametrize(("what", "row"), OFFLINE, ids=[what for what, _ in OFFLINE])
@pytest.mark.parametrize("columns", [32, 42, 48])
def test_a_receipt_printed_offline_shows(
    what: str, row: str, columns: int, sale: Receipt, offline_stamp: FiscalStamp, seller: Seller
) -> None:
    stamp = replace(offline_stamp, fiscal_code="TEST-lz0USH")
    text = " ".join(as_text(receipt_layout(sale, stamp, seller), columns).split())
    assert " ".join(row.split()) in text, what


def test_the_copy_after_the_outage_has_what_the_paper_lacked(
    sale: Receipt, offline_stamp: FiscalStamp, stamp: FiscalStamp, seller: Seller
) -> None:
    now = replace(offline_stamp, state=stamp.state, tax_url=stamp.tax_url, control_number="4901")
    layout = receipt_layout(sale, now, seller, copy=True)
    text = as_text(layout, 48)
    assert [block.data for block in layout if isinstance(block, Qr)] == [stamp.tax_url]
    for row in ("КОПІЯ", "ОФЛАЙН", "Контрольне число 4901", "ФІСКАЛЬНИЙ ЧЕК"):
        assert row in text
    assert WITHOUT_QR not in text


def test_a_return_names_its_sale_and_is_no_sale(sale: Receipt, stamp: FiscalStamp, seller: Seller) -> None:
    back = replace(sale, kind=ReceiptKind.RETURN, related_fiscal_code="ZZZ", technical=True, change=0)
    text = as_text(receipt_layout(back, stamp, seller))
    for row in ("ВИДАТКОВИЙ ЧЕК", "ПОВЕРНЕННЯ", "до чека № ZZZ", "ТЕХНІЧНЕ ПОВЕРНЕННЯ", "ДО ВИДАЧІ"):
        assert row in text
    assert "ФІСКАЛЬНИЙ ЧЕК" not in text


def test_a_test_register_prints_no_fiscal_receipt(sale: Receipt, stamp: FiscalStamp, seller: Seller) -> None:
    text = as_text(receipt_layout(sale, stamp, replace(seller, test=True)))
    assert "ТЕСТОВИЙ НЕФІСКАЛЬНИЙ ДОКУМЕНТ" in text
    assert "ФІСКАЛЬНИЙ ЧЕК" not in text


def test_a_copy_says_so(sale: Receipt, stamp: FiscalStamp, seller: Seller) -> None:
    assert "КОПІЯ" in as_text(receipt_layout(sale, stamp, seller, copy=True))
    assert "КОПІЯ" not in as_text(receipt_layout(sale, stamp, seller))


def test_the_drawer_opens_only_when_told(sale: Receipt, stamp: FiscalStamp, seller: Seller) -> None:
    assert Drawer(5) in receipt_layout(sale, stamp, seller, open_drawer=True, pin=5)
    assert not [block for block in receipt_layout(sale, stamp, seller) if isinstance(block, Drawer)]
    assert receipt_layout(sale, stamp, seller)[-1] == Cut()


def test_the_servers_taxes_are_printed_where_they_are_known(sale: Receipt, stamp: FiscalStamp, seller: Seller) -> None:
    theirs = tuple(replace(part, sum=part.sum + 1) for part in sale.taxes)
    text = as_text(receipt_layout(sale, replace(stamp, taxes=theirs), seller))
    for part in theirs:
        if part.rate:
            assert f"{part.sum // 100},{part.sum % 100:02d}" in text


def test_a_seller_without_vat_has_no_vat_row(sale: Receipt, stamp: FiscalStamp, seller: Seller) -> None:
    only_cheese = replace(sale, taxes=tuple(part for part in sale.taxes if part.code == 8))
    assert "ПДВ" not in as_text(receipt_layout(only_cheese, stamp, replace(seller, tax_row="ІД 1234567890")))


WITHDRAWAL = [
    ("the seller", "ТОВ «Ромашка»"),
    ("the outlet", "Магазин «У Олени»"),
    ("the address", "м. Київ, вул. Садова, 5"),
    ("the tax number", "ПН 123456789012"),
    ("what it is", "ВИДАЧА ГОТІВКИ"),
    ("to whom", "держателю електронного платіжного засобу"),
    ("the cashier", "Касир: Олена К."),
    ("the sum", "СУМА 500,00"),
    ("the form of payment", "БЕЗГОТІВКОВА (Картка) 500,00"),
    ("the operation", "Операція Видача готівки"),
    ("the acquirer", "Еквайр ПриватБанк S1K2"),
    ("the device", "Термінал T100"),
    ("the commission", "Комісія 1,50"),
    ("the masked card", "ЕПЗ 4149****1234"),
    ("the payment system", "Платіжна система VISA"),
    ("the authorisation code", "Код авторизації 777001"),
    ("the bank's number", "RRN 123456789012"),
    ("the signatures", "Підпис держателя ЕПЗ"),
    ("what was handed out", "ВИДАНО ГОТІВКОЮ 500,00"),
    ("the number", "ЧЕК № AbCdEf12345"),
    ("date and time with seconds in Kyiv", "21.11.2026 11:05:07"),
    ("the mode", "ОНЛАЙН"),
    ("the register", "ФН ПРРО 4000108640"),
    ("the title of form ФКЧ-2", "ВИДАТКОВИЙ ЧЕК"),
    ("the maker", "Checkbox"),
]


@pytest.mark.parametrize(("what", "row"), WITHDRAWAL, ids=[what for what, _ in WITHDRAWAL])
@pytest.mark.parametrize("columns", [32, 42, 48])
def test_cash_for_a_card_shows(
    what: str, row: str, columns: int, withdrawal: Receipt, stamp: FiscalStamp, seller: Seller
) -> None:
    text = " ".join(as_text(receipt_layout(withdrawal, stamp, seller), columns).split())
    assert row in text, what


def test_cash_for_a_card_is_no_sale_and_shows_no_tax(withdrawal: Receipt, stamp: FiscalStamp, seller: Seller) -> None:
    layout = receipt_layout(withdrawal, stamp, seller, open_drawer=True)
    text = as_text(layout, 48)
    for row in ("ФІСКАЛЬНИЙ ЧЕК", "ПДВ", "ДО СПЛАТИ", "РЕШТА", "Позицій", "НЕФІСКАЛЬНИЙ"):
        assert row not in text
    assert [block.data for block in layout if isinstance(block, Qr)] == [stamp.tax_url]
    assert isinstance(layout[0], Drawer)
    test = as_text(receipt_layout(withdrawal, stamp, replace(seller, test=True)), 48)
    assert "ТЕСТОВИЙ НЕФІСКАЛЬНИЙ ДОКУМЕНТ" in test
    assert "ВИДАТКОВИЙ" not in test


def test_a_prepayment_and_the_rest_say_what_they_are_and_what_each_pays(
    sale: Receipt, stamp: FiscalStamp, seller: Seller
) -> None:
    first = Part("1a2b3c4d-0000-4000-8000-000000000000", 50_000, 200_000, note="Марія")
    rest = replace(first, amount=150_000, before=50_000, first="r0", first_code="ZZZ")
    back = replace(first, cancels=True)
    wanted = (
        (ReceiptKind.SELL, first, ("ПЕРЕДПЛАТА", "Замовлення 1A2B3C4D", "Замовник: Марія", "ФІСКАЛЬНИЙ ЧЕК",
                                   "РАЗОМ ЗА ЗАМОВЛЕННЯМ 2 000,00", "Лишається сплатити 1 500,00")),
        (ReceiptKind.SELL, rest, ("ОСТАТОЧНИЙ РОЗРАХУНОК", "до чека передплати № ZZZ", "Сплачено раніше 500,00")),
        (ReceiptKind.RETURN, back, ("ПОВЕРНЕННЯ", "Замовлення 1A2B3C4D", "ВИДАТКОВИЙ ЧЕК")),
    )  # fmt: skip
    for kind, part, rows in wanted:
        text = " ".join(as_text(receipt_layout(replace(sale, kind=kind, part=part), stamp, seller), 48).split())
        for row in rows:
            assert row.replace("\u00a0", " ") in text.replace("\u00a0", " "), row
        assert ("Лишається" in text) is (part is first)


def test_cash_movements_have_their_own_words(sale: Receipt, stamp: FiscalStamp, seller: Seller) -> None:
    cash = Payment(PaymentType.CASH, 5000, "Готівка")
    for kind, title in ((ReceiptKind.SERVICE_IN, "СЛУЖБОВЕ ВНЕСЕННЯ"), (ReceiptKind.SERVICE_OUT, "СЛУЖБОВЕ ВИЛУЧЕННЯ")):
        movement = replace(sale, kind=kind, lines=(), due=5000, payments=(cash,), comment="розмін")
        text = as_text(receipt_layout(movement, stamp, seller))
        for row in (title, "50,00", "розмін", "НЕФІСКАЛЬНИЙ ДОКУМЕНТ"):
            assert row in text


def test_outside_text_cannot_command_the_printer(sale: Receipt, stamp: FiscalStamp, seller: Seller) -> None:
    evil = "Чай\x1bp\x00\x19\x19 \x07\u202eзавтра\u200b\x9b₴ʼ"
    line = replace(sale.lines[0], name=evil)
    text = as_text(receipt_layout(replace(sale, lines=(line,)), stamp, seller))
    assert "Чайp завтрагрн'" in text
    assert not set(text) & {"\x1b", "\x00", "\x19", "\x07", "\u202e", "\u200b", "\x9b"}


def test_a_discount_without_a_name_still_has_one(sale: Receipt, stamp: FiscalStamp, seller: Seller) -> None:
    assert sale.adjustments[0].adjustment.mode is AdjustmentMode.VALUE
    assert "Знижка" in as_text(receipt_layout(sale, stamp, seller))


REPORT = {
    "serial": 12,
    "is_z_report": True,
    "payments": [
        {
            "type": "CASH",
            "label": "Готівка",
            "sell_sum": 135_000,
            "return_sum": 500,
            "service_in": 700,
            "service_out": 0,
        },
        {"type": "CASHLESS", "label": "Картка", "sell_sum": 9900, "return_sum": 0},
    ],
    "taxes": [
        {
            "label": "ПДВ",
            "symbol": "А",
            "rate": 20,
            "sell_sum": 57,
            "return_sum": 5,
            "sales_turnover": 348,
            "returns_turnover": 30,
        },
        {"label": "ВЗ", "symbol": "Е", "rate": 1.5, "sell_sum": 0, "return_sum": 0, "sales_turnover": 0},
    ],
    "sell_receipts_count": 50,
    "return_receipts_count": 5,
    "sales_round_up": 30,
    "balance": 135_200,
    "initial": 1000,
    "created_at": "2026-11-21T18:00:00.319954",
}


def test_a_z_report_shows_the_servers_sums(seller: Seller) -> None:
    text = as_text(report_layout(REPORT, seller, cashier_name="Олена"))
    for row in ("Z-ЗВІТ", "№ 12", "1 350,00", "99,00", "ПДВ А 20,00 %", "3,48", "0,05", "50", "1 352,00", "0,30"):
        assert row in text
    assert "ВЗ" not in text
    assert "21.11.2026 20:00:00" in text
    assert "ФІСКАЛЬНИЙ ЗВІТНИЙ ЧЕК" in text


def test_an_x_report_is_not_fiscal(seller: Seller) -> None:
    x_report = {**REPORT, "is_z_report": False, "created_at": "2026-11-21T18:00:00+02:00"}
    text = as_text(report_layout(x_report, seller, cashier_name="Олена", copy=True))
    for row in ("X-ЗВІТ", "НЕФІСКАЛЬНИЙ ЗВІТНИЙ ЧЕК", "КОПІЯ", "21.11.2026 18:00:00"):
        assert row in text
    assert "ТЕСТОВИЙ" in as_text(report_layout(x_report, replace(seller, test=True), cashier_name="О"))


def test_the_test_page_has_the_whole_alphabet() -> None:
    text = as_text(alphabet_page())
    for letter in "АБВГҐДЕЄЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЬЮЯ":
        assert letter in text
        assert letter.lower() in text


@pytest.mark.parametrize("kind", [ReceiptKind.SELL, ReceiptKind.RETURN, ReceiptKind.CASH_WITHDRAWAL])
def test_what_has_no_fiscal_number_says_that_it_is_no_fiscal_receipt(
    kind: ReceiptKind, sale: Receipt, stamp: FiscalStamp, seller: Seller
) -> None:
    numberless = replace(stamp, fiscal_code=None, tax_url=None)
    rows = as_text(receipt_layout(replace(sale, kind=kind), numberless, seller, copy=True)).splitlines()
    told = [row.strip() for row in rows]
    assert "НЕФІСКАЛЬНИЙ ДОКУМЕНТ" in told
    assert not {"ФІСКАЛЬНИЙ ЧЕК", "ВИДАТКОВИЙ ЧЕК", "ОНЛАЙН", "ОФЛАЙН", "Checkbox"} & set(told)


def test_a_z_report_tells_vat_and_excise_apart(seller: Seller) -> None:
    tax = {"label": "ПДВ+Акциз", "symbol": "Г", "rate": 20, "extra_rate": 5, "sales_turnover": 143_800}
    sold = {"sell_sum": 29_673, "rate_sell_sum": 22_825, "extra_rate_sell_sum": 6848}
    back = {"returns_turnover": 14_380, "return_sum": 2968, "rate_return_sum": 2283, "extra_rate_return_sum": 685}
    rows = as_text(report_layout({**REPORT, "taxes": [{**tax, **sold, **back}]}, seller, cashier_name="Олена"))
    told = {" ".join(row.split()) for row in rows.splitlines()}
    assert {"ПДВ+Акциз Г 20,00 % + 5,00 %", "ПДВ з продажів 228,25", "Акцизний податок з продажів 68,48"} <= told
    assert {"ПДВ з повернень 22,83", "Акцизний податок з повернень 6,85"} <= told
    told_together = {**tax, "sell_sum": 29_673}
    text = as_text(report_layout({**REPORT, "taxes": [told_together]}, seller, cashier_name="Олена"))
    assert "Податок з продажів" in text
    assert "296,73" in text


def test_a_report_shows_parts_of_a_kopeck_rounded_half_up(seller: Seller) -> None:
    """Checkbox's own paper and cabinet round them so: one that is cut off is a kopeck less."""
    tax = {"label": "ПДВ", "symbol": "А", "rate": 20, "sell_sum": 834.5, "sales_turnover": 5006.6}
    text = as_text(report_layout({**REPORT, "taxes": [tax]}, seller, cashier_name="Олена"))
    assert "8,35" in text
    assert "50,07" in text
