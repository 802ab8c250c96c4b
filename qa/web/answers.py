"""An answer as the conversation shows it. Text of documents and users is always escaped here."""

from collections.abc import Iterator, Sequence
from html import escape

from qa.domain import Answer, AnswerPart, Citation, Restriction, StatedFigure, Statement
from qa.language.dates import dutch_date
from qa.web.texts import Words


def answer_html(turn: int, answer: Answer, words: Words) -> str:
    """Give one turn of the conversation as HTML: the question, its answer with links to the sources, what can be done.

    ``turn`` is its number in the conversation, counted from 1; the cards of its sources bear it in their ids.
    """
    question = f'<h3 class="vraag">{escape(answer.question)}</h3>'
    state = "gevonden" if answer.answered and answer.certain else "onzeker" if answer.answered else "niets"
    return (
        f'<article class="beurt {state}" id="beurt-{turn}" data-turn="{turn}" tabindex="-1">'
        f"{question}{_understood(answer, words)}{''.join(_said(turn, answer, words))}{_why(answer, words)}"
        f"{_actions(answer, words)}</article>"
    )


def refused_html(turn: int, question: str, reason: str, words: Words) -> str:
    """Give a turn that could not be answered, with the reason in one sentence."""
    said = escape(words.not_now.format(reason=reason))
    return (
        f'<article class="beurt geweigerd" id="beurt-{turn}" data-turn="{turn}" tabindex="-1">'
        f'<h3 class="vraag">{escape(question)}</h3><p class="toestand">{said}</p></article>'
    )


def source_anchor(turn: int, number: int) -> str:
    """The id of the card of a source."""
    return f"bron-{turn}-{number}"


def _understood(answer: Answer, words: Words) -> str:
    completed = ""
    if answer.interpreted != answer.question:
        completed = f'<p class="opgevat">{escape(words.completed.format(question=answer.interpreted))}</p>'
    chips = "".join(_chip(restriction, words) for restriction in answer.restrictions)
    return completed + (f'<p class="chips">{escape(words.searched)} {chips}</p>' if chips else "")


def _chip(restriction: Restriction, words: Words) -> str:
    label = escape(restriction.label)
    undo = escape(words.undo.format(label=restriction.label))
    return (
        f'<button type="button" class="chip" data-do="zonder" data-words="{escape(restriction.words)}" '
        f'aria-label="{undo}" title="{undo}">{label} <span aria-hidden="true">×</span></button> '
    )


def _said(turn: int, answer: Answer, words: Words) -> Iterator[str]:
    if not answer.answered:
        yield f'<p class="toestand">{escape(words.nothing_found)}</p>'
        if answer.related:
            yield f"<p>{escape(words.related)}: {_related(turn, answer.related, words)}</p>"
    elif answer.parts:
        for part in answer.parts:
            inner = "".join(_part(turn, part, words))
            yield f'<section class="deel"><h4>{escape(part.question)}</h4>{inner}</section>'
    else:
        (whole,) = answer.asked
        yield from _part(turn, whole, words)


def _related(turn: int, related: Sequence[Citation], words: Words) -> str:
    return "; ".join(
        f"{escape(citation.reference)} {_link(turn, number, words)}" for number, citation in enumerate(related, 1)
    )


def _part(turn: int, part: AnswerPart, words: Words) -> Iterator[str]:
    if not part.answered:
        yield f'<p class="toestand">{escape(words.nothing_on_part)}</p>'
        return
    if not part.certain:
        yield f'<p class="toestand">{escape(words.uncertain)}</p>'
    for one in part.statements:
        yield _statement(turn, one, words)
    if part.differing:
        yield _timeline(turn, part.differing, words)


def _statement(turn: int, one: Statement, words: Words) -> str:
    lead = f"<em>{escape(one.lead)}</em> " if one.lead else ""
    links = " ".join(_link(turn, number, words) for number in one.numbers)
    return f'<p class="uitspraak">{lead}<q>{escape(one.quote)}</q> {links}</p>'


def _timeline(turn: int, figures: Sequence[StatedFigure], words: Words) -> str:
    """What the documents state, newest first, each by its date."""
    rows = "".join(
        f'<li><time datetime="{one.date.isoformat()}">{escape(dutch_date(one.date))}</time> '
        f"<strong>{escape(one.words)}</strong> {_link(turn, one.number, words)}</li>"
        for one in figures
    )
    return f'<figure class="tijdlijn"><figcaption>{escape(words.differing)}</figcaption><ol>{rows}</ol></figure>'


def _link(turn: int, number: int, words: Words) -> str:
    label = escape(words.source_link.format(number=number))
    return f'<a class="nummer" href="#{source_anchor(turn, number)}" aria-label="{label}">[{number}]</a>'


def _why(answer: Answer, words: Words) -> str:
    if not answer.explain:
        return ""
    lines = "".join(f'<li lang="nl">{escape(line)}</li>' for line in answer.explain)
    return f'<details class="waarom"><summary>{escape(words.why)}</summary><ul>{lines}</ul></details>'


def _actions(answer: Answer, words: Words) -> str:
    """What can be done with an answer; ``page.js`` does it."""
    copies = (("text", words.copy_text), ("markdown", words.copy_markdown), ("html", words.copy_rich))
    buttons = "".join(_button("kopieer", label, form) for form, label in copies)
    buttons += _button("koppeling", words.copy_link) + _button("aanpassen", words.edit)
    verdicts = [("nuttig", words.useful), ("niet nuttig", words.not_useful)]
    if answer.citations:
        verdicts.append(("verkeerde passage", words.wrong_passage))
    judging = "".join(_button("oordeel", label, verdict) for verdict, label in verdicts)
    return f'<p class="acties"><span>{escape(words.copy)}:</span> {buttons}</p><p class="acties">{judging}</p>'


def _button(does: str, label: str, value: str = "") -> str:
    return f'<button type="button" data-do="{does}" data-value="{escape(value)}">{escape(label)}</button> '
