"""Routes that give receipts and reports as text, pictures, PDF and pages; most need no token."""

from typing import Any, Final

from pos_app.sandbox.checkbox import renders, reports
from pos_app.sandbox.checkbox.desk import Answer, Parameter, Request, Route
from pos_app.sandbox.checkbox.queries import PERIOD, number, yes_or_no
from pos_app.sandbox.checkbox.refusals import refuse
from pos_app.sandbox.checkbox.state import Receipt

COPY: Final = Parameter(yes_or_no, False)
TEXT_QUERY: Final = {"is_second_copy": COPY, "width": Parameter(number(10, 250), 42)}
PAPER: Final = Parameter(number(40, 80), 58)


def _receipt(request: Request) -> Receipt:
    return request.register.receipt(request.parts["receipt_id"])


def _lines(request: Request, width: int) -> list[str]:
    copy = bool(request.query.get("is_second_copy"))
    return renders.receipt_lines(request.register, _receipt(request), width, copy=copy)


def _text(lines: list[str]) -> Answer:
    return Answer(200, "\n".join(lines).encode(), "text/plain; charset=utf-8")


def text(request: Request) -> Answer:
    return _text(_lines(request, request.query["width"]))


def html(request: Request) -> Answer:
    return Answer(200, renders.html(_lines(request, 42)).encode(), "text/html; charset=utf-8")


def png(request: Request) -> Answer:
    receipt = _receipt(request)
    lines = _lines(request, request.query["width"])
    image = renders.picture(lines, renders.qr_value(receipt), request.query["paper_width"])
    return Answer(200, renders.image_bytes(image, "PNG"), "image/png")


def pdf(request: Request) -> Answer:
    image = renders.picture(_lines(request, 42), renders.qr_value(_receipt(request)), 80)
    return Answer(200, renders.image_bytes(image, "PDF"), "application/pdf")


def qrcode(request: Request) -> Answer:
    return Answer(200, renders.qr_png(renders.qr_value(_receipt(request)), 8), "image/png")


def xml(request: Request) -> Answer:
    return Answer(200, renders.xml(_receipt(request)), "application/xml")


def print_blocks(request: Request) -> dict[str, Any]:
    copy = bool(request.query["is_second_copy"])
    return renders.print_blocks(request.register, _receipt(request), request.query["width"], copy=copy)


def report_text(request: Request) -> Answer:
    report = reports.report(request.register, request.parts["report_id"])
    return _text(renders.report_lines(request.register, report, request.query["width"]))


def report_png(request: Request) -> Answer:
    report = reports.report(request.register, request.parts["report_id"])
    lines = renders.report_lines(request.register, report, request.query["width"])
    image = renders.picture(lines, None, request.query["paper_width"])
    return Answer(200, renders.image_bytes(image, "PNG"), "image/png")


def periodical(request: Request) -> Answer:
    """The Z reports made in the interval, summed up."""
    since, until = request.query["from_date"], request.query["to_date"]
    if since > until:
        raise refuse("interval")
    kept = request.register.state.reports.values()
    chosen = [
        one for one in kept if one["is_z_report"] and since.isoformat() <= one["created_at"] <= until.isoformat()
    ]
    return _text(renders.periodical_lines(request.register, chosen, request.query["width"]))


RENDER_ROUTES: Final[tuple[Route, ...]] = (
    Route("GET", "/receipts/{receipt_id}/text", text, token=False, query=TEXT_QUERY),
    Route("GET", "/receipts/{receipt_id}/html", html, token=False, query={"is_second_copy": COPY}),
    Route(
        "GET",
        "/receipts/{receipt_id}/png",
        png,
        token=False,
        query={"is_second_copy": COPY, "width": Parameter(number(22, 100), 30), "paper_width": PAPER},
    ),
    Route("GET", "/receipts/{receipt_id}/pdf", pdf, token=False, query={"is_second_copy": COPY}),
    Route("GET", "/receipts/{receipt_id}/qrcode", qrcode, token=False),
    Route("GET", "/receipts/{receipt_id}/xml", xml, token=False),
    Route("GET", "/receipts/{receipt_id}/print-blocks", print_blocks, token=False, query=TEXT_QUERY),
    Route(
        "GET",
        "/reports/periodical",
        periodical,
        token=False,
        license="needed",
        query={
            **{name: Parameter(one.check, needed=True) for name, one in PERIOD.items()},
            "width": Parameter(number(10, 250), 42),
            "is_short": Parameter(yes_or_no, False),
        },
    ),
    Route(
        "GET", "/reports/{report_id}/text", report_text, token=False, query={"width": Parameter(number(10, 250), 42)}
    ),
    Route(
        "GET",
        "/reports/{report_id}/png",
        report_png,
        token=False,
        query={"width": Parameter(number(22, 100), 34), "paper_width": PAPER},
    ),
)
