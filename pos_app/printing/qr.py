"""QR codes: segno draws them. Screen and paper take the same code from here."""


def qr_rows(text: str) -> list[bytes]:
    """Rows of grey, a byte a module: 0 black, 255 white, with a quiet zone of two modules around."""
    import segno  # takes 40 ms to import, and most documents and screens show no code

    return [bytes(0 if dark else 255 for dark in row) for row in segno.make_qr(text, error="m").matrix_iter(border=2)]
