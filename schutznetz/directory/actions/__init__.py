"""Everything that changes the directory."""

from schutznetz.directory.actions.addresses import correct_address
from schutznetz.directory.actions.catalogue import load_catalogue, load_help_lines, refresh_hours
from schutznetz.directory.actions.confirming import about, confirm
from schutznetz.directory.actions.deciding import accept, add_offer, send_back
from schutznetz.directory.actions.gone import decide_gone, say_gone
from schutznetz.directory.actions.keeping import ChangedMeanwhile, Kept, change, replace_address, restore
from schutznetz.directory.actions.listing import import_list
from schutznetz.directory.actions.misses import count_miss
from schutznetz.directory.actions.mistakes import MOST_REPORTS_A_DAY, report_mistake, settle_report
from schutznetz.directory.actions.naming import Consent, name_holder, remove_expired_names, remove_names
from schutznetz.directory.actions.proposing import propose_offer, withdraw
from schutznetz.directory.actions.uploads import (
    answer,
    check_list,
    forget_uploads,
    run_check,
    run_take,
    send_list,
    take_list,
    throw_away,
)

__all__ = [
    "MOST_REPORTS_A_DAY",
    "ChangedMeanwhile",
    "Consent",
    "Kept",
    "about",
    "accept",
    "add_offer",
    "answer",
    "change",
    "check_list",
    "confirm",
    "correct_address",
    "count_miss",
    "decide_gone",
    "forget_uploads",
    "import_list",
    "load_catalogue",
    "load_help_lines",
    "name_holder",
    "propose_offer",
    "refresh_hours",
    "remove_expired_names",
    "remove_names",
    "replace_address",
    "report_mistake",
    "restore",
    "run_check",
    "run_take",
    "say_gone",
    "send_back",
    "send_list",
    "settle_report",
    "take_list",
    "throw_away",
    "withdraw",
]
