"""The API as a client sees it."""

from types import SimpleNamespace

import pytest

from schutznetz.common import kept
from schutznetz.directory.search import knowledge, places

BASE = "/api/hsds/v3/"


@pytest.fixture(autouse=True)
def _fresh_knowledge():
    knowledge.start_over()
    places.forget()
    kept.forget_all()


@pytest.fixture
def api(client):
    """Ask without the base of every address."""

    def lines(path):
        return b"".join(client.get(BASE + path).streaming_content).decode().splitlines()

    return SimpleNamespace(
        get=lambda path="", **headers: client.get(BASE + path, headers=headers),
        ask=lambda path, data: client.post(BASE + path, data, content_type="application/json"),
        send=lambda path, data: client.post(BASE + path, data, content_type="application/x-www-form-urlencoded"),
        options=lambda path: client.options(BASE + path),
        head=lambda path: client.head(BASE + path),
        lines=lines,
        names=lambda path: [row["name"] for row in client.get(BASE + path).json()["contents"]],
    )
