"""Everything that changes the region tables."""

from schutznetz.regions.actions.loading import load_regions
from schutznetz.regions.actions.territory import Territory, import_register

__all__ = ["Territory", "import_register", "load_regions"]
