"""``python3 manage.py test``: every test on SQLite, then what touches the database once more on PostgreSQL.

With ``DATABASE_URL`` only that database is used. ``SCHUTZNETZ_OHNE_SKIP=1`` turns every skip into a failure.
Further arguments go to pytest.
"""

import os
import subprocess
import sys

from schutznetz.demo.throwaway import postgres

REAL = "tests/directory/importing/test_real_lists.py"
# Rules of the house, journeys in the browser, headers, components, seals, paper: nothing new on a second database.
# The networks of the demo are built for other tests on both databases.
ONCE = [
    "--ignore=tests/house", "--ignore=tests/journeys", "--ignore=tests/rights/test_headers.py",
    "--ignore=tests/rights/test_mutations.py", "--ignore=tests/rights/test_tokens.py", "--ignore=tests/ui",
    "--ignore=tests/crypto", "--ignore=tests/publishing", "--ignore=tests/demo/test_command.py",
    "--ignore=tests/demo/test_examples.py", "--ignore=tests/demo/test_musterkreis.py",
    "--ignore=tests/exchange/test_torture.py",
    # tests/api asks the same of what PostgreSQL hands out
    "--ignore=tests/demo/test_hsds.py",
    # the same lists in other kinds of files: only their reading differs
    f"--deselect={REAL}::test_variant_gives_the_same_entries",
    f"--deselect={REAL}::test_list_comes_in_and_the_second_time_is_unchanged[import_varianten/",
]  # fmt: skip
# Dozens of processes read the same code; with this variable each would compile all of it anew, for seconds.
NOTHING_KEPT = "PYTHONDONTWRITEBYTECODE"


def pytest(arguments: list[str], **environment: str) -> int:
    command = [sys.executable, "-m", "pytest", *arguments]
    inherited = {name: value for name, value in os.environ.items() if name != NOTHING_KEPT}
    return subprocess.run(command, env={**inherited, **environment}, check=False).returncode


def run(arguments: list[str]) -> int:
    """Return the exit code: 0 only if every run was green."""
    if "DATABASE_URL" in os.environ:
        return pytest(arguments)
    print("== SQLite ==", flush=True)
    failed = pytest(arguments)
    binaries = postgres.find_binaries()
    if binaries is None:
        strict = os.environ.get("SCHUTZNETZ_OHNE_SKIP") == "1"
        print(f"== PostgreSQL {'FEHLT' if strict else 'übersprungen'}: {postgres.INSTALL} ==", flush=True)
        return failed or int(strict)
    print("== PostgreSQL ==", flush=True)
    with postgres.cluster(binaries) as url:
        # 5: a selection on the command line may leave nothing for the second database
        again = pytest([*ONCE, *arguments], DATABASE_URL=url)
    return failed or (0 if again == 5 and arguments else again)
