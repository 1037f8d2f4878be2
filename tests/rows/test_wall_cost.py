"""What ``benchmark wall`` compares really is a page with the wall and the same page without it."""

from contextlib import nullcontext

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.http import HttpResponse
from django.test import Client

from schutznetz.common import rows
from schutznetz.demo.benchmarking import wall
from tests.factories import make_help_line, make_network

PAGES = ("start", "house", "members")


def test_without_a_wall_there_is_nothing_to_compare():
    with pytest.raises(CommandError, match="nur auf PostgreSQL"):
        call_command("benchmark", "wall", database="sqlite")


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
class TestWall:
    @pytest.fixture(autouse=True)
    def _as_it_was(self, monkeypatch):
        # here it decides itself as whom it asks
        monkeypatch.setattr("tests.conftest.as_application", nullcontext)
        monkeypatch.setattr(wall, "ROUNDS", 2)
        monkeypatch.setattr(wall, "WARM_UP", 0)
        monkeypatch.setattr(wall, "TRIES", 1)
        monkeypatch.setattr(wall.statistics, "renew", lambda: None)

    def test_three_pages_are_compared(self):
        make_help_line()
        with rows.system("benchmark"):
            found = wall.figures(make_network(), 3)

        names = {f"{page}_{kind}{added}_ms" for page in PAGES for kind in ("p50", "p95", "least")
                 for added in ("", "_added")}  # fmt: skip
        assert found.keys() == names | {"budget", "ok"}

    @pytest.mark.parametrize(
        ("is_walled", "expected"),
        [(True, ("schutznetz_application", "public")), (False, ("schutznetz", ""))],
        ids=["with", "without"],
    )
    def test_request_meets_the_wall_or_does_not(self, monkeypatch, is_walled, expected):
        client, seen = Client(), []

        def get(_address):
            with rows.public(), connection.cursor() as cursor:
                cursor.execute("SELECT current_user::text, current_setting('schutznetz.context', true)")
                seen.append(tuple(value or "" for value in cursor.fetchone()))
            return HttpResponse()

        monkeypatch.setattr(client, "get", get)
        with rows.system("benchmark"):
            wall._ask(client, "/", is_walled=is_walled)

        assert seen == [expected]
        with rows.system("afterwards"), connection.cursor() as cursor:
            cursor.execute("SELECT current_user::text, current_setting('schutznetz.reason', true)")
            assert cursor.fetchone() == ("schutznetz", "afterwards")
