"""English terms of parliament, law and defence in Dutch.

The documents are Dutch; a question may be English. The embedding model bridges the two languages for whole
sentences but poorly for single terms of the trade, and the lexical leg not at all. Names and abbreviations
are the same in both languages and need no entry.
"""

import re

from qa.language.words import english_content_words, words

GLOSSARY: dict[str, str] = {
    "act of parliament": "wet",
    "adviser|advisers|advisor|advisors": "adviseur adviseurs",
    "agreement": "akkoord overeenkomst",
    "air strike|air strikes|airstrike|airstrikes": "luchtaanval luchtaanvallen",
    "airport": "vliegveld",
    "ally|allies": "bondgenoot bondgenoten",
    "amount": "bedrag",
    "armed forces": "krijgsmacht strijdkrachten",
    "arms|weapons": "wapens",
    "army": "leger",
    "asylum seekers": "asielzoekers",
    "attack|attacks": "aanval aanvallen aanslag aanslagen",
    "belgium": "België",
    "budget": "begroting budget",
    "cabinet|government": "kabinet regering",
    "camp|camps": "kamp kampen opvangkampen",
    "capacity building": "capaciteitsopbouw",
    "casualty|casualties": "slachtoffers",
    "ceasefire": "wapenstilstand staakt-het-vuren",
    "child|children|minors": "kinderen minderjarigen",
    "civil war": "burgeroorlog",
    "civilian casualties": "burgerslachtoffers",
    "climate": "klimaat",
    "coalition": "coalitie",
    "command structure|chain of command": "bevelstructuur bevelsstructuur",
    "commander": "commandant",
    "committee": "commissie",
    "company": "compagnie",
    "constitution": "Grondwet",
    "consulate": "consulaat",
    "contribution": "bijdrage",
    "cooperation": "samenwerking",
    "cost|costs|expenditure|expenses": "kosten uitgaven",
    "council of state": "Raad van State",
    "country|countries": "land landen",
    "deployment": "inzet",
    "detention": "detentie",
    "development aid|development cooperation": "ontwikkelingssamenwerking",
    "displaced persons|displaced people": "ontheemden",
    "drone|drones": "drones onbemande vliegende systemen",
    "duration": "duur",
    "dutch": "Nederlandse",
    "elections": "verkiezingen",
    "embassy": "ambassade",
    "end date": "einddatum",
    "enemy": "vijand",
    "entrepreneurs": "ondernemers",
    "europe|european union": "Europa Europese Unie EU",
    "evaluation": "evaluatie",
    "exit strategy": "exit-strategie",
    "extension": "verlenging",
    "fighters": "strijders",
    "finance|finances|financial": "financiën financieel",
    "foreign affairs": "Buitenlandse Zaken",
    "foreign troops": "buitenlandse troepen",
    "france": "Frankrijk",
    "germany": "Duitsland",
    "goal|goals|objective|objectives|aim|aims": "doel doelstelling doelstellingen",
    "house of representatives": "Tweede Kamer",
    "human rights": "mensenrechten",
    "humanitarian aid": "humanitaire hulp",
    "infantry": "infanterie",
    "influence": "invloed",
    "international law": "internationaal recht",
    "invitation": "uitnodiging",
    "iranian": "Iraanse",
    "iraq": "Irak",
    "iraqi": "Iraakse",
    "israel": "Israël",
    "jordan": "Jordanië",
    "kurdish": "Koerdische",
    "law|legislation": "wet wetgeving",
    "lebanon": "Libanon",
    "legal basis|legal ground|legal grounds|legal base": "rechtsgrond rechtsbasis",
    "letter": "brief",
    "libya": "Libië",
    "local police": "lokale politie",
    "mandate": "mandaat",
    "medical care": "medische zorg",
    "medical evacuation": "medische afvoerketen",
    "member of parliament|members of parliament": "Kamerlid Kamerleden",
    "migration": "migratie",
    "military": "militair militaire",
    "militia|militias": "militie milities",
    "million": "miljoen",
    "mine clearance|demining": "ontmijning",
    "minister of defence": "minister van Defensie",
    "ministry": "ministerie",
    "mission": "missie",
    "motion": "motie",
    "nato": "NAVO",
    "navy": "marine",
    "oil revenue|oil revenues": "olie-inkomsten",
    "parliament": "Kamer parlement",
    "parliamentary questions": "Kamervragen",
    "partner countries": "partnerlanden",
    "peace": "vrede",
    "phase": "fase",
    "president": "president",
    "press freedom": "persvrijheid",
    "prime minister": "premier minister-president",
    "prisoners": "gevangenen",
    "prison|prisons": "gevangenis gevangenissen",
    "progress report": "voortgangsrapportage",
    "protest|protests": "protesten",
    "reception in the region": "opvang in de regio",
    "reconstruction": "wederopbouw",
    "refugees": "vluchtelingen",
    "region": "regio",
    "rejected asylum seekers": "uitgeprocedeerde asielzoekers",
    "request": "verzoek",
    "return": "terugkeer",
    "returnees": "terugkeerders",
    "risk|risks": "risico risico's",
    "rule of law": "rechtsstaat rechtsorde",
    "russia": "Rusland",
    "russian": "Russische",
    "sanctions": "sancties",
    "saudi arabia": "Saoedi-Arabië",
    "security": "veiligheid",
    "security sector": "veiligheidssector",
    "self-defence|self-defense": "zelfverdediging",
    "senate": "Eerste Kamer",
    "soldier|soldiers|troops|servicemen": "militairen troepen",
    "stability": "stabiliteit",
    "staff officer|staff officers": "stafofficier stafofficieren",
    "support": "steun",
    "syria": "Syrië",
    "tanker aircraft": "tankervliegtuigen",
    "the netherlands|netherlands": "Nederland",
    "threat level": "dreigingsniveau",
    "threat|threats": "dreiging",
    "torture": "marteling",
    "trainer|trainers": "trainers",
    "training": "training",
    "transport helicopter|transport helicopters|helicopter|helicopters": "transporthelikopters helikopters",
    "treaty": "verdrag",
    "turkey": "Turkije",
    "turkish": "Turkse",
    "ukraine": "Oekraïne",
    "unaccompanied minors": "alleenstaande minderjarigen",
    "united kingdom": "Verenigd Koninkrijk",
    "united nations": "Verenigde Naties VN",
    "united states": "Verenigde Staten VS",
    "unmanned": "onbemande",
    "vehicle|vehicles": "voertuigen",
    "veterans": "veteranen",
    "war": "oorlog",
    "war crimes": "oorlogsmisdrijven",
    "withdrawal": "terugtrekking vertrek",
    "women": "vrouwen",
}

_DUTCH = {english: dutch for terms, dutch in GLOSSARY.items() for english in terms.split("|")}
_TERM = re.compile(
    r"\b(?:" + "|".join(re.escape(term) for term in sorted(_DUTCH, key=len, reverse=True)) + r")\b", re.IGNORECASE
)


def dutch_terms(question: str) -> str:
    """Replace the English terms of a question by their Dutch counterparts; the longest term wins."""
    return _TERM.sub(lambda match: _DUTCH[match[0].lower()], question)


def dutch_concepts(question: str) -> list[tuple[str, ...]]:
    """Give what an English question is about, each concept as the Dutch words that may stand for it.

    A term of the glossary is one concept whatever its number of translations; any other word is itself.
    """
    concepts: list[tuple[str, ...]] = []
    end = 0
    for match in _TERM.finditer(question):
        concepts += [(word,) for word in english_content_words(question[end : match.start()])]
        concepts.append(tuple(words(_DUTCH[match[0].lower()])))
        end = match.end()
    return concepts + [(word,) for word in english_content_words(question[end:])]
