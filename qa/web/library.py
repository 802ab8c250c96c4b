"""The list of documents as the page shows it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from qa.assistant import Assistant
from qa.domain import NO_PAGE, Failure, Holding
from qa.errors import VindplaatsError
from qa.language.dates import dutch_date
from qa.parliament.citation import citation
from qa.reading.corpus import summary
from qa.web.prose import document_link
from qa.web.templates import render
from qa.web.texts import Words


@dataclass(frozen=True, slots=True)
class _ListRow:
    """What the list tells of a document; ``facts`` are (what is sorted by, what is shown) of each column."""

    id: str
    own: bool
    title: str
    address: str
    facts: tuple[tuple[str, str], ...]


def overview(assistant: Assistant, words: Words, root: str = "") -> Markup:
    """Give the table of documents as HTML, with the files that were skipped and what was doubtful.

    ``root`` is the path under which the application is served. ``documents.js`` sorts and filters the rows, and knows
    which are chosen.
    """
    try:
        holdings = assistant.library.holdings
        notices = tuple(_notices(assistant.library.failures, assistant.library.warnings, words))
    except VindplaatsError as error:
        return notice(str(error))
    rows = tuple(_row(holding, words, root) for holding in holdings)
    said = notices if rows else (words.no_documents, *notices)
    return render("documents.html", words=words, rows=rows, notices=said)


def notice(sentence: str) -> Markup:
    """Give a sentence as a message of the page."""
    return render("notices.html", notices=(sentence,))


def report(files: Sequence[Path], left_out: Sequence[Failure], words: Words) -> Markup:
    """Tell what became of files that were uploaded."""
    refused = {failure.file for failure in left_out}
    added = [file.name for file in files if file.name not in refused]
    said = [words.added.format(names=", ".join(added))] if added else []
    said += [words.not_added.format(reason=failure.reason) for failure in left_out]
    return render("notices.html", notices=said)


def _row(holding: Holding, words: Words, root: str) -> _ListRow:
    document = holding.document
    address = document_link(document.id, base=f"{root}/document/")
    return _ListRow(document.id, holding.own, document.title, address, tuple(_facts(holding, words)))


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


def _notices(failures: Sequence[Failure], warnings: Sequence[Failure], words: Words) -> Iterator[str]:
    for files, reason in summary(failures):
        yield words.skipped.format(files=files, reason=reason)
    for files, reason in summary(warnings):
        yield words.doubtful.format(files=files, reason=reason)
