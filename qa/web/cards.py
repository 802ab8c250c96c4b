"""Answers and sources as the page shows them. Text of documents and users is always escaped here."""

import re
from collections.abc import Sequence
from html import escape

from qa.answering.compose import statements
from qa.domain import Abbreviation, Answer, Citation
from qa.parliament.dates import dutch_date
from qa.parliament.identity import is_publication_id, published_url
from qa.parliament.references import references
from qa.web import texts

Message = dict[str, str]

LONGEST_ECHO = 300  # characters of a question that is refused, shown back


def conversation(answers: Sequence[Answer]) -> list[Message]:
    """Give the messages of a conversation: each question, and its answer with links to the sources."""
    messages: list[Message] = []
    for turn, answer in enumerate(answers, 1):
        messages.append({"role": "user", "content": literal(answer.question)})
        messages.append({"role": "assistant", "content": _answer(turn, answer)})
    return messages


def literal(text: str) -> str:
    """Escape text so that a Markdown renderer shows it as it is.

    Everything but letters, digits and white space becomes a numeric entity: then neither HTML nor Markdown
    finds anything in it, and no image can be fetched.
    """
    return "".join(c if c.isalnum() or c in " \n" else f"&#{ord(c)};" for c in text)


def sources(answers: Sequence[Answer]) -> str:
    """Give the cards of the sources as HTML: those of the last answer open, those of earlier ones folded."""
    if not answers:
        return f'<p class="hint">{escape(texts.NO_SOURCES_YET)}</p>'
    last = len(answers)
    parts = [_cards(last, answers[-1])]
    for turn in range(last - 1, 0, -1):
        answer = answers[turn - 1]
        title = escape(texts.EARLIER_SOURCES.format(question=answer.question))
        parts.append(f"<details><summary>{title}</summary>{_cards(turn, answer)}</details>")
    return "".join(parts)


def _answer(turn: int, answer: Answer) -> str:
    if not answer.answered:
        text = literal(answer.text)
    else:
        text = "\n\n".join(
            " ".join([literal(quote), *(f"[[{number}]](#{_anchor(turn, number)})" for number in numbers)])
            for quote, numbers in statements(answer.citations)
        )
    if answer.interpreted != answer.question:
        completed = literal(texts.COMPLETED.format(question=answer.interpreted))
        text = f"*{completed}*\n\n{text}"
    return text


def _anchor(turn: int, number: int) -> str:
    return f"bron-{turn}-{number}"


def _cards(turn: int, answer: Answer) -> str:
    if not answer.citations:
        return f'<p class="hint">{escape(texts.NO_SOURCES_FOUND)}</p>'
    return "".join(_card(turn, number, citation) for number, citation in enumerate(answer.citations, 1))


def _card(turn: int, number: int, citation: Citation) -> str:
    label = texts.SOURCE_LABEL.format(number=number, reference=citation.reference)
    score = texts.SCORE.format(score=f"{citation.score:.2f}".replace(".", ","))
    return (
        f'<article class="card" id="{_anchor(turn, number)}" tabindex="-1" aria-label="{escape(label)}">'
        f'<header><span class="number">{number}</span> <strong>{escape(citation.reference)}</strong></header>'
        f'<p class="title">{escape(citation.title)}</p>'
        f'<p class="where">{escape(_where(citation))}</p>'
        f'<blockquote class="passage">{_marked(citation)}</blockquote>'
        f'<footer><span class="score">{escape(score)}</span> {_link(citation)}</footer>'
        "</article>"
    )


def _where(citation: Citation) -> str:
    date = dutch_date(citation.date) if citation.date else texts.DATE_UNKNOWN
    question = texts.QUESTION_NUMBER.format(number=citation.number) if citation.number is not None else ""
    return " · ".join(part for part in (date, citation.section, question) if part)


def _link(citation: Citation) -> str:
    if not citation.url.startswith("https://"):
        return ""
    return (
        f'<a class="open" href="{escape(citation.url)}" target="_blank" rel="noopener noreferrer">'
        f"{escape(texts.OPEN_DOCUMENT)}</a>"
    )


def _marked(citation: Citation) -> str:
    before, quote, after = (
        _linked(part, citation.abbreviations) for part in citation.passage.partition(citation.quote)
    )
    return f"{before}<mark>{quote}</mark>{after}"


def _linked(text: str, known: Sequence[Abbreviation]) -> str:
    """Escape a text; what it refers to becomes a link to the published page, and abbreviations are explained."""
    parts: list[str] = []
    done = 0
    for reference in references(text):
        published = next((target for target in reference.targets if is_publication_id(target)), None)
        if published:
            parts.append(_explained(text[done : reference.start], known))
            words = escape(text[reference.start : reference.end])
            link = f'href="{escape(published_url(published))}" target="_blank" rel="noopener noreferrer"'
            parts.append(f"<a {link}>{words}</a>")
            done = reference.end
    return "".join(parts) + _explained(text[done:], known)


def _explained(text: str, known: Sequence[Abbreviation]) -> str:
    """Escape a text; what an abbreviation stands for shows when one points at it."""
    if not known:
        return escape(text)
    meaning = {item.short: item.expansion for item in known}
    # The longest first, so that "JOCAT-North" is not taken for "JOCAT".
    names = "|".join(re.escape(short) for short in sorted(meaning, key=len, reverse=True))
    pieces = re.split(rf"(?<![A-Za-z0-9])({names})(?![A-Za-z0-9])", text)
    return "".join(
        f'<abbr title="{escape(meaning[piece])}">{escape(piece)}</abbr>' if place % 2 else escape(piece)
        for place, piece in enumerate(pieces)
    )
