"""Finds what somebody names on the command line, or says what to type instead."""

from collections.abc import Sequence
from typing import TypeVar

from django.core.management import CommandError
from django.http import Http404

from schutznetz.directory import access as directory
from schutznetz.jurisdiction import access
from schutznetz.jurisdiction.models import DutyService, EmergencyNumber
from schutznetz.networks import access as networks
from schutznetz.networks.models import Function, Network
from schutznetz.networks.policy import Placed
from schutznetz.networks.roles import WORDS, Act

Row = TypeVar("Row", DutyService, Function)


def the_network(slug: str) -> Network:
    try:
        return directory.get_network(slug)
    except Http404 as error:
        known = ", ".join(network.slug for network in directory.networks()) or "noch keines"
        raise CommandError(f"Das Netzwerk „{slug}“ gibt es nicht. Vorhanden: {known}.", returncode=2) from error


def the_service(text: str, slug: str | None = None) -> DutyService:
    """Return the one service of a unit, or the service itself; several of one name need the network or the id."""
    network = the_network(slug) if slug else None
    found = [row for row in access.services_called(text) if network is None or row.network_id == network.pk]
    return _only(found, text, "Einheit oder Bereitschaft")


def the_function(text: str) -> Function:
    return _only(access.functions_called(text), text, "Funktion")


def the_function_for(act: Act, thing: Placed, text: str) -> Function:
    """Return the function that acts, if it may: by command the same rights hold as on the pages."""
    function = the_function(text)
    if not networks.function_may(function, act, thing):
        message = f"Die Funktion „{function}“ bei {function.organisation} darf das hier nicht: {WORDS[act]}."
        raise CommandError(message, returncode=1)
    return function


def the_number(number_id: str) -> EmergencyNumber:
    number = access.get_number(number_id)
    if number is None:
        message = f"Einen Vorschlag „{number_id}“ gibt es nicht. Die Kennungen zeigt: emergency_number list."
        raise CommandError(message, returncode=2)
    return number


def _only(found: Sequence[Row], text: str, what: str) -> Row:
    if len(found) == 1:
        return found[0]
    if not found:
        raise CommandError(f"Eine {what} „{text}“ gibt es nicht.", returncode=2)
    known = ", ".join(f"{row} ({row.pk})" for row in found[:10])
    raise CommandError(f"„{text}“ heißen mehrere. Bitte mit Kennung angeben: {known}.", returncode=2)
