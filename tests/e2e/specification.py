"""Holds recorded exchanges against the vendors' OpenAPI files: what the till asked, and what it was answered."""

import json
from pathlib import Path
from typing import Any

import httpx
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from tests.contract.conftest import OpenApi
from tests.contract.test_sandbox_smartkasa import Contract as SmartKasaAnswers
from tests.contract.test_smartkasa_requests import Spec as SmartKasaRequests
from tests.e2e.vendors import Exchange

PICTURES = "/uploads/store/"
"""Pictures lie outside both specifications."""


def request_of(exchange: Exchange) -> httpx.Request:
    """The request as the checks take it."""
    address = f"http://vendor.test{exchange.path}" + (f"?{exchange.query}" if exchange.query else "")
    return httpx.Request(exchange.method, address, headers=exchange.headers, content=exchange.body)


def checkbox_faults(document: dict[str, Any], exchanges: list[Exchange]) -> list[str]:
    """One sentence for every exchange that is not as Checkbox's file says."""
    api = OpenApi(document)
    errors = Draft202012Validator(
        {"$ref": "#/components/schemas/HTTPError", "components": document["components"]}
    )
    found = []
    for one in exchanges:
        try:
            api.check_request(request_of(one))
            _check_checkbox_answer(api, errors, one)
        except (ValidationError, ValueError, KeyError) as fault:
            found.append(f"{one.method} {one.path} {one.status}: {str(fault)[:300]}")
    return found


def _check_checkbox_answer(api: OpenApi, errors: Draft202012Validator, one: Exchange) -> None:
    _, operation = api.operation(one.method, one.path)
    if one.status >= 400:
        errors.validate(json.loads(one.answer))
        return
    content = operation["responses"][str(one.status)].get("content")
    if content is None:
        if one.answer:
            raise ValidationError("an answer where none is declared")
        return
    body = json.loads(one.answer)
    if body is None and one.path.endswith("/cashier/shift"):
        return  # 200 null where there is no shift: the vendor's article says so, its file does not
    if one.path.endswith("/get-offline-codes"):
        # dated without an offset in the vendor's article, whatever its file says
        body = [{**code, "created_at": f"{code['created_at']}+00:00"} for code in body]
    api.check_answer(one.method, one.path, one.status, body)


def smartkasa_faults(document: dict[str, Any], exchanges: list[Exchange]) -> list[str]:
    """The same for SmartKasa."""
    requests, answers = SmartKasaRequests(document), SmartKasaAnswers(document)
    found = []
    for one in exchanges:
        found += [f"{one.method} {one.path}: {fault}" for fault in requests.faults(request_of(one))]
        try:
            answers.check(one.method.lower(), one.path, one.status, json.loads(one.answer))
        except (ValidationError, ValueError, KeyError) as fault:
            found.append(f"{one.method} {one.path} {one.status}: {str(fault)[:300]}")
    return found


def load(specs_dir: Path, name: str) -> dict[str, Any]:
    """One of the vendors' files."""
    document: dict[str, Any] = json.loads((specs_dir / name).read_text(encoding="utf-8"))
    return document
