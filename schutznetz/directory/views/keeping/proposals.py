"""What waits for a second person: read it, agree, or give it back with a question."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from schutznetz.common.errors import DomainError
from schutznetz.directory import actions
from schutznetz.directory.access import keeping as access
from schutznetz.directory.enums import EntryKind, ProposalState
from schutznetz.directory.forms import SendBackForm
from schutznetz.directory.models import Proposal
from schutznetz.directory.presenting import keeping as presenting
from schutznetz.networks.doors import acting
from schutznetz.networks.policy import Acting, Allow, decide
from schutznetz.networks.presenting.ways_back import and_back
from schutznetz.networks.roles import Act
from schutznetz.networks.views.frame import came_from, errors_of, home, onward, show
from schutznetz.ui.components import Link

FORM_METHODS = ["GET", "HEAD", "POST"]
# A page of the app above, where the coordination comes from and goes back to.
TODO = "coordination:todo"


@acting(Act.SEE_ENTRIES, access.proposal_of)
@require_safe
def proposal(request: HttpRequest, who: Acting, proposal: Proposal) -> HttpResponse:
    return _show(request, who, proposal, SendBackForm())


@acting(Act.DECIDE_PROPOSAL, access.proposal_of)
@require_POST
def accept(request: HttpRequest, who: Acting, proposal: Proposal) -> HttpResponse:
    try:
        actions.accept(proposal, who)
    except DomainError as refused:
        messages.error(request, str(refused))
        return redirect(_with_way_back(request, "proposal", proposal))
    messages.success(request, "Freigegeben. Der Eintrag steht jetzt so im Portal.")
    return onward(request, reverse(TODO))


@acting(Act.DECIDE_PROPOSAL, access.proposal_of)
@sensitive_post_parameters()
@require_http_methods(FORM_METHODS)
def send_back(request: HttpRequest, who: Acting, proposal: Proposal) -> HttpResponse:
    form = SendBackForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return _show(request, who, proposal, form)
    try:
        actions.send_back(proposal, form.cleaned_data["reason"], who)
    except DomainError as refused:
        messages.error(request, str(refused))
        return redirect(_with_way_back(request, "proposal", proposal))
    messages.success(request, "Die Rückfrage ist unterwegs.")
    return onward(request, reverse(TODO))


@acting(Act.EDIT_ENTRY, access.proposal_of)
@require_POST
def withdraw(request: HttpRequest, who: Acting, proposal: Proposal) -> HttpResponse:
    try:
        actions.withdraw(proposal, who)
    except DomainError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "Ihr Vorschlag ist zurückgezogen. Im Portal ändert sich nichts.")
    return redirect("keeping:proposal", proposal.pk)


def _with_way_back(request: HttpRequest, page: str, proposal: Proposal) -> str:
    return and_back(reverse(f"keeping:{page}", args=[proposal.pk]), came_from(request))


def _show(request: HttpRequest, who: Acting, proposal: Proposal, form: SendBackForm) -> HttpResponse:
    entry = access.proposed_entry(proposal)
    waits = proposal.state == ProposalState.WAITING
    decides = waits and isinstance(decide(who, Act.DECIDE_PROPOSAL, proposal), Allow)
    is_own = proposal.proposed_person == who.person
    title = presenting.proposal_title(proposal, entry)
    context = {
        "title": title,
        "proposal": proposal,
        "facts": presenting.proposal_facts(proposal),
        "changes": presenting.proposal_changes(proposal, entry) if entry else [],
        "values": presenting.facts(EntryKind.OFFER, proposal.values) if proposal.entry is None else [],
        "state": ProposalState(proposal.state).label,
        "form": form,
        "errors": errors_of(form),
        "accept_href": _with_way_back(request, "accept", proposal) if decides and not is_own else "",
        "send_back_href": _with_way_back(request, "send_back", proposal) if decides and not is_own else "",
        "withdraw_href": reverse("keeping:withdraw", args=[proposal.pk]) if waits and is_own else "",
        "crumbs": (home(), Link(title, "")),
    }
    return show(request, "keeping/proposal", context, app="directory")
