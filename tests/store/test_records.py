import datetime
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.domain import Abbreviation, Fact, FactKind, Identity, Passage, PassageKind
from qa.store import records
from qa.store.records import (
    Columns,
    DocumentPassages,
    load_abbreviations,
    load_documents,
    load_passages,
    mapped,
    part,
    save_abbreviations,
    save_documents,
    save_passages,
)

COUNT = st.integers(0, 2**40)
PAIRS = st.lists(st.tuples(COUNT, st.integers(0, 2**31 - 1))).map(tuple)  # pages are kept in four bytes
FACT = st.builds(Fact, st.sampled_from(FactKind), value=st.text(), office=st.text(), start=COUNT, end=COUNT, page=COUNT)
PASSAGE = st.builds(
    Passage,
    id=st.text(),
    document_id=st.text(),
    kind=st.sampled_from(PassageKind),
    text=st.text(),
    start=COUNT,
    page=st.integers(0, 2**31 - 1),
    page_breaks=PAIRS,
    section=st.lists(st.text()).map(tuple),
    sentences=PAIRS,
    number=st.none() | COUNT,
    question_end=COUNT,
    answer_start=COUNT,
    together_with=st.lists(COUNT).map(tuple),
    voice=st.text(),
)
DATES = st.none() | st.dates()
IDENTITY = st.builds(Identity, **dict.fromkeys(Identity.__slots__, st.text()) | {"date": DATES})

TEXT = Passage("brief#1", "brief", PassageKind.TEXT, "De inzet duurt een jaar.", 0, 4, (), ("Mandaat",), ((0, 24),))
CROSSING = replace(TEXT, id="brief#2", page_breaks=((3, 5), (9, 6)), voice="kabinet")
OF_MEMBERS = replace(TEXT, id="brief#3", page=7, voice="leden van de BBB-fractie")
DAMAGE = (OSError, ValueError, KeyError, TypeError)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three passages of two documents on disk."""
    save_passages(tmp_path, [[TEXT, CROSSING], [OF_MEMBERS]])
    return tmp_path


@pytest.mark.slow
@given(st.lists(st.lists(PASSAGE, max_size=3), max_size=3))
def test_passages_come_back_as_they_were(documents: list[list[Passage]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        save_passages(Path(folder), documents)
        loaded = load_passages(Path(folder))
        expected = [passage for document in documents for passage in document]
        assert len(loaded) == len(expected)
        assert list(loaded) == expected


@pytest.mark.slow
@given(st.lists(st.lists(PASSAGE, max_size=3), max_size=3))
def test_copied_from_another_index_they_are_the_same_to_the_byte(documents: list[list[Passage]]) -> None:
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as copy:
        columns = save_passages(Path(folder), documents)
        loaded = load_passages(Path(folder))
        save_passages(Path(copy), [part(loaded, columns, place) for place in range(len(documents))])
        for name in records.FILES:
            assert (Path(copy) / name).read_bytes() == (Path(folder) / name).read_bytes()


@pytest.mark.slow
@given(st.data())
def test_passages_are_taken_from_either_end_and_in_parts(data: st.DataObject) -> None:
    passages = tuple(replace(TEXT, id=str(number)) for number in range(7))
    with tempfile.TemporaryDirectory() as folder:
        columns = save_passages(Path(folder), [passages])
        loaded = load_passages(Path(folder))
        place, some = data.draw(st.integers(-7, 6)), data.draw(st.slices(7))
        assert loaded[place] == passages[place]
        assert loaded[some] == passages[some]
        start, end = sorted((data.draw(st.integers(0, 7)), data.draw(st.integers(0, 7))))
        some_of_them, expected = DocumentPassages(loaded, columns, start, end), passages[start:end]
        assert (len(some_of_them), tuple(some_of_them)) == (len(expected), expected)
        assert some_of_them[some] == expected[some]
        if expected:
            assert (some_of_them[-1], some_of_them[0]) == (expected[-1], expected[0])


@pytest.mark.parametrize("place", [3, -4, 10**9])
def test_beyond_the_passages_there_is_none(place: int, folder: Path) -> None:
    loaded = load_passages(folder)
    with pytest.raises(IndexError):
        loaded[place]
    two = DocumentPassages(loaded, Columns.open(folder), 1, 3)
    with pytest.raises(IndexError):
        two[2]
    with pytest.raises(IndexError):
        two[-3]
    assert loaded[3:] == ()


def test_a_place_may_be_a_number_of_numpy(folder: Path) -> None:
    assert load_passages(folder)[np.int64(1)] == CROSSING  # type: ignore[call-overload] # as searches give them


def test_a_passage_is_read_when_it_is_asked_for_and_no_sooner(folder: Path) -> None:
    path = folder / records.PASSAGES
    whole = path.read_bytes()
    second = whole.index(b"\n") + 1
    path.write_bytes(whole[:second] + b"x" + whole[second + 1 :])
    loaded = load_passages(folder)
    assert (loaded[0], loaded[2]) == (TEXT, OF_MEMBERS)
    with pytest.raises(ValueError, match="unexpected"):
        loaded[1]


@pytest.mark.parametrize("name", [records.PASSAGES, records.LINES])
@pytest.mark.parametrize(
    "damage",
    [
        lambda whole: whole[:-1],
        lambda whole: whole[: len(whole) // 2],
        lambda whole: whole[:5],
        lambda whole: b"x" * len(whole) + b"\n",
    ],
    ids=["a byte lost", "half lost", "most lost", "something else"],
)
def test_passages_that_were_damaged_are_not_opened(name: str, damage: Callable[[bytes], bytes], folder: Path) -> None:
    (folder / name).write_bytes(damage((folder / name).read_bytes()))
    with pytest.raises(ValueError):  # noqa: PT011 - numpy's own, of many wordings
        load_passages(folder)


@pytest.mark.parametrize("name", [records.PASSAGES, records.LINES])
def test_passages_that_were_lost_are_not_opened(name: str, folder: Path) -> None:
    (folder / name).unlink()
    with pytest.raises(OSError, match="No such file"):
        load_passages(folder)


def test_passages_that_grew_are_not_opened(folder: Path) -> None:
    with (folder / records.PASSAGES).open("ab") as file:
        file.write(b"{}\n")
    with pytest.raises(ValueError, match=records.PASSAGES):
        load_passages(folder)


def test_an_empty_array_on_disk_is_damaged(tmp_path: Path) -> None:
    (tmp_path / "leeg.npy").touch()
    with pytest.raises((OSError, ValueError)):
        mapped(tmp_path / "leeg.npy")


def test_columns_say_of_each_passage_whose_it_is_who_speaks_and_where_it_ends(folder: Path) -> None:
    columns = Columns.open(folder)
    assert columns.owners.tolist() == [0, 0, 1]
    assert columns.members.tolist() == [False, False, True]
    assert columns.pages.tolist() == [4, 6, 7]


def test_columns_are_the_same_written_read_and_mapped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written = save_passages(tmp_path, [[], [TEXT, OF_MEMBERS], [], [CROSSING]])
    for mapped_from in (records.MAPPED_FROM, 0):
        monkeypatch.setattr(records, "MAPPED_FROM", mapped_from)
        assert_equal(Columns.open(tmp_path), written)
    assert written.owners.tolist() == [1, 1, 3]


def test_columns_one_behind_the_other_are_those_of_all(tmp_path: Path) -> None:
    documents = [[TEXT, CROSSING], [OF_MEMBERS], [], [OF_MEMBERS, TEXT]]
    whole = save_passages(tmp_path, documents)
    for cut in range(len(documents) + 1):
        before, behind = save_passages(tmp_path, documents[:cut]), save_passages(tmp_path, documents[cut:])
        assert_equal(before.followed_by(behind, cut), whole)


def assert_equal(one: Columns, other: Columns) -> None:
    for name in ("owners", "members", "pages"):
        mine, expected = getattr(one, name), getattr(other, name)
        assert mine.dtype == expected.dtype
        assert mine.tolist() == expected.tolist()


@pytest.mark.parametrize("name", [records.OWNERS, records.MEMBERS, records.PAGES])
def test_columns_that_were_damaged_are_not_opened(name: str, folder: Path) -> None:
    whole = (folder / name).read_bytes()
    (folder / name).write_bytes(whole[:-1])
    with pytest.raises(ValueError):  # noqa: PT011 - numpy's own
        Columns.open(folder)
    (folder / name).unlink()
    with pytest.raises(FileNotFoundError):
        Columns.open(folder)


@pytest.mark.slow
@given(st.lists(IDENTITY))
def test_documents_come_back_as_they_were(documents: list[Identity]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        save_documents(Path(folder), documents)
        assert load_documents(Path(folder)) == tuple(documents)


def test_a_document_may_have_no_date(tmp_path: Path) -> None:
    dated = Identity("brief", "brief.txt", "Een brief", datetime.date(2023, 7, 7), "brief", "", "", "", "", "")
    save_documents(tmp_path, [dated, replace(dated, id="nota", date=None)])
    assert [document.date for document in load_documents(tmp_path)] == [datetime.date(2023, 7, 7), None]


@pytest.mark.slow
@given(st.dictionaries(st.text(), st.lists(st.builds(Abbreviation, st.text(), st.text())).map(tuple)))
def test_abbreviations_come_back_as_they_were(found: dict[str, tuple[Abbreviation, ...]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        save_abbreviations(Path(folder), found)
        loaded = load_abbreviations(Path(folder))
        assert list(loaded.items()) == list(found.items())


@pytest.mark.slow
@given(st.lists(st.lists(FACT).map(tuple)))
def test_facts_come_back_as_they_were(documents: list[tuple[Fact, ...]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        records.save_facts(Path(folder), documents)
        found = records.load_facts(Path(folder))
        assert list(found) == documents
        assert found[-1:] == tuple(documents[-1:])


def test_facts_that_were_damaged_are_not_opened(tmp_path: Path) -> None:
    records.save_facts(tmp_path, [(Fact(FactKind.PAGES, "7"),)])
    (tmp_path / records.FACTS).write_bytes(b"")
    with pytest.raises(ValueError, match=r"mmap|facts"):
        records.load_facts(tmp_path)


def test_documents_and_abbreviations_that_were_damaged_are_not_read(tmp_path: Path) -> None:
    save_documents(tmp_path, [Identity("brief", "brief.txt", "Een brief", None, "", "", "", "", "", "")])
    save_abbreviations(tmp_path, {"brief": (Abbreviation("OIR", "Operation Inherent Resolve"),)})
    for name, load in ((records.DOCUMENTS, load_documents), (records.ABBREVIATIONS, load_abbreviations)):
        whole = (tmp_path / name).read_bytes()
        for left in (whole[: len(whole) // 2], b"{}\n" * 2, b"\xff" + whole):
            (tmp_path / name).write_bytes(left)
            with pytest.raises(DAMAGE):
                load(tmp_path)
        (tmp_path / name).unlink()
        with pytest.raises(FileNotFoundError):
            load(tmp_path)
