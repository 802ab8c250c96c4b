"""Small papers of each kind, as they are printed; all names are invented."""

ANSWERS = """Tweede Kamer der Staten-Generaal

2

Vergaderjaar 2023–2024

Aanhangsel van de Handelingen
Vragen gesteld door de leden der Kamer, met de daarop door de
regering gegeven antwoorden

1292
Vragen van de leden Jansen (ABC) en De Wit-Öz (XYZ) aan de Minister van
Asiel en Migratie over huisvesting van
evacués (ingezonden 1 februari 2024).

Antwoord van Minister Pietersen (Asiel en Migratie), mede namens de
Minister van Defensie (ontvangen 21 maart 2024). Zie ook Aanhangsel
Handelingen, vergaderjaar 2023–2024, nr. 1028

Vraag 1
Bent u bekend met het bericht?

Antwoord 1
Ja, dat bericht is mij bekend.

ah-tk-20232024-1292
ISSN 0921 - 7398
’s-Gravenhage 2024

Tweede Kamer, vergaderjaar 2023–2024, Aanhangsel
"""

MOTION = """Tweede Kamer der Staten-Generaal

2

Vergaderjaar 2024–2025

21 501-02

Raad Algemene Zaken en Raad Buitenlandse
Zaken

Nr. 3121

MOTIE VAN HET LID VAN DER JANSEN
Voorgesteld 10 april 2025

De Kamer,

gehoord de beraadslaging,

overwegende dat de leden van de ABC-fractie hierom vroegen;

verzoekt de regering in te zetten op een staakt-het-vuren,

en gaat over tot de orde van de dag.

Van der Jansen

kst-21501-02-3121
ISSN 0921 - 7371
’s-Gravenhage 2025

Tweede Kamer, vergaderjaar 2024–2025, 21 501-02, nr. 3121
"""

LETTER = """Aan de Voorzitter van de Tweede Kamer der Staten-Generaal
Postbus 20018
2500 EA DEN HAAG

Datum 3 oktober 2018
Betreft Onbeantwoorde vragen van het algemeen overleg over de daling van het
aantal leerlingen

Geachte voorzitter,

In deze brief ga ik in op de vragen die tijdens het overleg niet beantwoord konden worden.

Met vriendelijke groet,

de minister voor Onderwijs en Media,

Anna Vermeer
"""


def published(line: str, *, dossier: str = "36 600 VII", number: str = "Nr. 12", below: str = "") -> str:
    """Give the first page of a kamerstuk that names itself in this line."""
    return (
        "Tweede Kamer der Staten-Generaal\n\n2\n\nVergaderjaar 2024–2025\n\n"
        f"{dossier} Vaststelling van de begroting van Buitenlandse Zaken\n\n{number} {line}\n\n{below}\n\n"
        "De inzet wordt in dit stuk uiteengezet, met de kosten en de duur ervan in het komende jaar.\n"
    )
