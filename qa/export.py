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
)


def answer_json(answer: Answer) -> str:
    """Give an answer as JSON: ``answered``, ``text`` and ``citations`` with CITATION_FIELDS; dates as ISO 8601."""
    return json.dumps(
        {"answered": answer.answered, "text": answer.text, "citations": _citations(answer.citations)},
        ensure_ascii=False,
        indent=2,
    )


def _citations(citations: Iterable[Citation]) -> list[dict[str, str | int | float | None]]:
    return [
        {name: getattr(c, name) for name in CITATION_FIELDS} | {"date": c.date.isoformat() if c.date else None}
        for c in citations
    ]
