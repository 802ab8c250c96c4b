"""The gold: questions with the quotations that answer them, one question a line in JSON.

Gold points at words, not at passages, so that it outlives any other way of dividing a document. What counts as
evidence is written in ``gold/README.md``.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from qa import VindplaatsError

FOLDER = Path(__file__).parent / "gold"


class GoldError(VindplaatsError):
    """A file with questions cannot be used; names the file and the line."""


class Kind(StrEnum):
    """What a question tests."""

    UNSEEN = "ongezien"  # a question of the list, asked of the other documents
    VERBATIM = "letterlijk"  # a question of the list, asked word for word
    PARAPHRASE = "parafrase"
    DOCUMENT = "document"
    TEMPORAL = "tijd"
    TWO_PART = "tweeledig"
    FOLLOW_UP = "vervolg"
    REFERENCE = "verwijzing"
    PAIR = "paar"  # a question with its answer from a file
    NEAR = "dichtbij"  # unanswerable: on the same subject
    FAR = "ver"
    HOSTILE = "vijandig"
    BROKEN = "kapot"


# The documents that the gold is about; LIST is the published list, LETTER the letter that it asks about.
LIST, LETTER = "kst-27925-930", "kst-27925-919"
DOCUMENTS = ("kst-27925-597", LETTER, LIST, "kst-27925-943", "kst-27925-AL")

UNANSWERABLE = (Kind.NEAR, Kind.FAR, Kind.HOSTILE, Kind.BROKEN)

FILES: Mapping[str, Kind | None] = {
    "unseen-list.jsonl": Kind.UNSEEN,
    "paraphrases.jsonl": Kind.PARAPHRASE,
    "documents.jsonl": Kind.DOCUMENT,
    "temporal.jsonl": Kind.TEMPORAL,
    "two-part.jsonl": Kind.TWO_PART,
    "follow-ups.jsonl": Kind.FOLLOW_UP,
    "references.jsonl": Kind.REFERENCE,
    "unanswerable.jsonl": None,  # each line says its own kind
}


class Label(StrEnum):
    """How much of a question the documents answer."""

    FULL = "full"
    PARTIAL = "partial"
    NONE = "none"


GRADES = {Label.FULL: 2, Label.PARTIAL: 1}  # gain of a passage in nDCG


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quotation that answers a question, or a part of it.

    ``page`` is the printed page on which the quotation begins, ``label`` whether it answers all of the question
    (or of its part). ``part`` counts the parts of a question from 1. ``passes`` says in which labelling passes
    it was found, where there were two.
    """

    document: str
    page: int
    quote: str
    label: Label = Label.FULL
    part: int = 1
    passes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """One question with what is expected.

    Without ``evidence`` nothing should be found. ``stale`` are older statements that a newer one replaced,
    ``history`` the questions asked before. ``labels`` are those of the two labelling passes, where there were
    two; the first is the one that was settled on. ``source`` is the file and line it came from.
    """

    id: str
    kind: Kind
    question: str
    evidence: tuple[Evidence, ...]
    stale: tuple[Evidence, ...] = ()
    history: tuple[str, ...] = ()
    register: str = ""
    form: str = ""
    number: int | None = None
    labels: tuple[Label, ...] = ()
    source: str = ""

    @property
    def answerable(self) -> bool:
        """Whether an answer is expected."""
        return bool(self.evidence)

    @property
    def parts(self) -> tuple[int, ...]:
        """The numbers of the parts of the question."""
        return tuple(sorted({evidence.part for evidence in self.evidence}))


def load(folder: Path = FOLDER) -> tuple[Case, ...]:
    """Read all gold questions. Raises GoldError with the file and the line of what is wrong."""
    cases: list[Case] = []
    seen: dict[str, str] = {}
    for name, kind in FILES.items():
        for source, record in records(folder / name):
            case = _case(record, kind, source)
            if case.id in seen:
                raise GoldError(f"{source}: het id {case.id} is al gebruikt in {seen[case.id]}; kies een ander.")
            seen[case.id] = source
            cases.append(case)
    return tuple(cases)


def records(path: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Give the records of a JSONL file, each with "file, line n". Raises GoldError; a file without any is one."""
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise GoldError(f"{path} is geen tekst in UTF-8; bewaar het bestand opnieuw als UTF-8.") from error
    except OSError as error:
        raise GoldError(f"{path} is niet te lezen ({error.strerror}); controleer de naam en de rechten.") from error
    empty = True
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        empty = False
        source = f"{path.name}, regel {number}"
        try:
            record = json.loads(line)
        except json.JSONDecodeError as error:
            raise GoldError(f"{source}: dit is geen JSON ({error.msg} op teken {error.colno}); herstel het.") from error
        if not isinstance(record, dict):
            raise GoldError(f"{source}: hier hoort een JSON-object te staan; zet de velden tussen accolades.")
        yield source, record
    if empty:
        raise GoldError(f"{path} bevat geen enkele vraag; vul het bestand.")


def text(record: Mapping[str, Any], field: str, source: str) -> str:
    """Give a field that must hold text. Raises GoldError."""
    value = record.get(field)
    if not isinstance(value, str) or not value.strip():
        raise GoldError(f"{source}: het veld {field!r} ontbreekt of is leeg; vul het in.")
    return value


FIELDS = frozenset(
    """
    id question evidence stale history register form number label second_label reason
    """.split()
)
EVIDENCE_FIELDS = frozenset(("document", "page", "quote", "grade", "part", "passes"))


def _case(record: Mapping[str, Any], kind: Kind | None, source: str) -> Case:
    _check_fields(record, FIELDS, source)
    try:
        case = Case(
            id=text(record, "id", source),
            kind=kind or Kind(record["reason"]),
            question=text(record, "question", source),
            evidence=_evidence(record, "evidence", source),
            stale=_evidence(record, "stale", source),
            history=tuple(_texts(record.get("history", []))),
            register=record.get("register", ""),
            form=record.get("form", ""),
            number=record.get("number"),
            labels=tuple(Label(record[name]) for name in ("label", "second_label") if name in record),
            source=source,
        )
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise GoldError(
            f"{source}: een veld ontbreekt of heeft een onbekende waarde ({error}); herstel het."
        ) from error
    _check_evidence(case)
    return case


def _check_fields(record: Mapping[str, Any], known: frozenset[str], source: str) -> None:
    if unknown := sorted(set(record) - known):
        raise GoldError(f"{source}: het veld {unknown[0]!r} is onbekend; gebruik {', '.join(sorted(known))}.")


def _check_evidence(case: Case) -> None:
    """A question has evidence, unless it says itself that there is none."""
    if case.kind is Kind.UNSEEN and not case.labels:
        raise GoldError(f"{case.source}: het veld 'label' ontbreekt; vul het in.")
    nothing = case.kind in UNANSWERABLE or (case.kind is Kind.UNSEEN and case.labels[0] is Label.NONE)
    if nothing and case.evidence:
        raise GoldError(f"{case.source}: een vraag zonder antwoord heeft geen bewijs; haal 'evidence' weg.")
    if not nothing and not case.evidence:
        raise GoldError(f"{case.source}: er is geen bewijs; vul 'evidence' in.")


def _texts(values: object) -> list[str]:
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise TypeError(f"{values!r} is geen lijst van teksten")
    return values


def _evidence(record: Mapping[str, Any], field: str, source: str) -> tuple[Evidence, ...]:
    items = record.get(field, [])
    for item in items:
        _check_fields(item, EVIDENCE_FIELDS, source)
    return tuple(
        Evidence(
            document=text(item, "document", source),
            page=int(item["page"]),
            quote=text(item, "quote", source),
            label=Label(item.get("grade", Label.FULL)),
            part=int(item.get("part", 1)),
            passes=tuple(item.get("passes", ())),
        )
        for item in items
    )
