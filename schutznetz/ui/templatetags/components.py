"""Tags and filters that every template knows without ``{% load %}`` (settings.TEMPLATES)."""

from collections.abc import Iterable

from django.forms import BoundField
from django.template import Library
from django.utils.safestring import SafeString

from schutznetz.ui.components import HelpLine, component, once

register = Library()
register.tag("once", once)

component(register, "page_header", required={"title"}, optional={"lead", "lang"})
component(register, "search_field", required={"action", "query", "place", "label"}, optional={"suggest"})
component(register, "place_field", required={"action", "place", "submit"})
component(register, "part", required={"id"})
component(register, "filter_page", required={"action", "groups"}, optional={"submit", "reset_href", "primary", "part"})
component(register, "empty_state", required={"title", "text"}, optional={"next_text", "next_href"})
component(register, "form_block", required={"field_id", "label"}, optional={"hint", "error", "is_optional"})
component(register, "post_form", required={"action", "submit"}, optional={"primary", "about", "files"})
component(register, "entry", required={"title"}, optional={"text", "note", "more"})
component(register, "ask", required={"action", "submit"}, optional={"method", "hidden", "primary"})
component(register, "more", required={"title"}, optional={"is_open"})
component(register, "passkey", required={"action", "kind", "submit"}, optional={"primary"})
component(register, "setting", required={"title", "state"}, optional={"note"})
component(register, "notice", required={"kind"}, optional={"title"})


@register.filter
def reachable(lines: Iterable[HelpLine], limit: int = 2) -> list[HelpLine]:
    """Return the first lines, apart from the emergency numbers, that answer now."""
    return [line for line in lines if line.state == "open" and not line.is_emergency][:limit]


@register.filter
def is_optional(field: BoundField) -> bool:
    """Say whether "freiwillig" stands beside a label; a form may expect later what it does not require today."""
    return not field.field.required and field.name not in getattr(field.form, "expected", ())


@register.filter
def control(field: BoundField) -> SafeString:
    """Draw a form field's input with KERN's class; ``ui/components/field.html`` adds label, hint and error."""
    kind = {"select": "kern-form-input__select", "checkbox": "kern-form-check__checkbox"}
    css_class = kind.get(field.widget_type, "kern-form-input__input")
    return field.as_widget(attrs={"class": f"{css_class} {css_class}--error" if field.errors else css_class})
