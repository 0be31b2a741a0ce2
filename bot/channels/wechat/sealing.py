"""Signatures and sealed envelopes of WeChat's messages: AES in CBC mode, as its "safe mode" wants it.

Whatever is wrong with a message, ``Refused`` is all that is said: nobody learns which check it failed.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
from dataclasses import dataclass

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from pydantic import SecretStr

from bot.errors import ChannelError, SettingsError

BLOCK = 32
"""WeChat pads to 32 bytes, twice the block of AES."""
_SALT = 16
_SIZE = 4


class Refused(ChannelError):
    """A request that did not come from WeChat, or not as we let it in; there is one kind of refusal only."""

    def __init__(self) -> None:
        super().__init__("refused")


@dataclass(frozen=True, slots=True)
class Account:
    """The Official Account: with ``aes_key`` only sealed messages are taken, without it only plain ones."""

    app_id: str
    token: SecretStr
    aes_key: SecretStr | None = None

    def __post_init__(self) -> None:
        if not self.token.get_secret_value() or not self.app_id:
            raise SettingsError(
                "GONGYOU_WECHAT_APP_ID、GONGYOU_WECHAT_TOKEN 要一起填 / must be set together"
            ) from None
        if self.aes_key:
            _key(self.aes_key)

    @property
    def key(self) -> bytes | None:
        return _key(self.aes_key) if self.aes_key else None

    def signature(self, *parts: str) -> str:
        """What WeChat signs with: the token and the parts, sorted and hashed."""
        signed = "".join(sorted((self.token.get_secret_value(), *parts)))
        return hashlib.sha1(signed.encode(), usedforsecurity=False).hexdigest()

    def signed(self, claimed: str, *parts: str) -> bool:
        """Whether a signature is right; the time it takes tells nothing."""
        return hmac.compare_digest(self.signature(*parts).encode(), claimed.encode())


def _key(setting: SecretStr) -> bytes:
    try:
        key = base64.b64decode(setting.get_secret_value() + "=", validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != BLOCK:
        raise SettingsError(
            "GONGYOU_WECHAT_AES_KEY 要照抄公众平台给的43个字母和数字 / must be the 43 letters and digits that WeChat shows"
        )
    return key


def sealed(text: str, key: bytes, app_id: str) -> str:
    """A text as WeChat can open it: chance, length, text and app id, padded and encrypted."""
    content = text.encode()
    inside = secrets.token_bytes(_SALT) + len(content).to_bytes(_SIZE, "big") + content + app_id.encode()
    missing = BLOCK - len(inside) % BLOCK
    encryptor = _cipher(key).encryptor()
    locked = encryptor.update(inside + bytes([missing]) * missing) + encryptor.finalize()
    return base64.b64encode(locked).decode()


def opened(envelope: str, key: bytes, app_id: str) -> bytes:
    """What was sealed for this account; Refused whatever is wrong with it."""
    try:
        locked = base64.b64decode(envelope.encode("ascii"), validate=True)
    except ValueError:
        raise Refused from None
    if not locked or len(locked) % _SALT:
        raise Refused
    decryptor = _cipher(key).decryptor()
    inside = decryptor.update(locked) + decryptor.finalize()
    padding = inside[-1]
    if not 1 <= padding <= BLOCK or inside[-padding:] != bytes([padding]) * padding:
        raise Refused
    inside = inside[_SALT:-padding]
    end = _SIZE + int.from_bytes(inside[:_SIZE], "big")
    if len(inside) < end or not hmac.compare_digest(inside[end:], app_id.encode()):
        raise Refused
    return inside[_SIZE:end]


def _cipher(key: bytes) -> Cipher[modes.CBC]:
    return Cipher(algorithms.AES(key), modes.CBC(key[:16]))
