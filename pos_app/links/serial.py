"""A printer on a serial port (COM, USB-COM): pyserial with limits on writing, opened anew for each document."""

from pos_app.links.link import LinkFailed


class SerialLink:
    """Opens the port for each document: an unplugged cable is found again, a silent printer never holds us."""

    def __init__(self, device: str, baudrate: int = 19200, *, timeout_s: float = 10.0) -> None:
        self._device = device
        self._baudrate = baudrate
        self._timeout_s = timeout_s

    def send(self, data: bytes, name: str) -> None:
        """Send one document; `name` is not needed here."""
        del name
        import serial

        try:
            port = serial.Serial(self._device, self._baudrate, timeout=1, write_timeout=self._timeout_s)
        except (OSError, ValueError) as error:
            raise LinkFailed(f"Порт {self._device} не відкривається. Перевірте кабель принтера.") from error
        try:
            port.write(data)
            port.flush()
        except OSError as error:  # pyserial's SerialException and its write timeout are OSErrors
            raise LinkFailed("Принтер перестав приймати дані.", unsure=True) from error
        finally:
            port.close()

    def close(self) -> None:
        """Nothing is held open between documents."""
