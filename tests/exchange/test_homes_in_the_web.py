"""Reading a home over the web: another Schutznetz, any other API of HSDS, a file; and what is refused on the way."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace

import pytest

from schutznetz.exchange.actions import source_of, sync, sync_address
from schutznetz.exchange.importing.asking import Answer
from schutznetz.exchange.importing.errors import ConnectionCut, SourceRefused
from schutznetz.exchange.importing.hsds_api import Pages
from schutznetz.exchange.importing.schutznetz import Everything, Later, read_schutznetz
from schutznetz.exchange.importing.web import Web, _is_public, check_address
from schutznetz.exchange.models import Source
from tests.exchange.homes import bodies, organization, service
from tests.factories import NOW, make_network

pytestmark = pytest.mark.django_db
SERVICES = [service(f"Angebot {number}") for number in range(5)]


@pytest.fixture(scope="module")
def site():
    """A web server whose answers each test sets: path to (status, headers, body)."""
    answers = {}

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            status, headers, body = answers.get(self.path, (404, {}, b"{}"))
            self.send_response(status)
            for name, value in ({"Content-Length": str(len(body))} | headers).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)
            self.close_connection = True

        do_POST = do_GET  # noqa: N815 -- the name that the server calls

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield SimpleNamespace(answers=answers, address=f"http://127.0.0.1:{server.server_port}")
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(autouse=True)
def network(site):
    site.answers.clear()
    return make_network()


@pytest.fixture
def own_network(settings):
    settings.ALLOWS_PRIVATE_SOURCES = True


def said(body, status=200, **headers):
    return status, headers, body if isinstance(body, bytes) else json.dumps(body).encode()


def pages(name, records, size, form=""):
    """Answer a list page by page, as HSDS has it."""
    last = -(-len(records) // size)
    return {
        f"/{name}?page={number}{form}": said({
            "total_items": len(records), "total_pages": last, "page_number": number, "last_page": number == last,
            "contents": records[(number - 1) * size : number * size],
        })
        for number in range(1, last + 1)
    }  # fmt: skip


def read_pages(site):
    return sync(source_of("auental", site.address), Pages(Web(site.address, allows_private=True)))


def test_any_api_is_read_to_its_last_page(site, own_network):
    site.answers["/"] = said({"version": "3.0"})
    site.answers |= pages("services", SERVICES, 2, "&per_page=100&full=true")
    site.answers |= pages("organizations", [organization("Haus")], 2, "&per_page=100&full=true")

    first = sync_address(f"{site.address}/", "auental")
    site.answers |= pages("services", SERVICES[1:], 2, "&per_page=100&full=true")
    second = sync_address(f"{site.address}/", "auental")

    assert (first.created, first.mirrored) == (6, 6)
    assert (second.created, second.updated, second.deleted) == (0, 0, 1)


def test_list_in_brief_form_is_asked_one_by_one(site, own_network):
    site.answers |= {"/services?page=1&per_page=100&full=true": said({}, 400)}
    site.answers |= pages("services", SERVICES[:1], 2, "&per_page=100")
    site.answers[f"/services/{SERVICES[0]['id']}"] = said({**SERVICES[0], "phones": []})

    read_pages(site)
    assert bodies()["Angebot 0"]["phones"] == []


def test_record_that_slipped_through_the_pages_is_not_deleted(site, own_network):
    site.answers |= pages("services", SERVICES, 5, "&per_page=100&full=true")
    read_pages(site)
    site.answers |= pages("services", SERVICES[1:], 5, "&per_page=100&full=true")
    site.answers[f"/services/{SERVICES[0]['id']}"] = said(SERVICES[0])

    assert read_pages(site).deleted == 0
    assert len(bodies()) == 5


def test_file_in_the_web_is_read_like_one_at_hand(site, own_network):
    lines = "".join(json.dumps(one) + "\n" for one in SERVICES).encode()
    site.answers["/alles?x=1"] = said(lines, **{"Content-Type": "application/x-ndjson"})

    assert sync_address(f"{site.address}/alles?x=1", "auental").created == 5


def test_stream_that_ends_too_early_is_a_cut_connection(site):
    whole = b"".join(json.dumps(one).encode() + b"\n" for one in SERVICES)
    site.answers["/services"] = said(whole[:200], **{"Content-Length": str(len(whole))})
    chunk = f"{len(whole):x}\r\n".encode() + whole[:200]
    site.answers["/organizations"] = said(chunk, **{"Content-Length": "", "Transfer-Encoding": "chunked"})

    for name in ("services", "organizations"):
        with pytest.raises(ConnectionCut, match="abgerissen"):
            list(Web(site.address, allows_private=True).lines(name, {}))


def test_own_network_is_not_asked_without_the_operators_word(site):
    with pytest.raises(SourceRefused, match="nicht im öffentlichen Netz"):
        sync_address(f"{site.address}/", "auental")


def test_name_with_one_private_address_among_public_ones_is_refused(monkeypatch):
    rows = [(2, 1, 6, "", (address, 443)) for address in ("93.184.216.34", "10.0.0.1")]
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: rows)

    with pytest.raises(SourceRefused, match="nicht im öffentlichen Netz"):
        Web("https://heimat.example/").get("services")


def test_redirect_leads_nowhere_else(site):
    for target in ("file:///etc/passwd", "ftp://x.example/", "http://name:wort@x.example/", "/services"):
        site.answers["/services"] = said(b"", 302, Location=target)
        with pytest.raises(ConnectionCut):
            Web(site.address, allows_private=True).get("services").document()


@pytest.mark.parametrize(
    "address", ["ftp://x.example/", "https://", "http://a:b@x.example/", "http://x.example/ y", "http://x:99999/"]
)
def test_address_that_is_none(address):
    with pytest.raises(SourceRefused):
        check_address(address)


def test_private_addresses_in_every_disguise():
    private = ("127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "fe80::1%eth0", "::ffff:10.0.0.1", "::", "224.0.0.1",
               "100.64.0.1", "fc00::1", "2002:7f00:1::")  # fmt: skip
    assert [text for text in private if _is_public(text)] == []
    assert _is_public("93.184.216.34")


class Told:
    """A home with fixed answers."""

    def __init__(self, **answers):
        self.answers = answers

    def get(self, path):
        return Answer(200, json.dumps(self.answers[path.partition("?")[0]]).encode())


def changes(after=7, last=9, rows=(), **values):
    return {"after": after, "cursor": rows[-1]["position"] if rows else after, "last": last, "more": False,
            "contents": list(rows), **values}  # fmt: skip


def test_home_that_was_set_back_is_read_anew():
    assert isinstance(read_schutznetz(Told(changes=changes(last=9)), "7"), Later)
    anew = read_schutznetz(Told(changes=changes(last=3)), "7")
    assert isinstance(anew, Everything)
    assert anew.starts_over


@pytest.mark.parametrize(
    "answer",
    [changes(after=6), changes(cursor=8), changes(rows=[{"position": 5}]), {"contents": []}, [],
     changes(rows=[{"position": 8}])],
    ids=range(6),
)  # fmt: skip
def test_answer_to_another_question_is_refused(answer):
    with pytest.raises(ConnectionCut):
        read_schutznetz(Told(changes=answer), "7")


def test_trouble_is_kept_for_the_operator(site, own_network):
    source = Source.objects.create(network=make_network("zwei"), address=f"{site.address}/weg")

    with pytest.raises(SourceRefused, match="Status 404"):
        sync_address(source.address, "zwei")
    source.refresh_from_db()
    assert "Status 404" in source.trouble


def test_other_decision_about_names_reads_everything_again():
    source = source_of("auental", "https://x.example/")
    source.compared_at, source.cursor = NOW, "7"
    source.save()

    assert source_of("auental", "https://x.example/").compared_at == NOW
    assert source_of("auental", "https://x.example/", keeps_names=True).compared_at is None
