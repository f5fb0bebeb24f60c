"""The QR by which a bank's application fills in a transfer: the National Bank's format, version 002.

Source: the National Bank's rules of forming and using a QR code for credit transfers, format "002": lines of text,
coded as base64url behind the bank's address. Not tried with a bank's application yet.
"""

import base64
import re
from typing import Final

ADDRESS: Final = "https://bank.gov.ua/qr/"
_IBAN: Final = re.compile(r"UA\d{27}")


def is_iban(text: str) -> bool:
    """A Ukrainian IBAN whose check figures are right."""
    bare = text.replace(" ", "").upper()
    if not _IBAN.fullmatch(bare):
        return False
    moved = bare[4:] + bare[:4]
    return int("".join(str(int(char, 36)) for char in moved)) % 97 == 1


def transfer_qr(payee: str, iban: str, tax_number: str, amount: int, purpose: str) -> str:
    """The text of the QR for `amount` kopecks; "" where the shop has no account to show."""
    bare = iban.replace(" ", "").upper()
    if not (payee and is_iban(bare)) or amount <= 0:
        return ""
    sum_ = f"UAH{amount // 100}.{amount % 100:02d}".removesuffix(".00")
    rows = ("BCD", "002", "1", "UCT", "", payee[:70], bare, sum_, tax_number, "", "", purpose[:140], "")
    return ADDRESS + base64.urlsafe_b64encode("\n".join(rows).encode()).decode().rstrip("=")
