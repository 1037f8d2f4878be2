"""The file of a network: whatever is wrong is said at once, with file, place, key, and what to write instead."""

import re

import pytest

from schutznetz.coordination.configuring import Refused, read_file, read_text
from schutznetz.networks.enums import FunctionRole, ValueKey
from tests.house import ROOT

WHOLE = """
network = "auental"
organisation = "Jugendamt Auental"
name = "Netz Auental"
accent = "green"
confirm_every_days = 90
source = "Jugendamt"
stand = 2026-10-01

[[service]]
key = "nacht"
name = "Bereitschaft"
kind = "duty"
hours = "rund um die Uhr"
phone = "030 23125100"

[[service]]
key = "nord"
name = "Sozialer Dienst Nord"
kind = "unit"
hours = "Mo-Do 8-16 Uhr, Fr 8-12 Uhr"
phone = "030 23125101"
successor = "nacht"
deviations = [{ first = "12-24", last = "12-26", hours = "off", reason = "Weihnachten" }]

[[unit]]
name = "Nord"
service = "nord"
cover = [{ gemeinde = "Auental" }, { gemeinde = "Bergdorf", ortsteile = ["Tal"] }]

[[invite]]
email = "nora@amt.example"
role = "coordination"
"""
SERVICE = '[[service]]\nkey = "a"\nname = "A"\nkind = "duty"\nhours = "24/7"\nphone = "030 23125100"\n'


def problems(text):
    with pytest.raises(Refused) as caught:
        read_text(text, "netz.toml")
    return str(caught.value)


def test_whole_file_becomes_a_plan():
    plan = read_text(WHOLE, "netz.toml")

    assert (plan.network, plan.organisation, plan.stand) == ("auental", "Jugendamt Auental", "2026-10-01")
    assert plan.values[ValueKey.CONFIRM_EVERY_DAYS] == "90"
    night, north = plan.services
    assert (night.hours, north.hours) == ("24/7", "Mo-Th 08:00-16:00; Fr 08:00-12:00")
    assert (north.phone, north.successor, north.deviations[0].first) == ("+493023125101", "nacht", "12-24")
    assert [cover.ortsteile for cover in plan.units[0].cover] == [(), ("Tal",)]
    assert plan.invitations[0].role is FunctionRole.COORDINATION


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("name = Netz", "netz.toml, ist kein TOML"),
        ('nmae = "Netz"', "netz.toml, „nmae“: Diesen Schlüssel gibt es hier nicht. Gemeint ist vielleicht „name“."),
        ("name = 7", 'netz.toml, „name“: Bitte so schreiben: name = "…"'),
        ('confirm_every_days = "90"', "netz.toml, „confirm_every_days“: Bitte so schreiben: confirm_every_days = 1"),
        ('stand = "12-24"', "„stand“: Bitte mit dem Jahr schreiben"),
        ("service = 1", "„service“: Bitte so schreiben"),
        ("service = [1]", "„service“: Bitte als Tabellen schreiben: [[service]]"),
        ('[[service]]\nkey = "a"', "[[service]] 1, „name“: fehlt. Bitte ergänzen: name ="),
        (
            SERVICE.replace("duty", "dutty"),
            "[[service]] 1, „kind“: „dutty“ gibt es nicht. Gemeint ist vielleicht „duty“.",
        ),
        (
            SERVICE.replace("24/7", "manchmal"),
            "[[service]] 1, „hours“: „manchmal“ ist nicht eindeutig. Zum Beispiel: hours",
        ),
        (
            SERVICE.replace("030 23125100", "12"),
            "[[service]] 1, „phone“: „12“ ist keine Telefonnummer. Zum Beispiel: phone",
        ),
        (SERVICE + 'successor = "b"', "[[service]] 1, „successor“: „b“ muss weiter oben als key stehen."),
        (SERVICE + SERVICE, "„key“: „a“ kommt zweimal vor."),
        (SERVICE.replace("duty", "unit"), 'gehört genau eine [[unit]] mit service = "a"'),
        (SERVICE + 'deviations = [{ first = "24.12.", last = "12-26", hours = "off" }]', "„first“: Bitte so schreiben"),
        (
            SERVICE + 'weekly_shifts = [{ days = [7], from = "18:00", until = "8 Uhr" }]',
            "Montag ist 0: days = [0, 1, 2]",
        ),
        (SERVICE + 'weekly_shifts = [{ days = [1], from = "18:00", until = "8 Uhr" }]', "„until“: Bitte so schreiben"),
        ('[[unit]]\nname = "N"\nservice = "x"', "[[unit]] 1, „service“: Bitte den key eines [[service]]"),
        ('[[unit]]\nname = "N"\ncover = [{}]', "[[unit]] 1, [[cover]] 1, „gemeinde“: fehlt. Für den ganzen Kreis"),
        ('[[unit]]\nname = "N"\ncover = [{ plz = "2826" }]', "„plz“: Bitte fünf Ziffern"),
        (
            '[[unit]]\nname = "N"\ncover = [{ plz = "02826", street = "Weg" }]',
            "Ortsteile und Straßen brauchen ihre Gemeinde",
        ),
        ('[[unit]]\nname = "N"\ncover = [{ gemeinde = "A", number_from = 3 }]', "Hausnummern brauchen ihre Straße"),
        ('[[unit]]\nname = "N"\ncover = [{ gemeinde = "A", ortsteile = [1] }]', "„ortsteile“: Bitte so schreiben"),
        ('[[unit]]\nname = "N"\ncover = [{ gemeinde = "A", street = "W", number_to = 0 }]', "Bitte eine Zahl ab 1"),
        ('[[list]]\npath = "fehlt.csv"', "Die Datei „fehlt.csv“ gibt es nicht. Gesucht wird neben dieser Datei."),
        ('[[invite]]\nemail = "nora"', "[[invite]] 1, „email“: „nora“ ist keine E-Mail-Adresse."),
        ('[[invite]]\nemail = "a@b.example"\nrole = "state"', "„role“: „state“ gibt es nicht."),
        (f'name = "{"x" * 101}"', "„name“: Bitte auf höchstens 100 Zeichen kürzen."),
    ],
)
def test_error_names_place_and_remedy(text, sentence):
    assert sentence in problems(text)


def test_all_errors_are_said_at_once():
    said = problems('nmae = "x"\n[[invite]]\nemail = "nora"\n[[unit]]\nname = "N"\ncover = [{ plz = "1" }]')

    assert len(re.findall(r"^netz\.toml, ", said, re.MULTILINE)) == 3


def test_file_that_cannot_be_read_is_named(tmp_path):
    with pytest.raises(Refused, match=r"fehlt\.toml, ist nicht zu lesen"):
        read_file(tmp_path / "fehlt.toml")
    (tmp_path / "alt.toml").write_bytes('name = "Grün"'.encode("cp1252"))
    with pytest.raises(Refused, match=r"alt\.toml, ist kein Text in UTF-8"):
        read_file(tmp_path / "alt.toml")


def test_list_is_looked_for_beside_the_file(tmp_path):
    (tmp_path / "kitas.csv").write_text("Name\n", encoding="utf-8")
    (tmp_path / "netz.toml").write_text('[[list]]\npath = "kitas.csv"\n', encoding="utf-8")

    (each,) = read_file(tmp_path / "netz.toml").lists

    assert (each.path, each.mapping) == (tmp_path / "kitas.csv", None)


def test_examples_of_the_handbook_can_be_read(tmp_path):
    (tmp_path / "kitas.csv").touch()
    page = (ROOT / "docs/handbuch/neues-netzwerk.md").read_text(encoding="utf-8")

    short, whole = (
        read_text(text, "goerlitz.toml", tmp_path) for text in re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    )

    assert [len(part) for part in (short.invitations, whole.services, whole.units, whole.lists)] == [2, 2, 1, 1]
