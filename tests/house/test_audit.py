"""What gets into the log is closed: events are declared in events.py, and no call of record brings a text along."""

import ast

import pytest

from schutznetz.audit import actions, events
from tests.house import PACKAGE, WRITTEN, name

PRODUCT = [path for path in WRITTEN if PACKAGE in path.parents]
TESTED = {"sample"}  # events of the tests
ARGUMENTS = {"network", "by", "about", "result", "ground", "scope", "obligations"}
# A computed text, or one that is put together from others.
TEXTS = (ast.JoinedStr, ast.BinOp)


def calls(tree, function):
    """Return the calls of a function, by its own name or that of its module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called == function:
                yield node


def imports(tree, module):
    """Tell whether a file knows a module of the log."""
    return any(
        isinstance(node, ast.ImportFrom)
        and (node.module == f"schutznetz.audit.{module}" or (node.module == "schutznetz.audit" and
             module in {alias.name for alias in node.names}))
        for node in ast.walk(tree)
    )  # fmt: skip


def objections(source):
    """Return what could bring a text into the log: an argument that is put together, or one nobody can read here."""
    return [f"line {call.lineno}: {said}" for call in calls(ast.parse(source), "record") for said in of_call(call)]


def of_call(call):
    if len(call.args) != 1 or isinstance(call.args[0], (*TEXTS, ast.Call, ast.Constant)):
        yield "the first argument is an event of events.py, the others have names"
    if {keyword.arg for keyword in call.keywords} - ARGUMENTS:
        yield "unknown or unreadable arguments"
    grounds = [keyword.value for keyword in call.keywords if keyword.arg == "ground"]
    if any(isinstance(node, (*TEXTS, ast.Call)) for ground in grounds for node in ast.walk(ground)):
        yield "a ground is a code, not a text that is put together"
    if any(not isinstance(about.args[0], ast.Constant) for about in calls(call, "About")):
        yield "About begins with the name of a model"


@pytest.mark.parametrize("path", [path for path in PRODUCT if path != PACKAGE / "audit/actions.py"], ids=name)
def test_no_text_is_recorded(path):
    source = path.read_text(encoding="utf-8")
    if not imports(ast.parse(source), "actions"):
        return

    assert objections(source) == [], name(path)


@pytest.mark.parametrize("source", [
    'record(INVITED, network=n, by=a, ground=f"wegen {name}")',
    'record(INVITED, network=n, by=a, ground="wegen " + name)',
    'record(INVITED, network=n, by=a, ground=form.cleaned_data["x"].strip())',
    "record(INVITED, network=n, by=a, note=text)",
    "record(INVITED, **fields)",
    "actions.record(Event(name, text), network=n, by=a)",
    "record(INVITED, n, a)",
    "record(INVITED, network=n, by=a, about=About(person.name, person.id))",
])  # fmt: skip
def test_text_would_be_noticed(source):
    assert len(objections(source)) == 1
    assert objections('record(INVITED, network=n, by=a, ground=reason, about=About("person", person.id))') == []


@pytest.mark.parametrize("path", PRODUCT, ids=name)
def test_events_are_declared_in_events(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))

    assert path.name == "events.py" or not (imports(tree, "events") and list(calls(tree, "event"))), name(path)


def test_every_event_is_a_closed_sentence():
    """The same that event() checks, for every app that is installed; a sentence needs no full stop and no name."""
    product = [event for event in events.events() if event.code.split(".")[0] not in TESTED]

    assert events.SEALED in product
    for event in product:
        assert set(event.sentence) & set("{}") == (set("{}") if event.grounds else set()), event.code
        assert not event.sentence.endswith("."), event.code
        assert all(len(event.say(ground)) <= 160 for ground in dict(event.grounds) or [""]), event.code


def test_record_takes_nothing_but_codes_and_keys():
    assert set(actions.record.__annotations__) == {"event", "return", *ARGUMENTS}
