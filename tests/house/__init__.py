"""Rules of the house that a linter cannot know. Their reasons stand in docs/hausregeln.md."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "schutznetz"
SOURCES = sorted(
    path for folder in ("schutznetz", "config", "tests", "maintenance") for path in (ROOT / folder).rglob("*.py")
)
WRITTEN = [path for path in SOURCES if "migrations" not in path.parts]
TEMPLATES = sorted(PACKAGE.rglob("templates/**/*.html"))


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))
