"""The demo is always a file of SQLite: its command says nothing new on a second kind of database."""

import os

collect_ignore = ["test_command.py"] if os.environ.get("DATABASE_URL", "").startswith("postgres") else []
