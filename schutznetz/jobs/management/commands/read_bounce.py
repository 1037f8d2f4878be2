"""``manage.py read_bounce``: takes one returned mail from a mail server, on standard input."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand
from django.db import DatabaseError

from schutznetz.jobs import actions
from schutznetz.jobs.outbox.returns import LARGEST

# sysexits.h: the mail server keeps the mail and calls again.
TRY_AGAIN = 75


class Command(BaseCommand):
    help = "Liest eine zurückgekommene Mail von der Standardeingabe und zählt sie für die Adresse, an die sie ging."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take nothing: the mail says everything."""

    def handle(self, **_options: Any) -> None:
        # Whatever it is, the mail server is told that it has arrived: it must not send it back in turn.
        try:
            counts = actions.note_return(sys.stdin.buffer.read(LARGEST))
        except DatabaseError:
            self.stderr.write("Die Datenbank ist nicht bereit.")
            sys.exit(TRY_AGAIN)
        self.stdout.write("Gezählt." if counts else "Keine zurückgekommene Mail von hier, oder schon gezählt.")
