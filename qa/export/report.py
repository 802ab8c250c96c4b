"""A conversation as a report, in Markdown or for Word: every question with its answer, and one list of sources."""

import datetime
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from qa.domain import Answer, Citation
from qa.export.content import SOURCES, FragmentKind, Paragraph, clean, one_line, paragraphs, web_address
from qa.export.forms import MARKDOWN, heading, sources, written
from qa.language.dates import dutch_date

TITLE = "Vragen en antwoorden met hun vindplaats"
MADE = "Gemaakt op {date} met Vindplaats."
CHECK = "Controleer elk antwoord in de bron."

LANGUAGE = "nl-NL"
PAGE_WIDTH, PAGE_HEIGHT, MARGIN = 210, 297, 25  # millimetres; A4
LINK_STYLE, LINK_COLOUR = "Hyperlink", (0x05, 0x63, 0xC1)  # the style by which Word knows a link, and its blue
ANCHOR = "vindplaats_{number}"  # the name of the place in the document where a source is listed


@dataclass(frozen=True, slots=True)
class _ReportTurn:
    """A question and what its answer says, with the numbers of the report."""

    question: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class _WordReport:
    """A conversation with one list of sources: the first is number 1."""

    turns: tuple[_ReportTurn, ...]
    sources: tuple[Citation, ...]


def conversation_markdown(answers: Sequence[Answer], made: datetime.date) -> str:
    """Give a conversation as Markdown (CommonMark), oldest question first.

    The sources are numbered through: what several answers cite is listed once. ``made`` is the day that the report
    bears.
    """
    report = _report(answers)
    blocks = [f"# {TITLE}", MADE.format(date=dutch_date(made))]
    for turn in report.turns:
        blocks += [heading(MARKDOWN, turn.question), *written(MARKDOWN, turn.paragraphs)]
    if report.sources:
        blocks += [MARKDOWN.heading.format(SOURCES), sources(MARKDOWN, report.sources)]
    return "\n\n".join([*blocks, f"*{CHECK}*"]) + "\n"


def conversation_docx(answers: Sequence[Answer], made: datetime.date) -> bytes:
    """Give the content of a Word file (.docx) that says what ``conversation_markdown`` says.

    Each number leads to its source in the list, and that to its publication.
    """
    report = _report(answers)
    document = _empty_document(made)
    document.add_heading(TITLE, 0)
    document.add_paragraph(MADE.format(date=dutch_date(made)))
    for turn in report.turns:
        document.add_heading(one_line(turn.question), 1)
        for pieces in turn.paragraphs:
            _add_paragraph(document, pieces)
    if report.sources:
        document.add_heading(SOURCES, 1)
        for number, source in enumerate(report.sources, 1):
            _add_source(document, number, source)
    document.add_paragraph().add_run(CHECK).italic = True
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def _report(answers: Sequence[Answer]) -> _WordReport:
    places: dict[tuple[str, int, int | None, str], int] = {}
    listed: list[Citation] = []
    turns = []
    for answer in answers:
        numbers = []
        for source in answer.citations:
            place = (source.document_id, source.page, source.number, source.quote)
            if place not in places:
                listed.append(source)
                places[place] = len(listed)
            numbers.append(places[place])
        turns.append(_ReportTurn(answer.question, tuple(paragraphs(answer, numbers))))
    return _WordReport(tuple(turns), tuple(listed))


def _empty_document(made: datetime.date) -> Any:  # noqa: ANN401 - python-docx is used without its types
    from docx import Document  # noqa: PLC0415 - only who writes Word pays for it
    from docx.enum.style import WD_STYLE_TYPE  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415
    from docx.shared import Mm, RGBColor  # noqa: PLC0415

    document = Document()
    page = document.sections[0]
    page.page_width, page.page_height = Mm(PAGE_WIDTH), Mm(PAGE_HEIGHT)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(MARGIN)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)
    link = document.styles.add_style(LINK_STYLE, WD_STYLE_TYPE.CHARACTER, builtin=True)
    link.font.color.rgb, link.font.underline = RGBColor(*LINK_COLOUR), True
    # The empty document of python-docx names that library as its author, in 2013.
    known = document.core_properties
    known.title, known.language, known.author, known.comments = TITLE, LANGUAGE, "", ""
    known.created = known.modified = datetime.datetime.combine(made, datetime.time(), datetime.UTC)
    return document


def _add_paragraph(document: Any, pieces: Paragraph) -> None:  # noqa: ANN401
    if pieces[0].kind is FragmentKind.PART:
        document.add_heading(pieces[0].text, 2)
        return
    paragraph = document.add_paragraph()
    for piece in pieces:
        if piece.kind is FragmentKind.NUMBER:
            _add_link(paragraph, f"[{piece.text}]", anchor=ANCHOR.format(number=piece.text))
        else:
            paragraph.add_run(clean(piece.text)).italic = piece.kind is FragmentKind.REMARK


def _add_source(document: Any, number: int, source: Citation) -> None:  # noqa: ANN401
    from docx.oxml.ns import qn  # noqa: PLC0415
    from docx.oxml.parser import OxmlElement  # noqa: PLC0415

    paragraph = document.add_paragraph(style="List Number")
    place = {qn("w:id"): str(number), qn("w:name"): ANCHOR.format(number=number)}
    paragraph._p.append(OxmlElement("w:bookmarkStart", attrs=place))  # noqa: SLF001 - python-docx knows no bookmarks
    paragraph.add_run(one_line(source.reference)).bold = True
    paragraph._p.append(OxmlElement("w:bookmarkEnd", attrs={qn("w:id"): str(number)}))  # noqa: SLF001
    date = f" ({dutch_date(source.date)})" if source.date else ""
    paragraph.add_run(f"\n{one_line(source.title)}{date}")
    if source.section:
        paragraph.add_run(f"\n{one_line(source.section)}")
    if address := web_address(source.url):
        paragraph.add_run("\n")
        _add_link(paragraph, address, address=address)


def _add_link(paragraph: Any, text: str, *, address: str = "", anchor: str = "") -> None:  # noqa: ANN401
    from docx.opc.constants import RELATIONSHIP_TYPE  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415
    from docx.oxml.parser import OxmlElement  # noqa: PLC0415

    # python-docx reads links but makes none: to the web they go by a relationship, within the document by a name.
    link = OxmlElement("w:hyperlink")
    if address:
        link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    else:
        link.set(qn("w:anchor"), anchor)
    link.append(paragraph.add_run(text, style=LINK_STYLE)._r)  # noqa: SLF001
    paragraph._p.append(link)  # noqa: SLF001
