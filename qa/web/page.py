"""The lay-out of the page and what happens when a question is asked."""

import contextlib
import logging
from importlib.resources import files

import gradio as gr

from qa.assistant import Assistant
from qa.domain import Answer
from qa.errors import VindplaatsError
from qa.web import cards, library, texts

log = logging.getLogger(__name__)

LONGEST_CONVERSATION = 200  # answers kept for one visitor
AT_ONCE = 4  # questions answered at the same time

Shown = tuple[str, list[cards.Message], str, tuple[Answer, ...]]


def build(assistant: Assistant, *, manage: bool) -> gr.Blocks:
    """Make the page for an assistant; with ``manage`` its documents can be added and removed there."""

    def respond(question: str, answers: tuple[Answer, ...]) -> Shown:
        """Answer a question: the emptied text box, the conversation, its sources and the state."""
        try:
            answer = assistant.ask(question, history=answers)
        except VindplaatsError as error:
            return _refused(question, answers, str(error), there())
        except Exception as error:  # noqa: BLE001 - whatever goes wrong, the visitor reads one sentence
            log.error("unexpected %s while answering", type(error).__name__)  # noqa: TRY400 - a trace may quote
            return _refused(question, answers, texts.UNEXPECTED, there())
        answers = (*answers, answer)[-LONGEST_CONVERSATION:]
        return "", cards.conversation(answers), cards.sources(answers, there()), answers

    def there() -> frozenset[str]:
        with contextlib.suppress(VindplaatsError):
            return frozenset(document.id for document in assistant.documents)
        return frozenset()

    def begin() -> Shown:
        return "", [], cards.sources(()), ()

    with gr.Blocks(title=texts.TITLE, fill_width=True, analytics_enabled=False) as blocks:
        state = gr.State(())
        gr.HTML(f"<h1>{texts.TITLE}</h1><p>{texts.SUBTITLE}</p>", elem_id="kop")
        with gr.Tab(texts.QUESTIONS_TAB), gr.Row(elem_id="werkblad"):
            with gr.Column(scale=3, min_width=320):
                conversation = gr.Chatbot(
                    label=texts.CONVERSATION_LABEL,
                    show_label=False,
                    height="52vh",
                    elem_id="gesprek",
                    buttons=[],
                    feedback_options=None,
                    allow_file_downloads=False,
                    latex_delimiters=[],
                    placeholder=texts.QUESTION_PLACEHOLDER,
                    layout="bubble",
                )
                question = gr.Textbox(
                    label=texts.QUESTION_LABEL,
                    placeholder=texts.QUESTION_PLACEHOLDER,
                    submit_btn=texts.SEND,
                    autofocus=True,
                    elem_id="vraag",
                )
                gr.HTML(f"<p>{texts.EXAMPLES_LABEL}</p>", elem_id="voorbeelden")
                with gr.Row():
                    examples = [gr.Button(text, size="sm", min_width=200) for text in texts.EXAMPLES]
                new = gr.Button(texts.NEW_CONVERSATION, size="sm", variant="secondary", elem_id="nieuw")
            with gr.Column(scale=2, min_width=320):
                gr.HTML(f"<h2>{texts.SOURCES_LABEL}</h2>")
                sources = gr.HTML(cards.sources(()), elem_id="bronnen", js_on_load=None)
        with gr.Tab(texts.DOCUMENTS_TAB) as tab:
            library.build(assistant, tab, manage=manage)
        gr.HTML(f"<p>{texts.PRIVACY}</p>", elem_id="voet")

        shown = [question, conversation, sources, state]
        question.submit(respond, [question, state], shown, api_name="chat", concurrency_limit=AT_ONCE)
        for example in examples:
            example.click(respond, [example, state], shown, api_visibility="private", concurrency_limit=AT_ONCE)
        new.click(begin, None, shown, api_visibility="private")
        conversation.clear(begin, None, shown, api_visibility="private")
    return blocks


def _refused(question: str, answers: tuple[Answer, ...], sentence: str, there: frozenset[str]) -> Shown:
    """Say what is wrong; the question stays in the text box and the conversation as it was."""
    messages = cards.conversation(answers)
    if question.strip():
        messages.append({"role": "user", "content": cards.literal(question[: cards.LONGEST_ECHO])})
    messages.append({"role": "assistant", "content": cards.literal(sentence)})
    return question, messages, cards.sources(answers, there), answers


def style() -> str:
    """The style sheet of the page."""
    return files("qa.web").joinpath("style.css").read_text(encoding="utf-8")


def document_style() -> str:
    """The style sheet of the page of a document."""
    return files("qa.web").joinpath("document.css").read_text(encoding="utf-8")


def head() -> str:
    """What stands in the head of the page: the script that makes the citation numbers lead to their source."""
    return f"<script>{files('qa.web').joinpath('page.js').read_text(encoding='utf-8')}</script>"
