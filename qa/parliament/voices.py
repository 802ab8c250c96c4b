"""Who speaks in a parliamentary document: the cabinet, a committee, or the members of a group.

A member's question or assertion is never the position of the cabinet, so each paragraph is given its voice.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.parliament.consultation import HeadingRole, Parts, group, role

CABINET, COMMITTEE = "kabinet", "commissie"
MEMBERS = "leden van de {group}-fractie"
SOME_MEMBERS = "leden van een fractie"
SOME_ASKERS = "leden"  # who asked is not known
CHAIR = "voorzitter"
OFFICES = frozenset(("minister", "minister-president", "staatssecretaris"))

# A line that says whose paper it is: "BRIEF VAN DE MINISTER VAN DEFENSIE", "Antwoord van de staatssecretaris". A letter
# of someone else may speak of such a paper in a sentence.
_CABINET_HEAD = re.compile(
    r"""
    ^ (?: Nr\.\s*\S+\s+ | [A-Z]{1,3}\s+ )?
    (?:kamer|regerings)? (?:brief|reactie|antwoord(?:en)?|nota|memorie|beantwoording) \b [^\n.]{0,60}?
    \b (?:van|namens) \s+ (?:de\s+|het\s+)? (?:minister|staatssecretaris|bewindspersoon|bewindslieden|kabinet)
    """,
    re.IGNORECASE | re.MULTILINE | re.VERBOSE,
)
# "Initiatiefnota van het lid Jansen"
_MEMBERS_HEAD = re.compile(
    r"""
    ^ (?:initiatief\w* | motie | amendement | voorstel\s+van\s+wet) \s+ van \s+ (?:het\s+|de\s+)?
    (?P<members> (?:lid|leden)\s[^\n]{2,120}? ) (?= \s+(?:over|tot|ter|houdende|inzake)\b | \s*$ )
    """,
    re.IGNORECASE | re.MULTILINE | re.VERBOSE,
)
# Members of whom the group is not read: "de leden van de Partij voor de Dieren-fractie", "de fracties van ..."
_SOME_GROUP = re.compile(r"\b[Dd]e (?:leden van )?.{0,60}?fractie(?:s|leden)?\b")
_COMMITTEE = re.compile(r"\b[Dd]e (?:leden van de )?(?:vaste )?commissie\b")
# A letter to the chair of a chamber on the paper of a ministry, or in the words of one: many others write to it.
_TO_THE_CHAMBER = re.compile(r"^Geachte (?:mevrouw |heer )?voorzitter\b", re.IGNORECASE | re.MULTILINE)
_OF_A_MINISTRY = re.compile(
    r"""
      \bMinisterie\ van\b | \brijksoverheid\.nl\b
    | \b(?:mede\ )?namens\ (?:de\ (?:minister|staatssecretaris)|mijn\ (?:ambtgenoot|collega)|het\ kabinet)
    """,
    re.VERBOSE,
)
_CABINET = re.compile(r"\b(?:ministers?|minister-president|staatssecretaris(?:sen)?|kabinet)\b", re.IGNORECASE)
# Above questions: Vragen van het lid Jansen (ABC) aan de Minister van ...; Vragen gesteld door de leden der Kamer.
_ASKING = re.compile(
    r"(?:(?:nadere|aanvullende|schriftelijke)\s+)?vragen\s+(?:van|gesteld\s+door)\s+(?:het\s+lid|de\s+leden)\b",
    re.IGNORECASE,
)
_VOICES = {HeadingRole.QUESTION: SOME_ASKERS, HeadingRole.COMMITTEE: COMMITTEE, HeadingRole.CABINET: CABINET}
_MINISTRY = re.compile(r"ministerie\b", re.IGNORECASE)
_COMMISSION = re.compile(r"\bcommissies?\b", re.IGNORECASE)
_MEMBERS = re.compile(r"(?:(?:het|de)\s+)?(?P<members>(?:lid|leden)\s.+)", re.DOTALL)
# A question about what members said: "Wat vroegen de leden van de BBB?", "Wat vindt de D66-fractie?", "Wat zei mevrouw
# Jansen over ...?", "Wat vraagt de motie-Jansen?"
_ABOUT_MEMBERS = re.compile(
    r"""
    \b (?:
        (?i: kamerl(?:id|eden) | [\w-]*fractie\w* | leden\s+van\s+de\s+kamer )
      | (?i: mevrouw | de\ heer | het\ lid ) \s+ (?:(?:van|de|der|den|ten|ter|te|el|al)\s+)* [A-Z]\w+
      | (?i: vraagt | verzoekt | constateert | overweegt | wil | roept | staat\ in ) \s+
        (?i: de | het | een ) \s+ (?:\w+\s+)? (?i: motie | amendement )
      | (?i: motie | amendement ) [\w\s.-]{0,40}? \s (?i: vraagt | verzoekt | constateert | overweegt | wil | roept )
      | (?i: motion | amendment ) [\w\s.-]{0,40}? \s (?i: asks? | requests? | wants? | calls? | urges? )
    ) \b
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Spoken:
    """A paragraph with the headings above it, from the outside in."""

    text: str
    headings: tuple[str, ...]


def voices(paragraphs: Sequence[Spoken], author: str) -> tuple[str, ...]:
    """Give for each paragraph who speaks in it; empty where that is not known.

    ``author`` is the voice of the document as a whole. A heading that names who speaks holds for what stands under
    it. Under the voice of a committee the members of a group speak from the paragraph that begins with them until
    another voice is named or the section ends. Among the answers of the cabinet what they asked is theirs where it is
    printed again.
    """
    found: list[str] = []
    speaking, above = "", None
    alone = {CABINET, ""} | ({author} if is_members(author) else set())  # who speaks for himself, whoever he names
    parts = Parts(all_answers=author == CABINET)
    for paragraph in paragraphs:
        if paragraph.headings != above:
            parts.enter(paragraph.headings)
            speaking, above = _of_headings(paragraph.headings, author, answers=parts.answers), paragraph.headings
        if speaking not in alone:
            speaking = _named(paragraph.text) or speaking
        found.append(_said(paragraph, speaking, parts))
    return tuple(found)


def _said(paragraph: Spoken, speaking: str, parts: Parts) -> str:
    """Who says a paragraph, when this is who speaks around it."""
    if _ASKING.match(paragraph.text):
        return SOME_ASKERS
    if is_members(speaking):
        parts.hear(paragraph.text)
    elif speaking == CABINET and parts.answers and _of_groups(paragraph) and parts.asks_again(paragraph.text):
        return next(filter(None, map(_group, (paragraph.text, *reversed(paragraph.headings)))), SOME_MEMBERS)
    return speaking


def _of_groups(paragraph: Spoken) -> bool:
    """Whether groups are named in a paragraph or above it, so that members may be asking."""
    return any(map(group, (paragraph.text, *paragraph.headings)))


def author(stated: str, head: str, signatories: Sequence[str]) -> str:
    """Give the voice of a document as a whole.

    ``stated`` is what its sender or its kind tells, if anything; else its first lines, with what surrounds them on the
    page, and who signed it tell. Empty where nothing does: then nobody's words are given as the cabinet's.
    """
    if stated:
        return stated
    if match := _MEMBERS_HEAD.search(head):
        return match["members"]
    if any(_CABINET.search(signed) for signed in signatories) or _CABINET_HEAD.search(head):
        return CABINET
    return CABINET if _TO_THE_CHAMBER.search(head) and _OF_A_MINISTRY.search(head) else ""


def of_sender(sender: str) -> str:
    """Give the voice of who sent a document: a member as "lid Jansen", a minister as the cabinet; empty for others."""
    if match := _MEMBERS.fullmatch(sender):
        return match["members"]
    if _COMMISSION.search(sender):
        return COMMITTEE
    return CABINET if _CABINET.search(sender) or _MINISTRY.match(sender) else ""


def with_article(voice: str) -> str:
    """Write a voice as in a sentence: "het lid Jansen", "de leden van de BBB-fractie"."""
    return f"het {voice}" if voice.startswith("lid ") else f"de {voice}"


def of_speaker(title: str, name: str, party: str = "") -> str:
    """Give the voice of who speaks in a debate: "lid Jansen (ABC)", "minister Pietersen", "voorzitter".

    ``title`` is what stands before the name ("Mevrouw", "De heer", "Minister"); only that of an office is kept.
    """
    office = title.strip().lower()
    if party:
        return f"lid {name} ({party})"
    if name.lower() == CHAIR:
        return CHAIR
    return f"{office} {name}" if office in OFFICES else name


def is_members(voice: str) -> bool:
    """Whether a voice is that of members of a chamber, who ask and assert but do not answer."""
    return voice == SOME_ASKERS or voice.startswith(("leden ", "lid "))


def asks_for_members(question: str) -> bool:
    """Whether a question is about what members said, rather than about a position of the cabinet."""
    return _ABOUT_MEMBERS.search(question) is not None


def _of_headings(headings: Sequence[str], otherwise: str, *, answers: bool) -> str:
    """Whose voice headings tell; where the cabinet ``answers``, that of a group is above what it asked."""
    for heading in reversed(headings):
        said = role(heading)
        if said is HeadingRole.GROUP and not answers:
            return _group(heading)
        if said in _VOICES:
            return _VOICES[said]
    return CABINET if answers else otherwise


def _group(text: str) -> str:
    """The voice of the group that a text names first; empty where it names none."""
    named = group(text)
    return MEMBERS.format(group=named[0]) if named else ""


def _named(text: str) -> str:
    """Who is named as speaking in a paragraph: the group named first, or the committee when it comes before."""
    named, committee = group(text), _COMMITTEE.search(text)
    if named and (committee is None or named[1] < committee.start()):
        return _group(text)
    if committee:
        return COMMITTEE
    return SOME_MEMBERS if _SOME_GROUP.match(text) else ""
