import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from qa.export import CITATION_FIELDS
from qa.store.manifest import read_manifest, write_manifest
from tests.conftest import CORPUS, MakeCorpus

BASIS = "wat is de rechtsgrond van OIR?"


def qa(
    *arguments: str, index: Path, corpus: Path = CORPUS, cwd: Path | None = None
) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"QA_CORPUS": str(corpus), "QA_INDEX": str(index), "COLUMNS": "80"}
    return subprocess.run(
        [sys.executable, "-m", "qa", *arguments],
        env=environment,
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def test_an_answer_is_printed_with_its_sources_unbroken_when_piped(index: Path, tmp_path: Path) -> None:
    done = qa("ask", BASIS, index=index, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "het Iraakse verzoek aan de VN tot (militaire) steun van 25 juni 2014 en 20 september 2014" in done.stdout
    assert "[1] Kamerstukken II 2022/23, 27925, nr. 943, p. 7\n" in done.stdout
    assert "\x1b" not in done.stdout
    assert done.stderr == ""


def test_json_holds_exactly_the_fields_of_the_answer(index: Path) -> None:
    done = qa(
        "ask", BASIS, "--json", "--documents", "kst-27925-919,kst-27925-943", "--until", "2022-12-31", index=index
    )
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert list(answer) == [
        "answered", "certain", "text", "statements", "citations", "parts", "differing", "restrictions", "related",
        "explain",
    ]  # fmt: skip
    assert answer["answered"] is True
    for cited in answer["citations"]:
        assert tuple(cited) == CITATION_FIELDS
        assert cited["document_id"] == "kst-27925-919"
        assert cited["date"] == "2022-10-28"
        assert cited["quote"] in cited["passage"]


def test_nothing_found_is_exit_code_3(index: Path) -> None:
    done = qa("ask", "Hoe bak ik een appeltaart?", index=index)
    assert done.returncode == 3
    said, _, related = done.stdout.partition("\n\n")
    assert said == "In de documenten is geen antwoord op deze vraag gevonden."
    assert related.startswith("Mogelijk verwant, zonder dat het de vraag beantwoordt:")


def test_explain_tells_how_the_answer_came_about(index: Path) -> None:
    done = qa("ask", BASIS, "--explain", "--as-of", "2023-01-01", index=index)
    assert done.returncode == 0, done.stderr
    assert "nr. 919, p. 5" in done.stdout
    assert "\nHoe dit antwoord tot stand kwam:\n- Gezocht op de betekenis van de vraag" in done.stdout


def test_what_was_made_of_the_question_is_said_and_can_be_undone(index: Path) -> None:
    asked = "Wat is volgens brief 919 de rechtsgrond van OIR?"
    assert qa("ask", asked, index=index).stdout.startswith("Gezocht: alleen in Kamerstukken II 2022/23, 27925, nr. 919")
    assert "nr. 943" in qa("ask", asked, "--everywhere", index=index).stdout


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("ask", ""), "De vraag is leeg"),
        (("ask", "🙂"), "geen woorden"),
        (("ask", "a" * 50_000), "te lang"),
        (("ask", BASIS, "--documents", "kst-1-1"), "kst-1-1 is er niet"),
        (("ask", BASIS, "--since", "gisteren"), "geen datum"),
        (("ask", BASIS, "--limit", "0"), "tussen 1 en"),
        (("chat", "--port", "99999"), "99999 is geen poort; kies een getal van 1 tot en met 65535."),
        (("chat", "--port", "65536"), "65536 is geen poort"),
        (("chat", "--port", "0"), "0 is geen poort"),
        (("chat", "--port", "-1"), "-1 is geen poort"),
        (("doctor", "--port", "0"), "0 is geen poort"),
        (("eval", "--sweep", ""), "Bij --sweep staat geen parameter"),
    ],
)
def test_wrong_use_is_exit_code_2_and_one_dutch_sentence(
    arguments: tuple[str, ...], sentence: str, index: Path
) -> None:
    done = qa(*arguments, index=index)
    assert done.returncode == 2
    assert done.stdout == ""
    assert sentence in done.stderr
    assert len(done.stderr.strip().split("\n")) == 1


def test_a_terminal_that_cannot_show_a_sign_shows_a_question_mark(
    make_corpus: MakeCorpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    checked = qa("doctor", index=tmp_path / "index", corpus=make_corpus(brief="Geachte voorzitter,"))
    assert "? in orde Python: " in checked.stdout
    assert checked.stderr == ""


def test_json_is_whole_on_a_terminal_that_cannot_show_a_sign(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = qa("ask", BASIS, "--json", index=index)
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    assert json.loads(qa("ask", BASIS, "--json", index=index).stdout) == json.loads(plain.stdout)


def test_an_unknown_option_is_exit_code_2(index: Path) -> None:
    assert qa("ask", BASIS, "--kleur", "rood", index=index).returncode == 2


@pytest.mark.parametrize("arguments", [("ask", BASIS), ("index",), ("documents",), ("chat",)])
def test_a_missing_corpus_is_exit_code_1_and_one_dutch_sentence(arguments: tuple[str, ...], tmp_path: Path) -> None:
    done = qa(*arguments, index=tmp_path / "index", corpus=tmp_path / "weg")
    assert done.returncode == 1
    assert "bestaat niet" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "index").exists()


def test_the_index_is_built_once_and_lists_what_was_skipped(make_corpus: MakeCorpus, tmp_path: Path) -> None:
    corpus = make_corpus(brief="Nederland levert adviseurs aan de missie in Bagdad.")
    (corpus / "foto.txt").write_bytes(b"\x00\x01\x02")
    first = qa("index", index=tmp_path / "index", corpus=corpus)
    assert first.returncode == 0, first.stderr
    assert "Overgeslagen: foto.txt: " in first.stderr
    manifest = (tmp_path / "index" / "manifest.json").read_bytes()
    qa("index", index=tmp_path / "index", corpus=corpus)
    assert (tmp_path / "index" / "manifest.json").read_bytes() == manifest
    qa("index", "--rebuild", index=tmp_path / "index", corpus=corpus)
    assert (tmp_path / "index" / "manifest.json").read_bytes() != manifest


def test_how_much_an_approximate_search_finds_is_told(make_corpus: MakeCorpus, tmp_path: Path) -> None:
    corpus, index = make_corpus(brief="Nederland levert adviseurs aan de missie in Bagdad."), tmp_path / "index"
    assert "benadering" not in qa("index", index=index, corpus=corpus).stderr
    manifest = read_manifest(index)
    assert manifest is not None
    write_manifest(index, replace(manifest, kind=replace(manifest.kind, recall=0.984)))
    assert "dat vindt 98,4% van de tien nabijste passages" in qa("index", index=index, corpus=corpus).stderr


def test_an_index_is_checked_and_mended(make_corpus: MakeCorpus, tmp_path: Path) -> None:
    corpus, index = make_corpus(brief="Nederland levert adviseurs aan de missie in Bagdad."), tmp_path / "index"
    none = qa("index", "--check", index=index, corpus=corpus)
    assert none.returncode == 1
    assert "bouw hem met `qa index`" in none.stderr
    assert not index.exists()
    assert qa("index", index=index, corpus=corpus).returncode == 0
    whole = qa("index", "--check", index=index, corpus=corpus)
    assert (whole.returncode, whole.stderr) == (0, "De index is heel.\n")
    next(index.glob("generation-*/contexts.npy")).write_bytes(b"")
    broken = qa("index", "--check", index=index, corpus=corpus)
    assert broken.returncode == 1
    assert broken.stderr == "Beschadigd of weg: contexts.npy\nHerstel de index met `qa index --repair`.\n"
    mended = qa("index", "--repair", index=index, corpus=corpus)
    assert mended.returncode == 0
    assert "Beschadigd of weg: contexts.npy" in mended.stderr
    assert qa("index", "--check", index=index, corpus=corpus).returncode == 0


def test_a_damaged_index_is_mended_by_building_it(make_corpus: MakeCorpus, tmp_path: Path) -> None:
    corpus, index = make_corpus(brief="Nederland levert adviseurs aan de missie in Bagdad."), tmp_path / "index"
    assert qa("index", index=index, corpus=corpus).returncode == 0
    (index / "manifest.json").write_text("{")
    refused = qa("ask", "Wat levert Nederland aan de missie in Bagdad?", index=index, corpus=corpus)
    assert refused.returncode == 1
    assert "qa index --repair" in refused.stderr
    assert qa("index", index=index, corpus=corpus).returncode == 0
    assert qa("ask", "Wat levert Nederland aan de missie in Bagdad?", index=index, corpus=corpus).returncode == 0


# Runs `qa` in a process that may write files of at most this size, as on a disk that is nearly full.
SMALL_FILES_ONLY = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, 1_000))
sys.argv[0] = "qa"
from qa.cli import main
main()
"""


@pytest.mark.parametrize("what", ["QA_INDEX", "QA_CACHE"])
def test_what_does_not_fit_on_the_disk_is_one_dutch_sentence_and_leaves_only_what_spares_work(
    what: str, make_corpus: MakeCorpus, tmp_path: Path
) -> None:
    corpus = make_corpus(brief="Nederland levert adviseurs aan de missie in Bagdad.")
    environment = os.environ | {"QA_CORPUS": str(corpus), "QA_INDEX": str(tmp_path / "index")}
    done = subprocess.run(
        [sys.executable, "-B", "-c", SMALL_FILES_ONLY, "index"],
        env=environment | {what: str(tmp_path / "new")},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 1
    assert re.search(r"maak .*|controleer .*", done.stderr)
    assert "Traceback" not in done.stderr
    # But for what was embedded and read: with that the next build goes on.
    left = {path.name.split("-")[0] for path in (tmp_path / "new").rglob("*") if path.is_file()}
    assert left <= {".lock", ".embedded", ".words"}


def test_files_are_added_and_removed_and_doubts_are_told(make_corpus: MakeCorpus, tmp_path: Path) -> None:
    corpus, index = make_corpus(brief="Nederland levert negen adviseurs."), tmp_path / "index"
    page, broken = tmp_path / "pagina.html", tmp_path / "stuk.pdf"
    page.write_text("<p>De helikopters vervoeren materieel.</p>", encoding="utf-8")
    broken.write_bytes(b"geen PDF")
    done = qa("add", str(page), str(broken), index=index, corpus=corpus)
    assert done.returncode == 1
    assert "Niet toegevoegd: stuk.pdf: deze PDF is beschadigd" in done.stderr
    assert "De index is bij: 2 documenten." in done.stderr
    removed = qa("remove", "pagina", "--yes", index=index, corpus=corpus)
    assert removed.returncode == 0, removed.stderr
    assert not (corpus / "pagina.html").exists()
    unknown = qa("remove", "pagina", "--yes", index=index, corpus=corpus)
    assert unknown.returncode == 1
    assert "Het document pagina is er niet; kies uit brief." in unknown.stderr


def test_the_documents_are_listed_one_a_line_when_piped(index: Path) -> None:
    done = qa("documents", index=index)
    lines = done.stdout.strip().split("\n")
    assert len(lines) == 5
    assert lines[1].startswith("kst-27925-919\t2022-10-28\tbrief\tVerlenging")


def test_what_is_known_of_the_documents_is_listed_with_where_it_stands(index: Path) -> None:
    listed = qa("documents", "--facts", index=index).stdout
    signed = "ondertekenaar: A.G. Koenders (de minister van Buitenlandse Zaken)"
    assert f"{signed} [Kamerstukken II 2015/16, 27925, nr. 597, p. 18]" in listed
    assert "aantal vragen: 63" in listed


def test_the_version_is_shown(index: Path) -> None:
    done = qa("--version", index=index)
    assert done.returncode == 0
    assert done.stdout.startswith("Vindplaats 0.")
