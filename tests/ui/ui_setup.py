"""Setting a shop up, in memory: one key and one account are right."""

from dataclasses import replace
from datetime import date
from typing import Any

from ui_said_by_others import SECOND_SHOP, SIGNER

from pos_app.domain.errors import PosError, Unreachable, refused
from pos_app.till.shop_setup import (
    CheckboxAnswer,
    CheckboxDraft,
    Opens,
    Safe,
    SetupView,
    ShopOfAccount,
    Signer,
    SmartKasaAnswer,
    SmartKasaDraft,
)

KEY = "b1ad0eea38bb9d2c0bc7df64"
API_KEY = "sk-77e3"
SHOPS = (ShopOfAccount(37958, "Магазин «Затишок»"), ShopOfAccount(37959, SECOND_SHOP, fiscalizes=True))
ANSWER = CheckboxAnswer(
    "4000162280", "Каса 2", "м. Київ, вул. Ярославів Вал, 14", False, SIGNER,
    "ТОВ «Затишна крамниця»", Signer.OFF, date(2027, 8, 14), True,
)  # fmt: skip


class FakeSetup:
    """The desk of the till's door."""

    def __init__(self, till: Any) -> None:
        self.till = till
        self.kept = SetupView(Opens.SANDBOX, "/home/olena/.config/pos-app/till.toml", has_keyring=True)
        self.here = True
        self.answer = ANSWER
        self.shops = SHOPS
        self.silent = False
        self.refusal: PosError | None = None

    async def view(self) -> SetupView | None:
        return self.kept if self.here else None

    async def ask_checkbox(self, draft: CheckboxDraft) -> CheckboxAnswer:
        self._called("ask_checkbox", draft)
        if draft.license_key not in {"", KEY}:
            raise refused("license_invalid")
        if draft.pin_code != "1234" and draft.password != "pass-1":
            raise refused("wrong_pin", "Checkbox не знає такого PIN-коду.")
        return self.answer

    async def keep_checkbox(self, draft: CheckboxDraft, *, in_file: bool = False) -> CheckboxAnswer:
        answer = await self.ask_checkbox(draft)
        self._called("keep_checkbox", in_file)
        self._keep(in_file, license_tail=KEY[-4:], register=answer.register)
        return answer

    async def ask_smartkasa(self, draft: SmartKasaDraft) -> SmartKasaAnswer:
        self._called("ask_smartkasa", draft)
        if draft.api_key not in {"", API_KEY}:
            raise refused("smartkasa_key_refused", "SmartKasa не приймає API-ключ. Перевірте ключ у налаштуваннях.")
        return SmartKasaAnswer(self.shops, draft.shop_id or (self.shops[0].id if len(self.shops) == 1 else 0))

    async def keep_smartkasa(self, draft: SmartKasaDraft, *, in_file: bool = False) -> SmartKasaAnswer:
        answer = await self.ask_smartkasa(draft)
        self._called("keep_smartkasa", in_file)
        self._keep(in_file, api_tail=API_KEY[-4:], phone_number=draft.phone_number, shop_id=draft.shop_id)
        return answer

    async def open_as(self, opens: Opens) -> SetupView:
        self._called("open_as", opens)
        if self.till.state.shift is not None:
            raise refused("setup_shift_open")
        self.kept = replace(self.kept, restart=opens is not self.kept.opens)
        return self.kept

    def _keep(self, in_file: bool, **changes: Any) -> None:
        if self.refusal is not None:
            raise self.refusal
        if not in_file and not self.kept.has_keyring:
            raise refused("keyring_none")
        self.kept = replace(self.kept, keys_in=Safe.FILE if in_file else Safe.KEYRING, **changes)

    def _called(self, name: str, *given: Any) -> None:
        self.till.calls.append((name, *given))
        if self.silent:
            raise Unreachable("Checkbox не відповідає. Перевірте інтернет. Нічого не змінено.")
