"""An answer as the conversation shows it."""

from collections.abc import Iterator

from markupsafe import Markup

from qa.answering.compose import Statement, statements
from qa.domain import Answer, AnswerPart
from qa.web.templates import render
from qa.web.texts import Words


def answer_html(turn: int, answer: Answer, words: Words) -> Markup:
    """Give one turn of the conversation as HTML: the question, its answer with links to the sources, what can be done.

    ``turn`` is its number in the conversation, counted from 1; the cards of its sources bear it in their ids.
    """
    state = "gevonden" if answer.answered and answer.certain else "onzeker" if answer.answered else "niets"
    return render("answer.html", turn=turn, answer=answer, words=words, state=state, parts=_parts(answer))


def refused_html(turn: int, question: str, reason: str, words: Words) -> Markup:
    """Give a turn that could not be answered, with the reason in one sentence."""
    return render("refused.html", turn=turn, question=question, reason=reason, words=words)


def _parts(answer: Answer) -> Iterator[tuple[AnswerPart, tuple[Statement, ...]]]:
    """The questions in one with what is said of each; a single question is a part too."""
    if not answer.answered:
        return
    numbers = tuple(range(1, len(answer.citations) + 1))
    whole = AnswerPart(answer.question, answer.answered, numbers, answer.certain, answer.differing)
    for part in answer.parts or (whole,):
        yield part, tuple(statements(answer.citations, part.numbers)) if part.answered else ()
