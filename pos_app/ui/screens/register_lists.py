"""The four lists of the register's page: their rows, what each row means, and what may be done about it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

from pos_app.domain.mending import Change
from pos_app.domain.reprint import Reprint, ReprintList, ReprintReason
from pos_app.till.state import TillState, Unsettled
from pos_app.ui.engine import Command
from pos_app.ui.i18n import tr
from pos_app.ui.register_words import (
    ALARM,
    Explained,
    attention_in_words,
    attention_row,
    contact,
    document_in_words,
    document_row,
    reprint_in_words,
    reprint_row,
)
from pos_app.ui.screens.reason_panel import SetAside, Why, why_no_copy, why_set_aside
from pos_app.ui.widgets.register_parts import Deed, Deeds
from pos_app.ui.widgets.rows import Row
from pos_app.ui.words import day_and_time

NOTHING: Final = Explained("", "", "")
NO_DEEDS: Final = Deeds()
MANY: Final = 10
"""So many copies at once are asked for twice: a roll of paper is not undone."""


@dataclass(slots=True)
class Acts:
    """How a list acts: `run` a command, print a `copy`, `ask` for a reason or `mend` first, `redraw` its deeds.

    `state` is the till's of this moment; `parked` leads to the receipts that were put aside.
    """

    run: Callable[[Command[Any]], None]
    copy: Callable[[str], None]
    ask: Callable[[Why, Callable[[str], Command[Any]]], None]
    mend: Callable[[Mapping[str, Any], Callable[[Sequence[Change]], Command[Any]]], None]
    redraw: Callable[[], None]
    state: Callable[[], TillState]
    parked: Callable[[], None]

    def may_decide(self) -> bool:
        """Has the cashier a senior's right?"""
        cashier = self.state().cashier
        return cashier is not None and "settings" in cashier.permissions


class Listing(Protocol):
    """One tab."""

    @property
    def name(self) -> str: ...
    @property
    def empty(self) -> str: ...
    @property
    def count(self) -> int: ...

    def rows(self) -> Sequence[Row]: ...
    def about(self, key: str) -> tuple[str, Explained]: ...
    def deeds(self, key: str) -> Deeds: ...
    def moved(self) -> None: ...


class QueueListing:
    """Documents on their way."""

    def __init__(self, acts: Acts) -> None:
        self._acts = acts
        self._documents: dict[str, Unsettled] = {}
        self.name = tr("Черга")
        self.empty = tr("Черга порожня: Checkbox має все.")

    def take(self, documents: Sequence[Unsettled]) -> None:
        """Other documents."""
        self._documents = {one.id: one for one in documents}

    @property
    def count(self) -> int:
        """All of them, not only those read."""
        return max(len(self._documents), self._acts.state().queue.waiting)

    def rows(self) -> Sequence[Row]:
        """As they go."""
        mode = self._acts.state().mode
        return [document_row(one, mode) for one in self._documents.values()]

    def about(self, key: str) -> tuple[str, Explained]:
        """How far it has come."""
        document = self._documents.get(key)
        if document is None:
            return "", NOTHING
        when = tr("з {time}").format(time=day_and_time(document.since))
        return when, document_in_words(document, self._acts.state().mode)

    def deeds(self, key: str) -> Deeds:  # noqa: ARG002 - they go by themselves
        """Nothing."""
        return NO_DEEDS

    def moved(self) -> None:
        """Nothing is half asked here."""


class AttentionListing:
    """What only a person can settle."""

    def __init__(self, acts: Acts) -> None:
        self._acts = acts
        self._items: dict[str, Mapping[str, Any]] = {}
        self.name = tr("Увага")
        self.empty = tr("Нічого не потребує уваги.")

    def take(self, items: Sequence[Mapping[str, Any]]) -> None:
        """Other documents."""
        self._items = {str(item.get("id")): item for item in items}

    @property
    def count(self) -> int:
        """How many wait."""
        return len(self._items)

    def rows(self) -> Sequence[Row]:
        """The oldest first."""
        return [attention_row(item) for item in self._items.values()]

    def about(self, key: str) -> tuple[str, Explained]:
        """What stopped it."""
        item = self._items.get(key)
        if item is None:
            return "", NOTHING
        words = attention_in_words(item)
        if not self._acts.may_decide():
            words = Explained(words.what, words.safe, tr("Покличте старшого касира: для рішення потрібні права."))
        at = item.get("at")
        return (day_and_time(at) if at else ""), words

    def deeds(self, key: str) -> Deeds:
        """Ask again, or set aside."""
        item = self._items.get(key)
        if item is None:
            return NO_DEEDS
        may = self._acts.may_decide()
        together = int(item.get("together") or 1)
        of_all = f" ({together})" if together > 1 else ""
        ask = tr("Спитати і надіслати ще раз") + of_all
        alarm = str(item.get("kind")) == ALARM
        leave = (tr("Закрити сповіщення з причиною") if alarm else tr("Зняти з черги з причиною")) + of_all
        again = Deed(ask, lambda: self._acts.run(lambda till: till.attention_resend(key)), may)
        aside = Deed(leave, lambda: self._set_aside(key), may)
        if item.get("mend"):
            mend = Deed(tr("Виправити"), lambda: self._acts.mend(item, self._mended(key)), may)
            return Deeds(mend, aside, again)
        return Deeds(again if not alarm else None, aside)

    def _mended(self, key: str) -> Callable[[Sequence[Change]], Command[Any]]:
        return lambda changes: lambda till: till.attention_mend(key, changes)

    def _set_aside(self, key: str) -> None:
        item = self._items.get(key, {})
        kind = SetAside.AT_SERVER if item.get("at_server") else SetAside.NEVER_SENT
        if str(item.get("kind")) == ALARM:
            kind = SetAside.ALARM
        self._acts.ask(why_set_aside(kind), lambda reason: lambda till: till.attention_set_aside(key, reason))

    def moved(self) -> None:
        """Nothing is half asked here."""


@dataclass(slots=True)
class ReprintListing:
    """One part of the reprint list: copies that are due, or (`optional`) papers that only lack the QR."""

    acts: Acts
    optional: bool
    _items: dict[str, Reprint] = field(default_factory=dict)
    _total: int = 0
    _sure: bool = False

    @property
    def name(self) -> str:
        """The tab's name."""
        return tr("Без QR") if self.optional else tr("Передрук")

    @property
    def empty(self) -> str:
        """Where there is nothing."""
        if self.optional:
            return tr("На всіх чеках є QR, або їх прибрано зі списку.")
        return tr("Передруковувати нічого.")

    def take(self, listed: ReprintList) -> None:
        """Other receipts."""
        mine = [item for item in listed.items if (item.reason is ReprintReason.NO_QR) is self.optional]
        self._items = {item.receipt_id: item for item in mine}
        self._total = listed.optional if self.optional else listed.due

    @property
    def count(self) -> int:
        """All of them, not only those read."""
        return self._total

    def rows(self) -> Sequence[Row]:
        """The oldest first."""
        return [reprint_row(item) for item in self._items.values()]

    def about(self, key: str) -> tuple[str, Explained]:
        """Why it stands here."""
        item = self._items.get(key)
        if item is None:
            return "", NOTHING
        when = " · ".join(filter(None, (day_and_time(item.sold_at), contact(item))))
        return when, reprint_in_words(item)

    def deeds(self, key: str) -> Deeds:
        """A copy, all copies, or none."""
        item = self._items.get(key)
        if item is None:
            return NO_DEEDS
        useful = (item.ready or not self.optional) and not item.printing
        copy = Deed(tr("Друк копії"), lambda: self.acts.copy(key), useful)
        leave = Deed(tr("Прибрати"), lambda: self._leave(key), self.optional or (item.ready and self.acts.may_decide()))
        if self._total < 2:
            return Deeds(copy, leave)
        every = Deed(self._every_name(), self._print_all)
        leave_all = Deed(tr("Прибрати всі ({count})").format(count=self._total), self._leave_all)
        return Deeds(copy, leave, every, leave_all if self.optional else None)

    def _every_name(self) -> str:
        name = tr("Так, друкувати {count}") if self._sure else tr("Друкувати всі ({count})")
        return name.format(count=self._total)

    def _print_all(self) -> None:
        if self._total > MANY and not self._sure:
            self._sure = True
            self.acts.redraw()
            return
        self._sure = False
        optional = self.optional
        self.acts.run(lambda till: till.reprint_all(optional=optional))

    def _leave(self, key: str) -> None:
        self.acts.ask(why_no_copy(), lambda reason: lambda till: till.dismiss_reprint(key, reason))

    def _leave_all(self) -> None:
        self.acts.ask(why_no_copy(self._total), lambda reason: lambda till: till.dismiss_optional_reprints(reason))

    def moved(self) -> None:
        """Whoever goes on to another row was not sure."""
        self._sure = False
