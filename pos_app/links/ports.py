"""Which serial ports this computer has now, with the names that a person knows them by."""

from pos_app.domain.device import FoundPort


def serial_ports() -> tuple[FoundPort, ...]:
    """All of them, in the order of their names. Reads the system's lists: call it on a worker thread."""
    from serial.tools.list_ports import comports

    found = []
    for port in comports():
        known = (port.description or "").strip()
        maker = (port.manufacturer or "").strip()
        words = [word for word in (maker, known) if word and word != "n/a" and word != port.device]
        found.append(FoundPort(port.device, " ".join(dict.fromkeys(words))))
    return tuple(sorted(found, key=lambda one: one.address))
