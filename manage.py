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
LOCKS = {"run": ("requirements-run.txt", "requirements-test.txt"), "test": ("requirements-test.txt",)}


def fail(message: str) -> None:
    sys.exit(f"Schutznetz: {message}")


def stamp_of(lock: str) -> str:
    return hashlib.sha256((ROOT / lock).read_bytes()).hexdigest()


def installed_stamp() -> str:
    stamp = VENV / "schutznetz.stamp"
    return stamp.read_text() if PYTHON.exists() and stamp.exists() else ""


def make_environment(lock: str) -> None:
    print(f"Schutznetz richtet seine Umgebung ein ({lock}) …", file=sys.stderr)
    try:
        venv.create(VENV, with_pip=True, clear=not PYTHON.exists())
    except (subprocess.CalledProcessError, OSError):
        fail("Python kann keine Umgebung anlegen. Unter Debian hilft: apt-get install python3-venv")
    # What is not used need not be compiled: that halves the time to the first page.
    options = ["--quiet", "--disable-pip-version-check", "--no-deps", "--no-compile", "--require-hashes"]
    command = [PYTHON, "-m", "pip", "install", *options, "-r", ROOT / lock]
    result = subprocess.run(command, stdout=sys.stderr, check=False)
    if result.returncode:
        fail("Die Pakete konnten nicht installiert werden. Ist das Netz erreichbar? Die Meldung steht darüber.")
    (VENV / "schutznetz.stamp").write_text(stamp_of(lock))


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
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
