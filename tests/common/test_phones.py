import pytest
from hypothesis import given
from hypothesis import strategies as st

from schutznetz.common import phones


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        ("030 23125100", ["+493023125100"]),
        ("030/23125100", ["+493023125100"]),
        ("(030) 231 25-100", ["+493023125100"]),
        ("+49 (0)30 23125100", ["+493023125100"]),
        ("0049 30 23125100", ["+493023125100"]),
        ("030 23125100\n030 23125200", ["+493023125100", "+493023125200"]),
        ("030 23125100           030 23125200", ["+493023125100", "+493023125200"]),
        ("030 23125100 030 23125200", ["+493023125100", "+493023125200"]),
        ("030 23125100 oder 030 23125200", ["+493023125100", "+493023125200"]),
        ("030 23125100 / 030 23125200", ["+493023125100", "+493023125200"]),
        ("030 23125-100, -200 und -300", ["+493023125100", "+493023125200", "+493023125300"]),
        ("030 23125-10/11", ["+49302312510", "+49302312511"]),
        ("030 2312510/11", ["+49302312510", "+49302312511"]),
        ("030 23125-0/-15", ["+4930231250", "+49302312515"]),
        ("030 23125100, 23125200", ["+493023125100", "+493023125200"]),
        ("030 / 23125 -0 (Zentrale)", ["+4930231250"]),
        ("Tel.: 030 23125100", ["+493023125100"]),
        ("116 111", ["116111"]),
        ("110, 112", ["110", "112"]),
        ("+43 1 234567", ["+431234567"]),
        ("030 23125100 030 23125100", ["+493023125100"]),
        ("", []),
        ("-", []),
    ],
)
def test_numbers_of_a_cell(cell, numbers):
    assert phones.parse_many(cell) == (numbers, [])


@pytest.mark.parametrize(
    "cell",
    [
        "23125100",
        "302312510",
        "0371",
        "0341 12",
        "n. n.",
        "über das Formular",
        "=030 23125100",
        "030 x 23125",
        "1234567890123456789",
    ],
)
def test_what_is_not_certain_is_left_over(cell):
    numbers, leftovers = phones.parse_many(cell)

    assert not numbers
    assert leftovers == [cell]


def test_second_fragment_is_left_over_and_the_first_number_kept():
    assert phones.parse_many("030 23125100 0303495") == (["+493023125100"], ["0303495"])


@pytest.mark.parametrize(
    ("cell", "area_code", "known", "number"),
    [
        ("23125100", "030", (), "+493023125100"),
        ("3023125100", "", ("030",), "+493023125100"),
        ("30231251", "", ("030",), "+4930231251"),
        ("3762100200", "", ("03761",), "+493762100200"),
        ("30231251", "030", (), None),  # 030 231251, or a local number of eight digits
        ("278100200", "", ("03761",), None),  # another region: nothing says which digits are missing
        ("3023125100", "", (), None),
    ],
)
def test_missing_zero_and_area_code(cell, area_code, known, number):
    assert phones.read(cell, area_code, known).phones == ([number] if number else [])


def test_labels_tell_phone_from_fax():
    reading = phones.read("030 23125100 / Fax 030 23125200")

    assert (reading.phones, reading.faxes) == (["+493023125100"], ["+493023125200"])
    assert phones.read("Tel./Fax: 030 23125100").faxes == ["+493023125100"]
    assert phones.read("030 23125100", is_fax=True).faxes == ["+493023125100"]
    assert phones.read("030 23125100 / Fax -").leftovers == []


def test_words_beside_a_number_become_its_note():
    assert [found.note for found in phones.read("030 23125100 (Büro), Zentrale: 030 23125200").numbers] == [
        "Büro",
        "Zentrale",
    ]


@pytest.mark.parametrize(
    ("number", "shown", "dialled"),
    [
        ("+493023125100", "030 23125100", "tel:+493023125100"),
        ("+498001110550", "0800 1110550", "tel:+498001110550"),
        ("116111", "116 111", "tel:116111"),
        ("110", "110", "tel:110"),
        ("+431234567", "+43 1 234567", "tel:+431234567"),
    ],
)
def test_display_and_link(number, shown, dialled):
    assert (phones.display(number), phones.href(number)) == (shown, dialled)


def test_area_code_of_a_number():
    assert phones.area_code("+493023125100") == "030"
    assert phones.area_code("+498001110550") == ""
    assert phones.area_code("116111") == ""


@given(st.sampled_from(["371", "30", "3722", "37209", "341"]), st.integers(200000, 9999999))
def test_a_number_survives_the_round_trip(area, local):
    number = f"+49{area}{local}"

    assert phones.parse_many(phones.display(number)) == ([number], [])
    assert phones.parse_many(number) == ([number], [])


@given(st.text(max_size=60))
def test_no_text_makes_it_fail_and_every_number_can_be_dialled(text):
    numbers, _ = phones.parse_many(text)

    assert all(phones.SHORT.fullmatch(number) or number.startswith("+") for number in numbers)
