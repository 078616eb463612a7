"""The parameters of a call, however they came: query, form, JSON or multipart."""

import json
import re
from urllib.parse import parse_qsl, unquote

from bot.sandbox.errors import Json, bad_request
from bot.sandbox.stock import Upload

_BOUNDARY = re.compile(r'boundary="?([^";,]+)"?', re.IGNORECASE)
_NAME = re.compile(r'[\s;]name="([^"]*)"')
_FILENAME = re.compile(r'[\s;]filename="([^"]*)"')
_FILENAME_UTF8 = re.compile(r"[\s;]filename\*=utf-8''([^;\s]+)", re.IGNORECASE)


def read_params(content_type: str, query: bytes, body: bytes) -> tuple[Json, dict[str, Upload]]:
    """Every parameter by its name, and the files among them; raises ApiError for a body that cannot be read."""
    params: Json = dict(parse_qsl(query.decode(), keep_blank_values=True)) if query else {}
    if not body:
        return params, {}
    kind = content_type.partition(";")[0].strip().lower()
    if kind == "application/json":
        return params | _json_body(body), {}
    if kind == "multipart/form-data":
        fields, files = _multipart(content_type, body)
        return params | fields, files
    return params | dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True)), {}


def _json_body(body: bytes) -> Json:
    try:
        content = json.loads(body)
    except ValueError:
        content = None
    if not isinstance(content, dict):
        raise bad_request("can't parse JSON object")
    return content


def _multipart(content_type: str, body: bytes) -> tuple[Json, dict[str, Upload]]:
    boundary = _BOUNDARY.search(content_type)
    if boundary is None:
        raise bad_request("boundary not found in the multipart request")
    fields: Json = {}
    files: dict[str, Upload] = {}
    for part in body.split(b"--" + boundary[1].encode())[1:-1]:
        head, _, content = part.removeprefix(b"\r\n").removesuffix(b"\r\n").partition(b"\r\n\r\n")
        heading = head.decode("utf-8", "replace")
        if (name := _NAME.search(heading)) is None:
            continue
        if (filename := _filename(heading)) is not None:
            files[name[1]] = Upload(filename, _mime(heading), content)
        else:
            fields[name[1]] = content.decode("utf-8", "replace")
    return fields, files


def _filename(heading: str) -> str | None:
    if encoded := _FILENAME_UTF8.search(heading):
        return unquote(encoded[1])
    plain = _FILENAME.search(heading)
    return unquote(plain[1]) if plain else None


def _mime(heading: str) -> str:
    found = re.search(r"^content-type:\s*([^\s;]+)", heading, re.IGNORECASE | re.MULTILINE)
    return found[1] if found else ""
