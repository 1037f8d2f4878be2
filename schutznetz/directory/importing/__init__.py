"""Lists into the directory. ``actions.import_list`` calls ``run`` and then indexes what changed."""

from schutznetz.directory.importing.engine import refusal, run
from schutznetz.directory.importing.errors import ImportRefused
from schutznetz.directory.importing.explain import KINDS, Explanation, Kind, explain
from schutznetz.directory.importing.findings import Duplicate, Finding
from schutznetz.directory.importing.listing import propose
from schutznetz.directory.importing.looking import Column, Look, look
from schutznetz.directory.importing.mapping import Mapping
from schutznetz.directory.importing.mapping import dump as dump_mapping
from schutznetz.directory.importing.mapping import load as load_mapping
from schutznetz.directory.importing.reading.source import Source
from schutznetz.directory.importing.report import Report

__all__ = [
    "KINDS",
    "Column",
    "Duplicate",
    "Explanation",
    "Finding",
    "ImportRefused",
    "Kind",
    "Look",
    "Mapping",
    "Report",
    "Source",
    "dump_mapping",
    "explain",
    "load_mapping",
    "look",
    "propose",
    "refusal",
    "run",
]
