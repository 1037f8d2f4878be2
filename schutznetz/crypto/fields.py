"""Seal a text, or the bytes of a file, for one row: AES-256-GCM under a key of its own purpose, bound to the owner.

Layout: version byte, 12 random bytes, ciphertext with tag; a text is written as base64. The additional data is the
context ("accounts.totp") and the key of the row's owner, each with its length before it: what is copied to another row,
or to another kind of field, does not open.
"""

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from functools import cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.signals import setting_changed

VERSION = b"\x01"
NONCE_BYTES = 12
LABEL = b"schutznetz/field/v1/"


class DoesNotOpen(Exception):
    """The text was changed, belongs to another row, or was sealed under another key. Which one, nobody can tell."""


@cache
def _cipher(context: str) -> AESGCM:
    key = HKDF(SHA256(), length=32, salt=None, info=LABEL + context.encode())
    return AESGCM(key.derive(settings.FIELD_KEY))


def _forget(*, setting: str, **_: object) -> None:
    if setting == "FIELD_KEY":
        _cipher.cache_clear()


setting_changed.connect(_forget)


def _bound(context: str, owner: str) -> bytes:
    parts = [part.encode() for part in (context, owner)]
    return VERSION + b"".join(len(part).to_bytes(2, "big") + part for part in parts)


def seal(text: str, *, context: str, owner: str) -> str:
    return urlsafe_b64encode(seal_bytes(text.encode(), context=context, owner=owner)).decode()


def seal_bytes(data: bytes, *, context: str, owner: str) -> bytes:
    nonce = secrets.token_bytes(NONCE_BYTES)
    return VERSION + nonce + _cipher(context).encrypt(nonce, data, _bound(context, owner))


def open_sealed(sealed: str, *, context: str, owner: str) -> str:
    """Return the text; raises ``DoesNotOpen`` for everything that ``seal`` did not make for this context and owner."""
    try:
        raw = urlsafe_b64decode(sealed.encode("ascii"))
        if urlsafe_b64encode(raw).decode() != sealed:
            raise DoesNotOpen
        return open_bytes(raw, context=context, owner=owner).decode()
    except (Error, ValueError) as error:
        raise DoesNotOpen from error


def open_bytes(sealed: bytes, *, context: str, owner: str) -> bytes:
    """Return the bytes; raises ``DoesNotOpen`` for everything that ``seal_bytes`` did not make for them."""
    nonce, rest = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
    try:
        if sealed[:1] != VERSION:
            raise DoesNotOpen
        return _cipher(context).decrypt(nonce, rest, _bound(context, owner))
    except (InvalidTag, ValueError) as error:
        raise DoesNotOpen from error
