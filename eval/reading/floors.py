"""The measures of a folder, each with its floor."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .measure import File, Measured

# What must be reached, as shares from 0 to 1 unless another unit is given.
FIELDS = 0.96  # of the files: all expected fields right; 26 of 27
ANSWERS = 1.0  # of the printed answers
WORDS = 0.97  # of the printed words of each PDF: lines of figures and headings repeated by a lay-out may differ
SHORT = 0.05  # at most, of all paragraphs: "Ja." and the items of lists remain
LONGEST = 10.0  # seconds for a file
ALL = 1.0  # of the files, where each must do

NOT_INSTALLED = "niet gemeten: pdftotext is niet geïnstalleerd (pakket poppler-utils)"
NOT_LABELLED = "niet gemeten: expected.jsonl zegt er niets over"


@dataclass(frozen=True, slots=True)
class Total:
    """One measure over all files it concerns: ``right`` of ``n`` in ``unit``, which must be at least ``floor``.

    With ``at_most`` the floor is a ceiling. ``note`` says in Dutch what else there is to know.
    """

    name: str
    unit: str
    right: int
    n: int
    floor: float
    note: str = ""
    at_most: bool = False

    @property
    def share(self) -> float | None:
        """The share, from 0 to 1; ``None`` when there is nothing to measure."""
        return self.right / self.n if self.n else None

    @property
    def reached(self) -> bool:
        """Whether the floor is reached; what was not measured is below no floor."""
        if self.share is None:
            return True
        return self.share <= self.floor if self.at_most else self.share >= self.floor


def totals(measured: Measured) -> tuple[Total, ...]:
    """Give every measure. A file that could not be read counts in each, as wrong."""
    files = measured.files
    labelled = [file for file in files if file.labels and file.labels.of_fields]
    fields = sum(not file.wrong and not file.failure for file in labelled)
    cited = sum(not file.citation_fault for file in files)
    quick = sum(file.seconds <= LONGEST and not file.failure for file in files)
    slowest = f"{max((file.seconds for file in files), default=0.0):.1f}".replace(".", ",")
    return (
        Total("alle velden juist", "bestanden", fields, len(labelled), FIELDS, "" if labelled else NOT_LABELLED),
        _answers(files),
        _words(files, compared=measured.compared),
        _short(files),
        Total("citaat in de officiële vorm", "bestanden", cited, len(files), ALL),
        Total(f"gelezen binnen {LONGEST:.0f} s", "bestanden", quick, len(files), ALL, f"langste {slowest} s"),
    )


def _answers(files: Iterable[File]) -> Total:
    found = [file.answers for file in files if file.answers]
    note = "" if found else NOT_LABELLED
    exact = sum(one.all_right for one in found)
    note = f"alles juist in {exact} van {len(found)} bestanden" if found else note
    right, n = sum(one.right for one in found), sum(one.counted for one in found)
    return Total("antwoorden een juist paar", "antwoorden", right, n, ANSWERS, note)


def _words(files: Iterable[File], *, compared: bool) -> Total:
    """How many PDFs keep enough; one that cannot be read keeps nothing, a scan that can prints no words."""
    found = [file for file in files if file.is_pdf and (file.words or file.failure)] if compared else []
    words = [file.words for file in found if file.words]
    enough = sum(one.share >= WORDS for one in words)
    note = "" if compared else NOT_INSTALLED
    if words:
        printed = sum(one.printed for one in words)
        kept, text = (sum(counts) / printed for counts in ([w.kept for w in words], [w.in_text for w in words]))
        note = f"samen {percentage(kept)} van de woorden, {percentage(text)} in de tekst alleen"
    return Total(f"woorden bewaard (≥ {percentage(WORDS)})", "pdf's", enough, len(found), ALL, note)


def _short(files: Sequence[File]) -> Total:
    """The share of short paragraphs; a file that cannot be read counts as one that is nothing but a short one."""
    unread = sum(bool(file.failure) for file in files)
    short = sum(len(file.short) for file in files) + unread
    n = sum(file.paragraphs for file in files) + unread
    return Total("alinea's van 3 woorden of minder", "alinea's", short, n, SHORT, at_most=True)


def percentage(share: float) -> str:
    """Write a share in the Dutch way, never rounded up to what it is not: 97,3 %."""
    return f"{int(share * 1000 + 1e-9) / 10:.1f} %".replace(".", ",")
