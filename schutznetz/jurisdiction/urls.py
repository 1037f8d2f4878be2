from django.urls import path

from schutznetz.jurisdiction.views import interface

app_name = "jurisdiction"
urlpatterns = [
    path("api/jetzt", interface.now, name="interface"),
]
