"""An answer as the conversation shows it."""

from markupsafe import Markup

from qa.domain import Answer
from qa.web.templates import render
from qa.web.texts import Words


def answer_html(turn: int, answer: Answer, words: Words) -> Markup:
    """Give one turn of the conversation as HTML: the question, its answer with links to the sources, what can be done.

    ``turn`` is its number in the conversation, counted from 1; the cards of its sources bear it in their ids.
    """
    state = "gevonden" if answer.answered and answer.certain else "onzeker" if answer.answered else "niets"
    return render("answer.html", turn=turn, answer=answer, words=words, state=state)


def refused_html(turn: int, question: str, reason: str, words: Words) -> Markup:
    """Give a turn that could not be answered, with the reason in one sentence."""
    return render("refused.html", turn=turn, question=question, reason=reason, words=words)
