"""Liste einlesen: send it, say what its columns mean, look at what would happen, do it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from schutznetz.common.errors import DomainError
from schutznetz.directory import access as directory
from schutznetz.directory import actions
from schutznetz.directory.access import uploads as access
from schutznetz.directory.enums import UploadState
from schutznetz.directory.forms.uploads import TOO_LARGE, ColumnsForm, TakeForm, UploadForm
from schutznetz.directory.models import ListUpload
from schutznetz.directory.presenting import uploads as presenting
from schutznetz.networks import access as networks
from schutznetz.networks.doors import acting
from schutznetz.networks.models import Network
from schutznetz.networks.policy import Acting
from schutznetz.networks.roles import Act
from schutznetz.networks.views.frame import errors_of, home, show
from schutznetz.ui.components import Link

APP = "directory"
FORM_METHODS = ["GET", "HEAD", "POST"]
TITLE = "Liste einlesen"


@acting(Act.PREPARE_IMPORT, networks.own_network)
@sensitive_post_parameters()
@require_http_methods(FORM_METHODS)
def upload(request: HttpRequest, who: Acting, network: Network) -> HttpResponse:
    form, problem = UploadForm(), ""
    if request.method == "POST" and UploadForm.is_too_large(request):
        problem = TOO_LARGE
    elif request.method == "POST":
        form = UploadForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                return redirect("lists:columns", actions.send_list(network, *form.sent(), who).pk)
            except DomainError as refused:
                problem = str(refused)
    context = {
        "form": form,
        "errors": errors_of(form),
        "problem": problem,
        "here": [_link(one) for one in access.uploads_of(network)],
        "done": presenting.facts_of_imports(access.last_imports(network)),
        "crumbs": (home(), Link(TITLE, "")),
    }
    return show(request, "lists/upload", context, app=APP)


def _link(upload: ListUpload) -> Link:
    page = "lists:columns" if upload.state == UploadState.SENT else "lists:report"
    return Link(upload.name, reverse(page, args=[upload.pk]), presenting.state_of(upload))


@acting(Act.PREPARE_IMPORT, access.upload_of)
@sensitive_post_parameters()
@require_http_methods(FORM_METHODS)
def columns(request: HttpRequest, who: Acting, upload: ListUpload) -> HttpResponse:
    if upload.state not in access.OPEN:
        return redirect("lists:report", upload.pk)
    form = ColumnsForm(
        request.POST if request.method == "POST" else None, look=access.look_at(upload),
        mapping=access.mapping_of(upload), sheet=access.chosen_sheet(upload), types=directory.offer_types(),
    )  # fmt: skip
    problem = ""
    if request.method == "POST" and form.is_valid():
        try:
            actions.check_list(actions.answer(upload, *form.said()))
            return redirect("lists:report", upload.pk)
        except DomainError as refused:
            problem = str(refused)
    context = {
        "name": upload.name,
        "form": form,
        "errors": errors_of(form),
        "problem": problem or next(iter(form.non_field_errors()), ""),
        "throw_away_href": reverse("lists:throw_away", args=[upload.pk]),
        "crumbs": _crumbs("Was die Spalten bedeuten"),
    }
    return show(request, "lists/columns", context, app=APP)


@acting(Act.PREPARE_IMPORT, access.upload_of)
@require_safe
def report(request: HttpRequest, who: Acting, upload: ListUpload) -> HttpResponse:
    """What would happen, how far it is, or what has happened."""
    if upload.state == UploadState.SENT:
        return redirect("lists:columns", upload.pk)
    is_done = upload.state == UploadState.DONE
    types = {kind.pk: kind.label for kind in directory.offer_types()}
    context = {
        "name": upload.name,
        "key": upload.pk,
        "is_busy": upload.state in access.BUSY,
        "is_done": is_done,
        "state": presenting.state_of(upload),
        "told": presenting.page(access.report_of(upload), types),
        "here": Link("Nachsehen, ob es fertig ist", request.path),
        "columns": Link("Zuordnung ändern", reverse("lists:columns", args=[upload.pk])),
        "refused": Link("Als Tabelle herunterladen", reverse("lists:refused", args=[upload.pk])),
        "overwrite": TakeForm()["overwrite"],
        "take_href": reverse("lists:take"),
        "throw_away_href": reverse("lists:throw_away", args=[upload.pk]),
        "onward": (
            Link("Im Portal ansehen", reverse("network:results", args=[upload.network.slug]), "was alle sehen"),
            Link("Noch eine Liste einlesen", reverse("lists:upload"), ""),
        ),
        "crumbs": _crumbs("Was eingelesen wurde" if is_done else "Was geschehen würde"),
    }
    return show(request, "lists/report", context, app=APP)


@acting(Act.IMPORT_ENTRIES, networks.own_network)
@require_POST
def take(request: HttpRequest, who: Acting, network: Network) -> HttpResponse:
    upload = access.upload_named(who, request.POST.get("upload", ""))
    if upload is None:
        raise Http404
    try:
        taken = actions.take_list(upload, who, overwrite=TakeForm(request.POST).wants_to())
    except DomainError as refused:
        messages.error(request, str(refused))
    else:
        if taken.state == UploadState.DONE:
            messages.success(request, "Die Liste ist eingelesen. Alles ist sofort zu finden.")
    return redirect("lists:report", upload.pk)


@acting(Act.PREPARE_IMPORT, access.upload_of)
@require_POST
def throw_away(request: HttpRequest, who: Acting, upload: ListUpload) -> HttpResponse:
    actions.throw_away(upload)
    messages.success(request, "Die Liste ist gelöscht.")
    return redirect("lists:upload")


@acting(Act.PREPARE_IMPORT, access.upload_of)
@require_safe
def refused(request: HttpRequest, who: Acting, upload: ListUpload) -> HttpResponse:
    """What was not, or would not be taken over, with the reason of each row."""
    return HttpResponse(
        presenting.refused_csv(access.report_of(upload)),
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": 'attachment; filename="nicht-uebernommen.csv"',
            "Cache-Control": "no-store",
            "X-Robots-Tag": "noindex",
        },
    )


def _crumbs(last: str) -> tuple[Link, ...]:
    return home(), Link(TITLE, reverse("lists:upload")), Link(last, "")
