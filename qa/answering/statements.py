"""What an answer says of all that it cites."""

from collections.abc import Iterable, Sequence

from qa.answering.relative_dates import told_by_date
from qa.answering.wording import lead
from qa.domain import Citation, Parameters, Role, Statement
from qa.language.words import content_words
from qa.retrieval.parameters import DEFAULT

NEW = 0.25  # of the content words of a sentence; one with fewer that were not said before adds nothing


def statements(
    citations: Sequence[Citation],
    numbers: Iterable[int],
    parameters: Parameters = DEFAULT,
    before: Iterable[Statement] = (),
) -> tuple[Statement, ...]:
    """Give what an answer says: each quotation with the numbers of its citations, counted from 1.

    ``numbers`` are those of the citations for one question. The first is said; another only when it would be answer
    enough by itself, and adds something; an older one only beside what is certain; an answer that another refers to
    with that. Everything else is there to be looked at. The same words in two documents are said once, with both
    numbers. What was said ``before``, on another part of the question, is not said again.
    """
    every = {number: citations[number - 1] for number in numbers}
    repeated = [one.quote for one in before]
    sources = {number: one for number, one in every.items() if not any(one.quote in quote for quote in repeated)}
    said: dict[str, list[int]] = {}
    is_said = is_certain = False
    for number, source in sources.items():
        if source.quote in said:
            said[source.quote].append(number)
            continue
        if not said:
            is_said, is_certain = True, source.chance >= parameters["certain from"]
        elif source.role is not Role.REFERRED:
            fits = is_certain if source.role is Role.EARLIER else _adds(source.quote, said)
            is_said = fits and source.chance >= parameters["answered from"]
        if is_said and len(said) < parameters.count("quoted"):
            said[source.quote] = [number]
    return tuple(_statement(sources[found[0]], found) for found in said.values())


def _adds(quote: str, said: Iterable[str]) -> bool:
    """Whether a quotation says something that was not said before."""
    words = set(content_words(quote))
    before = {word for one in said for word in content_words(one)}
    return len(words - before) >= NEW * len(words)


def _statement(source: Citation, numbers: Iterable[int]) -> Statement:
    return Statement(
        quote=source.quote,
        numbers=tuple(numbers),
        document_id=source.document_id,
        date=source.date,
        role=source.role,
        lead=lead(source),
        source=source.label,
        note=told_by_date(source.quote, source.date),
    )
