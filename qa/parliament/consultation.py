"""The parts of a written consultation: what members ask, and what the cabinet answers.

In the answers the headings of the questions come back ("Vragen en opmerkingen van de leden van de VVD-fractie"), often
with the questions themselves. What stands under them is the cabinet's all the same, except for what is asked again.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from qa.language.sentences import sentence_spans

LONGEST_HEADING = 300  # characters of a heading that are looked at

# "II", "II.", "B.", "2." before a heading; only a Roman number is surely that of a part of the document.
_NUMBER = r"(?:(?:[IVX]{1,4}|[A-H]|\d{1,2})\s?[.:)]?\s+)?"
_PART = re.compile(r"[IVX]{1,4}(?:\s?[.:)–-]?\s+\S|\s?[.:)]?$)")
# "BRIEF VAN DE MINISTER VAN DEFENSIE", "II. Reactie van de minister", "Antwoord/Reactie van de staatssecretaris"
_CABINET = re.compile(
    rf"""
    {_NUMBER} (?:brief|reacties?|antwoord(?:en)?|beantwoording|nota) \b .* \b
    (?:ministers?|staatssecretaris(?:sen)?|bewindspers(?:oon|onen)|bewindslieden|kabinet|regering) \b
    """,
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
_COMMITTEE = re.compile(r"brief\b.*\bvoorzitter\b.*\bcommissie|verslag van een", re.IGNORECASE | re.DOTALL)
# "I. Vragen en opmerkingen vanuit de fracties", "Inbreng van de fracties"
_MEMBERS = re.compile(
    rf"{_NUMBER}(?:(?:algemene\s+)?vragen|opmerkingen|inbreng)\b.*\b(?:fracties|leden\s+van\s+de\s+commissie)\s*$",
    re.IGNORECASE | re.DOTALL,
)
_QUESTION = re.compile(r"vra(?:ag|gen)\s+\d", re.IGNORECASE)
# "De leden van de BBB-fractie", "de leden van de fractie van BBB"
_GROUP = re.compile(
    r"""
    \b[Dd]e \s+ leden \s+ van \s+ (?:de \s+)?
    (?: fractie \s+ van \s+ (?:de \s+|het \s+)? (?P<behind>[A-Z0-9][\w/-]*)
      | (?P<before>[A-Z0-9][\w/-]*?) -fractie )
    """,
    re.VERBOSE,
)
# Who asks in a question that is printed again above its answer.
_ASKERS = re.compile(
    r"(?:De|Deze|Voornoemde|Genoemde)\s+(?:\w+\s+){0,4}?(?:leden|fractie)\b|De\s+[\w/-]+-fractie\b|Zij\b"
)
# The cabinet answers those whom it names: "De leden van de VVD-fractie kan ik melden dat ..."
_ANSWERS = re.compile(
    r"\b(?:ik|wij|(?:kan|wil|merkt|meldt|antwoordt)\s+(?:de\s+regering|het\s+kabinet))\b", re.IGNORECASE
)
_ASKS = re.compile(r"\?[\"'”’»)\]]*(?:\s*[\[(]?\d{1,2}[\])])*$")


class HeadingRole(Enum):
    """What a heading says of who speaks below it."""

    QUESTION = auto()
    COMMITTEE = auto()
    CABINET = auto()
    GROUP = auto()
    MEMBERS = auto()
    PART = auto()
    NOTHING = auto()


def role(heading: str) -> HeadingRole:
    """Give what a heading says of who speaks below it."""
    heading = heading[:LONGEST_HEADING]
    tests = (
        (HeadingRole.QUESTION, _QUESTION.match),
        (HeadingRole.COMMITTEE, _COMMITTEE.search),
        (HeadingRole.CABINET, _CABINET.match),
        (HeadingRole.GROUP, _GROUP.search),
        (HeadingRole.MEMBERS, _MEMBERS.match),
        (HeadingRole.PART, _PART.match),
    )
    return next((found for found, test in tests if test(heading)), HeadingRole.NOTHING)


def group(text: str) -> tuple[str, int] | None:
    """Give the group of which the members are named first in a text, and where; ``None`` where none is."""
    match = _GROUP.search(text)
    return (match["behind"] or match["before"], match.start()) if match else None


@dataclass(slots=True)
class Parts:
    """Follows the headings of a document in their order, and tells whether the cabinet answers below them.

    Of the headings of a section one may be lost that rules it, where the type does not tell that it ranks higher. A
    heading with the number of a part rules what follows until the next part. One without rules what stands below it,
    and the headings after it that were there before it: those are of questions that are answered now.
    """

    all_answers: bool = False  # the cabinet writes the document: it answers from the beginning
    _numbered: bool = False
    _ruled: bool = False
    _above: list[tuple[str, bool]] = field(default_factory=list)  # each heading, and whether the cabinet answers there
    _seen: set[str] = field(default_factory=set)
    _asked: set[str] = field(default_factory=set)  # the sentences of members

    def __post_init__(self) -> None:
        self._ruled = self._numbered = self.all_answers

    def enter(self, headings: Sequence[str]) -> None:
        """Go on below these headings, from the outside in."""
        same = 0
        while same < min(len(headings), len(self._above)) and headings[same] == self._above[same][0]:
            same += 1
        del self._above[same:]
        for heading in headings[same:]:
            self._open(heading, within=bool(self._above) and self._above[-1][1])
            self._above.append((heading, self._ruled))

    @property
    def answers(self) -> bool:
        """Whether the cabinet answers here."""
        return self._ruled

    def hear(self, text: str) -> None:
        """Remember what members say."""
        self._asked.update(map(_letters, _sentences(text)))

    def asks_again(self, text: str) -> bool:
        """Whether a paragraph among the answers is what members said or asked, printed again above the answer."""
        said = _sentences(text)
        if self._asked.issuperset(map(_letters, said)):
            return True
        if _ASKERS.match(text) and _ASKS.search(text):
            return True
        theirs = all(_ASKS.search(sentence) or _ASKERS.match(sentence) for sentence in said)
        return theirs and not _ANSWERS.search(text)

    def _open(self, heading: str, *, within: bool) -> None:
        said, key = role(heading), _key(heading)
        if said is HeadingRole.CABINET:
            self._ruled, self._numbered = True, _PART.match(heading) is not None or self.all_answers
        elif said in {HeadingRole.COMMITTEE, HeadingRole.MEMBERS} or (
            said is HeadingRole.PART and not self.all_answers
        ):
            self._ruled = False
        elif not within:
            self._ruled = self._ruled and (self._numbered or key in self._seen or _ASKS.search(heading) is not None)
        if not self._ruled:
            self._seen.add(key)


def _key(heading: str) -> str:
    """What a heading is known by when it comes back: the group that it names, else its words."""
    named = group(heading[:LONGEST_HEADING])
    return named[0] if named else " ".join(heading.lower().split())


def _sentences(text: str) -> list[str]:
    return [text[start:end].strip() for start, end in sentence_spans(text)]


def _letters(sentence: str) -> str:
    return "".join(character for character in sentence.lower() if character.isalnum())
