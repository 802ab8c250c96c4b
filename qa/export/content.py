"""What an answer says when it is taken along, piece by piece, before it has a form."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from urllib.parse import quote

from qa.answering.wording import DIFFERING, NOTHING_ON_PART, SAID_BEFORE, UNCERTAIN
from qa.domain import Answer, AnswerPart, Statement
from qa.language.dates import dutch_date

SOURCES = "Vindplaatsen"

# What XML and terminals cannot bear, and what turns the reading direction of the text around it.
UNFIT = re.compile(r"[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u202a-\u202e\u2066-\u2069]")
# A host by its plain name: an address with a user in it ("https://known.nl@other.nl") looks like what it is not.
ADDRESS = re.compile(r"https://[A-Za-z0-9.-]+(?::\d{1,5})?(?:[/?#].*)?")


class FragmentKind(Enum):
    """What a piece of an answer is."""

    PART = auto()  # one of several questions in one, above its answer
    REMARK = auto()  # what is said about the answer, or about the words that follow
    WORDS = auto()  # what is said: words of a document, verbatim, or that nothing was found; and what joins them
    NUMBER = auto()  # the number of a source


@dataclass(frozen=True, slots=True)
class Fragment:
    """A piece of a paragraph; the text of a number is its digits."""

    kind: FragmentKind
    text: str


Paragraph = tuple[Fragment, ...]


def paragraphs(answer: Answer, numbers: Sequence[int]) -> Iterator[Paragraph]:
    """Give what an answer says, as its text has it, after what was made of the question.

    ``numbers`` are those under which its citations are listed, in the order of ``answer.citations``.
    """
    if answer.interpreted != answer.question:
        yield (_remark(f"Opgevat als: {answer.interpreted}"),)
    if answer.restrictions:
        yield (_remark(f"Gezocht: {'; '.join(restriction.label for restriction in answer.restrictions)}."),)
    if not answer.answered:
        yield (Fragment(FragmentKind.WORDS, answer.text),)
        return
    for part in answer.asked:
        if answer.parts:
            yield (Fragment(FragmentKind.PART, one_line(part.question)),)
        yield from _part(part, numbers)


def clean(text: str) -> str:
    """Give a text without the characters that no form can bear, its lines parted by line feeds."""
    return UNFIT.sub("", "\n".join(text.splitlines()))


def one_line(text: str) -> str:
    """Give a text on one line, without the characters that no form can bear."""
    return " ".join(clean(text).split())


def web_address(url: str) -> str:
    """Give an address that is safe to link to in every form, or nothing when it is not on the web by https."""
    url = one_line(url)
    return quote(url, safe="%/:?#@!$&'()*+,;=~") if ADDRESS.fullmatch(url) else ""


def _part(part: AnswerPart, numbers: Sequence[int]) -> Iterator[Paragraph]:
    if not part.answered:
        yield (Fragment(FragmentKind.WORDS, NOTHING_ON_PART),)
        return
    if not part.statements:
        yield (Fragment(FragmentKind.WORDS, SAID_BEFORE),)
        return
    if not part.certain:
        yield (_remark(UNCERTAIN),)
    for said in part.statements:
        yield tuple(_said(said, numbers))
    if part.differing:
        yield tuple(_differing(part, numbers))


def _said(said: Statement, numbers: Sequence[int]) -> Iterator[Fragment]:
    if said.lead:
        yield _remark(said.lead)
        yield Fragment(FragmentKind.WORDS, " ")
    yield Fragment(FragmentKind.WORDS, f"{said.quote.strip()} ")
    # Two citations of an answer may be one source in the list of a conversation.
    for number in dict.fromkeys(numbers[place - 1] for place in said.numbers):
        yield Fragment(FragmentKind.NUMBER, str(number))
    if behind := "; ".join(part for part in (said.source, said.note) if part):
        yield Fragment(FragmentKind.WORDS, f" ({one_line(behind)})")


def _differing(part: AnswerPart, numbers: Sequence[int]) -> Iterator[Fragment]:
    yield _remark(DIFFERING)
    joint = " "
    for figure in part.differing:
        yield Fragment(FragmentKind.WORDS, f"{joint}{dutch_date(figure.date)}: «{one_line(figure.words)}» ")
        yield Fragment(FragmentKind.NUMBER, str(numbers[figure.number - 1]))
        joint = "; "


def _remark(text: str) -> Fragment:
    return Fragment(FragmentKind.REMARK, one_line(text))
