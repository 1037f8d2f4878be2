"""What the pages are made of: a strict block tag and the data each component shows.

The dataclasses are the contract between views and templates: a view fills them, a template of ``ui`` draws them
and decides nothing (ADR 0003). All texts are finished sentences in the language of the page; all ``href`` are ready
to use.
"""

from collections.abc import Set
from dataclasses import dataclass, fields, is_dataclass
from typing import Literal, Self, get_args

from django.conf import settings
from django.template import Context, Library, Node, NodeList, TemplateSyntaxError
from django.template.base import FilterExpression, Parser, Token
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from schutznetz.common.kept import Kept

Accent = Literal["petrol", "blue", "teal", "green", "ochre", "violet"]
ACCENTS: tuple[Accent, ...] = get_args(Accent)
OpenState = Literal["open", "closed", "unknown"]
NONE: frozenset[str] = frozenset()
# What was drawn (``{% once %}``): a component says the same for the same values, so this only bounds the memory.
_drawn: Kept[SafeString | None] = Kept(seconds=600, most=512)


@dataclass(frozen=True, slots=True)
class Link:
    """``description`` is shown in lists of topics only."""

    text: str
    href: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """Way to the same page in another language, named in that language."""

    text: str
    href: str
    code: str


@dataclass(frozen=True, slots=True)
class Phone:
    """A number to tap: ``display`` as people write it, ``href`` as ``tel:``."""

    display: str
    href: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class HelpLine:
    """One number of the bar "wer hilft jetzt"."""

    title: str
    phone: Phone
    for_whom: str
    hours: str
    state: OpenState
    state_text: str
    is_emergency: bool = False
    checked: bool = True


@dataclass(frozen=True, slots=True)
class HelpBar:
    """The bar on every page: its numbers, for which place they are, and the way to "Jetzt Hilfe"."""

    lines: tuple[HelpLine, ...]
    title: str
    now: Link


@dataclass(frozen=True, slots=True)
class NextReach:
    """Who answers after that, and from when: "heute ab 16 Uhr"."""

    begins: str
    label: str
    phone: Phone


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom to call now for a place: the office, who answers for it, until when, who after that.

    Without ``phone`` nobody knows a number; ``note`` then says so.
    """

    office: str
    part_of: str
    answers: str
    phone: Phone | None
    until: str
    then: tuple[NextReach, ...] = ()
    note: str = ""
    tested: str = ""
    example: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """One office that can be meant: what tells it apart, and whom to call there. Without ``href`` it is no link."""

    title: str
    apart: str
    href: str
    reach: Reach


@dataclass(frozen=True, slots=True)
class Hidden:
    """A value that a form takes along."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class ListedNumber:
    """One line of a list to keep: who, which number, when."""

    label: str
    phone: Phone
    hours: str


@dataclass(frozen=True, slots=True)
class Pin:
    """Way to keep an offer on the pinboard; whoever comes back to ``#anchor`` has just done so."""

    anchor: str
    title: str
    href: str
    list_href: str


@dataclass(frozen=True, slots=True)
class ResultCard:
    """One hit: title, for whom, place, open until, one number. ``doubt`` says that nobody vouches for it, if so."""

    title: str
    href: str
    organisation: str
    for_whom: str
    place: str
    distance: str
    open_state: OpenState
    open_text: str
    phone: Phone | None
    why: str = ""
    pin: Pin | None = None
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class HoursRow:
    day: str
    times: str
    is_today: bool = False


@dataclass(frozen=True, slots=True)
class ContactBlock:
    """How one function is reached. A person's name appears only with consent."""

    title: str
    phones: tuple[Phone, ...]
    email: str
    website: Link | None
    open_state: OpenState
    open_text: str
    hours: tuple[HoursRow, ...]
    hours_note: str = ""
    person: str = ""
    substitute: str = ""
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Freshness:
    """When an entry was last confirmed, by which function; overdue is shown, never hidden."""

    level: Literal["confirmed", "overdue", "never"]
    text: str
    exact: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class FilterOption:
    value: str
    label: str
    count: int | None
    selected: bool


@dataclass(frozen=True, slots=True)
class FilterGroup:
    """One question of the filter page; ``name`` is the GET parameter."""

    name: str
    label: str
    options: tuple[FilterOption, ...]
    kind: Literal["radio", "checkbox", "select"] = "select"


@dataclass(frozen=True, slots=True)
class Pager:
    """Previous and next page; an empty ``href`` means that there is none."""

    text: str
    previous_href: str
    next_href: str


@dataclass(frozen=True, slots=True)
class FormError:
    field_id: str
    message: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of an offer's facts, for example "Kosten" – "kostenlos"; ``note`` is in the entry's own words."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One part of an entry in two states, in words."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class LogLine:
    """One entry of the log: its number in the chain, a finished sentence, and when."""

    seq: int
    sentence: str
    when: str
    exact: str


# Pages of the app above; `ui` names their addresses because it may not reverse upwards (design.md 2).
FEEDBACK_HREF = "/barrierefreiheit/#rueckmeldung"
IMPRINT_HREF = "/impressum/"
PRIVACY_HREF = "/datenschutz/"
ACCESSIBILITY_HREF = "/barrierefreiheit/"
LICENCES_HREF = "/lizenzen/"
EXIT_HREF = "/verlassen/"
LOG_IN_HREF = "/anmelden/"
OWN_HREF = "/konto/"
LOG_OUT_HREF = "/konto/abmelden/"


def in_language(path: str) -> str:
    """Return the address of a page in the language of the page that leads to it."""
    language = get_language() or settings.LANGUAGE_CODE
    return path if language == settings.LANGUAGE_CODE else f"/{language}{path}"


@dataclass(frozen=True, slots=True)
class Page:
    """The frame around every page; a network's view puts its own into the context as ``page``."""

    brand: str
    home: str
    accent: Accent
    example: bool
    footer: tuple[Link, ...]
    feedback: Link | None
    pinboard: Link | None = None
    easy: Link | None = None
    account: tuple[Link, ...] = ()
    exit_href: str = EXIT_HREF

    @classmethod
    def default(
        cls, *, brand: str = "Schutznetz", home: str = "", accent: Accent = "petrol", example: bool = False
    ) -> Self:
        footer = (
            Link(_("Impressum"), in_language(IMPRINT_HREF)),
            Link(_("Datenschutz"), in_language(PRIVACY_HREF)),
            Link(_("Barrierefreiheit"), in_language(ACCESSIBILITY_HREF)),
            Link(_("Lizenzen"), in_language(LICENCES_HREF)),
            # Those who act read German: behind this link nothing is in another language.
            *((Link("Für Fachkräfte: anmelden", LOG_IN_HREF),) if get_language() == settings.LANGUAGE_CODE else ()),
        )
        feedback = Link(_("Stimmt etwas nicht? Sagen Sie es uns."), in_language(FEEDBACK_HREF))
        start = home or in_language("/")
        return cls(brand, start, accent, example, footer, feedback, exit_href=in_language(EXIT_HREF))


class ComponentNode(Node):
    child_nodelists = ("children",)

    def __init__(self, template: str, props: dict[str, FilterExpression], children: NodeList) -> None:
        self.template, self.props, self.children = template, props, children

    def render(self, context: Context) -> SafeString:
        values = {name: value.resolve(context) for name, value in self.props.items()}
        values["children"] = self.children.render(context)
        engine = context.template.engine  # type: ignore[union-attr]  # set while rendering
        return engine.get_template(self.template).render(context.new(values))


def component(register: Library, name: str, *, required: Set[str] = NONE, optional: Set[str] = NONE) -> None:
    """Register ``{% #name prop=… %}…{% /name %}``; an unknown or missing prop fails when the page is compiled."""

    def compile_tag(parser: Parser, token: Token) -> ComponentNode:
        props = {}
        for bit in token.split_contents()[1:]:
            prop, separator, value = bit.partition("=")
            if not separator or prop not in required | optional:
                raise TemplateSyntaxError(f"{name}: unknown prop {bit!r}")
            props[prop] = parser.compile_filter(value)
        if missing := required - props.keys():
            raise TemplateSyntaxError(f"{name}: missing {', '.join(sorted(missing))}")
        for prop in optional - props.keys():
            props[prop] = parser.compile_filter('""')
        children = parser.parse((f"/{name}",))
        parser.delete_first_token()
        return ComponentNode(f"ui/components/{name}.html", props, children)

    register.tag(f"#{name}", compile_tag)


class OnceNode(Node):
    """A component without a body, drawn once for the same values in the same language (ADR 0021)."""

    def __init__(self, template: str, props: dict[str, FilterExpression]) -> None:
        self.template, self.props = template, props

    def render(self, context: Context) -> SafeString:
        values = {name: value.resolve(context) for name, value in self.props.items()}
        key = (self.template, get_language(), *values.values())
        drawn = _drawn.get(key, lambda: self._draw(context, values) if _is_plain(key) else None)
        return self._draw(context, values) if drawn is None else drawn

    def _draw(self, context: Context, values: dict[str, object]) -> SafeString:
        engine = context.template.engine  # type: ignore[union-attr]  # set while rendering
        return engine.get_template(self.template).render(context.new(values))


def _is_plain(value: object) -> bool:
    """Say whether no text in it passes unescaped: it equals one that must not, and may never stand for it."""
    if is_dataclass(value):
        return all(_is_plain(getattr(value, field.name)) for field in fields(value))
    return all(map(_is_plain, value)) if isinstance(value, tuple) else not isinstance(value, SafeString)


def once(parser: Parser, token: Token) -> OnceNode:
    """Compile ``{% once "help_list" lines=lines %}``: like an include ``only``, for values that can be compared."""
    _tag, name, *bits = token.split_contents()
    props = {prop: parser.compile_filter(value) for prop, _equals, value in (bit.partition("=") for bit in bits)}
    return OnceNode(f"ui/components/{name.strip(chr(34))}.html", props)
