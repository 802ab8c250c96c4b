"""The list of documents as the page shows it. Text of documents is always escaped here."""

from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

from qa.assistant import Assistant
from qa.domain import NO_PAGE, Failure, Holding
from qa.errors import VindplaatsError
from qa.language.dates import dutch_date
from qa.parliament.citation import citation
from qa.reading.corpus import summary
from qa.web.prose import document_link
from qa.web.texts import Words


def overview(assistant: Assistant, words: Words, root: str = "") -> str:
    """Give the table of documents as HTML, with the files that were skipped and what was doubtful.

    ``root`` is the path under which the application is served. ``documents.js`` sorts and filters the rows, and knows
    which are chosen.
    """
    try:
        holdings = assistant.holdings
        notices = _notices(assistant.failures, assistant.warnings, words)
    except VindplaatsError as error:
        return notice(str(error))
    if not holdings:
        return notice(words.no_documents) + notices
    heads = "".join(
        f'<th scope="col" aria-sort="none"><button type="button" data-do="sorteer" data-value="{column}">'
        f"{escape(name)}</button></th>"
        for column, name in enumerate(words.columns, 1)
    )
    rows = "".join(_row(holding, words, root) for holding in holdings)
    return f"<table><thead><tr><td></td>{heads}</tr></thead><tbody>{rows}</tbody></table>{notices}"


def notice(sentence: str) -> str:
    """Give a sentence as a message of the page."""
    return f'<p class="melding">{escape(sentence)}</p>'


def report(files: Sequence[Path], left_out: Sequence[Failure], words: Words) -> str:
    """Tell what became of files that were uploaded."""
    refused = {failure.file for failure in left_out}
    added = [file.name for file in files if file.name not in refused]
    said = [words.added.format(names=", ".join(added))] if added else []
    said += [words.not_added.format(reason=failure.reason) for failure in left_out]
    return "".join(map(notice, said))


def _row(holding: Holding, words: Words, root: str) -> str:
    document = holding.document
    title = escape(document.title)
    choose = escape(words.chosen.format(title=document.title))
    own = f' <span class="teken">{escape(words.own)}</span>' if holding.own else ""
    address = escape(document_link(document.id, base=f"{root}/document/"))
    cells = "".join(f'<td data-sort="{escape(sort)}">{escape(shown)}</td>' for sort, shown in _facts(holding, words))
    return (
        f'<tr data-id="{escape(document.id)}" data-own="{int(holding.own)}">'
        f'<td><input type="checkbox" aria-label="{choose}"></td>'
        f'<th scope="row" data-sort="{title.lower()}" lang="nl">'
        f'<a href="{address}" target="_blank" rel="noopener noreferrer">{title}</a>{own}</th>{cells}</tr>'
    )


def _facts(holding: Holding, words: Words) -> Iterator[tuple[str, str]]:
    """What stands in each column, with what it is sorted by."""
    document = holding.document
    yield (
        document.date.isoformat() if document.date else "",
        dutch_date(document.date) if document.date else words.date_unknown,
    )
    for fact in (document.kind, document.chamber):
        yield fact.lower(), fact
    for size in (holding.pages, holding.passages):
        yield f"{size:09}", str(size) if size else ""
    reference = citation(document, NO_PAGE)
    yield reference.lower(), reference


def _notices(failures: Sequence[Failure], warnings: Sequence[Failure], words: Words) -> str:
    said = [words.skipped.format(files=files, reason=reason) for files, reason in summary(failures)]
    said += [words.doubtful.format(files=files, reason=reason) for files, reason in summary(warnings)]
    return "".join(map(notice, said))
