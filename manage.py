#!/usr/bin/env python3
"""Front door of Schutznetz: makes its own environment, then hands over to Django.

Needs nothing but Python 3.11 and pip. The environment lives in ``.venv`` and is renewed
whenever the hash-locked requirement file has changed. Progress goes to standard error, so
that commands with ``--json`` keep standard output to themselves.
"""

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
# The test lock contains the run lock, so an environment for tests also serves every other command.
# Without DATABASE_URL these work on the demo's file, which is made first if nobody has shown the demo yet.
ON_DEMO_DATA = {"search", "import_directory", "evaluate_search", "explain_value", "setup_network", "import_regions",
                "load_regions", "load_catalogue", "rebuild_search", "refresh_hours", "run_jobs", "retention",
                "notfallkarte", "invite", "end_membership", "hand_over", "campaign", "demo_code", "audit_verify",
                "export", "emergency_number", "test_call", "responsible", "check_jurisdiction", "duty",
                "sync_hsds", "feed_key"}  # fmt: skip
LOCKS = {"run": ("requirements-run.txt", "requirements-test.txt"), "test": ("requirements-test.txt",)}


def fail(message: str) -> None:
    sys.exit(f"Schutznetz: {message}")


def stamp_of(lock: str) -> str:
    return hashlib.sha256((ROOT / lock).read_bytes()).hexdigest()


def installed_stamp() -> str:
    stamp = VENV / "schutznetz.stamp"
    return stamp.read_text() if PYTHON.exists() and stamp.exists() else ""


def install(pip: list[object], lock: str) -> bool:
    """Install a lock file; what is not used need not be compiled, which halves the time to the first page."""
    options = ["--quiet", "--disable-pip-version-check", "--no-deps", "--no-compile", "--require-hashes"]
    command = [*map(str, pip), "install", *options, "-r", str(ROOT / lock)]
    return subprocess.run(command, stdout=sys.stderr, check=False).returncode == 0


def make_environment(lock: str) -> None:
    """Make ``.venv`` with the pip at hand; bringing a pip of its own takes longer and is the second choice."""
    print(f"Schutznetz richtet seine Umgebung ein ({lock}) …", file=sys.stderr)
    try:
        venv.create(VENV, clear=not PYTHON.exists())
        if not install([sys.executable, "-m", "pip", "--python", PYTHON], lock):
            venv.create(VENV, with_pip=True)
            if not install([PYTHON, "-m", "pip"], lock):
                fail("Die Pakete konnten nicht installiert werden. Ist das Netz erreichbar? Die Meldung steht darüber.")
    except (subprocess.CalledProcessError, OSError):
        fail("Python kann keine Umgebung anlegen. Unter Debian hilft: apt-get install python3-venv")
    (VENV / "schutznetz.stamp").write_text(stamp_of(lock))


def make_demo_data() -> None:
    from django.conf import settings

    if not settings.DEMO_DATABASE.exists():
        command = [sys.executable, str(ROOT / "manage.py"), "demo", "--nur-anlegen"]
        if subprocess.run(command, stdout=sys.stderr, check=False).returncode:
            fail("Die Daten der Demo ließen sich nicht anlegen. Die Meldung steht darüber.")


def main() -> None:
    if sys.version_info < (3, 11):
        fail("Bitte mit Python 3.11 oder neuer starten.")
    command = sys.argv[1] if len(sys.argv) > 1 else "help"
    locks = LOCKS["test" if command == "test" else "run"]
    if installed_stamp() not in {stamp_of(lock) for lock in locks}:
        make_environment(locks[0])
    if Path(sys.prefix).resolve() != VENV.resolve():
        os.execv(PYTHON, [str(PYTHON), str(ROOT / "manage.py"), *sys.argv[1:]])
    sys.path.insert(0, str(ROOT))
    if command == "test":
        from tests.runner import run

        sys.exit(run(sys.argv[2:]))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if command in ON_DEMO_DATA and "DATABASE_URL" not in os.environ and "--help" not in sys.argv:
        make_demo_data()
    from django.core.management import execute_from_command_line

    from schutznetz.common import rows

    with rows.system("command"):  # requests that it serves say for themselves whose they are
        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
