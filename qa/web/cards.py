"""Answers and sources as the page shows them. Text of documents and users is always escaped here."""

from collections.abc import Container, Sequence
from html import escape

from qa.answering.compose import DIFFERING, NOTHING_ON_PART, UNCERTAIN, Statement, statements
from qa.domain import Answer, AnswerPart, Citation, Standing
from qa.parliament.dates import dutch_date
from qa.web import texts
from qa.web.prose import Linking, as_html, document_link

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


def sources(answers: Sequence[Answer], there: Container[str] = frozenset()) -> str:
    """Give the cards of the sources as HTML: those of the last answer open, those of earlier ones folded.

    ``there`` holds the ids of the documents that have a page of their own here.
    """
    if not answers:
        return f'<p class="hint">{escape(texts.NO_SOURCES_YET)}</p>'
    last = len(answers)
    parts = [_cards(last, answers[-1], there)]
    for turn in range(last - 1, 0, -1):
        answer = answers[turn - 1]
        title = escape(texts.EARLIER_SOURCES.format(question=answer.question))
        parts.append(f"<details><summary>{title}</summary>{_cards(turn, answer, there)}</details>")
    return "".join(parts)


def _answer(turn: int, answer: Answer) -> str:
    if not answer.answered:
        blocks = [literal(answer.text)]
    elif answer.parts:
        blocks = [
            block for part in answer.parts for block in (f"**{literal(part.question)}**", *_part(turn, answer, part))
        ]
    else:
        blocks = _part(turn, answer, _whole(answer))
    if answer.restrictions:
        labels = "; ".join(restriction.label for restriction in answer.restrictions)
        blocks.insert(0, f"*{literal(texts.RESTRICTED.format(labels=labels))}*")
    if answer.interpreted != answer.question:
        blocks.insert(0, f"*{literal(texts.COMPLETED.format(question=answer.interpreted))}*")
    return "\n\n".join(blocks)


def _whole(answer: Answer) -> AnswerPart:
    numbers = tuple(range(1, len(answer.citations) + 1))
    return AnswerPart(answer.question, answer.answered, numbers, answer.certain, answer.differing)


def _part(turn: int, answer: Answer, part: AnswerPart) -> list[str]:
    if not part.answered:
        return [literal(NOTHING_ON_PART)]
    said = [_said(turn, one) for one in statements(answer.citations, part.numbers)]
    if part.differing:
        figures = (
            f"{literal(f'{dutch_date(one.date)}: «{one.words}»')} {_link(turn, one.number)}" for one in part.differing
        )
        said.append(f"*{literal(DIFFERING)}* {literal('; ').join(figures)}")
    return said if part.certain else [f"*{literal(UNCERTAIN)}*", *said]


def _said(turn: int, said: Statement) -> str:
    lead = f"*{literal(said.lead)}* " if said.lead else ""
    return " ".join([lead + literal(said.quote), *(_link(turn, number) for number in said.numbers)])


def _link(turn: int, number: int) -> str:
    return f"[[{number}]](#{_anchor(turn, number)})"


def _anchor(turn: int, number: int) -> str:
    return f"bron-{turn}-{number}"


def _cards(turn: int, answer: Answer, there: Container[str]) -> str:
    if not answer.citations:
        related = "".join(_card(turn, number, citation, there) for number, citation in enumerate(answer.related, 1))
        nearest = f'<h3 class="related">{escape(texts.RELATED)}</h3>{related}' if related else ""
        return f'<p class="hint">{escape(texts.NO_SOURCES_FOUND)}</p>{nearest}{_why(answer)}'
    cards = "".join(_card(turn, number, citation, there) for number, citation in enumerate(answer.citations, 1))
    return cards + _why(answer)


def _why(answer: Answer) -> str:
    if not answer.explain:
        return ""
    lines = "".join(f"<li>{escape(line)}</li>" for line in answer.explain)
    return f'<details class="why"><summary>{escape(texts.WHY)}</summary><ul>{lines}</ul></details>'


def _card(turn: int, number: int, citation: Citation, there: Container[str]) -> str:
    label = texts.SOURCE_LABEL.format(number=number, reference=citation.reference)
    score = texts.SCORE.format(score=f"{citation.score:.2f}".replace(".", ","))
    standing = "" if citation.standing is Standing.ANSWER else str(citation.standing)
    badge = f' <span class="badge">{escape(standing)}</span>' if standing else ""
    return (
        f'<article class="card" id="{_anchor(turn, number)}" tabindex="-1" aria-label="{escape(label)}">'
        f'<header><span class="number">{number}</span> <strong>{escape(citation.reference)}</strong>{badge}</header>'
        f'<p class="title">{escape(citation.title)}</p>'
        f'<p class="where">{escape(_where(citation))}</p>'
        f'<blockquote class="passage">{_marked(citation, there)}</blockquote>'
        f'<footer><span class="score">{escape(score)}</span> <span>{_links(citation, there)}</span></footer>'
        "</article>"
    )


def _where(citation: Citation) -> str:
    date = dutch_date(citation.date) if citation.date else texts.DATE_UNKNOWN
    question = texts.QUESTION_NUMBER.format(number=citation.number) if citation.number is not None else ""
    return " · ".join(part for part in (date, citation.section, question) if part)


def _links(citation: Citation, there: Container[str]) -> str:
    links = []
    if citation.document_id in there:
        links.append((document_link(citation.document_id, citation.page, citation.number), texts.READ_IN_DOCUMENT))
    if citation.url.startswith("https://"):
        links.append((citation.url, texts.OPEN_DOCUMENT))
    return " ".join(
        f'<a class="open" href="{escape(url)}" target="_blank" rel="noopener noreferrer">{escape(words)}</a>'
        for url, words in links
    )


def _marked(citation: Citation, there: Container[str]) -> str:
    listed_in = citation.document_id if citation.number is not None else ""
    linking = Linking(there, listed_in=listed_in, abbreviations=citation.abbreviations)
    before, quote, after = (as_html(part, linking) for part in citation.passage.partition(citation.quote))
    return f"{before}<mark>{quote}</mark>{after}"
