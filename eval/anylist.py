"""Protocol D, any list: questions with their answers from a file, or from a list in any corpus."""

import csv
import io
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from qa import Assistant, Document

from . import refusal
from .asking import PRODUCT, SYSTEMS, Asked, Subject, score_systems
from .gold import Case, GoldError, Kind, records, text
from .measures import BEST_OF, RANKING, Judgments, Scores, best_rouge, means, word_recall, words_said
from .results import Findings, Outcome, Row, Table, compare_scores
from .sources import asked_text

QUESTION, ANSWER, DISTRACTOR = ("question", "vraag"), ("answer", "antwoord"), ("distractor", "afleider")
DELIMITERS = ",;\t"
# "Ja.", "Zie het antwoord op vraag 2.": a shorter answer cannot be found by its question. It stays in the corpus.
SHORTEST_ANSWER = 60  # characters
SHARE_OF_WORDS = 0.6  # of the content words of an answer; a passage that holds them says the same
# Passages that hold the words of an answer are found among those ranked: how many there are is not known.
WITHOUT_RECALL = ("hit@1", "hit@3", "hit@5", "hit@10", "MRR@10")


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
    elif path.suffix.lower() in {".jsonl", ".ndjson"}:
        found = records(path)
    else:
        raise GoldError(f"{path}: dit formaat is niet bekend; gebruik .csv of .jsonl.")
    pairs = tuple(_pair(record, source) for source, record in found)
    if not pairs:
        raise GoldError(f"{path} bevat geen enkele vraag; vul het bestand.")
    return pairs


def _pair(record: Mapping[str, Any], source: str) -> Pair:
    fields = {str(name).strip().lower(): value for name, value in record.items()}
    wrong = next((name for name in DISTRACTOR if not isinstance(fields.get(name) or "", str)), None)
    if wrong:
        raise GoldError(f"{source}: het veld {wrong!r} is geen tekst; zet het tussen aanhalingstekens.")
    distractor = next((fields[name] for name in DISTRACTOR if fields.get(name)), "")
    return Pair(_field(fields, QUESTION, source), _field(fields, ANSWER, source), distractor, source)


def _field(fields: Mapping[str, Any], names: Sequence[str], source: str) -> str:
    named = next((name for name in names if name in fields), None)
    if named is None:
        raise GoldError(f"{source}: het veld {' of '.join(names)!r} ontbreekt; vul het in.")
    return text(fields, named, source)


def pairs_of(document: Document) -> tuple[Pair, ...]:
    """Give the questions and answers of a list in the corpus."""
    return tuple(
        Pair(
            asked_text(document, question),
            document.text[question.answer_start : question.end],
            "",
            f"{document.identity.id}, vraag {question.number}",
        )
        for question in document.questions
    )


def own_answers(pairs: Sequence[Pair], name: str, key: str) -> Findings:
    """Make a corpus of all answers and distractors, and see whether each question finds its own answer.

    And whether nothing is found when that answer is left out.
    """
    findable = _findable(pairs)
    with tempfile.TemporaryDirectory() as folder, answers(pairs, Path(folder)) as found:
        ids = found.ids
        asked = [Subject(found.assistant).ask(case) for case, _ in found.cases]
        without = found.without_their_own(found.cases)
    wanted = [own for _, own in found.cases]
    scores = score_systems(
        [one.hits for one in asked], [{id_: 1} for id_ in wanted], name=lambda hit: hit.passage.document_id
    )
    table = Table(
        key=f"{key}-antwoorden",
        title=f"D. {name}: elke vraag naar haar eigen antwoord ({len(findable)} vragen, {len(ids)} teksten)",
        note=f"Het corpus bestaat uit de antwoorden en de afleiders; {_left_out(pairs, findable)}",
        columns=RANKING,
        rows=tuple(Row(f"alle · {system}", means(scores[system])) for system in SYSTEMS),
    )
    refused = Table(
        key=f"{key}-weigeren",
        title=f"D. {name}: weigeren ({len(asked)} vragen, met en zonder hun antwoord in het corpus)",
        note=(
            "Elke vraag wordt ook gesteld terwijl haar eigen antwoord is uitgefilterd. Wat andere antwoorden er dan "
            "nog over zeggen, telt niet mee: van alle weigeringen is dit de moeilijkste."
        ),
        columns=refusal.NUMBERS,
        rows=(Row("alle", refusal.numbers(without, asked)),),
    )
    places = [
        _place([hit.passage.document_id for hit in one.hits], {id_}) for one, id_ in zip(asked, wanted, strict=True)
    ]
    outcomes = _outcomes(asked, findable, places, scores[PRODUCT])
    return Findings((table, refused), compare_scores(f"D, {name}", scores), outcomes, tuple(asked))


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers as a corpus: an assistant for these, their ids, and each question with the id of its own answer."""

    assistant: Assistant
    ids: tuple[str, ...]
    cases: tuple[tuple[Case, str], ...]

    def without_their_own(self, cases: Sequence[tuple[Case, str]]) -> list[Asked]:
        """Ask these questions of all answers but their own, where there are others."""
        return [
            Subject(self.assistant, others).ask(case)
            for case, own in cases
            if (others := tuple(id_ for id_ in self.ids if id_ != own))
        ]


@contextmanager
def answers(pairs: Sequence[Pair], folder: Path) -> Iterator[Answers]:
    """Make a corpus of all answers and distractors in ``folder``, and open it.

    Raises GoldError when no answer says enough to be found.
    """
    findable = _findable(pairs)
    folder.mkdir(parents=True, exist_ok=True)
    files = _write_corpus(pairs, folder / "corpus")
    with Assistant(folder / "corpus", folder / "index") as assistant:
        named = {document.file: document.id for document in assistant.library.documents}  # some say who they are
        ids = {found: named[file] for found, file in files.items()}
        cases = tuple((_case(pair), ids[pair.answer.strip()]) for pair in findable)
        yield Answers(assistant, tuple(ids.values()), cases)


def in_corpus(pairs: Sequence[Pair], subject: Subject, name: str, key: str) -> Findings:
    """Ask the questions of a corpus, and see whether it says what the answers say."""
    findable = _findable(pairs)
    asked = [subject.ask(_case(pair)) for pair in findable]
    judgments: list[Judgments] = [
        {hit.passage.id: 1 for hit in one.hits if word_recall(hit.passage.text, pair.answer) >= SHARE_OF_WORDS}
        for one, pair in zip(asked, findable, strict=True)
    ]
    scores = score_systems([one.hits for one in asked], judgments)
    somewhere = sum(1 for judged in judgments if judged)
    columns = [RANKING.index(measure) for measure in WITHOUT_RECALL]
    passages = Table(
        key=f"{key}-passages",
        title=f"D. {name}: de passages die hetzelfde zeggen ({len(findable)} vragen)",
        note=(
            f"Goed is een passage met minstens {SHARE_OF_WORDS:.0%} van de inhoudswoorden van het antwoord; voor "
            f"{somewhere} vragen is er zo een, de andere tellen als gemist; {_left_out(pairs, findable)}"
        ),
        columns=WITHOUT_RECALL,
        rows=tuple(Row(f"alle · {system}", means(scores[system][:, columns])) for system in SYSTEMS),
    )
    both = list(zip(asked, findable, strict=True))
    overlap = Table(
        key=f"{key}-overlap",
        title=f"D. {name}: overlap van de geciteerde zinnen met het antwoord ({len(findable)} vragen)",
        note="ROUGE-L van de beste zin, en het deel van de woorden in alle samen. Een geweigerde vraag telt als 0.",
        columns=tuple(f"beste van {k}" for k in BEST_OF),
        rows=(
            Row("ROUGE-L", means(np.asarray([best_rouge(_quotes(one), pair.answer) for one, pair in both]))),
            Row("woorden", means(np.asarray([words_said(_quotes(one), pair.answer) for one, pair in both]))),
        ),
    )
    places = [
        _place([hit.passage.id for hit in one.hits], set(judged)) for one, judged in zip(asked, judgments, strict=True)
    ]
    outcomes = _outcomes(asked, findable, places, scores[PRODUCT])
    return Findings((passages, overlap), compare_scores(f"D, {name}", scores), outcomes, tuple(asked))


def _findable(pairs: Sequence[Pair]) -> list[Pair]:
    """The pairs whose answer says enough to be found. Raises GoldError when there is none."""
    findable = [pair for pair in pairs if len(pair.answer.strip()) >= SHORTEST_ANSWER]
    if not findable:
        raise GoldError(
            f"{pairs[0].source}: geen enkel antwoord heeft {SHORTEST_ANSWER} tekens of meer; kies langere antwoorden."
        )
    return findable


def _left_out(pairs: Sequence[Pair], findable: Sequence[Pair]) -> str:
    short = len(pairs) - len(findable)
    return f"{short} vragen met een antwoord van minder dan {SHORTEST_ANSWER} tekens worden niet gesteld."


def _quotes(one: Asked) -> list[str]:
    return [citation.quote for citation in one.answer.citations] if one.answer else []


def _place(found: Sequence[str], wanted: set[str]) -> int | None:
    """The place, from 1, of the first different id that is wanted."""
    return next((place for place, id_ in enumerate(dict.fromkeys(found), 1) if id_ in wanted), None)


def _case(pair: Pair) -> Case:
    return Case(pair.source, Kind.PAIR, " ".join(pair.question.split()), (), source=pair.source)


def _outcomes(
    asked: Sequence[Asked], pairs: Sequence[Pair], places: Sequence[int | None], scores: Scores
) -> tuple[Outcome, ...]:
    return tuple(
        Outcome(
            id=pair.source,
            protocol="D",
            kind=str(Kind.PAIR),
            split="",
            question=one.case.question,
            history=(),
            expected=(" ".join(pair.answer.split()),),
            got=tuple(" ".join(hit.passage.text.split()) for hit in one.hits[:1]),
            answered=one.answer is not None,
            chance=round(one.chance, 3),
            place=place,
            scores=dict(zip(RANKING, row, strict=True)),
            failed="" if place == 1 else "niet gevonden" if place is None else f"op plaats {place}",
        )
        for one, pair, place, row in zip(asked, pairs, places, scores.tolist(), strict=True)
    )


def _write_corpus(pairs: Sequence[Pair], folder: Path) -> dict[str, str]:
    """Write each different answer and distractor as a document; returns its file by its text."""
    folder.mkdir()
    texts = dict.fromkeys(
        stripped for pair in pairs for found in (pair.answer, pair.distractor) if (stripped := found.strip())
    )
    files = {found: f"antwoord-{number:05d}.txt" for number, found in enumerate(texts, 1)}
    for found, file in files.items():
        (folder / file).write_text(found, encoding="utf-8")
    return files


def _csv_records(path: Path) -> Iterator[tuple[str, Mapping[str, str]]]:
    try:
        content = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise GoldError(f"{path} is geen tekst in UTF-8; bewaar het bestand opnieuw als UTF-8.") from error
    except OSError as error:
        raise GoldError(f"{path} is niet te lezen ({error.strerror}); controleer de naam en de rechten.") from error
    empty = len(content) - len(content.lstrip("\r\n"))
    skipped = content[:empty].count("\n")
    header = content[empty:].partition("\n")[0]
    reader = csv.DictReader(
        io.StringIO(content[empty:], newline=""), delimiter=max(DELIMITERS, key=header.count), strict=True
    )
    columns = {column.strip().lower() for column in reader.fieldnames or ()}
    for names in (QUESTION, ANSWER):
        if not columns & set(names):
            raise GoldError(
                f"{path.name}, regel {skipped + 1}: de kolom {' of '.join(names)!r} ontbreekt; voeg hem toe."
            )
    line = skipped + reader.line_num + 1
    try:
        for row in reader:
            if None in row:
                raise GoldError(
                    f"{path.name}, regel {line}: hier staan meer cellen dan kolommen; zet aanhalingstekens."
                )
            yield f"{path.name}, regel {line}", {column: value or "" for column, value in row.items()}
            line = skipped + reader.line_num + 1
    except csv.Error as error:
        raise GoldError(f"{path.name}, regel {line}: dit is geen CSV ({error}); bewaar het bestand opnieuw.") from error
