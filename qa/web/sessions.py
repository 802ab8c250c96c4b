"""Who is logged in, and whether a name and a password belong together.

What is known here is kept in memory and touched in the event loop only: a restart logs everyone out.
"""

import asyncio
import hashlib
import math
import secrets
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Generic, TypeVar

from argon2.exceptions import VerificationError
from starlette.concurrency import run_in_threadpool

from qa.errors import VindplaatsError
from qa.web import accounts as kept
from qa.web.accounts import Account

IDLE = 12 * 3600.0  # seconds without a request after which a session is over
PROVEN = 600.0  # seconds in which a password that was right is not hashed again
AT_ONCE = 2  # passwords hashed at the same time: each takes 64 MiB
FREE_BY_NAME = 5  # failures before a delay is demanded
FREE_BY_ADDRESS = 20  # a whole office may share the address of its proxy
SHORTEST_DELAY, LONGEST_DELAY = 5, 300  # seconds; it doubles with each failure
FORGIVEN = 3600.0  # seconds after the last failure
MOST_KEPT = 10_000  # of sessions, of passwords that were right, and of names and addresses that failed

TOO_MANY = "Er zijn te veel pogingen mislukt; probeer het over {seconds} seconden opnieuw."

Value = TypeVar("Value")


class TooManyAttemptsError(VindplaatsError):
    """Too many passwords were wrong; ``seconds`` is how long to wait."""

    def __init__(self, seconds: int) -> None:
        super().__init__(TOO_MANY.format(seconds=seconds))
        self.seconds = seconds


class _Lapsing(Generic[Value]):
    """Values that are kept for some seconds after they were put; of more than ``most`` the oldest gives way."""

    def __init__(self, seconds: float, most: int, clock: Callable[[], float]) -> None:
        self._seconds, self._most, self._clock = seconds, most, clock
        self._kept: dict[bytes, tuple[Value, float]] = {}

    def put(self, key: bytes, value: Value) -> None:
        self.drop(key)
        self._kept[key] = value, self._clock() + self._seconds
        if len(self._kept) > self._most:
            self.drop(next(iter(self._kept)))

    def get(self, key: bytes) -> Value | None:
        value, until = self._kept.get(key, (None, 0.0))
        return value if self._clock() < until else None

    def drop(self, key: bytes) -> None:
        self._kept.pop(key, None)


class Sessions:
    """Who is logged in, by a random token of which only the hash is kept."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._accounts = _Lapsing[Account](IDLE, MOST_KEPT, clock)

    def begin(self, account: Account) -> str:
        """Begin a session; gives its token."""
        token = secrets.token_urlsafe()
        self._accounts.put(_digest(token), account)
        return token

    def who(self, token: str) -> Account | None:
        """Whose session this is; a session that is used lasts longer."""
        if account := self._accounts.get(_digest(token)):
            self._accounts.put(_digest(token), account)
        return account

    def end(self, token: str) -> None:
        """End a session, if there is one."""
        self._accounts.drop(_digest(token))


class Passwords:
    """Tells whether a name and a password belong together, and demands a delay of who guesses."""

    def __init__(self, accounts: Mapping[str, Account], clock: Callable[[], float] = time.monotonic) -> None:
        self._accounts, self._clock = accounts, clock
        self._unknown = kept.hasher.hash(secrets.token_urlsafe())  # an unknown name takes as long as a known one
        self._failures = _Lapsing[tuple[int, float]](FORGIVEN, MOST_KEPT, clock)  # how many; until when to wait
        # By a keyed hash of name and password: a program sends both with each request, and argon2 is slow on purpose.
        self._proven = _Lapsing[Account](PROVEN, MOST_KEPT, clock)
        self._key = secrets.token_bytes(32)
        self._at_once = asyncio.Semaphore(AT_ONCE)

    async def check(self, name: str, password: str, address: str) -> Account | None:
        """Give the account, or nothing when the password is wrong.

        Raises TooManyAttemptsError when this name, or the address it comes from, must wait first.
        """
        proof = _digest(f"{name}:{password}", self._key)
        if account := self._proven.get(proof):
            return account
        limits = {_digest(f"name {name}"): FREE_BY_NAME, _digest(f"address {address}"): FREE_BY_ADDRESS}
        async with self._at_once:
            # Counted before it is known to be wrong, so that many guesses at once are many guesses.
            self._count(limits)
            account = self._accounts.get(name)
            right = False
            with suppress(VerificationError):
                right = await run_in_threadpool(
                    kept.hasher.verify, account.hash if account else self._unknown, password
                )
        if account is None or not right:
            return None
        for key in limits:
            self._failures.drop(key)
        self._proven.put(proof, account)
        return account

    def _count(self, limits: Mapping[bytes, int]) -> None:
        now = self._clock()
        so_far = {key: self._failures.get(key) or (0, now) for key in limits}
        wait = max(until for _, until in so_far.values()) - now
        if wait > 0:
            raise TooManyAttemptsError(math.ceil(wait / SHORTEST_DELAY) * SHORTEST_DELAY)
        for key, (count, _) in so_far.items():
            doublings = count + 1 - limits[key]
            delay = min(SHORTEST_DELAY * 2**doublings, LONGEST_DELAY) if doublings >= 0 else 0
            self._failures.put(key, (count + 1, now + delay))


def _digest(text: str, key: bytes = b"") -> bytes:
    return hashlib.blake2b(text.encode(), key=key, digest_size=32).digest()
