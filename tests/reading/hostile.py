"""Files that were made to break whoever reads them: loops, bombs, and more of everything than a document has."""

import io
import zipfile
import zlib
from collections.abc import Callable, Mapping

Made = Callable[[], bytes]

HELVETICA = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
CATALOG = "<< /Type /Catalog /Pages 2 0 R >>"
SHOWN = b"BT /F 10 Tf 70 700 Td (De rechtsgrond van de inzet) Tj ET\n"
PUBLICATION = b"<officiele-publicatie>%s</officiele-publicatie>"
DEBATE = PUBLICATION % b"<handelingen><agendapunt>%s</agendapunt></handelingen>"
SPEECH = (
    b"<spreekbeurt><spreker><voorvoegsels>De</voorvoegsels><naam><achternaam>Vis</achternaam></naam></spreker>"
    b"<tekst><al>Ja</al></tekst></spreekbeurt>"
)
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


def office(name: str, body: bytes, **parts: bytes) -> bytes:
    """A Word file ("docx") or OpenDocument text ("odt") with this body, as small as its reader takes it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in (_word(body) if name == "docx" else _opendocument(body)).items():
            archive.writestr(part, content)
        for part, content in parts.items():
            archive.writestr(f"word/{part}.xml", content)
    return out.getvalue()


WORD = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OPENDOCUMENT = b" ".join(
    b'xmlns:%s="urn:oasis:names:tc:opendocument:xmlns:%s:1.0"' % (name, name)
    for name in (b"office", b"text", b"table", b"style")
)


def _word(body: bytes) -> dict[str, str | bytes]:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    return {
        DOCX: f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{kind}.document.main+xml"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{kind}.styles+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{RELATION}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{RELATION}/styles" Target="styles.xml"/></Relationships>',
        "word/document.xml": b"<w:document %s><w:body>%s</w:body></w:document>" % (WORD, body),
    }


def _opendocument(body: bytes) -> dict[str, str | bytes]:
    mimetype = "application/vnd.oasis.opendocument.text"
    return {
        "mimetype": mimetype,
        "META-INF/manifest.xml": '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<m:file-entry m:full-path="/" m:media-type="{mimetype}"/></m:manifest>',
        "meta.xml": b"<office:document-meta %s/>" % OPENDOCUMENT,
        "styles.xml": b"<office:document-styles %s/>" % OPENDOCUMENT,
        "content.xml": b"<office:document-content %s><office:body><office:text>%s</office:text></office:body>"
        b"</office:document-content>" % (OPENDOCUMENT, body),
    }


def office_files() -> Mapping[str, Made]:
    """What makes each of the files of office programs."""
    paragraph = b"<w:p><w:pPr><w:pStyle w:val='A'/></w:pPr><w:r><w:t>%s</w:t></w:r></w:p>"
    cell = b"<w:tc><w:tcPr><w:gridSpan w:val='99999'/><w:vMerge w:val='restart'/></w:tcPr>%s</w:tc>" % (
        paragraph % b"tekst"
    )
    deep, close = b"<w:tbl><w:tr><w:tc>", b"</w:tc></w:tr></w:tbl>"
    loop = b"<w:styles %s>%s</w:styles>" % (
        WORD,
        b"".join(
            b"<w:style w:type='paragraph' w:styleId='%s'><w:basedOn w:val='%s'/></w:style>" % pair
            for pair in ((b"A", b"B"), (b"B", b"A"))
        ),
    )
    torn = paragraph % b"sluizen die dicht zijn en daarom niet open kunnen gaan"
    shown = b"<text:p>De sluis is dicht.</text:p>"
    repeated = (
        b"<table:table><table:table-row table:number-rows-repeated='999999'>"
        b"<table:table-cell table:number-columns-repeated='999999'>%s</table:table-cell>"
        b"</table:table-row></table:table>"
    )
    return {
        "styles based on each other.docx": lambda: office("docx", paragraph % b"tekst", styles=loop),
        "100,000 paragraphs.docx": lambda: office("docx", paragraph % b"De sluis is dicht." * 100_000, styles=loop),
        "100,000 broken lines.docx": lambda: office("docx", torn * 100_000, styles=loop),
        "100,000 names.docx": lambda: office("docx", paragraph % b"Zeeman" * 100_000, styles=loop),
        "100,000 labels.docx": lambda: office("docx", paragraph % b"Datum" * 100_000, styles=loop),
        "100,000 questions.docx": lambda: office(
            "docx", (paragraph % b"Vraag 1" + paragraph % b"Hoe?") * 50_000, styles=loop
        ),
        "100,000 answers.docx": lambda: office(
            "docx", (paragraph % b"Vraag 1" + paragraph % b"Antwoord 1") * 50_000, styles=loop
        ),
        "marks of notes.docx": lambda: office("docx", paragraph % b"[1] tekst? [1]" * 100_000, styles=loop),
        "merged cells.docx": lambda: office(
            "docx", b"<w:tbl>%s</w:tbl>" % (b"<w:tr>%s</w:tr>" % (cell * 5) * 2_000), styles=loop
        ),
        "tables in tables.docx": lambda: office("docx", deep * 70 + paragraph % b"tekst" + close * 70, styles=loop),
        "tables in tables beside tables.docx": lambda: office(
            "docx", deep * 15 + (deep + paragraph % b"tekst" + close) * 20_000 + close * 15, styles=loop
        ),
        "white space.docx": lambda: office("docx", paragraph % (b"Datum" + b" " * 1_000_000 + b"x"), styles=loop),
        "a bomb.odt": lambda: zipped("content.xml", b" " * 500_000_000),
        "no document.odt": lambda: zipped("content.xml", b"<a/>"),
        "entities.odt": lambda: zipped("content.xml", laughs(b"document")),
        "100,000 paragraphs.odt": lambda: office(
            "odt", b"".join(b"<text:p>De sluis %d is %d uur dicht.</text:p>" % (n, n * n) for n in range(100_000))
        ),
        "repeated cells.odt": lambda: office("odt", repeated % shown * 1_000),
        "lists in lists.odt": lambda: office(
            "odt", b"<text:list><text:list-item>" * 100 + shown + b"</text:list-item></text:list>" * 100
        ),
        "spans in spans.odt": lambda: office(
            "odt", b"<text:p>" + b"<text:span>" * 240 + b"tekst" + b"</text:span>" * 240 + b"</text:p>"
        ),
        "spaces.odt": lambda: office("odt", b"<text:p>a%sb</text:p>" % (b"<text:s text:c='99999'/>" * 50_000)),
    }


def laughs(tag: bytes) -> bytes:
    """Entities that each hold the one before ten times."""
    entities = b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(15))
    return b'<!DOCTYPE l [<!ENTITY a "ha">%s]><%s><al>&p;</al></%s>' % (entities, tag, tag)


def hostile_files() -> Mapping[str, Made]:
    """What makes each of the files, by its name."""
    outside = b'<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]><officiele-publicatie>&x;</officiele-publicatie>'
    return {
        "a page tree that holds itself.pdf": lambda: pdf(CATALOG, "<< /Type /Pages /Kids [2 0 R] /Count 2 >>"),
        "a page that is its own parent.pdf": lambda: pdf(
            CATALOG, "<< /Type /Pages /Kids [3 0 R] /Count 1 /Parent 3 0 R >>", "<< /Type /Page /Parent 2 0 R >>"
        ),
        "a table that precedes itself.pdf": lambda: one_page(stream(SHOWN), trailer="/Prev {xref}"),
        "a catalogue that is itself.pdf": lambda: pdf("1 0 R"),
        "a stream as long as itself.pdf": lambda: one_page(b"<< /Length 4 0 R >>\nstream\n" + SHOWN + b"\nendstream"),
        "a drawing that shows itself.pdf": lambda: one_page(
            stream(b"/X Do"), "/XObject << /X 6 0 R >>", stream(b"/X Do", "/Resources << /XObject << /X 6 0 R >> >>")
        ),
        "drawings within drawings.pdf": lambda: one_page(stream(b"/X0 Do"), "/XObject << /X0 6 0 R >>", *drawings(12)),
        "a stream that unpacks to 600 MB.pdf": lambda: one_page(stream(b" " * 600_000_000, packed=True)),
        "a page of 300,000 lines.pdf": lambda: one_page(stream(SHOWN * 300_000, packed=True)),
        "lists in lists.pdf": lambda: one_page(stream(b"[" * 2_000_000 + SHOWN)),
        "10,000 pages.pdf": lambda: many_pages(10_000),
        "4,000 pages.pdf": lambda: many_pages(4_000),
        "one page a million times.pdf": lambda: pdf(CATALOG, f"<< /Type /Pages /Kids [{'2 0 R ' * 10**6}] /Count 9 >>"),
        "a bomb.docx": lambda: zipped("word/document.xml", b" " * 500_000_000),
        "no document.docx": lambda: zipped("word/other.xml", b"<a/>"),
        "entities.docx": lambda: zipped("word/document.xml", laughs(b"document")),
        "entities.xml": lambda: laughs(b"officiele-publicatie"),
        "an entity of another file.xml": lambda: outside,
        "deep.xml": lambda: PUBLICATION % (b"<al>" * 200_000),
        "wide.xml": lambda: PUBLICATION % (b"<al>tekst</al>" * 200_000),
        "attributes.xml": lambda: (
            PUBLICATION % (b"<al %s>tekst</al>" % b" ".join(b'a%d="b"' % n for n in range(300_000)))
        ),
        "white space.xml": lambda: PUBLICATION % (b"<al>(%s</al>" % (b"\n " * 2_000_000)),
        "deep turns.xml": lambda: DEBATE % (b"<spreekbeurt><tekst>" * 100_000),
        "a debate without end.xml": lambda: DEBATE % (SPEECH * 60_000),
        "motions without end.xml": lambda: DEBATE % (b"<spreekbeurt><tekst><motie><al>De Kamer,</al></motie>" * 100),
        "questions without answers.xml": lambda: PUBLICATION % (b"<vraag><nr>1</nr><al>Wat?</al></vraag>" * 100_000),
        "answers without numbers.xml": lambda: (
            PUBLICATION % (b"<vraag><al>Wat?</al></vraag>" * 50_000 + b"<antwoord><al>Dat.</al></antwoord>" * 100_000)
        ),
        "entities of a report.xml": lambda: laughs(b"vlosCoreDocument"),
        "a report without end.xml": lambda: (
            b"<vlosCoreDocument><vergadering>%s</vergadering></vlosCoreDocument>"
            % (b"<woordvoerder><tekst><alinea><alineaitem>Ja</alineaitem></alinea></tekst></woordvoerder>" * 60_000)
        ),
        "labels.html": lambda: b"<p>De heer %s</p>" % (b"Van " * 1_000_000) * 3 + b"<p>De voorzitter:</p>" * 100_000,
        "motions.html": lambda: b"<p>De voorzitter:</p>" * 3 + b"<p>De Kamer,</p>" * 200_000,
        "brackets.html": lambda: b"<p>De voorzitter:</p>" * 3 + b"<p>%s</p>" % (b"(" * 2_000_000),
        "deep.html": lambda: b"<div>" * 1_000_000 + b"tekst",
        "tables in tables.html": lambda: b"<table><tr><td>" * 20_000 + b"tekst",
        "cells over everything.html": lambda: (
            b"<table>%s</table>" % (b"<tr><td colspan=999999999 rowspan=999999999>tekst</td></tr>" * 1_000)
        ),
        "brackets.md": lambda: b"[" * 200_000,
        "quotations in quotations.md": lambda: b">" * 200_000 + b"tekst",
        "tags.md": lambda: b"<div>" * 50_000,
        "a large one.md": lambda: b"tekst\n" * 1_000_000,
        "one line.txt": lambda: b"woord " * 2_000_000,
        "brackets.txt": lambda: b"(AB " * 1_000_000,
        "empty lines.txt": lambda: b"\n" * 5_000_000 + b"tekst",
        "pages.txt": lambda: b"tekst\f" * 200_000,
        "broken words.txt": lambda: b"aanval-\n" * 200_000,
        "answers.txt": lambda: b"1 Vraag\nAntwoord\n" * 50_000,
        "names.txt": lambda: b"Aa " * 1_000_000,
        "addresses.txt": lambda: b"://" * 1_000_000 + b" x-\nvolgende",
        "terms.txt": lambda: b"a" * 3_000_000 + b"-\nvolgende",
        "references.txt": lambda: b"Kamerstuk 27 925, nrs. 1, 2, 3, 4, 5 en 6 " * 50_000,
        **office_files(),
    }
