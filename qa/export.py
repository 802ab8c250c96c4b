"""Answers and passages for machines: the one place where their JSON is written."""

import json
from collections.abc import Iterable

from qa.domain import Answer, Citation

CITATION_FIELDS = (
    "document_id",
    "title",
    "date",
    "page",
    "section",
    "quote",
    "passage",
    "reference",
    "url",
    "score",
    "standing",
    "voice",
)


def answer_json(answer: Answer) -> str:
    """Give an answer as JSON; citations with CITATION_FIELDS, dates as ISO 8601.

    Besides ``answered``, ``certain``, ``text`` and ``citations`` it has ``parts``, ``differing``, ``restrictions``,
    ``related`` and ``explain``, as in ``qa.Answer``.
    """
    content = {
        "answered": answer.answered,
        "certain": answer.certain,
        "text": answer.text,
        "citations": _citations(answer.citations),
        "parts": [
            {"question": part.question, "answered": part.answered, "numbers": part.numbers} for part in answer.parts
        ],
        "differing": [
            {"date": one.date.isoformat(), "words": one.words, "number": one.number} for one in answer.differing
        ],
        "restrictions": [restriction.label for restriction in answer.restrictions],
        "related": _citations(answer.related),
        "explain": answer.explain,
    }
    return json.dumps(content, ensure_ascii=False, indent=2)


def _citations(citations: Iterable[Citation]) -> list[dict[str, str | int | float | None]]:
    return [
        {name: getattr(c, name) for name in CITATION_FIELDS} | {"date": c.date.isoformat() if c.date else None}
        for c in citations
    ]
