"""Written questions that bear a number only, with answers below them that bear no label."""

import re
from collections.abc import Sequence
from itertools import pairwise

from qa.reading.pagelayout import ItemRole, PageItem
from qa.reading.question_labels import ASKS, is_label

# A paper with answers says whose questions these are: "de vragen van het lid Jansen", "Kamervragen van de leden ...".
ASKED = re.compile(r"vragen\s+(?:van|gesteld\s+door)\s+(?:het\s+lid|de\s+leden)\b", re.IGNORECASE)
FEWEST = 2
NUMBER = re.compile(r"\d{1,3}(?:[.)]|$|\s)")
NO_LABELS = (
    "De antwoorden onder de genummerde vragen hebben geen kop (“Antwoord”); de vragen zijn als vragen van leden "
    "gelezen, wat eronder staat als gewone tekst: controleer het."
)


def asked(body: Sequence[PageItem]) -> frozenset[int]:
    """The places of numbered questions of members on which text follows without a label.

    There are none in a paper that has labels, or that does not say whose questions it answers.
    """
    if any(is_label(piece.text) for piece in body) or not any(ASKED.search(piece.text) for piece in body):
        return frozenset()
    asking = [_is_numbered(piece) and "?" in piece.text for piece in body]
    sure = [
        place
        for place, (piece, below) in enumerate(pairwise(body))
        if asking[place] and ASKS.search(piece.text) and not asking[place + 1] and _is_text(below)
    ]
    return frozenset(place for place, asks in enumerate(asking) if asks) if len(sure) >= FEWEST else frozenset()


def _is_numbered(piece: PageItem) -> bool:
    return _is_text(piece) and NUMBER.match(piece.written.number or piece.text) is not None


def _is_text(piece: PageItem) -> bool:
    return not piece.rows and piece.role is ItemRole.TEXT and not piece.written.level
