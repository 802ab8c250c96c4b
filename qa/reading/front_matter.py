"""What stands around the text of a document: its head, the names below it, the names of its tables."""

import re
from collections.abc import Sequence
from dataclasses import replace

from qa.domain import ParagraphKind
from qa.reading.block import SENTENCE_END, Block

DOSSIER_TITLE = re.compile(r"\d{2}\s?\d{3}\s?-?\s*\d*\s+[A-Z]")
# What stands in the head of a document only; elsewhere such words may begin a paragraph.
HEAD = re.compile(
    r"""
      (?:Tweede|Eerste)\ Kamer\ der\ Staten-Generaal | Vergaderjaar\ \d{4} | Aanhangsel\ van\ de\ Handelingen
    | Vragen\ (?:gesteld\ door\ de\ leden|van\ (?:het\ lid|de\ leden|de\ commissie|de\ vaste\ commissie))
    | (?:Antwoord|Mededeling)\ van\ (?:de\ )?(?:Minister|Staatssecretaris)
    | (?:Voorgesteld|Ontvangen|Vastgesteld)\ \d{1,2}\ | Onderwerp\b | >?\ ?Retouradres | Ter\ vervanging\ van
    | \d{2}\s?\d{3}(?:[\s-](?:[IVXLC]+[AB]?|\d{2}|[A-Z]))?\s+[A-Z] | (?:Nr\.\s\S+|[A-Z]{1,3})\s+[A-Z]{4,}
    """,
    re.VERBOSE,
)
# The last words of the head of answers to written questions, whatever stands above them.
RECEIVED = re.compile(r"(?:Antwoord|Mededeling)(?:en)? van .{0,300}\(ontvangen", re.DOTALL)
CAPTION = re.compile(r"(?:Tabel|Figuur|Grafiek|Overzicht)\s+\w{1,4}\b")
ACADEMIC = re.compile(r"(?:(?:mr|dr|drs|ir|ing|prof)\.\s*)+")
LONGEST_NAME = 5  # words: "D. van der Berg-Jansen"
MOST_HEAD = 20  # blocks of the head of a document
LONGEST_ADDRESS = 12  # words of a line of an address
SHORT_VALUE = 6  # words; a text this short between two headings is one with the one above: "Rol" / "Geen"


def completed(blocks: Sequence[Block]) -> list[Block]:
    """Give the blocks of a document with its head and signatures recognised, and values joined to headings."""
    return _with_values(_title_block(_last_names(list(blocks))))


def _last_names(blocks: list[Block]) -> list[Block]:
    """Below the last paragraph stand no headings: what looks like them are the names of those who sign."""
    end = len(blocks)
    while end and (
        blocks[end - 1].kind in {ParagraphKind.HEADING, ParagraphKind.SIGNATURE} or _is_name(blocks[end - 1])
    ):
        end -= 1
    signed = [*blocks[:end], *(replace(block, kind=ParagraphKind.SIGNATURE) for block in blocks[end:])]
    return [_signed(block, signed[at - 1 : at], signed[at + 1 : at + 2]) for at, block in enumerate(signed)]


def _signed(block: Block, above: Sequence[Block], below: Sequence[Block]) -> Block:
    """A name below an office at the end of a page is of who signs, whatever follows on the next page."""
    page = block.items[0][0].page
    if not above or above[0].kind is not ParagraphKind.SIGNATURE or above[0].items[0][0].page != page:
        return block
    ends_page = all(other.items[0][0].page != page for other in below)
    return replace(block, kind=ParagraphKind.SIGNATURE, level=0) if ends_page and _is_name(block) else block


def with_captions(blocks: Sequence[Block]) -> list[Block]:
    """The name of a table belongs to it, and is no section of what follows."""
    joined: list[Block] = []
    for block in blocks:
        if block.kind is ParagraphKind.TABLE and joined and CAPTION.match(_words(joined[-1])):
            joined[-1] = replace(block, items=joined[-1].items + block.items)
        else:
            joined.append(block)
    return joined


def _is_name(block: Block) -> bool:
    """Whether each line of a block may be the name of a person."""
    lines = [ACADEMIC.sub("", line.text) for item in block.items for line in item]
    return all(
        text and len(text.split()) <= LONGEST_NAME and text[0].isupper() and text[-1].isalpha() for text in lines
    )


def _title_block(blocks: list[Block]) -> list[Block]:
    """What stands above the address and the date on the first page is the title, and no section."""
    received = [i for i, block in enumerate(blocks[:MOST_HEAD]) if RECEIVED.match(_words(block))]
    first = received[-1] + 1 if received else 0
    head = next((i for i, block in enumerate(blocks) if i >= first and _is_prose(block)), len(blocks))
    if blocks and DOSSIER_TITLE.match(blocks[0].items[0][0].text):
        blocks = [replace(blocks[0], kind=ParagraphKind.LETTERHEAD), *blocks[1:]]
    letterhead = [i for i, b in enumerate(blocks[:head]) if b.kind is ParagraphKind.LETTERHEAD or _is_head(b)]
    end = letterhead[-1] + 1 if letterhead else 0
    return [*(replace(block, kind=ParagraphKind.LETTERHEAD) for block in blocks[:end]), *blocks[end:]]


def _is_head(block: Block) -> bool:
    """Whether a block belongs to the head of a document, as the lone number of a publication does."""
    text = block.items[0][0].text
    return HEAD.match(text) is not None or text.isdigit()


def _words(block: Block) -> str:
    return " ".join(line.text for item in block.items for line in item)


def _is_prose(block: Block) -> bool:
    """Whether a block is text, and no line of an address or of the head of a document."""
    words = len(_words(block).split())
    ended = SENTENCE_END.search(block.items[-1][-1].text) is not None
    return block.kind is ParagraphKind.TEXT and not _is_head(block) and (ended or words > LONGEST_ADDRESS)


def _with_values(blocks: Sequence[Block]) -> list[Block]:
    """A few words between two headings say nothing without the one above: "Rechtsbasis" and "Artikel 114" are one."""
    joined: list[Block] = []
    for block, below in zip(blocks, [*blocks[1:], None], strict=True):
        alone = below is None or below.kind is ParagraphKind.HEADING
        if alone and _is_value(block) and joined and joined[-1].kind is ParagraphKind.HEADING and joined[-1].level:
            joined[-1] = replace(joined[-1], kind=ParagraphKind.TEXT, items=joined[-1].items + block.items)
        else:
            joined.append(block)
    return joined


def _is_value(block: Block) -> bool:
    text = _words(block)
    return block.kind is ParagraphKind.TEXT and len(text.split()) <= SHORT_VALUE and not SENTENCE_END.search(text)
