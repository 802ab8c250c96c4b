"""Documents of office programs: from what was kept of them to blocks, questions and what they say of themselves."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, zip_longest

from qa.domain import ParagraphKind
from qa.parliament.voices import SOME_ASKERS
from qa.reading import letterhead, question_numbers
from qa.reading.block import SENTENCE_END, Block
from qa.reading.blocks import LIST_ITEM, MARK
from qa.reading.footnotes import Note
from qa.reading.front_matter import DOSSIER_TITLE
from qa.reading.layout import Structure
from qa.reading.minutes import by_labels
from qa.reading.office_content import Kept, Written
from qa.reading.offices import CLOSING, OFFICE, office_goes_on
from qa.reading.pagelayout import ItemRole, PageItem, pieces
from qa.reading.question_labels import ANSWER_LABEL, asks, is_label, pair_up
from qa.reading.signatures import signed
from qa.reading.source import Source, block, from_structure
from qa.reading.typed_notes import take_notes

LONGEST_HEADING = 130  # characters of a bold line that is a heading
BOLD_LEVEL = 9  # below every heading that bears a style
MOST_BOLD = 1 / 3  # of the paragraphs; where more are bold it is no sign of a heading
LONGEST_HEAD = 60  # paragraphs in which the head of a letter is looked for
FEWEST_WORDS = 8  # of running text, with which the body of a letter begins
SHORTEST_TORN = 40  # characters of a line that was broken by hand because it was full
LONGEST_SUBJECT = 400  # characters, over several lines
STOP = re.compile(r"[.?!]\s*$")
# A motion has a line for each of its thoughts, which go on in small letters without belonging to the line above.
MOTION = re.compile(
    r"(?:gehoord|constaterende|overwegende|van mening|van oordeel|verzoekt|spreekt|roept|draagt|en gaat over)\b"
)
WORDED_NUMBER = re.compile(r"\b(?![ivxlc]+\b)[^\W\d_]{4,}", re.IGNORECASE)  # "Vraag 3", "Artikel 2"; not "viii."
PLAIN_NUMBER = re.compile(r"\d{1,3}[.)]?")


def source(kept: Kept, notes: Sequence[Note]) -> Source:
    """Make a source of what was kept of a document, and of its footnotes."""
    around = _furniture(kept)
    body, typed = take_notes([line for piece in pieces(kept.body) for line in _lines(piece)])
    furniture = [*(piece.text for piece in body if piece.role is ItemRole.FURNITURE), *map(_one_line, around)]
    body = _with_head(list(_mended([piece for piece in body if piece.role is not ItemRole.FURNITURE])))
    head = [piece.written.text for piece in _fields([piece for piece in body if piece.role is ItemRole.LETTERHEAD])]
    asking = frozenset(id(body[place]) for place in question_numbers.asked(body))
    paired = pair_up(by_labels(list(_blocks(signed(body), asking)), motions=False))
    said = letterhead.described([*head, *around])
    printed = " ".join([*(piece.text for piece in body), *around])
    if not said.title and letterhead.is_title(kept.title, printed):
        said = replace(said, title=" ".join(kept.title.split()))
    return from_structure(
        Structure(paired.body, (*notes, *typed)),
        said,
        tuple(dict.fromkeys(furniture)),
        (*kept.warnings, *paired.warnings, *((question_numbers.NO_LABELS,) if asking else ())),
    )


def _furniture(kept: Kept) -> list[str]:
    """The lines of headers and footers, a label with its value on one."""
    found = [line for piece in pieces(kept.around) for line in _lines(piece)]
    return [text for piece in _fields(found) for text in (piece.rows or (piece.written.text,)) if text.strip()]


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _lines(piece: PageItem) -> Iterator[PageItem]:
    """A paragraph in which the label of a question or a letterhead has a line of its own, as several."""
    if piece.rows:
        yield piece
        return
    written, printed, number = piece.written, piece.written.text, piece.written.number
    if WORDED_NUMBER.search(number):
        printed = f"{number}\n{printed}" if is_label(number) else f"{number} {printed}"
        written = replace(written, number="", item=False)
    bold = written.bold.strip()
    if bold and is_label(bold) and printed.strip().startswith(bold):
        printed = f"{bold}\n{printed.strip()[len(bold) :]}"
    texts = _by_line(printed)
    label, tab, rest = printed.strip().partition("\t")
    if tab and is_label(label.strip()):
        texts = [label, rest]
    if not any(is_label(_one_line(text)) or _is_field(text) for text in texts):
        texts = [printed]
    for place, text in enumerate(filter(str.strip, texts)):
        # A label that was given to it is no part of an item of a list.
        item = written.item and not is_label(_one_line(text))
        yield replace(piece, written=replace(written, text=text.strip(), item=item), apart=piece.apart or place > 0)


def _is_field(text: str) -> bool:
    return letterhead.FIELD.match(text) is not None or letterhead.SPACED.fullmatch(text) is not None


def _by_line(printed: str) -> list[str]:
    """The lines of a paragraph; a subject that was broken by hand is one."""
    done: list[str] = []
    above = ""
    for text in printed.split("\n"):
        if above.strip() and any(map(letterhead.is_subject, done[-2:])) and _goes_on_subject(done, text):
            done[-1] = f"{done[-1].rstrip()} {text.strip()}"
        elif text.strip():
            done.append(text)
        above = text
    return done


def _goes_on_subject(done: Sequence[str], text: str) -> bool:
    """Whether a line goes on in the value above it: of a subject, behind its label or on the line below it."""
    *before, above = done
    ended = len(above) > LONGEST_SUBJECT or STOP.search(above) or letterhead.LABEL.fullmatch(above.strip())
    valued = letterhead.is_subject(above) or letterhead.LABEL.fullmatch("".join(before[-1:]).strip())
    if ended or not valued or not text.strip() or letterhead.belongs(text.strip()) or is_label(_one_line(text)):
        return False
    return len(text.split()) < FEWEST_WORDS or STOP.search(text) is None


def _mended(body: Sequence[PageItem]) -> Iterator[PageItem]:
    """Put together the lines of a paragraph of which each was ended by hand."""
    groups: list[list[PageItem]] = []
    for piece in body:
        if groups and _goes_on(groups[-1][-1], piece):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    for first, *others in groups:
        text = "\n".join(piece.written.text for piece in (first, *others))
        yield replace(first, written=replace(first.written, text=text)) if others else first


def _goes_on(above: PageItem, below: PageItem) -> bool:
    first, second = above.written, below.written
    if above.text == "De Kamer," and below.text.startswith("gehoord"):
        return True
    if above.rows or below.rows or below.apart or first.level or second.level or second.item:
        return False
    if office_goes_on(above.text, below.text):
        return True
    line = _one_line(first.text.rpartition("\n")[2])
    return (
        len(line) >= SHORTEST_TORN
        and below.text[0].islower()
        and not SENTENCE_END.search(line)
        and not MOTION.match(below.text)
        and not MARK.match(below.text)
        and not OFFICE.fullmatch(below.text)
    )


def _fields(body: Sequence[PageItem]) -> list[PageItem]:
    """Put the value of a label behind it where it stands in the next paragraph."""
    done: list[PageItem] = []
    for piece in _beside(body):
        if done and _is_value(done[-1], piece):
            label = done[-1].text.rstrip(": ")
            done[-1] = replace(done[-1], written=Written(f"{label}\t{piece.text}"), role=ItemRole.LETTERHEAD)
        else:
            done.append(piece)
    return done


def _beside(body: Sequence[PageItem]) -> Iterator[PageItem]:
    """Put values behind their labels where labels stand on one line, and their values below them on the next."""
    labels: list[str] = []
    for piece, below in zip_longest(body, body[1:]):
        values = _in_columns(piece)
        if labels:
            yield from (
                PageItem(Written(f"{a}\t{b}"), ItemRole.LETTERHEAD) for a, b in zip(labels, values, strict=True)
            )
            labels = []
        elif below and _are_labels(values) and _are_values(_in_columns(below), values):
            labels = values
        else:
            yield piece


def _in_columns(piece: PageItem) -> list[str]:
    return [] if piece.rows else [text.strip() for text in piece.written.text.split("\t") if text.strip()]


def _are_labels(texts: Sequence[str]) -> bool:
    return len(texts) > 1 and all(map(letterhead.LABEL.fullmatch, texts))


def _are_values(texts: Sequence[str], labels: Sequence[str]) -> bool:
    return len(texts) == len(labels) and not any(map(letterhead.LABEL.fullmatch, texts))


def _is_value(above: PageItem, below: PageItem) -> bool:
    if above.rows or below.rows or not letterhead.LABEL.fullmatch(above.text):
        return False
    return not letterhead.is_line(below.written.text)


def _with_head(body: Sequence[PageItem]) -> list[PageItem]:
    """Tell the head of a letter or publication, which is no text: down to the last line that only a head has."""
    end = _end_of_head(body)
    head, rest = _fields(body[:end]), list(body[end:])
    last = max((place for place, piece in enumerate(head) if _heads(piece)), default=-1)
    if rest and rest[0].text.startswith("Geachte") and not rest[0].rows:
        last, head, rest = len(head), [*head, rest[0]], rest[1:]
    lettered = [
        piece if piece.rows or piece.written.level else replace(piece, role=ItemRole.LETTERHEAD)
        for piece in head[: last + 1]
    ]
    return [*lettered, *head[last + 1 :], *rest]


def _end_of_head(body: Sequence[PageItem]) -> int:
    """The place where running text begins."""
    for place, piece in enumerate(body[:LONGEST_HEAD]):
        if _is_running(piece) and not (place and _is_value(body[place - 1], piece)):
            return place
    return min(LONGEST_HEAD, len(body))


def _heads(piece: PageItem) -> bool:
    if piece.rows or piece.written.level:
        return False
    dossier = DOSSIER_TITLE.match(piece.text) is not None and not SENTENCE_END.search(piece.text)
    return piece.role is ItemRole.LETTERHEAD or dossier or letterhead.belongs(piece.written.text)


def _is_running(piece: PageItem) -> bool:
    """Whether the body of a document begins here."""
    text = piece.text
    if piece.rows or piece.role is ItemRole.LETTERHEAD or letterhead.belongs(piece.written.text):
        return text.startswith("Geachte")
    if text.startswith("De Kamer,") or is_label(text):
        return True
    return len(text.split()) >= FEWEST_WORDS and SENTENCE_END.search(text) is not None


def _blocks(body: Sequence[PageItem | Block], asking: frozenset[int]) -> Iterator[Block]:
    """The blocks of a document; a list is one with the sentence that introduces it.

    ``asking`` are the identities of pieces that members ask.
    """
    bold = _bold_headings([piece for piece in body if isinstance(piece, PageItem)])
    loose = _has_numbered_questions([piece for piece in body if isinstance(piece, PageItem)])
    items: list[str] = []  # of the list that is being read, with the sentence that introduces it
    for piece in body:
        alone = id(piece) in asking or (loose and isinstance(piece, PageItem) and _is_numbered(piece))
        if isinstance(piece, PageItem) and _is_item(piece) and not alone:
            items.append(piece.text)
            continue
        if items:
            yield block(ParagraphKind.TEXT, *items)
            items = []
        if isinstance(piece, Block):
            yield piece
        elif (
            piece.role is ItemRole.TEXT
            and piece.text.endswith(":")
            and not piece.written.level
            and not is_label(piece.text)
        ):
            items = [piece.text]
        else:
            made = _block(piece, heading=id(piece) in bold, number=alone)
            yield replace(made, voice=SOME_ASKERS) if id(piece) in asking else made
    if items:
        yield block(ParagraphKind.TEXT, *items)


def _is_item(piece: PageItem) -> bool:
    written = piece.written
    plain = piece.role is ItemRole.TEXT and not piece.rows and not written.level
    return plain and (written.item or (LIST_ITEM.match(piece.text) is not None and not written.bold))


def _is_numbered(piece: PageItem) -> bool:
    return PLAIN_NUMBER.fullmatch(piece.written.number) is not None or piece.text[0].isdigit()


def _block(piece: PageItem, *, heading: bool, number: bool) -> Block:
    written = piece.written
    if piece.rows:
        return block(ParagraphKind.TABLE, *piece.rows)
    if written.level or heading:
        return block(ParagraphKind.HEADING, piece.text, level=written.level or BOLD_LEVEL)
    if piece.role is ItemRole.LETTERHEAD or CLOSING.fullmatch(piece.text):
        return block(ParagraphKind.LETTERHEAD, piece.text)
    numbered = number and PLAIN_NUMBER.fullmatch(written.number)
    return block(ParagraphKind.TEXT, f"{written.number.rstrip('.)')}. {piece.text}" if numbered else piece.text)


def _has_numbered_questions(body: Sequence[PageItem]) -> bool:
    """Whether the automatic numbers of paragraphs may be those of questions, which answers follow on."""
    answers = sum(ANSWER_LABEL.fullmatch(piece.text) is not None for piece in body)
    return answers > 1 and not any(asks(piece.text) for piece in body)


def _bold_headings(body: Sequence[PageItem]) -> set[int]:
    """The bold lines that are headings, by identity: not those of a text that is mostly bold, nor of what is asked."""
    text = [piece for piece in body if piece.role is ItemRole.TEXT and not piece.rows and not piece.written.level]
    bold = {id(piece) for piece in text if _is_bold(piece)}
    asked: set[int] = set()
    asking = False
    for piece in text:
        if is_label(piece.text):
            asking = asks(piece.text)
        elif asking:
            asked.add(id(piece))
    bold -= asked
    short = {id(piece) for piece in text if len(piece.text) <= LONGEST_HEADING and not SENTENCE_END.search(piece.text)}
    last = id(text[-1]) if text else 0
    if len(bold) > MOST_BOLD * len(text):
        return set()
    # A heading stands above text; a line below another bold one goes on in it.
    return {id(above) for above, below in pairwise(text) if id(above) in bold & short and not is_label(above.text)} - {
        last
    }


def _is_bold(piece: PageItem) -> bool:
    bold = "".join(piece.written.bold.split())
    return bool(bold) and bold == "".join(piece.text.split())
