"""Components fail early, stand all in the gallery, and keep scripts and styles out of the markup."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from django.template import Context, Template, TemplateSyntaxError, engines
from django.template.loader import get_template
from django.test import override_settings
from django.test.signals import template_rendered
from django.utils import translation
from django.utils.safestring import mark_safe

from schutznetz.ui.components import ACCENTS, HelpLine, Link, Page, Phone
from schutznetz.ui.gallery import SECTIONS
from schutznetz.ui.templatetags.components import reachable

UI = Path(__file__).resolve().parents[2] / "schutznetz/ui"
PAGES = sorted((UI / "templates").rglob("*.html"))
ERROR_PAGES = ("400", "403", "403_csrf", "404", "500", "503")
# Drawn inside another component, never alone.
PARTS = {"filter_group", "mark"}


def compiled(source):
    return Template(source, engine=engines["django"].engine)


def line(title, state, *, is_emergency=False):
    return HelpLine(title, Phone("1", "tel:1"), "für alle", "immer", state, "jetzt", is_emergency)


def test_a_missing_prop_fails_when_the_page_is_compiled():
    with pytest.raises(TemplateSyntaxError, match="page_header: missing title"):
        compiled('{% #page_header lead="Text" %}{% /page_header %}')


def test_an_unknown_prop_fails_when_the_page_is_compiled():
    with pytest.raises(TemplateSyntaxError, match="page_header: unknown prop 'color=\"red\"'"):
        compiled('{% #page_header title="Text" color="red" %}{% /page_header %}')


def test_a_component_that_is_not_closed_fails():
    with pytest.raises(TemplateSyntaxError, match="Unclosed tag"):
        compiled('{% #page_header title="Text" %}')


def test_what_people_write_is_escaped_in_props_and_children():
    page = compiled("{% #notice kind='info' title=text %}{{ text }}{% /notice %}")

    html = page.render(Context({"text": "<script>"}))

    assert html.count("&lt;script&gt;") == 2
    assert "<script>" not in html


class TestOnce:
    """``{% once %}`` keeps what a component drew for its values."""

    PAGE = '{% once "help_list" lines=lines %}'

    @pytest.fixture
    def draw(self):
        page, drawn = compiled(self.PAGE), []

        def note(sender, **_):
            drawn.append(sender.name)

        template_rendered.connect(note)
        yield lambda *lines: (page.render(Context({"lines": lines})), drawn.count("ui/components/help_list.html"))
        template_rendered.disconnect(note)

    def test_same_values_are_drawn_once_and_other_values_anew(self, draw):
        first = draw(line("A", "open"))

        assert draw(line("A", "open")) == first
        assert first[1] == 1
        assert draw(line("A", "closed"))[1] == 2

    def test_each_language_is_drawn_for_itself(self, draw):
        unchecked = replace(line("A", "open"), checked=False)
        german, _ = draw(unchecked)
        with translation.override("en"):
            english, count = draw(unchecked)

        assert count == 2
        assert "noch nicht bestätigt" in german
        assert "noch nicht bestätigt" not in english

    def test_a_text_that_passes_unescaped_never_stands_for_one_that_must_not(self, draw):
        trusted, _ = draw(line(mark_safe("<b>A</b>"), "open"))
        typed, _ = draw(line("<b>A</b>", "open"))

        assert "<b>A</b>" in trusted
        assert "<b>A</b>" not in typed
        assert "&lt;b&gt;A&lt;/b&gt;" in typed

    def test_values_that_cannot_be_compared_fail(self):
        with pytest.raises(TypeError, match="unhashable"):
            compiled(self.PAGE).render(Context({"lines": [line("A", "open")]}))

    def test_a_value_that_nobody_gave_fails(self):
        with pytest.raises(AssertionError, match="Undefined template variable: lines"):
            compiled(self.PAGE).render(Context())


def test_the_bar_names_two_open_lines_and_no_emergency_number_twice():
    lines = [
        line("110", "open", is_emergency=True),
        line("zu", "closed"),
        line("A", "open"),
        line("?", "unknown"),
        line("B", "open"),
        line("C", "open"),
    ]

    assert [found.title for found in reachable(lines)] == ["A", "B"]


def test_a_page_brings_its_duties_along():
    page = Page.default(brand="Musterkreis", home="/musterkreis/", accent="ochre", example=True)

    duties = ["/impressum/", "/datenschutz/", "/barrierefreiheit/", "/lizenzen/"]
    assert [link.href for link in page.footer] == [*duties, "/anmelden/"]
    assert (page.brand, page.home, page.accent, page.example) == ("Musterkreis", "/musterkreis/", "ochre", True)
    assert isinstance(page.feedback, Link)


def test_every_component_has_its_place_in_the_gallery():
    files = {path.stem for path in (UI / "templates/ui/components").glob("*.html")}

    assert {section.name for section in SECTIONS} | PARTS == files


@pytest.mark.django_db
@pytest.mark.urls("schutznetz.ui.urls")
class TestGallery:
    def test_it_draws_every_component(self, client):
        response = client.get("/")

        drawn = {template.name for template in response.templates}
        assert response.status_code == 200
        assert {f"ui/components/{path.name}" for path in PAGES if path.parent.name == "components"} <= drawn

    @pytest.mark.parametrize("accent", ACCENTS)
    def test_it_shows_every_accent(self, client, accent):
        assert f'data-accent="{accent}"' in client.get("/", {"akzent": accent}).content.decode()

    def test_it_falls_back_where_somebody_plays_with_the_address(self, client):
        html = client.get("/", {"akzent": '"><script>', "hilfe": "nie"}).content.decode()

        assert f'data-accent="{ACCENTS[0]}"' in html
        assert '"><script>' not in html

    def test_no_id_stands_twice(self, client):
        ids = re.findall(r'\bid="([^"]+)"', client.get("/").content.decode())

        assert sorted(ids) == sorted(set(ids))

    def test_it_has_one_main_heading_and_the_numbers_first(self, client):
        html = client.get("/").content.decode()

        assert html.count("<h1>") == 1
        assert html.index('href="tel:110"') < html.index('href="tel:112"') < html.index("<h1>")


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(UI / "templates").as_posix())
def test_markup_holds_neither_style_nor_script_nor_a_way_around_escaping(path):
    text = path.read_text()

    assert re.findall(r"<style|<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=|javascript:|hx-on|\|\s*safe\b", text) == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(UI / "templates").as_posix())
def test_templates_stay_short(path):
    assert len(path.read_text().splitlines()) <= 200


@pytest.mark.parametrize("name", ERROR_PAGES)
@override_settings(STORAGES={"staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}})
def test_an_error_page_needs_nothing_and_says_whom_to_call(name):
    """No context, no database, and no manifest of static files either."""
    html = get_template(f"{name}.html").template.render(Context())

    assert [n for n in ("tel:110", "tel:112", "tel:116111", "tel:08001110550") if f'href="{n}"' not in html] == []
    assert html.count("<h1>") == 1
