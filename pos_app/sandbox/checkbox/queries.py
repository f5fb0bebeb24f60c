"""How query parameters of the sandbox Checkbox are read: numbers, booleans, dates, ids and pages."""

from typing import Any, Final

from pos_app.sandbox.checkbox import answers, shapes
from pos_app.sandbox.checkbox.desk import Parameter, Request
from pos_app.sandbox.checkbox.shapes import Check, Loc, Problems


def number(low: int | None = None, high: int | None = None) -> Check:
    """An integer written in a query."""
    inner = shapes.whole(low, high)

    def check(value: Any, loc: Loc, problems: Problems) -> Any:
        try:
            return inner(int(value), loc, problems)
        except ValueError:
            return shapes.complain(problems, loc, "value is not a valid integer", "type_error.integer")

    return check


def yes_or_no(value: Any, loc: Loc, problems: Problems) -> Any:
    """A boolean written in a query."""
    known = {"true": True, "1": True, "yes": True, "on": True, "false": False, "0": False, "no": False, "off": False}
    if value.lower() not in known:
        return shapes.complain(problems, loc, "value could not be parsed to a boolean", "type_error.bool")
    return known[value.lower()]


def moment(value: Any, loc: Loc, problems: Problems) -> Any:
    """A date in a query, where a plus sign that was not quoted has become a space."""
    return shapes.moment(value.replace(" ", "+"), loc, problems)


def paged(most: int) -> dict[str, Parameter]:
    """The parameters of a list."""
    return {
        "desc": Parameter(yes_or_no, False),
        "limit": Parameter(number(1, most), 25),
        "offset": Parameter(number(0), 0),
    }


PERIOD: Final = {"from_date": Parameter(moment), "to_date": Parameter(moment)}
IDS: Final = Parameter(shapes.uuid, many=True)
STATUSES: Final = Parameter(shapes.one_of("CREATED", "OPENING", "OPENED", "CLOSING", "CLOSED"), many=True)


def page_of(request: Request, rows: list[Any], show: Any) -> dict[str, Any]:
    """The part of the rows that the query asks for, each as `show` gives it."""
    limit, offset = request.query["limit"], request.query["offset"]
    ordered = rows[::-1] if request.query["desc"] else rows
    return answers.page([show(row) for row in ordered[offset : offset + limit]], limit, offset)
