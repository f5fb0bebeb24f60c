"""Makes a plan out of a seed: ordinary days with the trouble that a shop has, and rarely the trouble it dreads."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, Final

from tests.simulation.link import ANSWER_KINDS, LINK_KINDS
from tests.simulation.plan import Event, Plan

SHIFTS_PER_PLAN: Final = 5

OPENINGS_FAIL_FROM: Final = 20_000_000
"""The seed from which on openings are refused and closed at once: plans of earlier campaigns stay what they were."""

PATHS: Final = (
    "*/receipts/sell",
    "*/receipts/sell",
    "*/receipts/sell-offline",
    "*/receipts/service",
    "*/receipts/????????-*",
    "*/shifts",
    "*/shifts/close",
    "*/shifts/????????-*",
    "*/go-offline",
    "*/go-online",
    "*/info",
    "*/get-offline-codes",
    "*/ask-offline-codes",
    "*/transactions",
    "*/signinPinCode",
    "*",
)
BEGINNINGS: Final = (
    datetime(2026, 3, 2, 5, 0, tzinfo=UTC),
    datetime(2026, 3, 28, 14, 0, tzinfo=UTC),  # the night in which an hour is lost
    datetime(2026, 10, 24, 14, 0, tzinfo=UTC),  # the night in which an hour comes twice
    datetime(2026, 4, 30, 9, 0, tzinfo=UTC),  # the month ends
    datetime(2026, 12, 31, 12, 0, tzinfo=UTC),
)


def make_plan(seed: int, shifts: int = SHIFTS_PER_PLAN) -> Plan:
    """The plan of one seed, always the same."""
    chance = Random(seed)
    low = chance.choice((8, 20, 40))
    rules = {
        "offline": True,
        "offline_codes_low": low,
        "offline_codes_count": low * chance.choice((2, 3)),
        "online_budget_s": chance.choice((10.0, 10.0, 10.0, 4.0)),
    }
    server = {
        "offline_codes_at_start": chance.choice((0, 3, 10, 60, 60)),
        "receipt_delay_s": chance.choice((0.0, 1.0, 2.0, 2.0, 8.0)),
        "open_delay_s": chance.choice((0.0, 2.0, 4.0)),
        "close_delay_s": chance.choice((0.0, 2.0, 4.0)),
        "pace_is_limited": chance.random() < 0.5,
        "return_is_limited": chance.random() < 0.7,
        "returns_online_by_itself": chance.random() < 0.8,
        "errors_have_codes": chance.random() < 0.8,
        "deliveries_per_go_online": chance.choice((100, 100, 5)),
    }
    begins = chance.choice(BEGINNINGS) + timedelta(seconds=chance.randint(0, 7200))
    events: list[Event] = []
    mornings = Random(seed ^ 0xDA11)
    for _ in range(shifts):
        events += [*_dark_morning(mornings), *_shift(chance)]
    events = _refusals(seed, events)
    if seed >= OPENINGS_FAIL_FROM:
        events = _spoilt_openings(seed, events)
    return Plan(seed, begins, tuple(events), rules, server)


def _refusals(seed: int, events: list[Event]) -> list[Event]:
    """Now and then the server begins to refuse a text of a product, just before receipts come out of an outage.

    Chance of its own: the days of all seeds stay what they were.
    """
    chance = Random(seed ^ 0xF1E1D)
    outages = [place for place, event in enumerate(events) if event.kind == "outage"]
    if not outages or chance.random() >= 0.25:
        return events
    place = chance.choice(outages)
    field, n = chance.choice(("barcode", "name", "code")), chance.randint(0, 5)
    return [*events[: place + 1], Event("refuses", {"field": field, "n": n}), *events[place + 1 :]]


def _spoilt_openings(seed: int, events: list[Event]) -> list[Event]:
    """The tax service refuses openings, online and on the way back; answers to them are lost, and a manager closes the
    shift on the vendor's site before the till has asked."""
    chance = Random(seed ^ 0x09E4)
    spoilt: list[Event] = []
    for event in events:
        if chance.random() < (0.4 if event.kind == "open" else 0.08):
            spoilt.append(Event("failing_opening"))
        unheard = event.kind == "open" and chance.random() < 0.25
        if unheard:
            spoilt.append(Event("fault", {"kind": "lost_answer", "path": "*/shifts", "times": 1}))
            times = chance.choice((3, 12, 30))
            spoilt.append(Event("fault", {"kind": "lost_request", "path": "*/shifts/*", "times": times}))
        spoilt.append(event)
        if unheard and chance.random() < 0.6:
            spoilt.append(Event("web_close"))
    return spoilt


def _dark_morning(chance: Random) -> list[Event]:
    """Every eighth shift opens with Checkbox out of reach, some for the whole day; a chance of its own, so that the
    days themselves stay as the seeds have always made them."""
    if chance.random() >= 0.125:
        return []
    kind = chance.choice(("refused", "refused", "black_hole", "silent_connect", "lost_answer"))
    return [Event("outage", {"kind": kind, "s": chance.choice((30, 300, 1800, 3 * 3600, 14 * 3600, 30 * 3600))})]


def _shift(chance: Random) -> list[Event]:
    """One shift: it opens, things happen, it closes, the night passes."""
    events = [*_trouble_or_nothing(chance, 0.08), Event("open")]
    for _ in range(chance.randint(4, 14)):
        events += _trouble_or_nothing(chance, 0.16)
        events.append(_business(chance))
        if chance.random() < 0.6:
            events.append(Event("wait", {"s": chance.choice((5, 20, 60, 300, 1200))}))
    events += [*_trouble_or_nothing(chance, 0.12), Event("close")]
    if chance.random() < 0.3:
        events.append(Event("calm"))
    if chance.random() < 0.2:
        events.append(Event("sign_out"))
    events.append(Event("wait", {"s": chance.choice((10, 600, 30000))}))
    return events


def _business(chance: Random) -> Event:
    kinds = ("sale", "sale", "sale", "sale", "sale", "burst", "return", "cash_in", "cash_out", "x", "reprint")
    weights = (6, 6, 6, 6, 6, 2, 3, 2, 2, 1, 1)
    kind = chance.choices(kinds, weights)[0]
    if kind == "burst":
        return Event("burst", {"n": chance.randint(2, 5), "seed": chance.getrandbits(32)})
    if kind in {"cash_in", "cash_out"}:
        return Event(kind, {"sum": 100 * chance.randint(1, 3000)})
    if kind in {"x", "reprint"}:
        return Event(kind)
    return Event(kind, {"seed": chance.getrandbits(32)})


def _trouble_or_nothing(chance: Random, how_often: float) -> list[Event]:
    if chance.random() >= how_often:
        return []
    makers, weights = zip(*_TROUBLES, strict=True)
    make: Callable[[Random], Event] = chance.choices(makers, weights)[0]
    return [make(chance)]


def _one_fault(chance: Random) -> Event:
    kind = chance.choice((*LINK_KINDS, *ANSWER_KINDS))
    args: dict[str, Any] = {"kind": kind, "path": chance.choice(PATHS), "times": chance.choice((1, 1, 1, 2, 4))}
    if kind in {"late_copy", "double"}:
        args["seconds"] = chance.choice((0.3, 3.0, 12.0, 50.0))
    if kind == "delay":
        args["seconds"] = chance.choice((1.0, 4.0, 6.0))
    if kind in {"server_error", "html", *("wrong_type", "unknown_enum")}:
        args["processed"] = chance.random() < 0.5
        args["status"] = chance.choice((500, 502, 503, 504))
    if chance.random() < 0.3:
        args["after"] = chance.randint(1, 3)
    return Event("fault", args)


def _outage(chance: Random) -> Event:
    seconds = chance.choices(
        (30, 240, 1200, 3 * 3600, 9 * 3600, 35.75 * 3600, 37 * 3600), (20, 30, 30, 12, 4, 0.5, 0.5)
    )[0]
    kinds, weights = ("refused", "black_hole", "silent_connect", "lost_answer"), (12, 6, 5, 1)
    kind = chance.choices(kinds, weights)[0]
    return Event("outage", {"kind": kind, "s": seconds})


def _lasting(kind: str) -> Callable[[Random], Event]:
    return lambda chance: Event(kind, {"s": chance.choice((20, 90, 400, 1800))})


def _crash(chance: Random) -> Event:
    again = {"again": chance.randint(1, 8)} if chance.random() < 0.2 else {}
    args = {"in": chance.randint(1, 14), "off": chance.choice((1, 5, 40, 400)), **again}
    return Event("crash", args | {"token": chance.random() < 0.8})


_TROUBLES: Final[tuple[tuple[Callable[[Random], Event], float], ...]] = (
    (_one_fault, 40),
    (_crash, 25),
    (_outage, 14),
    (_lasting("dps_down"), 8),
    (lambda chance: Event("clock", {"s": chance.choice((-3600, -60, 3, 7, 250, 86400))}), 5),
    (lambda _chance: Event("token_revoked"), 5),
    (_lasting("no_sign_in"), 2),
    (_lasting("foreign"), 2),
    (_lasting("kasa"), 1),
    (_lasting("deactivated"), 2),
    (_lasting("signer_off"), 2),
    (_lasting("maintenance"), 2),
    (_lasting("disk_full"), 2),
    (_lasting("printer_dead"), 3),
    (lambda _chance: Event("web_close"), 1),
    (lambda chance: Event("codes_gone", {"n": chance.choice((1, 5, 1000))}), 2),
    (lambda _chance: Event("failing_receipt"), 1),
    (lambda _chance: Event("restart"), 3),
)
