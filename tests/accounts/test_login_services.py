"""What the operator writes about log-in services: read strictly, and bound to the issuer."""

from types import SimpleNamespace

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponse

from config import login_services
from schutznetz.accounts import adapters
from schutznetz.accounts.actions import add_app
from schutznetz.accounts.models import User
from schutznetz.accounts.views import services
from tests.accounts.people import LOGIN, inside, somebody

GOOD = {
    "id": '"amt"',
    "name": '"Amt"',
    "issuer": '"https://login.amt.example/a"',
    "client_id": '"x"',
    "network": '"mk"',
}


def written(folder, **changed):
    (folder / "secret").write_text("geheim\n")
    rows = {**GOOD, "secret_file": f'"{folder / "secret"}"', **changed}
    lines = [f"{name} = {value}" for name, value in rows.items() if value is not None]
    (folder / "dienste.toml").write_text("\n".join(["[[dienst]]", *lines]))
    return str(folder / "dienste.toml")


def test_without_a_file_there_are_none():
    assert login_services.read("") == {}


def test_it_trusts_nobody_unless_told(tmp_path):
    service = login_services.read(written(tmp_path))["amt"]

    assert (service.trusts_email, service.has_second_factor, service.secret) == (False, False, "geheim")
    assert service.origin == "https://login.amt.example"


def test_another_issuer_is_another_service(tmp_path):
    first = login_services.read(written(tmp_path))["amt"]
    second = login_services.read(written(tmp_path, issuer='"https://login.amt.example/b"'))["amt"]

    assert first.provider_id != second.provider_id


@pytest.mark.parametrize(
    "changed",
    [{"id": '"Amt"'}, {"id": '"a-b"'}, {"issuer": '"login.amt.example"'}, {"issuer": '"https://a.example/?x"'},
     {"network": None}, {"colour": '"red"'}, {"trusts_email": '"ja"'}, {"has_second_factor": "1"}],
)  # fmt: skip
def test_a_mistake_stops_the_start(tmp_path, changed):
    with pytest.raises(ImproperlyConfigured):
        login_services.read(written(tmp_path, **changed))


def test_two_services_of_one_name_stop_the_start(tmp_path):
    path = written(tmp_path)
    twice = (tmp_path / "dienste.toml").read_text()
    (tmp_path / "dienste.toml").write_text(f"{twice}\n{twice}")

    with pytest.raises(ImproperlyConfigured):
        login_services.read(path)


@pytest.mark.django_db
class TestPages:
    @pytest.fixture(autouse=True)
    def _service(self, tmp_path, settings):
        settings.LOGIN_SERVICES = found = login_services.read(written(tmp_path))
        apps = [service.as_app() for service in found.values()]
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": apps}}

    def test_the_door_names_it(self, client):
        assert 'action="/anmelden/dienst/amt/"' in client.get(LOGIN).content.decode()

    def test_a_link_starts_nothing(self, client):
        assert client.get("/anmelden/dienst/amt/").status_code == 405

    def test_an_unknown_service_is_not_found(self, client):
        assert client.post("/anmelden/dienst/haus/").status_code == 404

    def test_coming_back_without_the_cookie_asks_once_more_from_here(self, client):
        answer = client.get("/anmelden/dienst/amt/zurueck/?code=a&state=b")

        assert answer.headers["Refresh"] == "0; url=/anmelden/dienst/amt/zurueck/?code=a&state=b&_redir="
        assert answer.headers["Cache-Control"] == "no-store"
        assert "sid" not in answer.cookies

    @pytest.mark.parametrize("query", ["?code=a&state=b&_redir=", "?_redir=", "?error=server_error&_redir="])
    def test_an_answer_to_no_question_is_refused(self, client, query):
        answer = client.get(f"/anmelden/dienst/amt/zurueck/{query}")

        assert answer.status_code == 401
        assert "Das hat nicht geklappt" in answer.content.decode()

    def test_who_cancels_is_told_so(self, client):
        answer = client.get("/anmelden/dienst/amt/zurueck/?error=access_denied")

        assert answer.headers["Location"] == "/anmelden/abgebrochen/"

    def test_the_own_page_shows_what_is_bound(self):
        page = inside(somebody()).get("/konto/sicherheit/einrichtung/").content.decode()

        assert "nicht verbunden" in page
        assert 'action="/anmelden/dienst/amt/"' in page

    @pytest.fixture
    def by_service_only(self, settings):
        user = User.objects.make(email="amt@musterkreis.example", name="Ina Amt", password=None)
        provider = settings.LOGIN_SERVICES["amt"].provider_id
        SocialAccount.objects.create(user=user, provider=provider, uid="ina", extra_data={})
        return user

    def test_whoever_has_nothing_but_the_service_shows_there_who_they_are(self, client, by_service_only):
        client.force_login(by_service_only)
        asked = client.get("/konto/noch-einmal/?next=/konto/sicherheit/app/")

        assert asked.headers["Location"] == "/konto/noch-einmal/dienst/?next=%2Fkonto%2Fsicherheit%2Fapp%2F"
        page = client.get(asked.headers["Location"]).content.decode()
        assert 'action="/anmelden/dienst/amt/"' in page
        assert 'name="next" value="/konto/noch-einmal/dienst/?next=%2Fkonto%2Fsicherheit%2Fapp%2F">' in page

    def test_whoever_has_a_password_or_no_service_has_no_such_page(self, client):
        assert inside(somebody()).get("/konto/noch-einmal/dienst/").status_code == 404

    @pytest.mark.parametrize("is_inside", [True, False])
    def test_a_service_asks_anew_whoever_is_inside(self, client, monkeypatch, by_service_only, is_inside):
        seen = []
        monkeypatch.setattr(services.openid, "login", lambda request, _: seen.append(request.GET) or HttpResponse())
        if is_inside:
            client.force_login(by_service_only)
        client.post("/anmelden/dienst/amt/", {"next": "/konto/"})

        (asked,) = seen
        assert ("prompt=login" in asked["auth_params"]) is is_inside

    @pytest.mark.parametrize(
        ("process", "is_same", "has_app", "expected"),
        [("login", True, False, True), ("connect", True, False, False), ("login", False, False, False),
         ("login", True, True, False)],
        ids=["again", "connects", "somebody else", "has a second factor here"],
    )  # fmt: skip
    def test_only_who_has_no_other_way_shows_it_there_and_stays(
        self, rf, by_service_only, process, is_same, has_app, expected
    ):
        request = rf.get("/")
        request.user = by_service_only
        if has_app:
            add_app(by_service_only, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
        answer = SimpleNamespace(user=by_service_only if is_same else somebody(), state={"process": process})

        assert adapters._shows_again(request, answer) is expected


@pytest.mark.django_db
def test_without_services_there_is_no_page_about_them():
    client = inside(somebody())

    assert client.get("/konto/sicherheit/einrichtung/").status_code == 404
    assert "Konto Ihrer Einrichtung" not in client.get("/konto/sicherheit/").content.decode()
