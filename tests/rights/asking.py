"""Asking without leaving a trace: neither in the database nor in the cookies of the browser."""

from django.db import transaction

from tests.rights.places import FORMS


def ask(client, method, address, data=None):
    cookies = client.cookies.output()
    with transaction.atomic():
        answer = client.generic(method, address) if data is None else client.post(address, data)
        transaction.set_rollback(True)
    client.cookies.load(cookies.replace("Set-Cookie: ", ""))
    return answer


def answers(client, route, relation, places):
    """Return what GET and POST say to somebody, and both pages."""
    address = places.address(route, relation)
    got, sent = ask(client, "GET", address), ask(client, "POST", address, FORMS.get(route, {}))
    return f"{got.status_code} {sent.status_code}", (got, sent)
