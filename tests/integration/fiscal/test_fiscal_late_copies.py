"""A copy of a refused receipt that Checkbox takes later: nobody here can know, but its shift's sums tell, by name."""

import asyncio
from typing import Any

import httpx
import pytest

from pos_app.domain.register import Mode
from pos_app.fiscal.trouble import SentBack
from pos_app.sandbox.checkbox import LICENSE_KEY
from pos_app.sandbox.checkbox.troubles import act
from pos_app.sandbox.faults import Fault


def taken_later(world: Any, *, cash: bool = False) -> str:
    """A sale that is refused for the signature, and whose copy comes when the signature works; → its id."""
    act(world.server.register, "signer_off")
    receipt = world.cash_sale(4754) if cash else world.sale(4754)
    assert isinstance(world.error_of(world.sell(receipt)), SentBack)
    act(world.server.register, "signer_on")
    headers = {"Authorization": f"Bearer {world.client.token}", "X-License-Key": LICENSE_KEY, "X-Client-Name": "proxy"}

    async def copy() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(world.server.app)) as proxy:
            return await proxy.post("http://checkbox.test/api/v1/receipts/sell", content=body, headers=headers)

    (body,) = world.posts()
    assert world.run(copy()).status_code == 201
    return str(receipt.id)


def test_the_alarm_of_the_z_report_names_it(world: Any) -> None:
    late = taken_later(world)
    world.run(world.fiscal.close_shift())
    assert world.fiscal.status.mode is Mode.NEEDS_ATTENTION
    world.run(asyncio.sleep(700))
    told = world.fiscal.status.problem.message
    number = world.on_server(late).fiscal_code
    assert told.startswith("Z-звіт не збігається з касою: ")
    assert told.endswith(f"Checkbox провів відхилені тут чеки: {number} на 47,54. Поверніть їх у кабінеті Checkbox.")
    world.run(asyncio.sleep(3000))
    assert len(world.journal("alarm")) == 2


def test_where_checkbox_does_not_answer_it_is_asked_the_next_time(world: Any) -> None:
    late = taken_later(world)
    world.run(world.fiscal.close_shift())
    world.plan.add(Fault("server_error", method="GET", path=f"*/receipts/{late}", times=100))
    world.run(asyncio.sleep(700))
    assert "відхилені" not in world.fiscal.status.problem.message
    world.plan.clear()
    world.run(asyncio.sleep(600))
    assert "відхилені" in world.fiscal.status.problem.message


@pytest.mark.parametrize("kind", ["sale that Checkbox does not have", "close, which is no receipt"])
def test_a_difference_that_no_refused_receipt_explains_is_told_as_it_is(world: Any, kind: str) -> None:
    act(world.server.register, "signer_off")
    refused = world.sell() if kind.startswith("sale") else world.fiscal.close_shift()
    assert world.error_of(refused).code == "signer_off"
    act(world.server.register, "signer_on")
    world.run(world.sell(world.cash_sale()))
    world.server.register.current().sums.cash_sales += 1
    world.run(world.fiscal.close_shift())
    world.run(asyncio.sleep(700))
    assert "відхилені" not in world.fiscal.status.problem.message
    assert len(world.journal("alarm")) == 1


def test_where_the_sums_agree_nothing_is_asked(world: Any) -> None:
    act(world.server.register, "signer_off")
    world.error_of(world.sell())
    act(world.server.register, "signer_on")
    world.run(world.sell(world.cash_sale()))
    asked = world.gets("/receipts/")
    world.run(world.fiscal.close_shift())
    world.run(asyncio.sleep(700))
    assert world.gets("/receipts/") == asked


def test_while_the_cash_of_an_open_shift_differs_it_is_named_once_and_stays_named(world: Any) -> None:
    late = taken_later(world, cash=True)
    world.run(asyncio.sleep(700))
    told = world.fiscal.status.problem.message
    assert told.startswith("Готівка в касі: у нас 0,00, у Checkbox 47,54. Checkbox провів відхилені тут чеки: ")
    asked = world.gets(late)
    world.run(asyncio.sleep(3000))
    assert world.fiscal.status.problem.message == told
    assert world.gets(late) == asked
    assert len(world.journal("alarm")) == 2
