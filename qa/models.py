"""Which models are in use, and what another one would change: told in Dutch, and nothing is changed."""

import shlex
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from qa.embedding import Embedder, check_named, hub, is_local, is_ready
from qa.embedding.checking import READ, CheckedEncoder, CheckedReranker, Traits, check_encoder, check_reranker
from qa.errors import IndexFileError
from qa.settings import Settings
from qa.store.manifest import Manifest, read_manifest

EMBEDDED = 3  # times the text of a passage: alone, in its context, and as its sentences


def in_use(settings: Settings) -> Iterator[str]:
    """Say which models are in use, what they are, and what the index measured with them. Raises ModelError."""
    encoder = Embedder(settings)
    yield f"Taalmodel: {encoder.identity}, {_origin(settings.model)}."
    if not settings.model and not is_ready(settings):
        yield "  Het wordt bij het eerste gebruik uitgepakt."
    else:
        yield from _about_encoder(check_encoder(encoder))
    yield from _about_index(settings, encoder.identity)
    if settings.reranker:
        yield f"Herrangschikker: {settings.reranker}, {_origin(settings.reranker)}."
        yield from _about_reranker(check_reranker(settings.reranker))
    else:
        yield "Herrangschikker: geen (QA_RERANKER)."


def tried_encoder(settings: Settings, name: str) -> Iterator[str]:
    """Fetch an encoder where it is not on this machine, check it, and say what it would change.

    Raises ModelError when it cannot be had or used.
    """
    check_named(name, "QA_MODEL")
    tried = Embedder(replace(settings, model=name))
    found = check_encoder(tried)
    yield f"Taalmodel: {tried.identity}, {_origin(name)}."
    yield from _about_encoder(found)
    yield "Wat het verandert:"
    if (made := _manifest(settings)) is None:
        yield f"  De index is er nog niet; een passage inlezen duurt ongeveer {_duration(EMBEDDED * found.passage)}."
    elif made.model == tried.identity:
        yield "  De index is al met dit model gemaakt."
    else:
        duration = _duration(EMBEDDED * found.passage * made.passages)
        yield f"  De index wordt opnieuw gemaakt: ongeveer {duration} voor {_number(made.passages)} passages."
    yield f"  Het model neemt {_megabytes(found.traits.memory)} van het geheugen, zolang Vindplaats draait."
    yield from _how("QA_MODEL", name, "en draai dan `qa index --rebuild`")


def tried_reranker(name: str) -> Iterator[str]:
    """Fetch a reranker where it is not on this machine, check it, and say what it would change.

    Raises ModelError when it cannot be had or used.
    """
    check_named(name, "QA_RERANKER")
    found = check_reranker(name)
    yield f"Herrangschikker: {name}, {_origin(name)}."
    yield from _about_reranker(found)
    yield "Wat hij verandert:"
    yield f"  Een vraag duurt ongeveer {_duration(found.question)} langer; de index blijft zoals hij is."
    yield f"  Het model neemt {_megabytes(found.traits.memory)} van het geheugen, zolang Vindplaats draait."
    yield from _how("QA_RERANKER", name, "en stel een vraag")


def _about_encoder(found: CheckedEncoder) -> Iterator[str]:
    yield f"  {_traits(found.traits)}; een vector van {found.dimension} getallen."
    query, passage = found.prompts
    yield (
        f'  Voorvoegsels: "{query}" voor een vraag, "{passage}" voor een passage.'
        if query or passage
        else ("  Voorvoegsels: geen.")
    )
    yield (
        f"  Van {found.asked} Nederlandse vragen liggen er {found.right} het dichtst bij hun eigen antwoord "
        f"(cosinus {_decimal(found.near)} met het eigen, {_decimal(found.foreign)} met een ander)."
    )
    if found.right < found.asked:
        yield "  Let op: dit model houdt Nederlandse teksten slecht uit elkaar; kies een model voor het Nederlands."
    yield f"  Een vraag lezen duurt {_duration(found.question)}, een passage {_duration(found.passage)}."


def _about_reranker(found: CheckedReranker) -> Iterator[str]:
    yield f"  {_traits(found.traits)}."
    yield f"  Van {found.asked} Nederlandse vragen zet hij er bij {found.right} het eigen antwoord bovenaan."
    if found.right < found.asked:
        yield "  Let op: dit model kiest Nederlandse antwoorden slecht, of het is geen herrangschikker."
    yield f"  {READ} passages lezen, zoveel als bij een vraag, duurt {_duration(found.question)}."


def _about_index(settings: Settings, identity: str) -> Iterator[str]:
    if (made := _manifest(settings)) is None:
        yield f"Index: nog geen in {settings.index}; `qa index` maakt hem."
        return
    yield f"Index: {_number(made.passages)} passages, gemaakt met {made.model}."
    if made.model != identity:
        yield "  Hij hoort niet bij het taalmodel; maak hem opnieuw met `qa index --rebuild`."
    yield f"  Gemeten schaal: een vraag over iets heel anders haalt een cosinus van {_decimal(made.scale.foreign)}."


def _manifest(settings: Settings) -> Manifest | None:
    """What the index says of itself; ``None`` where there is none that can be used."""
    try:
        return read_manifest(settings.index) if settings.index.is_dir() else None
    except IndexFileError:
        return None  # `qa doctor` tells what is wrong with it


def _how(variable: str, name: str, then: str) -> Iterator[str]:
    """How the model is put to use, now and for good."""
    chosen = str(Path(name).expanduser().resolve()) if is_local(name) else name
    line = f"export {variable}={shlex.quote(chosen)}"
    yield f"  Om het te gebruiken: `{line}`, {then}; zet die regel in ~/.profile om het zo te houden."
    yield "Er is niets veranderd."


def _origin(name: str) -> str:
    if not name:
        return "dat meegeleverd is"
    if is_local(name):
        return f"uit de map {Path(name).expanduser()}"
    return f"van de hub van Hugging Face (bewaard in {hub.cache()})"


def _traits(traits: Traits) -> str:
    longest = (
        f"leest de eerste {_number(traits.longest)} tokens van een tekst" if traits.longest else "leest elke tekst"
    )
    return (
        f"{_number(round(traits.parameters / 1e6))} miljoen parameters, {_megabytes(traits.memory)} geheugen; {longest}"
    )


def _duration(seconds: float) -> str:
    if seconds < 1:
        return f"{max(1, round(1000 * seconds))} ms"
    if seconds < 90:
        return f"{round(seconds)} s"
    if seconds < 5400:
        return f"{round(seconds / 60)} minuten"
    return f"{round(seconds / 3600)} uur"


def _megabytes(size: int) -> str:
    return f"{_number(round(size / 1e6))} MB"


def _number(value: int) -> str:
    return f"{value:,}".replace(",", ".")


def _decimal(value: float) -> str:
    return f"{value:.2f}".replace(".", ",")
