"""The forms in which an answer is written: plain text, Markdown and HTML, and how each escapes what is hostile."""

import html
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from qa.domain import Citation
from qa.export.content import Fragment, FragmentKind, Paragraph, clean, one_line, web_address
from qa.language.dates import dutch_date

MARKS = re.compile(
    r"""
    [\\`*_\[\]<>|~$&{}\#^@]         # means something wherever it stands
    | :(?=//) | (?<=[wW]{3})\.      # begins an address, which some readers make a link of themselves
    """,
    re.VERBOSE,
)
BEGINS_BLOCK = re.compile(r"^( ?\d*)([-+=:.)])", re.MULTILINE)  # a list, a line under a heading, a rule
LINE_END = re.compile(r"\s*\n\s*")  # a break is shown as such only between two lines
INDENT = re.compile(r"\A\s+")  # more than one white space makes code of a paragraph


@dataclass(frozen=True, slots=True)
class Form:
    """How one form is written: ``escape`` takes any text, the templates take what is escaped already.

    ``link`` takes a web address. ``heading`` is for a question and ``part`` for what stands below it. ``item`` takes
    the number of a source and its lines, joined by ``line``; ``items`` takes the items. ``gap`` stands between blocks.
    """

    escape: Callable[[str], str]
    link: Callable[[str], str]
    heading: str
    part: str
    paragraph: str
    remark: str
    strong: str
    number: str
    item: str
    line: str
    items: str
    gap: str


def escape_markdown(text: str) -> str:
    """Escape text so that Markdown shows it as it is, each of its lines on a line of its own."""
    lines = INDENT.sub(" ", LINE_END.sub("\n", clean(text))).rstrip("\n")
    escaped = BEGINS_BLOCK.sub(r"\1\\\2", MARKS.sub(r"\\\g<0>", lines))
    return escaped.replace("\n", "\\\n")  # a hard line break


def escape_html(text: str) -> str:
    """Escape text so that HTML shows it as it is, each of its lines on a line of its own."""
    return html.escape(clean(text)).replace("\n", "<br>")


TEXT = Form(
    escape=clean,
    link=str,
    heading="{}",
    part="{}",
    paragraph="{}",
    remark="{}",
    strong="{}",
    number="[{}]",
    item="[{}] {}",
    line="\n    ",
    items="{}",
    gap="\n\n",
)
MARKDOWN = Form(
    escape=escape_markdown,
    link="<{}>".format,
    heading="## {}",
    part="### {}",
    paragraph="{}",
    remark="*{}*",
    strong="**{}**",
    number=r"\[{}\]",
    item="{}. {}",
    line="\\\n    ",
    items="{}",
    gap="\n\n",
)
HTML = Form(
    escape=escape_html,
    link=lambda address: f'<a href="{html.escape(address)}">{html.escape(address)}</a>',
    heading="<h2>{}</h2>",
    part="<h3>{}</h3>",
    paragraph="<p>{}</p>",
    remark="<em>{}</em>",
    strong="<strong>{}</strong>",
    number="[{}]",
    item="<li>{1}</li>",  # the list counts by itself
    line="<br>",
    items="<ol>\n{}\n</ol>",
    gap="\n",
)


def written(form: Form, paragraphs: Iterable[Paragraph]) -> Iterator[str]:
    """Write the paragraphs of an answer."""
    for pieces in paragraphs:
        template = form.part if pieces[0].kind is FragmentKind.PART else form.paragraph
        yield template.format("".join(_piece(form, piece) for piece in pieces))


def heading(form: Form, question: str) -> str:
    """Write a question above its answer."""
    return form.heading.format(form.escape(one_line(question)))


def sources(form: Form, citations: Sequence[Citation]) -> str:
    """Write a list of sources, numbered from 1: reference, title and date, section, address; not what is unknown."""
    items = (
        form.item.format(number, form.line.join(_lines(form, citation))) for number, citation in enumerate(citations, 1)
    )
    return form.items.format("\n".join(items))


def _piece(form: Form, piece: Fragment) -> str:
    escaped = form.escape(piece.text)
    match piece.kind:
        case FragmentKind.REMARK:
            return form.remark.format(escaped)
        case FragmentKind.NUMBER:
            return form.number.format(escaped)
        case _:
            return escaped


def _lines(form: Form, citation: Citation) -> Iterator[str]:
    yield form.strong.format(form.escape(one_line(citation.reference)))
    date = f" ({dutch_date(citation.date)})" if citation.date else ""
    yield form.escape(one_line(f"{citation.title}{date}"))
    if citation.section:
        yield form.escape(one_line(citation.section))
    if address := web_address(citation.url):
        yield form.link(address)
