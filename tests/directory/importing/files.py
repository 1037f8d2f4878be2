"""Small files for the tests, among them the ones that nobody should send."""

import zipfile
from xml.sax.saxutils import escape

HEADER = "ID;Name;Träger;Art;Straße;PLZ;Ort;Telefon;E-Mail;Öffnungszeiten\n"


def row(
    number=1,
    name="Kita Sonne",
    *,
    traeger="Anger e. V.",
    kind="Kita",
    street="Am Anger 3",
    phone="030 23125100",
    **values,
):
    cells = [number, name, traeger, kind, street, values.get("plz", "09901"), values.get("town", "Auental"), phone,
             values.get("email", ""), values.get("hours", "")]  # fmt: skip
    return ";".join(map(str, cells)) + "\n"


_PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
    'Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>',
}
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_RELATIONS = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_SHEET_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"


def write_xlsx(path, sheets, merged=(), raw=None):
    """Write rows of texts and numbers as an XLSX; ``raw`` replaces the content of the first sheet."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in _PARTS.items():
            package.writestr(name, text)
        names = list(sheets)
        entries = "".join(f'<sheet name="{name}" sheetId="{i}" r:id="r{i}"/>' for i, name in enumerate(names, 1))
        package.writestr("xl/workbook.xml", f"<workbook {_MAIN} {_RELATIONS}><sheets>{entries}</sheets></workbook>")
        links = "".join(
            f'<Relationship Id="r{i}" Type="{_SHEET_TYPE}" Target="worksheets/sheet{i}.xml"/>'
            for i, _ in enumerate(names, 1)
        )
        package.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}</Relationships>',
        )
        for i, name in enumerate(names, 1):
            content = raw if raw and i == 1 else _sheet(sheets[name], merged)
            package.writestr(f"xl/worksheets/sheet{i}.xml", content)
    return path


def _sheet(rows, merged):
    lines = "".join(f'<row r="{number}">{_cells(number, cells)}</row>' for number, cells in enumerate(rows, 1))
    ranges = "".join(f'<mergeCell ref="{place}"/>' for place in merged)
    merges = f"<mergeCells>{ranges}</mergeCells>" if merged else ""
    return f"<worksheet {_MAIN}><sheetData>{lines}</sheetData>{merges}</worksheet>"


def _cells(number, cells):
    return "".join(_cell(f"{chr(64 + column)}{number}", value) for column, value in enumerate(cells, 1) if value != "")


def _cell(place, value):
    if isinstance(value, int | float):
        return f'<c r="{place}"><v>{value}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'


def sheet_with(cells):
    return f"<worksheet {_MAIN}><sheetData>{cells}</sheetData></worksheet>"
