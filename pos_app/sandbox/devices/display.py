"""A simulated customer's display: reads CD5220 and ESC/POS as their tables say, and keeps what would be seen."""

from typing import Final

WIDTH: Final = 20


class DisplayTwin:
    """Two rows of twenty. `codec` is the alphabet that is burnt into it."""

    def __init__(self, codec: str = "cp866") -> None:
        self.page: int | None = None
        self.pictures = 0
        self._codec = codec
        self._cells = [bytearray(b" " * WIDTH) for _ in range(2)]
        self._x, self._y = 0, 0
        self._held = bytearray()

    @property
    def rows(self) -> tuple[str, str]:
        """What a customer reads."""
        upper, lower = (bytes(row).decode(self._codec, "replace") for row in self._cells)
        return upper, lower

    def heard(self, data: bytes) -> bytes:
        """Bytes came in; a display says nothing."""
        for byte in data:
            self._held.append(byte)
            if self._take(bytes(self._held)):
                self._held.clear()
        return b""

    def _take(self, held: bytes) -> bool:
        """Was this a whole command, or a character?"""
        if held[0] == 0x1B:
            return self._escape(held)
        if held[0] == 0x1F:
            return self._unit(held)
        if held[0] == 0x0C:
            self._clear()
        elif held[0] >= 0x20:
            self._put(held[0])
        return True

    def _escape(self, held: bytes) -> bool:
        if held[1:2] == b"Q" and held[2:3] in {b"A", b"B"}:
            if held[-1:] != b"\r":
                return False
            row = 0 if held[2:3] == b"A" else 1
            self._cells[row][:] = held[3:-1][:WIDTH].ljust(WIDTH)
            self.pictures += row
            return True
        if held[1:2] == b"@":
            self._clear()
            return True
        if held[1:2] in {b"t", b"_", b"="}:
            if len(held) < 3:
                return False
            if held[1:2] == b"t":
                self.page = held[2]
            return True
        return len(held) >= 3

    def _unit(self, held: bytes) -> bool:
        if held[1:2] == b"$":
            if len(held) < 4:
                return False
            self._x, self._y = held[2] - 1, held[3] - 1
            self.pictures += self._y
            return True
        return len(held) >= 3

    def _put(self, char: int) -> None:
        if 0 <= self._y < 2 and 0 <= self._x < WIDTH:
            self._cells[self._y][self._x] = char
        self._x += 1

    def _clear(self) -> None:
        for row in self._cells:
            row[:] = b" " * WIDTH
        self._x, self._y = 0, 0
