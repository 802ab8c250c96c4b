"""The tab with the documents: what is there, adding files, and removing documents."""

import contextlib
from collections.abc import Sequence
from html import escape
from pathlib import Path

import gradio as gr
from gradio.components import Component

from qa.assistant import Assistant
from qa.domain import NO_PAGE, Failure, Identity
from qa.errors import VindplaatsError
from qa.parliament.dates import dutch_date
from qa.parliament.identity import citation
from qa.reading import READERS
from qa.web import texts
from qa.web.guard import is_uploaded
from qa.web.prose import document_link

NO_PROGRESS = gr.Progress()  # gradio puts one that shows in its place

Choices = list[tuple[str, str]]


def build(assistant: Assistant, tab: gr.Tab, *, manage: bool) -> None:
    """Build the content of the tab; without ``manage`` nothing can be changed there."""
    listed = gr.HTML(overview(assistant), elem_id="documenten", js_on_load=None)
    if not manage:
        tab.select(lambda: overview(assistant), None, listed, api_visibility="private")
        return
    upload = gr.UploadButton(texts.ADD, file_count="multiple", file_types=list(READERS), elem_id="toevoegen")
    gr.HTML(f"<p>{texts.ADD_HINT}</p>", elem_id="toevoegen-uitleg")
    report = gr.HTML("", elem_id="verslag", js_on_load=None)
    chosen = gr.Dropdown(
        _choices(assistant), value=[], multiselect=True, label=texts.REMOVE_LABEL, elem_id="verwijderen"
    )
    _adding(assistant, upload, [listed, report, chosen])
    _removing(assistant, chosen, listed, report)
    tab.select(lambda: (overview(assistant), _chooser(assistant)), None, [listed, chosen], api_visibility="private")


def overview(assistant: Assistant) -> str:
    """Give the list of documents as HTML, with the files that were skipped and what was doubtful."""
    try:
        documents = assistant.documents
        notices = _notices(assistant.failures, assistant.warnings)
    except VindplaatsError as error:
        return _notice(str(error))
    if not documents:
        return _notice(texts.NO_DOCUMENTS) + notices
    heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in texts.DOCUMENT_COLUMNS)
    rows = "".join(map(_row, documents))
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>{notices}"


def _row(document: Identity) -> str:
    title = escape(document.title)
    link = f'<a href="{escape(document_link(document.id))}" target="_blank" rel="noopener noreferrer">{title}</a>'
    date = dutch_date(document.date) if document.date else texts.DATE_UNKNOWN
    facts = (date, document.kind, citation(document, NO_PAGE))
    return f'<tr><th scope="row">{link}</th>{"".join(f"<td>{escape(fact)}</td>" for fact in facts)}</tr>'


def _notices(failures: Sequence[Failure], warnings: Sequence[Failure]) -> str:
    said = [texts.SKIPPED.format(reason=failure.reason) for failure in failures]
    said += [texts.DOUBTFUL.format(file=warning.file, reason=warning.reason) for warning in warnings]
    return "".join(map(_notice, said))


def _notice(sentence: str) -> str:
    return f'<p class="melding">{escape(sentence)}</p>'


def _choices(assistant: Assistant) -> Choices:
    with contextlib.suppress(VindplaatsError):
        return [(f"{document.title} ({document.id})", document.id) for document in assistant.documents]
    return []


def _chooser(assistant: Assistant) -> gr.Dropdown:
    return gr.Dropdown(choices=_choices(assistant), value=[])


def _adding(assistant: Assistant, upload: gr.UploadButton, shown: list[Component]) -> None:
    def add(paths: list[str] | None, progress: gr.Progress = NO_PROGRESS) -> tuple[str, str, gr.Dropdown]:
        files = [Path(path) for path in paths or [] if is_uploaded(path)]
        try:
            left_out = assistant.add(files, lambda doing, done, total: progress((done, total), desc=doing))
        except VindplaatsError as error:
            return overview(assistant), _notice(str(error)), _chooser(assistant)
        finally:
            for file in files:  # what was uploaded stands in the corpus now, or nowhere
                file.unlink(missing_ok=True)
        refused = {failure.file for failure in left_out}
        added = [file.name for file in files if file.name not in refused]
        said = [texts.ADDED.format(names=", ".join(added))] if added else []
        said += [texts.NOT_ADDED.format(reason=failure.reason) for failure in left_out]
        return overview(assistant), "".join(map(_notice, said)), _chooser(assistant)

    upload.upload(add, upload, shown, api_visibility="private", concurrency_limit=1)


def _removing(assistant: Assistant, chosen: gr.Dropdown, listed: gr.HTML, report: gr.HTML) -> None:
    """Removing asks first: two buttons appear, and only one of them removes."""

    def ask_first(ids: list[str]) -> tuple[str, gr.Row]:
        sentence = texts.REMOVE_ASK.format(names=", ".join(ids)) if ids else texts.REMOVE_NONE
        return _notice(sentence), gr.Row(visible=bool(ids))

    def remove(ids: list[str]) -> tuple[str, str, gr.Dropdown, gr.Row]:
        try:
            assistant.remove(ids)
            said = texts.REMOVED.format(names=", ".join(ids))
        except VindplaatsError as error:
            said = str(error)
        return overview(assistant), _notice(said), _chooser(assistant), gr.Row(visible=False)

    first = gr.Button(texts.REMOVE, size="sm")
    with gr.Row(visible=False) as both:
        sure = gr.Button(texts.REMOVE_CONFIRM, size="sm", variant="stop")
        no = gr.Button(texts.KEEP, size="sm")
    first.click(ask_first, chosen, [report, both], api_visibility="private")
    sure.click(remove, chosen, [listed, report, chosen, both], api_visibility="private", concurrency_limit=1)
    no.click(lambda: ("", gr.Row(visible=False)), None, [report, both], api_visibility="private")
