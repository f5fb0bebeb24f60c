"""Calls that bring a receipt as a picture, text or print blocks, and that send it to the customer."""

from uuid import UUID

from pos_app.checkbox.models.receipt import PrintBlocks
from pos_app.checkbox.receipts import receipt_key
from pos_app.checkbox.wire import Wire


class RenderCalls(Wire):
    """The rendered forms need no token; widths are in characters, `paper_width` in millimetres."""

    async def receipt_text(self, key: UUID | str, *, width: int = 42, is_second_copy: bool = False) -> str:
        """The receipt as lines of text, 10 to 250 characters wide."""
        query = {"width": width, "is_second_copy": is_second_copy}
        return await self._text(f"/receipts/{receipt_key(key)}/text", query=query)

    async def receipt_png(
        self,
        key: UUID | str,
        *,
        width: int = 30,
        paper_width: int = 58,
        qrcode_scale: int = 75,
        is_second_copy: bool = False,
    ) -> bytes:
        """The receipt as a PNG picture."""
        query = {
            "width": width,
            "paper_width": paper_width,
            "qrcode_scale": qrcode_scale,
            "is_second_copy": is_second_copy,
        }
        return await self._file(f"/receipts/{receipt_key(key)}/png", "image/png", query=query, starts=b"\x89PNG")

    async def receipt_pdf(self, key: UUID | str, *, is_second_copy: bool = False) -> bytes:
        """The receipt as a PDF file."""
        query = {"is_second_copy": is_second_copy}
        return await self._file(f"/receipts/{receipt_key(key)}/pdf", "application/pdf", query=query, starts=b"%PDF")

    async def receipt_qrcode(self, key: UUID | str) -> bytes:
        """The receipt's QR code as a PNG picture."""
        return await self._file(f"/receipts/{receipt_key(key)}/qrcode", "image/png", starts=b"\x89PNG")

    async def print_blocks(self, key: UUID | str, *, width: int = 42, is_second_copy: bool = False) -> PrintBlocks:
        """The receipt in blocks for a thermal printer; blocks of unknown types are left out."""
        query = {"width": width, "is_second_copy": is_second_copy}
        path = f"/receipts/{receipt_key(key)}/print-blocks"
        return await self._ask("GET", path, PrintBlocks.model_validate, query=query, with_token=False, long=True)

    async def email_receipt(self, key: UUID | str, body: bytes) -> None:
        """Sends the e-receipt to addresses (`EmailDelivery`)."""
        await self._send("POST", f"/receipts/{receipt_key(key)}/email", body=body)

    async def sms_receipt(self, key: UUID | str, body: bytes) -> None:
        """Sends the e-receipt to a phone (`SmsDelivery`)."""
        await self._send("POST", f"/receipts/{receipt_key(key)}/sms", body=body)
