"""What was looked for in vain."""

from django.utils import timezone

from schutznetz.directory.search import misses


def count_miss(miss: misses.Miss) -> None:
    """Count a search without a hit, after it was answered; never fails."""
    misses.count(miss, timezone.localdate())
