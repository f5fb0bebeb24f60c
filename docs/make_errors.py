"""Writes docs/errors.md, the list of error codes with their sentences, from pos_app/domain/errors.py."""

from pathlib import Path

from pos_app.domain.errors import SENTENCES

HEAD = """# Error codes

Written by `python docs/make_errors.py` from `pos_app/domain/errors.py`; a test keeps the two in step. The code is for
programs and never changes (`error.data.code` of the RPC); the sentence is what the cashier reads, unless the vendor's
own words are better.

| Code | The cashier reads |
|---|---|
"""


def errors_page() -> str:
    """The whole page."""
    return HEAD + "".join(f"| `{code}` | {sentence} |\n" for code, sentence in sorted(SENTENCES.items()))


if __name__ == "__main__":
    Path(__file__).with_name("errors.md").write_text(errors_page(), encoding="utf-8")
