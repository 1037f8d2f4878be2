"""Pages of the coordination, under ``/konto/``: German only, for those who act."""

from django.urls import path

from schutznetz.coordination.views import todo

app_name = "coordination"
urlpatterns = [
    path("konto/zu-tun/", todo.todo, name="todo"),
]
