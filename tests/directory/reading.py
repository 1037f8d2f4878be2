"""Reads a page the way a person would name things on it."""

from bs4 import BeautifulSoup

from schutznetz.common.words import squeeze


def read(client, url, status=200, **options):
    """Get a page and return it parsed; its status must be the expected one."""
    response = client.get(url, **options)
    assert response.status_code == status, response.status_code
    return BeautifulSoup(response.content, "html.parser")


def text(node):
    return squeeze(node.get_text(" "))


def heading(page):
    (found,) = page.find_all("h1")
    return text(found)


def titles(page):
    """Titles of the result cards, in their order."""
    return [text(found) for found in page.select("article h3")]


def links(node):
    """Text → address of every link in a part of a page."""
    return {text(link): link["href"] for link in node.find_all("a")}


def main(page):
    return page.find("main")


def value_of(page, name):
    """What a field of the first form that has it is filled with."""
    field = page.find(attrs={"name": name})
    if field.name == "select":
        chosen = field.find("option", selected=True)
        return chosen["value"] if chosen else None
    return field.get("value", "")
