"""Asks the vendors about keys that are not kept yet, each through a client of its own that is closed at once."""

import contextlib
from datetime import UTC, datetime
from typing import Final
from uuid import uuid4

from pos_app import __version__
from pos_app.app.compose import CLIENT_NAME
from pos_app.app.settings import SettingsOfTill
from pos_app.checkbox import CheckboxClient
from pos_app.checkbox import open_http as open_checkbox_http
from pos_app.checkbox.errors import AnswerClass, CheckboxError
from pos_app.checkbox.models.cashier import Me
from pos_app.checkbox.models.words import SignatureType
from pos_app.domain.errors import PosError, Unreachable, refused
from pos_app.smartkasa import Credentials, KeyRefused, MemoryTokens, SmartKasaClient, SmartKasaError, every
from pos_app.smartkasa import open_http as open_smartkasa_http
from pos_app.till.shop_setup import (
    CheckboxAnswer,
    CheckboxDraft,
    ShopOfAccount,
    Signer,
    SmartKasaAnswer,
    SmartKasaDraft,
)

_BY_ITSELF: Final = frozenset(
    {SignatureType.CLOUD_SIGNATURE, SignatureType.CLOUD_SIGNATURE_2, SignatureType.DEPOSITSIGN, SignatureType.SMARTSIGN}
)
"""Signatures that need no program on a computer of the shop."""
_SILENT: Final = "{name} не відповідає. Перевірте інтернет. Нічого не змінено."


async def ask_checkbox(settings: SettingsOfTill, draft: CheckboxDraft, license_key: str) -> CheckboxAnswer:
    """Who the key's register and the cashier are. The cashier is signed out again; no document is made."""
    if not license_key:
        raise refused("license_invalid", "Впишіть ключ ліцензії каси: він є в кабінеті Checkbox.")
    if not draft.pin_code and not (draft.login and draft.password):
        raise refused("wrong_pin", "Впишіть PIN-код касира, або логін і пароль: без них ключ не перевірити.")
    section, timeout_s = settings.checkbox, settings.fiscal.request_timeout_s
    async with open_checkbox_http(section.base_url, timeout_s) as http:
        client = CheckboxClient(
            http,
            base_url=section.base_url,
            license_key=license_key,
            access_key=section.access_key.get_secret_value() if section.access_key else None,
            client_name=CLIENT_NAME,
            client_version=__version__,
            device_id=str(uuid4()),
            timeout_s=timeout_s,
        )
        try:
            return await _look(client, draft)
        except CheckboxError as error:
            raise _in_words(error, by_pin=bool(draft.pin_code)) from error


async def _look(client: CheckboxClient, draft: CheckboxDraft) -> CheckboxAnswer:
    register = await client.info()
    if draft.pin_code:
        await client.sign_in_pin(draft.pin_code)
    else:
        await client.sign_in(draft.login, draft.password)
    try:
        me = await client.me()
        signer = await _signer(client, me)
    finally:
        with contextlib.suppress(CheckboxError):
            await client.sign_out()
    seller = me.organization.title if me.organization is not None else ""
    return CheckboxAnswer(
        register=register.fiscal_number,
        title=register.title or register.number or "",
        address=register.address or "",
        test=register.is_on_test or me.is_on_test,
        cashier=me.full_name,
        seller=seller,
        signer=signer,
        certificate_end=me.certificate_end.date() if me.certificate_end is not None else None,
        has_shift=bool(register.has_shift),
    )


async def _signer(client: CheckboxClient, me: Me) -> Signer:
    try:
        state = await client.check_signature()
    except CheckboxError:
        return Signer.UNKNOWN
    if state.online:
        return Signer.CLOUD if me.signature_type in _BY_ITSELF else Signer.ON
    return Signer.OFF


def _in_words(error: CheckboxError, *, by_pin: bool) -> PosError:
    if isinstance(error, Unreachable) and error.answer is not AnswerClass.THROTTLED:
        return Unreachable(_SILENT.format(name="Checkbox"))
    if error.answer is AnswerClass.CREDENTIALS:
        words = "Checkbox не знає такого PIN-коду." if by_pin else "Checkbox не знає такого логіна або пароля."
        return refused("wrong_pin", words)
    return error


async def ask_smartkasa(
    settings: SettingsOfTill, draft: SmartKasaDraft, api_key: str, password: str
) -> SmartKasaAnswer:
    """The account's shops; `shop_needed` where the account has none, or not the chosen one."""
    if not (api_key and draft.phone_number and password):
        raise refused("setup_incomplete", "Впишіть API-ключ, телефон і пароль SmartKasa.")
    timeout_s = settings.fiscal.request_timeout_s
    async with open_smartkasa_http(timeout_s=timeout_s) as http:
        client = SmartKasaClient(
            http,
            base_url=settings.smartkasa.base_url,
            api_key=api_key,
            timeout_s=timeout_s,
            token_store=MemoryTokens(),
            now=lambda: datetime.now(UTC),
        )
        try:
            shops = await _shops(client, Credentials(draft.phone_number, password))
        except SmartKasaError as error:
            if isinstance(error, Unreachable) and error.code == "unreachable":
                raise Unreachable(_SILENT.format(name="SmartKasa")) from error
            raise
        except UnicodeError as error:
            # a key that cannot even be sent
            raise KeyRefused from error
    if not shops:
        raise refused("shop_needed", "У цьому обліковому записі SmartKasa немає магазину.")
    known = {shop.id for shop in shops}
    if draft.shop_id and draft.shop_id not in known:
        return SmartKasaAnswer(shops, 0)
    return SmartKasaAnswer(shops, draft.shop_id or (shops[0].id if len(shops) == 1 else 0))


async def _shops(client: SmartKasaClient, credentials: Credentials) -> tuple[ShopOfAccount, ...]:
    await client.sign_in(credentials.phone_number, credentials.password)
    try:
        pages = [page async for page in every(lambda number: client.list_shops(page=number))]
    finally:
        with contextlib.suppress(SmartKasaError):
            await client.sign_out()
    return tuple(
        ShopOfAccount(shop.id, shop.title or str(shop.id), bool(shop.fiscalization_enabled))
        for page in pages
        for shop in page.items
    )
