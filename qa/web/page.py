"""The lay-out of the page. What happens on it is done by the scripts in ``static`` and by ``turns``."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from pathlib import Path

import gradio as gr
from pydantic import ValidationError

from qa.assistant import Assistant
from qa.errors import VindplaatsError
from qa.web import cards, library, routes
from qa.web.cards import Surroundings
from qa.web.languages import LANGUAGES
from qa.web.texts import TITLE, Words
from qa.web.turns import Request, reply
from qa.web.visitors import Visitors

STATIC = Path(__file__).parent / "static"
MOST_OWN = 100  # documents of one visitor
AT_ONCE = 8  # requests taken on at the same time; the assistant answers as many at a time as there are cores
EXPORTED = (("docx", "Word"), ("md", "Markdown"), ("bib", "BibTeX"), ("ris", "RIS"))
SHOW_DOCUMENTS = "() => window.vindplaats.showDocuments()"
NO_PROGRESS = gr.Progress()  # gradio puts one that shows in its place

# The one line between the script and the program: an event with what is asked, and a value with the reply.
LINE = """
window.vindplaatsLine = {send: (asked) => trigger('click', {asked: JSON.stringify(asked)}), receive: null};
watch('value', () => { if (props.value) window.vindplaatsLine.receive?.(JSON.parse(props.value)); });
"""


@dataclass(frozen=True, slots=True)
class Frame:
    """What a page is made for.

    ``root`` is the path under which the application is served; with ``manage`` visitors can change the shared
    documents; with ``accounts`` they are logged in; with ``logged`` their questions are kept.
    """

    words: Words
    root: str = ""
    manage: bool = False
    accounts: bool = False
    logged: bool = False


def build(visitors: Visitors, frame: Frame, log: Callable[[str], None] | None = None) -> gr.Blocks:
    """Make the page; ``log`` is called with each question that was asked, where that was chosen."""
    words = frame.words
    with gr.Blocks(title=TITLE, fill_width=True, analytics_enabled=False) as blocks:
        gr.HTML(_header(frame), elem_id="kop", js_on_load=None)
        with gr.Tab(words.questions_tab, elem_id="vragen"), gr.Row(elem_id="werkblad"):
            with gr.Column(scale=3, min_width=320):
                gr.HTML(_conversation(words), elem_id="gesprek", js_on_load=None)
                question = gr.Textbox(
                    label=words.question_label,
                    placeholder=words.question_placeholder,
                    submit_btn=words.send,
                    autofocus=True,
                    max_lines=6,
                    elem_id="vraag",
                )
                gr.HTML(_below(words), elem_id="onder", js_on_load=None)
            with gr.Column(scale=2, min_width=320):
                gr.HTML(_sources(words), elem_id="bronnen", js_on_load=None)
        with gr.Tab(words.documents_tab, elem_id="documenten") as tab:
            _documents(visitors, frame)
        tab.select(None, js=SHOW_DOCUMENTS, api_visibility="private")
        gr.HTML(_footer(frame), elem_id="voet", js_on_load=None)
        line = gr.HTML("", html_template="<span></span>", js_on_load=LINE, elem_id="lijn", visible="hidden")

        def answer(event: gr.EventData, request: gr.Request) -> str:
            assistant = assistant_of(visitors, request)
            try:
                asked = Request.model_validate_json(event._data["asked"])  # noqa: SLF001 - the only way to it
            except (ValidationError, KeyError, TypeError):
                return json.dumps({"failed": words.unexpected, "at": time.time()})  # a value that is new each time
            if log is not None:
                for one in asked.asked:
                    log(one.question)
            around = Surroundings(words, there(assistant), frame.root)
            # "<" written as a code, for gradio takes the value for HTML and looks for scripts in it.
            return reply(assistant, asked, around).model_dump_json().replace("<", "\\u003c")

        line.click(
            answer,
            None,
            line,
            api_visibility="private",
            concurrency_limit=AT_ONCE,
            show_progress="hidden",
            trigger_mode="multiple",  # the next question need not wait for the answer to this one
        )
        question.submit(
            None, question, question, js="(text) => window.vindplaats.ask(text)", api_visibility="private", queue=False
        )
    return blocks


def there(assistant: Assistant) -> frozenset[str]:
    """The ids of the documents that can be looked at; none while the index cannot be opened."""
    try:
        return frozenset(document.id for document in assistant.documents)
    except VindplaatsError:
        return frozenset()


def assistant_of(visitors: Visitors, request: gr.Request) -> Assistant:
    """The assistant of the visitor that a request of gradio comes from."""
    # Gradio wraps a request, but not that of a language model.
    return visitors.of(routes.visitor(getattr(request, "request", request)))


def head(frame: Frame) -> str:
    """What stands in the head of the page: its own scripts, and what they have to know."""
    words = frame.words
    known = {
        "root": frame.root,
        "words": {name: getattr(words, name) for name in WORDS_OF_SCRIPTS},
        "language": words.language,
    }
    # "<" cannot end the script before its time when it is written as a code.
    data = json.dumps(known, ensure_ascii=False).replace("<", "\\u003c")
    script = f'<script type="module" src="{escape(frame.root)}/page/page.js"></script>'
    return f"<script>window.vindplaatsKnown = {data};</script>{script}"


WORDS_OF_SCRIPTS = (
    "busy", "changed_since", "choose_first", "copied", "editing", "logged_out", "no_conversations", "no_sources_yet",
    "not_copied", "offline", "publish", "publish_ask", "remark", "remove_ask", "remove_confirm", "remove_filter",
    "scope_all", "scope_label", "send_feedback", "since", "thanks", "unexpected", "until", "wiped", "wrong_passage",
)  # fmt: skip


def style() -> str:
    """The style sheet of the page."""
    return (STATIC / "page.css").read_text(encoding="utf-8")


def _header(frame: Frame) -> str:
    words = frame.words
    other = next(one for one in LANGUAGES if one is not words)
    address = f"{frame.root}/{other.home}/".replace("//", "/")
    out = ""
    if frame.accounts:
        out = (
            f'<form method="post" action="{escape(frame.root)}/logout">'
            f'<button type="submit">{escape(words.log_out)}</button></form>'
        )
    return (
        f'<a class="sprong" href="#vraag">{escape(words.skip)}</a><h1>{TITLE}</h1>'
        f"<p>{escape(words.subtitle)}</p>"
        f'<nav><a href="{escape(address)}?taal={other.language}" lang="{other.language}" '
        f'hreflang="{other.language}">{escape(words.other)}</a>{out}</nav>'
    )


def _conversation(words: Words) -> str:
    examples = "".join(f"<li>{_button('voorbeeld', text)}</li>" for text in words.examples)
    return (
        f'<div id="welkom"><p>{escape(words.examples_label)}</p><ul>{examples}</ul></div>'
        f'<div id="beurten" role="log" aria-live="polite" aria-label="{escape(words.conversation)}"></div>'
    )


def _below(words: Words) -> str:
    """What stands below the question: where is searched, what can be done with the conversation, earlier ones."""
    period = "".join(
        f'<label>{escape(label)} <input type="date" name="{name}"></label> '
        for name, label in (("since", words.since), ("until", words.until))
    )
    formats = " ".join(_button("bewaar", name, value) for value, name in EXPORTED)
    return (
        f'<p id="bereik" class="chips">{escape(words.scope_all)}</p>'
        f'<div class="balk"><p class="acties">{_button("stop", words.stop, hidden=True)} '
        f"{_button('nieuw', words.new_conversation)}</p>"
        f"<details><summary>{escape(words.period)}</summary><p>{period}</p></details>"
        f'<details><summary>{escape(words.export)}</summary><p class="acties">{formats}</p></details>'
        f"<details><summary>{escape(words.earlier_conversations)}</summary>"
        f'<ul id="eerder"></ul><p class="acties">{_button("wis", words.wipe_conversations)}</p></details></div>'
    )


def _sources(words: Words) -> str:
    return f'<h2>{escape(words.sources)}</h2><div id="kaarten">{cards.no_sources(words)}</div>'


def _documents(visitors: Visitors, frame: Frame) -> None:
    """The tab with the documents; ``documents.js`` fetches the list."""
    words = frame.words
    gr.HTML(_library(frame), js_on_load=None)
    # Any kind of file is taken on: what cannot be read is refused with the reason, and wiped.
    upload = gr.UploadButton(words.add, file_count="multiple", elem_id="toevoegen")
    gr.HTML(f"<p>{escape(words.add_hint)}</p>", js_on_load=None)
    report = gr.HTML("", elem_id="opgenomen", js_on_load=None)

    def add(paths: list[str] | None, request: gr.Request, progress: gr.Progress = NO_PROGRESS) -> str:
        who = routes.visitor(request.request)
        if who is None:
            return library.notice(words.unexpected)
        try:
            with visitors.taking(who, paths or ()) as (own, files):
                if not files:
                    return library.notice(words.unexpected)
                if len(own.own_documents) + len(files) > MOST_OWN:
                    return library.notice(words.too_many_own.format(most=MOST_OWN))
                left_out = own.add(files, lambda doing, done, total: progress((done, total), desc=doing))
                return library.report(files, left_out, words)
        except VindplaatsError as error:
            return library.notice(str(error))

    added = upload.upload(add, upload, report, api_visibility="private", concurrency_limit=1)
    added.then(None, js=SHOW_DOCUMENTS, api_visibility="private")


def _library(frame: Frame) -> str:
    words = frame.words
    publish = _button("opnemen", words.publish) if frame.manage else ""
    return (
        f'<p><label>{escape(words.filter_documents)} <input type="search" id="filter"></label></p>'
        f'<div id="lijst"></div><p class="acties">{_button("kies", words.choose)} '
        f'{_button("verwijder", words.remove)} {publish}</p><p id="verslag" role="status"></p>'
    )


def _footer(frame: Frame) -> str:
    words = frame.words
    said = f"{words.privacy} {words.logged}" if frame.logged else words.privacy
    return (
        f'<p>{escape(said)}</p><p id="toestand" role="status"></p>'
        f'<dialog id="bladzijde" aria-label="{escape(words.show_page)}">'
        f'<p class="acties">{_button("sluit", words.close)} '
        f'<span role="status"></span></p><div class="inhoud" tabindex="0"></div></dialog>'
        f'<dialog id="zeker" aria-labelledby="zeker-vraag"><form method="dialog"><p id="zeker-vraag"></p>'
        f'<p class="acties"><button value="ja"></button> '
        f'<button value="nee" autofocus>{escape(words.keep)}</button></p>'
        "</form></dialog>"
    )


def _button(does: str, label: str, value: str = "", *, hidden: bool = False) -> str:
    state = " hidden" if hidden else ""
    return f'<button type="button" data-do="{does}" data-value="{escape(value)}"{state}>{escape(label)}</button>'
