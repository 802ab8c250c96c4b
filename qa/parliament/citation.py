"""The usual Dutch legal citation of a document: each kind of publication has its own form."""

from collections.abc import Sequence

from qa.domain import NO_PAGE, Identity
from qa.parliament import publications


def citation(identity: Identity, page: int, questions: Sequence[int] = ()) -> str:
    """Give the usual Dutch legal citation of a page (Leidraad voor juridische auteurs).

    For a kamerstuk ``Kamerstukken II 2022/23, 27925, nr. 919, p. 5`` (the Eerste Kamer numbers with letters
    and has no "nr."), for answers to written questions ``Aanhangsel Handelingen II 2024/25, nr. 100``, for a debate
    ``Handelingen II 2017/18, nr. 70, item 3``, for a letter without a number its sender, date and subject, for anything
    else title and date. ``questions`` adds the numbers of the questions that are answered there. What is unknown is
    left out, and so is the page of what has no pages.
    """
    parts = [*publications.published_as(identity).cite(identity)]
    if page != NO_PAGE:
        parts.append(f"p. {page}")
    if len(questions) == 1:
        parts.append(f"antwoord op vraag {questions[0]}")
    elif questions:
        numbers = ", ".join(map(str, questions[:-1]))
        parts.append(f"antwoord op vragen {numbers} en {questions[-1]}")
    return ", ".join(parts)
