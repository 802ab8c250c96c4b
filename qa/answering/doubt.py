"""Why a likely answer is uncertain all the same."""

from collections.abc import Sequence

from qa.domain import Statement
from qa.language.abbreviations import abbreviations_in
from qa.language.negation import denies
from qa.language.words import words
from qa.retrieval.pipeline import Found
from qa.store.interface import Index

EMPTY = "Wat gevraagd wordt, zegt zonder de vraag ervoor niets; daarom is het antwoord onzeker."
MISSING = "Wat tussen aanhalingstekens staat, komt nergens letterlijk voor; daarom is het antwoord onzeker."
DENIED = "De vraag ontkent iets, en wat wordt aangehaald ontkent niets; daarom is het antwoord onzeker."
COMPARED = "Wat wordt vergeleken, staat in verschillende passages; daarom is onzeker of zij over hetzelfde gaan."
OTHER = "Wat wordt aangehaald, noemt {said} en niet {asked}; daarom is het antwoord onzeker."


def why_uncertain(store: Index, found: Found, said: Sequence[Statement]) -> str:
    """Tell why a likely answer is uncertain all the same; empty when it is not.

    The question says nothing by itself, or is one side of a comparison; or what is said first does not have the phrase
    that the question has between quotation marks, denies nothing where the question does, or names another abbreviation
    than the one asked about.
    """
    if found.ranking.listed or not said:
        return ""
    if found.query.leaning and found.ranking.own is None:
        return EMPTY
    if found.query.compared:
        return COMPARED
    if found.ranking.missing:
        return MISSING
    quote = said[0].quote
    if denies(found.query.text) and not denies(quote):
        return DENIED
    asked, named = (dict.fromkeys(abbreviations_in(text)) for text in (found.query.text, quote))
    is_there = set(map(str.lower, asked)).intersection(words(store.short_forms.added_to(quote)))
    if asked and named and not is_there:
        return OTHER.format(said=" en ".join(named), asked=" of ".join(asked))
    return ""
