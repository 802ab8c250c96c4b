"""What the log tells of a fault: its kind and the way to it through the program, without its message.

The libraries below the page print a fault as Python does, with a message that may quote what was asked.
"""

import logging
import sys
import traceback
from typing import Any


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
