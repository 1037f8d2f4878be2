"""The portal as it runs in production: gunicorn, compressed static files with hashed names, the filled demo.

It is a process of its own, because the settings of the tests differ from those of production in just these points.
"""

import fcntl
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SECONDS_TO_START = 20
OTHER, SAID = "other.sqlite3", "said.txt"
BUILT = "whole"
# What the bench or a developer's shell has set must not change what is tested.
OWN = re.compile(r"SCHUTZNETZ_\w+|DJANGO_\w+|DATABASE_URL|GUNICORN_\w+|PYTHON\w+")


@dataclass(frozen=True, slots=True)
class Server:
    origin: str
    log: Path


def environment(folder: Path, **more: str) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if not OWN.fullmatch(name)}
    own = {"DJANGO_SETTINGS_MODULE": "config.settings", "PYTHONPATH": str(ROOT), "SCHUTZNETZ_VAR": str(folder)}
    return {**inherited, **own, "SCHUTZNETZ_SECRET_KEY": "only-for-journeys", **more}


def built(folder: Path) -> Path:
    """Return the folder when it is whole; the first process that asks builds it, the others wait."""
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / BUILT).exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            _build(folder)
            (folder / BUILT).touch()
    return folder


def _build(folder: Path) -> None:
    """Make the demo's database and the static files in ``folder``, side by side: each keeps one core busy.

    The demo is asked as somebody asks whose database is another one; what it says stays in ``SAID``.
    """
    commands = [["demo", "--nur-anlegen"], ["collectstatic", "--no-input", "--verbosity=0"]]
    children = [
        subprocess.Popen(
            [sys.executable, ROOT / "manage.py", *command],
            env=environment(folder, DATABASE_URL=f"sqlite:///{folder / OTHER}"),
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for command in commands
    ]
    said = [child.communicate()[0] for child in children]
    assert [child.returncode for child in children] == [0, 0], "\n".join(said)
    (folder / SAID).write_text(said[0], encoding="utf-8")
    command = [sys.executable, "-m", "tests.journeys.insiders"]
    subprocess.run(command, env=environment(folder), cwd=ROOT, check=True, timeout=60)


@contextmanager
def serve(folder: Path, name: str, **more: str) -> Iterator[Server]:
    """Start gunicorn on a free port, yield where it listens, stop it again."""
    log = folder / f"{name}.log"
    command = [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", "127.0.0.1:0", "--workers", "1",
               "--threads", "4", "--no-control-socket", "--log-level", "info"]  # fmt: skip
    with log.open("w") as file:
        process = subprocess.Popen(command, env=environment(folder, **more), cwd=ROOT, stdout=file, stderr=file)
    try:
        yield Server(_origin(process, log), log)
    finally:
        process.terminate()
        process.wait(timeout=10)


def _origin(process: "subprocess.Popen[bytes]", log: Path) -> str:
    """Wait until the server names the port that the system gave it."""
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until and process.poll() is None:
        if found := re.search(r"Listening at: (http://[\d.:]+)", log.read_text()):
            return found[1]
        time.sleep(0.05)
    message = f"gunicorn did not start:\n{log.read_text()}"
    raise AssertionError(message)


if __name__ == "__main__":
    built(Path(sys.argv[1]))
