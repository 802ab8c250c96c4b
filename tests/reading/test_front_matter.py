from dataclasses import replace

from qa.domain import Line, ParagraphKind
from qa.reading.block import Block
from qa.reading.front_matter import with_captions

TABLE = Block(ParagraphKind.TABLE, ((Line("Irak", 1, 0, cells=("Irak", "12")),),))


def above(text: str) -> Block:
    return Block(ParagraphKind.HEADING, ((Line(text, 1, 0),),), level=1)


def test_the_name_of_a_table_is_one_with_it() -> None:
    (named,) = with_captions([above("Tabel 1 Uitgaven per land"), TABLE])
    assert named.kind is ParagraphKind.TABLE
    assert [item[0].text for item in named.items] == ["Tabel 1 Uitgaven per land", "Irak"]


def test_a_section_that_begins_with_a_table_stays_a_section() -> None:
    text = replace(above("De inzet loopt af."), kind=ParagraphKind.TEXT, level=0)
    blocks = [text, above("Financiën"), TABLE]
    assert with_captions(blocks) == blocks
