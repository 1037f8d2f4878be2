"""A page as people fill it: what stands in its fields, sent back with what they typed instead."""

import re

from bs4 import BeautifulSoup


def form_of(answer, nth=-1):
    """Return the form of a page that carries the entry: its fields with what stands in them."""
    return BeautifulSoup(answer.content, "html.parser").select("main form")[nth]


def filled(form):
    data = {}
    for field in form.select("input[name], textarea[name], select[name]"):
        name, kind = field["name"], field.get("type")
        if kind in {"checkbox", "radio"} and not field.has_attr("checked"):
            continue
        if field.name == "select":
            value = next((each["value"] for each in field.select("option[selected]")), "")
        else:
            value = (
                field.text.removeprefix("\n")
                if field.name == "textarea"
                else field.get("value", "on" if kind in {"checkbox", "radio"} else "")
            )
        data.setdefault(name, []).append(value)
    return {name: values[0] if len(values) == 1 else values for name, values in data.items()}


def save(client, path, *, page=None, follow=True, **typed):
    """Open a page, or go on from one that is open, type, and send the form."""
    page = page or client.get(path)
    assert page.status_code in {200, 409}, page.status_code
    data = {**filled(form_of(page)), **typed}
    return client.post(path, {name: value for name, value in data.items() if value is not None}, follow=follow)


def words(answer):
    return re.sub(r"\s+", " ", BeautifulSoup(answer.content, "html.parser").main.get_text(" "))
