"""WSGI entry point for gunicorn."""

import logging
import os

from django.core.wsgi import get_wsgi_application
from django.db import DatabaseError

from schutznetz.common.logs import NothingTyped

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

# The application server has a log of its own, and shall quote nobody either.
logging.getLogger("gunicorn.error").addFilter(NothingTyped())
application = get_wsgi_application()


def warm_up() -> None:
    """Read the thesaurus before the first visitor comes, not while she waits."""
    from schutznetz.directory.search import knowledge  # noqa: PLC0415 -- models exist only now

    try:
        knowledge.current()
    except DatabaseError:
        return  # the pages themselves say what is wrong


warm_up()
