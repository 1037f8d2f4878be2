"""A folder that changes at once: readers see all old files or all new ones."""

import threading

import pytest

from schutznetz.common.errors import DomainError
from schutznetz.common.folders import replace_folder


def names(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_new_files_take_the_place_of_all_old_ones(tmp_path):
    out = tmp_path / "out"
    replace_folder(out, [("a.html", "alt"), ("b/c.html", "alt")])
    written = replace_folder(out, [("a.html", "neü")])

    assert names(out.resolve()) == ["a.html"]
    assert (out / "a.html").read_text(encoding="utf-8") == "neü"
    assert (written.files, written.largest) == (1, 4)
    assert (
        sorted(path.name.split(".")[0] for path in tmp_path.iterdir() if not path.name.startswith(".")) == ["out"] * 2
    )


def test_what_fails_while_it_is_written_changes_nothing_and_is_tidied_up(tmp_path):
    def broken():
        yield "a.html", "halb"
        raise OSError

    out = tmp_path / "out"
    replace_folder(out, [("a.html", "alt")])
    with pytest.raises(OSError):  # noqa: PT011 -- the error of the generator above
        replace_folder(out, broken())

    assert (out / "a.html").read_text() == "alt"
    replace_folder(out, [("a.html", "neu")])
    assert len(list(tmp_path.glob("out.*"))) == 1


@pytest.mark.parametrize("kind", ["file", "folder", "link", "dangling"])
def test_what_is_not_ours_is_left_alone(tmp_path, kind):
    out, other = tmp_path / "out", tmp_path / "anderes"
    other.mkdir()
    (other / "wichtig").touch()
    if kind == "file":
        out.touch()
    elif kind == "folder":
        other.rename(out)
    else:
        out.symlink_to(other if kind == "link" else "nirgends")
    before = {path: path.is_symlink() for path in tmp_path.rglob("*")}

    with pytest.raises(DomainError, match="ist belegt"):
        replace_folder(out, [("a.html", "neu")])
    assert {path: path.is_symlink() for path in tmp_path.rglob("*") if path.name != ".out.lock"} == before


def test_empty_folder_may_be_used_and_parents_are_made(tmp_path):
    out = tmp_path / "tief" / "out"
    replace_folder(out, [])
    (tmp_path / "leer").mkdir()
    replace_folder(tmp_path / "leer", [("a.html", "neu")])

    assert names((tmp_path / "leer").resolve()) == ["a.html"]


def test_neighbours_with_similar_names_stay(tmp_path):
    neighbours = [tmp_path / "out.sicherung", tmp_path / f"andere.{'0' * 16}"]
    for folder in neighbours:
        folder.mkdir()
    replace_folder(tmp_path / "out", [("a.html", "neu")])

    assert all(folder.exists() for folder in neighbours)


def test_reader_always_finds_a_whole_edition(tmp_path):
    out = tmp_path / "out"
    replace_folder(out, [("a", "0"), ("b", "0")])
    stop, seen = threading.Event(), []

    def read():
        while not stop.is_set():
            try:
                seen.append((out / "a").read_text())
            except FileNotFoundError as error:
                seen.append(str(error))

    readers = [threading.Thread(target=read) for _ in range(2)]
    writers = [
        threading.Thread(target=lambda: [replace_folder(out, [("a", "1"), ("b", "1")]) for _ in range(20)])
        for _ in range(2)
    ]
    for thread in [*readers, *writers]:
        thread.start()
    for thread in writers:
        thread.join()
    stop.set()
    for thread in readers:
        thread.join()

    assert set(seen) <= {"0", "1"}
    assert len(list(tmp_path.glob("out.*"))) == 1
