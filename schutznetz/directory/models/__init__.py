"""What the portal shows, what is remembered about it, and what visitors say is wrong with it."""

from schutznetz.directory.models.entries import (
    NO_ADDRESS,
    OLDEST_MONTHS,
    Catchment,
    ContactPoint,
    Offer,
    OfferLanguage,
    OfferQuerySet,
    OfferTrait,
    OfferType,
    OfferTypeSynonym,
    PhoneNumber,
    Site,
)
from schutznetz.directory.models.gone import GoneNotice
from schutznetz.directory.models.keeping import (
    LONGEST_REASON,
    Proposal,
    Version,
)
from schutznetz.directory.models.misses import SHOWN_FROM, SearchMiss
from schutznetz.directory.models.mistakes import (
    LONGEST_MISTAKE,
    MistakeReport,
)
from schutznetz.directory.models.records import (
    ImportedRecord,
    OpenInterval,
    SearchEntry,
    SearchTerm,
    SearchText,
)
from schutznetz.directory.models.uploads import KEPT, LONGEST_FILE_NAME, ListImport, ListUpload

__all__ = [
    "KEPT",
    "LONGEST_FILE_NAME",
    "LONGEST_MISTAKE",
    "LONGEST_REASON",
    "NO_ADDRESS",
    "OLDEST_MONTHS",
    "SHOWN_FROM",
    "Catchment",
    "ContactPoint",
    "GoneNotice",
    "ImportedRecord",
    "ListImport",
    "ListUpload",
    "MistakeReport",
    "Offer",
    "OfferLanguage",
    "OfferQuerySet",
    "OfferTrait",
    "OfferType",
    "OfferTypeSynonym",
    "OpenInterval",
    "PhoneNumber",
    "Proposal",
    "SearchEntry",
    "SearchMiss",
    "SearchTerm",
    "SearchText",
    "Site",
    "Version",
]
