"""``manage.py demo``: a filled portal on this computer, in a database file of its own."""

import os
import socket
import subprocess
import sys
from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command
from django.db import connection
from django.utils import timezone

from schutznetz.demo.actions import build_demo
from schutznetz.demo.actions.logins import make_logins
from schutznetz.demo.actions.midlife import let_live
from schutznetz.demo.actions.real import build_real

REAL = "echte-listen"  # the folder in VAR that holds the second database and the reports


class Command(BaseCommand):
    help = "Zeigt ein gefülltes Portal mit erfundenen Netzwerken auf http://localhost:8000/"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="Port auf localhost (8000)")
        parser.add_argument("--nur-anlegen", action="store_true", help="nur die Datenbank anlegen, nichts anzeigen")
        parser.add_argument(
            "--real",
            action="store_true",
            help="statt dessen die Listen aus SCHUTZNETZ_TESTDATEN, in einer zweiten Datenbank",
        )

    def handle(self, *, port: int, nur_anlegen: bool, real: bool, **options: object) -> None:
        self.test_data = self._find_test_data() if real else None
        if self._is_elsewhere(real=real):
            # The settings point at another database, maybe that of a real network: begin again.
            flags = [*(["--nur-anlegen"] if nur_anlegen else []), *(["--real"] if real else [])]
            arguments = ["demo", "--port", str(port), *flags]
            os.execv(sys.executable, [sys.executable, str(settings.ROOT / "manage.py"), *arguments])  # noqa: S606
        if nur_anlegen:
            self._build()
            return
        self._refuse_busy(port)
        # Compressing the files takes the second core while the first one fills the database.
        collect = [sys.executable, str(settings.ROOT / "manage.py"), "collectstatic", "--no-input", "-v0"]
        with subprocess.Popen(collect) as collecting:
            self._build()
        if collecting.returncode:
            raise CommandError("Schriften und Farben ließen sich nicht bereitlegen. Die Meldung steht darüber.")
        self._show_logins()
        self.stderr.write(f"Datenbank: {settings.DEMO_DATABASE}")
        self.stderr.write(f"Das Portal läuft auf http://localhost:{port}/ – beenden mit Strg+C.")
        connection.close()
        command = [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"localhost:{port}", "--workers", "2",
                   "--threads", "2", "--no-control-socket", "--log-level", "warning"]  # fmt: skip
        os.chdir(settings.ROOT)
        os.execv(command[0], command)  # noqa: S606 -- becomes the server; no user text is involved

    def _is_elsewhere(self, *, real: bool) -> bool:
        """Point the environment at the demo's own database; say whether the settings were read without that."""
        was_given = bool(os.environ.pop("DATABASE_URL", ""))
        if was_given:
            self.stderr.write("Die Demo hat eine eigene Datenbank. Die in DATABASE_URL bleibt unberührt.")
        is_beside = real and settings.VAR.name != REAL
        if is_beside:
            os.environ["SCHUTZNETZ_VAR"] = str(settings.VAR / REAL)
        return was_given or is_beside

    def _find_test_data(self) -> Path:
        folder = Path(settings.TEST_DATA)
        if not settings.TEST_DATA or not (folder / "directories").is_dir():
            raise CommandError(
                "demo --real liest echte Listen ein, die nicht zum Programm gehören. Bitte setzen Sie "
                "SCHUTZNETZ_TESTDATEN auf den Ordner, in dem ihr Ordner „directories“ liegt."
            )
        return folder

    def _fill(self) -> None:
        if self.test_data is None:
            for network, number in build_demo(timezone.now()).items():
                self.stderr.write(f"{network}: {number} Angebote")
            return
        reports = settings.VAR / "berichte"
        for name, report in build_real(self.test_data, reports):
            self.stderr.write(f"{name}: {report.created} neu, {len(report.errors)} nicht übernommen")
        self.stderr.write(f"Berichte: {reports}")

    def _build(self) -> None:
        """Make the demo's database once; what was read into it since then stays."""
        if settings.DEMO_DATABASE.exists():
            call_command("migrate", verbosity=0)
            return
        self.stderr.write("Die Demo wird angelegt …")
        settings.VAR.mkdir(parents=True, exist_ok=True)
        try:
            call_command("migrate", verbosity=0)
            self._fill()
        except BaseException:
            # A half-filled file would look like a finished demo at the next start.
            connection.close()
            settings.DEMO_DATABASE.unlink(missing_ok=True)
            raise

    def _show_logins(self) -> None:
        """Name an invented person for every role; real lists have none."""
        if self.test_data is not None:
            return
        logins = make_logins()
        let_live(timezone.now())
        self.stderr.write(
            f"Anmelden auf /anmelden/ mit dem Passwort {logins[0].password} (gilt bis zum nächsten Start) als:"
        )
        for login in logins:
            self.stderr.write(
                f"  {login.role.label}: {login.email}, Code: python3 manage.py demo_code {login.role.value}"
            )

    def _refuse_busy(self, port: int) -> None:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("localhost", port))
            except OSError as error:
                message = f"Auf Port {port} läuft schon etwas. Bitte einen anderen nehmen: demo --port {port + 1}"
                raise CommandError(message) from error
