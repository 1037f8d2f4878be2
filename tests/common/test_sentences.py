"""What a sentence says is worked out once for its values in each language."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation
from django.utils.translation import get_language

from schutznetz.common import hours
from schutznetz.common.sentences import once_in_each_language

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def test_each_language_and_each_value_is_said_once():
    said = []

    @once_in_each_language
    def say(word, *, loud):
        said.append(word)
        return f"{get_language()} {word}{'!' if loud else ''}"

    assert [say("ja", loud=False), say("ja", loud=False), say("ja", loud=True)] == ["de ja", "de ja", "de ja!"]
    with translation.override("en"):
        assert say("ja", loud=False) == "en ja"
    assert said == ["ja", "ja", "ja"]


@pytest.mark.parametrize("language", ["de", "en"])
def test_until_says_the_day_anew_after_midnight(language):
    end = AT + timedelta(days=1)
    with translation.override(language):
        assert hours.until(end, AT) != hours.until(end, AT + timedelta(days=1))


def test_the_hour_that_the_autumn_has_twice_is_two_hours():
    before, after = (datetime(2026, 10, 25, hour, 30, tzinfo=UTC) for hour in (0, 1))  # both 2:30 in Berlin
    states = [hours.state("Su 02:00-04:00", at, "") for at in (before, after)]

    assert [state.until.fold for state in states] == [0, 1]


def test_a_state_holds_from_the_first_second_of_its_minute():
    opens = datetime(2026, 11, 24, 8, 0, tzinfo=hours.ZONE)
    moments = [opens - timedelta(microseconds=1), opens, opens + timedelta(seconds=59)]

    assert [hours.state("08:00-16:00", at, "").status for at in moments] == ["closed", "open", "open"]
