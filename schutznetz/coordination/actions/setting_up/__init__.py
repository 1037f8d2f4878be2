"""Setting up a network: from a file at once, or step by step on pages."""

from schutznetz.coordination.actions.setting_up.log import Log, Step, Wrote
from schutznetz.coordination.actions.setting_up.network import SetUp, set_up
from schutznetz.coordination.actions.setting_up.office import Office, Origin

__all__ = ["Log", "Office", "Origin", "SetUp", "Step", "Wrote", "set_up"]
