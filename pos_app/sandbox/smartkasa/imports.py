"""Imports of files: a job goes on a step each time it is asked about, and tells of each row that it could not take.

Nothing is fetched from anywhere: the files that this server "can reach" are those it was given, by the last part of
their address. The vendor's file names no state but 0; 1, 2 and 3 are this server's guess: running, done, failed.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any, Final
from urllib.parse import urlsplit

from pos_app.sandbox.smartkasa.answers import JsonObject

WAITING: Final = 0
RUNNING: Final = 1
DONE: Final = 2
FAILED: Final = 3

DEMO_FILE: Final[tuple[JsonObject, ...]] = (
    {"title": "Кава мелена «Львівська» 250 г", "price": "189.90", "number": "4820000009010"},
    {"title": "Чай зелений листовий 100 г", "price": "86.50", "number": "4820000009027"},
    {"title": "", "price": "12.00", "number": "4820000009034"},
    {"title": "Печиво вівсяне 300 г", "price": "54.30", "number": "4820000009041"},
    {"title": "Цукор білий 1 кг", "price": "дешево", "number": "4820000009058"},
    {"title": "Мед липовий 400 г", "price": "210", "number": "4820000009065"},
)
"""What lies at …/goods.json of the demo: six rows, two of them bad."""

Put = Callable[[str, JsonObject], bool]
"""Puts a row into a category; → was it a new product?"""


@dataclass(slots=True)
class Job:
    """One import under way: rows still to do, and what is told of those that are done."""

    row: JsonObject
    category_id: str
    left: list[tuple[int, JsonObject]] | None
    errors: list[JsonObject] = field(default_factory=list)

    def step(self, put: Put, now: str) -> None:
        """Go on a little: from waiting to running, half of what is left, to the end."""
        row = self.row
        if row["state"] not in {WAITING, RUNNING}:
            return
        row["updated_at"] = now
        if self.left is None:
            row["state"] = FAILED
            self.errors.append({"error": "file_not_found"})
        elif row["state"] == WAITING:
            row["state"] = RUNNING
            row["products_count"] = len(self.left)
        else:
            for number, given in self.left[: max(1, len(self.left) // 2)]:
                self._take(number, given, put)
            self.left = self.left[max(1, len(self.left) // 2) :]
            row["state"] = RUNNING if self.left else DONE

    def _take(self, number: int, given: JsonObject, put: Put) -> None:
        fault = _fault(given)
        if fault:
            self.errors.append({"row": number, "error": fault})
            return
        made = put(self.category_id, given)
        self.row["created_count" if made else "updated_count"] += 1

    def told(self) -> JsonObject:
        """As it is answered."""
        return {**self.row, "results": {"errors": self.errors} if self.errors else {}}


def _fault(given: JsonObject) -> str:
    if not given.get("title"):
        return "title: blank"
    try:
        price = Decimal(str(given.get("price")))
    except InvalidOperation:
        return "price: invalid"
    return "" if price.is_finite() and 0 <= price < 1_000_000 else "price: invalid"


def file_name(url: str) -> str:
    """The last part of an address."""
    return urlsplit(url).path.rpartition("/")[2]


def rows_of(files: dict[str, tuple[JsonObject, ...]], url: str) -> list[tuple[int, Any]] | None:
    """A file's rows with their numbers; None for a file that is not there."""
    rows = files.get(file_name(url))
    return None if rows is None else list(enumerate(rows, 1))
