from django.urls import include, path

urlpatterns = [
    path("ui/", include("schutznetz.ui.urls")),
    path("", include("schutznetz.jurisdiction.urls")),
    path("", include("schutznetz.directory.urls")),
]
