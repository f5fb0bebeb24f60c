"""The catalog's store with very many goods: search, barcodes, memory, file, beside the plainest ways to do the same.

`python -m tests.benchmarks.catalog --goods 1000000`. --folder keeps the file, so that a second run need not fill it.
"""

import argparse
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random

from pos_app.catalog.rows import product_row, units_of
from pos_app.catalog.search import match_of
from pos_app.smartkasa.models import Product
from pos_app.store.catalog import CatalogStore, open_catalog_store

NOUNS = (
    "Печиво", "Сік", "Чай", "Вафлі", "Крупа", "Соус", "Шампунь", "Мило", "Йогурт", "Сир", "Хлібці", "Цукерки", "Олія",
    "Вода", "Кава", "Джем", "Молоко", "Масло",
)  # fmt: skip
KINDS = (
    "домашнє", "класик", "преміум", "легке", "ваніль", "малина", "трави", "ніжне", "яскраве", "сімейне", "дитяче",
    "святкове", "зимове", "молочне",
)  # fmt: skip
SYLLABLES = (
    "ба", "ве", "го", "ді", "жу", "зе", "ки", "ло", "му", "ня", "пе", "ра", "со", "ту", "фі", "хо", "це", "ша", "ще",
)  # fmt: skip
SIZES = ("50г", "90г", "100г", "250г", "0,5л", "1л", "2л", "10шт")
QUERIES = {
    "one letter": ["м", "с", "п", "в", "к"],
    "three letters": ["мол", "печ", "сир", "шам", "зим"],
    "five letters": ["молок", "печив", "шампу", "зимов", "преми"],
    "six letters": ["молочн", "шампун", "цукерк", "святко", "яскрав"],
    "two words": ["мол дит", "печ ван", "сир 250", "шам пре", "чай мал"],
    "a whole word": ["молоко", "печиво", "сир", "шампунь", "кава"],
    "no hit": ["жжжжжж", "молоко щщщ", "сир жжж", "qwqwqw", "ъъъ"],
    "wrong layout": ["vjkjrj", "gtxbdj", "cbh", "ifvgeym", "xfq vfk"],
    "an article": ["A000777", "A012345", "a099999", "A054321", "A000001"],
}


def goods(count: int, chance: Random) -> Iterator[Product]:
    for n in range(count):
        brand = "".join(chance.choices(SYLLABLES, k=3)).title()
        title = f"{chance.choice(NOUNS)} {chance.choice(KINDS)} «{brand}» {chance.choice(SIZES)}"
        yield Product.model_validate(
            {
                "id": f"00000000-0000-4000-8000-{n:012d}", "title": title, "price": f"{n % 900 + 1}.5",
                "number": f"482{n:010d}", "alter_number": f"A{n:06d}", "category_id": f"c{n % 300}",
                "unit_type_id": 4, "tax_group_id": 1,
            }
        )  # fmt: skip


def fill(store: CatalogStore, count: int) -> float:
    began = time.perf_counter()
    chance, units, page = Random(7), units_of([]), []
    for product in goods(count, chance):
        page.append(product_row(product, units))
        if len(page) == 500:
            store.put_page(page, generation=1)
            page = []
    store.put_page(page, generation=1)
    sold = chance.sample(range(count), min(count // 20, 20_000))
    store.put_popularity((f"00000000-0000-4000-8000-{n:012d}", chance.randrange(1, 900_000)) for n in sold)
    while store.tidy(2000):
        pass
    return time.perf_counter() - began


Times = tuple[float, float]
"""Milliseconds by the clock on the wall, and of the processor: on a busy machine the first holds its pauses too."""


def timed(call: Callable[[], object]) -> Times:
    began, spent = time.perf_counter(), time.thread_time()
    call()
    return (time.perf_counter() - began) * 1000, (time.thread_time() - spent) * 1000


def told(name: str, times: Sequence[Times], plain: float | None = None) -> None:
    wall, spent = (sorted(column) for column in zip(*times, strict=True))
    at = min(len(wall) - 1, int(len(wall) * 0.99))
    ratio = "" if plain is None else f"   {plain:9.1f}   {plain / statistics.median(wall):8.0f}"
    print(f"  {name:18} {statistics.median(wall):8.3f} {wall[at]:8.3f} {spent[at]:8.3f}{ratio}")


def search(store: CatalogStore, query: str) -> int:
    words = match_of(query)
    return len(store.search(words, limit=60)) if words else 0


def like(store: CatalogStore, query: str) -> int:
    """The plainest search: LIKE over the names, the best sellers first."""
    marks = " AND ".join("name LIKE ?" for _ in query.split())
    sql = f"SELECT id FROM product WHERE hidden = 0 AND {marks} ORDER BY popularity DESC LIMIT 60"
    return len(store.database.rows(sql, [f"%{word}%" for word in query.split()]))


def main(count: int, folder: Path, rounds: int) -> None:
    path = folder / f"catalog-{count}.db"
    if not path.exists():
        store = open_catalog_store(path)
        seconds = fill(store, count)
        store.close()
        print(f"{count} goods written in {seconds:.0f} s, {seconds / count * 1e6:.0f} µs each")
        print(f"RSS after filling {rss():.0f} MB")
    first = [opened(path) for _ in range(20)]
    told("opened + barcode", first)
    store = open_catalog_store(path)
    chance = Random(3)
    numbers = [f"482{chance.randrange(count):010d}" for _ in range(2000)]
    plain = timed(lambda: store.database.rows("SELECT id FROM product WHERE barcodes LIKE ?", [f"%{numbers[0]}%"]))[0]
    print(f"  {'':18}      p50      p99  p99 cpu ms LIKE, ms    ratio   ({count} goods)")
    told("by_barcode", [timed(lambda n=number: store.by_barcode(n)) for number in numbers], plain)
    told("unknown barcode", [timed(lambda n=number: store.by_barcode(n + "x")) for number in numbers], plain)
    for name, queries in QUERIES.items():
        plain = statistics.median(timed(lambda q=query: like(store, q))[0] for query in queries[:3])
        told(name, [timed(lambda q=query: search(store, q)) for _ in range(rounds) for query in queries], plain)
    narrow = match_of("мол")
    assert narrow is not None
    told("in a category", [timed(lambda: store.search(narrow, limit=60, category_ids=["c7"])) for _ in range(100)])
    told("first screen", [timed(lambda: store.popular(limit=60)) for _ in range(100)])
    told("a branch of 100", [timed(lambda: store.popular(limit=60, category_ids=BRANCH)) for _ in range(50)])
    told("count", [timed(store.count) for _ in range(100)])
    told("categories", [timed(store.categories) for _ in range(100)])
    store.close()
    size = path.stat().st_size
    print(f"file {size / 1e6:.0f} MB ({size / count:.0f} bytes a good), RSS {rss():.0f} MB")


BRANCH = [f"c{n}" for n in range(100)]


def opened(path: Path) -> Times:
    """A start: the file opened and the first barcode found."""

    def call() -> None:
        store = open_catalog_store(path)
        assert store.by_barcode("4820000000777")
        store.close()

    return timed(call)


def rss() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--goods", type=int, default=100_000)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--rounds", type=int, default=100)
    given = parser.parse_args()
    if given.folder is not None:
        given.folder.mkdir(parents=True, exist_ok=True)
        sys.exit(main(given.goods, given.folder, given.rounds))
    with tempfile.TemporaryDirectory() as made:
        main(given.goods, Path(made), given.rounds)
