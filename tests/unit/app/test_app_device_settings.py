"""The sections of till.toml on devices, read as the till's own settings."""

import pytest

from pos_app.app.device_settings import device_settings
from pos_app.app.settings import settings_of
from pos_app.devices.settings import DeviceSettings
from pos_app.devices.terminals import terminal_of
from pos_app.domain.device import Port
from pos_app.domain.errors import Refused


def test_without_a_word_nothing_is_set_up() -> None:
    assert device_settings(settings_of({})) == DeviceSettings()


def test_what_is_not_said_of_a_port_is_as_the_make_is_delivered() -> None:
    found = device_settings(
        settings_of(
            {
                "scale": {"protocol": "toledo8217", "device": "COM4"},
                "scanners": [{"device": "COM3", "suffix": "tab"}, {"device": "COM6", "baudrate": 115200}],
                "display": {"dialect": "escpos", "device": "COM5", "page": 17},
                "wedge": {"gap_ms": 50},
            }
        )
    )
    assert found.scale.port == Port("COM4", 9600, bits=7, parity="E")
    assert [one.port.baudrate for one in found.scanners] == [9600, 115200]
    assert (found.display.page, found.wedge.gap_ms) == (17, 50)
    axis = device_settings(settings_of({"scale": {"protocol": "axis", "device": "COM4", "parity": "O"}}))
    assert axis.scale.port == Port("COM4", 4800, parity="O")


def test_what_cannot_be_is_said_at_the_start() -> None:
    with pytest.raises(Refused) as error:
        device_settings(settings_of({"scale": {"protocol": "cas"}}))
    assert error.value.code == "settings_invalid"
    assert "Вкажіть порт" in error.value.message


def test_a_terminal_on_a_serial_port_needs_its_name() -> None:
    found = device_settings(settings_of({"terminal": {"transport": "serial", "device": "COM9"}})).terminal
    assert (found.is_asked, found.place) == (True, "COM9")
    assert not terminal_of(found).is_manual
    with pytest.raises(Refused):
        device_settings(settings_of({"terminal": {"transport": "serial"}}))
