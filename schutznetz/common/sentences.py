"""Sentences that follow from their values alone: made once in each language, for looking up words is not free."""

from collections.abc import Callable, Hashable
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar

from django.utils.translation import get_language

MOST = 2048
Given = ParamSpec("Given")
Said = TypeVar("Said", bound=Hashable)


def once_in_each_language(say: Callable[Given, Said]) -> Callable[Given, Said]:
    """Keep what a function says; it may look at nothing but its arguments and the language of the page.

    Two moments that are the same in different zones count as one argument: hand it those of one zone.
    """

    @lru_cache(maxsize=MOST)
    def kept(_language: str | None, *args: Given.args, **kwargs: Given.kwargs) -> Said:
        return say(*args, **kwargs)

    @wraps(say)
    def said(*args: Given.args, **kwargs: Given.kwargs) -> Said:
        return kept(get_language(), *args, **kwargs)  # type: ignore[arg-type]  # fails where one has no hash

    return said
