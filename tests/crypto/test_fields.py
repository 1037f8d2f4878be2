"""What is sealed opens for its own row, and for nothing else."""

from base64 import urlsafe_b64decode, urlsafe_b64encode

import pytest

from schutznetz.crypto.fields import DoesNotOpen, open_bytes, open_sealed, seal, seal_bytes

MINE = {"context": "accounts.totp", "owner": "eva"}


def test_it_opens_for_its_own_row():
    assert open_sealed(seal("Geheimnis ü", **MINE), **MINE) == "Geheimnis ü"


def test_bytes_open_as_they_were_and_for_nobody_else():
    sealed = seal_bytes(bytes(range(256)), **MINE)

    assert open_bytes(sealed, **MINE) == bytes(range(256))
    for wrong in (sealed[:-1], b"\x02" + sealed[1:], sealed[:5], b""):
        with pytest.raises(DoesNotOpen):
            open_bytes(wrong, **MINE)
    with pytest.raises(DoesNotOpen):
        open_bytes(sealed, context=MINE["context"], owner="max")


def test_it_never_looks_the_same_twice_and_shows_nothing():
    first, second = seal("Geheimnis", **MINE), seal("Geheimnis", **MINE)

    assert first != second
    assert b"Geheimnis" not in urlsafe_b64decode(first)


def test_every_changed_byte_is_noticed():
    raw = urlsafe_b64decode(seal("Geheimnis", **MINE))

    for place in range(len(raw)):
        changed = bytearray(raw)
        changed[place] ^= 1
        with pytest.raises(DoesNotOpen):
            open_sealed(urlsafe_b64encode(changed).decode(), **MINE)


@pytest.mark.parametrize(
    "other", [{"owner": "max"}, {"context": "accounts.recovery"}, {"context": "accounts.tot", "owner": "peva"}]
)
def test_it_opens_neither_for_another_row_nor_for_another_purpose(other):
    with pytest.raises(DoesNotOpen):
        open_sealed(seal("Geheimnis", **MINE), **{**MINE, **other})


def test_it_does_not_open_under_another_key(settings):
    sealed = seal("Geheimnis", **MINE)
    settings.FIELD_KEY = b"x" * 32

    with pytest.raises(DoesNotOpen):
        open_sealed(sealed, **MINE)


@pytest.mark.parametrize("text", ["", "A", "ä", "JBSWY3DPEHPK3PXP", "AQ==", "!" * 40, "AQAA\n"])
def test_what_was_never_sealed_does_not_open(text):
    with pytest.raises(DoesNotOpen):
        open_sealed(text, **MINE)


def test_the_end_cannot_be_cut_off_or_added_to():
    sealed = seal("Geheimnis", **MINE)

    for changed in (sealed[:-4], sealed + "AAAA", sealed + "="):
        with pytest.raises(DoesNotOpen):
            open_sealed(changed, **MINE)
