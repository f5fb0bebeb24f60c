"""A byte flips somewhere in till.db: it is found at the start or by verifying, or it does no harm to the journal."""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pos_app.domain.cart import Cart, add_product
from pos_app.domain.errors import PosError
from pos_app.domain.product import Product
from pos_app.domain.register import OperationKind, OperationState
from pos_app.store.journal import Entry
from pos_app.store.offline import OfflineCode
from pos_app.store.operations import Operation
from pos_app.store.print_jobs import PrintJob
from pos_app.store.till_store import TillStore, open_till_store, open_till_store_to_read

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
PAGE = 4096
TOLD = {"database_damaged", "database_newer", "disk_read_only"}

Damage = Callable[[bytearray, int, random.Random], None]


@dataclass
class Whole:
    """A till.db as it should be."""

    data: bytes
    entries: list[Entry]

    @property
    def pages(self) -> int:
        return len(self.data) // PAGE


@pytest.fixture(scope="module", params=["clean", "unclean"])
def whole(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Whole:
    """A till's file after some work, ended well or not."""
    path = tmp_path_factory.mktemp("whole") / "till.db"
    store = open_till_store(path)
    work(store)
    entries = list(store.journal.entries())
    if request.param == "clean":
        store.close()
    else:
        store.database.close()
    return Whole(path.read_bytes(), entries)


def work(store: TillStore) -> None:
    dice = random.Random(4)
    milk = Product("1", "001", "Молоко", "4820000000017", 4290, "шт", tax_codes=(1,))
    cart, _ = add_product(Cart(), milk, 1000, new_id=lambda: "line")
    with store.transaction():
        store.baskets.save(Cart(), cart)
        store.offline.add_codes(OfflineCode(f"code-{n}", n) for n in range(150))
    for number in range(24):
        with store.transaction():
            row = Operation(f"id-{number}", OperationKind.SELL, dice.randbytes(700), NOW, state=OperationState.DONE)
            store.operations.add(row)
            body = {"id": row.id, "words": "чек" * dice.randint(1, 300)}
            store.journal.append(NOW, "operation.intent", body)
            store.journal.append(NOW, "operation.state", {"id": row.id})
            store.print_jobs.add(PrintJob(row.id, "sale", row.id, NOW))
            store.settings.remember_request(f"request-{number}", row.id)
    # rows that were removed leave pages that nobody reads
    with store.transaction():
        store.database.run("DELETE FROM offline_code WHERE serial_id < 120")


def flip_bit(data: bytearray, page: int, dice: random.Random) -> None:
    data[page * PAGE + dice.randrange(PAGE)] ^= 1 << dice.randrange(8)


def flip_bit_of_head(data: bytearray, page: int, dice: random.Random) -> None:
    data[page * PAGE + dice.randrange(120)] ^= 1 << dice.randrange(8)


def flip_byte(data: bytearray, page: int, dice: random.Random) -> None:
    place = page * PAGE + dice.randrange(PAGE)
    data[place] = (data[place] + dice.randrange(1, 256)) % 256


def empty_sector(data: bytearray, page: int, dice: random.Random) -> None:
    start = page * PAGE + 512 * dice.randrange(8)
    data[start : start + 512] = bytes(512)


def page_of_another(data: bytearray, page: int, dice: random.Random) -> None:
    other = dice.randrange(len(data) // PAGE)
    data[page * PAGE : (page + 1) * PAGE] = data[other * PAGE : (other + 1) * PAGE]


def damages() -> Iterator[tuple[Damage, int]]:
    """Each kind of damage with how often it strikes each page."""
    yield from ((flip_bit, 2), (flip_bit_of_head, 2), (flip_byte, 1), (empty_sector, 1), (page_of_another, 1))


def in_words(error: PosError) -> None:
    assert error.code in TOLD


def outcome(path: Path, entries: list[Entry]) -> str:
    """What becomes of a damaged file: refused, found, or harmless; anything else fails the test."""
    try:
        store = open_till_store(path)
    except PosError as error:
        in_words(error)
        return "refused"
    try:
        if not store.journal.verify().ok or store.operations.damaged():
            return "found"
        store.check()
        assert list(store.journal.entries()) == entries
    except PosError as error:
        in_words(error)
        return "found"
    finally:
        end(store)
    return "harmless"


def end(store: TillStore) -> None:
    try:
        store.close()
    except PosError as error:
        in_words(error)
        store.database.close()


@pytest.mark.parametrize(("damage", "times"), list(damages()))
def test_damage_to_any_page_is_found_or_harmless_and_never_a_wrong_journal(
    whole: Whole, tmp_path: Path, damage: Damage, times: int
) -> None:
    dice = random.Random(damage.__name__)
    seen: Counter[str] = Counter()
    for page in range(whole.pages):
        for _ in range(times):
            data = bytearray(whole.data)
            damage(data, page, dice)
            path = tmp_path / "till.db"
            path.write_bytes(data)
            seen[outcome(path, whole.entries)] += 1
            for rest in tmp_path.iterdir():
                rest.unlink()
    print(damage.__name__, dict(seen))
    assert seen["refused"] + seen["found"] > 0


def test_what_is_refused_tells_the_way_out(whole: Whole, tmp_path: Path) -> None:
    data = bytearray(whole.data)
    data[100:160] = b"\xff" * 60
    path = tmp_path / "till.db"
    path.write_bytes(data)
    for opening in (open_till_store, open_till_store_to_read):
        with pytest.raises(PosError) as raised:
            opening(path)
        assert raised.value.code == "database_damaged"
        assert "pos-app restore" in raised.value.message
        assert not raised.value.safe
    assert path.read_bytes() == bytes(data)
