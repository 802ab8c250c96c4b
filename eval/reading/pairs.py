"""Whether the questions and answers of a file are what it prints: each a pair, at its page, with its voices."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa import Document, ParagraphKind, Passage, PassageKind, QuestionAnswer

from .labels import Labels, Pair
from .printed import Label, Printed
from .words import words

CABINET, MEMBERS = "kabinet", ("leden ", "lid ")  # the voice of the cabinet, and how those of members begin

SHARE_AS_PRINTED = 0.9  # of the words of a question: what surrounds it on the page may look like a part of it
FEW_WORDS = 2  # that may differ in a short question, where a tenth is less than a word

# How a question ends: as a sentence, behind which the mark of a footnote may stand, or as an item of a list.
_END = re.compile(r"[.?!…:;][)\]”’\"'»]*\s*(?:\(?\d{1,2}\)?(?:[,\s]+\d{1,2})*)?$")
_STILL_ASKED = re.compile(r"\s*Vra(?:ag|gen)\s+\d")  # a heading or text that is a question, outside every pair
TABLE_ROW = re.compile(r"^[^:;\n]+: [^;\n]+; ", re.MULTILINE)  # "Jaar: 2023; Uitgaven: 49 miljoen"
_FOOTNOTE_MARK = re.compile(r"\d+$")


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers of one file: how many it prints, how many pairs were read, how many of these are as they should be.

    ``astray`` are the questions outside every pair that would be quoted as words of the cabinet. ``faults`` are in
    Dutch, each beginning with the number of its question where it has one.
    """

    printed: int
    found: int
    right: int
    astray: int
    faults: tuple[str, ...]

    @property
    def counted(self) -> int:
        """Over how many the share is taken: what was read but is not printed, or went astray, counts as wrong."""
        return max(self.printed, self.found + self.astray)

    @property
    def all_right(self) -> bool:
        """Whether every printed answer is a pair as it should be, and nothing else is."""
        return self.right == self.counted and not self.faults


def judge(document: Document, passages: Sequence[Passage], labels: Labels, printed: Printed | None) -> Answers:
    """Compare the pairs of a document with what a person says of them, and with what its PDF prints.

    Where the PDF prints the labels of more answers than the person counted, all of these are expected.
    """
    found, expected = document.questions, _expected(labels, printed)
    by_number = {pair.number: pair for pair in labels.pairs}
    faults: list[str] = []
    right, before = 0, 0
    for pair in found:
        wrong = [*_of_itself(document, pair, passages)]
        if 0 < pair.number <= before:  # one without a number has 0
            wrong.append(f"staat na vraag {before}")
        before = max(before, pair.number)
        if labelled := by_number.get(pair.number):
            wrong += _as_labelled(document, pair, labelled)
        if printed:
            wrong += _as_printed(document, pair, printed)
        right += not wrong
        faults += [f"vraag {pair.number}: {what}" for what in wrong]
    numbers = {number for pair in found for number in (pair.number, *pair.together_with)}
    faults += [f"vraag {number}: geen paar" for number in by_number if number not in numbers]
    if len(found) != expected:
        faults.append(f"{len(found)} paren bij {expected} gedrukte antwoorden")
    astray = [f"een vraag met de stem van het kabinet: {text}" for text in _still_asked(passages)]
    return Answers(expected, len(found), right, len(astray), (*faults, *astray))


def none_read(labels: Labels) -> Answers:
    """Give what is said of a file that cannot be read: none of its answers is right."""
    return Answers(_expected(labels, None), 0, 0, 0, ("niet gelezen",))


def _expected(labels: Labels, printed: Printed | None) -> int:
    counted = labels.answers if labels.answers is not None else len(labels.pairs)
    there = {label.number for label in printed.labels() if label.answer} if printed else ()
    return max(counted, len(there))


def _of_itself(document: Document, pair: QuestionAnswer, passages: Sequence[Passage]) -> Iterator[str]:
    """What can be seen in the document alone."""
    question, answer = _texts(document, pair)
    if not question:
        yield "lege vraag"
    elif not _END.search(question):
        yield f"de vraag eindigt op “{question[-25:]}”"
    if not answer:
        yield "leeg antwoord"
    if document.pages and pair.page not in {page.number for page in document.pages}:
        yield f"bladzijde {pair.page} is er niet"
    yield from _voices(pair, passages)


def _voices(pair: QuestionAnswer, passages: Sequence[Passage]) -> Iterator[str]:
    """Who answers is no member, and the words of who asks are nowhere the cabinet's."""
    own = [p for p in passages if p.kind is PassageKind.QUESTION_ANSWER and p.start == pair.start]
    if not own:
        yield "geen passage"
    elif own[0].voice.startswith(MEMBERS):
        yield f"het antwoord heeft de stem “{own[0].voice}”"
    for passage in passages:
        asked = passage.start < pair.question_end and pair.start < passage.start + len(passage.text)
        if passage.kind is not PassageKind.QUESTION_ANSWER and asked and passage.voice == CABINET:
            yield "de vraag heeft de stem van het kabinet"


def _still_asked(passages: Sequence[Passage]) -> Iterator[str]:
    """The questions that became no pair and have the voice of the cabinet, so that they are quoted as its words."""
    for passage in passages:
        under = (*passage.section[-1:], passage.text)
        single = passage.kind is not PassageKind.QUESTION_ANSWER and passage.voice == CABINET
        if single and any(_STILL_ASKED.match(text) for text in under):
            yield " ".join(passage.text.split()[:8])


def _as_labelled(document: Document, pair: QuestionAnswer, labelled: Pair) -> Iterator[str]:
    question, answer = _texts(document, pair)
    if labelled.page is not None and pair.page != labelled.page:
        yield f"bladzijde {pair.page} in plaats van {labelled.page}"
    for what, text, begin in (("de vraag", question, labelled.question), ("het antwoord", answer, labelled.answer)):
        if not _begins(text, begin):
            yield f"{what} begint met “{text[:40]}” in plaats van “{begin[:40]}”"


def _as_printed(document: Document, pair: QuestionAnswer, printed: Printed) -> Iterator[str]:
    """Compare with the label on the page, where just one bears this number."""
    question, answer = _texts(document, pair)
    if label := _label(printed, pair.number, answer=False):
        page = _printed_page(document, label.page)
        if pair.page != page:
            yield f"bladzijde {pair.page}, gedrukt op {page}"
        if not _same(question, label.below, document):
            yield "de vraag is niet wat onder haar nummer staat"
    if (label := _label(printed, pair.number, answer=True)) and not _same(answer, label.below, document):
        yield "het antwoord is niet wat onder zijn nummer staat"


def _label(printed: Printed, number: int, *, answer: bool) -> Label | None:
    found = [label for label in printed.labels() if label.number == number and label.answer is answer]
    return found[0] if len(found) == 1 and found[0].below.strip() else None


def _printed_page(document: Document, page: int) -> int:
    """The printed number of a page that is counted from 1."""
    return document.pages[page - 1].number if page <= len(document.pages) else page


def _same(text: str, below: str, document: Document) -> bool:
    """Whether a text has all that stands below its label, and no more than that.

    Notes and what is no text of the page, such as a footer, may stand there too.
    """
    own, there = _counted(text), _counted(below)
    notes = "\n".join(document.text[p.start : p.end] for p in document.paragraphs if p.mark)
    beside = _counted("\n".join((notes, *document.furniture)))
    tolerated = max(FEW_WORDS, round((1 - SHARE_AS_PRINTED) * own.total()))
    more = own - there
    if any(p.kind is ParagraphKind.TABLE for p in document.paragraphs) or TABLE_ROW.search(text):
        # A table that was read names its columns in every row: what is repeated is no word too many.
        more = Counter({word: count for word, count in more.items() if word not in there})
    return more.total() <= tolerated and (there - own - beside).total() <= tolerated


def _counted(text: str) -> Counter[str]:
    """The words of a text, without the marks of footnotes behind them and without numbers alone."""
    return Counter(word for found in words(text) if (word := _FOOTNOTE_MARK.sub("", found)))


def _texts(document: Document, pair: QuestionAnswer) -> tuple[str, str]:
    text = document.text
    return text[pair.start : pair.question_end].strip(), text[pair.answer_start : pair.end].strip()


def _begins(text: str, begin: str) -> bool:
    wanted = words(begin)
    return words(text)[: len(wanted)] == wanted
