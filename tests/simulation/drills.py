"""Plans made by hand for what chance brings too rarely: a month's hours, a day-long shift, the last codes."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from tests.simulation.plan import Event, Plan

HOUR: Final = 3600
Step = tuple[str, Mapping[str, Any]]


def _plan(
    *events: Step, rules: Mapping[str, Any] | None = None, server: Mapping[str, Any] | None = None
) -> Plan:
    """Events in their order over a till that may go offline."""
    begins = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)
    steps = tuple(Event(kind, args) for kind, args in events)
    return Plan(77, begins, steps, {"offline": True, **(rules or {})}, server or {})


def _sale(seed: int = 1) -> Step:
    return ("sale", {"seed": seed * 10 + 9})


def _wait(hours: float) -> Step:
    return ("wait", {"s": round(hours * HOUR)})


def _outage(hours: float) -> Step:
    return ("outage", {"kind": "refused", "s": round(hours * HOUR)})


_DAY: Final = (("open", {}), _outage(22), _sale(1), _wait(21), ("close", {}), _wait(1.5), ("calm", {}))
_SILENT_DAY: Final = (
    ("open", {}),
    ("dps_down", {"s": 22 * HOUR}),
    _sale(1),
    _wait(21.5),
    ("close", {}),
    _wait(1),
    ("calm", {}),
)
_SLOW: Final = {"probe_interval_s": 300.0}

DRILLS: Final[Mapping[str, Plan]] = {
    "month": _plan(
        *(_DAY * 7), ("open", {}), _outage(23), _sale(2), _wait(13.6), _sale(3), _wait(2), _sale(4), rules=_SLOW
    ),
    "month-with-a-restart": _plan(
        *(_DAY * 7), ("open", {}), _outage(23), _sale(2), _wait(13), ("restart", {}), _wait(2), _sale(4), rules=_SLOW
    ),
    "month-of-a-silent-tax-service": _plan(
        *(_SILENT_DAY * 7), ("open", {}), _outage(23), _sale(2), _wait(17), _sale(3), _wait(3), _sale(4), rules=_SLOW
    ),
    "day-long-shift": _plan(("open", {}), _wait(23.5), _outage(2), _sale(1), _wait(0.4), _sale(2), ("close", {})),
    "last-codes": _plan(
        ("open", {}),
        _outage(0.5),
        *(_sale(n) for n in range(6)),
        ("close", {}),
        rules={"offline_codes_low": 6, "offline_codes_count": 6},
        server={"offline_codes_at_start": 6},
    ),
    "later-date-at-the-server": _plan(
        ("open", {}),
        ("sale", {"seed": 19, "paid": "card"}),
        ("dps_down", {"s": 1800}),
        _outage(0.1),
        _sale(2),
        _sale(3),
        _wait(0.15),
        rules={"online_budget_s": 4.0},
        server={"receipt_delay_s": 30.0},
    ),
    "cash-between-sales": _plan(
        ("open", {}),
        _outage(0.1),
        _sale(1),
        ("cash_in", {"sum": 5000}),
        _sale(3),
        ("calm", {}),
        ("close", {}),
    ),
    "answers-lost-for-long": _plan(
        ("open", {}), ("outage", {"kind": "lost_answer", "s": 120}), _sale(1), _wait(0.1), ("calm", {}), ("close", {})
    ),
    "close-that-takes-long": _plan(
        ("open", {}), _sale(1), ("close", {}), _sale(2), _sale(3), _wait(0.3), ("calm", {}), ("open", {}), _sale(4),
        server={"close_delay_s": 600.0},
    ),
    "refused-by-the-tax-service": _plan(("open", {}), ("failing_receipt", {}), _sale(1), _wait(0.1)),
    "opening-refused-by-the-tax-service": _plan(
        ("failing_opening", {}),
        ("open", {}),
        _sale(1),
        ("close", {}),
        _outage(0.1),
        ("open", {}),
        ("sale", {"seed": 29, "paid": "cash"}),
        ("failing_opening", {}),
        _wait(0.3),
        ("manager", {}),
        _wait(0.1),
        ("calm", {}),
        ("open", {}),
        _sale(3),
        ("close", {}),
    ),
    "refused-until-mended": _plan(
        ("open", {}),
        _outage(0.1),
        *(_sale(n) for n in range(4)),
        *(("refuses", {"field": "barcode", "n": n}) for n in range(6)),
        _wait(0.2),
        ("calm", {}),
        _sale(5),
        ("calm", {}),
        ("close", {}),
    ),
    "two-days-without-checkbox": _plan(
        ("open", {}),
        ("sale", {"seed": 19, "paid": "cash"}),
        _outage(31),
        _wait(9),
        ("sale", {"seed": 29, "paid": "cash"}),
        ("close", {}),
        _wait(12),
        ("open", {}),
        ("sale", {"seed": 39, "paid": "cash"}),
        ("cash_in", {"sum": 7000}),
        ("restart", {}),
        ("close", {}),
        _wait(12),
        ("open", {}),
        _sale(4),
        ("calm", {}),
        ("close", {}),
    ),
    "web-closed-and-codes-gone": _plan(
        ("open", {}),
        _outage(3),
        *(_sale(n) for n in range(25)),
        ("web_close", {}),
        ("codes_gone", {"n": 1000}),
        rules={"offline_codes_low": 20, "offline_codes_count": 60},
        server={"offline_codes_at_start": 60},
    ),
    "few-codes-in-a-burst": _plan(
        ("open", {}),
        _outage(0.1),
        *(_sale(n) for n in range(4)),
        ("calm", {}),
        _wait(0.3),
        ("fault", {"kind": "delay", "path": "*/receipts/sell", "times": 4, "seconds": 3.0}),
        ("burst", {"n": 5, "seed": 7}),
        rules={"offline_codes_low": 20, "offline_codes_count": 16},
        server={"offline_codes_at_start": 16},
    ),
}
