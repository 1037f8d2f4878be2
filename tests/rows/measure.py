"""``python3 tests/rows/measure.py``: what the wall costs a page, on a PostgreSQL cluster of its own.

The same pages are asked for in turns: as the application behind the wall, each request one transaction, and as the
superuser on Django's own backend, whom no policy concerns. The database knows 20,000 memberships and 20,000 names.
"""

import os
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from schutznetz.demo.throwaway import postgres

ROUNDS, ROWS = 150, 20_000


def main() -> None:
    with postgres.cluster(postgres.find_binaries()) as url:
        os.environ |= {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.settings"}
        import django

        django.setup()
        measure()


def measure() -> None:
    from django.core.management import call_command
    from django.db import connection
    from django.urls import reverse

    from tests.people import World

    call_command("migrate", verbosity=0)
    world = World()
    fill(world)
    call_command("database_roles", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    client = world.client("coordinator")
    house = reverse("networks:members", args=[world.kita.pk])
    for name, address in (("Startseite", "/"), ("Einrichtung", entry()), ("Mitglieder", house)):
        compare(name, client, address)


def fill(world) -> None:
    """Make many rows that nobody of the tests may see, and a public house with a name."""
    from datetime import date

    from schutznetz.networks.models import Function, Holder, Membership
    from tests.factories import make_contact_point, make_organisation, make_site

    other = make_organisation("Groß")
    functions = Function.objects.bulk_create(
        Function(organisation=other, role="professional", title=f"F{number}") for number in range(ROWS)
    )
    away = world.networks["away"]
    Membership.objects.bulk_create(Membership(function=function, network=away) for function in functions)
    Holder.objects.bulk_create(
        Holder(function=function, name="Niemand", valid_from=date(2026, 1, 1)) for function in functions
    )
    point = make_contact_point(world.kita.functions.first())
    Holder.objects.create(
        function=point.function, name="Frau Offen", valid_from=date(2026, 1, 1), visibility="public",
        consent_on=date(2026, 1, 1), consent_expires_on=date(2030, 1, 1),
    )  # fmt: skip
    make_site(world.kita)


def entry() -> str:
    from schutznetz.networks.models import Organisation

    return f"/auental/einrichtung/{Organisation.objects.get(name='kita').pk}/"


def compare(name, client, address) -> None:
    taken: dict[bool, list[float]] = {True: [], False: []}
    for number in range(ROUNDS + 20):
        for walled in (True, False) if number % 2 else (False, True):
            milliseconds = ask(client, address, walled=walled)
            if number >= 20:
                taken[walled].append(milliseconds)
    print(name, *(f"{word} p50 {p(taken[walled], 50):.2f} p95 {p(taken[walled], 95):.2f} ms;"
                  for word, walled in (("ohne", False), ("mit", True))))  # fmt: skip


def ask(client, address, *, walled) -> float:
    from django.db import connection, connections

    from schutznetz.common import kept
    from tests.wall import ROLE

    kept.forget_all()
    connections.settings["default"]["ATOMIC_REQUESTS"] = walled
    connection.execute_wrappers[:] = [connection._tell_before] if walled else []
    connection.connection.execute(f"SET ROLE {ROLE}" if walled else "RESET ROLE")
    begun = time.perf_counter()
    response = client.get(address)
    taken = time.perf_counter() - begun
    connection.connection.execute("RESET ROLE")
    assert response.status_code == 200, (address, response.status_code)
    return taken * 1000


def p(values: list[float], percent: int) -> float:
    return statistics.quantiles(values, n=100)[percent - 1]


if __name__ == "__main__":
    main()
