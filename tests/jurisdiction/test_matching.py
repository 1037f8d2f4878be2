"""Which unit a part of an address decides, and when it decides nothing."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schutznetz.jurisdiction.answering.matching import Asked, Rule, read_street, responsible
from schutznetz.jurisdiction.enums import Parity

NORTH, SOUTH, EAST = (UUID(int=number) for number in range(3))
KREIS, TOWN, VILLAGE = "14901", "14901010", "14901020"
STREET = "musterstrasse"
RULES = [
    Rule(NORTH, gemeinde=TOWN),
    Rule(SOUTH, gemeinde=TOWN, ortsteil="sudhang"),
    Rule(EAST, gemeinde=TOWN, street=STREET, number_from=1, number_to=41, parity=Parity.ODD),
    Rule(SOUTH, gemeinde=VILLAGE, plz="09902"),
]


def units(*rules, **known):
    return {rule.unit for rule in responsible(rules or RULES, Asked(KREIS, **known))}


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({"gemeinde": TOWN, "ortsteil": "sudhang", "street": "andere"}, {SOUTH}),
        ({"gemeinde": TOWN, "ortsteil": "mitte", "street": "andere"}, {NORTH}),
        ({"gemeinde": TOWN, "ortsteil": "mitte", "street": STREET, "number": 7}, {EAST}),
        ({"gemeinde": TOWN, "ortsteil": "mitte", "street": STREET, "number": 8}, {NORTH}),
        ({"gemeinde": TOWN, "ortsteil": "mitte", "street": STREET, "number": 43}, {NORTH}),
        # the house number is missing: either
        ({"gemeinde": TOWN, "ortsteil": "mitte", "street": STREET}, {NORTH, EAST}),
        ({"gemeinde": TOWN}, {NORTH, SOUTH, EAST}),
        ({"gemeinde": VILLAGE, "plz": "09902"}, {SOUTH}),
        ({"gemeinde": VILLAGE, "plz": "09903"}, set()),
        ({}, {NORTH, SOUTH, EAST}),
    ],
)
def test_narrowest_rule_holds_and_what_is_not_known_decides_nothing(known, expected):
    assert units(**known) == expected


def test_two_units_for_one_place_are_both_named():
    assert units(Rule(NORTH, gemeinde=TOWN), Rule(SOUTH, gemeinde=TOWN), gemeinde=TOWN) == {NORTH, SOUTH}


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Musterstraße 12a", (STREET, 12)), ("Musterstr. 7", (STREET, 7)), ("MUSTERSTRASSE 7 - 9", (STREET, 7)),
     ("Am Markt", ("am markt", None)), ("", ("", None)), ("12", ("12", None))],
)  # fmt: skip
def test_street_is_read_as_people_write_it(text, expected):
    assert read_street(text) == expected


rule = st.builds(
    Rule,
    unit=st.sampled_from([NORTH, SOUTH, EAST]),
    gemeinde=st.sampled_from(["", TOWN, VILLAGE]),
    plz=st.sampled_from(["", "09901", "09902"]),
    ortsteil=st.sampled_from(["", "mitte", "sudhang"]),
    street=st.sampled_from(["", STREET]),
    number_from=st.none() | st.integers(1, 50),
    number_to=st.none() | st.integers(1, 50),
    parity=st.sampled_from(Parity.values),
)
full = st.builds(
    Asked,
    kreis=st.just(KREIS),
    gemeinde=st.sampled_from([TOWN, VILLAGE]),
    plz=st.sampled_from(["09901", "09902"]),
    ortsteil=st.sampled_from(["mitte", "sudhang", "anderswo"]),
    street=st.sampled_from([STREET, "andere"]),
    number=st.integers(1, 60),
)


@given(rules=st.lists(rule, max_size=8), address=full, hidden=st.sets(st.sampled_from(["plz", "ortsteil", "street"])))
def test_knowing_less_never_leaves_out_the_unit_that_is_responsible(rules, address, hidden):
    certain = {found.unit for found in responsible(rules, address)}
    empty = dict.fromkeys(hidden, "") | ({"number": None} if "street" in hidden else {})
    known = {name: getattr(address, name) for name in address.__slots__} | empty

    assert certain <= {found.unit for found in responsible(rules, Asked(**known))}
