"""The documents that a conversation cites, for reference managers: BibTeX and RIS, one entry a document."""

import hashlib
import re
from collections.abc import Iterable, Iterator

from qa.domain import NO_PAGE, Answer, Citation, Identity
from qa.export.content import one_line, web_address
from qa.parliament.citation import citation
from qa.parliament.identity import parse_kamerstuk_id
from qa.parliament.sessions import session_year

PARLIAMENTARY = "parlementair document"  # the kind of a publication whose kind is not known

# BibTeX knows no parliamentary document. Of its types a report has what a kamerstuk has: an institution, a kind and a
# number in a series. Of a document from elsewhere nothing is claimed.
BIBTEX_PUBLISHED, BIBTEX_OTHER = "techreport", "misc"
# GOVDOC is the government document of RIS, which reference managers take in as a report; its BILL, LEGAL and STAT are
# laws and cases, its HEAR a hearing.
RIS_PUBLISHED, RIS_OTHER = "GOVDOC", "GEN"

KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
NOT_IN_KEY = re.compile(r"[^A-Za-z0-9._-]+")
# BibTeX counts braces even behind a backslash, so that they go by name.
TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "^": r"\textasciicircum{}",
        "~": r"\textasciitilde{}",
        "<": r"\textless{}",
        ">": r"\textgreater{}",
        "|": r"\textbar{}",
        **{mark: rf"\{mark}" for mark in "$&%#_"},
    }
)


def cited_documents(answers: Iterable[Answer], known: Iterable[Identity]) -> tuple[Identity, ...]:
    """Give the documents that answers cite, in the order in which they first do.

    ``known`` are the documents there are. One that is no longer there is given as far as its citation tells.
    """
    there = {identity.id: identity for identity in known}
    cited = {source.document_id: source for answer in answers for source in answer.citations}
    return tuple(there.get(id_) or _as_cited(source) for id_, source in cited.items())


def bibtex(documents: Iterable[Identity]) -> str:
    """Give a bibliography in BibTeX; what is not known of a document is left out.

    The key of an entry is the id of its document where that can be a key, and always the same for the same id.
    """
    return "\n".join(_bibtex_entry(document) for document in documents)


def ris(documents: Iterable[Identity]) -> str:
    r"""Give a bibliography in RIS, its lines ended by ``\r\n``: write it without translating line ends.

    The entries and what they hold are those of ``bibtex``.
    """
    return "".join(
        "".join(f"{tag}  - {value}\r\n" for tag, value in _ris_fields(document) if value) + "ER  - \r\n"
        for document in documents
    )


def _bibtex_entry(document: Identity) -> str:
    fields = (
        ("title", f"{{{_tex(document.title)}}}"),  # in braces of its own: no style makes small letters of capitals
        ("institution", _tex(_institution(document))),
        ("type", _tex(_kind(document))),
        ("number", _tex(_number(document))),
        ("year", str(document.date.year) if document.date else ""),
        ("date", document.date.isoformat() if document.date else ""),  # for BibLaTeX, which knows days
        ("url", web_address(document.url)),
        ("note", _tex(_reference(document))),
    )
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields if value)
    kind = BIBTEX_PUBLISHED if document.chamber else BIBTEX_OTHER
    return f"@{kind}{{{_key(document.id)},\n{lines}}}\n"


def _ris_fields(document: Identity) -> Iterator[tuple[str, str]]:
    yield "TY", RIS_PUBLISHED if document.chamber else RIS_OTHER
    yield "ID", _key(document.id)
    yield "TI", one_line(document.title)
    yield "PB", _institution(document)
    yield "M3", _kind(document)
    yield "SN", _number(document)  # of a report, this is its number
    if document.date:
        yield "PY", str(document.date.year)
        yield "DA", f"{document.date:%Y/%m/%d}"
    yield "UR", web_address(document.url)
    yield "N1", _reference(document)


def _as_cited(source: Citation) -> Identity:
    named = parse_kamerstuk_id(source.document_id)
    return Identity(
        id=source.document_id,
        file="",
        title=source.title,
        date=source.date,
        kind="",
        chamber=named.chamber if named else "",
        session_year=session_year(source.date) if named and source.date else "",
        dossier=named.dossier if named else "",
        number=named.number if named else "",
        url=source.url,
    )


def _key(id_: str) -> str:
    if KEY.fullmatch(id_):
        return id_
    # Two ids may differ only in what a key cannot hold; the digest keeps them apart, in any order of entries.
    digest = hashlib.sha256(id_.encode("utf-8", "backslashreplace")).hexdigest()
    return f"{NOT_IN_KEY.sub('-', id_).strip('-')}-{digest[:8]}".strip("-")


def _institution(document: Identity) -> str:
    return one_line(f"{document.chamber} der Staten-Generaal") if document.chamber else ""


def _kind(document: Identity) -> str:
    """The kind; without one, the styles of BibTeX would call a publication a technical report."""
    return one_line(document.kind) or (PARLIAMENTARY if document.chamber else "")


def _number(document: Identity) -> str:
    number = f"nr. {document.number}" if document.number.isdigit() else document.number
    return one_line(", ".join(part for part in (document.dossier, number) if part))


def _reference(document: Identity) -> str:
    """The usual citation, where that tells more than the title and the date."""
    usual = citation(document, NO_PAGE)
    return "" if usual.startswith(document.title) else one_line(usual)


def _tex(text: str) -> str:
    return one_line(text).translate(TEX)
