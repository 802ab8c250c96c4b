"""The lay-out of the page. What happens on it is done by the scripts in ``static`` and by ``turns``."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import gradio as gr
from markupsafe import Markup
from pydantic import ValidationError

from qa.errors import VindplaatsError
from qa.web import library
from qa.web.cards import Surroundings
from qa.web.house import AT_ONCE, assistant_of, connection, there, visitor
from qa.web.languages import LANGUAGES
from qa.web.templates import render
from qa.web.texts import TITLE, Words
from qa.web.turns import Request, reply
from qa.web.visitors import Visitors

STATIC = Path(__file__).parent / "static"
MOST_OWN = 100  # documents of one visitor
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
    blocks = gr.Blocks(title=TITLE, fill_width=True, analytics_enabled=False)
    with blocks:
        gr.HTML(render("header.html", frame=frame, title=TITLE, other=_other(words)), elem_id="kop", js_on_load=None)
        with gr.Tab(words.questions_tab, elem_id="vragen"), gr.Row(elem_id="werkblad"):
            with gr.Column(scale=3, min_width=320):
                question = _conversation(words)
            with gr.Column(scale=2, min_width=320):
                gr.HTML(render("no_cards.html", words=words), elem_id="bronnen", js_on_load=None)
        with gr.Tab(words.documents_tab, elem_id="documenten") as tab:
            _documents(visitors, frame)
        tab.select(None, js=SHOW_DOCUMENTS, api_visibility="private")
        gr.HTML(render("footer.html", frame=frame), elem_id="voet", js_on_load=None)
        _line(visitors, frame, log)
        question.submit(
            None, question, question, js="(text) => window.vindplaats.ask(text)", api_visibility="private", queue=False
        )
    return blocks


def _conversation(words: Words) -> gr.Textbox:
    """The conversation, with the box for the next question, which is given, and what stands below it."""
    gr.HTML(render("conversation.html", words=words), elem_id="gesprek", js_on_load=None)
    question = gr.Textbox(
        label=words.question_label,
        placeholder=words.question_placeholder,
        submit_btn=words.send,
        autofocus=True,
        max_lines=6,
        elem_id="vraag",
    )
    gr.HTML(render("below.html", words=words, forms=EXPORTED), elem_id="onder", js_on_load=None)
    return question


def _line(visitors: Visitors, frame: Frame, log: Callable[[str], None] | None) -> None:
    """The line by which the scripts of the page ask, and get an answer; nothing is seen of it."""
    words = frame.words
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
    return render("head.html", known=Markup(data), root=frame.root)  # noqa: S704 - JSON, without "<"


WORDS_OF_SCRIPTS = (
    "busy", "changed_since", "choose_first", "copied", "editing", "logged_out", "no_conversations", "no_sources_yet",
    "not_copied", "offline", "publish", "publish_ask", "remark", "remove_ask", "remove_confirm", "remove_filter",
    "scope_all", "scope_label", "send_feedback", "since", "thanks", "unexpected", "until", "wiped", "wrong_passage",
)  # fmt: skip


def _other(words: Words) -> Words:
    """The other language of the page."""
    return next(one for one in LANGUAGES if one is not words)


def style() -> str:
    """The style sheet of the page."""
    return (STATIC / "page.css").read_text(encoding="utf-8")


def _documents(visitors: Visitors, frame: Frame) -> None:
    """The tab with the documents; ``documents.js`` fetches the list."""
    words = frame.words
    gr.HTML(render("library.html", frame=frame), js_on_load=None)
    # Any kind of file is taken on: what cannot be read is refused with the reason, and wiped.
    upload = gr.UploadButton(words.add, file_count="multiple", elem_id="toevoegen")
    gr.HTML(render("hint.html", hint=words.add_hint), js_on_load=None)
    report = gr.HTML("", elem_id="opgenomen", js_on_load=None)

    def add(paths: list[str] | None, request: gr.Request, progress: gr.Progress = NO_PROGRESS) -> str:
        who = visitor(connection(request))
        if who is None:
            return library.notice(words.unexpected)
        try:
            with visitors.taking(who, paths or ()) as (own, files):
                if not files:
                    return library.notice(words.unexpected)
                if len(own.library.own_documents) + len(files) > MOST_OWN:
                    return library.notice(words.too_many_own.format(most=MOST_OWN))
                left_out = own.library.add(files, lambda doing, done, total: progress((done, total), desc=doing))
                return library.report(files, left_out, words)
        except VindplaatsError as error:
            return library.notice(str(error))

    added = upload.upload(add, upload, report, api_visibility="private", concurrency_limit=1)
    added.then(None, js=SHOW_DOCUMENTS, api_visibility="private")
