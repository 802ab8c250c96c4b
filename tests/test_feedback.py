"""What users say of answers: kept whole, read back as it was given, and hostile throughout."""

import json
import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from filelock import FileLock

from qa import Assistant, feedback
from qa.errors import QuestionError, VindplaatsError
from qa.feedback import LARGEST_FILE, LONGEST_NAME, LONGEST_QUOTE, LONGEST_REMARK, Cited, Feedback, Verdict

CITED = Cited(
    document_id="kst-27925-919",
    passage_id="kst-27925-919#0123456789",
    quote="De inzet is gebaseerd op:\n- het Iraakse verzoek;\n- «resolutie» 2249.",
    page=5,
)
GIVEN = Feedback(
    question="Wat is de rechtsgrond van OIR?",
    verdict=Verdict.WRONG_PASSAGE,
    citation=CITED,
    remark="Dit gaat over NMI.",
    index_version="0.1.0",
    at=datetime(2026, 1, 31, 12, 30, tzinfo=UTC),
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "gegevens" / "oordelen.jsonl"


def test_a_verdict_on_a_real_answer_is_read_back_as_it_was_given(assistant: Assistant, file: Path) -> None:
    answer = assistant.ask("wat is de rechtsgrond van OIR?")
    given = [
        replace(GIVEN, question=answer.interpreted, verdict=verdict, citation=feedback.cited(citation))
        for verdict, citation in zip(Verdict, answer.citations, strict=False)
    ]
    assert len(given) == 3
    for one in given:
        feedback.keep(one, file)
    assert feedback.read(file) == tuple(given)


def test_the_file_and_its_folder_are_made_for_their_owner_alone(file: Path) -> None:
    feedback.keep(GIVEN, file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_a_verdict_is_one_line_and_the_moment_is_in_utc(file: Path) -> None:
    amsterdam = timezone(timedelta(hours=1))
    feedback.keep(replace(GIVEN, citation=None, verdict=Verdict.USEFUL, at=GIVEN.at.astimezone(amsterdam)), file)
    assert json.loads(file.read_text(encoding="utf-8")) == {
        "question": "Wat is de rechtsgrond van OIR?",
        "verdict": "nuttig",
        "citation": None,
        "remark": "Dit gaat over NMI.",
        "index_version": "0.1.0",
        "at": "2026-01-31T12:30:00+00:00",
    }


def test_many_at_once_lose_no_verdict(file: Path) -> None:
    given = [replace(GIVEN, remark=str(number)) for number in range(40)]
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda one: feedback.keep(one, file), given))
    assert {one.remark for one in feedback.read(file)} == {str(number) for number in range(40)}


def test_one_writes_at_a_time(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feedback, "LONGEST_WAIT", 0)
    feedback.keep(GIVEN, file)
    with FileLock(file.with_name("oordelen.jsonl.lock")), ThreadPoolExecutor(1) as other:
        waiting = other.submit(feedback.keep, GIVEN, file)
        with pytest.raises(VindplaatsError, match=r"Een ander programma schrijft in .*; probeer het zo weer"):
            waiting.result()
    assert feedback.read(file) == (GIVEN,)


def test_no_file_holds_no_verdicts_and_wiping_leaves_none(file: Path) -> None:
    assert feedback.read(file) == ()
    feedback.wipe(file)
    feedback.keep(GIVEN, file)
    feedback.wipe(file)
    assert not file.exists()
    assert feedback.read(file) == ()


def test_what_steers_a_terminal_or_turns_text_around_is_left_out(file: Path) -> None:
    feedback.keep(
        replace(
            GIVEN,
            question="Wat\tis \x1b[31mde\u202e rechtsgrond\x00\ud800?",
            remark="een\r\n{\u2028twee\u200b}\x9b ‘drie’",
            citation=replace(CITED, quote=f"\x1b{CITED.quote}\x07"),
        ),
        file,
    )
    (kept,) = feedback.read(file)
    assert kept.question == "Wat is [31mde rechtsgrond?"
    assert kept.remark == "een { twee} ‘drie’"
    assert kept.citation == CITED, "line ends belong to a quotation"


def test_a_file_that_was_tampered_with_is_cleaned_when_it_is_read(file: Path) -> None:
    feedback.keep(GIVEN, file)
    file.write_text(file.read_text(encoding="utf-8").replace("Dit gaat", r"\u001b[2JDit gaat"), encoding="utf-8")
    assert [one.remark for one in feedback.read(file)] == ["[2JDit gaat over NMI."]


def test_a_long_quotation_is_kept_as_far_as_it_is_needed(file: Path) -> None:
    feedback.keep(replace(GIVEN, citation=replace(CITED, quote="zin " * 1_000)), file)
    (kept,) = feedback.read(file)
    assert kept.citation
    assert kept.citation.quote == ("zin " * 1_000)[:LONGEST_QUOTE]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (replace(GIVEN, remark="a" * (LONGEST_REMARK + 1)), "De opmerking is te lang (2001 tekens, hoogstens 2000)"),
        (replace(GIVEN, citation=None), "Bij een verkeerde passage hoort een vindplaats"),
        (replace(GIVEN, index_version="a" * (LONGEST_NAME + 1)), "hoort niet bij een antwoord"),
        (replace(GIVEN, citation=replace(CITED, document_id="a\nb")), "hoort niet bij een antwoord"),
        (replace(GIVEN, citation=replace(CITED, quote="\x1b \n")), "hoort niet bij een antwoord"),
        (replace(GIVEN, citation=replace(CITED, page=-1)), "hoort niet bij een antwoord"),
        (replace(GIVEN, citation=replace(CITED, page=10**5000)), "hoort niet bij een antwoord"),
    ],
)
def test_what_is_no_verdict_is_refused_in_one_sentence(wrong: Feedback, sentence: str, file: Path) -> None:
    with pytest.raises(VindplaatsError) as refused:
        feedback.keep(wrong, file)
    assert sentence in str(refused.value)
    assert not file.exists()


@pytest.mark.parametrize("question", ["", "\u200b", "a" * 4_001])
def test_a_question_has_the_bounds_that_it_has_elsewhere(question: str, file: Path) -> None:
    with pytest.raises(QuestionError):
        feedback.keep(replace(GIVEN, question=question), file)
    assert not file.exists()


def refuses_its_third_line(file: Path, line: bytes) -> None:
    feedback.keep(GIVEN, file)
    file.write_bytes(file.read_bytes() + b"\n" + line + b"\n")
    with pytest.raises(VindplaatsError, match=r"^oordelen\.jsonl, regel 3: dit is geen heel oordeel; .*regel\.$"):
        feedback.read(file)


@pytest.mark.parametrize("line", [b"{", b"[]", b"null", b"{}", b"\xff\xfe", b"[" * 100_000])
def test_a_broken_line_is_named(line: bytes, file: Path) -> None:
    refuses_its_third_line(file, line)


@pytest.mark.parametrize(
    "wrong",
    [
        {"question": 3},
        {"question": "?"},
        {"verdict": "mooi"},
        {"verdict": ["nuttig"]},
        {"citation": []},
        {"citation": {"document_id": "a", "passage_id": "b", "quote": "c"}},
        {"citation": {"document_id": "a", "passage_id": "b", "quote": "c", "page": float("inf")}},
        {"remark": None},
        {"remark": "a" * (LONGEST_REMARK + 1)},
        {"at": 7},
        {"at": "gisteren"},
        {"at": "0001-01-01T00:00:00+12:00"},
    ],
)
def test_a_line_with_one_wrong_field_is_named(wrong: dict[str, object], file: Path) -> None:
    feedback.keep(GIVEN, file)
    whole = json.loads(file.read_text(encoding="utf-8"))
    feedback.wipe(file)
    refuses_its_third_line(file, json.dumps(whole | wrong).encode())


def test_a_line_that_was_cut_short_does_not_spoil_the_next(file: Path) -> None:
    feedback.keep(GIVEN, file)
    whole = file.read_bytes()
    file.write_bytes(whole + whole[:20])
    feedback.keep(GIVEN, file)
    assert file.read_bytes() == whole + whole[:20] + b"\n" + whole


def test_a_full_file_is_kept_as_it_is(file: Path) -> None:
    feedback.keep(GIVEN, file)
    os.truncate(file, LARGEST_FILE)
    with pytest.raises(VindplaatsError, match=r"is vol; bewaar het onder een andere naam"):
        feedback.keep(GIVEN, file)
    assert file.stat().st_size == LARGEST_FILE
    os.truncate(file, LARGEST_FILE + 1)
    with pytest.raises(VindplaatsError, match=r"is te groot \(hoogstens 50 MB\)"):
        feedback.read(file)


# Keeps two verdicts in a process that may write files of one and a half times the first, as on a nearly full disk.
SMALL_FILES_ONLY = """
import resource, signal, sys
from pathlib import Path
from tests.test_feedback import GIVEN, feedback
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
file = Path(sys.argv[1])
feedback.keep(GIVEN, file)
resource.setrlimit(resource.RLIMIT_FSIZE, (file.stat().st_size * 3 // 2,) * 2)
try:
    feedback.keep(GIVEN, file)
except feedback.VindplaatsError as error:
    print(error)
"""


def test_what_does_not_fit_on_the_disk_leaves_no_half_line(file: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-B", "-c", SMALL_FILES_ONLY, str(file)],
        cwd=Path(__file__).parent.parent,
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
    )
    assert done.stdout == f"De schijf met {file} is vol; maak ruimte en probeer het opnieuw.\n"
    assert feedback.read(file) == (GIVEN,)


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(VindplaatsError, match="is geen gewoon bestand; kies een ander met QA_FEEDBACK"):
        feedback.keep(GIVEN, tmp_path)
    with pytest.raises(VindplaatsError, match="is niet te lezen"):
        feedback.read(tmp_path)
    (tmp_path / "bestand").touch()
    with pytest.raises(VindplaatsError, match="kan niet worden geschreven"):
        feedback.keep(GIVEN, tmp_path / "bestand" / "oordelen.jsonl")
