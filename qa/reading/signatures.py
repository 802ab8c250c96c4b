"""Who signs: an office with the name of who holds it below a letter, and the members who propose a motion."""

import re
from collections.abc import Iterator, Sequence

from qa.domain import NO_PAGE, Line, ParagraphKind
from qa.reading.block import Block
from qa.reading.offices import CLOSING, NAME, OFFICE, goes_on
from qa.reading.pagelayout import Piece, Role

LONGEST_NAME = 65  # characters
ENDS_MOTION = re.compile(r"en gaat over tot de orde van de dag\.?$")
MOST_PROPOSERS = 20  # of a motion, each on a line


def signed(body: Sequence[Piece]) -> list[Piece | Block]:
    """Tell the signatures: an office with the name of who holds it, and who proposes a motion."""
    done: list[Piece | Block] = []
    offices: list[str] = []
    names: list[str] = []
    for place, piece in enumerate(body):
        if _is_office(body, place):
            if names:
                done += _signatures(offices, names)
                offices, names = [], []
            offices.append(piece.text)
        elif _is_name(piece) and (len(names) < len(offices) or (not offices and _proposes(body, place))):
            names.append(piece.text)
        else:
            done += _signatures(offices, names)
            offices, names = [], []
            done.append(piece)
    return [*done, *_signatures(offices, names)]


def _is_office(body: Sequence[Piece], place: int) -> bool:
    piece = body[place]
    if piece.rows or piece.role is not Role.TEXT or not OFFICE.fullmatch(piece.text.rstrip(",")):
        return False
    before = body[place - 1].text if place else ""
    after = body[place + 1 : place + 3]
    named = any(_is_name(below) for below in after) and all(
        _is_name(below) or OFFICE.fullmatch(below.text.rstrip(",")) for below in after[:1]
    )
    return named or not after or CLOSING.fullmatch(before) is not None


def _is_name(piece: Piece) -> bool:
    short = len(piece.text) <= LONGEST_NAME and not piece.rows and piece.role is Role.TEXT
    return short and not piece.written.level and NAME.fullmatch(piece.text) is not None


def _proposes(body: Sequence[Piece], place: int) -> bool:
    """Whether all lines since the end of a motion are names."""
    first = place
    while place and first - place < MOST_PROPOSERS and _is_name(body[place]):
        place -= 1
    return ENDS_MOTION.search(body[place].text) is not None


def _signatures(offices: Sequence[str], names: Sequence[str]) -> Iterator[Block]:
    """A signature for each office with its name where there are as many, else one of all."""
    groups: list[tuple[str, ...]] = [(*offices, *names)] if offices else [(name,) for name in names]
    if len(offices) == len(names):
        groups = list(zip(offices, names, strict=True))
    for lines in groups:
        if lines:
            yield Block(ParagraphKind.SIGNATURE, (tuple(Line(line, NO_PAGE, 0) for line in lines),))
