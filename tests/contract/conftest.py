"""Holds requests and answers against the vendor's OpenAPI file."""

import copy
import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote
from uuid import UUID

import httpx
import pytest
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError

FORMATS = FormatChecker(("email",))
EXAMPLES = {
    "uuid": "11111111-2222-4333-8444-555555555555",
    "date-time": "2026-11-21T08:24:46.501940+00:00",
    "date": "2026-11-21",
    "time": "23:30:00",
    "email": "a@b.ua",
}


@FORMATS.checks("uuid", ValueError)
def _uuid(value: object) -> bool:
    return not isinstance(value, str) or str(UUID(value)) == value.lower()


@FORMATS.checks("date-time", ValueError)
def _date_time(value: object) -> bool:
    return not isinstance(value, str) or datetime.fromisoformat(value).tzinfo is not None


class OpenApi:
    """One OpenAPI document: finds operations, checks requests and answers, makes examples."""

    def __init__(self, document: dict[str, Any]) -> None:
        self._document = _with_nullable(document)
        self._strict = _closed(copy.deepcopy(self._document))

    def operation(self, method: str, path: str) -> tuple[str, dict[str, Any]]:
        """The path template and the operation; a template without parameters goes first."""
        found = [
            (template, entry[method.lower()])
            for template, entry in self._document["paths"].items()
            if method.lower() in entry and re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", template), path)
        ]
        if not found:
            raise ValidationError(f"no such operation: {method} {path}")
        return min(found, key=lambda pair: pair[0].count("{"))

    def check_request(self, request: httpx.Request) -> str:
        """Raises ValidationError unless path, query, headers and body are as declared; gives the template."""
        path, _, query = request.url.raw_path.decode().partition("?")
        template, operation = self.operation(request.method, path)
        declared = {(p["in"], p["name"].lower()): p for p in operation.get("parameters", [])}
        values: dict[tuple[str, str], list[str]] = {}
        names = re.findall(r"\{(\w+)\}", template)
        parts = re.fullmatch(re.sub(r"\{\w+\}", "([^/]+)", template), path)
        for name, value in zip(names, parts.groups() if parts else (), strict=True):
            values["path", name.lower()] = [unquote(value)]
        for name, value in parse_qsl(query, keep_blank_values=True):
            values.setdefault(("query", name.lower()), []).append(value)
        for name, value in request.headers.items():
            if ("header", name.lower()) in declared:
                values["header", name.lower()] = [value]
        for key, texts in values.items():
            if key not in declared:
                raise ValidationError(f"{key} is not declared for {request.method} {template}")
            self._check(self._typed(declared[key]["schema"], texts), declared[key]["schema"], strict=True)
        missing = [k for k, p in declared.items() if p.get("required") and k not in values]
        if missing:
            raise ValidationError(f"{missing} missing in {request.method} {template}")
        if operation.get("security") and not request.headers.get("authorization", "").startswith("Bearer "):
            raise ValidationError(f"{template} needs a token")
        self._check_body(operation, request)
        return template

    def _check_body(self, operation: dict[str, Any], request: httpx.Request) -> None:
        declared = operation.get("requestBody")
        if not request.content:
            if declared and declared.get("required"):
                raise ValidationError("a body is required")
            return
        if not declared:
            raise ValidationError("no body is declared")
        schema = declared["content"][request.headers["content-type"]]["schema"]
        self._check(json.loads(request.content), schema, strict=True)

    def check_answer(self, method: str, path: str, status: int, body: object) -> None:
        """Raises ValidationError unless this JSON answer is as declared; null stands for an absent field."""
        _, operation = self.operation(method, path)
        schema = operation["responses"][str(status)]["content"]["application/json"]["schema"]
        self._check(_without_nulls(body), schema, strict=False)

    def example_answer(self, operation: dict[str, Any], *, full: bool) -> tuple[int, str, object]:
        """A status, media type and body as declared: with everything, or with the required alone."""
        status, answer = next((int(s), a) for s, a in operation["responses"].items() if s.startswith("2"))
        media, content = next(iter(answer["content"].items()))
        return status, media, self._example(content["schema"], full)

    def _check(self, value: object, schema: dict[str, Any], *, strict: bool) -> None:
        root = self._strict if strict else self._document
        whole = {"components": root["components"], "allOf": [_closed(copy.deepcopy(schema)) if strict else schema]}
        Draft202012Validator(whole, format_checker=FORMATS).validate(value)

    def _resolve(self, schema: dict[str, Any]) -> dict[str, Any]:
        while "$ref" in schema:
            schema = self._document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
        return schema

    def _typed(self, schema: dict[str, Any], texts: list[str]) -> object:
        """Header and query text as the JSON value that the schema speaks of."""
        schema = self._resolve(schema)
        if schema.get("type") == "array":
            return [self._typed(schema["items"], [text]) for text in texts]
        if len(texts) != 1:
            return texts
        if schema.get("type") == "integer" and re.fullmatch(r"-?\d+", texts[0]):
            return int(texts[0])
        if schema.get("type") == "boolean":
            return {"true": True, "false": False}.get(texts[0], texts[0])
        return texts[0]

    def _example(self, schema: dict[str, Any], full: bool) -> Any:
        schema = self._resolve(schema)
        for key in ("anyOf", "oneOf", "allOf"):
            if key in schema:
                return self._example(schema[key][0], full)
        if "enum" in schema:
            return schema["enum"][0]
        kind = schema.get("type")
        if kind == "object":
            wanted = schema.get("properties", {}) if full else schema.get("required", [])
            return {name: self._example(schema["properties"][name], full) for name in wanted}
        if kind == "array":
            return [self._example(schema.get("items", {}), full)] if full or schema.get("minItems") else []
        if kind == "string":
            return EXAMPLES.get(schema.get("format", ""), "TEST-abcdef"[: schema.get("maxLength", 11)])
        return {"integer": 7, "number": 7.5, "boolean": True}.get(str(kind), {})


def _without_nulls(node: Any) -> Any:
    """The file declares no field that may be null, yet the server sends null for what it has not."""
    if isinstance(node, list):
        return [_without_nulls(item) for item in node]
    if isinstance(node, dict):
        return {key: _without_nulls(value) for key, value in node.items() if value is not None}
    return node


def _with_nullable(node: Any) -> Any:
    """The same in the words of JSON Schema: `nullable` of OpenAPI 3.0 becomes a choice with null."""
    if isinstance(node, list):
        return [_with_nullable(item) for item in node]
    if not isinstance(node, dict):
        return node
    plain = {key: _with_nullable(value) for key, value in node.items() if key != "nullable"}
    return {"anyOf": [plain, {"type": "null"}]} if node.get("nullable") is True else plain


def _closed(node: Any) -> Any:
    """Closes every object and drops what is deprecated, so that a misspelt or an old field is caught."""
    if isinstance(node, list):
        return [_closed(item) for item in node]
    if not isinstance(node, dict):
        return node
    node = {key: _closed(value) for key, value in node.items()}
    if isinstance(node.get("properties"), dict) and node.get("type") == "object":
        node["properties"] = {name: entry for name, entry in node["properties"].items() if not entry.get("deprecated")}
        node.setdefault("additionalProperties", False)
    return node


@pytest.fixture(scope="session")
def checkbox_api(specs_dir: Path) -> OpenApi:
    return OpenApi(json.loads((specs_dir / "checkbox.openapi.json").read_text("utf-8")))
