"""CPR numbers: checked, kept encrypted, found by a keyed blind index, shown masked.

Modulus 11 is not checked: it has not been guaranteed since 2007. Made-up people have 60 added to the day.
"""

import hashlib
import hmac
import os
import re
from datetime import date
from functools import lru_cache

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_NONCE = 12


class UgyldigtCpr(ValueError):
    """The text is no CPR number; the message is Danish and says what to do."""


def parse(text: str) -> str:
    """The ten digits of a CPR number written with or without hyphen. Raises UgyldigtCpr."""
    digits = re.sub(r"[\s-]", "", text)
    if not digits.isascii() or not digits.isdigit():
        raise UgyldigtCpr("CPR-nummeret skrives med 10 cifre, fx 610180-1234.")
    if len(digits) != 10:
        missing = 10 - len(digits)
        how = f"Der mangler {missing}." if missing > 0 else f"Der er {-missing} for meget."
        raise UgyldigtCpr(f"CPR-nummeret har 10 cifre. {how}")
    foedselsdato(digits)
    return digits


_TI_CIFRE = re.compile(r"(?<!\d)\d{6}[- ]?\d{4}(?!\d)")


def stands_in(text: str) -> bool:
    """Whether something that can be a CPR number stands in a text."""
    for found in _TI_CIFRE.findall(text):
        try:
            parse(found)
        except UgyldigtCpr:
            continue
        return True
    return False


def foedselsdato(digits: str) -> date:
    """Birth date in a CPR number, the century told by the seventh digit. Raises UgyldigtCpr."""
    day, month, year = (int(digits[i : i + 2]) for i in (0, 2, 4))
    try:
        return date(_century(int(digits[6]), year) + year, month, day - 60 if day > 60 else day)
    except ValueError as error:
        raise UgyldigtCpr("CPR-nummeret begynder ikke med en dato, der findes.") from error


def _century(seventh: int, year: int) -> int:
    if seventh <= 3:
        return 1900
    if seventh in (4, 9):
        return 2000 if year <= 36 else 1900
    return 2000 if year <= 57 else 1800


def pretty(digits: str) -> str:
    """``6101801234`` → ``610180-1234``."""
    return f"{digits[:6]}-{digits[6:]}"


def masked(digits: str) -> str:
    """``6101801234`` → ``610180-••••``."""
    return f"{digits[:6]}-••••"


@lru_cache(maxsize=256)
def kommune_key(kommunekode: str, purpose: str, master: str) -> bytes:
    """A key of the kommune's own for one purpose; keys of other kommuner and purposes tell nothing about it."""
    info = f"fleksjob/{purpose}/{kommunekode}".encode()
    return HKDF(hashes.SHA256(), 32, salt=None, info=info).derive(master.encode())


def encrypt(digits: str, kommunekode: str) -> bytes:
    """Ciphertext under the kommune's own key; a new nonce each time."""
    nonce = os.urandom(_NONCE)
    key = kommune_key(kommunekode, "kryptering", settings.CPR_NOEGLE)
    return nonce + AESGCM(key).encrypt(nonce, digits.encode(), kommunekode.encode())


def decrypt(blob: bytes, kommunekode: str) -> str:
    """The ten digits. Raises cryptography's InvalidTag when key or kommune do not fit."""
    data = bytes(blob)
    key = kommune_key(kommunekode, "kryptering", settings.CPR_NOEGLE)
    return AESGCM(key).decrypt(data[:_NONCE], data[_NONCE:], kommunekode.encode()).decode()


def blind_index(digits: str, kommunekode: str) -> bytes:
    """Equal for equal numbers within a kommune, and tells nothing without the key."""
    return hmac.new(
        kommune_key(kommunekode, "indeks", settings.CPR_NOEGLE), digits.encode(), hashlib.sha256
    ).digest()
