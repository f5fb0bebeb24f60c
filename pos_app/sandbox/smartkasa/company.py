"""The owner's shops, terminals and people, with all that the vendor tells about them."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from pos_app.sandbox.smartkasa.answers import JsonObject, moment
from pos_app.sandbox.smartkasa.wire import without

_EMPLOYEE_TEXTS: Final = (
    "additional_phone_number", "email", "first_name", "inn", "last_name", "middle_name", "notes", "passport_number",
    "passport_serial", "phone_number", "pin_code",
)  # fmt: skip


def full_phone(number: str | None) -> str | None:
    """A phone number with its country, as the vendor stores what came without."""
    return f"38{number}" if number and len(number) == 10 and number.startswith("0") else number


def _day(value: str | None) -> str | None:
    return f"{value[:10]}T00:00:00.000+00:00" if value else None


class Company:
    """Rows by id, each whole; the routes cut out what an answer shows."""

    def __init__(self, shop: JsonObject, staff: JsonObject, now: Callable[[], datetime]) -> None:
        self._now = now
        self._born = moment(now())
        self._owner_id: int = shop["owner_id"]
        self.roles: dict[int, JsonObject] = {
            role["id"]: {**role, "state": 0, "created_at": self._born, "updated_at": self._born}
            for role in staff["roles"]
        }
        self.shops: dict[int, JsonObject] = {}
        self.terminals: dict[int, JsonObject] = {row["id"]: self._terminal(row) for row in shop["terminals"]}
        self.employees: dict[int, JsonObject] = {}
        for row in shop["shops"]:
            self.put_shop(row["id"], row)
        for row in staff["employees"]:
            self.put_employee(row["id"], row)

    def free_id(self, rows: Mapping[int, object]) -> int:
        """An id that no row has."""
        return max(rows, default=0) + 1

    def put_shop(self, shop_id: int, values: Mapping[str, Any]) -> JsonObject:
        """Make or change a shop."""
        old = self.shops.get(shop_id, {})
        merged = {"created_at": self._born, "state": 0, "business_category_id": 1, **old, **values}
        self.shops[shop_id] = {
            "id": shop_id,
            "address": self._address(shop_id, old.get("address"), values.get("address")),
            "business_category_id": merged["business_category_id"],
            "created_at": merged["created_at"],
            "email": merged.get("email"),
            "employees_count": 0,
            "fiscal_numbers": merged.get("fiscal_numbers") or [],
            "fiscalization_enabled": bool(merged.get("fiscalization_enabled")),
            "is_excise_taxation": bool(merged.get("is_excise_taxation")),
            "is_vat_taxation": bool(merged.get("is_vat_taxation")),
            "owner_id": self._owner_id,
            "phone_number": full_phone(merged.get("phone_number")),
            "state": merged["state"],
            "terminals_count": 0,
            "title": merged.get("title"),
            "updated_at": moment(self._now()),
            "website_url": merged.get("website_url"),
        }
        return self.shop(shop_id)

    def shop(self, shop_id: int) -> JsonObject:
        """A shop with its people and terminals counted."""
        people = sum(row["shop_id"] == shop_id for row in self.employees.values())
        tills = sum(row["shop_id"] == shop_id for row in self.terminals.values())
        return {**self.shops[shop_id], "employees_count": people, "terminals_count": tills}

    def put_employee(self, employee_id: int, values: Mapping[str, Any]) -> JsonObject:
        """Make or change an employee; the whole row, papers and PIN included."""
        old = self.employees.get(employee_id, {})
        merged = {"created_at": self._born, "gender_type_id": 0, "state": 0, "shop_id": None, **old, **values}
        row = {name: merged.get(name) for name in _EMPLOYEE_TEXTS}
        row |= {name: merged[name] for name in ("created_at", "gender_type_id", "state", "shop_id")}
        row |= {name: _day(merged.get(name)) for name in ("birthday", "joined_at")}
        row |= {name: full_phone(row[name]) for name in ("phone_number", "additional_phone_number")}
        role_id = merged.get("role_id")
        row |= {"id": employee_id, "role_id": role_id, "role": self.roles.get(role_id or 0)}
        row |= {"address_legal": merged.get("address_legal"), "avatar": merged.get("avatar")}
        self.employees[employee_id] = {**row, "updated_at": moment(self._now())}
        return self.employees[employee_id]

    def _address(self, shop_id: int, old: JsonObject | None, new: Mapping[str, Any] | None) -> JsonObject | None:
        if old is None and new is None:
            return None
        born = {"id": 40_000 + shop_id, "address_type_id": 0, "city_name": None, "content": None, "zip_code": None}
        return {**born, "created_at": self._born, **(old or {}), **(new or {}), "updated_at": moment(self._now())}

    def _terminal(self, row: JsonObject) -> JsonObject:
        return {
            "id": row["id"],
            "activated_at": None,
            "core_terminal_id": 1,
            "created_at": self._born,
            "name": row["name"],
            "properties": None,
            "serial_number": row["serial_number"],
            "shop_id": row["shop_id"],
            "state": 1,
            "updated_at": self._born,
        }

    def rename_terminal(self, terminal_id: int, values: Mapping[str, Any]) -> JsonObject:
        """Give a terminal another name or shop."""
        row = {**self.terminals[terminal_id], **without(dict(values), "id"), "updated_at": moment(self._now())}
        self.terminals[terminal_id] = row
        return row
