import io
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from fpdf import FPDF
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont
from pypdf import PageObject, PdfReader, PdfWriter

from qa.domain import Document, Passage
from qa.errors import ReadingError
from qa.passages import passages
from qa.reading import read
from qa.web import pageimage
from qa.web.pageimage import TALLEST, WIDTH, page_count, page_image
from tests.conftest import reads_or_refuses
from tests.reading.hostile import CATALOG, hostile_files, pdf, stream
from tests.reading.typeset import (
    FONT,
    GUTTER,
    KAMERSTUK,
    LEADING,
    LETTER,
    PAGE_WIDTH,
    TWO_COLUMNS,
    Look,
    Placing,
    _Setter,
)

Pixels = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]

SCALE = WIDTH / PAGE_WIDTH  # pixels a point
ASIDE = 8.0  # points; an outline stands no further from its lines
CLOSE = 6  # pixels; a marker is so much wider than its words
TELLING = 20  # letters; the words of a shorter line may stand in another one too


@dataclass(frozen=True)
class Printed:
    """A line of print: its text, and its box in points from the upper left corner of the page."""

    text: str
    left: float
    right: float
    top: float
    bottom: float

    def is_of(self, text: str) -> bool:
        return len(letters(self.text)) >= TELLING and letters(self.text) in letters(text)

    def pixels(self, aside: float = 0.0, beside: float = 0.0, right: float = 0.0) -> tuple[slice, slice]:
        """The pixels in the box, with so many points more across and down, and at least as far to the right."""
        return (
            slice(int((self.top - beside) * SCALE), int((self.bottom + beside) * SCALE)),
            slice(int((self.left - aside) * SCALE), int((max(self.right, right) + aside) * SCALE)),
        )


@dataclass(frozen=True)
class Typeset:
    """A document that was typeset and read back, with the lines that were printed on each page."""

    file: Path
    document: Document
    lines: list[list[Printed]]
    column: float  # points wide

    def long_passages(self) -> list[Passage]:
        return [passage for passage in passages(self.document) if len(passage.text) > 250]


def typeset(look: Look, document: Document, folder: Path) -> Typeset:
    setter = _Setter(document, look)
    file = folder / f"{document.identity.id}.pdf"
    file.write_bytes(setter.set())

    def printed(x: float, y: float, size: float, text: str) -> Printed:
        setter.pdf.set_font("Serif", size=size)
        return Printed(text, x, x + setter.pdf.get_string_width(text), y - 0.7 * size, y + 0.1 * size)

    lines = [[printed(*line) for line in page] for page in setter.pages]
    return Typeset(file, read(file), lines, setter.width)


LOOKS = {
    "kamerstuk": KAMERSTUK,
    "letter": LETTER,
    "two columns": TWO_COLUMNS,
    "words": replace(KAMERSTUK, placing=Placing.WORD),
}


@pytest.fixture(scope="module", params=LOOKS)
def printed(
    request: pytest.FixtureRequest, documents: dict[str, Document], tmp_path_factory: pytest.TempPathFactory
) -> Typeset:
    return typeset(LOOKS[request.param], documents["kst-27925-943"], tmp_path_factory.mktemp("brief"))


@pytest.fixture(scope="module")
def in_columns(documents: dict[str, Document], tmp_path_factory: pytest.TempPathFactory) -> Typeset:
    return typeset(TWO_COLUMNS, documents["kst-27925-919"], tmp_path_factory.mktemp("kolommen"))


def letters(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalnum())


def pages_of(passage: Passage) -> list[int]:
    return [passage.page, *(page for _, page in passage.page_breaks)]


def shown(image: bytes) -> Pixels:
    return np.asarray(Image.open(io.BytesIO(image)).convert("RGB"))


def marks(file: Path, page: int, passage: str, quote: str = "") -> Mask:
    """Which pixels of a page are others with marks than without."""
    different: Mask = (shown(page_image(file, page, passage, quote)) != shown(page_image(file, page))).any(axis=2)
    return different


def yellow(image: bytes) -> Mask:
    """Which pixels are highlighted paper."""
    red, green, blue = (shown(image)[..., colour] for colour in range(3))
    found: Mask = np.asarray((red > 240) & (green > 220) & (blue < 130))
    return found


def print_of(file: Path) -> Mask:
    """Which pixels of the first page are printed."""
    return np.asarray(shown(page_image(file, 1)).min(axis=2) < 128)


def box(mask: Mask) -> list[int]:
    """The first and last row and column in which there is anything."""
    rows, columns = np.nonzero(mask)
    return [int(edge) for edge in (rows.min(), rows.max(), columns.min(), columns.max())]


def apart(one: list[int], other: list[int]) -> int:
    """How many pixels two boxes differ on the side where they differ most."""
    return max(abs(left - right) for left, right in zip(one, other, strict=True))


def test_the_words_quoted_are_highlighted_and_nothing_but_the_passage_is_marked(printed: Typeset) -> None:
    highlighted = 0
    for passage in printed.long_passages()[::8]:
        quote = passage.text[slice(*passage.sentences[len(passage.sentences) // 2])]
        for page in pages_of(passage):
            ink = yellow(page_image(printed.file, page, passage.text, quote))
            elsewhere = marks(printed.file, page, passage.text, quote)
            assert elsewhere.any(), passage.text
            ours = [line for line in printed.lines[page - 1] if line.is_of(passage.text)]
            whole = [line for line in ours if line.is_of(quote)]
            assert all(ink[line.pixels()].mean() > 0.5 for line in whole), quote
            # The words quoted may begin and end within a line.
            assert sum(bool(ink[line.pixels()].any()) for line in ours) <= len(whole) + 2, quote
            for line in ours:
                elsewhere[line.pixels(ASIDE, LEADING + ASIDE, line.left + printed.column)] = False
            assert not elsewhere.any(), passage.text
            highlighted += len(whole)
    assert highlighted > 5


def test_a_word_broken_at_a_line_end_is_highlighted_on_both_lines(printed: Typeset) -> None:
    broken = [
        (passage, above, below, above.text.split()[-1][:-1] + below.text.split()[0])
        for passage in printed.long_passages()
        for above, below in zip(printed.lines[passage.page - 1], printed.lines[passage.page - 1][1:], strict=False)
        if above.text.endswith("-")
    ]
    passage, above, below, word = next(one for one in broken if one[-1] in one[0].text.split())
    ink = yellow(page_image(printed.file, passage.page, passage.text, word))
    assert ink[above.pixels()].any()
    assert ink[below.pixels()].any()
    assert ink[:, : int((above.left + above.right) / 2 * SCALE)].any(axis=1).sum() < LEADING * SCALE


def test_a_passage_over_two_pages_is_outlined_on_both_and_on_no_other(printed: Typeset) -> None:
    passage = next(
        p for p in printed.long_passages() if p.page_breaks and 100 < p.page_breaks[0][0] < len(p.text) - 100
    )
    first, second = pages_of(passage)
    top, bottom, *_ = box(marks(printed.file, first, passage.text))
    assert bottom - top < 0.5 * TALLEST * WIDTH
    assert box(marks(printed.file, second, passage.text))[0] < 0.15 * WIDTH
    others = [page for page in range(1, page_count(printed.file) + 1) if page not in (first, second)]
    for page in others[::4]:
        assert page_image(printed.file, page, passage.text) == page_image(printed.file, page)


def test_a_passage_that_goes_on_in_the_next_column_has_an_outline_in_each(in_columns: Typeset) -> None:
    gutter = int((TWO_COLUMNS.left + in_columns.column + GUTTER / 2) * SCALE)

    def in_each(passage: Passage) -> list[int]:
        ours = [line.left for line in in_columns.lines[passage.page - 1] if line.is_of(passage.text)]
        return [ours.count(left) for left in {line.left for line in in_columns.lines[0]}]

    in_both = [passage for passage in in_columns.long_passages() if min(in_each(passage)) > 2]
    assert len(in_both) > 2
    for passage in in_both[:3]:
        marked = marks(in_columns.file, passage.page, passage.text)
        assert marked[:, :gutter].any()
        assert marked[:, gutter:].any()
        assert not marked[:, gutter - 2 : gutter + 2].any()


SAID = (
    "De rechtsgrond voor het optreden in Irak is het verzoek van de Iraakse regering aan de internationale gemeenschap."
)
FIRST, SECOND = SAID[:55], SAID[55:]
OTHERS = ("Het kabinet dankt de leden voor hun vragen over deze brief.", "Tweede Kamer, vergaderjaar 2022–2023, 27 925")


def page_with(*texts: tuple[float, float, str], turned: bool = False) -> bytes:
    """A page with texts at these places, in points from its upper left corner; turned ones run upwards from there."""
    made = FPDF(unit="pt", format="A4")
    made.add_font("Serif", "", str(FONT))
    made.set_font("Serif", size=10)
    made.add_page()
    for x, y, text in texts:
        with made.rotation(90 if turned else 0, x, y):
            made.text(x, y, text)
    return bytes(made.output())


def lines(*texts: str) -> bytes:
    """A page with these lines one below the other; one that is empty leaves its place blank."""
    return page_with(*((70, 90 + LEADING * number, text) for number, text in enumerate(texts) if text))


@pytest.fixture
def write(tmp_path: Path) -> Callable[[bytes], Path]:
    def write(content: bytes) -> Path:
        file = tmp_path / "brief.pdf"
        file.write_bytes(content)
        return file

    return write


def changed(change: Callable[[PageObject], object], content: bytes) -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(content))
    change(writer.pages[0])
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def cropped(page: PageObject) -> None:
    page.mediabox.lower_left = (-30, -40)
    page.cropbox.lower_left, page.cropbox.upper_right = (50, 200), (500, 800)


def cropped_and_turned(page: PageObject) -> None:
    cropped(page)
    page.rotate(270)


CHANGES: dict[str, Callable[[PageObject], object]] = {
    "as it is": lambda page: page,
    "turned a quarter": lambda page: page.rotate(90),
    "upside down": lambda page: page.rotate(180),
    "cropped": cropped,
    "cropped and turned": cropped_and_turned,
}


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("name", CHANGES)
def test_the_marker_is_where_the_words_are_printed_however_the_page_lies(
    name: str, turned: bool, write: Callable[[bytes], Path]
) -> None:
    step = (LEADING, 0.0) if turned else (0.0, LEADING)
    texts = [(200 + n * step[0], 600 + n * step[1], text) for n, text in enumerate((FIRST, SECOND, OTHERS[0]))]
    page, alone = (changed(CHANGES[name], page_with(*these, turned=turned)) for these in (texts, texts[1:2]))
    ink = yellow(page_image(write(page), 1, SAID, SECOND))
    assert apart(box(ink), box(print_of(write(alone)))) <= CLOSE


def test_columns_side_by_side_have_an_outline_each(write: Callable[[bytes], Path]) -> None:
    cuts = [0, 20, 38, 58, 77, 97, len(SAID)]
    parts = [SAID[start:end] for start, end in pairwise(cuts)]
    columns = [(70 + 140.0 * (n // 3), 90 + LEADING * (n % 3), text) for n, text in enumerate(parts)]
    marked = marks(write(page_with(*columns)), 1, SAID)
    assert marked[:, : int(200 * SCALE)].any()
    assert marked[:, int(210 * SCALE) :].any()
    assert not marked[:, int(203 * SCALE)].any()


@pytest.mark.parametrize("cut", [len("De rechtsgrond"), len(FIRST), -len("gemeenschap.")])
def test_what_stands_between_two_parts_of_a_passage_is_no_part_of_it(cut: int, write: Callable[[bytes], Path]) -> None:
    blank = [""] * 5
    content = lines(SAID[:cut], *blank, *OTHERS, *blank, SAID[cut:])
    ink = yellow(page_image(write(content), 1, SAID, SAID))
    first, between, second = ink[: int(100 * SCALE)], ink[int(100 * SCALE) : int(240 * SCALE)], ink[int(240 * SCALE) :]
    assert first.any()
    assert second.any()
    assert not between.any()


@pytest.mark.parametrize("said", [SAID, SAID.replace("gemeenschap", "27 gemeenschap")])
def test_numbers_of_notes_and_in_the_margin_do_no_harm(said: str, write: Callable[[bytes], Path]) -> None:
    first = FIRST.replace("rechtsgrond", "rechtsgrond1").replace("optreden", "optreden2")
    alone = print_of(write(lines(first, SECOND)))
    ink = yellow(page_image(write(lines(first, SECOND + "3", *OTHERS)), 1, said, said))
    assert apart(box(ink)[:3], box(alone)[:3]) <= CLOSE


def test_ligatures_and_accents_are_found_however_they_are_written(write: Callable[[bytes], Path]) -> None:
    file = write(lines("De e\ufb03ciënte o\ufb03cier heeft een \ufb02ink plan voor de coördinatie van de inzet."))
    said = "De efficiënte officier heeft een flink plan voor de coo\u0308rdinatie van de inzet."
    assert marks(file, 1, said).any()


@pytest.mark.parametrize(
    "passage",
    [
        "Dit staat nergens op deze bladzijde, en ook op geen enkele andere bladzijde van dit document.",
        # What begins or ends like a passage of this page, and is another one.
        FIRST + "de uitnodiging van een andere regering, zoals eerder aan uw Kamer is gemeld.",
        "Zoals eerder aan uw Kamer is gemeld was daarvoor nodig" + SECOND,
        SAID.replace("Irak is", "Syrië is"),
        SAID.replace("Iraakse ", ""),
        # Too little to know it by, though it does stand there.
        "internationale gemeenschap.",
        "…",
        "",
    ],
)
def test_a_page_on_which_the_passage_is_not_found_for_certain_has_no_marks(
    passage: str, write: Callable[[bytes], Path]
) -> None:
    file = write(lines(*OTHERS * 5, FIRST, SECOND, *OTHERS * 9))
    assert page_image(file, 1, passage, passage) == page_image(file, 1)
    assert page_image(file, 1, SAID) != page_image(file, 1)


def test_a_short_quote_is_not_taken_for_letters_within_a_word(write: Callable[[bytes], Path]) -> None:
    question, answer = "Is de missie in januari van dit jaar begonnen?", "Ja. De missie is dit jaar begonnen."
    file = write(lines(question, answer))
    ink = yellow(page_image(file, 1, f"{question}\n\n{answer}", "Ja."))
    alone = print_of(write(lines("", "Ja.")))
    assert apart(box(ink), box(alone)) <= CLOSE


def test_of_two_passages_that_begin_alike_the_right_one_is_marked(write: Callable[[bytes], Path]) -> None:
    irak, syria = (
        f"Het kabinet informeert uw Kamer voor het einde van dit jaar over {where}." for where in ("Irak", "Syrië")
    )
    alone = print_of(write(lines("", "", syria)))
    ink = yellow(page_image(write(lines(irak, "", syria)), 1, syria, syria))
    assert apart(box(ink), box(alone)) <= CLOSE


def test_the_marks_that_close_a_sentence_are_highlighted_with_it(write: Callable[[bytes], Path]) -> None:
    said = "“Blijft deze inzet ook na 31 december van dit jaar nodig (en zo ja, waarom)?”"
    alone = print_of(write(lines(said)))
    ink = yellow(page_image(write(lines(said)), 1, said, said))
    assert abs(box(ink)[-1] - box(alone)[-1]) <= CLOSE


def test_a_quote_without_its_passage_is_highlighted_without_an_outline(write: Callable[[bytes], Path]) -> None:
    file = write(lines(OTHERS[0], FIRST, SECOND))
    assert box(marks(file, 1, "", SAID)) == box(yellow(page_image(file, 1, "", SAID)))


def test_a_scan_is_shown_without_marks(write: Callable[[bytes], Path]) -> None:
    noise = np.random.default_rng(0).normal(200, 25, (1754, 1240)).clip(0, 255)
    picture = Image.fromarray(noise.astype(np.uint8))
    ImageDraw.Draw(picture).text((150, 200), SAID, font=ImageFont.truetype(str(FONT), 34), fill=0)
    made = FPDF(unit="pt", format="A4")
    made.add_page()
    made.image(picture, x=0, y=0, w=PAGE_WIDTH)
    file = write(bytes(made.output()))
    image = page_image(file, 1, SAID, SAID)
    assert image == page_image(file, 1)
    assert shown(image).shape[1] == WIDTH
    assert len(image) < 400_000


def test_a_page_is_as_wide_as_asked_and_never_taller_than_the_bound(write: Callable[[bytes], Path]) -> None:
    assert shown(page_image(write(lines(SAID)), 1, width=500)).shape[1] == 500
    for size in ("14400 14400", "1 14400", "14400 1", "0 0", "1e-30 1e38", "nan inf"):
        page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {size}] /Contents 4 0 R >>"
        file = write(pdf(CATALOG, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page, stream(b"0 0 9 9 re f")))
        height, width, _ = shown(page_image(file, 1)).shape
        assert width <= WIDTH
        assert height <= TALLEST * WIDTH


def encrypted(password: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(lines(FIRST, SECOND))))
    writer.encrypt(password, owner_password="eigenaar", algorithm="AES-256")  # noqa: S106 - of a test
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_pdf_that_is_locked_without_a_password_is_shown(write: Callable[[bytes], Path]) -> None:
    file = write(encrypted(""))
    assert page_count(file) == 1
    assert marks(file, 1, SAID).any()


@pytest.mark.parametrize(
    ("content", "remedy"),
    [(encrypted("geheim"), "wachtwoord"), (b"", "opnieuw"), (b"geen pdf", "opnieuw"), (b"%PDF-1.7\n", "opnieuw")],
    ids=["locked", "empty", "no PDF", "cut off"],
)
def test_a_pdf_that_cannot_be_shown_is_refused_with_what_to_do(
    content: bytes, remedy: str, write: Callable[[bytes], Path]
) -> None:
    file = write(content)
    with pytest.raises(ReadingError, match=rf"^brief\.pdf: .*{remedy}.*\.$"):
        page_image(file, 1)
    with pytest.raises(ReadingError, match=remedy):
        page_count(file)


@pytest.mark.parametrize("page", [-1, 0, 2, 10**12])
def test_a_page_that_is_not_there_is_refused_with_those_that_are(page: int, write: Callable[[bytes], Path]) -> None:
    with pytest.raises(ReadingError, match="van 1 tot en met 1"):
        page_image(write(lines(SAID)), page)


@pytest.mark.parametrize("name", ["weg.pdf", "", "weg\0.pdf", "weg\udcff.pdf"])
def test_a_file_that_is_not_there_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(ReadingError):
        page_image(tmp_path / name, 1)


# What only takes long is left out: a PDF that takes too long to read is never among the documents.
HOSTILE = (
    "a page tree that holds itself.pdf",
    "a page that is its own parent.pdf",
    "a table that precedes itself.pdf",
    "a catalogue that is itself.pdf",
    "a stream as long as itself.pdf",
    "a drawing that shows itself.pdf",
    "lists in lists.pdf",
    "10,000 pages.pdf",
    "one page a million times.pdf",
)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_made_to_break_its_reader_gives_an_image_or_one_sentence(
    name: str, write: Callable[[bytes], Path]
) -> None:
    reads_or_refuses(lambda content: page_image(write(content), 1, SAID, SAID), hostile_files()[name])


SAMPLE = lines(FIRST, SECOND)


@settings(deadline=None)
@given(st.data())
def test_damaged_pdfs_give_an_image_or_one_sentence(data: st.DataObject) -> None:
    content = bytearray(SAMPLE)
    for _ in range(data.draw(st.integers(1, 10))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(content[: data.draw(st.integers(0, len(content)))])
        file.flush()
        reads_or_refuses(lambda _: page_image(Path(file.name), 1, SAID, SAID), b"")


def test_pages_asked_for_at_once_are_the_same_as_one_by_one(in_columns: Typeset) -> None:
    pages = range(1, page_count(in_columns.file) + 1)
    with ThreadPoolExecutor(8) as threads:
        at_once = list(threads.map(lambda page: page_image(in_columns.file, page, width=300), pages))
    assert at_once == [page_image(in_columns.file, page, width=300) for page in pages]


def test_who_waits_too_long_for_another_page_is_told_so(
    write: Callable[[bytes], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pageimage, "LONGEST_WAIT", 0.01)
    file = write(lines(SAID))
    with pageimage.PDFIUM, pytest.raises(ReadingError, match="probeer het later opnieuw"):
        page_image(file, 1)
    assert page_count(file) == 1
