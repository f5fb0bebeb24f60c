"""What Checkbox says of the register and its owner: what a receipt's head, its taxes and the pace of sending need."""

from collections.abc import Mapping
from dataclasses import dataclass

from pos_app.checkbox.models.register import Register
from pos_app.domain.receipt import Seller
from pos_app.domain.register import RegisterInfo
from pos_app.domain.tax import Tax
from pos_app.fiscal.courier import Courier
from pos_app.fiscal.reading import limits_of, register_info, seller_of, taxes_of


@dataclass(frozen=True, slots=True)
class Facts:
    """The tax table, the seller's rows, the register as the server sees it, the organisation's limits."""

    taxes: tuple[Tax, ...]
    seller: Seller
    info: RegisterInfo
    limits: Mapping[str, int]
    register: Register


async def read_facts(courier: Courier) -> Facts:
    """Four questions that change nothing; raises `CheckboxError`."""
    client, read = courier.client, courier.read
    me = await read(client.me)
    taxes = taxes_of(await read(client.taxes))
    organization = await read(client.organization)
    register = await read(client.info)
    info = register_info(register, test=me.is_on_test, certificate_end=me.certificate_end)
    return Facts(taxes, seller_of(organization, register, me), info, limits_of(me), register)
