"""From a program that nobody has set up to a shop's own till and back, through the real window and real files."""

import contextlib
import json
import tomllib

from PySide6.QtCore import QTimer

from pos_app.app.demo import start_sandbox
from pos_app.app.demo_pin import PIN
from pos_app.app.opening import opens_shop
from pos_app.app.premises import Premises
from pos_app.app.window import _maker, _options, _reopener
from pos_app.sandbox.checkbox.settings import LICENSE_KEY
from pos_app.store.till_store import open_till_store_to_read
from pos_app.till.shop_setup import CheckboxDraft, Opens
from pos_app.ui.app import run_window
from pos_app.ui.preferences import Preferences
from pos_app.ui.screens.tasks import Task


class Walk:
    """What a person does, one thing at a time, each as soon as it can be done."""

    def __init__(self) -> None:
        self.windows = []
        self.seen = []
        self.steps = self._steps()
        self.wanted = lambda: True

    def run(self, path, usual) -> int:
        """The whole program; → its exit code."""
        with Premises(path, usual) as premises:
            opened = premises.open()
            options = _options(opened, Preferences(sound=False))
            reopen = _reopener(premises.open)

            def reopened(before, training):
                made, after = reopen(before, training)
                after.on_shown = self.shown
                return made, after

            options.reopen, options.on_shown = reopened, self.shown
            return run_window(_maker(opened.read_settings, opened.data_dir, opened.make_setup), options)

    def shown(self, window) -> None:
        self.windows.append(window)
        timer = QTimer(window, interval=10)
        timer.timeout.connect(lambda: self._go_on(window))
        timer.start()

    @property
    def window(self):
        return self.windows[-1]

    @property
    def desk(self):
        return self.window._desk

    def _go_on(self, window) -> None:
        if window is self.window and window.window().isVisible() and self.wanted():
            with contextlib.suppress(StopIteration):
                self.wanted = next(self.steps)

    def _sign_in(self):
        yield lambda: not self.window.sign_in._waiting and self.desk.state.register is not None
        self.window.sign_in.pin.set_text(PIN)
        self.window.sign_in.sign_in()
        yield lambda: self.desk.state.cashier is not None and not self.desk._running

    def _guide(self):
        self.window.open_page(Task.GUIDE)
        guide = self.window.settings.guide
        yield lambda: guide.view is not None and not self.desk._running

    def _look(self):
        state, guide = self.desk.state, self.window.settings.guide
        self.seen.append((guide.view.opens, self.window.look.training, state.shift is not None))

    def _steps(self):
        yield from self._sign_in()
        assert self.window.shows("settings"), "whoever signs in first is led to the first steps"
        yield from self._guide()
        self.desk.start(self.desk.attempt(lambda till: till.open_shift()))
        yield lambda: self.desk.state.shift is not None and not self.desk._running
        self._look()
        draft = CheckboxDraft(LICENSE_KEY, pin_code=PIN)
        self.desk.start(self.desk.attempt(lambda till: till.setup.keep_checkbox(draft, in_file=True)))
        yield lambda: not self.desk._running and opens_here(self)
        self.window.settings.guide._ask(Opens.REAL)
        before = self.window
        self.window.settings.guide.question.yes.click()
        yield lambda: self.window is not before
        yield from self._sign_in()
        yield from self._guide()
        self._look()
        self.window.settings.guide._ask(Opens.SANDBOX)
        before = self.window
        self.window.settings.guide.question.yes.click()
        yield lambda: self.window is not before
        yield from self._sign_in()
        yield from self._guide()
        self._look()
        self.window.window().close()
        yield lambda: False


class Rescue(Walk):
    """The shop's till does not open for want of its key: the way to change it is on the page that says so."""

    def _steps(self):
        yield lambda: self.window.sign_in.error.text()
        self.seen.append(self.window.sign_in.error.text())
        before = self.window
        before.sign_in._poster.rescue.click()
        yield lambda: self.window is not before
        yield from self._sign_in()
        yield from self._guide()
        self._look()
        self.window.window().close()
        yield lambda: False


def opens_here(walk: Walk) -> bool:
    walk.desk.start(walk.window.settings.guide.look_again())
    return bool(walk.window.settings.guide.view.license_tail)


def test_keys_open_the_shops_own_till_in_the_same_window_and_training_stays_apart(qapp, tmp_path):
    with start_sandbox(tmp_path / "vendors") as vendors:
        path, usual = tmp_path / "config" / "till.toml", tmp_path / "data"
        path.parent.mkdir()
        path.write_text(
            f'[shop]\nopens = "sandbox"\n[checkbox]\nbase_url = "{vendors.checkbox_url}"  # loopback\n'
            f'[smartkasa]\nbase_url = "{vendors.smartkasa_url}"\nkeep_fresh = false\n',
            encoding="utf-8",
        )
        walk = Walk()
        assert walk.run(path, usual) == 0
    assert walk.seen == [(Opens.SANDBOX, True, True), (Opens.REAL, False, False), (Opens.SANDBOX, True, False)]
    assert not opens_shop(path)
    read = tomllib.loads(path.read_text(encoding="utf-8"))
    assert read["checkbox"]["license_key"] == LICENSE_KEY
    assert "# loopback" in path.read_text(encoding="utf-8")
    assert kinds(usual / "demo" / "till.db") >= {"setup.checkbox", "setup.opens"}
    there = kinds(usual / "till.db")
    assert "setup.opens" in there
    assert "operation.intent" not in there


def test_a_till_whose_keys_are_refused_leads_to_where_they_are_changed(qapp, tmp_path):
    path = tmp_path / "till.toml"
    path.write_text('[shop]\nopens = "real"\n[checkbox]\nbase_url = "http://127.0.0.1:9"\n', encoding="utf-8")
    walk = Rescue()
    assert walk.run(path, tmp_path / "data") == 0
    assert walk.seen == ["Неправильний ключ ліцензії каси. Перевірте налаштування.", (Opens.SANDBOX, True, False)]
    assert opens_shop(path)


def kinds(path) -> set[str]:
    store = open_till_store_to_read(path)
    try:
        found = [(entry.kind, json.loads(entry.body)) for entry in store.journal.entries()]
    finally:
        store.close()
    return {kind for kind, _ in found}
