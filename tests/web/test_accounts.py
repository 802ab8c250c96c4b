import logging
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from qa.errors import VindplaatsError
from qa.web import accounts as kept
from qa.web.accounts import account_line, read_accounts
from tests.web.conftest import ANNA, Lines, write_accounts

AS_SHIPPED = kept.hasher


def test_lines_that_were_made_are_read_back(tmp_path: Path, lines: Lines) -> None:
    found = read_accounts(write_accounts(tmp_path, f"# wie er in mag\n\n  {lines[0]}  \r\n{lines[1]}\n"))
    assert {name: account.manages for name, account in found.items()} == {"anna": True, "bram": False}
    assert PasswordHasher().verify(found["anna"].hash, ANNA)
    assert "argon2" not in repr(found["anna"])


def test_passwords_are_hashed_as_the_library_advises(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "hasher", AS_SHIPPED)
    name, hash_ = account_line("José de Vries", "twaalf teken", manages=False).split(":")
    assert (name, hash_[:10]) == ("José de Vries", "$argon2id$")
    assert not PasswordHasher().check_needs_rehash(hash_)


def test_a_faulty_file_is_refused_with_what_is_wrong(tmp_path: Path, lines: Lines) -> None:
    anna, bram = lines
    for sentence, texts in (
        ("Er staan geen accounts in", ("", "# alleen uitleg\n")),
        ("Regel 1 van .* is geen `naam:hash`", (f"{anna}:", f":{anna}")),
        ("Regel 2 van .* is geen `naam:hash`", (f"# uitleg\n{bram}:gast", f"{anna}\n{bram}:beheer:")),
        ("Regel 2 van .* noemt anna opnieuw", (f"{anna}\n{anna}",)),
        ("Regel 1 van .* geen argon2-hash", ("anna", "anna:$2b$12$abcdefghijkl", anna.removesuffix(":beheer")[:-44])),
    ):
        for text in texts:
            with pytest.raises(VindplaatsError, match=f"{sentence}.*\\.$"):
                read_accounts(write_accounts(tmp_path, text))


def test_a_file_that_cannot_be_read_or_everyone_can_change_is_refused(tmp_path: Path, lines: Lines) -> None:
    path = write_accounts(tmp_path, lines[0])
    path.chmod(0o646)
    with pytest.raises(VindplaatsError, match="chmod 600"):
        read_accounts(path)
    path.write_bytes("andré:x".encode("latin-1"))
    for unreadable in (tmp_path / "weg", tmp_path, path):
        with pytest.raises(VindplaatsError, match="QA_AUTH_FILE"):
            read_accounts(unreadable)


def test_a_file_for_all_to_read_is_warned_of(tmp_path: Path, lines: Lines, caplog: pytest.LogCaptureFixture) -> None:
    path = write_accounts(tmp_path, lines[0])
    with caplog.at_level(logging.WARNING):
        read_accounts(path)
        assert not caplog.messages
        path.chmod(0o644)
        read_accounts(path)
    assert "chmod 600" in caplog.text


def test_a_name_that_cannot_stand_in_the_file_and_a_short_password_are_refused() -> None:
    for name in ("", "a:b", "a\nb", "a\0b", "a\x85b", "a\u2028b", "#anna", " anna", "anna ", "a" * 65):
        with pytest.raises(VindplaatsError, match="Kies een naam"):
            account_line(name, ANNA, manages=False)
    with pytest.raises(VindplaatsError, match="ten minste 12 tekens"):
        account_line("anna", "elf tekens.", manages=False)
