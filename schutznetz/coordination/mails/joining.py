"""What a house hears that has offered itself."""

from schutznetz.coordination.models import JoinRequest
from schutznetz.jobs.actions import post

ACCEPTED = """\
Guten Tag,

danke, dass Sie mitmachen möchten: {name} ist jetzt beim {network} eingetragen.

Die Koordination meldet sich bei Ihnen, damit jemand aus Ihrer Einrichtung die Einträge pflegen kann.
"""

DECLINED = """\
Guten Tag,

danke, dass Sie beim {network} mitmachen möchten. Wir nehmen {name} zurzeit nicht als Partner auf.

Das sagt nichts über Ihre Arbeit. Haben Sie Fragen, wenden Sie sich bitte an die Koordination des Netzwerks.
Was Sie uns geschrieben haben, löschen wir spätestens nach sechs Monaten.
"""


def accepted(request: JoinRequest) -> None:
    _post(request, ACCEPTED, subject="Willkommen im Netzwerk", kind="join_accepted")


def declined(request: JoinRequest) -> None:
    _post(request, DECLINED, subject="Ihre Anfrage zum Mitmachen", kind="join_declined")


def _post(request: JoinRequest, text: str, *, subject: str, kind: str) -> None:
    if request.email:
        said = text.format(name=request.name, network=request.network.name)
        post(to=request.email, subject=subject, text=said, kind=kind, key=f"{kind}:{request.pk}")
