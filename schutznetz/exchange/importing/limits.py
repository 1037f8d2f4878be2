"""How much is read: far above every directory that we know, far below what a machine cannot bear."""

MEBIBYTE = 1024 * 1024
MOST_BYTES = 512 * MEBIBYTE  # of one source
MOST_UNPACKED = 1024 * MEBIBYTE  # of an archive
MOST_AT_ONCE = 64 * MEBIBYTE  # of what is read whole: one JSON document, one page
MOST_LINE = 4 * MEBIBYTE
MOST_FILES = 200
MOST_ROWS = 2_000_000
MOST_FAULTS = 1000
DEEPEST = 20
MOST_PAGES = 100_000
