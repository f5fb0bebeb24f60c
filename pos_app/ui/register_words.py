"""The register in sentences: what its mode means, how far each document has come, what only a person can settle."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from pos_app.domain.errors import SENTENCES
from pos_app.domain.mending import MendField
from pos_app.domain.register import Mode, Obstacle, OperationKind, OperationState, WayOut
from pos_app.domain.reprint import Reprint, ReprintReason
from pos_app.till import register_said
from pos_app.till.state import TillState, Unsettled
from pos_app.ui.i18n import told, tr
from pos_app.ui.widgets.rows import Row, Tone
from pos_app.ui.words import clock, day_and_time, hryvnias

ALARM: Final = "ALARM"
"""The kind of an alarm in the list of what needs attention: sums differ, and no document stands behind it."""
RECEIPTS: Final = frozenset({"SELL", "RETURN", "SERVICE_IN", "SERVICE_OUT", "CASH_WITHDRAWAL"})
"""What can be asked about and sent again."""


@dataclass(frozen=True, slots=True)
class Explained:
    """Three answers: what happened, is the money safe, what happens next."""

    what: str
    safe: str
    next: str


def way_out_in_words(blocked: Obstacle) -> str:
    """What a person does about what stands in the way of sales."""
    return told(register_said.way_out(blocked))


def button_in_words(blocked: Obstacle) -> str:
    """The button of the way out; empty where it stands elsewhere: the time is asked about below, documents apart."""
    return {
        WayOut.ASK_AGAIN: tr("Спитати ще раз"),
        WayOut.CLOSE_SHIFT: tr("Закрити зміну"),
    }.get(blocked.way, "")


def mode_in_words(state: TillState, *, at_attention: bool = False) -> tuple[str, str]:
    """What the register does just now, and what that means for the cashier."""
    title, meaning = register_said.mode(state, at_attention=at_attention)
    return told(title), told(meaning)


def mode_tone(state: TillState) -> Tone:
    """Does nothing sell any more, does it want a person, or is all as it should be?"""
    if state.mode is Mode.NEEDS_ATTENTION:
        return Tone.WARN
    blocked = state.blocked
    stands = blocked is not None and blocked.way not in {WayOut.DECIDE, WayOut.CONFIRM_TIME}
    if stands or state.mode is Mode.BLOCKED:
        return Tone.STOP
    return Tone.WARN if state.clock_doubt is not None else Tone.PLAIN


def kind_in_words(kind: str) -> str:
    """What a document is."""
    return {
        "SELL": tr("Продаж"),
        "RETURN": tr("Повернення"),
        "SERVICE_IN": tr("Внесення"),
        "SERVICE_OUT": tr("Вилучення"),
        "CASH_WITHDRAWAL": tr("Видача готівки"),
        "SHIFT_OPEN": tr("Відкриття зміни"),
        "SHIFT_CLOSE": tr("Закриття зміни"),
        "GO_OFFLINE": tr("Перехід в офлайн"),
        "GO_ONLINE": tr("Повернення онлайн"),
        ALARM: tr("Розбіжність сум"),
    }.get(kind, kind)


def document_in_words(item: Unsettled, mode: Mode) -> Explained:
    """How far a document has come, whether it is safe, and what happens with it next."""
    kept = tr("Так. Документ на диску каси, вдруге не проводьте.")
    later = _when_it_goes(mode)
    reason = told(item.reason or "") or tr("Документ відхилено")
    by_state = {
        OperationState.INTENT: (tr("Записано, ще не надіслано"), later),
        OperationState.SENDING: (tr("Надсилаємо в Checkbox"), tr("Чекаємо відповіді Checkbox.")),
        OperationState.AMBIGUOUS: (
            tr("Checkbox не відповів: може, вже має"),
            tr("Спитаємо Checkbox за номером документа. Двічі він не піде."),
        ),
        OperationState.STAMPED: (tr("Оформлено офлайн, чекає черги"), later),
        OperationState.ACCEPTED: (
            tr("Checkbox прийняв, номера ще немає"),
            tr("Чекаємо номер від податкової, спитаємо самі."),
        ),
        OperationState.ATTENTION: (reason, tr("Потрібне рішення: відкрийте «Увага».")),
    }
    what, then = by_state.get(item.state, (item.state.value, later))
    return Explained(what, kept, then)


def _when_it_goes(mode: Mode) -> str:
    return {
        Mode.LOCAL_OFFLINE: tr("Піде сам, щойно Checkbox відповість."),
        Mode.DRAINING: tr("Піде сам за документами перед ним."),
        Mode.BLOCKED: tr("Піде сам, щойно перешкоду вгорі усунуть."),
        Mode.NEEDS_ATTENTION: tr("Піде сам після рішення щодо документа перед ним."),
    }.get(mode, tr("Піде сам найближчими секундами."))


def document_row(item: Unsettled, mode: Mode) -> Row:
    """A document on its way as a row of the list."""
    tones = {OperationState.ATTENTION: Tone.STOP, OperationState.AMBIGUOUS: Tone.WARN}
    title = " · ".join(filter(None, (kind_in_words(item.kind), item.fiscal_code)))
    figure = hryvnias(item.total) if item.kind.value in RECEIPTS else ""
    since = tr("з {time}").format(time=clock(item.since))
    tone = tones.get(item.state, Tone.PLAIN)
    return Row(item.id, title, document_in_words(item, mode).what, figure, since, _ICONS.get(item.kind, "sync"), tone)


_ICONS: Final = {
    OperationKind.SELL: "receipt",
    OperationKind.RETURN: "return",
    OperationKind.SERVICE_IN: "cash_in",
    OperationKind.SERVICE_OUT: "cash_out",
    OperationKind.CASH_WITHDRAWAL: "cash",
    OperationKind.SHIFT_OPEN: "open_shift",
    OperationKind.SHIFT_CLOSE: "close_shift",
}


def place_in_words(field: str) -> str:
    """A place of a receipt that may be mended."""
    return {
        MendField.EMAIL: tr("E-mail покупця"),
        MendField.PHONE: tr("Телефон покупця"),
        MendField.HEADER: tr("Текст угорі чека"),
        MendField.FOOTER: tr("Текст унизу чека"),
        MendField.CASHIER_NAME: tr("Ім'я касира"),
        MendField.NAME: tr("Назва"),
        MendField.CODE: tr("Артикул"),
        MendField.BARCODE: tr("Штрихкод"),
        MendField.UKTZED: tr("УКТЗЕД"),
        MendField.EXCISE_STAMPS: tr("Акцизна марка"),
        MendField.TAX_CODES: tr("Коди податку"),
    }.get(MendField(field), field)


def fault_in_words(item: Mapping[str, Any]) -> str:
    """Which line and place Checkbox objects to; empty where it did not say."""
    line, field = item.get("line"), str(item.get("field") or "")
    if not field and line is None:
        return ""
    row = tr("рядок {number}").format(number=line + 1) if isinstance(line, int) else ""
    return ", ".join(filter(None, (row, place_in_words(field) if field else "")))


def attention_in_words(item: Mapping[str, Any]) -> Explained:
    """What stopped, whether the money is safe, and what a person may do."""
    kind, said = str(item.get("kind")), item.get("reason") or ""
    reason = told(said) or tr("Документ відхилено")
    if said == SENTENCES["total_differs"]:
        safe = tr("Звірте: сума в Checkbox інша, ніж у чеку.")
    else:
        safe = {
            "SELL": tr("Так. Гроші взято, чек на диску каси. Вдруге не продавайте."),
            "RETURN": tr("Так. Гроші віддано, чек на диску каси. Вдруге не віддавайте."),
            "CASH_WITHDRAWAL": tr("Так. Гроші з картки списано, чек на диску каси. Вдруге не списуйте."),
            "SHIFT_OPEN": tr("Так. Чеки цієї зміни на диску каси. Вдруге не продавайте."),
            ALARM: tr("Звірте: суми каси і Checkbox різні."),
        }.get(kind, tr("Так. Документ на диску каси."))
    if kind == ALARM:
        then = tr("Звірте суми і закрийте сповіщення з причиною.")
    elif item.get("at_server") and said == SENTENCES["total_differs"]:
        then = tr("Знятий з черги чек каса не друкує: віддайте покупцеві чек із кабінету Checkbox.")
    elif item.get("at_server") and kind in RECEIPTS:
        then = tr(
            "«Спитати і надіслати ще раз» перевірить чек. Знятий з черги чек каса не друкує. Гроші звірте з кабінетом"
            " Checkbox."
        )
    elif kind in RECEIPTS:
        then = tr(
            "«Спитати і надіслати ще раз» перевірить чек у Checkbox. Якщо там його немає, надішле під тим самим"
            " номером."
        )
    elif kind == "SHIFT_OPEN":
        # opened and sold in offline, and refused now: what was sold goes into any shift that is open there
        then = tr(
            "Відкрийте зміну цього касира в кабінеті Checkbox і натисніть «Спитати і надіслати ще раз»: чеки підуть у"
            " неї."
        )
    else:
        then = tr("Зніміть з черги з причиною, і підуть документи за ним.")
    together = int(item.get("together") or 1)
    if together > 1:
        then += " " + tr("Рішення одне на всі ({count}).").format(count=together)
    elif item.get("mend"):
        then = tr("Виправте і надішліть під тим самим номером або зніміть з черги з причиною. Суми не зміняться.")
    return Explained(" · ".join(filter(None, (reason, fault_in_words(item)))), safe, then)


def attention_row(item: Mapping[str, Any]) -> Row:
    """What waits for a person as a row of the list."""
    total, at, kind = item.get("total"), item.get("at"), str(item.get("kind"))
    figure = hryvnias(total) if isinstance(total, int) and kind in RECEIPTS else ""
    when = clock(at) if at else ""
    what = attention_in_words(item).what
    return Row(str(item.get("id")), kind_in_words(kind), what, figure, when, "alert", Tone.STOP)


def reprint_row(item: Reprint) -> Row:
    """A receipt of the reprint list as a row."""
    number = item.fiscal_code or ""
    title = " · ".join(filter(None, (kind_in_words(item.kind), number)))
    under = {
        ReprintReason.NUMBER: tr("номер змінився: було {paper}").format(paper=item.printed_as or "—"),
        ReprintReason.DATE: tr("час змінився"),
        ReprintReason.MENDED: tr("чек виправлено після друку"),
        ReprintReason.NO_QR: tr("без QR: друкувався офлайн") if item.ready else tr("без QR: ще передається"),
    }[item.reason]
    if item.printing:
        under = tr("копія друкується")
    tone = Tone.PLAIN if item.reason is ReprintReason.NO_QR or item.printing else Tone.WARN
    return Row(item.receipt_id, title, under, hryvnias(item.due), day_and_time(item.sold_at), "printer", tone)


def reprint_in_words(item: Reprint) -> Explained:
    """Why a copy is due or worth having, and what to do about it."""
    if item.reason is ReprintReason.NUMBER:
        what = tr("Номер змінився: було {paper}, стало {number}.").format(
            paper=item.printed_as or "—", number=item.fiscal_code or "—"
        )
        safe = tr("Так. Чек зареєстровано один раз, змінився лише номер.")
        then = tr("Надрукуйте копію для покупця: на ній буде «КОПІЯ» і новий номер.")
    elif item.reason is ReprintReason.DATE:
        what = tr("Час змінився: на папері інший, ніж у податковій.")
        safe = tr("Так. Чек зареєстровано один раз, змінився лише час.")
        then = tr("Надрукуйте копію для покупця: на ній буде «КОПІЯ» і новий час.")
    elif item.reason is ReprintReason.MENDED:
        what = tr("Чек виправлено після друку: на папері старий текст.")
        safe = tr("Так. Чек зареєстровано один раз, суми ті самі.")
        then = tr("Надрукуйте копію для покупця: на ній буде «КОПІЯ» і новий текст.")
    else:
        what = tr("Без QR: друкувався офлайн.")
        safe = tr("Так. Офлайн-чек дійсний і без QR.")
        then = tr("Копія з QR потрібна, лише якщо її просить покупець. Інакше приберіть чек зі списку.")
        if not item.ready:
            then = tr("Копія з QR буде, щойно чек передадуть у Checkbox.")
    return Explained(what, safe, tr("Копія вже в черзі друку.") if item.printing else then)


def contact(item: Reprint) -> str:
    """Where the customer can be reached, if that was given."""
    phone = f"+{item.delivery.phone}" if item.delivery.phone else ""
    return " · ".join(filter(None, (phone, item.delivery.email or "")))
