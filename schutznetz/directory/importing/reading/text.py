"""Which encoding a text file has. Only what is certain is accepted: a wrong guess would spoil every umlaut."""

import codecs
import re
from collections.abc import Iterator

from schutznetz.directory.importing.errors import ImportRefused
from schutznetz.directory.importing.reading.source import Source

CHUNK = 1024 * 1024
_BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
# Letters and signs that German text in Windows-1252 has above 127, and what umlauts of other encodings look like in it.
_EXPECTED = frozenset("äöüÄÖÜß§°€–—…„“”‚‘’«»´·²³½éèêëàáâóòôúùûíìîïñçøåæœžšŽŠčćřłąęßÉÈÀÓ®™©\u00a0")
# The umlauts of MacRoman and of DOS (cp850), read as Windows-1252: "Stra§e", "Straáe", "…ffnungszeiten", "fŸr".
_SUSPECT = re.compile("(?<=[a-z])[ŠšŸ§„”](?=[a-z])|(?<=[aeiou])á(?=[a-z])|(?<![^\\W\\d_])[€…†Ž™š](?=[a-z]{2})")
_GERMAN = re.compile("[äöüÄÖÜß]")
_SAVE_AS = "Bitte speichern Sie die Datei neu als „CSV UTF-8“."


def sniff(head: bytes) -> str:
    """Return the beginning of a file as rough text, only to see what kind of file it is."""
    for bom, encoding in _BOMS.items():
        if head.startswith(bom):
            return head.decode(encoding, errors="ignore").lstrip()
    return head.replace(b"\0", b"").decode("latin-1").lstrip()


def encoding_of(source: Source) -> str:
    """Return the encoding of a text file; raise ImportRefused if it is none, or not certain."""
    with source.open() as file:
        head = file.read(CHUNK)
    for bom, encoding in _BOMS.items():
        if head.startswith(bom):
            return _decodable(source, encoding)
    if head.count(0) > len(head) // 4:
        return _decodable(source, "utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be")
    if head.count(0) > len(head) // 100:
        raise ImportRefused("Das ist keine Textdatei. Bitte speichern Sie die Liste als CSV oder XLSX.", "binary")
    if _decodes(source, "utf-8"):
        return "utf-8"
    _refuse_mixed(source)
    _refuse_implausible(source)
    return "cp1252"


def _decodable(source: Source, encoding: str) -> str:
    if _decodes(source, encoding):
        return encoding
    raise ImportRefused(
        f"Die Datei ist beschädigt: Sie ist nicht durchgehend {encoding.upper()}. {_SAVE_AS}", "encoding"
    )


def _decodes(source: Source, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for chunk in _chunks(source):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _chunks(source: Source) -> Iterator[bytes]:
    with source.open() as file:
        while chunk := file.read(CHUNK):
            yield chunk


def _refuse_mixed(source: Source) -> None:
    """Some lines UTF-8, others not: two lists were pasted together, and no single reading is right."""
    utf8 = other = 0
    with source.open() as file:
        for number, line in enumerate(iter(lambda: file.readline(CHUNK), b""), start=1):
            if line.isascii():
                continue
            try:
                line.decode("utf-8")
                utf8 = utf8 or number
            except UnicodeDecodeError:
                other = other or number
            if utf8 and other:
                raise ImportRefused(
                    f"Die Datei mischt Zeichensätze: Zeile {utf8} ist UTF-8, Zeile {other} nicht. {_SAVE_AS}",
                    "encoding",
                )


def _refuse_implausible(source: Source) -> None:
    expected = other = suspect = german = 0
    decoder = codecs.getincrementaldecoder("cp1252")()
    try:
        for chunk in _chunks(source):
            text = decoder.decode(chunk)
            high = [char for char in text if char > "\x7f"]
            expected += sum(char in _EXPECTED for char in high)
            other += sum(char not in _EXPECTED for char in high)
            suspect += len(_SUSPECT.findall(text))
            german += len(_GERMAN.findall(text))
    except UnicodeDecodeError as error:
        raise ImportRefused(f"Der Zeichensatz der Datei ist nicht erkennbar. {_SAVE_AS}", "encoding") from error
    if other > expected or suspect > german:
        raise ImportRefused(
            f"Der Zeichensatz der Datei ist nicht sicher erkennbar; Umlaute würden falsch gelesen. {_SAVE_AS}",
            "encoding",
        )
