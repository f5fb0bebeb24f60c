"""The till's commands about people: signing in and out, badges. A part of the one door."""

from collections.abc import Sequence

from pos_app.catalog.gs1 import without_symbol
from pos_app.till.commands import Commands
from pos_app.till.state import BadgeRow, Cashier


class PeopleCommands(Commands):
    """Mixed into the till."""

    async def sign_in_pin(self, pin_code: str) -> Cashier:
        """Sign in by PIN."""
        return await self._do(self._parts.session.sign_in_pin(pin_code))

    async def sign_in(self, login: str, password: str) -> Cashier:
        """Sign in by login and password."""
        return await self._do(self._parts.session.sign_in(login, password))

    async def sign_in_badge(self, code: str) -> Cashier:
        """Sign in by badge."""
        return await self._do(self._parts.badges.sign_in(without_symbol(code.strip())))

    async def issue_badge(self, code: str) -> BadgeRow:
        """Make a card the badge of whoever is signed in."""
        return await self._do(self._parts.badges.issue(without_symbol(code.strip())))

    async def badges(self) -> Sequence[BadgeRow]:
        """Every badge."""
        return self._parts.badges.list()

    async def revoke_badge(self, badge_id: str) -> None:
        """A badge opens nothing any more."""
        self._open()
        self._parts.badges.revoke(badge_id)

    async def sign_out(self) -> None:
        """Sign out; refused while anything is unsent."""
        await self._do(self._parts.session.sign_out())

    async def sign_in_again(self) -> bool:
        """The silent sign-in, for the fiscal engine."""
        return await self._parts.session.sign_in_again()
