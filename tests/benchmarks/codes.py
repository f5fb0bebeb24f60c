"""Reading codes: each kind that a shop meets, over a catalog of many goods: `python -m tests.benchmarks.codes`.

The yardstick is the store's own look-up by number, measured in the same run.
"""

import statistics
import time
from collections.abc import Callable

from pos_app.catalog.barcode_rules import BarcodeRules, CardRule, Pack
from pos_app.catalog.gs1 import parse_gs1, warm_up
from pos_app.catalog.reading import read_scan
from pos_app.domain.barcode import check_digit
from pos_app.store.catalog import CatalogRow, open_catalog_store

GOODS = 100_000
TURNS = 400


def number(n: int) -> str:
    """The EAN-13 of good `n`."""
    digits = f"4820{n:08d}"
    return digits + str(check_digit(digits))


def milliseconds(work: Callable[[], object]) -> list[float]:
    """How long it takes, again and again, from the quickest on."""
    took = []
    for _ in range(TURNS):
        parse_gs1.cache_clear()
        began = time.perf_counter()
        work()
        took.append((time.perf_counter() - began) * 1000)
    return sorted(took)


def main() -> None:
    """Print each kind's figures."""
    began = time.perf_counter()
    warm_up()
    print(f"the parser of GS1, imported: {(time.perf_counter() - began) * 1000:.0f} ms, once, in the background")
    store = open_catalog_store(None)
    rows = [
        CatalogRow(str(n), f"{n:05d}", f"Товар {n}", 1000, "шт", folded="", hash="", barcodes=(number(n),))
        for n in range(GOODS)
    ]
    store.put_page(rows, generation=1)
    rules = BarcodeRules(packs={"BOX-1": Pack("1", 12)}, cards=(CardRule("29000", 13),))
    label = "2000123" + "01250"
    gtin = "0" + number(7)
    codes = {
        "EAN-13": number(7),
        "UPC-A as EAN-13": number(7)[1:],
        "pack": "BOX-1",
        "scale label": label + str(check_digit(label)),
        "GS1, weight and date": f"]C101{gtin}310300125017261231",
        "GS1, batch, no separator": f"01{gtin}10AB17261231",
        "excise stamp": "ABCD123456",
        "receipt's QR": "https://cabinet.tax.gov.ua/cashregs/check?id=1&fn=4&date=20261126&sm=1.00",
        "unknown, 500 characters": "9" * 500,
    }
    plain = statistics.median(milliseconds(lambda: store.by_barcode(number(7))))
    print(f"{'the store, by number':26} p50 {plain:.3f} ms")
    for name, code in codes.items():
        took = milliseconds(lambda code=code: read_scan(code, store, rules=rules))
        p50, p99 = statistics.median(took), took[int(len(took) * 0.99)]
        print(f"{name:26} p50 {p50:.3f} ms  p99 {p99:.3f} ms  {p50 / plain:.1f} times")
    store.close()


if __name__ == "__main__":
    main()
