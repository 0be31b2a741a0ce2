"""What we seal wechatpy opens and the other way round; whatever is not as it should be is refused, and always alike."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import SecretStr
from wechatpy.crypto import PrpCrypto, WeChatCrypto

from bot.channels.wechat.sealing import Account, Refused, opened, sealed
from bot.errors import SettingsError
from tests.channels.wechat.account import AES_KEY, APP_ID, TOKEN, signature

KEY = base64.b64decode(AES_KEY + "=")
ACCOUNT = Account(APP_ID, SecretStr(TOKEN), SecretStr(AES_KEY))


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=600))
def test_each_side_opens_what_the_other_sealed(text: str) -> None:
    theirs = PrpCrypto(KEY)
    assert theirs.decrypt(sealed(text, KEY, APP_ID), APP_ID) == text
    assert opened(theirs.encrypt(text, APP_ID).decode(), KEY, APP_ID).decode() == text


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="abcdefghij0123456789", max_size=20), st.integers(0, 10**11), st.text(max_size=99))
def test_signatures_are_those_of_wechatpy(nonce: str, stamp: int, envelope: str) -> None:
    assert ACCOUNT.signature(str(stamp), nonce, envelope) == signature(str(stamp), nonce, envelope)
    assert ACCOUNT.signed(signature(str(stamp), nonce), str(stamp), nonce)
    assert not ACCOUNT.signed("é", str(stamp), nonce)


def _refusal(envelope: str, key: bytes = KEY, app_id: str = APP_ID) -> tuple[type[Exception], str]:
    with pytest.raises(Refused) as caught:
        opened(envelope, key, app_id)
    assert caught.value.__cause__ is None
    return type(caught.value), str(caught.value)


def _reframed(change: bytes) -> str:
    """An envelope with anything inside, padded rightly: for lengths and ids that lie."""
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    encryptor = Cipher(algorithms.AES(KEY), modes.CBC(KEY[:16])).encryptor()
    missing = 32 - len(change) % 32
    return base64.b64encode(
        encryptor.update(change + bytes([missing]) * missing) + encryptor.finalize()
    ).decode()


def test_all_faults_look_the_same() -> None:
    good = sealed("工友", KEY, APP_ID)
    locked = base64.b64decode(good)
    wrong = [
        "",
        "no base64 !",
        "工友",
        good[:-4],
        base64.b64encode(locked[:-16]).decode(),
        base64.b64encode(locked[:-1] + bytes([locked[-1] ^ 1])).decode(),
        sealed("工友", KEY, "wx0000000000000000"),
        sealed("工友", bytes(32), APP_ID),
        _reframed(bytes(16) + (2**32 - 1).to_bytes(4, "big") + b"<xml/>" + APP_ID.encode()),
        _reframed(bytes(16) + (3).to_bytes(4, "big") + b"<xml/>" + APP_ID.encode()),
        _reframed(b"short"),
        _reframed(b""),
    ]
    assert len({_refusal(envelope) for envelope in wrong}) == 1


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 255))
def test_a_changed_byte_never_yields_other_words_with_their_signature(at: int, flip: int) -> None:
    text, stamp, nonce = "<xml>老板不发工资怎么办</xml>", "1700000000", "n"
    good = sealed(text, KEY, APP_ID)
    locked = bytearray(base64.b64decode(good))
    locked[at % len(locked)] ^= flip
    changed = base64.b64encode(bytes(locked)).decode()
    assert not ACCOUNT.signed(ACCOUNT.signature(stamp, nonce, good), stamp, nonce, changed)


def test_wechatpy_takes_a_whole_reply_of_ours() -> None:
    crypto = WeChatCrypto(TOKEN, AES_KEY, APP_ID)
    envelope = sealed("<xml>好</xml>", KEY, APP_ID)
    signed = ACCOUNT.signature("1", "n", envelope)
    assert crypto.decrypt_message({"Encrypt": envelope}, signed, "1", "n") == "<xml>好</xml>"


@pytest.mark.parametrize("key", ["a" * 42, "!" * 43, "工" * 43, "a" * 44])
def test_a_wrong_key_is_explained_and_not_shown(key: str) -> None:
    with pytest.raises(SettingsError, match="GONGYOU_WECHAT_AES_KEY") as caught:
        Account(APP_ID, SecretStr(TOKEN), SecretStr(key))
    assert key not in str(caught.value)


@pytest.mark.parametrize(("app_id", "token"), [("", TOKEN), (APP_ID, "")])
def test_half_a_setting_is_explained(app_id: str, token: str) -> None:
    with pytest.raises(SettingsError, match="GONGYOU_WECHAT_TOKEN"):
        Account(app_id, SecretStr(token))


def test_secrets_are_never_shown() -> None:
    assert TOKEN not in repr(ACCOUNT)
    assert AES_KEY not in repr(ACCOUNT)
