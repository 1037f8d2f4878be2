"""Pages of the coordination, under ``/konto/``: German only, for those who act."""

from django.urls import path

from schutznetz.coordination.views import partners, todo

app_name = "coordination"
urlpatterns = [
    path("konto/zu-tun/", todo.todo, name="todo"),
    path("konto/partner/", partners.partners, name="partners"),
    path("konto/partner/<uuid:organisation>/", partners.partner, name="partner"),
    path("konto/partner/<uuid:organisation>/stand/", partners.move, name="move_partner"),
    path("konto/partner/<uuid:organisation>/ausscheiden/", partners.leave, name="end_partner"),
]
