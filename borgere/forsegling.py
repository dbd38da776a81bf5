"""Whole files at rest: AES-GCM under a key of the kommune's own, apart from the one of its CPR numbers."""

import hashlib
import hmac
import os

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from borgere.cpr import kommune_key

_NONCE = 12


def seal(data: bytes, kommunekode: str) -> bytes:
    """Ciphertext; a new nonce each time."""
    nonce = os.urandom(_NONCE)
    key = kommune_key(kommunekode, "filer", settings.CPR_NOEGLE)
    return nonce + AESGCM(key).encrypt(nonce, data, kommunekode.encode())


def unseal(blob: bytes, kommunekode: str) -> bytes:
    """What was sealed. Raises cryptography's InvalidTag when key or kommune do not fit."""
    data = bytes(blob)
    key = kommune_key(kommunekode, "filer", settings.CPR_NOEGLE)
    return AESGCM(key).decrypt(data[:_NONCE], data[_NONCE:], kommunekode.encode())


def keyed_digest(text: str, kommunekode: str) -> str:
    """Equal for equal texts within a kommune, as 64 hex digits; tells nothing without the key."""
    key = kommune_key(kommunekode, "spor", settings.CPR_NOEGLE)
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
