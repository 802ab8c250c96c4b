import io
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from fpdf import FPDF
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont
from pypdf import PageObject, PdfWriter

from qa.domain import Document, Passage
from qa.errors import ReadingError
from qa.passages import passages
from qa.reading import read
from qa.web import pageimage
from qa.web.pageimage import TALLEST, WIDTH, page_count, page_image
from tests.conftest import reads_or_refuses
from tests.reading import typeset as setting
from tests.reading.hostile import CATALOG, hostile_files, pdf, stream
from tests.reading.typeset import FONT, FOOT, KAMERSTUK, LEADING, PAGE_HEIGHT, PAGE_WIDTH, TOP, Placing

pytestmark = pytest.mark.slow

Pixels = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]
Write = Callable[[bytes], Path]

SCALE = WIDTH / PAGE_WIDTH  # pixels a point
ASIDE = 8.0  # points; an outline stands no further from its lines
CLOSE = 6  # pixels; a marker is so much wider than its words
TELLING = 20  # letters; the words of a shorter line may stand in another one too


@dataclass(frozen=True)
class Printed:
    """A line of print: the pixels of its words, and those that the outline of its passage may take."""

    text: str
    words: tuple[slice, slice]
    around: tuple[slice, slice]

    def is_of(self, text: str) -> bool:
        return len(letters(self.text)) >= TELLING and letters(self.text) in letters(text)


@dataclass(frozen=True)
class Typeset:
    """A document that was typeset: the longer passages read back from it, and the lines printed on each page."""

    file: Path
    passages: list[Passage]
    lines: list[list[Printed]]


def area(left: float, right: float, top: float, bottom: float) -> tuple[slice, slice]:
    """The pixels of an area given in points."""
    return slice(int(top * SCALE), int(bottom * SCALE)), slice(int(left * SCALE), int(right * SCALE))


LOOKS = {
    "kamerstuk": KAMERSTUK,
    "letter": setting.LETTER,
    "two columns": setting.TWO_COLUMNS,
    "words": replace(KAMERSTUK, placing=Placing.WORD),
}


@pytest.fixture(scope="module", params=LOOKS)
def printed(
    request: pytest.FixtureRequest, documents: dict[str, Document], tmp_path_factory: pytest.TempPathFactory
) -> Typeset:
    setter = setting._Setter(documents["kst-27925-943"], LOOKS[request.param])
    file = tmp_path_factory.mktemp("brief") / "kst-27925-943.pdf"
    file.write_bytes(setter.set())

    def line(x: float, y: float, size: float, text: str) -> Printed:
        setter.pdf.set_font("Serif", size=size)
        words = area(x, x + setter.pdf.get_string_width(text), y - 0.7 * size, y + 0.1 * size)
        right = x + setter.width + ASIDE
        return Printed(text, words, area(x - ASIDE, right, y - size - LEADING - ASIDE, y + LEADING + ASIDE))

    found = [passage for passage in passages(read(file)) if len(passage.text) > 250]
    return Typeset(file, found, [[line(*one) for one in page] for page in setter.pages])


def letters(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalnum())


def pages_of(passage: Passage) -> list[int]:
    return [passage.page, *(page for _, page in passage.page_breaks)]


def shown(image: bytes) -> Pixels:
    return np.asarray(Image.open(io.BytesIO(image)).convert("RGB"))


def marks(file: Path, page: int, passage: str, quote: str = "") -> Mask:
    """Which pixels of a page are others with marks than without."""
    return np.asarray((shown(page_image(file, page, passage, quote)) != shown(page_image(file, page))).any(axis=2))


def yellow(image: bytes) -> Mask:
    """Which pixels are highlighted paper."""
    red, green, blue = (shown(image)[..., colour] for colour in range(3))
    return np.asarray((red > 240) & (green > 220) & (blue < 130))


def print_of(file: Path) -> Mask:
    """Which pixels of the first page are printed."""
    return np.asarray(shown(page_image(file, 1)).min(axis=2) < 128)


def box(mask: Mask) -> list[int]:
    """The first and last row and column in which there is anything."""
    rows, columns = np.nonzero(mask)
    return [int(edge) for edge in (rows.min(), rows.max(), columns.min(), columns.max())]


def apart(one: Mask, other: Mask) -> int:
    """How many pixels there are between the boxes round both, on the side where they differ most."""
    return max(abs(left - right) for left, right in zip(box(one), box(other), strict=True))


def test_the_words_quoted_are_highlighted_and_nothing_but_the_passage_is_marked(printed: Typeset) -> None:
    highlighted = 0
    for passage in printed.passages[::8]:
        quote = passage.text[slice(*passage.sentences[len(passage.sentences) // 2])]
        for page in pages_of(passage):
            ink = yellow(page_image(printed.file, page, passage.text, quote))
            elsewhere = marks(printed.file, page, passage.text, quote)
            assert elsewhere.any(), passage.text
            ours = [line for line in printed.lines[page - 1] if line.is_of(passage.text)]
            whole = [line for line in ours if line.is_of(quote)]
            assert all(ink[line.words].mean() > 0.5 for line in whole), quote
            # The words quoted may begin and end within a line.
            assert sum(bool(ink[line.words].any()) for line in ours) <= len(whole) + 2, quote
            for line in ours:
                elsewhere[line.around] = False
            assert not elsewhere.any(), passage.text
            highlighted += len(whole)
    assert highlighted > 5


def test_a_passage_over_two_pages_is_outlined_on_both_and_on_no_other(printed: Typeset) -> None:
    passage = next(p for p in printed.passages if p.page_breaks and 100 < p.page_breaks[0][0] < len(p.text) - 100)
    first, second = pages_of(passage)
    _, foot, *_ = box(marks(printed.file, first, passage.text))
    head, *_ = box(marks(printed.file, second, passage.text))
    assert foot > (PAGE_HEIGHT - FOOT - LEADING) * SCALE
    assert head < TOP * SCALE
    others = [page for page in range(1, page_count(printed.file) + 1) if page not in (first, second)]
    for page in others[::4]:
        assert page_image(printed.file, page, passage.text) == page_image(printed.file, page)


SAID = "De rechtsgrond voor optreden in Irak is het verzoek van de Iraakse regering aan de internationale gemeenschap."
FIRST, SECOND = SAID[:51], SAID[51:]
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
def write(tmp_path: Path) -> Write:
    def write(content: bytes) -> Path:
        file = tmp_path / "brief.pdf"
        file.write_bytes(content)
        return file

    return write


def rewritten(change: Callable[[PdfWriter], object], content: bytes) -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(content))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def cropped(writer: PdfWriter) -> PageObject:
    page = writer.pages[0]
    page.mediabox.lower_left = (-30, -40)
    page.cropbox.lower_left, page.cropbox.upper_right = (50, 200), (500, 800)
    return page


CHANGES: dict[str, Callable[[PdfWriter], object]] = {
    "as it is": lambda writer: writer,
    "turned a quarter": lambda writer: writer.pages[0].rotate(90),
    "upside down": lambda writer: writer.pages[0].rotate(180),
    "cropped": cropped,
    "cropped and turned": lambda writer: cropped(writer).rotate(270),
}


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("name", CHANGES)
def test_the_marker_is_where_the_words_are_printed_however_the_page_lies(name: str, turned: bool, write: Write) -> None:
    step = (LEADING, 0.0) if turned else (0.0, LEADING)
    texts = [(200 + n * step[0], 600 + n * step[1], text) for n, text in enumerate((FIRST, SECOND, OTHERS[0]))]
    page, alone = (rewritten(CHANGES[name], page_with(*these, turned=turned)) for these in (texts, texts[1:2]))
    ink = yellow(page_image(write(page), 1, SAID, SECOND))
    assert apart(ink, print_of(write(alone))) <= CLOSE


def test_columns_side_by_side_have_an_outline_each(write: Write) -> None:
    cuts = [0, 20, 38, 58, 77, 97, len(SAID)]
    parts = [SAID[start:end] for start, end in pairwise(cuts)]
    columns = [(70 + 140.0 * (n // 3), 90 + LEADING * (n % 3), text) for n, text in enumerate(parts)]
    marked = marks(write(page_with(*columns)), 1, SAID)
    assert marked[:, : int(200 * SCALE)].any()
    assert marked[:, int(210 * SCALE) :].any()
    assert not marked[:, int(203 * SCALE)].any()


@pytest.mark.parametrize("cut", [len("De rechtsgrond"), len(FIRST), -len("gemeenschap.")])
def test_what_stands_between_two_parts_of_a_passage_is_no_part_of_it(cut: int, write: Write) -> None:
    blank = [""] * 5
    content = lines(SAID[:cut], *blank, *OTHERS, *blank, SAID[cut:])
    marked = marks(write(content), 1, SAID, SAID)
    assert marked[: int(100 * SCALE)].any()
    assert not marked[int(105 * SCALE) : int(240 * SCALE)].any()
    assert marked[int(245 * SCALE) :].any()


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
def test_a_page_on_which_the_passage_is_not_found_for_certain_has_no_marks(passage: str, write: Write) -> None:
    file = write(lines(*OTHERS * 5, FIRST, SECOND, *OTHERS * 9))
    assert page_image(file, 1, passage, passage) == page_image(file, 1)
    assert page_image(file, 1, SAID) != page_image(file, 1)


QUESTION, ANSWER = "Is de missie in januari van dit jaar begonnen?", "Ja. De missie is dit jaar begonnen."
IRAK, SYRIA = (f"Het kabinet informeert uw Kamer in het najaar over de inzet in {land}." for land in ("Irak", "Syrië"))
CLOSED = "“Blijft deze inzet ook na 31 december van dit jaar nodig (en zo ja, waarom)?”"
LIGATURES = "De e\ufb03ciënte o\ufb03cier heeft een \ufb02ink plan voor de coördinatie van de inzet."
SPELLED = "De efficiënte officier heeft een flink plan voor de coo\u0308rdinatie van de inzet."
BROKEN = (FIRST[:-5] + "-", FIRST[-5:] + SECOND)
NUMBERED = (FIRST.replace("rechtsgrond", "rechtsgrond1").replace("optreden", "optreden2"), SECOND)

WORDS: dict[str, tuple[tuple[str, ...], str, str, tuple[str, ...]]] = {
    "letters within a word are not the words": ((QUESTION, ANSWER), f"{QUESTION}\n\n{ANSWER}", "Ja.", ("", "Ja.")),
    "what begins alike is not the passage": ((IRAK, "", SYRIA), SYRIA, SYRIA, ("", "", SYRIA)),
    "what closes a sentence belongs to it": ((CLOSED, IRAK), CLOSED, CLOSED, (CLOSED,)),
    "ligatures and accents may be written in two ways": ((LIGATURES, IRAK), SPELLED, SPELLED, (LIGATURES,)),
    "a word may be broken at a line end": ((*BROKEN, IRAK), SAID, SAID, BROKEN),
    "notes may be numbered": ((*NUMBERED, IRAK), SAID, SAID, NUMBERED),
    "a number may be read elsewhere": ((FIRST, SECOND), f"{FIRST}27 {SECOND}", f"{FIRST}27 {SECOND}", (FIRST, SECOND)),
}


@pytest.mark.parametrize("name", WORDS)
def test_just_the_words_quoted_are_highlighted(name: str, write: Write) -> None:
    page, passage, quote, alone = WORDS[name]
    ink = yellow(page_image(write(lines(*page)), 1, passage, quote))
    assert apart(ink, print_of(write(lines(*alone)))) <= CLOSE


def test_a_quote_without_its_passage_is_highlighted_without_an_outline(write: Write) -> None:
    file = write(lines(OTHERS[0], FIRST, SECOND))
    assert box(marks(file, 1, "", SAID)) == box(yellow(page_image(file, 1, "", SAID)))


def test_a_scan_is_shown_without_marks(write: Write) -> None:
    noise = np.random.default_rng(0).normal(200, 25, (1754, 1240)).clip(0, 255).astype(np.uint8)
    picture = Image.fromarray(noise)
    ImageDraw.Draw(picture).text((150, 200), SAID, font=ImageFont.truetype(str(FONT), 34), fill=0)
    made = FPDF(unit="pt", format="A4")
    made.add_page()
    made.image(picture, x=0, y=0, w=PAGE_WIDTH)
    file = write(bytes(made.output()))
    assert page_image(file, 1, SAID, SAID) == page_image(file, 1)
    assert len(page_image(file, 1)) < 400_000


def test_a_page_is_as_wide_as_asked_and_never_taller_than_the_bound(write: Write) -> None:
    assert shown(page_image(write(lines(SAID)), 1, width=500)).shape[1] == 500
    for size in ("14400 14400", "1 14400", "14400 1", "0 0", "1e-30 1e38", "nan inf"):
        page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {size}] /Contents 4 0 R >>"
        file = write(pdf(CATALOG, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page, stream(b"0 0 9 9 re f")))
        height, width, _ = shown(page_image(file, 1)).shape
        assert width <= WIDTH
        assert height <= TALLEST * WIDTH


def encrypted(password: str) -> bytes:
    return rewritten(
        lambda writer: writer.encrypt(password, owner_password="eigenaar", algorithm="AES-256"),  # noqa: S106 - a test
        lines(FIRST, SECOND),
    )


def test_a_pdf_that_is_locked_without_a_password_is_shown(write: Write) -> None:
    file = write(encrypted(""))
    assert page_count(file) == 1
    assert marks(file, 1, SAID).any()


@pytest.mark.parametrize(
    ("content", "remedy"),
    [(encrypted("geheim"), "wachtwoord"), (b"", "opnieuw"), (b"geen pdf", "opnieuw"), (b"%PDF-1.7\n", "opnieuw")],
    ids=["locked", "empty", "no PDF", "cut off"],
)
def test_a_pdf_that_cannot_be_shown_is_refused_with_what_to_do(content: bytes, remedy: str, write: Write) -> None:
    file = write(content)
    with pytest.raises(ReadingError, match=rf"^brief\.pdf: .*{remedy}.*\.$"):
        page_image(file, 1)
    with pytest.raises(ReadingError, match=remedy):
        page_count(file)


@pytest.mark.parametrize("page", [-1, 0, 2, 10**12])
def test_a_page_that_is_not_there_is_refused_with_those_that_are(page: int, write: Write) -> None:
    with pytest.raises(ReadingError, match="van 1 tot en met 1"):
        page_image(write(lines(SAID)), page)


@pytest.mark.parametrize("name", ["weg.pdf", "", "weg\udcff.pdf"])
def test_a_file_that_is_not_there_is_refused_with_what_to_do(name: str, tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="controleer of het er nog is"):
        page_image(tmp_path / name, 1)


# They take long, and reading refuses them: what takes too long to read is never among the documents.
SLOW = ("drawings within drawings.pdf", "a stream that unpacks to 600 MB.pdf", "a page of 300,000 lines.pdf")


@pytest.mark.parametrize("name", [name for name in hostile_files() if name.endswith(".pdf") and name not in SLOW])
def test_a_file_made_to_break_its_reader_gives_an_image_or_one_sentence(name: str, write: Write) -> None:
    reads_or_refuses(lambda content: page_image(write(content), 1, SAID, SAID), hostile_files()[name]())


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


def test_pages_asked_for_at_once_are_the_same_as_one_by_one(write: Write) -> None:
    draw = partial(page_image, write(lines(FIRST, SECOND)), 1, SAID, SAID)
    with ThreadPoolExecutor(8) as threads:
        at_once = list(threads.map(draw, range(200, 240)))
    assert at_once == [draw(width) for width in range(200, 240)]


def test_who_waits_too_long_for_another_page_is_told_so(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pageimage, "LONGEST_WAIT", 0.01)
    file = write(lines(SAID))
    with pageimage.PDFIUM, pytest.raises(ReadingError, match="probeer het later opnieuw"):
        page_image(file, 1)
    assert page_count(file) == 1
