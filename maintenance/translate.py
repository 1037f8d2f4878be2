#!/usr/bin/env python3
"""Keeps the English texts in step with the German ones. Needs the environment of the tests (.venv).

.venv/bin/python maintenance/translate.py          # take up new texts, drop old ones, compile
.venv/bin/python maintenance/translate.py --check  # change nothing; fail where something is missing or out of date
"""

import ast
import io
import os
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "locale" / "en" / "LC_MESSAGES"
PO, MO = FOLDER / "django.po", FOLDER / "django.mo"
ONE = {"_", "gettext", "gettext_lazy", "gettext_noop"}
MANY = {"ngettext", "ngettext_lazy"}
TAGS = re.compile(r"{%\s*(?:blocktranslate|translate)\b")
PLACEHOLDER = re.compile(r"%\(\w+\)[ds]|%[a-zA-Z]")
# Both files say the same whenever they are written.
BEGAN = datetime(2026, 11, 22, tzinfo=UTC)
# A text, or singular and plural.
Text = tuple[str, ...]


def texts_of_code(path: Path) -> Iterator[Text]:
    """Yield what a module hands to gettext. Only literal texts count: others cannot be collected."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ONE | MANY:
            wanted = 1 if node.func.id in ONE else 2
            said = tuple(each.value for each in node.args[:wanted] if isinstance(each, ast.Constant))
            if len(said) == wanted:
                yield said


def texts_of_template(path: Path) -> Iterator[Text]:
    """Yield what a template translates; a tag that is not understood is an error."""
    from django.template import engines  # noqa: PLC0415 -- settings are needed first
    from django.templatetags.i18n import BlockTranslateNode, TranslateNode  # noqa: PLC0415

    source = path.read_text(encoding="utf-8")
    nodes = engines["django"].engine.from_string(source).nodelist
    plain, blocks = nodes.get_nodes_by_type(TranslateNode), nodes.get_nodes_by_type(BlockTranslateNode)
    assert len(plain) + len(blocks) == len(TAGS.findall(source)), f"{path}: a text to translate is out of reach"
    for node in plain:
        yield (str(node.filter_expression.var.literal),)
    for node in blocks:
        yield tuple(node.render_token_list(tokens)[0] for tokens in (node.singular, node.plural) if tokens)


def collect() -> dict[Text, list[str]]:
    """Return every German text and the files that say it."""
    import django  # noqa: PLC0415 -- the tests read this module without starting anything

    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    found: dict[Text, list[str]] = {}
    for path in sorted((ROOT / "schutznetz").rglob("*")):
        read = {".py": texts_of_code, ".html": texts_of_template}.get(path.suffix)
        # The gallery is for those who build pages; it has no English side.
        if read and "migrations" not in path.parts and "gallery" not in str(path.relative_to(ROOT)):
            for text in read(path):
                found.setdefault(text, []).append(str(path.relative_to(ROOT)))
    return found


def merged(found: dict[Text, list[str]], known: Catalog) -> Catalog:
    """Return a catalogue of exactly these texts, with what is known of them in English."""
    catalog = Catalog(
        "en",
        "django",
        "# English texts of Schutznetz. EUPL-1.2.",
        project="Schutznetz",
        last_translator="",
        language_team="en",
        creation_date=BEGAN,
        revision_date=BEGAN,
        fuzzy=False,
    )
    for text, places in sorted(found.items(), key=lambda item: (item[1][0], item[0])):
        old = known.get(text[0])
        spots = [(place, None) for place in dict.fromkeys(places)]
        catalog.add(text if text[1:] else text[0], old.string if old else None, locations=spots)
    return catalog


def problems(catalog: Catalog) -> Iterator[str]:
    for message in catalog:
        if not message.id:
            continue
        german = message.id if isinstance(message.id, str) else message.id[1]
        english = message.string if isinstance(message.string, tuple) else (message.string,)
        if not all(english):
            yield f"without English: {message.id}"
        # strftime patterns look like placeholders and are translated on purpose
        elif "%(" in german and set(PLACEHOLDER.findall(german)) != set(PLACEHOLDER.findall(english[-1])):
            yield f"other placeholders: {message.id}"


def written(catalog: Catalog) -> tuple[bytes, bytes]:
    """Return both files."""
    po, mo = io.BytesIO(), io.BytesIO()
    write_po(po, catalog, width=120, include_lineno=False, omit_header=False)
    write_mo(mo, catalog)
    return po.getvalue(), mo.getvalue()


def main() -> None:
    known = read_po(io.BytesIO(PO.read_bytes()), locale="en") if PO.exists() else Catalog(locale="en")
    catalog = merged(collect(), known)
    po, mo = written(catalog)
    wrong = list(problems(catalog))
    if "--check" not in sys.argv:
        PO.write_bytes(po)
        MO.write_bytes(mo)
    elif (PO.read_bytes(), MO.read_bytes()) != (po, mo):
        wrong.append("locale/ is out of date: run maintenance/translate.py")
    print("\n".join(wrong) or f"{len(catalog)} texts, all of them in English")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
