"""Calls about the cashier and the organisation."""

import copy

from pydantic import SecretStr, TypeAdapter, ValidationError

from pos_app.checkbox.errors import AnswerClass, CheckboxError, Rejected, Words
from pos_app.checkbox.models.cashier import AccessToken, Me, Organization, SignatureState, SignIn, SignInPin, Tax
from pos_app.checkbox.models.shift import Shift
from pos_app.checkbox.wire import Wire

_TAXES: TypeAdapter[tuple[Tax, ...]] = TypeAdapter(tuple[Tax, ...])
_SHIFT_OR_NONE: TypeAdapter[Shift | None] = TypeAdapter(Shift | None)


class CashierCalls(Wire):
    """`/cashier/*` and `/organization`."""

    async def sign_in(self, login: str, password: str) -> None:
        """Signs in by login and password; the client holds the token from then on."""
        try:
            body = SignIn(login=login, password=SecretStr(password)).to_bytes()
        except ValidationError:
            raise _wrong("Неправильний логін або пароль. Спробуйте ще раз.") from None
        await self._take_token("/cashier/signin", body)

    async def sign_in_pin(self, pin: str) -> None:
        """Signs in by PIN; the client holds the token from then on."""
        try:
            body = SignInPin(pin_code=SecretStr(pin)).to_bytes()
        except ValidationError:
            raise _wrong("") from None
        await self._take_token("/cashier/signinPinCode", body)

    async def _take_token(self, path: str, body: bytes) -> None:
        answer = await self._ask("POST", path, AccessToken.model_validate, body=body, with_token=False)
        self.token = answer.access_token.get_secret_value()

    async def sign_out(self) -> None:
        """Gives the token up; a token that the server no longer knows is signed out too."""
        try:
            await self._send("POST", "/cashier/signout")
        except CheckboxError as error:
            if error.answer is not AnswerClass.AUTH:
                raise
        self.token = None

    async def whose_pin(self, pin: str) -> Me:
        """Who has this PIN; the token that this client holds stays as it is."""
        twin = copy.copy(self)
        twin.token = None
        await twin.sign_in_pin(pin)
        return await twin.me()

    async def me(self) -> Me:
        """The signed-in cashier, his rights and his organisation."""
        return await self._ask("GET", "/cashier/me", Me.model_validate)

    async def cashier_shift(self) -> Shift | None:
        """The cashier's current shift; None when there is none, also right after a close."""
        return await self._ask("GET", "/cashier/shift", _SHIFT_OR_NONE.validate_python)

    async def taxes(self) -> tuple[Tax, ...]:
        """The organisation's taxes."""
        return await self._ask("GET", "/cashier/tax", _TAXES.validate_python)

    async def check_signature(self) -> SignatureState:
        """Whether the cashier's signature program answers."""
        return await self._ask("GET", "/cashier/check-signature", SignatureState.model_validate)

    async def organization(self) -> Organization:
        """The seller."""
        return await self._ask("GET", "/organization", Organization.model_validate)


def _wrong(message: str) -> Rejected:
    """What Checkbox would say to credentials that cannot even be sent."""
    return Rejected(AnswerClass.CREDENTIALS, Words(), code="wrong_pin", message=message)
