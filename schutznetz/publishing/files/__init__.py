"""Files that people take along: tables, contacts, calendars; one module a format, each from ``Entry`` to bytes."""
