"""One answer or one citation for the clipboard, as plain text, as Markdown and as rich text."""

from dataclasses import dataclass

from qa.domain import Answer, Citation
from qa.export.content import SOURCES, one_line, paragraphs, web_address
from qa.export.forms import HTML, MARKDOWN, TEXT, Form, heading, sources, written


@dataclass(frozen=True, slots=True)
class Copies:
    """The same words in three forms; ``html`` is a fragment, without a page around it."""

    text: str
    markdown: str
    html: str


def as_text(answer: Answer) -> str:
    """Give a question with its answer and all sources cited, numbered as on the page, as plain text."""
    return _answer(TEXT, answer)


def as_markdown(answer: Answer) -> str:
    """Give what ``as_text`` gives as Markdown (CommonMark)."""
    return _answer(MARKDOWN, answer)


def as_html(answer: Answer) -> str:
    """Give what ``as_text`` gives as a fragment of HTML in plain tags, which a word processor takes over."""
    return _answer(HTML, answer)


def one_citation(citation: Citation) -> Copies:
    """Give a quote between quotation marks, with its reference and address in brackets after it."""
    return Copies(_citation(TEXT, citation), _citation(MARKDOWN, citation), _citation(HTML, citation))


def _answer(form: Form, answer: Answer) -> str:
    numbers = range(1, len(answer.citations) + 1)
    blocks = [heading(form, answer.question), *written(form, paragraphs(answer, numbers))]
    if answer.citations:
        blocks += [form.part.format(SOURCES), sources(form, answer.citations)]
    return form.gap.join(blocks)


def _citation(form: Form, citation: Citation) -> str:
    quote = form.escape(f"“{citation.quote.strip()}”")
    source = [form.escape(one_line(citation.reference))]
    if address := web_address(citation.url):
        source.append(form.link(address))
    return f"{quote} ({', '.join(source)})"
