"""What each vendor's form asks for: the fields with what is typed, and the commands made of it."""

from collections.abc import Sequence
from typing import Any, Final, Protocol

from pos_app.till.shop_setup import CheckboxAnswer, CheckboxDraft, Opens, SetupView, SmartKasaAnswer, SmartKasaDraft
from pos_app.ui.engine import Command
from pos_app.ui.i18n import tr
from pos_app.ui.screens.sheet import Entry
from pos_app.ui.setup_words import checkbox_facts, smartkasa_facts
from pos_app.ui.widgets.rows import Row, Tone

_DOTS: Final = "●●●●"


class Fields(Protocol):
    """The fields of one vendor. What is typed is forgotten by `begin`."""

    @property
    def title(self) -> str: ...
    @property
    def words(self) -> str: ...
    @property
    def secret(self) -> bool:
        """Was a key or a password typed that wants a safe?"""
        ...

    @property
    def complete(self) -> bool:
        """Is nothing left to choose of what the vendor said?"""
        ...

    def begin(self, view: SetupView) -> None: ...
    def entries(self) -> Sequence[Entry]: ...
    def take(self, key: str, text: str) -> bool:
        """Take what was typed or chosen. → must the vendor be asked anew?"""
        ...

    def following(self, key: str) -> str:
        """The field that is asked after this one because nothing stands in it yet; empty for none."""
        ...

    def ask(self) -> Command[Any]: ...
    def facts(self, answer: Any) -> list[Row]:
        """What the vendor said, as rows."""
        ...

    def keep(self, *, in_file: bool) -> Command[Any]: ...


class _Typed:
    """What is typed, by field."""

    def __init__(self) -> None:
        self.typed: dict[str, str] = {}
        self.view = SetupView(Opens.SANDBOX, "")

    def begin(self, view: SetupView) -> None:
        """Begin with what is kept, and with nothing typed."""
        self.view, self.typed = view, {}


class CheckboxFields(_Typed):
    """The register's licence key, and a cashier by whom it is checked."""

    @property
    def title(self) -> str:
        """Over the words."""
        return tr("Ключ каси Checkbox")

    @property
    def words(self) -> str:
        """Where the key comes from, and who signs."""
        return tr(
            "Ключ ліцензії каси є в кабінеті Checkbox, у розділі «Каси». Скопіюйте його, вставте (Ctrl+V) або "
            "наберіть. PIN-код касира потрібен лише для перевірки: каса його не зберігає. Чеки підписує касир "
            "своїм ключем: хмарний працює сам, а для ключа на комп'ютері запустіть програму Checkbox Підпис."
        )

    @property
    def secret(self) -> bool:
        """Was a key typed?"""
        return bool(self.typed.get("license"))

    @property
    def complete(self) -> bool:
        """Nothing is chosen here."""
        return True

    @property
    def _by_pin(self) -> bool:
        return self.typed.get("way", "pin") == "pin"

    def entries(self) -> Sequence[Entry]:
        """The key, and the cashier in one of two ways."""
        key, kept = self.typed.get("license", ""), self.view.license_tail
        ways = (("pin", tr("PIN-код")), ("login", tr("Логін і пароль")))
        return [
            Entry(
                "license", tr("Ключ ліцензії каси"), _tail(key or kept), _saved(kept, key), caption=tr("Ключ ліцензії"),
                start=key, letters="AB1", tone=_tone(key or kept),
            ),
            Entry("way", tr("Касир входить"), dict(ways)["pin" if self._by_pin else "login"], choices=ways),
            *self._cashier(),
        ]  # fmt: skip

    def _cashier(self) -> Sequence[Entry]:
        if self._by_pin:
            return [self._field("pin", tr("PIN-код касира"), "123", hidden=True)]
        return [
            self._field("login", tr("Логін касира"), "AB1"),
            self._field("password", tr("Пароль касира"), "AB1", hidden=True),
        ]

    def _field(self, name: str, title: str, letters: str, *, hidden: bool = False) -> Entry:
        value = self.typed.get(name, "")
        said = (_DOTS if hidden else value) if value else tr("впишіть")
        return Entry(name, title, said, caption=title, letters=letters, hidden=hidden, tone=_tone(value))

    def take(self, key: str, text: str) -> bool:
        """Whatever it is, Checkbox must be asked anew."""
        self.typed[key] = text
        return True

    def following(self, key: str) -> str:
        """The cashier after the key."""
        first = "pin" if self._by_pin else "login"
        following = {"license": first, "way": first, "login": "password"}.get(key, "")
        return "" if self.typed.get(following) else following

    def _draft(self) -> CheckboxDraft:
        typed = self.typed
        if self._by_pin:
            return CheckboxDraft(typed.get("license", ""), pin_code=typed.get("pin", ""))
        login, password = typed.get("login", ""), typed.get("password", "")
        return CheckboxDraft(typed.get("license", ""), login=login, password=password)

    def ask(self) -> Command[CheckboxAnswer]:
        """Who is it?"""
        draft = self._draft()
        return lambda till: till.setup.ask_checkbox(draft)

    def facts(self, answer: CheckboxAnswer) -> list[Row]:
        """Register, cashier, signature."""
        return checkbox_facts(answer)

    def keep(self, *, in_file: bool) -> Command[CheckboxAnswer]:
        """Keep the key."""
        draft = self._draft()
        return lambda till: till.setup.keep_checkbox(draft, in_file=in_file)


class SmartKasaFields(_Typed):
    """The account that goods and prices come from, and the shop in it."""

    def __init__(self) -> None:
        super().__init__()
        self._answer = SmartKasaAnswer((), 0)

    @property
    def title(self) -> str:
        """Over the words."""
        return tr("Доступ до SmartKasa")

    @property
    def words(self) -> str:
        """Where it comes from, and what a till is without it."""
        return tr(
            "API-ключ дає SmartKasa на прохання власника. Телефон і пароль — ті, з якими ви входите до SmartKasa. "
            "Якщо магазинів кілька, після перевірки оберіть той, де стоїть ця каса. Без SmartKasa каса "
            "відкриється, але товарів у ній не буде."
        )

    @property
    def secret(self) -> bool:
        """Was a key or a password typed?"""
        return bool(self.typed.get("api_key") or self.typed.get("password"))

    @property
    def complete(self) -> bool:
        """Is the shop known?"""
        return bool(self._answer.shop_id)

    def begin(self, view: SetupView) -> None:
        """Begin anew, with the shop that is kept."""
        super().begin(view)
        self._answer = SmartKasaAnswer((), view.shop_id)

    @property
    def _phone(self) -> str:
        return self.typed.get("phone", self.view.phone_number)

    def entries(self) -> Sequence[Entry]:
        """Key, phone, password; the shop where there are several."""
        key, password, kept = self.typed.get("api_key", ""), self.typed.get("password", ""), self.view.api_tail
        entries = [
            Entry(
                "api_key", tr("API-ключ"), _tail(key or kept), _saved(kept, key), caption=tr("API-ключ SmartKasa"),
                start=key, letters="AB1", tone=_tone(key or kept),
            ),
            Entry(
                "phone", tr("Телефон"), self._phone or tr("впишіть"), caption=tr("Телефон у SmartKasa"),
                start=self._phone or "380", tone=_tone(self._phone),
            ),
            Entry(
                "password", tr("Пароль SmartKasa"), _DOTS if password or kept else tr("впишіть"),
                _saved(kept, password), caption=tr("Пароль SmartKasa"), letters="AB1", hidden=True,
                tone=_tone(password or kept),
            ),
        ]  # fmt: skip
        names = {str(shop.id): shop.title for shop in self._answer.shops}
        if len(names) > 1:
            chosen = names.get(str(self._answer.shop_id), "")
            choices = tuple(names.items())
            entries.append(
                Entry("shop", tr("Магазин"), chosen or tr("оберіть"), choices=choices, tone=_tone(chosen))
            )
        return entries

    def take(self, key: str, text: str) -> bool:
        """The shop is chosen of what was answered; all else is asked about anew."""
        if key == "shop":
            self._answer = SmartKasaAnswer(self._answer.shops, int(text))
            return False
        self.typed[key] = text
        return True

    def following(self, key: str) -> str:
        """Phone and password after the key."""
        following = {"api_key": "phone", "phone": "password"}.get(key, "")
        return "" if self.typed.get(following) else following

    def _draft(self) -> SmartKasaDraft:
        typed = self.typed
        return SmartKasaDraft(
            typed.get("api_key", ""), self._phone, typed.get("password", ""), self._answer.shop_id
        )

    def ask(self) -> Command[SmartKasaAnswer]:
        """Which shops are there?"""
        draft = self._draft()
        return lambda till: till.setup.ask_smartkasa(draft)

    def facts(self, answer: SmartKasaAnswer | None) -> list[Row]:
        """The shop; with no other answer that of the last."""
        self._answer = answer or self._answer
        return smartkasa_facts(self._answer)

    def keep(self, *, in_file: bool) -> Command[SmartKasaAnswer]:
        """Keep the account and the shop."""
        draft = self._draft()
        return lambda till: till.setup.keep_smartkasa(draft, in_file=in_file)


def _tail(key: str) -> str:
    return f"…{key[-4:]}" if key else tr("впишіть")


def _saved(kept: str, typed: str) -> str:
    return tr("збережено раніше") if kept and not typed else ""


def _tone(value: str) -> Tone:
    return Tone.GOOD if value else Tone.WARN
