"""Nothing that a person has typed stands in a log (design.md 6)."""

import logging
import re
import traceback

QUESTION = re.compile(r"\?\S*")
# Links out of mails are keys: whoever reads the log must not be able to use one.
KEYS = re.compile(r"(/einladung/|/passwort-vergessen/|/abbestellen/|/bestaetigen/)[^/\s]+")
# gunicorn quotes what it could not read, with the address of who sent it.
QUOTING = "Invalid request"


class NothingTyped(logging.Filter):
    """Take out of a record what people may have typed: the texts of errors, and the question behind an address.

    An error is still named by its class and by every place it came through: enough to find it.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        if record.exc_info and record.exc_info[1]:
            # A formatter takes the text that is already there.
            record.exc_text = places(record.exc_info[1])
        if record.name == "gunicorn.error":
            said = record.getMessage()
            record.msg, record.args = QUOTING if said.startswith(QUOTING) else QUESTION.sub("", said), ()
        if KEYS.search(said := record.getMessage()):
            record.msg, record.args = KEYS.sub(r"\1-", said), ()
        return True


def places(error: BaseException) -> str:
    """Return the traceback of an error and of those before it, without their texts."""
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    said = [places(before)] if before else []
    lines = "".join(traceback.format_tb(error.__traceback__))
    return "\n".join([*said, f"{lines}{type(error).__name__}"])
