"""A list that was sent, and what is said of it: readable only for the row it belongs to, and for what it is."""

import json
from typing import Any

from schutznetz.crypto.fields import open_bytes, seal_bytes
from schutznetz.directory.models import ListUpload

CONTENT, ANSWERS, REPORT = ("directory.upload", "directory.upload.answers", "directory.upload.report")


def keep_content(upload: ListUpload, data: bytes) -> None:
    upload.content = seal_bytes(data, context=CONTENT, owner=str(upload.pk))


def content_of(upload: ListUpload) -> bytes:
    return open_bytes(bytes(upload.content or b""), context=CONTENT, owner=str(upload.pk))


def keep_answers(upload: ListUpload, answers: dict[str, Any]) -> None:
    upload.answers = _sealed(upload, ANSWERS, answers)


def answers_of(upload: ListUpload) -> dict[str, Any]:
    return _opened(upload, ANSWERS, upload.answers)


def keep_report(upload: ListUpload, report: dict[str, Any]) -> None:
    upload.report = _sealed(upload, REPORT, report)


def report_of(upload: ListUpload) -> dict[str, Any]:
    return _opened(upload, REPORT, upload.report)


def _sealed(upload: ListUpload, context: str, said: dict[str, Any]) -> bytes:
    return seal_bytes(json.dumps(said, ensure_ascii=False).encode(), context=context, owner=str(upload.pk))


def _opened(upload: ListUpload, context: str, sealed: bytes | memoryview | None) -> dict[str, Any]:
    if sealed is None:
        return {}
    found: dict[str, Any] = json.loads(open_bytes(bytes(sealed), context=context, owner=str(upload.pk)))
    return found
