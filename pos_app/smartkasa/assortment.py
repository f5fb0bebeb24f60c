"""What is sold and how it is ordered: units, the category tree, subgroups, products, imports of files, pictures."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Final, TypeVar

from pos_app.smartkasa import drafts as d
from pos_app.smartkasa import models as m
from pos_app.smartkasa.calls import PAGE, Calls
from pos_app.smartkasa.errors import BadAnswer
from pos_app.smartkasa.feed import Slices
from pos_app.smartkasa.rows import CATEGORIES, IMPORTS, MADE, PRODUCTS, SUBGROUPS, UNITS
from pos_app.smartkasa.transport import Call, query_of, read_whole, segment

R = TypeVar("R")

_CATEGORIES: Final = "/api/v1/inventory/categories"
_PRODUCTS: Final = "/api/v1/inventory/products"
_SUBGROUPS: Final = "/api/v1/inventory/product_subgroups"
_IMPORTS: Final = "/api/v1/inventory/import_products"
LARGEST_PICTURE: Final = 8 * 1024 * 1024


class OrderCalls(Calls):
    """Endpoints about units, categories and subgroups."""

    async def list_unit_types(self) -> m.Page[m.UnitType]:
        """All units of measure, on one page."""
        return await self._list("/api/v1/inventory/unit_types", {}, UNITS)

    async def list_categories(
        self, *, title: str | None = None, parent_id: str | None = None, page: int = 1, per_page: int = PAGE
    ) -> m.Page[m.Category]:
        """One page of the category tree's nodes, in no promised order."""
        query = query_of(title=title, parent_id=parent_id, page=page, per_page=per_page)
        return await self._list(_CATEGORIES, query, CATEGORIES)

    async def create_category(self, draft: d.NewCategory) -> m.Category:
        """Make a category; it needs a title."""
        return await self._one(_CATEGORIES, m.Category, method="POST", body={"category": draft.fields()})

    async def update_category(self, category_id: str, draft: d.CategoryDraft) -> m.Category:
        """Change a category's title or colour."""
        body = {"category": {"id": category_id, **draft.fields()}}
        return await self._one(f"{_CATEGORIES}/{segment(category_id)}", m.Category, method="PUT", body=body)

    async def delete_category(self, category_id: str) -> None:
        """Delete a category; one that holds products or other categories is refused."""
        await self._done("DELETE", f"{_CATEGORIES}/{segment(category_id)}")

    async def create_categories(self, drafts: Sequence[d.CategoryDraft]) -> m.Page[m.Category]:
        """Make several categories at the top of the tree, all or none."""
        body = {"batch": {"categories": [draft.fields() for draft in drafts]}}
        return await self._list(f"{_CATEGORIES}/batch", {}, CATEGORIES, method="POST", body=body)

    async def delete_categories(self, category_ids: Sequence[str]) -> None:
        """Delete several categories, all or none."""
        await self._done("DELETE", f"{_CATEGORIES}/batch", {"batch": {"ids": list(category_ids)}})

    async def list_subgroups(self, *, title: str | None = None) -> m.Page[m.Subgroup]:
        """All subgroups, on one page."""
        return await self._list(_SUBGROUPS, query_of(title=title), SUBGROUPS)

    async def create_subgroup(self, title: str) -> m.Subgroup:
        """Make a subgroup."""
        return await self._one(_SUBGROUPS, m.Subgroup, method="POST", body={"subgroup": {"title": title}})

    async def update_subgroup(self, subgroup_id: int, title: str) -> m.Subgroup:
        """Rename a subgroup."""
        body = {"subgroup": {"id": subgroup_id, "title": title}}
        return await self._one(f"{_SUBGROUPS}/{segment(subgroup_id)}", m.Subgroup, method="PUT", body=body)

    async def delete_subgroup(self, subgroup_id: int) -> None:
        """Delete a subgroup."""
        await self._done("DELETE", f"{_SUBGROUPS}/{segment(subgroup_id)}")


class ProductCalls(Calls):
    """Endpoints about products, their pictures, and files of them."""

    async def list_products(
        self,
        *,
        shop_id: int | None = None,
        number: str | None = None,
        q: str | None = None,
        category_id: str | None = None,
        subgroup_id: int | None = None,
        page: int = 1,
        per_page: int = PAGE,
    ) -> m.Page[m.Product]:
        """One page of products. `number` is the barcode, `q` a full-text query; compare what comes back."""
        query = query_of(
            shop_id=shop_id,
            number=number,
            q=q,
            category_id=category_id,
            subgroup_id=subgroup_id,
            page=page,
            per_page=per_page,
        )
        return await self._list(_PRODUCTS, query, PRODUCTS)

    async def read_products(
        self,
        use: Callable[[Slices[m.Product]], R],
        run: Callable[[Callable[[], R]], Awaitable[R]],
        *,
        shop_id: int,
        page: int,
        per_page: int = PAGE,
    ) -> R:
        """One page of a shop's products for whoever reads very many: `run` calls `use` in a thread of the caller's.

        There the page is parsed slice by slice as `use` walks over it, so that no slice of the loop is long.
        """
        query = query_of(shop_id=shop_id, page=page, per_page=per_page)
        body = await self._transport.send(Call("GET", _PRODUCTS, query))
        return await run(lambda: use(Slices(body, PRODUCTS)))

    async def get_product(self, product_id: str) -> m.ProductDetails:
        """One product with its stock cards. A deleted one raises an error for which `means_gone` is true."""
        return await self._one(f"{_PRODUCTS}/{segment(product_id)}", m.ProductDetails)

    async def create_product(self, draft: d.OwnedProductDraft) -> str:
        """Make a product, which needs a title and a price; → its id."""
        made = await self._one(_PRODUCTS, m.MadeProduct, method="POST", body={"product": draft.fields()})
        return made.id

    async def update_product(self, product_id: str, draft: d.OwnedProductDraft) -> None:
        """Change the fields of a product that the draft holds; all others stay as they are."""
        body = {"product": {"id": product_id, **draft.fields()}}
        await self._done("PATCH", f"{_PRODUCTS}/{segment(product_id)}", body)

    async def delete_product(self, product_id: str) -> None:
        """Delete a product for good: SmartKasa keeps no trace of it."""
        await self._done("DELETE", f"{_PRODUCTS}/{segment(product_id)}")

    async def create_products(self, drafts: Sequence[d.ProductDraft]) -> list[str]:
        """Make several products, all or none; → their ids in the same order."""
        body = {"batch": {"products": [draft.fields() for draft in drafts]}}
        made = await self._list(f"{_PRODUCTS}/batch", {}, MADE, method="POST", body=body)
        if made.unreadable:
            raise BadAnswer(status=201)  # which id is whose is no longer known
        return [product.id for product in made.items]

    async def delete_products(self, product_ids: Sequence[str]) -> None:
        """Delete several products for good, all or none."""
        await self._done("DELETE", f"{_PRODUCTS}/batch", {"batch": {"ids": list(product_ids)}})

    async def start_import(self, *, url: str, category_id: str) -> m.ImportJob:
        """Have SmartKasa read products from a file into a category. It fetches `url` itself: it must reach it."""
        body = {"import": {"url": url, "category_id": category_id}}
        return await self._one(_IMPORTS, m.ImportJob, method="POST", body=body)

    async def list_imports(
        self, *, url: str | None = None, category_id: str | None = None, page: int = 1, per_page: int = PAGE
    ) -> m.Page[m.ImportJob]:
        """One page of the imports that were started."""
        query = query_of(url=url, category_id=category_id, page=page, per_page=per_page)
        return await self._list(_IMPORTS, query, IMPORTS)

    async def get_import(self, import_id: int) -> m.ImportJob:
        """One import with its counts and results so far."""
        return await self._one(f"{_IMPORTS}/{segment(import_id)}", m.ImportJob)

    async def get_picture(self, picture: m.Picture) -> bytes:
        """The bytes of a picture. Raises BadAnswer for one on another host, not an image, or over 8 MB."""
        call = self._transport.picture_call(picture.url)
        async with self._transport.stream(call) as response:
            if not response.headers.get("content-type", "").startswith("image/"):
                raise BadAnswer(status=response.status_code)
            return await read_whole(response, LARGEST_PICTURE)
