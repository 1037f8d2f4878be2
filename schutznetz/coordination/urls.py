"""Pages of the coordination, under ``/konto/``: German only, for those who act."""

from django.urls import path

from schutznetz.coordination.views import (
    arriving,
    composition,
    confirming,
    followups,
    insofa,
    joining,
    leaving,
    mailings,
    partners,
    practices,
    reports,
    setting_up,
    todo,
)

app_name = "coordination"
urlpatterns = [
    path("konto/zu-tun/", todo.todo, name="todo"),
    path("konto/zu-tun/zurueckstellen/", todo.set_aside, name="set_aside"),
    path("konto/zusammensetzung/", composition.composition, name="composition"),
    path("konto/insofa/", insofa.insofa, name="insofa"),
    path("konto/rundschreiben/", mailings.mailings, name="mailings"),
    path("konto/rundschreiben/schreiben/", mailings.write, name="write_mailing"),
    path("konto/rundschreiben/<uuid:mailing>/", mailings.mailing, name="mailing"),
    path("konto/rundschreiben/verschicken/", mailings.send, name="send_mailing"),
    path("abbestellen/<str:token>/", mailings.unsubscribe, name="unsubscribe"),
    path("konto/mitmachen/<uuid:join_request>/", joining.decide, name="join_request"),
    path("konto/mitmachen/<uuid:join_request>/ablehnen/", joining.decline, name="decline_join"),
    path("konto/fuenf-minuten/", arriving.five_minutes, name="five_minutes"),
    path("konto/mitgliedschaft/<uuid:membership>/uebergeben/", leaving.hand_over, name="hand_over"),
    path("konto/uebergabe/", leaving.handover, name="handover"),
    path("konto/uebergabe/abhaken/", leaving.mark, name="mark_handover"),
    path("konto/unbestaetigt/<uuid:asked>/", followups.unanswered, name="unanswered"),
    path("konto/abmeldung/<uuid:notice>/", followups.notice, name="notice"),
    path("konto/adresse/<uuid:function>/", followups.address, name="address"),
    path("konto/einrichtung/<uuid:organisation>/hinweise/", reports.reports, name="reports"),
    path("konto/hinweis/<uuid:report>/", reports.report, name="report"),
    path("konto/einrichten/", setting_up.overview, name="setting_up"),
    path("konto/einrichten/einheit/", setting_up.unit, name="unit"),
    path("konto/einrichten/orte/", setting_up.places, name="places"),
    path("konto/einrichten/zeiten/", setting_up.times, name="times"),
    path("konto/einrichten/zeiten/neu/", setting_up.new_service, name="new_service"),
    path("konto/einrichten/zeiten/<uuid:service>/", setting_up.service, name="service"),
    path("konto/partner/", partners.partners, name="partners"),
    path("konto/partner/praxis/", practices.practice, name="practice"),
    path("konto/partner/<uuid:organisation>/", partners.partner, name="partner"),
    path("konto/partner/<uuid:organisation>/stand/", partners.move, name="move_partner"),
    path("konto/partner/<uuid:organisation>/ausscheiden/", partners.leave, name="end_partner"),
]

# Public, in both languages; a network's own pages stand under its name.
JOIN = [
    path("<slug:slug>/mitmachen/", joining.join, name="join"),
    path("<slug:slug>/mitmachen/danke/", joining.joined, name="joined"),
]

# Out of mails, for whoever has the link.
CONFIRMING = [
    path("<str:token>/", confirming.confirm, name="confirm"),
    path("<str:token>/aendern/", confirming.change, name="change"),
    path("<str:token>/weg/", confirming.gone, name="gone"),
]
