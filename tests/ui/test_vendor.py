"""What lies under static/vendor is what vendor.json says, and enough for our pages."""

import gzip
import hashlib
import json
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
UI = ROOT / "schutznetz/ui"
VENDOR = UI / "static/vendor"
LISTED = {
    name: digest for entry in json.loads((UI / "vendor.json").read_text()) for name, digest in entry["files"].items()
}


def test_every_vendored_file_is_listed_with_its_hash():
    found = {
        path.relative_to(VENDOR).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.rglob("*")
        if path.is_file()
    }

    assert found == LISTED


def test_every_package_has_its_licence_beside_it():
    folders = {name.split("/")[0] for name in LISTED}
    with_licence = {name.split("/")[0] for name in LISTED if re.search(r"/(LICENSE|OFL)", name)}

    assert with_licence == folders


def test_pages_load_only_vendored_files_that_exist():
    pages = "\n".join(path.read_text() for path in UI.glob("templates/**/*.html"))

    assert set(re.findall(r"vendor/([\w./-]+)", pages)) <= LISTED.keys()


def test_the_cut_style_sheet_holds_every_kern_class_our_pages_name():
    """A failure means: run maintenance/vendor.py, it cuts KERN's style sheet to the templates of today."""
    pages = "\n".join(path.read_text() for path in sorted(ROOT.glob("schutznetz/*/templates/**/*.html")))
    kern = next(VENDOR.glob("kern-*/kern.css")).read_text()

    named = set(re.findall(r"\bkern-[a-z0-9_-]+", pages)) - {"kern-2"}  # the folder's name, not a class

    assert named - set(re.findall(r"\.(kern-[a-z0-9_-]+)", kern)) == set()


def test_the_cut_style_sheet_defines_every_token_it_and_ours_read():
    sheets = [next(VENDOR.glob("kern-*/kern.css")), *sorted((UI / "static/ui").glob("*.css"))]
    text = "\n".join(path.read_text() for path in sheets)

    # A reading with a fallback of its own may stay open, as in KERN's source.
    assert set(re.findall(r"var\((--[\w-]+)\)", text)) - set(re.findall(r"(--[\w-]+):", text)) == set()


def test_a_first_visit_stays_small():
    """Styles, scripts and fonts of a page; HTML comes on top, the whole must stay below 120 kB (design.md 7)."""
    files = [*VENDOR.rglob("*.css"), *VENDOR.rglob("*.js"), *(UI / "static/ui").iterdir()]
    packed = sum(len(gzip.compress(path.read_bytes())) for path in files)
    fonts = [path.stat().st_size for path in VENDOR.rglob("*.woff2")]

    assert len(fonts) == 3
    assert max(fonts) <= 22_000
    assert packed + sum(fonts) <= 90_000
