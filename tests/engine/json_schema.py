"""Enough of JSON Schema (draft 2020-12) to hold a document against the published schema of plans: a keyword that is not
known here fails the test instead of passing in silence."""

import re
from collections.abc import Iterator
from typing import Any

TYPES: dict[str, Any] = {"object": dict, "array": list, "string": str, "boolean": bool, "null": type(None)}
SAID = {"$schema", "$id", "$defs", "title", "description"}


def fits(schema: dict[str, Any], document: object, root: dict[str, Any] | None = None) -> bool:
    """Whether the document is what the schema says."""
    root = root or schema
    return all(_keyword(name, said, schema, document, root) for name, said in schema.items() if name not in SAID)


def _keyword(name: str, said: Any, schema: dict[str, Any], document: Any, root: dict[str, Any]) -> bool:
    if name == "$ref":
        return fits(resolved(schema, root), document, root)
    if name in ("allOf", "anyOf", "oneOf"):
        count = sum(fits(one, document, root) for one in said)
        return {"allOf": count == len(said), "anyOf": count >= 1, "oneOf": count == 1}[name]
    if name == "not":
        return not fits(said, document, root)
    if name in ("const", "enum"):
        return any(type(one) is type(document) and one == document for one in ([said] if name == "const" else said))
    if name == "type":
        return _is_of(said, document)
    return (
        not isinstance(document, _ABOUT[name])
        or isinstance(document, bool)
        or _about(name, said, schema, document, root)
    )


def _is_of(said: str, document: object) -> bool:
    if said == "integer":
        return isinstance(document, int) and not isinstance(document, bool)
    return isinstance(document, TYPES[said])


_ABOUT: dict[str, Any] = {
    "properties": dict, "required": dict, "additionalProperties": dict, "items": list, "minItems": list, "maxItems": list,
    "pattern": str, "minLength": str, "maxLength": str, "minimum": int, "maximum": int,
}  # fmt: skip


def _about(name: str, said: Any, schema: dict[str, Any], document: Any, root: dict[str, Any]) -> bool:
    if name == "properties":
        return all(fits(one, document[key], root) for key, one in said.items() if key in document)
    if name == "required":
        return all(key in document for key in said)
    if name == "additionalProperties":
        assert said is False
        return all(key in schema["properties"] for key in document)
    if name == "items":
        return all(fits(said, one, root) for one in document)
    if name == "pattern":
        return re.search(said.replace("$", r"\Z"), document) is not None
    least = name in ("minItems", "minLength", "minimum")
    figure = document if isinstance(document, int) else len(document)
    return bool(figure >= said if least else figure <= said)


def resolved(schema: dict[str, Any], root: dict[str, Any]) -> dict[str, Any]:
    """What a schema refers to, or itself."""
    while "$ref" in schema:
        schema = root["$defs"][schema["$ref"].removeprefix("#/$defs/")]
    return schema


def alternatives(schema: dict[str, Any], root: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The schemas of objects and lists that a place may hold."""
    schema = resolved(schema, root)
    if "properties" in schema or "items" in schema:
        yield schema
        return
    for one in (*schema.get("anyOf", ()), *schema.get("oneOf", ())):
        yield from alternatives(one, root)
