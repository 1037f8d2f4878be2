"""Setting up a network: from a file at once, or step by step on pages."""

from schutznetz.coordination.actions.setting_up.log import Log, Step, Wrote
from schutznetz.coordination.actions.setting_up.network import SetUp, set_up
from schutznetz.coordination.actions.setting_up.office import Office, Origin
from schutznetz.coordination.actions.setting_up.steps import Answering, add_service, add_unit, assign, change_service

__all__ = [
    "Answering", "Log", "Office", "Origin", "SetUp", "Step", "Wrote", "add_service", "add_unit", "assign",
    "change_service", "set_up",
]  # fmt: skip
