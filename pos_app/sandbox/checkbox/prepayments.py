"""Purchases paid in parts at the sandbox register: prepayment, after-payment, and giving the whole chain back."""

from collections.abc import Mapping
from typing import Any, Final

from pos_app.sandbox.checkbox import answers, bills, documents, receipts, requests, shapes
from pos_app.sandbox.checkbox.access import need_no_kasa, need_right
from pos_app.sandbox.checkbox.arithmetic import due
from pos_app.sandbox.checkbox.bills import Bill
from pos_app.sandbox.checkbox.desk import Answer, Parameter, Request, Route, json_answer
from pos_app.sandbox.checkbox.queries import PERIOD, paged
from pos_app.sandbox.checkbox.refusals import refuse
from pos_app.sandbox.checkbox.register import Register
from pos_app.sandbox.checkbox.settings import CashierAccount
from pos_app.sandbox.checkbox.state import PrepaymentChain, Receipt

NO_DOCUMENT: Final = (
    *("id", "fiscal_code", "fiscal_date", "order_id", "previous_receipt_id", "related_receipt_id", "barcode"),
    *("custom", "context", "technical_return", "stock_code", "header", "footer"),
)
CHAIN_FIELDS: Final = (
    *("id", "serial", "status", "goods", "payments", "total_sum", "total_payment", "total_rest", "round_sum"),
    *("fiscal_code", "fiscal_date", "delivered_at", "taxes", "discounts", "created_at", "updated_at"),
    *("is_created_offline", "is_sent_dps", "delivery"),
)
FREE_OF_DOCUMENT: Final[dict[str, Any]] = dict.fromkeys(NO_DOCUMENT)


def _reduction(value: int) -> dict[str, Any]:
    """The adjustment that leaves only the part paid by this receipt."""
    return {
        "type": "PRE_PAYMENT",
        "mode": "VALUE",
        "value": value,
        "tax_code": None,
        "tax_codes": None,
        "name": "Передплата",
        "privilege": None,
    }


def prepay(register: Register, cashier: CashierAccount, body: dict[str, Any]) -> Receipt:
    """The first payment of a purchase: less than its total."""
    need_no_kasa(register)
    register.working_shift(cashier)
    receipts.need_new_id(register, body["id"])
    relation = body["custom_relation_id"] or register.new_id().replace("-", "")[:14]
    if relation in register.state.chains:
        raise refuse("relation_exists")
    whole = bills.work_out(register, body)
    if whole.kind != "SELL" or not 0 < whole.paid < whole.totals.total:
        raise refuse("prepayment_sum")
    chain = PrepaymentChain(
        id=register.new_id(),
        relation_id=relation,
        status="PARTIAL_PAID",
        goods=body["goods"],
        discounts=body["discounts"],
        total=whole.totals.total,
        created_at=register.now(),
    )
    receipt = _pay(register, cashier, chain, {**FREE_OF_DOCUMENT, **body}, whole.paid)
    register.state.chains[relation] = chain
    return receipt


def after_pay(register: Register, cashier: CashierAccount, relation: str, body: dict[str, Any]) -> Receipt:
    """A further payment; the one that reaches the total is the after-payment."""
    need_no_kasa(register)
    chain = find(register, relation)
    register.working_shift(cashier)
    receipts.need_new_id(register, body["id"])
    if chain.status != "PARTIAL_PAID":
        raise refuse("relation_closed")
    paid = sum(payment["value"] for payment in body["payments"])
    if paid <= 0:
        raise refuse("too_small")
    receipt = _pay(register, cashier, chain, {**FREE_OF_DOCUMENT, **body}, min(paid, chain.total - chain.paid))
    if chain.paid == chain.total:
        chain.status = "FULL_PAID"
        chain.after_payment = receipt.id
    return receipt


def _pay(
    register: Register, cashier: CashierAccount, chain: PrepaymentChain, body: dict[str, Any], part: int
) -> Receipt:
    register.need_signer()
    shift = register.working_shift(cashier)
    discounts = [*chain.discounts, _reduction(chain.total - part)]
    document = {**body, "goods": chain.goods, "discounts": discounts}
    bill = bills.work_out(register, document)
    bills.check_payment(bill, shift)
    receipt = receipts.place(register, cashier, shift, document, bill)
    receipt.relation_id = chain.relation_id
    chain.receipts.append(receipt.id)
    chain.paid += part
    chain.paid_by_cash += bill.cash - receipt.total_rest
    chain.updated_at = register.now()
    return receipt


def give_back(register: Register, cashier: CashierAccount, relation: str, body: dict[str, Any]) -> list[Receipt]:
    """Return every receipt of the chain, each by the payments it was paid with."""
    need_no_kasa(register)
    chain = find(register, relation)
    shift = register.working_shift(cashier)
    need_right(cashier, "returns")
    register.need_signer()
    if chain.status == "CANCELLED":
        raise refuse("relation_closed")
    planned = [_return_bill(register, chain, register.state.receipts[one], body) for one in chain.receipts]
    if not body["skip_total_cash_validation"]:
        bills.need_cash(shift, sum(bill.cash for _, bill in planned))
    made = []
    for (document, bill), origin in zip(planned, list(chain.receipts), strict=True):
        receipt = receipts.place(register, cashier, shift, document, bill)
        receipt.relation_id = chain.relation_id
        chain.returned[origin] = receipt.id
        made.append(receipt)
    chain.status = "CANCELLED"
    chain.returned_at = chain.updated_at = register.now()
    return made


def _return_bill(
    register: Register, chain: PrepaymentChain, origin: Receipt, body: dict[str, Any]
) -> tuple[dict[str, Any], Bill]:
    goods = [{**item, "is_return": True} for item in chain.goods]
    discounts = [*chain.discounts, _reduction(chain.total - origin.total_sum)]
    document = {
        **FREE_OF_DOCUMENT,
        **body,
        "goods": goods,
        "discounts": discounts,
        "related_receipt_id": origin.id,
        "payments": _kept_payments(origin),
    }
    bill = bills.work_out(register, document)
    card = bill.paid - bill.cash
    owed = due(bill.totals.total, card, bill.cash > 0, bill.mode)
    for payment in document["payments"]:
        if payment["type"] == "CASH":
            payment["value"] += owed - bill.paid
            break
    return document, bills.work_out(register, document)


def _kept_payments(origin: Receipt) -> list[dict[str, Any]]:
    change = origin.total_rest
    kept = []
    for payment in origin.payments:
        given = dict(payment)
        if given["type"] == "CASH":
            given["value"] -= change
            change = 0
        kept.append(given)
    return kept


def find(register: Register, relation: str) -> PrepaymentChain:
    """A chain by its relation id."""
    chain = register.state.chains.get(relation)
    if chain is None:
        raise refuse("relation_unknown")
    return chain


# -- answers --------------------------------------------------------------------------------------------------------


def short(chain: PrepaymentChain) -> dict[str, Any]:
    """A chain with the ids of its receipts."""
    before = [one for one in chain.receipts if one != chain.after_payment]
    return {
        "id": chain.id,
        "relation_id": chain.relation_id,
        "paid_sum": chain.paid,
        "total_sum": chain.total,
        "left_to_pay": chain.total - chain.paid,
        "paid_by_cash_sum": chain.paid_by_cash,
        "last_returned_receipt_at": answers.iso(chain.returned_at),
        "receipt_chain_count": len(chain.receipts),
        "is_debt_receipt": False,
        "pre_payment_status": chain.status,
        "created_at": answers.iso(chain.created_at),
        "updated_at": answers.iso(chain.updated_at),
        "receipt_chain": {
            "returned_receipts": list(chain.returned.values()),
            "after_payment_receipt": chain.after_payment,
            "pre_payment_receipts": before,
            "returned_receipts_mapping": chain.returned,
        },
    }


def whole(register: Register, chain: PrepaymentChain) -> dict[str, Any]:
    """A chain with its receipts."""

    def shown(identity: str) -> dict[str, Any]:
        full = documents.receipt(register, register.state.receipts[identity])
        return {name: full[name] for name in CHAIN_FIELDS}

    before = [one for one in chain.receipts if one != chain.after_payment]
    return {
        **short(chain),
        "receipts_chain": {
            "pre_payment_receipts": [shown(one) for one in before],
            "after_payment_receipt": None if chain.after_payment is None else shown(chain.after_payment),
        },
    }


def _search(request: Request) -> dict[str, Any]:
    query = request.query
    rows = [
        chain
        for chain in request.register.state.chains.values()
        if (query["from_date"] is None or chain.created_at >= query["from_date"])
        and (query["to_date"] is None or chain.created_at <= query["to_date"])
        and (query["status"] is None or chain.status == query["status"])
        and (query["search"] is None or query["search"] in chain.relation_id)
    ]
    limit, offset = query["limit"], query["offset"]
    shown = [short(chain) for chain in (rows[::-1] if query["desc"] else rows)[offset : offset + limit]]
    return {"meta": {"limit": limit, "offset": offset, "total_items": len(rows)}, "results": shown}


def _one(request: Request) -> dict[str, Any]:
    return whole(request.register, find(request.register, request.parts["relation_id"]))


def _prepay(request: Request) -> Answer:
    receipt = prepay(request.register, request.by, request.body)
    return json_answer(201, documents.receipt(request.register, receipt))


def _after_pay(request: Request) -> Answer:
    receipt = after_pay(request.register, request.by, request.parts["relation_id"], request.body)
    return json_answer(201, documents.receipt(request.register, receipt))


def _give_back(request: Request) -> Answer:
    made = give_back(request.register, request.by, request.parts["relation_id"], request.body)
    return json_answer(201, [documents.receipt(request.register, receipt) for receipt in made])


_SEARCH: Final[Mapping[str, Parameter]] = {
    "search": Parameter(shapes.text()),
    "cash_register_id": Parameter(shapes.uuid),
    "status": Parameter(shapes.one_of("PARTIAL_PAID", "FULL_PAID", "CANCELLED", "PARTIAL_CANCELLED")),
    **PERIOD,
    **paged(1000),
}
PREPAYMENT_ROUTES: Final[tuple[Route, ...]] = (
    Route("GET", "/prepayment-receipts/search", _search, query=_SEARCH),
    Route("POST", "/prepayment-receipts", _prepay, 201, body=requests.PREPAYMENT),
    Route("GET", "/prepayment-receipts/{relation_id}", _one),
    Route("POST", "/prepayment-receipts/{relation_id}", _after_pay, 201, body=requests.AFTER_PAYMENT),
    Route("POST", "/prepayment-receipts/{relation_id}/return", _give_back, 201, body=requests.RETURN_CHAIN),
)
