"""Nothing that the search keeps survives a test."""

import pytest

from schutznetz.common import kept
from schutznetz.directory.search import knowledge, places


@pytest.fixture(autouse=True)
def _fresh_knowledge():
    knowledge.start_over()
    places.forget()
    kept.forget_all()
