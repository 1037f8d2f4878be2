"""Folding of words, remembered: the same towns, names and providers come again and again in a list."""

from functools import lru_cache

from schutznetz.common import words

key = lru_cache(maxsize=16384)(words.key)
