"""Whole folders that change at once: whoever reads one sees all old files or all new ones, never a mixture."""

import fcntl
import os
import re
import secrets
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from schutznetz.common.errors import DomainError

_TOKEN = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class Written:
    """How many files a folder has now, and the size of the largest in bytes."""

    files: int
    largest: int


def replace_folder(folder: Path, files: Iterable[tuple[str, str]]) -> Written:
    """Fill a new folder with ``files`` (relative path, text), let ``folder`` point to it, and delete the one before.

    ``folder`` is a symbolic link of ours or does not exist yet; anything else is refused, nobody loses files.
    """
    folder = Path(os.path.abspath(folder))  # without following the link
    folder.parent.mkdir(parents=True, exist_ok=True)
    with _alone(folder):
        _refuse_strangers(folder)
        fresh = folder.with_name(f"{folder.name}.{secrets.token_hex(8)}")
        fresh.mkdir(mode=0o755)
        sizes = [_write(fresh / path, text.encode()) for path, text in files]
        link = fresh.with_suffix(f"{fresh.suffix}.link")
        link.symlink_to(fresh.name)
        link.replace(folder)
        _clean_up(folder, fresh)
    return Written(len(sizes), max(sizes, default=0))


def _write(path: Path, content: bytes) -> int:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())  # it is needed most after a power failure
    return len(content)


def _refuse_strangers(folder: Path) -> None:
    if folder.is_symlink() and _is_ours(folder, folder.readlink()):
        return
    if folder.is_dir() and not folder.is_symlink() and not any(folder.iterdir()):
        folder.rmdir()
    elif folder.exists() or folder.is_symlink():
        raise DomainError(f"{folder} ist belegt. Bitte einen Ordner nennen, den es noch nicht gibt oder der leer ist.")


def _clean_up(folder: Path, current: Path) -> None:
    """Delete earlier folders, and what a process left behind that was stopped while it wrote."""
    for path in folder.parent.iterdir():
        if path == current or not _is_ours(folder, path):
            continue
        if path.is_symlink():
            path.unlink()
        else:
            shutil.rmtree(path)


def _is_ours(folder: Path, path: Path) -> bool:
    token = path.name.removeprefix(f"{folder.name}.").removesuffix(".link")
    return path.name.startswith(f"{folder.name}.") and _TOKEN.fullmatch(token) is not None


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Let a second writer wait, so that it does not delete what the first is still writing."""
    with folder.with_name(f".{folder.name}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
