"""WSGI entry point for gunicorn."""

import logging
import os

from django.core.wsgi import get_wsgi_application
from django.db import DatabaseError

from schutznetz.common.logs import NothingTyped
from schutznetz.common.pauses import look_seldom

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

# The application server has a log of its own, and shall quote nobody either.
logging.getLogger("gunicorn.error").addFilter(NothingTyped())
application = get_wsgi_application()


def refuse_open_doors() -> None:
    """Do not start with a page that says nothing about who may open it: an application server runs no checks."""
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415 -- settings exist only now

    from schutznetz.common.doors import undeclared_views  # noqa: PLC0415 -- views exist only now

    if found := undeclared_views():
        raise ImproperlyConfigured(" ".join(str(each.msg) for each in found))


def warm_up() -> None:
    """Read the thesaurus before the first visitor comes, not while she waits."""
    from schutznetz.directory.search import knowledge  # noqa: PLC0415 -- models exist only now

    try:
        knowledge.current()
    except DatabaseError:
        return  # the pages themselves say what is wrong


refuse_open_doors()
warm_up()
look_seldom()
