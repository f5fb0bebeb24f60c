"""The page of reports by keys and by touch: days, tabs, Z copies, SmartKasa beside ours, export, the outbox."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
import ui_reports
from PySide6.QtCore import Qt
from ui_fake_till import NOW

from pos_app.domain.errors import Unreachable, refused
from pos_app.till.state import Cashier, Problem, PushState
from pos_app.ui.screens.report_dates import month_on
from pos_app.ui.screens.reports import DAYS, PUSH, Z
from pos_app.ui.screens.tasks import Task
from pos_app.ui.widgets.buttons import Role
from pos_app.ui.widgets.rows import Tone

Key = Qt.Key
DAY = ui_reports.DAY


@pytest.fixture
def reports(till):
    till.window.till.run_task(Task.REPORTS)
    till.calm()
    assert till.window.page is till.window.reports
    return till


def page(stage):
    return stage.window.reports


def shown(stage):
    stage.calm()
    return [tuple(cell.text for cell in row) for row in page(stage).sales.list.rows]


def tab(stage, key):
    names = [option.key for option in page(stage).tabs.options]
    stage.touch(page(stage).tabs.buttons[names.index(key)])
    stage.calm()
    stage.calm()


def test_today_by_hour_is_shown_first_and_adds_up(reports):
    assert reports.till.called("sales_report") == [("hour", DAY, DAY)]
    rows = shown(reports)
    assert rows[0][0] == "08:00 – 09:00"
    assert rows[-1][0] == "12:00 – 13:00"
    bars = [row[1].bar for row in page(reports).sales.list.rows]
    assert max(bars) == 100
    report = ui_reports.sales("hour", DAY, DAY)
    net = f"{report.totals.net / 100:.2f}".replace(".", ",")
    assert page(reports).sales.net.text().replace("\u00a0", "").removesuffix("₴") == net
    assert page(reports).sales.count.text() == "157 чеків, 2 повернення"


def test_tabs_turn_by_keys_and_by_touch(reports):
    reports.key(Key.Key_Right)
    reports.calm()
    assert reports.till.called("sales_report")[-1] == ("day", DAY, DAY)
    tab(reports, "category")
    assert tuple(row[0] for row in shown(reports)[-2:]) == ("Без категорії", "Категорії вже немає")
    tab(reports, "product")
    assert ("=Сир «Гауда»" in [row[0] for row in shown(reports)]) is True
    reports.key(Key.Key_Left)
    reports.calm()
    assert page(reports).tab == "cashier"


def test_days_are_chosen_by_touch_and_by_tab(reports):
    reports.touch("Вчора")
    reports.calm()
    yesterday = DAY - timedelta(days=1)
    assert reports.till.called("sales_report")[-1] == ("hour", yesterday, yesterday)
    reports.key(Key.Key_Tab)
    reports.calm()
    assert reports.till.called("sales_report")[-1] == ("hour", date(2026, 3, 9), DAY)
    reports.touch("Місяць")
    reports.calm()
    assert reports.till.called("sales_report")[-1] == ("hour", date(2026, 3, 1), DAY)


def test_days_are_typed_or_moved_and_the_second_gives_way(reports):
    reports.key(Key.Key_F2)
    panel = page(reports).dates
    assert page(reports).panel is panel
    reports.type("01112025")
    assert panel.days == [date(2025, 11, 1), DAY]
    reports.type("99")
    reports.key(Key.Key_Backspace)
    reports.key(Key.Key_Backspace)
    reports.type("20112025")
    reports.enter()
    reports.calm()
    assert reports.till.called("sales_report")[-1] == ("hour", date(2025, 11, 1), date(2025, 11, 20))
    reports.touch(page(reports).periods.buttons[4])
    reports.touch(reports.button("+ міс", panel))
    assert panel.days == [date(2025, 12, 1), date(2025, 12, 1)]
    reports.key(Key.Key_Down)
    reports.key(Key.Key_Right)
    assert panel.days == [date(2025, 12, 1), date(2025, 12, 2)]
    reports.type("31022026")
    assert panel.days[1] == date(2025, 12, 2)
    reports.key(Key.Key_Escape)
    assert page(reports).panel is page(reports).sales


def test_many_days_are_told_by_month_and_exported_so(reports, tmp_path):
    tab(reports, "day")
    reports.key(Key.Key_F2)
    reports.type("01062025")
    reports.enter()
    reports.calm()
    assert reports.till.called("sales_report")[-1] == ("month", date(2025, 6, 1), DAY)
    assert shown(reports)[0][0] == "02.2026"
    reports.key(Key.Key_F3)
    reports.enter()
    reports.until(lambda: reports.till.called("export_report"))
    assert reports.till.called("export_report")[0][0] == "month"


def test_a_month_on_ends_with_its_last_day():
    assert month_on(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert month_on(date(2026, 1, 31), -1) == date(2025, 12, 31)
    assert month_on(date(2024, 3, 30), -1) == date(2024, 2, 29)


def test_counting_is_said_and_whoever_moves_on_ends_it(reports):
    reports.till.gates["sales_report"] = asyncio.Event()
    reports.touch("Вчора")
    reports.engine_turn()
    assert page(reports).sales.list.words == "Рахуємо…"
    reading = page(reports)._reading
    del reports.till.gates["sales_report"]
    reports.touch("Сьогодні")
    reports.until(lambda: page(reports).sales.list.rows)
    assert reading.cancelled()


def test_nothing_sold_and_a_refusal_are_told_in_words(reports):
    reports.till.nothing_sold = True
    reports.touch("Вчора")
    reports.calm()
    assert page(reports).sales.list.words == "За цей час продажів не було."
    reports.till.fail_next["sales_report"] = refused("database_damaged")
    reports.touch("Місяць")
    reports.calm()
    assert "пошкоджено" in page(reports).sales.list.words


def test_a_z_report_is_shown_as_printed_and_copied(reports):
    tab(reports, Z)
    rows = page(reports).z.rows.rows
    assert len(rows) == 9
    assert (rows[0].under, rows[2].under) == ("збігається з журналом", "Z більше на 128,50")
    assert (rows[0].tone, rows[2].tone) == (Tone.PLAIN, Tone.STOP)
    assert any("Z-ЗВІТ" in line for line in page(reports).z.preview.lines())
    reports.key(Key.Key_Down)
    reports.enter()
    reports.until(lambda: reports.till.called("reprint_z"))
    assert reports.till.called("reprint_z") == [("s1",)]
    reports.until(lambda: not page(reports).told.isHidden())


def differences(stage):
    return [row[4].text for row in page(stage).days.list.rows]


def test_journal_z_and_smartkasa_stand_side_by_side_with_differences_in_words(reports):
    reports.tell(push=PushState(enabled=True))
    tab(reports, DAYS)
    assert differences(reports)[:4] == ["зміна відкрита", "Z збігається", "Z збігається", "Z більше на 128,50"]
    assert {row[3].text for row in page(reports).days.list.rows} == {"—"}
    reports.enter()
    reports.until(lambda: page(reports).days.ask.text() == "Запитати SmartKasa" and reports.till.called("server_sales"))
    assert len(reports.till.called("server_sales")) == len(page(reports).days.days)
    assert "SmartKasa менше на 42,90" in differences(reports)
    assert differences(reports)[1:3] == ["збігається", "збігається"]
    assert "Дані SmartKasa станом на 14.03.2026 12:41" in page(reports).days.note.text()


def test_where_receipts_are_not_sent_smartkasa_has_no_difference(reports):
    tab(reports, DAYS)
    reports.enter()
    reports.until(lambda: page(reports).days.ask.text() == "Запитати SmartKasa" and reports.till.called("server_sales"))
    assert not any("SmartKasa" in words for words in differences(reports))
    assert "не надсилаються" in page(reports).days.note.text()


def test_smartkasa_out_of_reach_is_told_and_ours_stays(reports):
    reports.tell(push=PushState(enabled=True))
    tab(reports, DAYS)
    reports.till.smartkasa_silent = True
    reports.enter()
    reports.until(lambda: reports.desk.notice is not None)
    rows = page(reports).days.list.rows
    assert [row[3].text for row in rows[:2]] == ["немає зв'язку", "—"]
    assert all(row[4].tone is not Tone.GOOD for row in rows)
    assert "збігається" not in differences(reports)
    assert page(reports).days.list.rows[0][1].text
    assert not page(reports).headline.isHidden()
    reports.key(Key.Key_Escape)
    assert page(reports).headline.isHidden()
    assert reports.window.page is page(reports)


def test_asking_smartkasa_can_be_stopped(reports):
    tab(reports, DAYS)
    reports.till.gates["server_sales"] = asyncio.Event()
    reports.enter()
    reports.until(lambda: reports.till.called("server_sales"))
    assert page(reports).days.ask.text() == "Зупинити"
    reports.key(Key.Key_Escape)
    assert page(reports).days.ask.text() == "Запитати SmartKasa"
    assert reports.window.page is page(reports)
    reports.calm()
    assert len(reports.till.called("server_sales")) == 1


def test_months_are_one_touch_away(reports):
    tab(reports, DAYS)
    reports.touch("За місяцями")
    reports.calm()
    assert reports.till.called("day_report")[-1] == (date(2026, 3, 1), DAY, True)
    assert page(reports).days.list.rows[0][0].text == "03.2026"


def test_export_asks_where_to_and_says_where_it_lies(reports, tmp_path):
    reports.key(Key.Key_F3)
    panel = page(reports).exporting
    assert page(reports).panel is panel
    panel.take_folder(str(tmp_path))
    reports.enter()
    reports.until(lambda: reports.till.called("export_report"))
    assert reports.till.called("export_report") == [("hour", DAY, DAY, "xlsx", Path(tmp_path))]
    reports.until(lambda: not page(reports).told.isHidden())
    assert str(tmp_path) in page(reports).told.text()
    tab(reports, DAYS)
    reports.touch("За місяцями")
    reports.touch("Експорт")
    reports.touch("CSV")
    reports.until(lambda: len(reports.till.called("export_report")) == 2)
    assert reports.till.called("export_report")[1] == ("months", date(2026, 3, 1), DAY, "csv", Path(tmp_path))


def test_an_export_that_fails_is_told_and_the_report_stays(reports):
    reports.till.fail_next["export_report"] = refused("export_folder")
    reports.touch("Експорт")
    reports.enter()
    reports.until(lambda: reports.desk.notice is not None)
    assert reports.desk.notice.code == "export_folder"
    assert shown(reports)


@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_the_folders_dialog_is_opened_and_not_waited_for(reports):
    reports.touch("Експорт")
    reports.touch("Інша тека…")
    dialog = page(reports).exporting.dialog
    assert dialog.isVisible()
    dialog.fileSelected.emit("/somewhere")
    assert page(reports).exporting.folder == Path("/somewhere")
    dialog.close()


def test_without_the_right_to_history_there_is_today_and_no_more(till):
    till.tell(cashier=Cashier("c1", "Олена", frozenset({"reports"})))
    till.window.till.run_task(Task.REPORTS)
    till.calm()
    tabs = zip(page(till).tabs.options, page(till).tabs.buttons, strict=True)
    assert [option.key for option, button in tabs if not button.isEnabled()] == [Z, DAYS, PUSH]
    assert [button.isEnabled() for button in page(till).periods.buttons] == [True, False, False, False, False]
    till.key(Key.Key_Left)
    till.calm()
    assert page(till).tab == "payment"
    till.key(Key.Key_Tab)
    till.key(Key.Key_F2)
    assert page(till).panel is page(till).sales


def test_of_five_thousand_products_the_first_are_shown_and_the_rest_named(reports, monkeypatch):
    many = [ui_reports.row(str(n), f"Товар {n}", 0, 10_000 - n) for n in range(5000)]
    made = ui_reports.sales("product", DAY, DAY)
    monkeypatch.setattr(ui_reports, "sales", lambda *_, **__: replace(made, rows=tuple(many)))
    tab(reports, "product")
    reports.until(lambda: page(reports).sales.list.rows)
    assert len(page(reports).sales.list.rows) == 200
    assert "показано 200 з 5000" in page(reports).sales.parts.text()


@pytest.mark.parametrize("may", [True, False])
def test_margins_stand_beside_the_figures_of_whoever_may_see_them(reports, may):
    if not may:
        reports.till.rights -= {"cost"}
    for key in ("product", "category", "day"):
        tab(reports, key)
        shown = page(reports).sales
        titles = [heading.text for heading in shown.list.headings]
        assert ("Маржа" in titles, "маржа" in shown.parts.text()) == (may, may)


# receipts to SmartKasa


@pytest.fixture
def pushing(reports):
    reports.till.push_rows = ui_reports.refused_receipts()[:3]
    reports.tell(push=PushState(enabled=True, waiting=1, refused=2, last_sent_at=NOW))
    tab(reports, PUSH)
    return reports


def test_what_smartkasa_refused_says_why_and_may_be_tried_again(pushing):
    panel = page(pushing).push
    assert [row.title for row in panel.rows.rows] == ["Чек TEST-Xk8f2Q", "Чек TEST-9mA1cd", "Чек TEST-77bDqq"]
    assert panel.trouble.text() == "«Назва»: Поле не може бути порожнім. Заповніть його."
    assert panel.figures.text() == "Чекають: 1, відхилено: 2, останній надіслано 14.03.2026 12:41."
    pushing.key(Key.Key_Down)
    pushing.enter()
    pushing.until(lambda: pushing.till.called("push_retry"))
    assert pushing.till.called("push_retry") == [("r2",)]
    pushing.until(lambda: len(panel.rows.rows) == 2)


def test_a_refused_receipt_is_given_up_for_a_reason(pushing):
    pushing.key(Key.Key_Delete)
    assert page(pushing).busy
    pushing.key(Key.Key_Down)
    pushing.key(Key.Key_Down)
    pushing.enter()
    pushing.until(lambda: pushing.till.called("push_set_aside"))
    assert pushing.till.called("push_set_aside") == [("r1", "У SmartKasa цей чек не потрібен")]


def test_the_switch_says_what_it_does_and_asks_where_the_shop_fiscalises(reports):
    tab(reports, PUSH)
    panel = page(reports).push
    assert "Оплати не передаються" in panel.warning.text()
    reports.till.shop_fiscalises = True
    reports.touch("Увімкнути надсилання")
    reports.until(lambda: panel.switch.text() == "Так, надсилати все одно")
    assert "фіскалізує чеки сам" in panel.warning.text()
    assert reports.desk.notice is None
    assert panel.switch.role is Role.STOP
    reports.key(Key.Key_Escape)
    assert (panel.switch.text(), panel.switch.role) == ("Увімкнути надсилання", Role.ACCENT)
    assert panel.decline.isHidden()
    reports.key(Key.Key_F6)
    reports.until(lambda: not panel.decline.isHidden())
    reports.touch("Ні, не надсилати")
    assert panel.switch.text() == "Увімкнути надсилання"
    reports.key(Key.Key_F6)
    reports.until(lambda: panel.switch.text() == "Так, надсилати все одно")
    reports.touch("Так, надсилати все одно")
    reports.until(lambda: reports.desk.state.push.enabled)
    assert reports.till.called("push_switch") == [(True, False)] * 3 + [(True, True)]
    reports.calm()
    assert (panel.switch.text(), panel.switch.role) == ("Вимкнути надсилання", Role.PLAIN)


def test_no_key_gives_a_consent(reports):
    tab(reports, PUSH)
    panel = page(reports).push
    reports.till.shop_fiscalises = True
    reports.key(Key.Key_F6)
    reports.until(lambda: panel.switch.text() == "Так, надсилати все одно")
    assert panel.switch.key == ""
    reports.key(Key.Key_F6)
    reports.calm()
    reports.enter()
    reports.calm()
    assert reports.till.called("push_switch") == [(True, False)]
    assert (panel.switch.key, panel.switch.text()) == ("F6", "Увімкнути надсилання")


def test_past_midnight_another_day_is_today_s(reports):
    now = NOW + timedelta(days=1)
    page(reports)._now = lambda: now
    reports.till.publish(catalog=reports.desk.state.catalog)
    reports.until(lambda: len(reports.till.called("sales_report")) == 2)
    day = DAY + timedelta(days=1)
    assert reports.till.called("sales_report")[-1] == ("hour", day, day)
    now += timedelta(days=1)
    tab(reports, "cashier")
    assert reports.till.called("sales_report")[-1] == ("cashier", day + timedelta(days=1), day + timedelta(days=1))


def test_whoever_gives_no_consent_ends_the_sending(reports):
    asks = Problem("push_needs_consent", "Магазин фіскалізує чеки сам.")
    reports.tell(push=PushState(enabled=True, problem=asks))
    tab(reports, PUSH)
    reports.touch("Ні, не надсилати")
    reports.until(lambda: reports.till.called("push_switch"))
    assert reports.till.called("push_switch") == [(False, False)]


def test_smartkasas_silence_leaves_the_switch_where_it_was(reports):
    tab(reports, PUSH)
    reports.till.fail_next["push_switch"] = Unreachable()
    reports.touch("Увімкнути надсилання")
    reports.until(lambda: reports.desk.notice is not None)
    assert not reports.desk.state.push.enabled


def test_leaving_ends_what_was_being_read(reports):
    reports.till.gates["sales_report"] = asyncio.Event()
    reports.touch("Вчора")
    reports.engine_turn()
    reading = page(reports)._reading
    reports.key(Key.Key_Escape)
    assert reports.window.page is reports.window.till
    reports.until(reading.done)
    assert reading.cancelled()
