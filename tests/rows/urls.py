"""The addresses of the project, and a few that say how the database is asked."""

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path

from config import urls as project
from schutznetz.common import rows
from schutznetz.common.doors import personal, public
from schutznetz.jobs.actions import post


@public
def told(_request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('schutznetz.context', true)")
        (context,) = cursor.fetchone()
    return JsonResponse({"context": context, "atomic": connection.in_atomic_block})


@personal
def own(_request: HttpRequest) -> HttpResponse:
    return JsonResponse({"context": rows.current().context, "person": rows.current().person})


@public
def posts(_request: HttpRequest) -> HttpResponse:
    post(to="a@example.org", subject="x", text="x", kind="sample")
    return HttpResponse()


urlpatterns = [
    path("probe/", told),
    path("probe/selbst/", own),
    path("probe/post/", posts),
    *project.urlpatterns,
]
