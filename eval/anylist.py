"""Protocol D, any list: questions with their answers from a file, or from a list in any corpus."""

import csv
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from qa import Assistant, Document

from .asking import PRODUCT, SYSTEMS, Asked, Subject, score_systems
from .gold import Case, GoldError, Kind, records, text
from .measures import RANKING, Judgments, means, rouge_l, word_recall
from .results import Findings, Outcome, Row, Table, compare_scores

QUESTION, ANSWER, DISTRACTOR = ("question", "vraag"), ("answer", "antwoord"), ("distractor", "afleider")
DELIMITERS = ",;\t"
# "Ja.", "Zie het antwoord op vraag 2.": a shorter answer cannot be found by its question. It stays in the corpus.
SHORTEST_ANSWER = 60  # characters
SHARE_OF_WORDS = 0.6  # of the content words of an answer; a passage that holds them says the same
BEST_OF = (1, 3, 5)

Measure = Callable[[str, str], float]


@dataclass(frozen=True, slots=True)
class Pair:
    """A question with its answer, and where there is one a text that does not answer it."""

    question: str
    answer: str
    distractor: str
    source: str


def read_pairs(path: Path) -> tuple[Pair, ...]:
    """Read questions and answers from JSONL or CSV. Raises GoldError with the file and the line of what is wrong."""
    if path.suffix.lower() == ".csv":
        found = _csv_records(path)
    elif path.suffix.lower() in {".jsonl", ".json", ".ndjson"}:
        found = records(path)
    else:
        raise GoldError(f"{path}: dit formaat is niet bekend; gebruik .csv of .jsonl.")
    pairs = tuple(
        Pair(_field(record, QUESTION, source), _field(record, ANSWER, source), _optional(record, DISTRACTOR), source)
        for source, record in found
    )
    if not pairs:
        raise GoldError(f"{path} bevat geen enkele vraag; vul het bestand.")
    return pairs


def pairs_of(document: Document) -> tuple[Pair, ...]:
    """Give the questions and answers of a list in the corpus."""
    return tuple(
        Pair(
            " ".join(document.text[question.start : question.question_end].split()),
            document.text[question.answer_start : question.end],
            "",
            f"{document.identity.id}, vraag {question.number}",
        )
        for question in document.questions
    )


def own_answers(pairs: Sequence[Pair], name: str, key: str) -> Findings:
    """Make a corpus of all answers and distractors, and see whether each question finds its own answer."""
    with tempfile.TemporaryDirectory() as folder:
        ids = _write_corpus(pairs, Path(folder) / "corpus")
        with Assistant(Path(folder) / "corpus", Path(folder) / "index") as assistant:
            findable = [pair for pair in pairs if len(pair.answer.strip()) >= SHORTEST_ANSWER]
            asked = [Subject(assistant).ask(_case(pair)) for pair in findable]
    judgments = [{ids[pair.answer.strip()]: 1} for pair in findable]
    scores = score_systems([one.hits for one in asked], judgments, name=lambda hit: hit.passage.document_id)
    table = Table(
        key=f"{key}-antwoorden",
        title=f"D. {name}: elke vraag naar haar eigen antwoord ({len(findable)} vragen, {len(ids)} teksten)",
        note=(
            f"Het corpus bestaat uit de antwoorden en de afleiders; {len(pairs) - len(findable)} antwoorden van minder "
            f"dan {SHORTEST_ANSWER} tekens staan erin maar worden niet gevraagd."
        ),
        columns=RANKING,
        rows=tuple(Row(f"alle · {system}", means(scores[system])) for system in SYSTEMS),
    )
    compared = compare_scores(f"D, {name}", scores)
    outcomes = tuple(
        _outcome(one, pair, scores[PRODUCT][i].tolist(), ids[pair.answer.strip()])
        for i, (one, pair) in enumerate(zip(asked, findable, strict=True))
    )
    return Findings((table,), compared, outcomes, tuple(asked))


def in_corpus(pairs: Sequence[Pair], subject: Subject, name: str, key: str) -> Findings:
    """Ask the questions of a corpus, and see whether it says what the answers say."""
    asked = [subject.ask(_case(pair)) for pair in pairs]
    judgments: list[Judgments] = [
        {hit.passage.id: 1 for hit in one.hits if word_recall(hit.passage.text, pair.answer) >= SHARE_OF_WORDS}
        for one, pair in zip(asked, pairs, strict=True)
    ]
    scores = score_systems([one.hits for one in asked], judgments)
    somewhere = sum(1 for judged in judgments if judged)
    rows = []
    for measure, together in ((rouge_l, False), (word_recall, True)):
        values = [_best_of(one, pair, measure, together=together) for one, pair in zip(asked, pairs, strict=True)]
        rows.append(Row("ROUGE-L" if measure is rouge_l else "woorden", means(np.asarray(values))))
    passages = Table(
        key=f"{key}-passages",
        title=f"D. {name}: de passages die hetzelfde zeggen ({len(pairs)} vragen)",
        note=(
            f"Goed is een passage met minstens {SHARE_OF_WORDS:.0%} van de inhoudswoorden van het antwoord; "
            f"voor {somewhere} van de {len(pairs)} vragen is er zo een, de andere tellen als gemist."
        ),
        columns=RANKING,
        rows=tuple(Row(f"alle · {system}", means(scores[system])) for system in SYSTEMS),
    )
    overlap = Table(
        key=f"{key}-overlap",
        title=f"D. {name}: overlap van de geciteerde zinnen met het antwoord ({len(pairs)} vragen)",
        note="Een geweigerde vraag telt als 0.",
        columns=tuple(f"beste van {k}" for k in BEST_OF),
        rows=tuple(rows),
    )
    return Findings((passages, overlap), compare_scores(f"D, {name}", scores), (), tuple(asked))


def _best_of(one: Asked, pair: Pair, measure: Measure, *, together: bool) -> list[float]:
    quotes = [citation.quote for citation in one.answer.citations] if one.answer else []
    if together:
        return [measure(" ".join(quotes[:k]), pair.answer) for k in BEST_OF]
    return [max((measure(quote, pair.answer) for quote in quotes[:k]), default=0.0) for k in BEST_OF]


def _case(pair: Pair) -> Case:
    return Case(pair.source, Kind.PAIR, " ".join(pair.question.split()), (), source=pair.source)


def _outcome(one: Asked, pair: Pair, scores: Sequence[float], wanted: str) -> Outcome:
    documents = list(dict.fromkeys(hit.passage.document_id for hit in one.hits))
    place = documents.index(wanted) + 1 if wanted in documents else None
    return Outcome(
        id=pair.source,
        protocol="D",
        kind=str(Kind.PAIR),
        split="",
        question=" ".join(pair.question.split()),
        history=(),
        expected=(" ".join(pair.answer.split()),),
        got=tuple(" ".join(hit.passage.text.split()) for hit in one.hits[:1]),
        answered=one.answer is not None,
        support=round(one.support, 3),
        place=place,
        scores=dict(zip(RANKING, scores, strict=True)),
        failed="" if place == 1 else "niet gevonden" if place is None else f"eigen antwoord op plaats {place}",
    )


def _write_corpus(pairs: Sequence[Pair], folder: Path) -> dict[str, str]:
    """Write each different answer and distractor as a document; returns its id by its text."""
    folder.mkdir()
    texts = dict.fromkeys(
        stripped for pair in pairs for found in (pair.answer, pair.distractor) if (stripped := found.strip())
    )
    ids = {found: f"antwoord-{number:05d}" for number, found in enumerate(texts, 1)}
    for found, id_ in ids.items():
        (folder / f"{id_}.txt").write_text(found, encoding="utf-8")
    return ids


def _csv_records(path: Path) -> Iterator[tuple[str, Mapping[str, str]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            header = file.readline()
            delimiter = max(DELIMITERS, key=header.count)
            file.seek(0)
            reader = csv.DictReader(file, delimiter=delimiter, strict=True)
            for name in (QUESTION, ANSWER):
                if not {column.strip().lower() for column in reader.fieldnames or ()} & set(name):
                    raise GoldError(f"{path.name}, regel 1: de kolom {' of '.join(name)!r} ontbreekt; voeg hem toe.")
            for row in reader:
                clean = {(column or "").strip().lower(): value or "" for column, value in row.items()}
                yield f"{path.name}, regel {reader.line_num}", clean
    except UnicodeDecodeError as error:
        raise GoldError(f"{path} is geen tekst in UTF-8; bewaar het bestand opnieuw als UTF-8.") from error
    except OSError as error:
        raise GoldError(f"{path} is niet te lezen ({error.strerror}); controleer de naam en de rechten.") from error
    except csv.Error as error:
        raise GoldError(f"{path.name}: dit is geen CSV ({error}); bewaar het bestand opnieuw.") from error


def _field(record: Mapping[str, str], names: Sequence[str], source: str) -> str:
    return text(record, next((name for name in names if name in record), names[0]), source)


def _optional(record: Mapping[str, str], names: Sequence[str]) -> str:
    return next((str(record[name]) for name in names if record.get(name)), "")
