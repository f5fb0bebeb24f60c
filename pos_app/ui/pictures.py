"""Pictures of goods for the tiles: asked for once, read in the engine's thread, painted when they come."""

import asyncio
from collections import OrderedDict
from collections.abc import Iterable
from io import BytesIO
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage
from shiboken6 import isValid

from pos_app.domain.errors import PosError
from pos_app.domain.product import Product
from pos_app.till.door import TillDoor
from pos_app.ui.desk import Desk

LARGEST: Final = 320
"""Pixels of the longer side: the card shows a picture at twice a hundred and fifty."""

FORMATS: Final = ("PNG", "JPEG", "WEBP", "GIF", "BMP")
MOST_PIXELS: Final = 64 * 10**6
"""A photograph of a good telephone; more is unpacked for no tile."""
KEPT_BYTES: Final = 10 * 2**20
"""What decoded pictures may take: sixty of the usual size, five pages of tiles."""
KEPT: Final = 2000
"""How many goods are known, and of how many it is known whether they have a picture."""


class Pictures(QObject):
    """A cache by product id."""

    came = Signal(str)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._products: dict[str, Product] = {}
        self._images: OrderedDict[str, QImage | None] = OrderedDict()
        self._bytes = 0
        self._asked: set[str] = set()

    def know(self, products: Iterable[Product]) -> None:
        """Goods whose pictures may be asked for."""
        if len(self._products) > KEPT:
            self._products.clear()  # what is on the screen is told again with the next goods that are shown
        self._products.update((product.id, product) for product in products)

    def get(self, key: str) -> QImage | None:
        """The picture, or None while it is on its way or where there is none."""
        if key in self._images:
            self._images.move_to_end(key)
            return self._images[key]
        product = self._products.get(key)
        if product is not None and key not in self._asked:
            self._asked.add(key)
            self._desk.start(self._fetch(product))
        return None

    async def _fetch(self, product: Product) -> None:
        try:
            image = await self._desk.look_up(lambda till: _read(till, product))
        except PosError:
            image = None  # a tile without a picture shows its letter; the catalog's own lamp tells the trouble
        self._asked.discard(product.id)
        self._images[product.id] = image
        self._bytes += _size(image)
        while self._bytes > KEPT_BYTES or len(self._images) > KEPT:
            self._bytes -= _size(self._images.popitem(last=False)[1])
        if image is not None and isValid(self):  # its page may have been built anew meanwhile
            self.came.emit(product.id)


def _size(image: QImage | None) -> int:
    return 0 if image is None else image.sizeInBytes()


async def _read(till: TillDoor, product: Product) -> QImage | None:
    data = await till.picture(product)
    # in a thread of its own: a large photograph takes longer to unpack than any slice of the engine may
    return await asyncio.to_thread(decoded, data) if data else None


def decoded(data: bytes) -> QImage | None:
    """A picture no larger than it is ever shown; None for what is no picture, or one that would fill the memory.

    Not by Qt's own reader: it looks for SVG with an object that connects itself, and waits for a lock of Qt's while it
    holds Python's. A page that is taken away on the screen's thread holds the one and waits for the other: for ever.
    """
    # loaded with the first picture
    from PIL import Image, ImageOps

    try:
        with Image.open(BytesIO(data), formats=FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                return None
            # of a JPEG no more is unpacked than is kept
            picture.thumbnail((LARGEST, LARGEST))
            upright = ImageOps.exif_transpose(picture).convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None  # SyntaxError is Pillow's for a broken PNG
    image = QImage(upright.tobytes(), upright.width, upright.height, QImage.Format.Format_RGBA8888)
    # its own bytes, in the form that is painted fastest
    return image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
