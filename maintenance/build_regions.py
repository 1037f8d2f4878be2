"""Build the region tables that Schutznetz ships (maintainers only; needs maintenance/regions/requirements.txt).

    python3 maintenance/build_regions.py                       # fetch, check, build
    python3 maintenance/build_regions.py --packages FOLDER     # keep and reuse the downloads

Sources: the six packages of maintenance/regions/packages.toml and schutznetz/regions/data/facts.toml. Same input,
same bytes. Prints what the join could not decide; such a PLZ answers with all candidates.
"""

import argparse
import tempfile
from pathlib import Path

from regions import facts, packages, sources, tables

DATA = Path(__file__).resolve().parent.parent / "schutznetz" / "regions" / "data"


def main() -> None:
    parser = argparse.ArgumentParser(description="Build the region tables.")
    parser.add_argument("--packages", type=Path, help="folder for the downloads (default: a temporary one)")
    parser.add_argument("--out", type=Path, default=DATA, help="folder for the tables")
    options = parser.parse_args()
    if options.packages:
        options.packages.mkdir(parents=True, exist_ok=True)
        run(options.packages, options.out)
        return
    with tempfile.TemporaryDirectory() as folder:
        run(Path(folder), options.out)


def run(downloads: Path, out: Path) -> None:
    manifest = packages.load_manifest()
    packages.fetch(manifest, downloads)
    packages.check(manifest, downloads)
    known = facts.load(DATA / "facts.toml")
    read = sources.read(manifest, downloads, {land["name"]: land["ags2"] for land in known.lands})
    built = tables.build(read, known)
    tables.write(built, out)
    for name, (_, rows) in built.tables.items():
        print(f"{name}: {len(rows)} rows")
    for (plz, name), candidates in sorted(built.unresolved.items()):
        print(f"unresolved: {plz} {name}: {', '.join(candidates) or 'unknown'}")


if __name__ == "__main__":
    main()
