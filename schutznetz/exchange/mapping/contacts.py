"""Contact points as contacts and phones. A name is there only with a consent that holds today (R82)."""

from schutznetz.directory.enums import PhoneKind
from schutznetz.directory.models import ContactPoint, Offer
from schutznetz.exchange.mapping.records import Record, Telling, confirmed, filled, key, mail

KINDS = {PhoneKind.PHONE: "voice", PhoneKind.FAX: "fax"}


def of(offer: Offer, telling: Telling) -> ContactPoint | None:
    """Return how an offer is reached, as far as this audience may know it."""
    point = offer.contact_point
    return point if point is not None and telling.shows(point) else None


def contacts(point: ContactPoint | None, entity: str, owner: object, telling: Telling) -> list[Record]:
    """Return the contact of one function; ``entity`` is the name of the owner's key ("service_id")."""
    if point is None:
        return []
    function, contact = point.function, key("contact", entity, owner, point.pk)
    names = [holder.name for holder in function.holders.all() if holder.is_public_on(telling.today)]
    return [filled({
        "id": contact, entity: str(owner), "name": ", ".join(names), "title": function.title,
        "department": function.unit.name if function.unit else None, "email": mail(point.email),
        "phones": phones(point, "contact_id", contact), "function": function.role,
        "freshness": confirmed(point, point.changed_at, point.held_by),
    })]  # fmt: skip


def phones(point: ContactPoint | None, entity: str, owner: object) -> list[Record]:
    rows = point.phone_numbers.all() if point else []
    return [
        filled({
            "id": key("phone", entity, owner, row.number, row.kind), entity: str(owner), "number": row.number,
            "type": KINDS[PhoneKind(row.kind)], "description": row.note,
        })
        for row in sorted(rows, key=lambda row: (row.position, row.pk))
    ]  # fmt: skip
