"""The list of card payments that are not settled: asked about again, decided, given back or completed."""

from collections.abc import Sequence

from pos_app.domain.card import Attempt, AttemptKind
from pos_app.ui.card_words import attempt_in_words, attempt_row
from pos_app.ui.i18n import tr
from pos_app.ui.register_words import Explained
from pos_app.ui.screens.reason_panel import why_not_charged, why_undone
from pos_app.ui.screens.register_lists import NO_DEEDS, NOTHING, Acts
from pos_app.ui.widgets.register_parts import Deed, Deeds
from pos_app.ui.widgets.rows import Row
from pos_app.ui.words import day_and_time, money


class CardListing:
    """The tab; the state itself holds what is unsettled."""

    def __init__(self, acts: Acts) -> None:
        self._acts = acts
        self.name = tr("Оплати карткою")
        self.empty = tr("Усі оплати карткою завершено.")

    def _attempts(self) -> Sequence[Attempt]:
        return self._acts.state().card.unsettled

    def _attempt(self, key: str) -> Attempt | None:
        return next((one for one in self._attempts() if one.id == key), None)

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self._attempts())

    def rows(self) -> Sequence[Row]:
        """The oldest first."""
        return [attempt_row(one) for one in self._attempts()]

    def about(self, key: str) -> tuple[str, Explained]:
        """What happened, where the money is, what next."""
        attempt = self._attempt(key)
        if attempt is None:
            return "", NOTHING
        approval = attempt.approval
        slip = tr("RRN {rrn}").format(rrn=approval.rrn) if approval and approval.rrn else ""
        when = " · ".join(filter(None, (day_and_time(attempt.at), slip)))
        return when, attempt_in_words(attempt, self._acts.state())

    def deeds(self, key: str) -> Deeds:
        """Ask again or decide; give back or complete."""
        attempt, run = self._attempt(key), self._acts.run
        if attempt is None:
            return NO_DEEDS
        if attempt.is_open:
            again = Deed(tr("Перевірити ще раз"), lambda: run(lambda till: till.check_payment(key)))
            return Deeds(again, Deed(tr("Не списано, з причиною"), lambda: self._decide(key), self._acts.may_decide()))
        undo = Deed(tr("Скасувати на терміналі"), lambda: run(lambda till: till.reverse_payment(key)))
        by_hand = Deed(tr("Повернено без термінала"), lambda: self._undone(key), self._acts.may_decide())
        if attempt.kind is AttemptKind.REFUND and attempt.moved == attempt.amount:
            return Deeds(Deed(tr("Завершити повернення"), lambda: run(lambda till: till.complete_refund(key))), undo)
        if attempt.is_withdrawal and attempt.moved == attempt.amount:
            name = tr("Завершити і видати {sum}").format(sum=money(attempt.amount))
            finish = Deed(name, lambda: run(lambda till: till.complete_withdrawal(key)))
            return Deeds(finish, undo, beside_second=by_hand)
        state = self._acts.state()
        elsewhere = attempt.kind is AttemptKind.PURCHASE and not attempt.is_withdrawal
        aside = elsewhere and attempt not in state.card.of(state.cart)
        first = Deed(tr("Відкладені чеки"), self._acts.parked) if aside else None
        return Deeds(first, undo, beside_second=by_hand)

    def _decide(self, key: str) -> None:
        self._acts.ask(why_not_charged(), lambda reason: lambda till: till.payment_not_charged(key, reason))

    def _undone(self, key: str) -> None:
        self._acts.ask(why_undone(), lambda reason: lambda till: till.reverse_payment(key, reason, by_hand=True))

    def moved(self) -> None:
        """Nothing is half asked here."""
