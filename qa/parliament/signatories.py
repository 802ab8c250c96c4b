"""Who signs a paper: the office and the name below a letter, or the names of members below a motion."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.domain import Paragraph, ParagraphKind
from qa.parliament.publications.capitals import in_sentence, office

LONGEST_SIGNATURE = 260  # characters of a paragraph that is no more than offices and names
LONGEST_BLOCK = 1_000  # characters of what the lay-out shows to be signatures
LONGEST_NAME = 60

_TITLES = r"(?:(?:mr|drs|dr|ir|ing|prof|MSc|MPA)\.?\s+)*"
_INITIALS = r"(?:(?:[A-Z][a-z]{0,2}\.\s?-?)+|[A-ZÀ-Þ][\wÀ-ÿ]+(?=\s))"
_PARTICLES = r"(?:van|de|den|der|het|ten|ter|te|el|’t|'t)"
_SURNAME = (
    rf"(?:{_PARTICLES}\s+){{0,3}}[A-ZÀ-Þ][\w’'’-]+"
    rf"(?:[\s-]+(?:{_PARTICLES}\s+){{0,2}}[A-ZÀ-Þ][\w’'-]+){{0,2}}"
)
# "K.H. Ollongren", "mr. drs. D.M. van Weel", "Kajsa Ollongren"
NAME = re.compile(rf"{_TITLES}{_INITIALS}\s*{_SURNAME}")
# "De Minister van Onderwijs, Cultuur en Wetenschap", "Voorzitter van de commissie"
OFFICE = re.compile(
    r"""
    (?:^|(?<=[\s,])) (?:de\s+)?
    (?:minister-president|ministers?|staatssecretaris|(?:adjunct-)?griffier|voorzitter) \b
    (?: ,? \s+ (?:van|voor|der) \b | (?=\s*,) )
    """,
    re.VERBOSE | re.IGNORECASE,
)
ON_BEHALF = re.compile(r"\b(?:mede\s+)?namens\s*$", re.IGNORECASE)
# A sentence is no signature: it has a verb, or a full stop behind a word.
SENTENCE = re.compile(
    r"\b(?:is|zijn|heeft|hebben|wordt|worden|ik|wij|deel|zal|zullen|kan|over|aan)\b|[a-z]{3}\.(?:\s|$)"
)
TITLE = re.compile(r"\b(?:mr|drs|dr|ir|ing|prof)\.\s*", re.IGNORECASE)
_CLOSING = r"(?:met\s+vriendelijke\s+groet(?:en)?|hoogachtend|met\s+de\s+meeste\s+hoogachting)"
CLOSING = re.compile(rf"{_CLOSING}?[\s,.]*", re.IGNORECASE)
# The name before the office, below a closing.
NAME_ABOVE = re.compile(rf"\s*(?:(?i:{_CLOSING})[\s,.]+)?(?P<name>{NAME.pattern})[\s,]*")
# The name of the next one behind an office.
NAME_BEHIND = re.compile(rf"\s(?P<name>{_TITLES}(?:[A-Z][a-z]{{0,2}}\.\s?-?)+\s*{_SURNAME})$")
BARE_OFFICE = re.compile(r"(?:minister(?:-president)?|staatssecretaris)\b")  # which a sentence gives an article
INITIALS = re.compile(r"(?:\b(?:mr|drs|dr|ir|ing|prof)\.\s+)*\b[A-Z][a-z]{0,2}\.\s?(?:[A-Z]|van|de)")
ORDER_OF_THE_DAY = re.compile(r"\bgaat over tot de orde van de dag\b", re.IGNORECASE)
MEMBERS_NAME = re.compile(rf"(?:{_SURNAME}|{_TITLES}{_INITIALS}\s*{_SURNAME})(?:\s*,?\s*c\.s\.)?")


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signed: the office as in a sentence and the name, either may be empty; ``start`` to ``end`` in the text."""

    office: str
    name: str
    start: int
    end: int


def signatories(text: str, paragraphs: Sequence[Paragraph], *, members: bool = False) -> tuple[Signatory, ...]:
    """Give who signed a document, in the order in which they stand, each once.

    With ``members`` bare names count below the last sentence of a motion.
    """
    found: dict[tuple[str, str], Signatory] = {}
    for signed in (*_officials(text, paragraphs), *(_members(text, paragraphs) if members else ())):
        found.setdefault((signed.office, signed.name), signed)
    return tuple(found.values())


def _officials(text: str, paragraphs: Sequence[Paragraph]) -> Iterator[Signatory]:
    """Those who sign with their office; the name may stand in the paragraph below, or above."""
    taken = -1  # the paragraph in which the name of the last one stands
    for place, paragraph in enumerate(paragraphs):
        said = text[paragraph.start : paragraph.end]
        if not _may_sign(paragraph, said):
            continue
        starts = [m.start() for m in OFFICE.finditer(said)]
        if not starts:
            continue
        name = NAME_ABOVE.fullmatch(said, 0, starts[0])
        if name and (paragraph.kind is ParagraphKind.SIGNATURE or INITIALS.match(name["name"])):
            yield from _names_first(said, paragraph.start, name.start("name"), starts)
            continue
        if not _may_stand_above(paragraph, said[: starts[0]]):
            continue
        above = paragraphs[place - 1] if place > 0 and place - 1 > taken else None
        if len(starts) == 1 and above and _stands_below_name(text, said, starts[0], above):
            name_ = text[above.start : above.end]
            yield _signed(said[starts[0] :].rstrip(), name_, above.start, paragraph.end)
            continue
        below = paragraphs[place + 1] if place + 1 < len(paragraphs) else None
        for start, end in zip(starts, [*starts[1:], len(said)], strict=True):
            if ON_BEHALF.search(said[:start]):
                continue
            found = _signatory(text, (paragraph.start + start, paragraph.start + end), below)
            taken = place + 1 if found.end > paragraph.end else taken
            yield found


def _names_first(said: str, offset: int, begin: int, starts: Sequence[int]) -> Iterator[Signatory]:
    """Those of whom the name stands before the office: "R.A.A. Jetten" / "Minister voor Klimaat en Energie"."""
    for start, following in zip(starts, [*starts[1:], len(said)], strict=True):
        held = said[start:following].rstrip(" \n,")
        next_name = NAME_BEHIND.search(held) if following < len(said) else None
        end = start + (next_name.start() if next_name else len(held))
        yield _signed(said[start:end].rstrip(" \n,"), said[begin:start].strip(" \n,"), offset + begin, offset + end)
        begin = start + next_name.start("name") if next_name else following


def _stands_below_name(text: str, said: str, start: int, above: Paragraph) -> bool:
    """Whether an office that no comma ends, as it does before a name, stands below the name of who holds it."""
    name = text[above.start : above.end]
    alone = not said[:start].strip() and not said.rstrip().endswith(",") and not _name_in(said[start:].rstrip())
    initials = INITIALS.match(name) is not None or above.kind is ParagraphKind.SIGNATURE
    return alone and initials and len(name) <= LONGEST_NAME and NAME.fullmatch(name.strip()) is not None


def _may_stand_above(paragraph: Paragraph, before: str) -> bool:
    """Whether what stands before the first office leaves it a signature: a closing, or the end of the letter."""
    ended = paragraph.kind is ParagraphKind.SIGNATURE and before.rstrip().endswith((".", ","))
    return ended or CLOSING.fullmatch(before) is not None or ON_BEHALF.search(before) is not None


def _may_sign(paragraph: Paragraph, said: str) -> bool:
    if paragraph.kind is ParagraphKind.SIGNATURE:
        return len(said) <= LONGEST_BLOCK
    plain = paragraph.kind in {ParagraphKind.TEXT, ParagraphKind.HEADING}
    return plain and len(said) <= LONGEST_SIGNATURE and not SENTENCE.search(TITLE.sub("", said))


def _signatory(text: str, span: tuple[int, int], below: Paragraph | None) -> Signatory:
    """Divide "De Minister van Defensie, K.H. Ollongren" into an office and a name."""
    start, end = span
    said = text[start:end].rstrip(" \n,")
    if at := _name_in(said):
        return _signed(said[:at], said[at:], start, start + len(said))
    if below is not None and below.end - below.start <= LONGEST_NAME and NAME.fullmatch(text[below.start : below.end]):
        return _signed(said, text[below.start : below.end], start, below.end)
    if initials := INITIALS.search(said):
        said = said[: initials.start()].rstrip()  # the names stand below two offices side by side: whose is not told
    return _signed(said, "", start, start + len(said))


def _signed(held: str, name: str, start: int, end: int) -> Signatory:
    title = office(in_sentence(" ".join(held.split()), ""))
    return Signatory(f"de {title}" if BARE_OFFICE.match(title) else title, " ".join(name.split()), start, end)


def _name_in(said: str) -> int:
    """Where the name begins in an office with its holder; 0 when there is none."""
    last = said.rfind(",") + 1
    if last and re.fullmatch(rf"\s*{_SURNAME}", said[last:]):
        return last
    names = (m.start() for m in NAME.finditer(said) if m.end() == len(said))
    return next((start for start in names if _begins_name(said, start)), 0)


def _begins_name(said: str, start: int) -> bool:
    """Whether a name begins here: behind the comma that ends an office or on its initials, not within the office."""
    before = said[:start].rstrip()
    return before.endswith((",", "\n")) or bool(re.match(r"(?:\w{2,4}\.\s+)*[A-Z][a-z]{0,2}\.", said[start:]))


def _members(text: str, paragraphs: Sequence[Paragraph]) -> Iterator[Signatory]:
    """Those who sign a motion: the names in the paragraphs that follow on its last sentence."""
    last = next((i for i, p in enumerate(paragraphs) if ORDER_OF_THE_DAY.search(text, p.start, p.end)), None)
    if last is None:
        return
    match = ORDER_OF_THE_DAY.search(text, paragraphs[last].start)
    pieces = [(match.end(), paragraphs[last].end)] if match else []
    pieces += [(p.start, p.end) for p in paragraphs[last + 1 :]]
    for start, end in pieces:
        for line in re.finditer(r"[^\n]+", text[start:end].strip(" .\n")):
            where = text.index(line[0], start)
            if not MEMBERS_NAME.fullmatch(line[0].strip()):
                return
            yield Signatory("", line[0].strip(), where, where + len(line[0]))
