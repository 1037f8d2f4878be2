"""What somebody writes into a file about a network, checked before anything of it is written; no database."""

from schutznetz.coordination.configuring.plan import Cover, Invited, ListFile, Plan, Service, UnitPlan
from schutznetz.coordination.configuring.reading import Refused, read_file, read_text

__all__ = ["Cover", "Invited", "ListFile", "Plan", "Refused", "Service", "UnitPlan", "read_file", "read_text"]
