"""Answers and passages for machines: the one place where their JSON is written."""

import json
from collections.abc import Iterable

from qa.domain import Answer, Citation, StatedFigure, Statement

CITATION_FIELDS = (
    "document_id",
    "title",
    "date",
    "page",
    "section",
    "quote",
    "passage",
    "passage_id",
    "reference",
    "url",
    "score",
    "role",
    "voice",
)


def answer_json(answer: Answer, *, escaped: bool = False) -> str:
    """Give an answer as JSON; citations with CITATION_FIELDS, dates as ISO 8601.

    Besides ``answered``, ``certain``, ``text``, ``statements`` and ``citations`` it has ``parts``, ``differing``,
    ``restrictions``, ``related`` and ``explain``, as in ``qa.Answer``. With ``escaped`` it is in ASCII alone.
    """
    return json.dumps(answer_content(answer), ensure_ascii=escaped, indent=2)


def answer_content(answer: Answer) -> dict[str, object]:
    """Give what ``answer_json`` writes, for a caller that writes the JSON itself."""
    return {
        "answered": answer.answered,
        "certain": answer.certain,
        "text": answer.text,
        "statements": _statements(answer.statements),
        "citations": citations_content(answer.citations),
        "parts": [
            {
                "question": part.question,
                "answered": part.answered,
                "numbers": part.numbers,
                "certain": part.certain,
                "differing": _differing(part.differing),
                "statements": _statements(part.statements),
            }
            for part in answer.parts
        ],
        "differing": _differing(answer.differing),
        "restrictions": [restriction.label for restriction in answer.restrictions],
        "related": citations_content(answer.related),
        "explain": answer.explain,
    }


def citations_content(citations: Iterable[Citation]) -> list[dict[str, str | int | float | None]]:
    """Give citations as content for JSON, each with CITATION_FIELDS."""
    return [
        {name: getattr(c, name) for name in CITATION_FIELDS} | {"date": c.date.isoformat() if c.date else None}
        for c in citations
    ]


def _statements(statements: Iterable[Statement]) -> list[dict[str, object]]:
    return [
        {
            "quote": one.quote,
            "numbers": one.numbers,
            "document_id": one.document_id,
            "date": one.date.isoformat() if one.date else None,
            "role": one.role,
            "lead": one.lead,
            "source": one.source,
            "note": one.note,
        }
        for one in statements
    ]


def _differing(figures: Iterable[StatedFigure]) -> list[dict[str, str | int]]:
    return [{"date": one.date.isoformat(), "words": one.words, "number": one.number} for one in figures]
