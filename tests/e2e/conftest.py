"""Tills in processes of their own against both vendors' servers in this one, over real HTTP on loopback."""

import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.campaigns.kill_nine import kill_many
from tests.e2e.business_day import whole_evening
from tests.e2e.rpc_driver import RpcTill
from tests.e2e.shelf import MILK, Good
from tests.e2e.vendors import PIN, Vendors, write_config

HERE = Path(__file__).parent
LONG = ("test_rpc_day.py", "test_rpc_kill.py")
"""These mostly wait: in a run of one process they are begun in threads of their own while the others run."""

MakeVendors = Callable[..., Vendors]
MakeTill = Callable[..., RpcTill]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The long ones are looked at last."""
    if not _is_side_by_side(config):
        items.sort(key=lambda item: item.path.parent == HERE and item.path.name in LONG)


def _is_side_by_side(config: pytest.Config) -> bool:
    return hasattr(config, "workerinput")


@pytest.fixture(scope="session", autouse=True)
def long_runs(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, stocked_folder: Path
) -> Iterator[Callable[[str], Any]]:
    """The outcome of a long run by the name of its file; begun at once, or side by side when it is asked for."""
    day, kills = tmp_path_factory.mktemp("day"), tmp_path_factory.mktemp("kills")
    makers: dict[str, Callable[[], Any]] = {
        LONG[0]: lambda: whole_evening(day),
        LONG[1]: lambda: kill_many(20, kills, seed=2026, stocked=stocked_folder),
    }
    runs: dict[str, Future[Any]] = {}
    with ThreadPoolExecutor(2) as threads:
        if not _is_side_by_side(request.config):
            wanted = {item.path.name for item in request.session.items}
            runs = {name: threads.submit(make) for name, make in makers.items() if name in wanted}

        def outcome(name: str) -> Any:
            if name not in runs:
                runs[name] = threads.submit(makers[name])
            return runs[name].result()

        yield outcome
        if LONG[0] in runs and runs[LONG[0]].exception() is None:
            runs[LONG[0]].result().end()


@pytest.fixture
def make_vendors() -> Iterator[MakeVendors]:
    """Start servers; they end with the test."""
    with ExitStack() as stack:

        def make(*args: Any, **options: Any) -> Vendors:
            vendors = Vendors.start(*args, **options)
            stack.callback(vendors.stop)
            return vendors

        yield make


@pytest.fixture
def vendors(make_vendors: MakeVendors) -> Vendors:
    """Both vendors, prompt and without faults."""
    return make_vendors()


@pytest.fixture(scope="session")
def stocked_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a till that has read the catalog, done nothing else, and ended in order."""
    folder = tmp_path_factory.mktemp("stocked")
    vendors = Vendors.start()
    try:
        till = RpcTill(write_config(folder / "till.toml", vendors), folder / "data").start()
        try:
            till.call("catalog.sync")
            assert till.shutdown() == 0, till.stderr
        finally:
            till.close()
    finally:
        vendors.stop()
    return folder / "data"


@pytest.fixture
def make_till(tmp_path: Path, stocked_folder: Path) -> Iterator[MakeTill]:
    """Start tills that already know the goods; `sections` go into till.toml. None may have stumbled in the end."""
    made: list[RpcTill] = []

    def make(vendors: Vendors, *, name: str = "till", stocked: bool = True, **sections: dict[str, Any]) -> RpcTill:
        data = tmp_path / name
        if stocked and not data.exists():
            shutil.copytree(stocked_folder, data)
        till = RpcTill(write_config(tmp_path / f"{name}.toml", vendors, **sections), data)
        made.append(till)
        return till.start()

    yield make
    for till in made:
        till.close()
        assert "Traceback" not in till.stderr, till.stderr


@pytest.fixture
def till(make_till: MakeTill, vendors: Vendors) -> RpcTill:
    """A till that nobody has signed in to."""
    return make_till(vendors)


@pytest.fixture
def open_till(till: RpcTill) -> RpcTill:
    """A till with a cashier and an open shift."""
    till.call("session.sign_in", {"pin_code": PIN})
    till.call("shift.open", {})
    return till


@pytest.fixture(scope="module")
def counter(tmp_path_factory: pytest.TempPathFactory, stocked_folder: Path) -> Iterator["Counter"]:
    """One till that a module's tests share; `ready` gives it to a test in order."""
    yield from shared_counter(tmp_path_factory, stocked_folder)


def shared_counter(
    tmp_path_factory: pytest.TempPathFactory, stocked_folder: Path, **sections: dict[str, Any]
) -> Iterator["Counter"]:
    """A till with an open shift and some cash; it must end in order."""
    folder = tmp_path_factory.mktemp("counter")
    shutil.copytree(stocked_folder, folder / "data")
    vendors = Vendors.start()
    till = RpcTill(write_config(folder / "till.toml", vendors, **sections), folder / "data").start()
    try:
        till.call("session.sign_in", {"pin_code": PIN})
        till.call("shift.open", {})
        till.call("shift.cash_in", {"amount": 100_000})
        yield Counter(till, vendors)
        assert till.shutdown() == 0
        assert "Traceback" not in till.stderr, till.stderr
    finally:
        till.close()
        vendors.stop()


class Counter:
    """A shared till and its servers."""

    def __init__(self, till: RpcTill, vendors: Vendors) -> None:
        self.till = till
        self.vendors = vendors

    def sell(self, good: Good = MILK, **params: Any) -> dict[str, Any]:
        """A sale that must succeed, as proof that the till works: exactly one more receipt at the server."""
        before = len(self.vendors.receipts("SELL"))
        self.till.call("cart.add", {"product_id": good.id})
        receipt: dict[str, Any] = self.till.call("sale.pay", {"payments": [{"type": "CASH"}], **params})["receipt"]
        assert receipt["state"] == "FISCAL"
        assert len(self.vendors.receipts("SELL")) == before + 1
        return receipt


@pytest.fixture
def ready(counter: Counter) -> Counter:
    """The shared till, its basket empty."""
    counter.till.call("cart.clear")
    return counter
