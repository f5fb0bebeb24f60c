"""A SmartKasa that changes under the reader's hands, fails, cuts, clamps and lies; all of it by a seed."""

import json
from collections.abc import Callable
from random import Random
from typing import Any

import httpx

SHOP = 37958


class HostileShop:
    """Goods of one shop in a list whose order between equals is nobody's promise. `quiet` stops all mischief."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.quiet = False
        self.goods: dict[str, dict[str, Any]] = {}
        self.order: list[str] = []
        self.made = 0
        self.limit = chance.choice([7, 20, 50, 500])
        self.trouble = chance.choice([0.0, 0.01, 0.05])
        self.churn = chance.choice([0.1, 0.4, 0.7])
        self.liar = chance.random() < 0.3
        self.ties = chance.random() < 0.5
        self.crash: Callable[[], None] | None = None
        self.crash_chance = chance.choice([0.0, 0.01, 0.05])
        self.requests: list[httpx.Request] = []
        for _ in range(chance.choice([30, 120, 400])):
            self._make()

    def live(self) -> dict[str, int]:
        """What there is: id to kopecks."""
        return {good_id: good["kopecks"] for good_id, good in self.goods.items()}

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.url.path.startswith("/api/v1/auth/"):
            return _answer({"access": "a", "refresh": "r"}, 201)
        self.requests.append(request)
        if not self.quiet:
            self._mischief()
            if self.crash is not None and self.chance.random() < self.crash_chance:
                self.crash()
            spoilt = self._spoilt()
            if spoilt is not None:
                return spoilt
        return self._serve(request)

    def _mischief(self) -> None:
        chance = self.chance
        while chance.random() < self.churn:
            what = chance.random()
            if what < 0.35:
                self._make()
            elif what < 0.6 and len(self.order) > 20:  # an emptied shop is a matter for a person, not for a sync
                for good_id in chance.sample(self.order, min(len(self.order), chance.choice([1, 1, 3, 12]))):
                    self.order.remove(good_id)
                    del self.goods[good_id]
            elif self.order:
                self.goods[chance.choice(self.order)]["kopecks"] = chance.randrange(1, 10**6)
        if self.ties and chance.random() < 0.3:
            start = chance.randrange(max(1, len(self.order)))
            part = self.order[start : start + 40]
            chance.shuffle(part)
            self.order[start : start + 40] = part
        if chance.random() < 0.02:
            self.limit = chance.choice([5, 13, 33, 100, 500])

    def _make(self) -> None:
        self.made += 1
        good_id = f"g{self.made:06d}"
        self.goods[good_id] = {"kopecks": self.chance.randrange(1, 10**6), "number": f"482{self.made % 300:06d}"}
        self.order.insert(0 if self.chance.random() < 0.8 else self.chance.randrange(len(self.order) + 1), good_id)

    def _spoilt(self) -> httpx.Response | None:
        """Sometimes no answer of SmartKasa's at all."""
        if self.chance.random() >= self.trouble:
            return None
        kind = self.chance.randrange(6)
        if kind == 0:
            raise httpx.ConnectError("no route")
        if kind == 1:
            raise httpx.ReadTimeout("late")
        if kind == 2:
            return httpx.Response(404, text="<html>404 Not Found</html>")
        if kind == 3:
            return httpx.Response(200, text='{"data": [{"id": "g0')
        if kind == 4:
            return httpx.Response(200, json={"data": [], "meta": {"total_count": 0}})
        return httpx.Response(503, headers={"retry-after": "1"})

    def _serve(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path
        if path.endswith("/unit_types"):
            return _answer([{"id": 4, "code": 2009, "short_name": "шт"}])
        if path.endswith("/categories"):
            return _answer([{"id": "c", "title": "Усе"}], meta={"total_count": 1, "next_page": None})
        if path.endswith("/product_subgroups"):
            return _answer([{"id": number, "title": f"Мітка {number}"} for number in (1, 2, 3)])
        if path.endswith("/cards"):
            return _answer([], meta={"total_count": 0})
        if path.endswith("/alter"):
            sold = self.chance.sample(self.order, min(9, len(self.order)))
            return _answer({"id": 0, "products": [{**self._good(one), "total_count": "5"} for one in sold]})
        if path.endswith("/products"):
            return self._page(request)
        good_id = path.rsplit("/", 1)[1]
        if good_id in self.goods:
            return _answer(self._good(good_id))
        return httpx.Response(404, json={"errors": {"base": [{"error": "not_found"}]}})

    def _page(self, request: httpx.Request) -> httpx.Response:
        query = request.url.params
        number = query.get("number")
        order = [one for one in self.order if number in (None, self.goods[one]["number"])]
        limit, page = min(int(query["per_page"]), self.limit), int(query["page"])
        rows = [self._good(one) for one in order[(page - 1) * limit : page * limit]]
        pages, total = -(-len(order) // limit), len(order)
        if self.liar and not self.quiet and self.chance.random() < 0.1:
            total += self.chance.choice([-30, -1, 1, 400])
        return _answer(rows, meta={
            "current_page": page, "next_page": page + 1 if page < pages else None, "total_pages": pages,
            "total_count": max(0, total), "limit_value": limit,
        })  # fmt: skip

    def _good(self, good_id: str) -> dict[str, Any]:
        good = self.goods[good_id]
        price = f"{good['kopecks'] // 100}.{good['kopecks'] % 100:02d}"
        return {"id": good_id, "title": f"Товар {good_id}", "price": price, "number": good["number"], "unit_type_id": 4,
                "subgroup_id": good["kopecks"] % 4 or None, "procurement_price": price}  # fmt: skip


def _answer(data: Any, status: int = 200, meta: dict[str, Any] | None = None) -> httpx.Response:
    return httpx.Response(status, content=json.dumps({"data": data, "meta": meta or {}}))
