#!/usr/bin/env python3
"""Renews schutznetz/publishing/vendor and its vendor.json: the web fonts as TrueType, which typst reads.

Run it after `vendor.py`. Needs fonttools and brotli (versions in vendor.toml); users and CI never run this. The cuts
are those that KERN's package brings and `vendor.py` subset; nothing but their packing changes. Two runs write the same
bytes.
"""

import hashlib
import json
import shutil
import sys
from pathlib import Path

from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
WEB = ROOT / "schutznetz/ui/static/vendor"
WEB_LISTING = ROOT / "schutznetz/ui/vendor.json"
TARGET = ROOT / "schutznetz/publishing/vendor"
LISTING = ROOT / "schutznetz/publishing/vendor.json"


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def convert(source: Path, target: Path) -> None:
    font = TTFont(source, recalcTimestamp=False)
    font.flavor = None
    font.save(target, reorderTables=True)


def main() -> None:
    web = next(entry for entry in json.loads(WEB_LISTING.read_text()) if entry["name"] == "Fira Sans")
    for name, digest in web["files"].items():
        if sha256(WEB / name) != digest:
            sys.exit(f"paper_fonts: {name} is not the file that vendor.json names")
    shutil.rmtree(TARGET, ignore_errors=True)
    folder = TARGET / f"fira-sans-{web['version']}"
    folder.mkdir(parents=True)
    for name in web["files"]:
        source = WEB / name
        if source.suffix == ".woff2":
            convert(source, folder / f"{source.stem}.ttf")
        elif source.suffix == ".txt":
            shutil.copyfile(source, folder / source.name)
    files = {path.relative_to(TARGET).as_posix(): sha256(path) for path in sorted(folder.iterdir())}
    LISTING.write_text(json.dumps([{**web, "files": files}], indent=2, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
