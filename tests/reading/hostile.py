"""Files that were made to break whoever reads them: loops, bombs, and more of everything than a document has."""

import io
import zipfile
import zlib
from functools import cache

HELVETICA = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
CATALOG = "<< /Type /Catalog /Pages 2 0 R >>"
SHOWN = b"BT /F 10 Tf 70 700 Td (De rechtsgrond van de inzet) Tj ET\n"
PUBLICATION = b"<officiele-publicatie>%s</officiele-publicatie>"
DOCX = "[Content_Types].xml"


def pdf(*objects: str | bytes, trailer: str = "") -> bytes:
    """A PDF with these objects, numbered from 1; the first is its catalogue. ``{xref}`` is the place of its table."""
    out = io.BytesIO(b"%PDF-1.7\n")
    out.seek(0, io.SEEK_END)
    places = []
    for number, content in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, content.encode() if isinstance(content, str) else content))
    xref = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    entries = f"/Size {len(objects) + 1} /Root 1 0 R {trailer.format(xref=xref)}"
    out.write(f"trailer\n<< {entries} >>\nstartxref\n{xref}\n%%EOF".encode())
    return out.getvalue()


def stream(data: bytes, entries: str = "", *, packed: bool = False) -> bytes:
    if packed:
        data, entries = zlib.compress(data), f"{entries} /Filter /FlateDecode"
    return f"<< /Length {len(data)} {entries} >>\nstream\n".encode() + data + b"\nendstream"


def one_page(content: bytes, resources: str = "", *more: str | bytes, trailer: str = "") -> bytes:
    page = f"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F 5 0 R >> {resources} >> >>"
    pages = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    return pdf(CATALOG, pages, page, content, HELVETICA, *more, trailer=trailer)


def many_pages(count: int, content: bytes = SHOWN) -> bytes:
    kids = " ".join(f"{5 + n} 0 R" for n in range(count))
    pages = f"<< /Type /Pages /Kids [{kids}] /Count {count} >>"
    page = "<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F 3 0 R >> >> >>"
    return pdf(CATALOG, pages, HELVETICA, stream(content), *[page] * count)


def drawings(depth: int) -> list[bytes]:
    """Drawings that each show the next one ten times."""
    box = "/Type /XObject /Subtype /Form /BBox [0 0 1 1]"
    nested = [
        stream(f"/X{n} Do ".encode() * 10, f"{box} /Resources << /XObject << /X{n} {6 + n} 0 R >> >>")
        for n in range(1, depth)
    ]
    return [*nested, stream(SHOWN, box)]


def zipped(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(DOCX, "<Types/>")
        archive.writestr(name, content)
    return out.getvalue()


def laughs(tag: bytes) -> bytes:
    """Entities that each hold the one before ten times."""
    entities = b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(15))
    return b'<!DOCTYPE l [<!ENTITY a "ha">%s]><%s><al>&p;</al></%s>' % (entities, tag, tag)


@cache
def hostile_files() -> dict[str, bytes]:
    """The files by their name."""
    outside = b'<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]><officiele-publicatie>&x;</officiele-publicatie>'
    return {
        "a page tree that holds itself.pdf": pdf(CATALOG, "<< /Type /Pages /Kids [2 0 R] /Count 2 >>"),
        "a page that is its own parent.pdf": pdf(
            CATALOG, "<< /Type /Pages /Kids [3 0 R] /Count 1 /Parent 3 0 R >>", "<< /Type /Page /Parent 2 0 R >>"
        ),
        "a table that precedes itself.pdf": one_page(stream(SHOWN), trailer="/Prev {xref}"),
        "a catalogue that is itself.pdf": pdf("1 0 R"),
        "a stream as long as itself.pdf": one_page(b"<< /Length 4 0 R >>\nstream\n" + SHOWN + b"\nendstream"),
        "a drawing that shows itself.pdf": one_page(
            stream(b"/X Do"), "/XObject << /X 6 0 R >>", stream(b"/X Do", "/Resources << /XObject << /X 6 0 R >> >>")
        ),
        "drawings within drawings.pdf": one_page(stream(b"/X0 Do"), "/XObject << /X0 6 0 R >>", *drawings(12)),
        "a stream that unpacks to 600 MB.pdf": one_page(stream(b" " * 600_000_000, packed=True)),
        "a page of 300,000 lines.pdf": one_page(stream(SHOWN * 300_000, packed=True)),
        "lists in lists.pdf": one_page(stream(b"[" * 2_000_000 + SHOWN)),
        "10,000 pages.pdf": many_pages(10_000),
        "4,000 pages.pdf": many_pages(4_000),
        "one page a million times.pdf": pdf(CATALOG, f"<< /Type /Pages /Kids [{'2 0 R ' * 10**6}] /Count 9 >>"),
        "a bomb.docx": zipped("word/document.xml", b" " * 500_000_000),
        "no document.docx": zipped("word/other.xml", b"<a/>"),
        "entities.docx": zipped("word/document.xml", laughs(b"document")),
        "entities.xml": laughs(b"officiele-publicatie"),
        "an entity of another file.xml": outside,
        "deep.xml": PUBLICATION % (b"<al>" * 200_000),
        "wide.xml": PUBLICATION % (b"<al>tekst</al>" * 200_000),
        "deep.html": b"<div>" * 1_000_000 + b"tekst",
        "tables in tables.html": b"<table><tr><td>" * 20_000 + b"tekst",
        "cells over everything.html": b"<table>%s</table>"
        % (b"<tr><td colspan=999999999 rowspan=999999999>tekst</td></tr>" * 1_000),
        "brackets.md": b"[" * 200_000,
        "quotations in quotations.md": b">" * 200_000 + b"tekst",
        "tags.md": b"<div>" * 50_000,
        "a large one.md": b"tekst\n" * 1_000_000,
        "one line.txt": b"woord " * 2_000_000,
        "brackets.txt": b"(AB " * 1_000_000,
        "empty lines.txt": b"\n" * 5_000_000 + b"tekst",
        "pages.txt": b"tekst\f" * 200_000,
        "broken words.txt": b"aanval-\n" * 200_000,
        "answers.txt": b"1 Vraag\nAntwoord\n" * 50_000,
        "names.txt": b"Aa " * 1_000_000,
        "addresses.txt": b"://" * 1_000_000 + b" x-\nvolgende",
        "terms.txt": b"a" * 3_000_000 + b"-\nvolgende",
        "references.txt": b"Kamerstuk 27 925, nrs. 1, 2, 3, 4, 5 en 6 " * 50_000,
    }
