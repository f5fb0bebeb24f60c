"""The page of people: who has which role, what each role may do, and when the till locks itself."""

from dataclasses import replace
from decimal import Decimal
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from pos_app.domain.roles import GUARDED, Role, RoleRules
from pos_app.till.people_state import PeopleView
from pos_app.ui.desk import Desk
from pos_app.ui.engine import Command
from pos_app.ui.i18n import tr
from pos_app.ui.keys import STEPS, Action
from pos_app.ui.rights_words import limit_words, right_name, role_name
from pos_app.ui.screens.keyed import Keyed
from pos_app.ui.screens.page import TabbedPage
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets.buttons import Role as Colour
from pos_app.ui.widgets.buttons import TouchButton
from pos_app.ui.widgets.labels import Line
from pos_app.ui.widgets.options import Option, OptionRow
from pos_app.ui.widgets.rows import Row, RowList, Tone

LIMIT: Final = "discount_limit"
LIMITS: Final = (0, 3, 5, 7, 10, 15, 20, 30, 50, 100)
IDLE_MINUTES: Final = (0, 1, 2, 5, 10, 15, 30)
_ROLES: Final = (Role.ADMIN, Role.SENIOR, Role.CASHIER, None)


class PersonsPanel(Keyed):
    """Everyone who has worked here, and the role of whoever is chosen."""

    changed = Signal(str, object)
    """A person's id and the role, None for none."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._view = PeopleView()
        self._me = ""
        px = look.px
        body = QHBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(px(12))
        self.rows = RowList(look, height=60, empty=tr("Люди з'являться тут, коли увійдуть."))
        self.rows.moved.connect(self._moved)
        body.addWidget(self.rows, 50)
        side = QVBoxLayout()
        side.setSpacing(px(8))
        what = tr(
            "Доки нікому не дано ролі, діють лише права з Checkbox. Першим зробіть адміністратором себе: "
            "решта стануть касирами, доки не отримають іншої ролі."
        )
        self.begin = Line(look, what, most=4, from_top=True)
        side.addWidget(self.begin)
        side.addStretch(1)
        self.whose = Line(look, size=Size.LARGE, bold=True, most=2, elides=True)
        side.addWidget(self.whose)
        self.buttons: dict[Role | None, TouchButton] = {}
        for number, role in enumerate(_ROLES, 1):
            button = TouchButton(look, role_name(role), role=Colour.TAB, key=str(number))
            button.setCheckable(True)
            button.setFixedHeight(px(64))
            button.clicked.connect(lambda _=False, role=role: self._give(role))
            side.addWidget(button)
            self.buttons[role] = button
        body.addLayout(side, 50)

    def take(self, view: PeopleView, me: str) -> None:
        """The people as the till has them; `me`: who is signed in."""
        self._view, self._me = view, me
        self.begin.setVisible(not view.set_up)
        self.rows.show_rows(
            [
                Row(
                    one.id,
                    one.name or one.id,
                    tr("зараз за касою") if one.id == me else "",
                    role_name(one.role) if one.role or not view.set_up else role_name(Role.CASHIER),
                    icon_name="user",
                )
                for one in view.people
            ]
        )
        self._moved()

    def _moved(self) -> None:
        person = next((one for one in self._view.people if one.id == self.rows.chosen_key()), None)
        self.whose.set_text(tr("Роль: {name}").format(name=person.name or person.id) if person is not None else "")
        for role, button in self.buttons.items():
            button.setEnabled(person is not None)
            button.setChecked(person is not None and person.role == role)

    def _give(self, role: Role | None) -> None:
        key = self.rows.chosen_key()
        self._moved()
        if key is not None:
            self.changed.emit(key, role)

    def do(self, action: Action) -> bool:
        """Arrows choose a person."""
        if action in STEPS:
            self.rows.step(STEPS[action])
            return True
        return False

    def type_text(self, text: str) -> bool:
        """1 to 4 give the roles from the top."""
        if text in {"1", "2", "3", "4"}:
            self._give(_ROLES[int(text) - 1])
        return True


class RightsPanel(Keyed):
    """What a cashier and a senior may do; a touch turns a right on or off, and the limit on."""

    changed = Signal(object, object)
    """A role and its rules."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._view = PeopleView()
        px = look.px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        options = [Option(role.value, role_name(role)) for role in (Role.CASHIER, Role.SENIOR)]
        self.roles = OptionRow(look, options, self._show)
        self.rows = RowList(look, height=52)
        self.rows.taken.connect(self.turn)
        column.addWidget(self.roles)
        column.addWidget(self.rows, 1)
        words = tr("Права, яких не дає Checkbox, роль не додає. Адміністратор може все.")
        column.addWidget(Line(look, words, size=Size.SMALL, colour=look.colours.ink_soft, most=2, from_top=True))

    @property
    def role(self) -> Role:
        """The role whose rights are shown."""
        return Role(self.roles.chosen.key)

    def take(self, view: PeopleView) -> None:
        """The rules as the till has them."""
        self._view = view
        self._show()

    def _show(self) -> None:
        rules = self._view.rules[self.role]
        limit = Row(LIMIT, tr("Найбільша знижка вручну"), figure=limit_words(rules.discount_limit))
        self.rows.show_rows([limit, *(self._row(right, right in rules.rights) for right in GUARDED)])

    @staticmethod
    def _row(right: str, given: bool) -> Row:
        tone = Tone.GOOD if given else Tone.PLAIN
        icon = "check" if given else "close"
        return Row(right, right_name(right), figure=tr("так") if given else tr("ні"), icon_name=icon, tone=tone)

    def turn(self, key: str) -> None:
        """Another limit, or a right given or taken."""
        rules = self._view.rules[self.role]
        if key == LIMIT:
            later = [one for one in LIMITS if one > rules.discount_limit] or [LIMITS[0]]
            self._change(RoleRules(rules.rights, Decimal(later[0])))
        else:
            self._change(RoleRules(rules.rights ^ {key}, rules.discount_limit))

    def _change(self, rules: RoleRules) -> None:
        """The next change is made upon this one, though it is not answered yet: else it would take it back."""
        self._view = replace(self._view, rules={**self._view.rules, self.role: rules})
        self.changed.emit(self.role, rules)

    def do(self, action: Action) -> bool:
        """Arrows choose, Enter turns."""
        if action in STEPS:
            self.rows.step(STEPS[action])
        elif action is Action.ENTER:
            self.rows.take()
        elif action is Action.NEXT:
            self.roles.choose(self.roles.place + 1)
        else:
            return False
        return True


class IdlePanel(Keyed):
    """After how long without a touch the till locks itself."""

    changed = Signal(int)
    """Seconds."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(8))
        column.addWidget(Line(look, tr("Блокувати після бездіяльності"), size=Size.LARGE, bold=True))
        words = tr("Заблокована каса чекає на PIN-код або бейдж. Чек, оплата і черга документів лишаються як були.")
        column.addWidget(Line(look, words, most=2, from_top=True))
        self.rows = RowList(look, height=56)
        self.rows.taken.connect(lambda key: self.changed.emit(int(key)))
        column.addWidget(self.rows, 1)

    def take(self, view: PeopleView) -> None:
        """The time as it is. It is the chosen one, so that a mere Enter changes nothing."""
        times = [minutes * 60 for minutes in IDLE_MINUTES]
        self.rows.show_rows([self._row(seconds, view.idle_lock_s) for seconds in times])
        if view.idle_lock_s in times:
            self.rows.choose(times.index(view.idle_lock_s))

    @staticmethod
    def _row(seconds: int, now: int) -> Row:
        name = tr("{minutes} хв").format(minutes=seconds // 60) if seconds else tr("Ніколи")
        chosen = seconds == now
        return Row(str(seconds), name, figure=tr("обрано") if chosen else "", icon_name="check" if chosen else "")

    def do(self, action: Action) -> bool:
        """Arrows choose, Enter takes."""
        if action in STEPS:
            self.rows.step(STEPS[action])
        elif action is Action.ENTER:
            self.rows.take()
        else:
            return False
        return True


class PeopleScreen(TabbedPage[PersonsPanel | RightsPanel | IdlePanel]):
    """Three panels; each change counts at once."""

    def __init__(self, look: Look, desk: Desk) -> None:
        self._asked = 0
        self.persons = PersonsPanel(look)
        self.persons.changed.connect(self._set_role)
        self.rights = RightsPanel(look)
        self.rights.changed.connect(self._set_rules)
        self.idle = IdlePanel(look)
        self.idle.changed.connect(self._set_idle)
        panels = ((tr("Люди"), self.persons), (tr("Права ролей"), self.rights), (tr("Блокування"), self.idle))
        super().__init__(look, desk, panels)

    def open(self) -> None:
        """Read everything anew."""
        self.tabs.choose(0)
        self._desk.forget_mistake()
        self._change(lambda till: till.people())

    def _set_role(self, person: str, role: object) -> None:
        self._change(lambda till: till.set_role(person, role if isinstance(role, Role) else None))

    def _set_rules(self, role: Role, rules: RoleRules) -> None:
        self._change(lambda till: till.set_role_rules(role, rules))

    def _set_idle(self, seconds: int) -> None:
        self._change(lambda till: till.set_idle_lock(seconds))

    def _change(self, command: Command[PeopleView]) -> None:
        self._asked += 1
        self._desk.start(self._run(command, self._asked))

    async def _run(self, command: Command[PeopleView], number: int) -> None:
        view = await self._desk.attempt(command)
        if view is None:
            view = await self._desk.look_up(lambda till: till.people())
        if number == self._asked:
            cashier = self._desk.state.cashier
            self.persons.take(view, cashier.id if cashier else "")
            self.rights.take(view)
            self.idle.take(view)
        self.show_notice()

    def show_notice(self) -> None:
        """The strip stands under the head while a mistake was made here."""
        self.headline.stand_for(self._desk.state, self._desk.mistake)
