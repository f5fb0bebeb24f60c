"""Receipts and reports of the sandbox as text, picture, PDF, QR code, page and blocks for a printer."""

import io
import textwrap
from html import escape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Tree

import segno
from PIL import Image, ImageDraw, ImageFont

from pos_app.sandbox.checkbox.bills import hryvnias
from pos_app.sandbox.checkbox.register import Register
from pos_app.sandbox.checkbox.shapes import KYIV
from pos_app.sandbox.checkbox.state import Receipt

KINDS = {
    "SELL": "ФІСКАЛЬНИЙ ЧЕК",
    "RETURN": "ВИДАТКОВИЙ ЧЕК",
    "SERVICE_IN": "СЛУЖБОВЕ ВНЕСЕННЯ",
    "SERVICE_OUT": "СЛУЖБОВЕ ВИЛУЧЕННЯ",
    "CASH_WITHDRAWAL": "ВИДАЧА ГОТІВКИ",
}
FONTS = ("/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf", "C:/Windows/Fonts/cour.ttf")


def _pair(left: str, right: str, width: int) -> list[str]:
    if len(left) + len(right) < width:
        return [left + right.rjust(width - len(left))]
    return [*textwrap.wrap(left, width), right.rjust(width)]


def _centre(line: str, width: int) -> list[str]:
    return [part.center(width).rstrip() for part in textwrap.wrap(line, width)]


def receipt_lines(register: Register, receipt: Receipt, width: int, *, copy: bool = False) -> list[str]:
    """A receipt in lines of `width` characters."""
    seller = register.settings.seller
    lines = [line for part in (seller.title, seller.outlet, seller.address) for line in _centre(part, width)]
    lines += _centre(f"ПН {seller.tax_number}", width)
    if copy:
        lines += _centre("КОПІЯ", width)
    lines += _header_lines(receipt, width)
    for item in receipt.goods:
        lines += _good_lines(item, width)
    lines += [line for one in receipt.discounts for line in _pair(one["name"] or "Знижка", hryvnias(one["sum"]), width)]
    lines.append("-" * width)
    lines += _pair("СУМА", hryvnias(receipt.total_sum), width)
    for tax in receipt.taxes:
        label = f"{tax['label']} {tax['symbol']} {tax['rate']}%"
        lines += _pair(label, hryvnias(tax["value"] + tax["extra_value"]), width)
    if receipt.round_sum:
        lines += _pair("Заокруглення", hryvnias(receipt.round_sum), width)
    for payment in receipt.payments:
        lines += _pair(payment["label"].upper(), hryvnias(payment["value"]), width)
    if receipt.total_rest:
        lines += _pair("РЕШТА", hryvnias(receipt.total_rest), width)
    lines += _footer_lines(register, receipt, width)
    return lines


def _header_lines(receipt: Receipt, width: int) -> list[str]:
    header = receipt.details.get("header")
    lines = _centre(header, width) if header else []
    name = receipt.details.get("cashier_name")
    return [*lines, f"Касир: {name}"[:width], "-" * width] if name else [*lines, "-" * width]


def _good_lines(item: dict[str, Any], width: int) -> list[str]:
    good = item["good"]
    whole, part = divmod(item["quantity"], 1000)
    amount = f"{whole}.{part:03d} x {hryvnias(good['price'])}"
    letters = "".join(tax["symbol"] for tax in item["taxes"])
    lines = [*textwrap.wrap(good["name"], width), *_pair(amount, f"{hryvnias(item['sum'])} {letters}", width)]
    for one in item["discounts"]:
        lines += _pair(one["name"] or "Знижка", hryvnias(one["sum"]), width)
    return lines


def _footer_lines(register: Register, receipt: Receipt, width: int) -> list[str]:
    at = (receipt.fiscal_date or receipt.created_at).astimezone(KYIV)
    lines = ["-" * width]
    if receipt.fiscal_code:
        lines.append(f"ЧЕК № {receipt.fiscal_code}")
    lines.append(f"{at:%d.%m.%Y %H:%M:%S} {'ОФЛАЙН' if receipt.offline else 'ОНЛАЙН'}")
    if receipt.control_number:
        lines.append(f"Контрольне число {receipt.control_number}")
    lines.append(f"ФН ПРРО {register.settings.fiscal_number}")
    lines += _centre(KINDS[receipt.type], width)
    if register.settings.is_test:
        lines += _centre("ТЕСТОВИЙ НЕФІСКАЛЬНИЙ ДОКУМЕНТ", width)
    footer = receipt.details.get("footer")
    return [*lines, *(_centre(footer, width) if footer else []), *_centre("Checkbox (навчальний сервер)", width)]


def report_lines(register: Register, report: dict[str, Any], width: int) -> list[str]:
    """An X or Z report in lines of `width` characters."""
    seller = register.settings.seller
    title = "Z-ЗВІТ" if report["is_z_report"] else "X-ЗВІТ"
    lines = [line for part in (seller.title, seller.address, f"{title} № {report['serial']}")
             for line in _centre(part, width)]
    lines.append("-" * width)
    lines += _pair("Чеків продажу", str(report["sell_receipts_count"]), width)
    lines += _pair("Чеків повернення", str(report["return_receipts_count"]), width)
    for row in report["payments"]:
        lines += _pair(f"{row['label']}: продаж", hryvnias(row["sell_sum"]), width)
        lines += _pair(f"{row['label']}: повернення", hryvnias(row["return_sum"]), width)
    for row in report["taxes"]:
        if row["sales_turnover"] or row["returns_turnover"]:
            lines += _pair(f"{row['label']} {row['symbol']}", hryvnias(int(row["sell_sum"])), width)
            lines += _pair("  обіг", hryvnias(int(row["sales_turnover"])), width)
    lines += _pair("Початковий залишок", hryvnias(report["initial"]), width)
    lines += _pair("Готівка в касі", hryvnias(report["balance"]), width)
    return [*lines, f"ФН ПРРО {register.settings.fiscal_number}"]


def periodical_lines(register: Register, reports: list[dict[str, Any]], width: int) -> list[str]:
    """The sums of several Z reports."""
    seller = register.settings.seller
    lines = [*_centre(seller.title, width), *_centre("ПЕРІОДИЧНИЙ ЗВІТ", width), "-" * width]
    lines += _pair("Z-звітів", str(len(reports)), width)
    for name, label in (("sell_receipts_count", "Чеків продажу"), ("return_receipts_count", "Чеків повернення")):
        lines += _pair(label, str(sum(report[name] for report in reports)), width)
    for name, label in (("sell_sum", "Продаж"), ("return_sum", "Повернення")):
        total = sum(row[name] for report in reports for row in report["payments"])
        lines += _pair(label, hryvnias(total), width)
    return lines


def picture(lines: list[str], qr: str | None, paper_mm: int) -> Image.Image:
    """The lines, and a QR code below, at 8 dots a millimetre."""
    width = paper_mm * 8
    longest = max((len(line) for line in lines), default=1)
    size = max(8, int(width / longest / 0.602))
    path = next((path for path in FONTS if Path(path).exists()), None)
    font = ImageFont.truetype(path, size) if path else ImageFont.load_default(size)
    step = size + 4
    code = None if qr is None else Image.open(io.BytesIO(qr_png(qr, 6)))
    height = step * len(lines) + 16 + (0 if code is None else code.height)
    image = Image.new("L", (width, height), 255)
    draw = ImageDraw.Draw(image)
    for row, line in enumerate(lines):
        draw.text((0, 8 + row * step), line, font=font, fill=0)
    if code is not None:
        image.paste(code.convert("L"), ((width - code.width) // 2, height - code.height))
    return image


def image_bytes(image: Image.Image, kind: str) -> bytes:
    """The picture as PNG or PDF."""
    out = io.BytesIO()
    image.save(out, kind)
    return out.getvalue()


def qr_png(value: str, scale: int) -> bytes:
    """A QR code of the value as PNG."""
    out = io.BytesIO()
    segno.make(value, error="m", micro=False).save(out, kind="png", scale=scale, border=2)
    return out.getvalue()


def qr_value(receipt: Receipt) -> str:
    """The tax service's page, or the receipt's id while there is none."""
    return receipt.tax_url or receipt.id


def html(lines: list[str]) -> str:
    """The lines as a page."""
    body = escape("\n".join(lines))
    return f'<!doctype html><html lang="uk"><meta charset="utf-8"><title>Чек</title><pre>{body}</pre></html>'


def print_blocks(register: Register, receipt: Receipt, width: int, *, copy: bool = False) -> dict[str, Any]:
    """The receipt as text, with its QR and barcode as values."""
    text = "\n".join(receipt_lines(register, receipt, width, copy=copy))
    blocks: list[dict[str, Any]] = [{"type": "text", "value": text}]
    if receipt.tax_url:
        blocks.append({"type": "qrcode", "value": receipt.tax_url, "size": 0.5})
    barcode = receipt.details.get("barcode")
    if barcode:
        blocks.append({"type": "barcode", "value": barcode, "format": "code128"})
    return {"width": width, "blocks": blocks}


def xml(receipt: Receipt) -> bytes:
    """The receipt as a small XML document in the manner of the tax service's CHECK."""
    root = Tree.Element("CHECK")
    head = Tree.SubElement(root, "CHECKHEAD")
    Tree.SubElement(head, "UID").text = receipt.id
    Tree.SubElement(head, "ORDERTAXNUM").text = receipt.fiscal_code or ""
    Tree.SubElement(Tree.SubElement(root, "CHECKTOTAL"), "SUM").text = hryvnias(receipt.total_sum)
    body = Tree.SubElement(root, "CHECKBODY")
    for number, item in enumerate(receipt.goods, 1):
        row = Tree.SubElement(body, "ROW", ROWNUM=str(number))
        Tree.SubElement(row, "NAME").text = item["good"]["name"]
        Tree.SubElement(row, "COST").text = hryvnias(item["sum"])
    return bytes(Tree.tostring(root, encoding="utf-8", xml_declaration=True))
