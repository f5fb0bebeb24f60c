"""All the goods of the account: those of the demo catalog, those made since, and any number of invented ones."""

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, replace
from typing import Any, Final

from pos_app.sandbox.smartkasa.good import Good
from pos_app.sandbox.smartkasa.synthetic import Synthetic

_FIELDS: Final = frozenset(field.name for field in fields(Good))


class Shelf:
    """Goods in the order they are listed: the newest first, the invented ones last.

    A place is an invented good's number, or −1 − the place in `_stored`; so a million goods need eight megabytes.
    """

    def __init__(self, goods: Iterable[Good], synthetic: Synthetic) -> None:
        self._stored = list(goods)
        self._synthetic = synthetic
        self._changed: dict[int, Good] = {}
        self._place_by_id = {good.id: -1 - place for place, good in enumerate(self._stored)}
        self._order = array("q", [-1 - place for place in range(len(self._stored))])
        self._order.extend(range(synthetic.count))
        self._gone: set[int] = set()
        self._version = 0
        self._cached: dict[tuple[object, ...], tuple[int, array[int]]] = {}
        self._counts: tuple[int, Counter[str | None]] = (-1, Counter())

    def __len__(self) -> int:
        return len(self._order)

    def get(self, good_id: str) -> Good | None:
        """The good of this id; None where there is none (any more)."""
        place = self._place_of(good_id)
        return None if place is None else self._at(place)

    def add(self, good: Good) -> None:
        """Put a new good before all others."""
        self._stored.append(good)
        place = -len(self._stored)
        self._place_by_id[good.id] = place
        self._order.insert(0, place)
        self._version += 1

    def change(self, good_id: str, values: dict[str, Any]) -> Good | None:
        """Give a good these values; None where there is none."""
        place = self._place_of(good_id)
        if place is None:
            return None
        if not values.keys() <= _FIELDS:
            raise ValueError(f"no such fields: {values.keys() - _FIELDS}")
        self._changed[place] = good = replace(self._at(place), **values)
        self._version += 1
        return good

    def remove(self, good_id: str) -> bool:
        """Delete for good: nothing is left of it. False where there was none."""
        place = self._place_of(good_id)
        if place is None:
            return False
        self._order.remove(place)
        self._gone.add(place)
        self._changed.pop(place, None)
        self._version += 1
        return True

    def count_by_category(self) -> Counter[str | None]:
        """How many goods each category holds directly."""
        version, counts = self._counts
        if version != self._version:
            counts = Counter(map(self._category, self._order))
            self._counts = (self._version, counts)
        return counts

    def find(
        self,
        *,
        hidden_categories: frozenset[str] = frozenset(),
        category_id: str | None = None,
        number: str | None = None,
        text: str | None = None,
        subgroup_id: int | None = None,
    ) -> "Found":
        """The goods that fit all of what is given. A number matches from its beginning, as a search does."""
        key = (hidden_categories, category_id, number, text, subgroup_id)
        version, places = self._cached.get(key, (-1, array("q")))
        if version != self._version:
            places = self._places(hidden_categories, category_id, number, text, subgroup_id)
            self._cached = {key: (self._version, places)}
        return Found(places, self._at)

    def _places(
        self,
        hidden: frozenset[str],
        category_id: str | None,
        number: str | None,
        text: str | None,
        subgroup: int | None,
    ) -> "array[int]":
        places: Iterable[int] = self._order if number is None else self._with_number(number)
        if category_id is not None:
            places = (place for place in places if self._category(place) == category_id)
        if hidden:
            places = (place for place in places if self._category(place) not in hidden)
        if subgroup is not None:
            places = (place for place in places if self._at(place).subgroup_id == subgroup)
        if text is not None:
            low = text.casefold()
            places = (place for place in places if _holds(self._at(place), low))
        return array("q", places)

    def _with_number(self, number: str) -> Iterator[int]:
        exact = self._synthetic.index_of_number(number)
        for place in self._order:
            if place >= 0:
                break  # from here on the invented goods, whose numbers are reckoned
            if (self._at(place).number or "").startswith(number):
                yield place
        later = {place for place in self._changed if place >= 0} | ({exact} if exact is not None else set())
        for place in sorted(later - self._gone):
            if (self._at(place).number or "").startswith(number):
                yield place

    def _category(self, place: int) -> str | None:
        if place >= 0 and place not in self._changed:
            return self._synthetic.category_of(place)
        return self._at(place).category_id

    def _place_of(self, good_id: str) -> int | None:
        place = self._place_by_id.get(good_id)
        if place is None:
            place = self._synthetic.index_of_id(good_id)
        return None if place is None or place in self._gone else place

    def _at(self, place: int) -> Good:
        changed = self._changed.get(place)
        if changed is not None:
            return changed
        return self._synthetic.make(place) if place >= 0 else self._stored[-1 - place]


class Found:
    """Places of goods that fit a search; a slice makes the goods."""

    def __init__(self, places: "array[int]", make: Callable[[int], Good]) -> None:
        self._places = places
        self._make = make

    def __len__(self) -> int:
        return len(self._places)

    def page(self, start: int, size: int) -> list[Good]:
        """The goods from `start` on, `size` at most."""
        return [self._make(place) for place in self._places[start : start + size]]


def _holds(good: Good, low: str) -> bool:
    return any(
        low in (text or "").casefold() for text in (good.title, good.alter_title, good.number, good.alter_number)
    )
