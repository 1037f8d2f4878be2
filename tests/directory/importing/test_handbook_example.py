"""The example of the handbook is true: the list on its page gives the report on its page."""

import re
from pathlib import Path

PAGE = Path(__file__).resolve().parents[3] / "docs" / "handbuch" / "koordination.md"


def block(language):
    return re.search(rf"```{language}\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL).group(1)


def test_list_of_the_handbook_gives_the_report_of_the_handbook(load):
    report = load(block("csv"), name="kitas.csv")

    assert report.summary() + "\n" == block("text")
