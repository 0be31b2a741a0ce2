"""Names and values that say nothing to whoever reads Valkey's memory or a stray dump without the secret."""

from __future__ import annotations

import hashlib
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_NONCE = 12


class Seal:
    """Seals values for one place each: moved elsewhere they do not open."""

    def __init__(self, secret: bytes) -> None:
        self._cipher = AESGCM(_derived(secret, b"gongyou valkey values"))
        self._names = _derived(secret, b"gongyou valkey names")

    def name(self, kind: str, plain: str) -> str:
        """What a key is called: the same in all processes that share the secret."""
        return hmac.new(self._names, f"{kind}:{plain}".encode(), hashlib.sha256).hexdigest()[:32]

    def close(self, plain: bytes, place: str) -> bytes:
        nonce = os.urandom(_NONCE)
        return nonce + self._cipher.encrypt(nonce, plain, place.encode())

    def open(self, sealed: bytes, place: str) -> bytes | None:
        """What was sealed; None for anything that was not sealed with this secret for this place."""
        if len(sealed) < _NONCE:
            return None
        try:
            return self._cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], place.encode())
        except InvalidTag:
            return None


def _derived(secret: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(secret)
