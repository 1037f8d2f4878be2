"""Cards, contact blocks, facts and freshness of entries."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from schutznetz.common import hours, phones
from schutznetz.directory.enums import Access, Area, Barrier, Cost, PhoneKind, TargetGroup
from schutznetz.directory.models import ContactPoint, Offer, OfferTrait, Site
from schutznetz.directory.presenting import kinds, languages, phrases
from schutznetz.networks.models import Confirmed, Function, Network
from schutznetz.ui.components import ContactBlock, Fact, Freshness, HelpLine, HoursRow, Link, Phone, Pin, ResultCard

# Without a network of its own an entry is held to the default interval.
DEFAULT_INTERVAL_DAYS = 180
SHOWN_ON_CARD = 2


def phone(number: str, note: str = "") -> Phone:
    return Phone(phones.display(number), phones.href(number), note)


def portal_url(network: Network | None, name: str, *args: object) -> str:
    """Return the address of a page, inside a network's portal where there is one."""
    if network is None:
        return reverse(f"portal:{name}", args=args)
    return reverse(f"network:{name}", args=[network.slug, *args])


def pin(offer: Offer, *, network: Network | None, back: str) -> Pin:
    """Return the way to the pinboard and back to the page ``back``."""
    href = f"{portal_url(network, 'pin', offer.pk)}?{urlencode({'next': back})}"
    return Pin(pin_anchor(offer), offer.title, href, portal_url(network, "pinboard"))


def pin_anchor(offer: Offer) -> str:
    """Return the place on a page that says that an offer has just been kept."""
    return f"gemerkt-{offer.pk}"


def result_card(
    offer: Offer, *, network: Network | None, kilometres: float | None = None, now: datetime, back: str = "",
    is_gone: bool = False,
) -> ResultCard:  # fmt: skip
    """Return one hit; needs an offer with everything that ``for_cards`` loads.

    ``back`` is the page the card stands on; without it the card has no way to the pinboard.
    """
    contact_point = offer.contact_point
    status = _state(contact_point, offer.site, now)
    return ResultCard(
        title=offer.title,
        href=portal_url(network, "offer", offer.pk),
        organisation=offer.organisation.name,
        for_whom=for_whom(offer),
        place=place(offer),
        distance=phrases.distance(kilometres, is_rough=offer.site is not None and offer.site.lat is None),
        open_state=status.status if status else "unknown",
        open_text=hours.sentence(status, now) if status else _("Zeiten nicht bekannt"),
        phone=_first_phone(contact_point),
        pin=pin(offer, network=network, back=back) if back else None,
        doubt=doubt(offer, interval_days=interval_of(network), now=now, is_gone=is_gone),
    )


def for_whom(offer: Offer) -> str:
    """Return for whom an offer is, in one line: groups and ages."""
    named = {trait.code for trait in offer.traits.all() if trait.kind == OfferTrait.Kind.TARGET}
    ages = phrases.ages(offer)
    if ages:
        # The ages already say that it is about children, or about pregnancy.
        named -= {TargetGroup.CHILDREN} | ({TargetGroup.EXPECTING} if offer.for_pregnancy else set())
    groups = [str(group.label) for group in TargetGroup if group in named]
    parts = [_in_words(groups[:SHOWN_ON_CARD]), ages]
    sentence = ", ".join(filter(None, parts))
    return sentence[:1].upper() + sentence[1:] if sentence else kinds.label(offer.offer_type)


def place(offer: Offer) -> str:
    if offer.site is None:
        return {Area.NATION: _("bundesweit, am Telefon"), Area.LAND: _("landesweit, am Telefon")}.get(
            Area(offer.area), _("ohne festen Ort")
        )
    if offer.site.is_confidential:
        return _("geschützter Ort")
    return ", ".join(filter(None, [offer.site.town, offer.site.ortsteil]))


def address(site: Site) -> list[str]:
    """Return the lines of an address; a confidential place has none."""
    if site.is_confidential:
        return [_("Der Ort ist geschützt. Sie erfahren ihn am Telefon.")]
    street = f"{site.street} {site.house_number}".strip()
    town = f"{site.plz} {site.town}".strip() + (f", {site.ortsteil}" if site.ortsteil else "")
    return [line for line in (site.name, street, town) if line]


def contact_block(
    contact_point: ContactPoint, *, now: datetime, interval_days: int = DEFAULT_INTERVAL_DAYS, is_gone: bool = False
) -> ContactBlock:
    """Return how a function is reached. Needs phone numbers, holders and the substitute loaded."""
    function = contact_point.function
    land = _land(contact_point.site)
    status = _state(contact_point, contact_point.site, now)
    today = timezone.localdate(now)
    rows = hours.weekday_rows(contact_point.hours, today, land) if contact_point.hours else []
    return ContactBlock(
        title=function.title,
        phones=tuple(
            phone(row.number, _("Fax") if row.kind == PhoneKind.FAX else row.note)
            for row in contact_point.phone_numbers.all()
        ),
        email=contact_point.email,
        website=_website(contact_point.url),
        open_state=status.status if status else "unknown",
        open_text=hours.sentence(status, now) if status else _("Zeiten nicht bekannt"),
        hours=tuple(HoursRow(*row, is_today=index == 0) for index, row in enumerate(_week(rows))),
        person=_person(function, now),
        substitute=function.substitute.title if function.substitute else "",
        doubt=doubt(contact_point, interval_days=interval_days, now=now, is_gone=is_gone),
    )


def _week(rows: Iterable[tuple[date, list[tuple[time, time]], bool]]) -> list[tuple[str, str]]:
    return [(_(hours.WEEKDAYS[day.weekday()]), _times(spans, is_unknown=is_unknown)) for day, spans, is_unknown in rows]


def _times(spans: list[tuple[time, time]], *, is_unknown: bool) -> str:
    if not spans:
        return _("nach Vereinbarung") if is_unknown else _("geschlossen")
    if spans == [(time(0), time(0))]:
        return _("rund um die Uhr")
    return _("%(times)s Uhr") % {"times": _(" und ").join(f"{_clock(start)}–{_clock(end)}" for start, end in spans)}


def _clock(moment: time) -> str:
    hour = 24 if moment == time(0) else moment.hour
    return f"{hour}:{moment.minute:02d}" if moment.minute else _("%(hour)d") % {"hour": hour}


def _person(function: Function, now: datetime) -> str:
    """Return the name of whoever fills a function today, if consent makes it public."""
    names = [holder.name for holder in function.holders.all() if holder.is_public_on(timezone.localdate(now))]
    return ", ".join(names)


def facts(offer: Offer) -> list[Fact]:
    """Return what people ask first: for whom, access, cost, languages, capacity."""
    flags = [trait.label for trait in offer.traits.all() if trait.kind == OfferTrait.Kind.FLAG]
    loads = [trait.label for trait in offer.traits.all() if trait.kind == OfferTrait.Kind.LOAD]
    spoken = [languages.name(row.code) for row in offer.languages.all()]
    said = [
        Fact(_("Für wen"), for_whom(offer)),
        _access(offer),
        Fact(_("Kosten"), str(Cost(offer.cost).label), offer.cost_note),
        Fact(_("Freie Plätze"), _capacity(offer)),
        Fact(_("Gut zu wissen"), _in_words(flags)),
        Fact(_("Hilft besonders bei"), _in_words(loads)),
        Fact(_("Sprachen"), _in_words(spoken)),
        Fact(_("Einzugsgebiet"), _in_words([str(catchment) for catchment in offer.catchments.all()])),
        Fact(_("Rechtsgrundlage"), "", offer.legal_basis),
    ]
    return [fact for fact in said if fact.value or fact.note]


def _access(offer: Offer) -> Fact:
    return Fact(_("Zugang"), str(Access(offer.access).label), offer.access_note)


def barrier(site: Site) -> str:
    return str(Barrier(site.barrier).label)


def freshness(entry: Confirmed, *, interval_days: int = DEFAULT_INTERVAL_DAYS, source: str, now: datetime) -> Freshness:
    """Return when an entry was last confirmed and by which function; overdue is said openly (R49)."""
    if entry.confirmed_at is None:
        return Freshness("never", _("Diesen Eintrag hat noch niemand bestätigt."), "", source)
    said = {"day": phrases.day(timezone.localtime(entry.confirmed_at)), "function": entry.confirmed_by_function}
    exact = _("am %(day)s, durch: %(function)s") if entry.confirmed_by_function else _("am %(day)s")
    since = phrases.ago(entry.confirmed_at, now)
    if entry.confirmed_at < now - timedelta(days=interval_days):
        text = _("Zuletzt %(since)s bestätigt. Bitte fragen Sie nach, ob noch alles stimmt.") % {"since": since}
        return Freshness("overdue", text, exact % said, source)
    text = _("%(since)s bestätigt") % {"since": since}
    return Freshness("confirmed", f"{text[:1].upper()}{text[1:]}", exact % said, source)


def interval_of(network: Network | None) -> int:
    return network.confirm_every_days if network else DEFAULT_INTERVAL_DAYS


def doubt(entry: Confirmed, *, interval_days: int, now: datetime, is_gone: bool = False) -> str:
    """Return in few words why nobody vouches for an entry now; nothing for one that was confirmed in time."""
    if is_gone:
        return _("Nach Auskunft der Einrichtung gibt es das nicht mehr.")
    if entry.confirmed_at is None:
        stand = _stand(entry)
        said = _("Nach Angaben der Quelle vom %(day)s.") if stand else _("Noch von niemandem bestätigt.")
        return said % {"day": f"{stand:%d.%m.%Y}"} if stand else said
    if entry.confirmed_at < now - timedelta(days=interval_days):
        return _("Zuletzt %(since)s bestätigt.") % {"since": phrases.ago(entry.confirmed_at, now)}
    return ""


def _stand(entry: Confirmed) -> date | None:
    """Return when the source of a contact was read: for nationwide numbers, which nobody here can confirm (R73)."""
    point = entry.contact_point if isinstance(entry, Offer) else entry
    return point.stand if isinstance(point, ContactPoint) else None


def freshness_of_all(entries: Sequence[Confirmed], *, interval_days: int, now: datetime) -> Freshness | None:
    """Return how fresh the stalest of several entries is; None without entries."""
    confirmed = [(entry.confirmed_at, entry) for entry in entries if entry.confirmed_at is not None]
    if 0 < len(confirmed) < len(entries):
        return Freshness("never", _("Einen Teil dieser Angaben hat noch niemand bestätigt."), "")
    stalest = min(confirmed, key=lambda pair: pair[0])[1] if confirmed else next(iter(entries), None)
    return freshness(stalest, interval_days=interval_days, source="", now=now) if stalest else None


def how_to_reach(offer: Offer, *, now: datetime) -> list[Fact]:
    """Return where an offer is and how to reach it in few lines, for the pinboard and for paper."""
    contact = contact_block(offer.contact_point, now=now) if offer.contact_point else None
    said = [Fact(_("Adresse"), ", ".join(address(offer.site)) if offer.site else "")]
    if contact:
        week = _("Zeiten (Woche ab %(day)s)") % {"day": timezone.localdate(now).strftime(_("%d.%m."))}
        said += [
            Fact(week, _week_in_words(contact.hours)),
            Fact(_("E-Mail"), contact.email),
            Fact(_("Internet"), contact.website.text if contact.website else ""),
        ]
    return [fact for fact in (*said, _access(offer)) if fact.value or fact.note]


def week(expression: str, first_day: date, land: str) -> str:
    """Return the times of a week from a day on in one line; nothing for unknown ones."""
    return (
        _week_in_words(HoursRow(*row) for row in _week(hours.weekday_rows(expression, first_day, land)))
        if expression
        else ""
    )


def every_week(expression: str) -> str:
    """Return in one line the times that hold in every week, and that there are others where there are."""
    if not expression:
        return ""
    rows, is_same = hours.steady_rows(expression)
    others = "" if is_same else _("weitere Zeiten, nicht in jeder Woche")
    return "; ".join(filter(None, (_week_in_words(HoursRow(*row) for row in _week(rows)), others)))


def _week_in_words(rows: Iterable[HoursRow]) -> str:
    """Return a week in one line, days with the same times together: "Mo, Di 8–12 Uhr; Mi 17–19 Uhr"."""
    days: dict[str, list[str]] = {}
    order = [_(name) for name in hours.WEEKDAYS]
    for row in sorted(rows, key=lambda row: order.index(row.day)):
        if row.times != _("geschlossen"):
            days.setdefault(row.times, []).append(row.day[:2])
    return "; ".join(
        f"{_('täglich') if len(named) == len(order) else ', '.join(named)} {times}" for times, named in days.items()
    )


def help_line(offer: Offer, *, now: datetime) -> HelpLine | None:
    """Return one nationwide number for the bar, or None if it has no number."""
    contact_point = offer.contact_point
    number = _first_phone(contact_point)
    if contact_point is None or number is None:
        return None
    status = hours.state(contact_point.hours, now, offer.land_id or "")
    title, audience = kinds.help_line(offer, contact_point)
    return HelpLine(
        title=title,
        phone=number,
        for_whom=audience,
        hours="",
        state=status.status,
        state_text=hours.sentence(status, now),
        is_emergency=contact_point.is_emergency,
        checked=contact_point.is_checked,
    )


def _first_phone(contact_point: ContactPoint | None) -> Phone | None:
    numbers = contact_point.phone_numbers.all() if contact_point else []
    return next((phone(row.number) for row in numbers if row.kind == PhoneKind.PHONE), None)


def _state(contact_point: ContactPoint | None, site: Site | None, now: datetime) -> hours.HoursState | None:
    if contact_point is None or not contact_point.hours:
        return None
    return hours.state(contact_point.hours, now, _land(contact_point.site or site))


def _land(site: Site | None) -> str:
    """Return the AGS of the Land whose holidays hold at a place; AGS begin with it."""
    return site.kreis_id[:2] if site and site.kreis_id else ""


def _website(url: str) -> Link | None:
    return Link(url.split("://", 1)[-1].strip("/"), url) if url else None


def _capacity(offer: Offer) -> str:
    if offer.capacity_on is None:
        return ""
    said = []
    if offer.free_places is not None:
        said.append(_("keine") if offer.free_places == 0 else str(offer.free_places))
    if offer.waiting_weeks:
        waiting = ngettext("Wartezeit etwa %(number)d Woche", "Wartezeit etwa %(number)d Wochen", offer.waiting_weeks)
        said.append(waiting % {"number": offer.waiting_weeks})
    return _("%(said)s (Stand %(day)s)") % {"said": ", ".join(said), "day": phrases.day(offer.capacity_on)}


def _in_words(items: list[str]) -> str:
    return ", ".join(items)
