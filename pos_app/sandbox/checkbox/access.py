"""Who may talk to the sandbox register: keys, tokens, sign-in, cashiers and their rights."""

import base64
import json

from pos_app.sandbox.checkbox.refusals import refuse
from pos_app.sandbox.checkbox.register import Register
from pos_app.sandbox.checkbox.settings import CashierAccount


def check_access_key(register: Register, key: str | None) -> None:
    """The integration's key may be left out unless the settings ask for it; a wrong one is refused."""
    settings = register.settings
    if (key is None and settings.access_key_required) or (key is not None and key != settings.access_key):
        raise refuse("access_key")


def check_license_key(register: Register, key: str) -> None:
    """The register's key must be this register's."""
    if key != register.settings.license_key:
        raise refuse("license")


def sign_in(register: Register, login: str, password: str) -> str:
    """A new token for a login and password."""
    for cashier in register.settings.cashiers:
        if cashier.login == login and cashier.password == password:
            return _token(register, cashier)
    raise refuse("login")


def sign_in_by_pin(register: Register, pin_code: str) -> str:
    """A new token for a PIN."""
    for cashier in register.settings.cashiers:
        if cashier.pin_code == pin_code:
            return _token(register, cashier)
    raise refuse("pin")


def _token(register: Register, cashier: CashierAccount) -> str:
    need_active(register, cashier)
    claims = {"token_type": "API", "jti": register.new_id(), "sub": cashier.id, "iat": int(register.now().timestamp())}
    parts = [json.dumps(part).encode() for part in ({"alg": "HS256", "typ": "JWT"}, claims)]
    parts.append(register.random.randbytes(32))
    token = ".".join(base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts)
    register.state.tokens[token] = cashier.id
    return token


def cashier_of(register: Register, authorization: str | None) -> CashierAccount:
    """The cashier behind an Authorization header."""
    if authorization is None or not authorization.lower().startswith("bearer "):
        raise refuse("unsigned")
    cashier_id = register.state.tokens.get(authorization[7:].strip())
    if cashier_id is None or cashier_id not in register.cashiers:
        raise refuse("token")
    cashier = register.cashiers[cashier_id]
    need_active(register, cashier)
    return cashier


def need_active(register: Register, cashier: CashierAccount) -> None:
    """Refuse a cashier that the owner switched off."""
    if cashier.id in register.state.world.deactivated:
        raise refuse("deactivated")


def need_right(cashier: CashierAccount, right: str) -> None:
    """Refuse what the cashier's permissions take away."""
    if right in cashier.denied:
        raise refuse("permission")


def need_no_kasa(register: Register) -> None:
    """Refuse to touch a shift that the vendor's own till program opened."""
    if register.state.world.shift_by_kasa and register.current() is not None:
        raise refuse("kasa")


def revoke(register: Register, authorization: str) -> None:
    """Forget one token."""
    register.state.tokens.pop(authorization[7:].strip(), None)


def revoke_all(register: Register) -> None:
    """Forget every token, as when the owner signs everybody out."""
    register.state.tokens.clear()
