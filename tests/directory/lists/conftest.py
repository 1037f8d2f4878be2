"""Two networks and their people, the places and kinds of offers that lists name, and a way to send one."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from schutznetz.directory.models import ListUpload
from schutznetz.networks import access
from tests.directory.importing.conftest import TYPES
from tests.directory.keeping.pages import save
from tests.factories import make_gemeinde, make_type
from tests.people import World

LISTS = "/konto/einlesen/"


@pytest.fixture
def world(db):
    for type_id, label in TYPES.items():
        make_type(type_id, label)
    make_gemeinde()
    return World()


@pytest.fixture
def who(world):
    return access.acting_in(world.membership("coordinator"), "")


@pytest.fixture
def client(world):
    return world.client("coordinator")


@pytest.fixture
def send(client):
    """Send a list in the browser; returns the page that comes."""

    def post(text, name="kitas.csv", **options):
        data = text if isinstance(text, bytes) else text.encode()
        return client.post(LISTS, {"file": SimpleUploadedFile(name, data)}, follow=True, **options)

    return post


@pytest.fixture
def check(client, send):
    """Send a list and let it be checked as it was understood; returns the page that says what would happen."""

    def post(text, name="kitas.csv", **typed):
        page = send(text, name)
        return save(client, page.request["PATH_INFO"], page=FirstForm(page), **typed)

    return post


class FirstForm:
    """The page as if its first form were its only one: behind it is the button that throws the file away."""

    def __init__(self, page):
        self.status_code = page.status_code
        self.content = page.content.partition(b"</form>")[0] + b"</form></main>"


@pytest.fixture
def take(client):
    def post(**typed):
        return client.post(f"{LISTS}jetzt/", {"upload": ListUpload.objects.get().pk, **typed}, follow=True)

    return post
