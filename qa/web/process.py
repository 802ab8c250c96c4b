"""What the program does to the process that is its own: the library leaves that of its users alone.

``stay_offline`` is for every command, before a library is imported; the rest is for the server alone, before it makes
its pages. Gradio reads whether it may report its use when a page is made, and where to keep uploads when one comes:
nothing of it is needed at import. The log tells of a fault its kind and the way to it through the program, without its
message: the libraries below the page print a fault as Python does, with a message that may quote what was asked.
"""

import logging
import os
import signal
import sys
import traceback
from pathlib import Path
from typing import Any


def stay_offline() -> None:
    """Have no library look for news of a model on its own, where all models are on this machine."""
    os.environ["HF_HUB_OFFLINE"] = "1"


def serve_quietly() -> None:
    """Make the process that of a server: it reports nothing, quotes nothing and stops in an orderly way."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # without it gradio reports its use and looks for updates
    # Who stops the server, or closes its terminal, stops it in an orderly way: what was uploaded is wiped.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # as "nohup" has it, so that it outlives its terminal
        signal.signal(signal.SIGHUP, lambda *_: signal.raise_signal(signal.SIGTERM))
    quote_nothing()


def keep_uploads_in(folder: Path) -> None:
    """Have gradio put what is uploaded in this folder."""
    os.environ["GRADIO_TEMP_DIR"] = str(folder)


def quote_nothing() -> None:
    """Leave the messages of errors out of all that is logged or printed from now on."""
    make = logging.getLogRecordFactory()

    def record(*arguments: Any, **named: Any) -> logging.LogRecord:  # noqa: ANN401 - handed on as they are
        made = make(*arguments, **named)
        if made.exc_info and made.exc_info[1]:
            made.exc_text = _trace(made.exc_info[1])  # which a formatter takes as it is
        return made

    def print_trace(*_: object, **__: object) -> None:
        if error := sys.exception():
            sys.stderr.write(f"{_trace(error)}\n")

    logging.setLogRecordFactory(record)
    traceback.print_exc = print_trace  # by which gradio tells of every fault


def _trace(error: BaseException) -> str:
    return "".join([*traceback.format_tb(error.__traceback__), type(error).__name__])
