"""Terminals, shops and people of the account."""

from pos_app.smartkasa import drafts as d
from pos_app.smartkasa import models as m
from pos_app.smartkasa.calls import PAGE, Calls
from pos_app.smartkasa.rows import PEOPLE, SHOPS, STAFF, TERMINALS
from pos_app.smartkasa.transport import query_of, segment

_TERMINALS = "/api/v1/pos/terminals"
_SHOPS = "/api/v1/rsn/shops"
_PEOPLE = "/api/v1/rsn/employees"


class CompanyCalls(Calls):
    """Endpoints about who and where."""

    async def list_terminals(
        self, *, shop_id: int | None = None, name: str | None = None, page: int = 1, per_page: int = PAGE
    ) -> m.Page[m.Terminal]:
        """One page of the account's terminals."""
        query = query_of(shop_id=shop_id, name=name, page=page, per_page=per_page)
        return await self._list(_TERMINALS, query, TERMINALS)

    async def list_shops(
        self, *, title: str | None = None, state: int | None = None, page: int = 1, per_page: int = PAGE
    ) -> m.Page[m.Shop]:
        """One page of the account's shops."""
        return await self._list(
            _SHOPS, query_of(title=title, state=state, page=page, per_page=per_page), SHOPS
        )

    async def get_shop(self, shop_id: int) -> m.Shop:
        """One shop. Raises NotFound."""
        return await self._one(f"{_SHOPS}/{segment(shop_id)}", m.Shop)

    async def list_shop_employees(self) -> m.Page[m.ShopStaff]:
        """All shops with their people, on one page."""
        return await self._list(f"{_SHOPS}/employees", {}, STAFF)

    async def get_employee(self, employee_id: int) -> m.Employee:
        """One employee with the PIN. Of the private data in the answer only the PIN is kept."""
        return await self._one(f"{_PEOPLE}/{segment(employee_id)}", m.Employee)

    async def get_terminal(self, terminal_id: int) -> m.Terminal:
        """One terminal. Raises NotFound."""
        return await self._one(f"{_TERMINALS}/{segment(terminal_id)}", m.Terminal)

    async def update_terminal(self, terminal_id: int, draft: d.TerminalDraft) -> m.Terminal:
        """Rename a terminal or move it to another shop."""
        body = {"terminal": {"id": terminal_id, **draft.fields()}}
        return await self._one(f"{_TERMINALS}/{segment(terminal_id)}", m.Terminal, method="PUT", body=body)

    async def delete_terminal(self, terminal_id: int) -> None:
        """Take a terminal out of the account."""
        await self._done("DELETE", f"{_TERMINALS}/{segment(terminal_id)}")

    async def create_shop(self, draft: d.ShopDraft) -> m.Shop:
        """Open a shop; it needs a title."""
        return await self._one(_SHOPS, m.Shop, method="POST", body={"shop": draft.fields()})

    async def update_shop(self, shop_id: int, draft: d.ShopDraft) -> m.Shop:
        """Change the fields of a shop that the draft holds."""
        path = f"{_SHOPS}/{segment(shop_id)}"
        return await self._one(path, m.Shop, method="PUT", body={"shop": draft.fields()})

    async def delete_shop(self, shop_id: int) -> None:
        """Close a shop for good."""
        await self._done("DELETE", f"{_SHOPS}/{segment(shop_id)}")

    async def list_employees(
        self,
        *,
        first_name: str | None = None,
        last_name: str | None = None,
        phone_number: str | None = None,
        role_id: int | None = None,
        page: int = 1,
        per_page: int = PAGE,
    ) -> m.Page[m.StaffMember]:
        """One page of the account's people: who they are and nothing more."""
        query = query_of(
            first_name=first_name,
            last_name=last_name,
            phone_number=phone_number,
            role_id=role_id,
            page=page,
            per_page=per_page,
        )
        return await self._list(_PEOPLE, query, PEOPLE)

    async def create_employee(self, draft: d.EmployeeDraft) -> m.StaffMember:
        """Take somebody on."""
        return await self._one(_PEOPLE, m.StaffMember, method="POST", body={"employee": draft.fields()})

    async def update_employee(self, employee_id: int, draft: d.EmployeeDraft) -> m.StaffMember:
        """Change the fields of an employee that the draft holds."""
        path = f"{_PEOPLE}/{segment(employee_id)}"
        return await self._one(path, m.StaffMember, method="PUT", body={"employee": draft.fields()})

    async def delete_employee(self, employee_id: int) -> None:
        """Let somebody go."""
        await self._done("DELETE", f"{_PEOPLE}/{segment(employee_id)}")
