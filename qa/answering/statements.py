"""What an answer says of all that it cites."""

from collections.abc import Iterable, Sequence

from qa.answering.wording import lead
from qa.domain import Citation, Parameters, Role, Statement
from qa.retrieval.parameters import DEFAULT


def statements(
    citations: Sequence[Citation], numbers: Iterable[int], parameters: Parameters = DEFAULT
) -> tuple[Statement, ...]:
    """Give what an answer says: each sentence with the numbers of its citations, counted from 1.

    ``numbers`` are those of the citations for one question. Only the first are quoted, the others are there to be
    looked at; the same sentence in two documents is said once, with both numbers.
    """
    sources = {number: citations[number - 1] for number in numbers}
    # Scores are comparable within one part only, and the words of members do not outdo an answer.
    scores = [source.score for source in sources.values() if source.role is not Role.MEMBERS]
    lowest = parameters["quoted from"] * max(scores, default=0.0)
    left = dict.fromkeys(Role, parameters.count("quoted")) | {Role.EARLIER: parameters.count("quoted earlier")}
    said: dict[str, list[int]] = {}
    for number, source in sources.items():
        if source.quote in said:
            said[source.quote].append(number)
        elif left[source.role] and (not said or source.role is Role.REFERRED or source.score >= lowest):
            left[source.role] -= 1
            said[source.quote] = [number]
    return tuple(_statement(sources[found[0]], found) for found in said.values())


def _statement(source: Citation, numbers: Iterable[int]) -> Statement:
    return Statement(
        quote=source.quote,
        numbers=tuple(numbers),
        document_id=source.document_id,
        date=source.date,
        role=source.role,
        lead=lead(source),
    )
