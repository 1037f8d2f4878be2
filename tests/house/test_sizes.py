"""Small by test: files, functions, templates."""

import ast

import pytest

from tests.house import PACKAGE, TEMPLATES, WRITTEN, name

LONGEST_FILE = 400
LONGEST_FUNCTION = 60
LONGEST_TEMPLATE = 200
# Nine of ten functions of the product.
LONGEST_USUAL_FUNCTION = 25


def functions(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, node.end_lineno - node.lineno + 1


@pytest.mark.parametrize("path", WRITTEN, ids=name)
def test_file_and_its_functions_are_small(path):
    lines = len(path.read_text(encoding="utf-8").splitlines())
    long = [f"{function} ({size} lines)" for function, size in functions(path) if size > LONGEST_FUNCTION]

    assert lines <= LONGEST_FILE, f"{name(path)} has {lines} lines, at most {LONGEST_FILE}: cut it by what it does"
    assert not long, f"{name(path)}: {', '.join(long)}, at most {LONGEST_FUNCTION}"


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_template_is_small(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_TEMPLATE


def test_nine_of_ten_functions_are_short():
    sizes = sorted(size for path in WRITTEN if PACKAGE in path.parents for _, size in functions(path))

    assert sizes[len(sizes) * 9 // 10] <= LONGEST_USUAL_FUNCTION
