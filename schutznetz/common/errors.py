"""What goes wrong in the trade, as opposed to in the program."""


class DomainError(Exception):
    """Something that cannot be done; its text is a German sentence that says what to do next."""
