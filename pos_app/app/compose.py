"""Puts the rooms together: one till out of settings and a data folder. Runs on the engine's loop."""

import asyncio
import contextlib
import secrets as randomness
import time
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

from pos_app import __version__
from pos_app.app.device_settings import device_settings
from pos_app.app.secrets import AwaitedTokens, KeyringTokens, has_keyring
from pos_app.app.settings import PrinterSettings as PrinterSection
from pos_app.app.settings import SettingsOfTill
from pos_app.catalog.editor import CatalogEditor
from pos_app.catalog.freshness import Freshness
from pos_app.catalog.pictures import PictureCache
from pos_app.catalog.sync import CatalogSync
from pos_app.checkbox import CheckboxClient
from pos_app.checkbox import open_http as open_checkbox_http
from pos_app.domain.errors import PosError, refused
from pos_app.fiscal.documents import OwnerTexts
from pos_app.fiscal.engine import Fiscal
from pos_app.fiscal.rules import FiscalRules
from pos_app.printing.documents import document_layout, template_in
from pos_app.printing.fitting import Fitting
from pos_app.printing.layout import as_text
from pos_app.printing.queue import PrintQueue
from pos_app.printing.setup import PrinterSetup, checked
from pos_app.reports.push_switch import PushChoice
from pos_app.reports.pushing import Pusher
from pos_app.reports.server_sales import ServerReader
from pos_app.smartkasa import Credentials, SmartKasaClient
from pos_app.smartkasa import MemoryTokens as MemoryRefreshTokens
from pos_app.smartkasa import TokenStore as RefreshTokenStore
from pos_app.smartkasa import open_http as open_smartkasa_http
from pos_app.store.catalog import CatalogStore, open_catalog_store
from pos_app.store.lock import InstanceLock
from pos_app.store.print_jobs import PrintJob
from pos_app.store.room import DiskRoom
from pos_app.store.till_store import TillStore, open_till_store
from pos_app.till.clock import TillClock
from pos_app.till.core import Options
from pos_app.till.events import Events
from pos_app.till.ports import MemoryTokens, TokenStore
from pos_app.till.service import Till
from pos_app.till.shop_setup import ShopSetup

CLIENT_NAME: Final = "pos-app"
_CATALOG: Final = "catalog.db"

OnPaper = Callable[[str], None]


async def open_till(
    settings: SettingsOfTill,
    data_dir: Path,
    *,
    without_screen: bool = False,
    on_paper: OnPaper | None = None,
    setup: ShopSetup | None = None,
) -> Till:
    """A started till. `without_screen`: by the RPC's rules; `on_paper` gets each printed document as text.

    `setup`: the shop is set up on screen through it.

    Raises `already_running`, `disk_read_only`, `database_newer`, `database_damaged`, `settings_invalid`,
    `not_available`.
    """
    lock = InstanceLock(data_dir)
    opened = contextlib.AsyncExitStack()
    opened.callback(lock.release)
    try:
        till = await _Assembly(settings, data_dir, opened, setup).till(without_screen=without_screen, on_paper=on_paper)
        await till.start()
    except BaseException:
        await opened.aclose()
        raise
    return till


class _Assembly:
    """The parts while they are put together; everything opened is closed by `opened`, in the reverse order."""

    def __init__(
        self, settings: SettingsOfTill, data_dir: Path, opened: contextlib.AsyncExitStack, setup: ShopSetup | None
    ) -> None:
        self._settings = settings
        self._setup = setup
        self._data_dir = data_dir
        self._opened = opened
        self._clock = TillClock(lambda: datetime.now(UTC), time.monotonic)
        self._events = Events()
        self._till: Till | None = None
        self._fiscal_engine: Fiscal | None = None

    async def till(self, *, without_screen: bool, on_paper: OnPaper | None) -> Till:
        store = open_till_store(self._data_dir / "till.db", room=self._room())
        self._opened.callback(store.close)
        catalog = self._catalog_store()
        tokens = self._tokens("checkbox", store)
        client = self._checkbox(store)
        fiscal = self._fiscal(client, store)
        self._fiscal_engine = fiscal
        fitting = self._fitting(store)
        queue = self._print_queue(store, fitting, on_paper)
        fiscal.subscribe(lambda _status: queue.wake())
        goods = self._smartkasa(store)
        sync = self._sync(goods)
        choice = PushChoice(store.settings, on_by_file=self._settings.smartkasa.push_receipts)
        self._till = Till(
            store=store,
            catalog=catalog,
            fiscal=fiscal,
            printer=queue,
            account=client,
            tokens=tokens or MemoryTokens(),
            clock=self._clock,
            new_id=_new_id,
            salt=randomness.token_bytes,
            events=self._events,
            options=self._options(without_screen=without_screen),
            sync=sync,
            freshness=self._freshness(sync, without_screen=without_screen),
            pictures=PictureCache(self._data_dir / "pictures", goods, now=self._clock.now),
            editor=CatalogEditor(goods, sync.writer, shop_id=self._settings.smartkasa.shop_id, now=self._clock.now),
            pusher=self._pusher(goods, store, choice),
            push_choice=choice,
            server_reader=ServerReader(goods, shop_id=self._settings.smartkasa.shop_id, now=self._clock.now),
            fitting=fitting,
            device_settings=device_settings(self._settings),
            setup=self._setup,
            closers=[_closing(self._opened)],
        )
        return self._till

    def _room(self) -> DiskRoom:
        loop = asyncio.get_running_loop()
        return DiskRoom(self._data_dir, time.monotonic, in_background=lambda job: loop.run_in_executor(None, job))

    def _options(self, *, without_screen: bool) -> Options:
        section = self._settings.fiscal
        return Options(
            cash_rounding=section.cash_rounding,
            online_budget_s=section.online_budget_s,
            offline_sign_in_days=section.offline_sign_in_days,
            tax_table=_by_group(self._settings.taxes),
            # a demo shop needs no manager to confirm its taxes
            accept_proposals=without_screen or self._settings.is_loopback,
            ask_age=not without_screen,
            refused_sale_to_basket=without_screen,
            sandboxed=self._settings.is_loopback,
        )

    # Checkbox

    def _checkbox(self, store: TillStore) -> CheckboxClient:
        section = self._settings.checkbox
        http = open_checkbox_http(section.base_url, self._settings.fiscal.request_timeout_s)
        self._opened.push_async_callback(http.aclose)
        return CheckboxClient(
            http,
            base_url=section.base_url,
            license_key=section.license_key.get_secret_value(),
            access_key=section.access_key.get_secret_value() if section.access_key else None,
            client_name=CLIENT_NAME,
            client_version=__version__,
            device_id=_device_id(store),
            timeout_s=self._settings.fiscal.request_timeout_s,
            on_server_date=self._server_date,
        )

    def _server_date(self, date: datetime) -> None:
        if self._fiscal_engine is not None:
            self._fiscal_engine.server_date(date)

    def _fiscal(self, client: CheckboxClient, store: TillStore) -> Fiscal:
        section = self._settings.fiscal
        return Fiscal(
            client=client,
            store=store,
            sign_in_again=self._sign_in_again,
            now=self._clock.now,
            monotonic=self._clock.monotonic,
            new_id=_new_id,
            texts=lambda: _owners_texts(store),
            rules=FiscalRules(
                online_budget_s=section.online_budget_s,
                offline=section.offline,
                probe_interval_s=section.probe_interval_s,
                quarantine_s=section.quarantine_s,
                go_online_retry_s=section.go_online_retry_s,
                offline_codes_low=section.offline_codes_low,
                offline_codes_count=section.offline_codes_count,
            ),
        )

    async def _sign_in_again(self) -> bool:
        return self._till is not None and await self._till.sign_in_again()

    # SmartKasa and the catalog

    def _smartkasa(self, till_store: TillStore) -> SmartKasaClient:
        section = self._settings.smartkasa
        timeout_s = self._settings.fiscal.request_timeout_s
        http = open_smartkasa_http(timeout_s=timeout_s)
        self._opened.push_async_callback(http.aclose)
        # another account's token would read that account's goods, and send it this shop's receipts
        kept = self._tokens(f"smartkasa-{section.phone_number}", till_store)
        store: RefreshTokenStore = AwaitedTokens(kept) if isinstance(kept, KeyringTokens) else MemoryRefreshTokens()

        async def credentials() -> Credentials | None:
            if not section.phone_number:
                return None
            return Credentials(section.phone_number, section.password.get_secret_value())

        client = SmartKasaClient(
            http,
            base_url=section.base_url,
            api_key=section.api_key.get_secret_value(),
            timeout_s=timeout_s,
            token_store=store,
            now=lambda: datetime.now(UTC),
            on_sign_in_needed=credentials,
        )
        self._opened.push_async_callback(client.aclose)
        return client

    def _sync(self, client: SmartKasaClient) -> CatalogSync:
        # a connection of its own: the sync writes from a worker thread while the till reads
        store = open_catalog_store(self._data_dir / _CATALOG)
        self._opened.callback(store.close)
        sync = CatalogSync(
            client,
            store,
            shop_id=self._settings.smartkasa.shop_id,
            now=self._clock.now,
            monotonic=time.monotonic,
            held=lambda: self._till.held_products() if self._till else frozenset(),
            on_progress=lambda progress: self._till.catalog_progress(progress) if self._till else None,
        )
        self._opened.callback(sync.close)
        return sync

    def _pusher(self, client: SmartKasaClient, store: TillStore, choice: PushChoice) -> Pusher:
        return Pusher(
            client,
            store,
            shop_id=self._settings.smartkasa.shop_id,
            now=self._clock.now,
            monotonic=self._clock.monotonic,
            switch=choice.read,
        )

    def _freshness(self, sync: CatalogSync, *, without_screen: bool) -> Freshness | None:
        """Keeps the catalog of a configured shop fresh; without a screen the first reading is left to be asked for."""
        section = self._settings.smartkasa
        if not (section.keep_fresh and section.phone_number and section.api_key.get_secret_value()):
            return None

        async def read_for_all_to_see() -> None:
            if self._till is not None:
                await self._till.sync_catalog()

        return Freshness(
            sync,
            now=self._clock.now,
            monotonic=time.monotonic,
            on_change=lambda: self._till.catalog_changed() if self._till else None,
            on_problem=lambda words: self._till.catalog_problem(words) if self._till else None,
            full_pass=read_for_all_to_see,
            fills=not without_screen,
            soon=not without_screen,
        )

    def _catalog_store(self) -> CatalogStore:
        path = self._data_dir / _CATALOG
        try:
            store = open_catalog_store(path)
        except PosError as error:
            if error.code != "database_damaged":
                raise
            # goods can always be read anew; what is left of the file is kept for whoever wants to look
            path.replace(path.with_name(f"{_CATALOG}.damaged"))
            store = open_catalog_store(path)
        self._opened.callback(store.close)
        return store

    # paper

    def _print_queue(self, store: TillStore, fitting: Fitting, on_paper: OnPaper | None) -> PrintQueue:
        def told(kind: str, job: PrintJob) -> None:
            if on_paper is not None and kind == "print.done":
                on_paper(as_text(document_layout(job, store, open_drawer=False)))
            self._events.tell_print(kind, job)

        return PrintQueue(
            store,
            fitting.usual(),
            reserve=fitting.reserve(),
            now=self._clock.now,
            new_id=_new_id,
            on_event=told,
        )

    def _fitting(self, store: TillStore) -> Fitting:
        settings = self._settings
        usual, reserve = _setup("printer", settings.printer), _setup("reserve_printer", settings.reserve_printer)
        return Fitting(store.settings, self._data_dir, usual, reserve)

    def _tokens(self, service: str, store: TillStore) -> TokenStore | None:
        """The keyring, for a configured shop that has one; the sandbox's tokens are worth nothing.

        Each data folder has its own: two registers on one computer have two cashiers.
        """
        if self._settings.is_loopback or not has_keyring():
            return None
        return KeyringTokens(f"{service}-{_device_id(store)}")


def _owners_texts(store: TillStore) -> OwnerTexts:
    """What goes to Checkbox beside the receipt itself: the texts of its electronic form."""
    template = template_in(store.settings)
    return OwnerTexts(
        custom={"text_global_header": template.e_header, "text_global_footer": template.e_footer}
    )


def _setup(name: str, section: PrinterSection) -> PrinterSetup:
    """How the settings' file sets a printer up; `settings_invalid` with the reason where it cannot be."""
    try:
        return checked(PrinterSetup(**section.model_dump()))
    except PosError as error:
        raise refused("settings_invalid", f"[{name}]: {error.message}") from error


def _by_group(table: Mapping[str, tuple[int, ...]] | None) -> dict[int, tuple[int, ...]] | None:
    if table is None:
        return None
    wrong = [group for group in table if not group.isdigit()]
    if wrong:
        raise refused("settings_invalid", f"[taxes]: «{wrong[0]}» не є номером групи SmartKasa.")
    return {int(group): codes for group, codes in table.items()}


def _device_id(store: TillStore) -> str:
    """Who this till is for Checkbox, the same for ever."""
    device_id = store.settings.get("device_id")
    if not isinstance(device_id, str):
        device_id = _new_id()
        store.settings.put("device_id", device_id)
    return device_id


def _new_id() -> str:
    return str(uuid4())


def _closing(opened: contextlib.AsyncExitStack) -> Callable[[], Awaitable[Any]]:
    return opened.aclose
