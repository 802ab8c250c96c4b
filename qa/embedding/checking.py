"""What a model is and whether it does what it is for, told by a handful of Dutch texts of our own."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from qa.embedding import Embedder
from qa.embedding.reranking import loaded, relevances
from qa.errors import ModelError

# Questions, each with the passage that answers it in other words, and each on a subject of its own.
ANSWERS = {
    "Hoeveel mensen wachten op een sociale huurwoning?": (
        "Bij de corporaties staan ruim 80.000 woningzoekenden ingeschreven. De gemiddelde inschrijftijd voordat "
        "een huishouden een betaalbaar huis krijgt toegewezen, is opgelopen tot negen jaar, en in de grote steden "
        "is die nog langer. Het kabinet maakt daarom met gemeenten en corporaties afspraken over extra nieuwbouw."
    ),
    "Wat doet de minister tegen uitval van treinen?": (
        "Het afgelopen kwartaal reed een op de twintig ritten op het hoofdrailnet niet volgens de dienstregeling. "
        "Met de vervoerder is afgesproken dat meer machinisten worden opgeleid en dat versleten wissels eerder "
        "worden vervangen. De Kamer ontvangt elk halfjaar een overzicht van de voortgang."
    ),
    "Waarom krijgen melkveehouders minder ruimte om te bemesten?": (
        "De uitzondering die ons land had op de Europese norm voor stikstof uit dierlijke mest, wordt in stappen "
        "afgebouwd. Daardoor mogen boeren met koeien per hectare minder uitrijden dan zij gewend waren. Voor "
        "bedrijven die hierdoor in de problemen komen, is een overgangsregeling in voorbereiding."
    ),
    "Welke straf staat op het hacken van een ziekenhuis?": (
        "Wie opzettelijk en wederrechtelijk binnendringt in een geautomatiseerd werk, kan een gevangenisstraf van "
        "ten hoogste twee jaar krijgen. Is het doelwit een instelling voor zorg en ontstaat er gevaar voor "
        "patiënten, dan loopt het maximum op tot zes jaar. Het Openbaar Ministerie eist in zulke zaken steeds "
        "vaker celstraf."
    ),
    "Hoe wordt het tekort aan leraren aangepakt?": (
        "Scholen kunnen subsidie krijgen om zij-instromers te begeleiden die naast hun baan een bevoegdheid halen. "
        "Ook wordt het salaris in het primair onderwijs gelijkgetrokken met dat in het voortgezet onderwijs, zodat "
        "het vak voor de klas aantrekkelijker wordt. De eerste resultaten worden volgend voorjaar verwacht."
    ),
    "Wanneer gaat de pensioenleeftijd omhoog?": (
        "De AOW gaat nu in op 67 jaar. Vanaf 2028 komen daar drie maanden bij, omdat de levensverwachting is "
        "gestegen; vijf jaar van tevoren wordt vastgesteld of een verdere verschuiving nodig is. Wie zwaar werk "
        "doet, kan onder voorwaarden eerder stoppen door een regeling met de werkgever."
    ),
}
QUESTIONS, PASSAGES = tuple(ANSWERS), tuple(ANSWERS.values())

TRIES = 3  # of which the fastest is taken: other programs may take time too
READ = 20  # passages that a reranker reads for a question


@dataclass(frozen=True, slots=True)
class Traits:
    """What a loaded model is.

    ``parameters`` is their number, ``memory`` what they take of it, in bytes. ``longest`` is the number of tokens that
    it reads of a text; ``None`` where it reads all.
    """

    parameters: int
    memory: int
    longest: int | None


@dataclass(frozen=True, slots=True)
class CheckedEncoder:
    """What came of a check of an encoder.

    ``prompts`` are what it puts before a question and before a passage. ``right`` is the number of our questions, out
    of ``asked``, to which their own passage is the nearest; ``near`` and ``foreign`` are the mean cosines with that one
    and with the others. ``question`` and ``passage`` are seconds: of one question, and of a passage among others.
    """

    traits: Traits
    dimension: int
    prompts: tuple[str, str]
    right: int
    near: float
    foreign: float
    question: float
    passage: float
    asked: int = len(ANSWERS)


@dataclass(frozen=True, slots=True)
class CheckedReranker:
    """What came of a check of a reranker.

    ``right`` is the number of our questions, out of ``asked``, for which their own passage is the best; ``question``
    are the seconds that it adds to one.
    """

    traits: Traits
    right: int
    question: float
    asked: int = len(ANSWERS)


def check_encoder(embedder: Embedder) -> CheckedEncoder:
    """Load a model and embed a few texts. Raises ModelError when it cannot be used."""
    questions, passages = embedder.queries(QUESTIONS), embedder.passages(PASSAGES)
    lengths = np.linalg.norm(np.concatenate([questions, passages]), axis=1)
    if not np.allclose(lengths, 1, atol=1e-3):  # not a number is not near 1 either
        raise ModelError(f"Het taalmodel {embedder.identity} geeft geen eenheidsvectoren; kies een ander.")
    cosines = questions @ passages.T
    own = np.eye(len(ANSWERS), dtype=bool)
    model = embedder.model()
    return CheckedEncoder(
        traits=_traits(model),
        dimension=embedder.dimension,
        prompts=(model.prompts.get("query", ""), model.prompts.get("document", "")),
        right=int((cosines.argmax(axis=1) == np.arange(len(ANSWERS))).sum()),
        near=float(cosines[own].mean()),
        foreign=float(cosines[~own].mean()),
        question=_seconds(lambda: embedder.queries(QUESTIONS[:1])),
        passage=_seconds(lambda: embedder.passages(PASSAGES)) / len(PASSAGES),
    )


def check_reranker(name: str) -> CheckedReranker:
    """Load a cross-encoder and have it read a few texts. Raises ModelError when it cannot be used."""
    found = np.stack([relevances(name, question, PASSAGES) for question in QUESTIONS])
    if not np.isfinite(found).all():
        raise ModelError(f"Het model {name} geeft geen getal aan elke tekst; kies een ander.")
    texts = (PASSAGES * READ)[:READ]
    return CheckedReranker(
        traits=_traits(loaded(name)),
        # One that tells none of them from the others has them all at 0.
        right=int(((found.argmax(axis=1) == np.arange(len(ANSWERS))) & (found.max(axis=1) > 0)).sum()),
        question=_seconds(lambda: relevances(name, QUESTIONS[0], texts)),
    )


def _traits(model: Any) -> Traits:  # noqa: ANN401 - sentence-transformers has no type information
    weights = list(model.parameters())
    longest = model.max_seq_length
    return Traits(
        parameters=sum(weight.numel() for weight in weights),
        memory=sum(weight.numel() * weight.element_size() for weight in weights),
        longest=int(longest) if longest and np.isfinite(longest) else None,
    )


def _seconds(do: Callable[[], object]) -> float:
    """The seconds that it takes, at its fastest."""
    taken = []
    for _ in range(TRIES):
        start = time.perf_counter()
        do()
        taken.append(time.perf_counter() - start)
    return min(taken)
