"""What stands in a document and states nothing: references to where something stands, and ritual questions."""

import re

from qa.language.dates import MOMENT

FEW_WORDS = 8  # that a reference has besides titles, dates and addresses, and a ritual answer in all

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+(?:\s+(?=\S*[/_%=-])\S+)*", re.IGNORECASE)  # also broken at a line end
_TITLE = re.compile(r"«[^«»]*(?:«[^«»]*»[^«»]*)*»|“[^“”]*”|\"[^\"]*\"|(?<!\w)['‘][^'‘’]*['’](?!\w)")
_SERIES = re.compile(r"\b(?:Kamerstuk(?:ken)?|Handelingen|Aanhangsel|Staatsblad|Staatscourant|Stcrt|Stb|PbEU)\b")
_FIGURES = re.compile(r"\b(?:nrs?|p|blz|art|d\.d)\b\.?|\d[\d\s./–-]*")
_MOMENT = re.compile(MOMENT, re.IGNORECASE)
_WORD = re.compile(r"\b[^\W\d_]{2,}\b")
# "Bent u bekend met het bericht «…»?", "Kent u het artikel …?", "Heeft u kennisgenomen van …?"
_RITUAL = re.compile(
    r"""
    [\W\d]*
    (?: (?:bent|is|zijn) \s+ (?:u|de\s+\w+|het\s+kabinet) \b .{0,60}? \b (?:bekend|op\s+de\s+hoogte)
      | (?:kent|kennen) \s+ (?:u|de\s+\w+|het\s+kabinet)
      | (?:heeft|hebt|hebben) \s+ (?:u|de\s+\w+|het\s+kabinet) \b .{0,60}?
        \b (?:kennis\s?(?:genomen|kunnen\s+nemen)|gelezen|gezien)
    ) \b
    """,
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_ABOUT_SOURCES = re.compile(
    r"\b(?:artikel(?:en)?|bericht(?:en)?|krant(?:en)?|bron(?:nen)?|website|link|publicatie|kennisgenomen|bekend\s+met|op\s+de\s+hoogte"
    r"|article|news\w*|source|aware\s+of)\b",
    re.IGNORECASE,
)
_AFFIRMED = re.compile(r"\W*(?:ja|yes|dat\s+(?:klopt|is\s+juist)|(?:hier|daar)(?:mee|\s+ben))\b", re.IGNORECASE)


def states_nothing(sentence: str) -> bool:
    """Whether a sentence asks something, or only gives an address."""
    return sentence.rstrip(" \n\"'”’»)").endswith("?") or is_reference(sentence)


def is_reference(text: str, *, is_note: bool = False) -> bool:
    """Whether a text only tells where something stands: "NOS, 1 maart 2024, «Kritiek op besluit», https://…".

    A footnote may do so without an address, by a title or a series; elsewhere these are part of what is said.
    """
    without = _ADDRESS.sub(" ", text)
    left = _TITLE.sub(" ", without)
    if without == text and not (is_note and (left != text or _SERIES.search(text))):
        return False
    left = _FIGURES.sub(" ", _MOMENT.sub(" ", _SERIES.sub(" ", left)))
    return len(_WORD.findall(left)) <= FEW_WORDS


def is_ritual(question: str, answer: str) -> bool:
    """Whether a question only asks whether something is known, and the answer says no more than that it is."""
    return bool(_RITUAL.match(question) and _AFFIRMED.match(answer) and len(answer.split()) <= FEW_WORDS)


def asks_for_sources(question: str) -> bool:
    """Whether a question is about what was written elsewhere, or whether that is known."""
    return _ABOUT_SOURCES.search(question) is not None
