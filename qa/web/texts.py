"""All that the page says in its own words, in Dutch and in English."""

from dataclasses import dataclass

TITLE = "Vindplaats"


@dataclass(frozen=True, slots=True)
class Words:
    """The words of the page in one language; ``home`` is the path of the page in it, ``other`` names the other one."""

    language: str
    home: str
    other: str
    subtitle: str
    privacy: str
    logged: str

    question_label: str
    question_placeholder: str
    send: str
    stop: str
    busy: str
    conversation: str
    new_conversation: str
    examples_label: str
    examples: tuple[str, ...]
    skip: str

    sources: str
    no_sources_yet: str
    no_sources_found: str
    source_label: str
    source_link: str
    related: str
    related_hint: str
    why: str
    standing_answer: str
    standing_earlier: str
    standing_referred: str
    standing_members: str
    date_unknown: str
    question_number: str
    score: str
    show_page: str
    read_in_document: str
    open_publication: str
    published_page: str
    copy_citation: str

    completed: str
    searched: str
    undo: str
    nothing_found: str
    nothing_on_part: str
    said_before: str
    uncertain: str
    differing: str
    not_now: str

    copy: str
    copy_text: str
    copy_markdown: str
    copy_rich: str
    copy_link: str
    copied: str
    not_copied: str
    edit: str
    useful: str
    not_useful: str
    wrong_passage: str
    remark: str
    send_feedback: str
    thanks: str
    export: str
    earlier_conversations: str
    wipe_conversations: str
    wiped: str
    no_conversations: str
    changed_since: str

    period: str
    scope_all: str
    scope_label: str
    since: str
    until: str
    remove_filter: str

    page: str
    page_of: str
    previous_page: str
    next_page: str
    close: str
    page_alt: str
    no_such_page: str

    unexpected: str
    offline: str
    logged_out: str
    editing: str
    too_many_own: str
    page_plain: str
    passage_here: str
    questions_tab: str
    documents_tab: str
    columns: tuple[str, ...]
    choose: str
    chosen: str
    filter_documents: str
    no_documents: str
    skipped: str
    doubtful: str
    own: str
    add: str
    add_hint: str
    added: str
    not_added: str
    publish: str
    publish_ask: str
    published: str
    remove: str
    remove_confirm: str
    remove_ask: str
    choose_first: str
    removed: str
    keep: str
    no_such_document: str
    not_yours: str
    not_allowed: str
    already_shared: str
    log_out: str


DUTCH = Words(
    language="nl",
    home="",
    other="English",
    subtitle="Antwoorden met hun vindplaats, uit Nederlandse Kamerstukken",
    privacy="Uw vragen en de documenten blijven op deze computer. Controleer een antwoord altijd in de bron.",
    logged="De beheerder laat vragen bewaren op deze computer.",
    question_label="Uw vraag",
    question_placeholder="Stel een vraag over de documenten",
    send="Vraag",
    stop="Stop",
    busy="Bezig met zoeken …",
    conversation="Gesprek",
    new_conversation="Nieuw gesprek",
    examples_label="Bijvoorbeeld",
    examples=(
        "Wat is de rechtsgrond van OIR?",
        "Hoeveel militairen levert Nederland aan NMI in 2024?",
        "Wat is de rol van de Senior Civilian?",
        "Hoe is de medische zorg voor de Ground Movement Teams geregeld?",
    ),
    skip="Naar uw vraag",
    sources="Vindplaatsen",
    no_sources_yet="Hier verschijnen de passages waarop een antwoord rust.",
    no_sources_found="Bij deze vraag is geen passage gevonden die haar beantwoordt.",
    source_label="Vindplaats {number}: {reference}",
    source_link="Naar vindplaats {number}",
    related="Mogelijk verwant",
    related_hint="Deze passages komen het dichtst bij, maar beantwoorden de vraag niet.",
    why="Waarom dit antwoord?",
    standing_answer="nieuwste",
    standing_earlier="eerder",
    standing_referred="zie ook",
    standing_members="woorden van leden",
    date_unknown="datum onbekend",
    question_number="Vraag {number}",
    score="Score {score} (1 is de beste binnen deze vraag)",
    show_page="Toon de bladzijde",
    read_in_document="Lees in het document",
    open_publication="Open de publicatie",
    published_page="Bladzijde {number} van de PDF",
    copy_citation="Kopieer citaat",
    completed="Opgevat als: {question}",
    searched="Gezocht:",
    undo="Zoek ook zonder: {label}",
    nothing_found="In de documenten is geen antwoord op deze vraag gevonden.",
    nothing_on_part="Hierover is in de documenten niets gevonden.",
    said_before="Wat hierover is gevonden, staat hierboven al.",
    uncertain="Of dit de vraag beantwoordt, is niet zeker; dit komt er het dichtst bij:",
    differing="De documenten verschillen hierin",
    not_now="Niet beantwoord: {reason}",
    copy="Kopieer",
    copy_text="Tekst",
    copy_markdown="Markdown",
    copy_rich="Voor Word",
    copy_link="Koppeling",
    copied="Gekopieerd.",
    not_copied="Kopiëren is niet gelukt; selecteer de tekst zelf.",
    edit="Vraag aanpassen",
    useful="Nuttig",
    not_useful="Niet nuttig",
    wrong_passage="Verkeerde passage",
    remark="Opmerking (mag leeg blijven)",
    send_feedback="Bewaar mijn oordeel",
    thanks="Uw oordeel is op deze computer bewaard.",
    export="Gesprek bewaren als",
    earlier_conversations="Eerdere gesprekken",
    wipe_conversations="Wis alle gesprekken",
    wiped="Alle gesprekken zijn uit deze browser gewist.",
    no_conversations="Er zijn nog geen eerdere gesprekken. Ze worden alleen in deze browser bewaard.",
    changed_since="De documenten zijn veranderd sinds deze koppeling werd gemaakt; het antwoord kan anders zijn.",
    period="Periode",
    scope_all="Zoekt in alle documenten",
    scope_label="Zoekt in:",
    since="Vanaf",
    until="Tot en met",
    remove_filter="Haal weg: {label}",
    page="Bladzijde {number}",
    page_of="Bladzijde {number} van {total}",
    previous_page="Vorige bladzijde",
    next_page="Volgende bladzijde",
    close="Sluit",
    page_alt="Bladzijde {number} van {title}, met de aangehaalde passage.",
    no_such_page="Deze bladzijde is er niet (meer).",
    unexpected="Er ging iets mis bij het beantwoorden; probeer het opnieuw of herstart de chat.",
    offline="De chat is niet bereikbaar; controleer of het programma nog draait en probeer het opnieuw.",
    logged_out="U bent niet meer aangemeld; laad de pagina opnieuw om u aan te melden.",
    editing="U past vraag {number} aan; maak het vak leeg om dat niet te doen.",
    too_many_own="U kunt hoogstens {most} eigen documenten toevoegen; verwijder er eerst enkele.",
    page_plain="Bladzijde {number} van {title}.",
    passage_here="De aangehaalde passage als tekst",
    questions_tab="Vragen",
    documents_tab="Documenten",
    columns=("Titel", "Datum", "Soort", "Kamer", "Bladzijden", "Passages", "Aan te halen als"),
    choose="Zoek alleen in de gekozen documenten",
    chosen="Kies {title}",
    filter_documents="Filter op titel, soort of nummer",
    no_documents="Er zijn nog geen documenten.",
    skipped="Overgeslagen: {files}: {reason}",
    doubtful="Let op: {files}: {reason}",
    own="alleen voor u",
    add="Eigen documenten toevoegen",
    add_hint=(
        "PDF, Word, webpagina, officiële XML of tekst. Alleen u kunt ernaar vragen; wie hier mag beheren, kan ze voor "
        "iedereen opnemen. Ze blijven op deze computer en verdwijnen als de chat stopt."
    ),
    added="Toegevoegd: {names}.",
    not_added="Niet toegevoegd: {reason}",
    publish="Neem de gekozen op voor iedereen",
    publish_ask="Deze documenten opnemen, zodat iedereen ernaar kan vragen: {names}?",
    published="Voor iedereen opgenomen: {names}.",
    remove="Verwijder de gekozen",
    remove_confirm="Ja, verwijder voorgoed",
    remove_ask="Deze documenten en elk spoor ervan in de index verwijderen: {names}?",
    choose_first="Kies eerst een of meer documenten.",
    removed="Verwijderd: {names}.",
    keep="Nee, laat ze zo",
    no_such_document="Dit document is er niet (meer).",
    not_yours="Alleen wie hier mag beheren, kan verwijderen wat voor iedereen is: {names}.",
    not_allowed="Alleen wie hier mag beheren, kan documenten voor iedereen opnemen.",
    already_shared="Deze documenten zijn er al voor iedereen: {names}.",
    log_out="Afmelden",
)

ENGLISH = Words(
    language="en",
    home="en",
    other="Nederlands",
    subtitle="Answers with their source, from Dutch parliamentary documents",
    privacy="Your questions and the documents stay on this computer. Always check an answer in its source.",
    logged="The administrator has questions kept on this computer.",
    question_label="Your question",
    question_placeholder="Ask a question about the documents",
    send="Ask",
    stop="Stop",
    busy="Searching …",
    conversation="Conversation",
    new_conversation="New conversation",
    examples_label="For example",
    examples=(
        "What is the legal basis of OIR?",
        "How many soldiers does the Netherlands send to NMI in 2024?",
        "What is the role of the Senior Civilian?",
        "How is medical care for the Ground Movement Teams arranged?",
    ),
    skip="To your question",
    sources="Sources",
    no_sources_yet="The passages on which an answer rests appear here.",
    no_sources_found="No passage was found that answers this question.",
    source_label="Source {number}: {reference}",
    source_link="To source {number}",
    related="Possibly related",
    related_hint="These passages come nearest, but do not answer the question.",
    why="Why this answer?",
    standing_answer="newest",
    standing_earlier="earlier",
    standing_referred="see also",
    standing_members="words of members",
    date_unknown="date unknown",
    question_number="Question {number}",
    score="Score {score} (1 is the best for this question)",
    show_page="Show the page",
    read_in_document="Read in the document",
    open_publication="Open the publication",
    published_page="Page {number} of the PDF",
    copy_citation="Copy citation",
    completed="Understood as: {question}",
    searched="Searched:",
    undo="Search also without: {label}",
    nothing_found="The documents hold no answer to this question.",
    nothing_on_part="Nothing was found on this in the documents.",
    said_before="What was found on this stands above.",
    uncertain="Whether this answers the question is not certain; it comes nearest:",
    differing="The documents differ on this",
    not_now="Not answered: {reason}",
    copy="Copy",
    copy_text="Text",
    copy_markdown="Markdown",
    copy_rich="For Word",
    copy_link="Link",
    copied="Copied.",
    not_copied="Copying failed; select the text yourself.",
    edit="Edit question",
    useful="Useful",
    not_useful="Not useful",
    wrong_passage="Wrong passage",
    remark="Remark (may be left empty)",
    send_feedback="Keep my verdict",
    thanks="Your verdict is kept on this computer.",
    export="Save conversation as",
    earlier_conversations="Earlier conversations",
    wipe_conversations="Wipe all conversations",
    wiped="All conversations have been wiped from this browser.",
    no_conversations="There are no earlier conversations yet. They are kept in this browser only.",
    changed_since="The documents have changed since this link was made; the answer may differ.",
    period="Period",
    scope_all="Searches all documents",
    scope_label="Searches:",
    since="From",
    until="Up to and including",
    remove_filter="Remove: {label}",
    page="Page {number}",
    page_of="Page {number} of {total}",
    previous_page="Previous page",
    next_page="Next page",
    close="Close",
    page_alt="Page {number} of {title}, with the cited passage.",
    no_such_page="This page is not here (any more).",
    unexpected="Something went wrong while answering; try again or restart the chat.",
    offline="The chat cannot be reached; check that the program is still running and try again.",
    logged_out="You are not logged in any more; load the page again to log in.",
    editing="You are editing question {number}; empty the box to leave it as it was.",
    too_many_own="You can add {most} documents of your own at most; remove some first.",
    page_plain="Page {number} of {title}.",
    passage_here="The cited passage as text",
    questions_tab="Questions",
    documents_tab="Documents",
    columns=("Title", "Date", "Kind", "Chamber", "Pages", "Passages", "To be cited as"),
    choose="Search the chosen documents only",
    chosen="Choose {title}",
    filter_documents="Filter by title, kind or number",
    no_documents="There are no documents yet.",
    skipped="Skipped: {files}: {reason}",
    doubtful="Mind: {files}: {reason}",
    own="yours alone",
    add="Add documents of your own",
    add_hint=(
        "PDF, Word, web page, official XML or text. Only you can ask about them; who may manage can take them in for "
        "everyone. They stay on this computer and disappear when the chat stops."
    ),
    added="Added: {names}.",
    not_added="Not added: {reason}",
    publish="Take the chosen in for everyone",
    publish_ask="Take in these documents, so that everyone can ask about them: {names}?",
    published="Taken in for everyone: {names}.",
    remove="Remove the chosen",
    remove_confirm="Yes, remove for good",
    remove_ask="Remove these documents and every trace of them in the index: {names}?",
    choose_first="First choose one or more documents.",
    removed="Removed: {names}.",
    keep="No, leave them",
    no_such_document="This document is not here (any more).",
    not_yours="Only who may manage here can remove what is there for everyone: {names}.",
    not_allowed="Only who may manage here can take documents in for everyone.",
    already_shared="These documents are there for everyone already: {names}.",
    log_out="Log out",
)
