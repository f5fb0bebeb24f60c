"""The doctor asks every device that is set up, and says what each answered."""

import sys
from pathlib import Path

import pytest

from pos_app.app.cli import main
from pos_app.app.doctor_devices import look_at_devices
from pos_app.app.settings import settings_of
from pos_app.devices.settings import DeviceSettings, ScaleSetting, to_json
from pos_app.domain.device import Port
from pos_app.sandbox.devices import Bench, DisplayTwin, PtyPlug, ScaleTwin
from pos_app.sandbox.terminal import BankTerminal, TerminalServer
from pos_app.store.till_store import open_till_store
from pos_app.till.device_desk import SETTINGS


async def said(sections: dict[str, object], data_dir: Path) -> list[tuple[str, str, str, str]]:
    settings = settings_of(sections)
    return [one async for one in look_at_devices(settings, data_dir)]


async def test_each_device_is_asked(tmp_path: Path) -> None:
    scale = ScaleTwin("sics")
    scale.grams = 350
    bench = Bench(scale=scale, scanner=None, display=DisplayTwin()).start()
    with TerminalServer(BankTerminal()) as server:
        sections: dict[str, object] = {
            "scale": {"protocol": "sics", "device": bench.plugs["scale"].address},
            "scanners": [{"device": bench.plugs["scanner"].address}, {"device": "/dev/no-such-port"}],
            "display": {"dialect": "cd5220", "device": bench.plugs["display"].address},
            "terminal": {"transport": "network", "host": "127.0.0.1", "port": server.port},
        }
        found = await said(sections, tmp_path)
        assert [one[0] for one in found] == ["ok", "bad", "ok", "ok", "ok"]
        assert "0,350 кг" in found[2][2]
        assert found[4][2] == f"127.0.0.1:{server.port}; SANDBOX simulated; чеків ще немає"
        for fault, words in (("overload", "перевантажено"), ("silent", "не відповідає"), ("garbage", "")):
            bench.run(lambda fault=fault: setattr(scale, "fault", fault))
            level, _, text, advice = (await said({"scale": sections["scale"]}, tmp_path))[0]
            assert level == "bad"
            assert words in text
            assert advice
    bench.stop()
    lost = (await said({"terminal": sections["terminal"]}, tmp_path))[0]
    assert (lost[0], lost[1]) == ("bad", "Термінал")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")
async def test_a_port_that_the_till_holds_is_no_fault(tmp_path: Path) -> None:
    from pos_app.links.stream import open_stream

    plug = PtyPlug(None)
    held = await open_stream(Port(plug.address))
    level, _, words, advice = (await said({"scanners": [{"device": plug.address}]}, tmp_path))[0]
    assert (level, "Пристрої" in advice) == ("warn", True)
    assert "зайнятий" in words
    await held.close()
    plug.pull_out()


async def test_what_was_set_on_the_screen_comes_first_and_what_cannot_be_is_said(tmp_path: Path) -> None:
    store = open_till_store(tmp_path / "till.db")
    with store.transaction():
        store.settings.put(SETTINGS, to_json(DeviceSettings(scale=ScaleSetting("cas", Port("/dev/no-such-port")))))
    store.close()
    found = await said({}, tmp_path)
    assert found[0][:2] == ("bad", "Ваги cas")
    assert found[-1][:2] == ("ok", "Термінал")
    assert (await said({"scale": {"protocol": "cas"}}, tmp_path))[0][0] == "bad"


def test_the_command_says_it_too(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch) -> None:
    monkeypatch.setenv("POS_CHECKBOX__BASE_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("POS_SMARTKASA__BASE_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("POS_TERMINAL__TRANSPORT", "network")
    assert main(["doctor", "--data-dir", str(tmp_path)]) == 1
    assert "Вкажіть адресу термінала в мережі." in capsys.readouterr().out
