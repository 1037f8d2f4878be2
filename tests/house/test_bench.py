"""The bench itself: what it promises to catch, it catches."""

import socket

import pytest
from django.template import Context, Template
from pytest_socket import SocketBlockedError, SocketConnectBlockedError

from tests.house import ROOT, TEMPLATES, name
from tests.scheduling import OPENING_THE_PORTAL

FIXTURE = "built_" + "portal"  # in two parts, or this file would name it too


def test_undefined_template_variable_fails():
    with pytest.raises(AssertionError, match="nonsense"):
        Template("{{ nonsense }}").render(Context())


@pytest.mark.filterwarnings("ignore:A test tried")
def test_network_is_blocked():
    with pytest.raises((SocketBlockedError, SocketConnectBlockedError)):
        socket.create_connection(("192.0.2.1", 80), timeout=1)


def test_portal_is_built_for_every_file_that_opens_it():
    """Else the first process to open it would build it alone, and the others would wait."""
    found = [name(path) for path in sorted((ROOT / "tests").rglob("test_*.py")) if FIXTURE in path.read_text()]

    assert [path for path in found if not path.startswith(OPENING_THE_PORTAL)] == []
    assert found


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_template_trusts_nobody(path):
    text = path.read_text(encoding="utf-8")

    for forbidden in ("|safe", "autoescape off", " style=", " onclick=", " onload=", "javascript:", "hx-on"):
        assert forbidden not in text
    assert "<script>" not in text


@pytest.mark.parametrize("path", [path for path in TEMPLATES if "schutznetz/ui" not in name(path)], ids=name)
def test_page_composes_components_and_brings_no_style_of_its_own(path):
    assert " class=" not in path.read_text(encoding="utf-8")
