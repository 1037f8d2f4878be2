"""A row → a record, or the reasons why not. Pure: nothing here knows the database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from schutznetz.directory.importing import protection, rows, titles
from schutznetz.directory.importing.contacts import Contact, read_contact, read_hours
from schutznetz.directory.importing.findings import Log, Where
from schutznetz.directory.importing.folding import key
from schutznetz.directory.importing.plan import Plan
from schutznetz.directory.importing.protection import Protected
from schutznetz.directory.importing.record import Record, made_key, own_key
from schutznetz.directory.importing.rows import Cells
from schutznetz.directory.importing.survey import Survey
from schutznetz.directory.importing.types import TypeWords
from schutznetz.directory.importing.values import address, plain
from schutznetz.directory.importing.values.address import Address
from schutznetz.directory.importing.values.problem import Problem
from schutznetz.directory.importing.vocabulary import (
    FLAG,
    NOTE,
    is_missing,
    is_placeholder_record,
    vocabulary,
)

# Kita before Hort: in law a Hort is a kind of Kita, and parents of small children search first.
FIRST_TYPES = ("kita", "hort")
LONGEST_DIRECTIONS = 120
LONGEST_STREET = 120


@dataclass(frozen=True, slots=True)
class Context:
    """What every row of a table needs to know about its list."""

    plan: Plan
    types: TypeWords
    survey: Survey
    list_name: str
    sheet: str
    width: int


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that is no entry, such as a portal's dummy."""


Built = Record | Skipped | Protected | None


def build(number: int, cells: Sequence[str], context: Context, log: Log) -> Built:
    """Return the record of a row; None if the row was refused (the log says why).

    A refused row about a protected place gives what is needed to withdraw an earlier open entry of it.
    """
    since = len(log.errors), len(log.warnings)
    row = rows.read(Where(context.sheet, number), cells, context.plan, context.width, log)
    if is_placeholder_record(row.first("name")):
        row.warn(
            "name", Problem("placeholder", "Das ist ein Platzhalter und kein Angebot; die Zeile wird übersprungen.")
        )
        return Skipped()
    if protection.is_secret(row) or (not row.is_sound and protection.is_shelter(cells)):
        return _protected(row, (), context, since)
    type_ids = _types(row, context) if row.is_sound else ()
    if not protection.CONFIDENTIAL_TYPES.isdisjoint(type_ids):
        return _protected(row, type_ids, context, since)
    record = _record(row, type_ids, context) if type_ids else None
    return record if row.is_sound else None


def _protected(row: Cells, type_ids: tuple[str, ...], context: Context, since: tuple[int, int]) -> Record | Protected:
    """Return the record of a protected place, with its address in no field, no key and no line of the report."""
    guard, known = protection.guard(row), protection.protected(row)
    protection.remark(row)
    protection.cut_out(row, guard)
    if row.is_sound:
        type_ids = type_ids or _types(row, context)
    known = replace(known, type_ids=type_ids)
    record = _record(row, type_ids, context, known) if type_ids else None
    if record and any(map(guard.betrays, record.texts())):
        row.refuse(
            "address_in_entry",
            "Die geschützte Anschrift steht noch in einem anderen Feld oder in der Kennung. Bitte nehmen Sie sie aus "
            "der Liste; so lange bleibt der Eintrag weg.",
        )
    protection.silence(row.log, since, guard if row.values else None)
    return record if record and row.is_sound else known


def _record(row: Cells, type_ids: tuple[str, ...], context: Context, known: Protected | None = None) -> Record:
    type_id = type_ids[0]
    is_secret = known is not None
    place = Address() if is_secret else _address(row, context.plan.constants)
    name, traeger = row.first("name"), row.first("traeger") or context.plan.constants.get("traeger", "")
    traeger, kind = ("", traeger) if _is_kind_of_traeger(traeger) else (traeger, "")
    if rows.same(name, traeger):
        traeger = ""
    if not name and not traeger:
        name = row.first("site_name")
        if not name:
            row.refuse("no_name", "Der Eintrag hat weder Namen noch Träger. Bitte tragen Sie einen Namen ein.")
    title = _title(row, name, type_ids, place, context.types)
    contact = read_contact(row, context.survey.area_codes, place)
    directions = place.zusatz if len(place.zusatz) <= LONGEST_DIRECTIONS else ""
    age_from, age_to = _ages(row, context.survey)
    record = Record(
        where=row.where,
        key=_key(row, context, name or title, place, type_id),
        type_id=type_id,
        title=title,
        name=name,
        traeger=traeger,
        site_name=row.first("site_name") if name != row.first("site_name") and not is_secret else "",
        summary=_summary(type_ids, context.types.labels),
        description=_description(row, kind, "" if directions else place.zusatz, contact),
        address=place,
        directions=directions,
        kreis=_kreis(row, context.plan.constants),
        point=None if is_secret else _point(row),
        phones=contact.phones,
        email=contact.email,
        url=contact.url,
        hours=read_hours(row),
        barrier=_barrier(row),
        person=" ".join(dict.fromkeys(text for _, text in row.all("person")))[:120],
        age_from=age_from,
        age_to=age_to,
        is_confidential=is_secret,
        protected=known,
    )
    _check_reach(row, record)
    return record


def _types(row: Cells, context: Context) -> tuple[str, ...]:
    """Return the types of a row, the one it is stored under first."""
    flagged = [target.removeprefix(FLAG) for target in row.values if target.startswith(FLAG)]
    found = [type_id for type_id in flagged if plain.yes_or_no(row.first(f"{FLAG}{type_id}"))]
    said = row.first("type")
    found = found or list(context.types.of_text(said))
    if not found and not said:
        found = [*filter(None, [context.plan.constants.get("type", "")])]
    if not found:
        found = _fallback(row, context, said)
    known = [type_id for type_id in found if type_id in context.types.labels]
    if not known:
        row.refuse(
            "no_type",
            "Welches Angebot das ist, sagt die Zeile nicht. Bitte ergänzen Sie eine Spalte mit der Art des Angebots "
            "oder legen Sie in der Zuordnung eine Art für die ganze Liste fest.",
            target="type",
            value=said,
        )
    known.sort(key=lambda type_id: FIRST_TYPES.index(type_id) if type_id in FIRST_TYPES else len(FIRST_TYPES))
    if len(known) > 1:
        labels = ", ".join(context.types.labels[type_id] for type_id in known[1:])
        text = f"Der Eintrag nennt mehrere Arten von Angebot. Gespeichert wird die erste; im Text steht auch: {labels}."
        row.warn("type", Problem("several_types", text), said or labels)
    return tuple(known)


def _fallback(row: Cells, context: Context, said: str) -> list[str]:
    """Take the type from the name, or from what the list as a whole is about; the report says so."""
    found = list(context.types.of_text(row.first("name"))[:1]) if not said else []
    found = [context.plan.proposed_type] if context.plan.proposed_type else found
    if found and (said or any(target.startswith(FLAG) for target in context.plan.by_target)):
        text = "Die Art des Angebots ist nicht erkannt; genommen wird die der ganzen Liste. Bitte prüfen Sie das."
        row.warn("type", Problem("type_from_list", text), said)
    return found


def _address(row: Cells, constants: Mapping[str, str]) -> Address:
    whole = address.parse(row.first("address")) if row.first("address") else Address()
    street = address.street(row.first("street")) if row.first("street") else Address()
    number = address.house_number(row.first("house_number"))
    if number and street.hausnummer and not rows.same(number, street.hausnummer):
        street = Address(strasse=row.first("street"))  # "Straße 74" with a number of its own
    code, problem = plain.plz(row.first("plz")) if row.first("plz") else ("", None)
    if problem:
        row.warn("plz", problem)
    name, bracketed = address.without_brackets(street.strasse or whole.strasse)
    town, of_town = address.split_ortsteil(row.first("town"))
    town = town or whole.ort or constants.get("town", "")
    found = Address(
        strasse=name,
        hausnummer=number or street.hausnummer or whole.hausnummer,
        plz=code or whole.plz,
        ort=town,
        ortsteil=row.first("ortsteil") or whole.ortsteil or of_town or bracketed,
        zusatz=", ".join(filter(None, (street.zusatz, whole.zusatz))),
    )
    if len(found.strasse) > LONGEST_STREET or max(len(found.ort), len(found.ortsteil)) > rows.LONGEST["town"]:
        row.refuse(
            "address",
            "Diese Anschrift ist nicht verständlich. Bitte trennen Sie Straße, PLZ und Ort.",
            target="address",
        )
    return found


def _is_kind_of_traeger(text: str) -> bool:
    return bool(text) and len(text) < 60 and key(text) in vocabulary().traeger_kinds


def _title(row: Cells, name: str, type_ids: tuple[str, ...], place: Address, types: TypeWords) -> str:
    labels = types.labels
    if name:
        label = " mit ".join(titles.LABELS.get(type_id, labels[type_id]) for type_id in type_ids)
        title = titles.of_name(name, place.strasse, place.hausnummer, label, types.of_text)
        says_all = len(type_ids) == 1 or set(type_ids) <= set(types.of_text(title))
        return title if says_all else titles.shortened(f"{title} ({label})")  # or nobody finds the Hort of this Kita
    offer = row.first("type") or labels[type_ids[0]]
    return titles.of_offer(offer, row.first("site_name"), place.strasse, place.hausnummer, place.ort)


def _summary(type_ids: tuple[str, ...], labels: Mapping[str, str]) -> str:
    return f"Auch: {', '.join(labels[type_id] for type_id in type_ids[1:])}."[:300] if len(type_ids) > 1 else ""


def _description(row: Cells, traeger_kind: str, extra: str, contact: Contact) -> str:
    notes = [_note(target, row.first(target)) for target in row.values if target.startswith(NOTE)]
    lines = [
        *notes,
        f"Träger: {traeger_kind}" if traeger_kind else "",
        f"Hinweis zur Anschrift: {extra}" if extra else "",
    ]
    lines += [f"Weitere E-Mail: {address}" for address in contact.more_emails]
    texts = [text for _, text in row.all("description")]
    return "\n\n".join(filter(None, [*texts, "\n".join(filter(None, lines))]))


def _note(target: str, text: str) -> str:
    label = target.removeprefix(NOTE)
    answer = plain.yes_or_no(text)
    if answer is not None:
        return label if answer else ""
    return "" if is_missing(text) else f"{label}: {text}"


def _kreis(row: Cells, constants: Mapping[str, str]) -> str:
    text = row.first("kreis") or constants.get("kreis", "")
    code = text.rjust(5, "0") if text.isdecimal() else ""
    if text and len(code) != 5:
        row.warn(
            "kreis", Problem("kreis", "Das ist kein Kreisschlüssel. Bitte tragen Sie die fünf Ziffern des AGS ein.")
        )
        return ""
    return code


def _point(row: Cells) -> tuple[float, float] | None:
    lat, lon = row.first("lat"), row.first("lon")
    if not lat and not lon:
        return None
    point, problem = plain.coordinates(lat, lon)
    if problem:
        row.warn("lat", problem, f"{lat} / {lon}")
    return point


def _barrier(row: Cells) -> str:
    text = row.first("barrier")
    if not text:
        return "unknown"
    if plain.is_partly(text):
        return "partly"
    answer = plain.yes_or_no(text)
    if answer is None:
        row.warn(
            "barrier", Problem("barrier", "Das ist weder ja noch nein. Bitte tragen Sie ja, nein oder teilweise ein.")
        )
        return "unknown"
    return "yes" if answer else "no"


def _ages(row: Cells, survey: Survey) -> tuple[int | None, int | None]:
    ages: list[int | None] = []
    for target in ("age_from", "age_to"):
        age, problem = (
            plain.age_in_months(row.first(target), bare_is_months=survey.ages_are_months)
            if row.first(target)
            else (None, None)
        )
        if problem:
            row.warn(target, problem)
        ages.append(age)
    first, last = ages
    if first is not None and last is not None and last < first:
        text = "Das Höchstalter liegt unter dem Mindestalter; beides bleibt leer. Bitte berichtigen Sie es."
        row.warn("age_to", Problem("age_range", text), f"{first} bis {last} Monate")
        return None, None
    return first, last


def _key(row: Cells, context: Context, name: str, place: Address, type_id: str) -> str:
    column = context.survey.key_column
    own = next((text for header, text in row.all("source_key") if header == column), "")
    return own_key(context.list_name, own) if own else made_key(context.list_name, name, place, type_id)


def _check_reach(row: Cells, record: Record) -> None:
    place = record.address
    if not (
        record.phones or record.email or record.url or place.strasse or place.plz or place.ort or record.is_confidential
    ):
        if record.kreis and record.hours:
            return
        row.refuse(
            "unreachable",
            "Der Eintrag nennt weder Anschrift noch Telefon, E-Mail oder Internetseite. Bitte ergänzen Sie eine davon.",
            value=record.title,
        )
