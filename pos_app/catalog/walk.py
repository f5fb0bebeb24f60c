"""Where a pass over the product list stands, and which page it reads next while the list changes under it.

The list promises no order, and rows that are deleted move those after them to earlier pages. So the walk follows the
page size that the server really serves, and steps back when the list became shorter.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any, Final

from pos_app.smartkasa import next_page
from pos_app.smartkasa.models import Meta

MOST_STEPS_BACK: Final = 20
"""After so many steps back the walk goes on: what it missed is confirmed one by one at the end anyway."""

LONGEST_PASS_S: Final = 6 * 3600
"""A pass that began longer ago and was broken off begins anew: prices of its first pages are another day's."""


class Phase(StrEnum):
    """What a pass is doing: reading pages, or asking after products that no page held."""

    WALK = "walk"
    CONFIRM = "confirm"


@dataclass(frozen=True, slots=True)
class Place:
    """A pass as it is saved with each page, so that it goes on after a crash where it stood.

    `page` is the page to read next; `limit` and `total` are what the server told with the page before it.
    `rolling`: spread over the day, nobody waits for it. `began`: seconds of Unix time.
    """

    generation: int
    page: int = 1
    limit: int = 0
    total: int = 0
    steps_back: int = 0
    round: int = 1
    phase: Phase = Phase.WALK
    added: int = 0
    changed: int = 0
    hidden: int = 0
    requests: int = 0
    rolling: bool = False
    began: int = 0

    @property
    def written(self) -> int:
        """How many rows it has changed so far."""
        return self.added + self.changed + self.hidden

    def saved(self) -> dict[str, Any]:
        """As JSON."""
        return asdict(self)

    @classmethod
    def restored(cls, saved: Any) -> "Place | None":
        """The place that was saved; None when there is none or an older program's."""
        if not isinstance(saved, Mapping) or set(saved) != set(cls.__dataclass_fields__):
            return None
        return cls(**{**saved, "phase": Phase(saved["phase"])})

    def is_old(self, now: int) -> bool:
        """Did it begin so long ago that what it read first is out of date? A clock set back cannot tell."""
        return not 0 <= now - self.began <= LONGEST_PASS_S

    def after_page(self, meta: Meta, *, asked: int, rows: int) -> "Place":
        """The place after this page was read. `rows`: how many it held, unreadable ones included."""
        limit = meta.limit_value or asked
        total = self.total if meta.total_count is None else meta.total_count
        here = replace(self, limit=limit, total=total)
        if self.limit and limit != self.limit:
            # page numbers mean other rows now: go on behind what was read for certain
            return replace(here, page=(self.page - 1) * self.limit // limit + 1)
        fallen = self.total - total
        if fallen > 0 and self.page > 1 and self.steps_back < MOST_STEPS_BACK:
            back = -(-fallen // limit)
            return replace(here, page=max(1, self.page - back), steps_back=self.steps_back + 1)
        following = next_page(meta, self.page, asked, rows)
        if following is None:
            return replace(here, phase=Phase.CONFIRM)
        return replace(here, page=following)

    def again(self) -> "Place":
        """The second reading of all pages, of the same generation: too much was missing after the first."""
        return replace(self, page=1, limit=0, total=0, steps_back=0, round=self.round + 1, phase=Phase.WALK)
