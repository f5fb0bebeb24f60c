"""Card payments in words: the five steps of one that runs, and what may be done about one that was left."""

from enum import StrEnum
from typing import Final

from pos_app.devices.terminal import TerminalStep
from pos_app.domain.card import Attempt, AttemptKind, AttemptState
from pos_app.till.state import TillState
from pos_app.ui.i18n import told, tr
from pos_app.ui.register_words import Explained
from pos_app.ui.widgets.rows import Row, Tone
from pos_app.ui.widgets.steps import Step, StepState
from pos_app.ui.words import clock, hryvnias, money


class Phase(StrEnum):
    """How far a card payment is. BY_HAND: the cashier works the terminal; CHECKBOX: the receipt's fate is not known."""

    BY_HAND = "by_hand"
    READY = "ready"
    WORKING = "working"
    UNKNOWN = "unknown"
    HELD = "held"
    PAYING = "paying"
    CHECKBOX = "checkbox"


_PLACES: Final = {
    Phase.BY_HAND: 0,
    Phase.READY: 0,
    Phase.WORKING: 1,
    Phase.UNKNOWN: 2,
    Phase.HELD: 3,
    Phase.PAYING: 3,
    Phase.CHECKBOX: 3,
}
_UNSURE: Final = {Phase.UNKNOWN, Phase.CHECKBOX}


def phase_of(state: TillState) -> Phase:
    """How the present basket's card payment stands, by what the till says of it."""
    attempts = state.card.of(state.cart)
    if any(one.is_open for one in attempts):
        return Phase.WORKING if state.card.step else Phase.UNKNOWN
    if any(one.is_loose and not one.manual for one in attempts):
        return Phase.HELD
    return Phase.BY_HAND if state.card.manual else Phase.READY


def paid_by_card(state: TillState) -> int:
    """Kopecks that the terminal has approved for the present basket, while no receipt carries them."""
    return sum(one.moved for one in state.card.of(state.cart) if one.is_loose and not one.manual)


def card_may_have_paid(state: TillState) -> bool:
    """Has a card paid for the present basket, or does nobody know whether it has?"""
    return phase_of(state) in {Phase.WORKING, Phase.UNKNOWN, Phase.HELD}


def steps(phase: Phase, due: int, *, by_hand: bool, doing: str, last: str = "") -> list[Step]:
    """The five steps; `doing`: the terminal's own step, `due`: what it is asked for (kopecks), `last`: how it ends."""
    sum_ = money(due)
    words = [
        tr("Наберіть на терміналі {due}").format(due=sum_) if by_hand else tr("На термінал: {due}").format(due=sum_),
        step_in_words(doing) if phase is Phase.WORKING else tr("Покупець прикладає картку"),
        tr("Термінал схвалив: Enter") if by_hand else tr("Термінал схвалив"),
        tr("Реєструємо чек"),
        last or tr("Готово, друкуємо"),
    ]
    place = _PLACES[phase]
    if phase in _UNSURE:
        words[place] = tr("Результат невідомий")
    if phase is Phase.HELD:
        words[place] = tr("Чека ще немає")
    present = StepState.UNKNOWN if phase in _UNSURE else StepState.STOPPED if phase is Phase.HELD else StepState.NOW
    states = [StepState.DONE if at < place else present if at == place else StepState.TO_COME for at in range(5)]
    return [Step(text, state) for text, state in zip(words, states, strict=True)]


def button_of(phase: Phase, *, by_card: bool, by_hand: bool, typing: bool) -> str:
    """What the payment pane's green button does."""
    if phase is Phase.WORKING:
        return tr("Чекаємо на термінал…")
    if phase is Phase.PAYING:
        return tr("Реєструємо чек…")
    if phase is Phase.UNKNOWN and typing:
        return tr("Так, списано")
    if phase in _UNSURE:
        return tr("Перевірити ще раз")
    if by_card:
        return tr("Термінал схвалив") if by_hand else tr("Надіслати на термінал")
    return tr("Оплачено")


def no_slip() -> str:
    """The button that denies a charge: broken between its last words it would say the opposite."""
    return tr("Чека немає, не\u00a0списано")


def step_in_words(step: str) -> str:
    """What the terminal does, by the step that it tells."""
    return {
        TerminalStep.PIN: tr("Покупець вводить PIN-код"),
        TerminalStep.BANK: tr("Банк перевіряє картку"),
        TerminalStep.CASHIER: tr("Термінал чекає на касира"),
        TerminalStep.SLIP: tr("Термінал друкує чек"),
    }.get(TerminalStep(step), tr("Покупець прикладає картку"))


def kind_of(attempt: Attempt) -> str:
    """What the money was to do."""
    if attempt.is_withdrawal and attempt.kind is AttemptKind.PURCHASE:
        return tr("Видача готівки")
    return {
        AttemptKind.PURCHASE: tr("Оплата карткою"),
        AttemptKind.REFUND: tr("Повернення на картку"),
        AttemptKind.REVERSAL: tr("Скасування оплати"),
    }[attempt.kind]


def attempt_row(attempt: Attempt) -> Row:
    """An unsettled payment as a row of the list."""
    words = tr("Результат невідомий") if attempt.is_open else tr("Схвалено, чека немає")
    figure = hryvnias(attempt.moved or attempt.amount)
    tone = Tone.WARN if attempt.is_open else Tone.STOP
    return Row(attempt.id, kind_of(attempt), words, figure, clock(attempt.at), "alert", tone)


def attempt_in_words(attempt: Attempt, state: TillState) -> Explained:
    """What happened, where the money is, what next."""
    if attempt.is_open:
        what = told(attempt.reason) or tr("Термінал не відповів.")
        return Explained(what, tr("Невідомо. Вдруге картку не прикладайте."), tr("Каса питає термінал сама."))
    if attempt.kind is AttemptKind.REFUND and attempt.moved != attempt.amount:
        what = tr("Термінал повернув {sum}, а треба {due}.").format(sum=money(attempt.moved), due=money(attempt.amount))
        return Explained(what, tr("Ні: сума інша."), tr("Скасуйте на терміналі і поверніть ще раз."))
    if attempt.kind is AttemptKind.REFUND:
        return Explained(
            tr("Гроші повернено на картку, чека повернення немає."),
            tr("Так. Вдруге не повертайте."),
            tr("Завершіть повернення: зареєструємо чек."),
        )
    if attempt.is_withdrawal and attempt.moved != attempt.amount:
        what = tr("Термінал списав {sum}, а треба {due}.").format(sum=money(attempt.moved), due=money(attempt.amount))
        return Explained(what, tr("Ні: сума інша."), tr("Скасуйте на терміналі і почніть видачу знову."))
    if attempt.is_withdrawal:
        return Explained(
            tr("Гроші з картки списано для видачі готівки, чека немає."),
            tr("Так, гроші отримав магазин. Готівки ще не видавайте, вдруге не списуйте."),
            tr("Завершіть видачу: зареєструємо чек. Або скасуйте оплату."),
        )
    mine = attempt in state.card.of(state.cart)
    then = tr("Оплата → Картка: завершити чек. Або скасуйте оплату.")
    other = tr("Візьміть відкладений чек і завершіть його. Або скасуйте оплату.")
    what = tr("Гроші з картки списано, чека ще немає.")
    return Explained(what, tr("Так, гроші отримав магазин. Вдруге не списуйте."), then if mine else other)


def partly_paid(paid: int, due: int) -> str:
    """What to do where a card has paid less than it was asked for."""
    return tr("Карткою оплачено {sum} з {due}. Доплатіть карткою чи готівкою або скасуйте оплату карткою.").format(
        sum=money(paid), due=money(due)
    )


def strip_words(state: TillState) -> str:
    """What the strip says of the present basket's payment, "" where there is nothing to say."""
    unknown = next((one for one in state.card.unsettled if one.is_open), None)
    if unknown is not None and not state.card.step and unknown.state is AttemptState.UNKNOWN:
        return tr("{what} {sum}: результат невідомий. Вдруге картку не прикладайте.").format(
            what=kind_of(unknown), sum=money(unknown.amount)
        )
    given = next((one for one in state.card.unsettled if one.is_loose and one.is_withdrawal), None)
    if given is not None:
        return tr("З картки списано {sum} для видачі. Завершіть видачу або скасуйте.").format(sum=money(given.moved))
    held = paid_by_card(state)
    if 0 < held < state.totals.total:
        return partly_paid(held, state.totals.total)
    return tr("Карткою вже оплачено {sum}. Завершіть чек або скасуйте оплату.").format(sum=money(held)) if held else ""
