"""Who may use the application: the file with accounts (QA_AUTH_FILE), and the line that stands in it for each."""

import logging
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from argon2 import PasswordHasher

from qa.errors import VindplaatsError

log = logging.getLogger(__name__)

MANAGES = "beheer"
SHORTEST_PASSWORD = 12  # characters
NAME = re.compile(r"(?![#\s])[^:\x00-\x1f\x7f-\x9f\u2028\u2029]{1,64}(?<!\s)")  # "#" would begin a comment
# $type$version$memory,time,parallelism$salt$hash, the last two in base64; a ":" occurs in none of them
HASH = re.compile(r"\$argon2(?:id|i|d)\$v=\d+\$m=\d+,t=\d+,p=\d+\$[A-Za-z0-9+/]+\$[A-Za-z0-9+/]+", re.ASCII)


hasher = PasswordHasher()


@dataclass(frozen=True, slots=True)
class Account:
    """Who may log in: the argon2 hash of the password, and whether this person manages the corpus."""

    name: str
    hash: str = field(repr=False)
    manages: bool


def read_accounts(path: Path) -> Mapping[str, Account]:
    """Read the accounts by name from a file with lines ``name:hash`` or ``name:hash:beheer``.

    Raises VindplaatsError when the file cannot be read, has a faulty line or no account at all, or can be changed by
    everyone. That everyone can read it is logged only: secrets mounted in a container often are so.
    """
    try:
        mode = path.stat().st_mode
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, ValueError) as error:
        raise VindplaatsError(f"{path} is niet te lezen; controleer QA_AUTH_FILE en de rechten erop.") from error
    if mode & stat.S_IWOTH:
        raise VindplaatsError(f"Iedereen op deze computer kan {path} wijzigen; beperk dat met `chmod 600 {path}`.")
    if mode & stat.S_IROTH:
        log.warning("Iedereen op deze computer kan %s lezen; beperk dat met `chmod 600 %s`.", path, path)
    accounts: dict[str, Account] = {}
    for number, line in enumerate(map(str.strip, lines), start=1):
        if line and not line.startswith("#"):
            account = _account(line, f"Regel {number} van {path}")
            if account.name in accounts:
                raise VindplaatsError(f"Regel {number} van {path} noemt {account.name} opnieuw; houd één regel over.")
            accounts[account.name] = account
    if not accounts:
        raise VindplaatsError(f"Er staan geen accounts in {path}; maak een regel met `qa password NAAM`.")
    return accounts


def _account(line: str, where: str) -> Account:
    name, _, rest = line.partition(":")
    hash_, _, manages = rest.partition(":")
    if not NAME.fullmatch(name) or rest not in {hash_, f"{hash_}:{MANAGES}"}:
        raise VindplaatsError(f"{where} is geen `naam:hash` of `naam:hash:{MANAGES}`; maak hem met `qa password NAAM`.")
    if not HASH.fullmatch(hash_):
        raise VindplaatsError(f"{where} bevat geen argon2-hash; maak de regel opnieuw met `qa password NAAM`.")
    return Account(name, hash_, manages == MANAGES)


def account_line(name: str, password: str, *, manages: bool) -> str:
    """Give the line for the file with accounts; raises VindplaatsError when name or password cannot be used."""
    if not NAME.fullmatch(name):
        raise VindplaatsError("Kies een naam van 1 tot 64 tekens, zonder dubbele punt en zonder # of spatie vooraan.")
    if len(password) < SHORTEST_PASSWORD:
        raise VindplaatsError(f"Kies een wachtwoord van ten minste {SHORTEST_PASSWORD} tekens.")
    return f"{name}:{hasher.hash(password)}" + (f":{MANAGES}" if manages else "")
