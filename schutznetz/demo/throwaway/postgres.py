"""A PostgreSQL cluster of our own for one run: temporary folder, private socket, no network."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

OLDEST = 15
INSTALL = "apt-get install postgresql"


def find_binaries() -> Path | None:
    """Return the folder with ``initdb`` and ``pg_ctl`` of the newest PostgreSQL from version 15, or None."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: int(p.parent.name), reverse=True)
    if found := shutil.which("initdb"):
        folders.append(Path(found).resolve().parent)
    return next((folder for folder in folders if _version(folder) >= OLDEST), None)


def _version(folder: Path) -> int:
    try:
        text = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return 0
    return int(text.split()[2].split(".")[0])


def _unprivileged() -> dict[str, Any]:
    """Return the arguments that make a child process run as somebody else: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    user = known.get("postgres") or known["nobody"]
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": [], "cwd": "/"}


@contextmanager
def cluster(binaries: Path) -> Iterator[str]:
    """Start a cluster, yield its DATABASE_URL, and take everything away again."""
    who = _unprivileged()
    folder = Path(tempfile.mkdtemp(prefix="schutznetz-pg-"))
    if who:
        os.chown(folder, who["user"], who["group"])
    data, log = folder / "data", folder / "log"
    options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off -c full_page_writes=off"
    init = [binaries / "initdb", "-D", data, "-U", "schutznetz", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"]
    start = [binaries / "pg_ctl", "-D", data, "-w", "-l", log, "-o", options, "start"]
    try:
        _run([*init, "--no-sync"], who)
        _run(start, who)
        try:
            yield f"postgresql://schutznetz@{quote(str(folder), safe='')}/postgres"
        finally:
            _run([binaries / "pg_ctl", "-D", data, "-m", "immediate", "stop"], who)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(command: list[Any], who: dict[str, Any]) -> None:
    subprocess.run([str(part) for part in command], check=True, stdout=subprocess.DEVNULL, **who)
