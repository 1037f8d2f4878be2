"""What people type: into the portal, and into the pages of those who keep entries."""

from schutznetz.directory.forms.portal import (
    AGES,
    LONGEST_QUESTION,
    RADII_KM,
    YES_OR_NO,
    MistakeForm,
    SearchForm,
    SendBackForm,
)

__all__ = [
    "AGES",
    "LONGEST_QUESTION",
    "RADII_KM",
    "YES_OR_NO",
    "MistakeForm",
    "SearchForm",
    "SendBackForm",
]
