"""What other directories keep and a network shows, for its coordination: German only, behind the door."""

from django.urls import path

from schutznetz.exchange.views import homes

app_name = "homes"
urlpatterns = [
    path("", homes.homes, name="list"),
    path("<uuid:home>/", homes.home, name="home"),
    path("einrichtung/<uuid:mirrored>/", homes.house, name="house"),
    path("einrichtung/<uuid:mirrored>/uebernehmen/", homes.adopt, name="adopt"),
    path("einrichtung/<uuid:mirrored>/zurueckgeben/", homes.give_back, name="give_back"),
]
