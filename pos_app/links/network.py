"""A printer on the shop's network: raw bytes over TCP, usually port 9100."""

import socket

from pos_app.links.link import LinkFailed


class NetworkLink:
    """Connects for each document, so that a printer switched off and on again is simply found again."""

    def __init__(self, host: str, port: int = 9100, *, timeout_s: float = 5.0) -> None:
        self._address = (host, port)
        self._timeout_s = timeout_s

    def send(self, data: bytes, name: str) -> None:
        """Send one document; `name` is not needed here."""
        del name
        try:
            connection = socket.create_connection(self._address, timeout=self._timeout_s)
        except OSError as error:
            raise LinkFailed("Принтер не відповідає в мережі. Перевірте живлення і кабель.") from error
        with connection:
            try:
                connection.sendall(data)
                connection.shutdown(socket.SHUT_WR)
            except OSError as error:
                raise LinkFailed("Зв'язок із принтером перервано.", unsure=True) from error

    def close(self) -> None:
        """Nothing is held open between documents."""
