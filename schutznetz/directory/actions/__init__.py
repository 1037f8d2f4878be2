"""Everything that changes the directory."""

from schutznetz.directory.actions.catalogue import load_catalogue, load_help_lines, refresh_hours
from schutznetz.directory.actions.confirming import confirm
from schutznetz.directory.actions.listing import import_list
from schutznetz.directory.actions.mistakes import MOST_REPORTS_A_DAY, report_mistake

__all__ = [
    "MOST_REPORTS_A_DAY",
    "confirm",
    "import_list",
    "load_catalogue",
    "load_help_lines",
    "refresh_hours",
    "report_mistake",
]
