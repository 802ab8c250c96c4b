"""VLOS: the reports of debates as the Tweede Kamer itself gives them, in its open data."""

import re
from collections.abc import Iterator
from typing import Any

from qa.domain import ParagraphKind
from qa.errors import ReadingError
from qa.language.dates import parse_iso_date
from qa.parliament.voices import OFFICES
from qa.reading.layout import Structure
from qa.reading.minutes import CHAIR, NUMBERED, RECORD, Minutes, Speaker, labelled, motion_name, speaker
from qa.reading.official_metadata import chamber_in, year_in
from qa.reading.source import Described, Source, block, from_structure
from qa.reading.xml_tree import child, first, one_line, squeezed, tag_of

ROOTS = frozenset(("vlosCoreDocument", "vergaderverslag"))
SECTIONS = ("activiteit", "activiteithoofd")  # by their rank
TURNS = frozenset(("woordvoerder", "interrumpant"))
PARAGRAPH, ITEM, GROUP, VOTES, VOTE = "alinea", "alineaitem", "alineagroep", "stemmingen", "stemming"
MOTION, ABOUT_MOTION = "motietekst", "motieinfo"  # the types of a group of paragraphs
PLENARY = "plenair"
OFFICE = re.compile(r"[\w-]+")


def is_report(root: Any) -> bool:  # noqa: ANN401 - lxml is read without its types
    """Whether XML is the report of a debate from the Tweede Kamer."""
    return tag_of(root) in ROOTS


def read(root: Any) -> Source:  # noqa: ANN401
    """Read a report. Raises ReadingError when nothing that was said stands in it yet."""
    report = _VlosReport()
    report.walk(root, RECORD)
    blocks = report.minutes.blocks()
    if all(part.kind is ParagraphKind.HEADING for part in blocks):
        raise ReadingError("dit verslag bevat nog geen tekst; haal het opnieuw op als het debat is uitgewerkt.")
    return from_structure(Structure(blocks, ()), _described(root))


def _described(root: Any) -> Described:  # noqa: ANN401
    meeting = next((element for element in root.iter() if tag_of(element) == "vergadering"), root)
    number = _text(meeting, "vergaderingnummer")
    return Described(
        title=_text(meeting, "titel") or _text(meeting, "onderwerp") or first(meeting, "onderwerp", "titel"),
        date=parse_iso_date(_text(meeting, "datum") or _text(meeting, "aanvangstijd")),
        # A debate in a committee is published as a report, that of the whole chamber in the Handelingen.
        kind="handelingen" if str(meeting.get("soort") or PLENARY).lower() == PLENARY else "verslag",
        chamber=chamber_in(str(meeting.get("kamer") or "")),
        session_year=year_in(_text(meeting, "vergaderjaar")),
        number=number if number.strip("0") else "",
    )


class _VlosReport:
    """Walks the tree once, turns and the interruptions in them in the order in which they are spoken."""

    def __init__(self) -> None:
        self.minutes = Minutes()
        self.titles: list[str] = []

    def walk(self, element: Any, by: Speaker) -> None:  # noqa: ANN401
        """Read an element, and all within it; what is said directly in it is said by ``by``."""
        for inner in element:
            tag = tag_of(inner)
            if tag in SECTIONS:
                self._section(inner, SECTIONS.index(tag))
            elif tag in TURNS:
                self.walk(inner, _speaker(inner))
            elif tag == "tekst":
                self._spoken(inner, by)
            elif tag == VOTES:
                self._votes(inner)
            elif tag not in {"spreker", "sprekers"}:
                self.walk(inner, by)

    def _section(self, element: Any, depth: int) -> None:  # noqa: ANN401
        """What is debated, or a part of it; a title that is the same as the one above it opens nothing."""
        title = _text(element, "onderwerp") or _text(element, "titel")
        del self.titles[depth:]
        if title and title not in self.titles:
            self.minutes.heading(title, depth + 1)
        self.titles.append(title)
        self.walk(element, RECORD)

    def _spoken(self, element: Any, by: Speaker) -> None:  # noqa: ANN401
        for inner in element:
            if tag_of(inner) == GROUP:
                by = self._group(inner, by, _type(inner))
            elif items := tuple(_paragraph(inner)):
                by = self._say(by, items)

    def _group(self, element: Any, by: Speaker, kind: str) -> Speaker:  # noqa: ANN401
        """Paragraphs that belong together; gives who speaks after them."""
        items = [item for inner in element for item in _paragraph(inner)]
        if kind == MOTION and items:
            self.minutes.motion(by, _name(element), items)
            if _about(element) is None:
                self.minutes.end_motion()
        elif kind == ABOUT_MOTION and items:
            self._say(CHAIR, tuple(items))
            self.minutes.end_motion()
        else:
            self._spoken(element, by)
        return by

    def _say(self, by: Speaker, items: tuple[str, ...]) -> Speaker:
        """Take down what is said, without the label that repeats the speaker; gives who speaks."""
        if found := labelled(items[0]):
            by = found[0] if by == RECORD else by
            items = tuple(filter(None, (found[1], *items[1:])))
        if items:
            self.minutes.say(by, *items)
        return by

    def _votes(self, element: Any) -> None:  # noqa: ANN401
        """A vote: each way to vote with the groups that voted so."""
        cast: dict[str, list[str]] = {}
        for vote in (inner for inner in element.iter() if tag_of(inner) == VOTE):
            who, way = _text(vote, "fractie") or first(vote, "verslagnaam", "achternaam"), _text(vote, "stem")
            if who and way:
                cast.setdefault(way, []).append(who)
        if cast:
            self.minutes.put(block(ParagraphKind.TABLE, *(f"{way}: {', '.join(who)}" for way, who in cast.items())))


def _paragraph(element: Any) -> Iterator[str]:  # noqa: ANN401
    """The paragraph that an element is: its pieces on one line, the items of a list within it behind it."""
    pieces: list[str] = []
    items: list[str] = []
    for inner in element:
        if tag_of(inner) == "lijst":
            items += [text for item in inner.iter() if tag_of(item) == ITEM and (text := squeezed(item))]
        elif text := squeezed(inner):
            pieces.append(text)
    if text := one_line(" ".join((element.text or "", *pieces))) if tag_of(element) else "":
        yield text
    yield from items


def _speaker(turn: Any) -> Speaker:  # noqa: ANN401
    """Who speaks: the chair, a member of the cabinet by office, or a member by group."""
    named = child(turn, "spreker")
    if _text(turn, "isvoorzitter").lower() == "true":
        return CHAIR
    if named is None:
        return RECORD
    # The report prints "Van der Berg"; the other names are made for sorting ("Berg van der").
    name = _text(named, "verslagnaam") or _text(named, "weergavenaam") or _text(named, "achternaam")
    office = OFFICE.match(_text(named, "functie"))
    if office and office[0].lower() in OFFICES:
        return speaker(office[0].capitalize(), name)
    return speaker(_text(named, "aanhef"), name, _text(named, "fractie"))


def _name(motion: Any) -> str:  # noqa: ANN401
    """The name of a motion, with the number that the chair gives it in the group behind it."""
    announced = NUMBERED.search(squeezed(_about(motion)))
    return motion_name("", announced["number"], announced["dossier"]) if announced else motion_name("", "", "")


def _about(motion: Any) -> Any:  # noqa: ANN401
    """What the chair says of a motion: the group behind it, or ``None``."""
    behind = motion.getnext()
    return behind if behind is not None and _type(behind) == ABOUT_MOTION else None


def _type(group: Any) -> str:  # noqa: ANN401
    return str(group.get("type") or "").lower()


def _text(element: Any, tag: str) -> str:  # noqa: ANN401
    """The text of a child."""
    return squeezed(child(element, tag))
