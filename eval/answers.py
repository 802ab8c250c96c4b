"""What answers say: whether a reader gets the answer, all of it, first, and nothing else.

Each question has the sentences that answer it, in the words of the documents. An answer is complete when every part of
the question has one of them among what is said; a sentence said that is none of them is noise. How it was labelled
stands in ``gold/README.md``.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from qa import Answer, Document, Explanation, Role, Statement, passages_of
from qa.language.sentences import sentence_spans

from .asking import Subject
from .gold import FOLDER, Case, GoldError, Kind, records, text
from .measures import Number, mean
from .refusal import bands
from .results import Findings, Outcome, Row, Table
from .sources import DEV, TEST

FILE = FOLDER / "answers.jsonl"
# Questions on documents that are others' and not here: a sentence stands there as the checksum of its letters.
ELSEWHERE = FOLDER / "answers-elsewhere.jsonl"
CHECKSUM = "sha256:"
CHECKSUM_DIGITS = 16
VERDICTS: Mapping[str, str] = {"ja": "ja", "nee": "nee", "neen": "nee", "deels": "deels", "klopt": "ja"}
ALL = "alle"

# Each from 0 to 1 of an answerable question; see ``_scores``.
COLUMNS = ("compleet", "eerste zin", "eerste citaat", "zeker", "geweigerd")


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence of a document."""

    document: str
    words: str


@dataclass(frozen=True, slots=True)
class Labelled:
    """A question and what a good answer says.

    Each of ``parts`` is answered by any one of its sentences; there are none when the documents do not tell. ``also``
    are sentences that are no noise, ``older`` those that say what no longer holds. ``verdict`` is the "ja", "nee" or
    "deels" that answers a yes/no question as it is asked. ``second`` are the answering sentences by another reader, who
    did not see the first; ``None`` where there was none.
    """

    id: str
    kind: str
    question: str
    history: tuple[str, ...]
    key: str
    parts: tuple[tuple[Quote, ...], ...]
    also: tuple[Quote, ...]
    older: tuple[Quote, ...]
    verdict: str
    second: tuple[Quote, ...] | None

    @property
    def split(self) -> str:
        """The side of the question: only that to develop on may be looked at when something is tuned."""
        return DEV if hashlib.sha256(self.id.encode()).digest()[0] % 2 == 0 else TEST


@dataclass(frozen=True, slots=True)
class Told:
    """A question and what came of it: the ``explanation``, with its answer, and what each sentence said is."""

    labelled: Labelled
    explanation: Explanation
    seconds: float

    @property
    def answer(self) -> Answer:
        """What was answered."""
        return self.explanation.answer

    @property
    def sentences(self) -> list[tuple[Statement, Quote]]:
        """Each sentence that is said, with the statement it stands in."""
        return [
            (statement, Quote(statement.document_id, statement.quote[start:end]))
            for statement in self.answer.statements
            for start, end in sentence_spans(statement.quote)
        ]


def load(path: Path = FILE) -> tuple[Labelled, ...]:
    """Read the labelled questions. Raises GoldError with the file and the line of what is wrong."""
    return tuple(_labelled(record, source) for source, record in records(path))


def elsewhere(documents: Iterable[Document], path: Path = ELSEWHERE) -> tuple[tuple[Labelled, ...], int]:
    """Give the questions on the documents of others that are here, and how many are left out because one is not.

    Raises GoldError when none is here, and what ``load`` raises.
    """
    said = {
        (passage.document_id, checksum(words)): words
        for document in documents
        for passage in passages_of(document)
        for start, end in passage.sentences
        for words in [passage.text[start:end]]
    }
    every = load(path)
    found = tuple(one for one in every if all(any((q.document, q.words) in said for q in part) for part in one.parts))
    if not any(one.parts for one in found):
        raise GoldError(f"Geen van de documenten van {path.name} staat in deze map; geef de map waar zij in staan.")
    return tuple(_in_words(one, said) for one in found), len(every) - len(found)


def checksum(words: str) -> str:
    """Give what a sentence stands for where it may not be printed."""
    return CHECKSUM + hashlib.sha256(_even(words).encode()).hexdigest()[:CHECKSUM_DIGITS]


def _in_words(labelled: Labelled, said: Mapping[tuple[str, str], str]) -> Labelled:
    def there(quotes: Iterable[Quote]) -> tuple[Quote, ...]:
        found = (replace(one, words=said.get((one.document, one.words), "")) for one in quotes)
        return tuple(one for one in found if one.words)

    return replace(
        labelled,
        parts=tuple(map(there, labelled.parts)),
        also=there(labelled.also),
        older=there(labelled.older),
        second=None if labelled.second is None else there(labelled.second),
    )


def _labelled(record: Mapping[str, Any], source: str) -> Labelled:
    try:
        return Labelled(
            id=text(record, "id", source),
            kind=text(record, "kind", source),
            question=text(record, "question", source),
            history=tuple(record.get("history", ())),
            key=text(record, "key", source),
            parts=tuple(_quotes(part) for part in record["parts"]),
            also=_quotes(record.get("also", ())),
            older=_quotes(record.get("older", ())),
            verdict=record.get("verdict", ""),
            second=_quotes(record["second"]) if "second" in record else None,
        )
    except (KeyError, TypeError, ValueError) as error:
        raise GoldError(
            f"{source}: een veld ontbreekt of heeft een onbekende waarde ({error}); herstel het."
        ) from error


def _quotes(items: Iterable[Sequence[str]]) -> tuple[Quote, ...]:
    return tuple(Quote(document, words) for document, words in items)


def ask_all(subject: Subject, labelled: Sequence[Labelled]) -> list[Told]:
    """Ask all questions, each with the conversation before it."""
    found = []
    for one in labelled:
        asked = subject.ask(Case(one.id, Kind.DOCUMENT, one.question, (), history=one.history))
        if asked.explanation is None:
            raise GoldError(f"{FILE.name}: {one.id} is geen vraag; herstel hem.")
        found.append(Told(one, asked.explanation, asked.seconds))
    return found


def findings(told: Sequence[Told]) -> Findings:
    """Tell all that was found."""
    answerable = [one for one in told if one.labelled.parts]
    nothing = [one for one in told if not one.labelled.parts]
    return Findings(
        tables=(
            _answers_table(answerable),
            _said_table(told),
            _nothing_table(nothing, answerable),
            _chance_table(told),
            _agreement_table([one.labelled for one in told]),
        ),
        outcomes=tuple(map(_outcome, told)),
    )


def _answers_table(answerable: Sequence[Told]) -> Table:
    groups: dict[str, list[Told]] = {ALL: list(answerable)}
    for one in answerable:
        groups.setdefault(one.labelled.split, []).append(one)
    for one in sorted(answerable, key=lambda one: one.labelled.kind):
        groups.setdefault(one.labelled.kind, []).append(one)
    return Table(
        key="antwoorden",
        title=f"Antwoorden ({len(answerable)} vragen met antwoord)",
        note=(
            "compleet: elk deel van de vraag is in de tekst beantwoord. eerste zin, eerste citaat: daar staat al een "
            "antwoord. zeker: zonder voorbehoud. geweigerd: ten onrechte niet beantwoord."
        ),
        columns=COLUMNS,
        rows=tuple(
            Row(name, tuple(mean([_scores(one)[place] for one in group]) for place in range(len(COLUMNS))))
            for name, group in groups.items()
        ),
    )


def _scores(told: Told) -> tuple[float, ...]:
    parts = told.labelled.parts
    said = [quote for _, quote in told.sentences]
    first = [quote for statement, quote in told.sentences if statement is told.answer.statements[0]]
    answering = [quote for part in parts for quote in part]
    return (
        float(all(any(is_said(quote, part) for quote in said) for part in parts)),
        float(bool(said) and is_said(said[0], answering)),
        float(any(is_said(quote, answering) for quote in first)),
        float(told.answer.answered and told.answer.certain),
        float(not told.answer.answered),
    )


def is_said(said: Quote, labelled: Iterable[Quote]) -> bool:
    """Whether a sentence that is said is one of these, or a part of one, or holds one."""
    words = _even(said.words)
    return any(
        one.document == said.document and (words in even or even in words)
        for one in labelled
        for even in [_even(one.words)]
    )


def _even(words: str) -> str:
    return "".join(character for character in words.lower() if character.isalnum())


def _said_table(told: Sequence[Told]) -> Table:
    sides = {ALL: list(told)} | {side: [one for one in told if one.labelled.split == side] for side in (DEV, TEST)}
    return Table(
        key="antwoorden-zinnen",
        title="Wat er in de antwoorden staat",
        note=(
            "ruis: welk deel van de gezegde zinnen niet bij het antwoord hoort. verouderd als nu: welk deel zegt wat "
            "niet meer geldt zonder dat het erbij staat. oordeel fout: welk deel van de antwoorden met een ander ja of "
            "nee begint dan het juiste. eerder juist, verschil juist: welk deel van de oudere uitspraken en van de "
            "genoemde verschillen over het gevraagde gaat. woorden: van een antwoord, de middelste."
        ),
        columns=("ruis", "verouderd als nu", "oordeel fout", "eerder juist", "verschil juist", "woorden"),
        rows=tuple(Row(name, _said_numbers(group)) for name, group in sides.items()),
    )


def _said_numbers(told: Sequence[Told]) -> tuple[Number | None, ...]:
    answered = [one for one in told if one.answer.answered]
    said = [(one.labelled, statement, quote) for one in answered for statement, quote in one.sentences]
    earlier = [one for one in said if one[1].role is Role.EARLIER]
    figures = [figures for one in answered for figures in _differing(one)]
    return (
        mean([float(not is_said(quote, relevant(labelled))) for labelled, _, quote in said]),
        mean([float(_is_stale(labelled, statement, quote)) for labelled, statement, quote in said]),
        mean([float(_is_misjudged(one)) for one in answered]),
        mean([float(is_said(quote, relevant(labelled))) for labelled, _, quote in earlier]) if earlier else None,
        mean(figures) if figures else None,
        _middle([len(one.answer.text.split()) for one in answered if one.labelled.parts]),
    )


def relevant(labelled: Labelled) -> tuple[Quote, ...]:
    """Give all sentences that are no noise."""
    return (*(quote for part in labelled.parts for quote in part), *labelled.also, *labelled.older)


def _is_stale(labelled: Labelled, statement: Statement, quote: Quote) -> bool:
    return statement.role is not Role.EARLIER and is_said(quote, labelled.older)


def _is_misjudged(told: Told) -> bool:
    """Whether the answer begins with a "ja" or "nee" that is not the one that answers."""
    words = told.answer.statements[0].quote.replace(",", " ").replace(".", " ").split()
    verdict = VERDICTS.get(words[0].lower()) if words else None
    return not told.answer.statements[0].lead and verdict is not None and verdict != told.labelled.verdict


def _differing(told: Told) -> Iterator[float]:
    """For each list of figures that differ: 1 when all stand in sentences about what is asked."""
    for part in told.answer.asked:
        if part.differing:
            sources = [told.answer.citations[one.number - 1] for one in part.differing]
            quotes = [Quote(source.document_id, source.quote) for source in sources]
            yield float(all(is_said(quote, relevant(told.labelled)) for quote in quotes))


def _middle(values: Sequence[float]) -> Number | None:
    middle = float(median(values)) if values else 0.0
    return Number(middle, middle, middle, len(values)) if values else None


def _nothing_table(nothing: Sequence[Told], answerable: Sequence[Told]) -> Table:
    rows = []
    for side in (ALL, DEV, TEST):
        inside = [one for one in nothing if side in {ALL, one.labelled.split}]
        chances = [one.explanation.chance for one in answerable if side in {ALL, one.labelled.split}]
        limit = np.quantile(chances, 0.05) if chances else 0.0
        rows.append(
            Row(
                side,
                (
                    mean([float(not one.answer.answered) for one in inside]),
                    mean([float(one.answer.answered and one.answer.certain) for one in inside]),
                    mean([float(one.explanation.chance < limit) for one in inside]),
                ),
            )
        )
    return Table(
        key="antwoorden-geen",
        title=f"Vragen zonder antwoord ({len(nothing)})",
        note=(
            "geweigerd: niets gevonden. als zeker: zonder voorbehoud beantwoord. bij 5 % verlies: geweigerd bij de "
            "grens die een op de twintig vragen met antwoord weigert."
        ),
        columns=("geweigerd", "als zeker", "bij 5 % verlies"),
        rows=tuple(rows),
    )


def _chance_table(told: Sequence[Told]) -> Table:
    found = [(one.explanation.chance, bool(_scores(one)[2]) if one.labelled.parts else False) for one in told]
    brier = mean([(chance - right) ** 2 for chance, right in found])
    return Table(
        key="antwoorden-kans",
        title="De kans die genoemd wordt, en hoe vaak het eerste citaat antwoord geeft",
        note="Brier: het gemiddelde kwadraat van het verschil; 0 is volmaakt, 0,25 is wie altijd een half zegt.",
        columns=("gezegd", "juist"),
        rows=(*bands(found), Row("Brier", (None, brier))),
    )


def _agreement_table(labelled: Sequence[Labelled]) -> Table:
    """Tell how far two readers agree on what answers."""
    both = [one for one in labelled if one.second is not None]
    found = [one for one in both if one.second and one.parts]
    return Table(
        key="antwoorden-labels",
        title=f"Twee lezers ({len(both)} vragen)",
        note=(
            "Eens of er een antwoord is; en waar beiden er een zien, of zij een zin gemeen hebben, en welk deel van de "
            "zinnen van de tweede ook de eerste geen ruis vindt."
        ),
        columns=("eens",),
        rows=(
            Row("er is een antwoord", (mean([float(bool(one.second) == bool(one.parts)) for one in both]),)),
            Row("een zin gemeen", (mean([float(any(_shared(one))) for one in found]),)),
            Row("zinnen van de tweede", (mean([float(same) for one in found for same in _shared(one)]),)),
        ),
    )


def _shared(labelled: Labelled) -> list[bool]:
    return [is_said(quote, relevant(labelled)) for quote in labelled.second or ()]


def _outcome(told: Told) -> Outcome:
    labelled = told.labelled
    return Outcome(
        id=labelled.id,
        protocol="antwoorden",
        kind=labelled.kind,
        split=labelled.split,
        question=labelled.question,
        history=labelled.history,
        expected=tuple(f"{quote.document}: {quote.words}" for part in labelled.parts for quote in part),
        got=tuple(f"{one.lead} {one.document_id}: {one.quote}".strip() for one in told.answer.statements),
        answered=told.answer.answered,
        chance=round(told.explanation.chance, 3),
        place=None,
        scores=dict(zip(COLUMNS, _scores(told), strict=True)) if labelled.parts else {},
        failed=_failure(told),
    )


def _failure(told: Told) -> str:
    if not told.labelled.parts:
        return "antwoord terwijl er niets te vinden is" if told.answer.answered else ""
    complete, first, *_ = _scores(told)
    if not told.answer.answered:
        return "niet geantwoord"
    if _is_misjudged(told):
        return "een verkeerd ja of nee voorop"
    return "" if complete and first else "niet in de eerste zin" if complete else "niet compleet"
