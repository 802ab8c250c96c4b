"""All that the page says in its own words."""

TITLE = "Vindplaats"
SUBTITLE = "Antwoorden met hun vindplaats, uit Nederlandse Kamerstukken"
PRIVACY = "Uw vragen en de documenten blijven op deze computer. Controleer een antwoord altijd in de bron."

QUESTION_LABEL = "Uw vraag"
QUESTION_PLACEHOLDER = "Stel een vraag over de documenten"
SEND = "Vraag"
CONVERSATION_LABEL = "Gesprek"
NEW_CONVERSATION = "Nieuw gesprek"
EXAMPLES_LABEL = "Bijvoorbeeld"
EXAMPLES = (
    "Wat is de rechtsgrond van OIR?",
    "Hoeveel militairen levert Nederland aan NMI in 2024?",
    "Wat is de rol van de Senior Civilian?",
    "Hoe is de medische zorg voor de Ground Movement Teams geregeld?",
)

SOURCES_LABEL = "Vindplaatsen"
NO_SOURCES_YET = "Hier verschijnen de passages waarop een antwoord rust."
NO_SOURCES_FOUND = "Bij deze vraag is geen passage gevonden die haar beantwoordt."
EARLIER_SOURCES = "Vindplaatsen bij: {question}"
SOURCE_LABEL = "Vindplaats {number}: {reference}"
WHY = "Waarom dit antwoord?"
RELATED = "Mogelijk verwant"
RESTRICTED = "Gezocht: {labels}."
COMPLETED = "Opgevat als: {question}"
DATE_UNKNOWN = "datum onbekend"
OPEN_DOCUMENT = "Open de publicatie"
READ_IN_DOCUMENT = "Lees in het document"
QUESTION_NUMBER = "Vraag {number}"
SCORE = "Score {score} (1 is de beste binnen deze vraag)"

UNEXPECTED = "Er ging iets mis bij het beantwoorden; probeer het opnieuw of herstart de chat."
READY = "De chat staat open op {url} (stoppen met Ctrl+C)."
PORT_TAKEN = "Poort {port} op {host} is niet vrij; kies een andere met --port."

QUESTIONS_TAB = "Vragen"
DOCUMENTS_TAB = "Documenten"
DOCUMENT_COLUMNS = ("Titel", "Datum", "Soort", "Aan te halen als")
NO_DOCUMENTS = "Er zijn nog geen documenten."
SKIPPED = "Overgeslagen: {reason}"
DOUBTFUL = "Let op: {file}: {reason}"
ADD = "Documenten toevoegen"
ADD_HINT = "PDF, Word, webpagina, officiële XML of tekst. De bestanden komen in de map met documenten op deze computer."
ADDED = "Toegevoegd: {names}."
NOT_ADDED = "Niet toegevoegd: {reason}"
REMOVE_LABEL = "Documenten verwijderen"
REMOVE = "Verwijder"
REMOVE_CONFIRM = "Ja, verwijder voorgoed"
REMOVE_ASK = "Deze documenten en elk spoor ervan in de index verwijderen: {names}?"
REMOVE_NONE = "Kies eerst een of meer documenten."
REMOVED = "Verwijderd: {names}."
KEEP = "Nee, houd ze"
NO_SUCH_DOCUMENT = "Dit document is er niet (meer)."
PAGE = "Bladzijde {number}"
FOLLOWING = "De documenten zijn veranderd; de index wordt bijgewerkt."
NOT_FOLLOWED = "De index is niet bijgewerkt: {reason}"
