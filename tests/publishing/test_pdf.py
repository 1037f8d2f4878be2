"""The PDF: tagged, for the archive, in German; whatever people wrote appears as they wrote it."""

import hashlib
import json
import re
from datetime import date
from pathlib import Path

import pytest
import typst

from schutznetz.publishing.typesetting import pdf

ROOT = Path(__file__).resolve().parents[2]
VENDOR = ROOT / "schutznetz/publishing/vendor"
DAY = date(2026, 11, 23)
HOSTILE = '#panic("x") $x^2$ *fett* _kursiv_ \\ \\u{41} `code` @ref <label> [x] // /* "q" = Titel'
TEMPLATES = ["karte_a4.typ", "karte_a6.typ"]


def contact(name="Dienst", phone="030 23125301", covers=("Auental",)):
    return {"name": name, "phone": phone, "hours": "Mo–Fr 8–12 Uhr", "note": "Hinweis", "covers": list(covers),
            "is_example": True}  # fmt: skip


def data(name="Dienst", *, units=1, **values):
    section = {"units": [contact(name) for _ in range(units)], "hours": "", "after": [contact("Bereitschaft")]}
    return {
        "title": "Sorge um ein Kind?", "network": "Netzwerk Auental", "partner_type": "Schule", "accent": "#00536e",
        "danger": "Akute Gefahr", "emergency": [contact("Polizei", "110"), contact("Rettungsdienst", "112")],
        "sections": [section], "lines": [contact("Hilfetelefon", "116 111")], "say": ["Wer ruft an?"],
        "reassure": "Sie müssen nichts beweisen.", "sentence": "Ein Satz.", "law": "§ 4 KKG", "stand": "23.11.2026",
        "next_check": "20.02.2027", "is_example": True, "is_narrow": False, "qr": "", "address": "", **values,
    }  # fmt: skip


def compiler_of(template, values):
    inputs = {"data": json.dumps(pdf._printable(values))}
    return typst.Compiler(pdf.FOLDER / template, root=pdf.FOLDER, font_paths=pdf._fonts(), sys_inputs=inputs)


def texts(template, values):
    """Return all texts of the headings, as typst understood them."""
    compiler = compiler_of(template, values)
    return re.findall(r'"text": ?("(?:[^"\\]|\\.)*")', compiler.query("heading"))


@pytest.mark.parametrize("template", TEMPLATES)
def test_pdf_is_tagged_german_and_made_as_pdf_ua_and_pdf_a(template):
    content = pdf.render(template, data(), DAY).content

    assert content.startswith(b"%PDF-1.7")
    for mark in (b"<pdfuaid:part>1<", b"<pdfaid:part>2<", b"<pdfaid:conformance>A<", b"/Lang(de-DE)", b"/MarkInfo"):
        assert mark in content
    assert "Notfallkarte Kinderschutz · Netzwerk Auental · Schule".encode() in content


@pytest.mark.parametrize("template", TEMPLATES)
def test_the_same_data_gives_the_same_bytes(template):
    assert pdf.render(template, data(), DAY) == pdf.render(template, data(), DAY)


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("is_narrow", [False, True])
def test_what_people_wrote_appears_literally(template, is_narrow):
    values = data(HOSTILE, network=HOSTILE, partner_type=HOSTILE, sentence=HOSTILE, law=HOSTILE, say=[HOSTILE],
                  is_narrow=is_narrow)  # fmt: skip

    assert pdf.render(template, values, DAY).pages >= 1
    assert json.dumps(HOSTILE) in texts(template, values)


@pytest.mark.parametrize("template", TEMPLATES)
def test_signs_that_our_type_cannot_show_stop_nothing(template):
    name = "Дом 儿童 \U0001f600 \x00\x1b\u202e ok"

    assert pdf.render(template, data(name), DAY).pages >= 1
    assert '"??? ?? ? ??? ok"' in texts(template, data(name))


def test_every_sign_that_is_let_through_can_be_shown_in_every_weight():
    shown = "".join(chr(code) for code in range(0x20, 0x3000) if not pdf._MISSING.match(chr(code)))
    values = data(shown, sentence=shown, network=shown, say=[shown])

    assert {"ä", "ß", "ẞ", "ł", "š", "§", "–", "„", "“", "€", "→"} <= set(shown)
    assert pdf.render("karte_a4.typ", values, DAY).pages >= 1


def test_signs_that_look_alike_take_the_place_of_missing_ones():
    assert pdf._printable({"a": ["z.\u202fB.", "E\u2011Mail"]}) == {"a": ["z.\xa0B.", "E-Mail"]}


def test_what_is_read_together_is_not_torn_apart():
    said = pdf._printable(["Fr 8–12 Uhr, nicht an Feiertagen", "§ 4 Abs. 3 KKG", "§ 8a Abs. 4 SGB VIII"])

    assert said == [
        "Fr\xa08–12\xa0Uhr, nicht an Feiertagen",
        "§\xa04\xa0Abs.\xa03\xa0KKG",
        "§\xa08a\xa0Abs.\xa04\xa0SGB\xa0VIII",
    ]


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("units", [0, 1, 9, 12, 60])
@pytest.mark.parametrize("is_narrow", [False, True])
def test_pages_are_counted_and_nothing_is_left_unsettled(template, units, is_narrow):
    values = data(units=units, is_narrow=is_narrow)
    sheets = pdf.render(template, values, DAY)

    assert sheets.pages == sheets.content.count(b"/MediaBox")
    assert compiler_of(template, values).compile_with_warnings()[1] == []


@pytest.mark.parametrize("template", TEMPLATES)
def test_an_empty_card_is_a_card(template):
    values = data(sections=[], lines=[], sentence="", law="", partner_type="", next_check="", is_example=False)

    assert pdf.render(template, values, DAY).pages >= 1


def test_qr_code_is_a_picture_with_words():
    address = "hilfe.example/auental/jetzt"
    values = data(qr=pdf.qr_code(f"https://{address}/"), address=address)

    assert values["qr"].startswith("<svg")
    assert (
        address.encode() in pdf.render("karte_a4.typ", values, DAY).content
        or b"/Alt" in pdf.render("karte_a4.typ", values, DAY).content
    )


def test_every_font_is_listed_with_its_hash_and_brings_its_licence():
    listing = json.loads((VENDOR.parent / "vendor.json").read_text())
    listed = {name: digest for entry in listing for name, digest in entry["files"].items()}
    found = {
        path.relative_to(VENDOR).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.rglob("*")
        if path.is_file()
    }

    assert found == listed
    assert {"ttf", "txt"} == {name.rpartition(".")[2] for name in found}


def test_no_text_of_people_stands_in_a_template():
    """Templates read data only; nothing is put together as source and evaluated."""
    for path in pdf.FOLDER.glob("*.typ"):
        assert not re.search(r"\beval\(|#import \"@", path.read_text()), path.name
