"""Sets finished texts as PDF: tagged, for the archive, in our own type. The one user of typst and segno.

Texts reach typst as JSON, never as its source: nothing that somebody wrote can become a command.
"""
