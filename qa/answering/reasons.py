"""How an answer came about, in plain Dutch."""

from collections.abc import Iterable, Iterator, Sequence

from qa.domain import Citation, Hit, Query, Role
from qa.language.day_words import spaced
from qa.retrieval.answerability import Evidence, Measures
from qa.retrieval.ranking import Ranking


def understood(query: Query) -> Iterator[str]:
    """Tell what was looked for, and where."""
    if query.text != query.question:
        yield f"Opgevat als: {query.text}"
    words = ", ".join(" of ".join(map(spaced, concept)) for concept in query.concepts)
    if words:
        yield f"Gezocht op de betekenis van de vraag, en op de woorden {words}."
    if query.counted:
        yield f"Gevraagd is een aantal ({' of '.join(query.counted)}); een passage die dat noemt, gaat voor."
    for restriction in query.restrictions:
        yield f"Door «{restriction.words.strip()}» {restriction.label}."


def weighed(query: Query, ranking: Ranking, evidence: Evidence) -> Iterator[str]:
    """Tell what spoke for an answer, and whether that was enough."""
    if query.number is not None:
        yield f"Het antwoord op vraag {query.number} is {'' if ranking.listed else 'niet '}in een lijst gevonden."
        return
    if ranking.listed:
        yield "De vraag staat zo in een lijst van vragen en antwoorden; haar eigen antwoord komt eerst."
        return
    if ranking.explained:
        yield f"De eerste passage zegt waar {query.short} voor staat."
        return
    for phrase in ranking.missing:
        yield f"Geen passage heeft «{phrase}», letterlijk zo."
    for day in ranking.unnamed:
        yield f"Geen passage noemt {spaced(day)}."
    if evidence.measures is None:
        yield "Geen gevonden passage heeft een woord, of een deel daarvan, met de vraag gemeen: niets gevonden."
        return
    yield from _measured(query, evidence.measures)
    lowest, certain = (_percent(evidence.parameters[name]) for name in ("answered from", "certain from"))
    yield (
        f"De kans dat de eerste passage de vraag beantwoordt, is naar schatting {_percent(evidence.chance)} "
        f"(vanaf {lowest} wordt geantwoord, vanaf {certain} zonder voorbehoud)."
    )
    if evidence.shown and evidence.chance < evidence.parameters["answered from"]:
        yield "Zij noemt al wat er gevraagd is, of de dag waarnaar gevraagd is; daarom is zij toch getoond."


def _measured(query: Query, measures: Measures) -> Iterator[str]:
    words = f", en haar woorden {_number(measures.words)} bij die van de vraag" if measures.words else ""
    yield (
        f"De zin van de eerste passage die het dichtst bij de vraag komt, heeft een gelijkenis van "
        f"{_number(measures.sentence)}{words} (0 is een vraag over iets anders, 1 dezelfde tekst)."
    )
    if measures.unstated and query.counted:
        yield f"Zij noemt geen aantal {' of '.join(query.counted)}."


def cited(ranking: Ranking, citations: Sequence[Citation], numbers: Iterable[int]) -> Iterator[str]:
    """Tell of each citation which leg of the search found it, and what it is to the answer."""
    by_meaning = _places(ranking.hits, [hit.cosine for hit in ranking.hits])
    by_words = _places(ranking.hits, [hit.bm25 for hit in ranking.hits])
    for number in numbers:
        source = citations[number - 1]
        match source.role:
            case Role.REFERRED:
                yield f"[{number}]: een antwoord waarnaar wordt verwezen."
                continue
            case Role.EARLIER:
                role = "; ouder dan een passage over hetzelfde die ook is gevonden"
            case Role.MEMBERS:
                role = "; woorden van leden, geen standpunt van het kabinet"
            case _:
                role = ""
        hit = next((h for h in ranking.hits if _is(h, source)), None)
        if hit is not None:
            words = f"op woorden {by_words[hit.position]}e" if hit.bm25 else "op woorden niet gevonden"
            yield f"[{number}]: op betekenis {by_meaning[hit.position]}e van {len(ranking.hits)}, {words}{role}."


def _is(hit: Hit, source: Citation) -> bool:
    return hit.passage.document_id == source.document_id and hit.passage.text == source.passage


def _places(hits: Sequence[Hit], scores: Sequence[float]) -> dict[int, int]:
    """The place of each passage, by its position in the index, when they are ranked by these scores."""
    order = sorted(zip(scores, hits, strict=True), key=lambda pair: (-pair[0], pair[1].position))
    return {hit.position: place for place, (_, hit) in enumerate(order, 1)}


def _percent(value: float) -> str:
    return f"{round(100 * value)} %"


def _number(value: float) -> str:
    return f"{value:.2f}".replace(".", ",")
