"""LibreOffice opens the tables as a person would: zeros, umlauts and numbers are there, and nothing was computed."""

import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from schutznetz.publishing.access.choosing import Chosen
from schutznetz.publishing.actions.exporting import export
from tests.factories import make_contact_point, make_function, make_offer, make_organisation, make_site

pytestmark = pytest.mark.django_db
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
# Semicolons, UTF-8, German; numbers and dates are recognised as in Excel.
GERMAN_CSV = "Text - txt - csv (StarCalc):59,34,76,1,,1031,false,true"


def opened(path, folder, *arguments):
    """Return the first row below the head, each cell with its type, and every formula of the sheet."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("braucht LibreOffice: apt-get install --no-install-recommends libreoffice-calc-nogui")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    convert = [office, "--headless", profile, *arguments, "--convert-to", "fods", "--outdir", str(folder), str(path)]
    subprocess.run(convert, check=True, capture_output=True, timeout=120)
    document = ET.parse(folder / f"{path.stem}.fods")  # noqa: S314 -- written by LibreOffice from our file
    formulas = [cell for cell in document.iter() if f"{{{TABLE}}}formula" in cell.attrib]
    row = document.findall(f".//{{{TABLE}}}table-row")[1]
    said = {"".join(cell.itertext()).strip(): cell.get(f"{{{OFFICE}}}value-type") for cell in row}
    return said, formulas


@pytest.fixture
def exported(tmp_path: Path):
    organisation = make_organisation("=1+1")
    point = make_contact_point(make_function(organisation), phones=["+493023125147", "+431234567"])
    make_offer("Größe & Süßes", organisation=organisation, contact_point=point, source="+49 30",
               site=make_site(organisation, plz="01796"))  # fmt: skip
    for kind in ("xlsx", "csv"):
        export(kind, Chosen(), tmp_path / f"{kind}.{kind}")
    return tmp_path


def test_it_opens_both_tables_without_computing_anything(exported):
    book, formulas = opened(exported / "xlsx.xlsx", exported)
    text, computed = opened(exported / "csv.csv", exported, f"--infilter={GERMAN_CSV}")

    assert (formulas, computed) == ([], [])
    for said, names in (
        (book, ("01796", "=1+1", "+49 30", "030 23125147", "Größe & Süßes")),
        (text, ("01796 Auental", "'=1+1", "'+49 30", "030 23125147", "0043 1 234567", "Größe & Süßes")),
    ):
        assert {name: said.get(name) for name in names} == dict.fromkeys(names, "string")
