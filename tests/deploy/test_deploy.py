"""The files of deploy/: what can be run here is run; images are not built, as no engine runs on a test machine."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from typer.testing import CliRunner

from bot.cli import cli
from bot.settings import Settings
from tests.conftest import ROOT

DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").iterdir())


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="needs systemd-analyze")
def test_systemd_takes_the_units(tmp_path: Path) -> None:
    """Every key is known and every value right; only the program's own place is put in for the one it will have."""
    for unit in UNITS:
        text = unit.read_text(encoding="utf-8")
        text = text.replace("/opt/gongyou/.venv/bin/gongyou", "/bin/true")
        text = text.replace("Documentation=file:/opt/gongyou/deploy/README.md\n", "")
        (tmp_path / unit.name.replace("@", "@8081")).write_text(text, encoding="utf-8")
        (tmp_path / unit.name).write_text(text, encoding="utf-8")
    made = [str(tmp_path / unit.name.replace("@", "@8081")) for unit in UNITS]
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *made], capture_output=True, text=True, check=False
    )
    ours = [line for line in done.stderr.splitlines() if "gongyou" in line]
    assert ours == []


def test_a_process_may_write_nothing_but_its_own_folders() -> None:
    service = (DEPLOY / "systemd" / "gongyou@.service").read_text(encoding="utf-8")
    for line in (
        "ProtectSystem=strict",
        "LimitCORE=0",
        "MemorySwapMax=0",
        "UMask=0077",
        "NoNewPrivileges=yes",
        "PrivateTmp=yes",
    ):
        assert f"\n{line}\n" in service


@pytest.mark.skipif(not shutil.which("nginx"), reason="needs nginx")
def test_nginx_takes_its_sample(tmp_path: Path) -> None:
    _certificate(tmp_path)
    sample = (DEPLOY / "nginx" / "gongyou.conf").read_text(encoding="utf-8")
    sample = sample.replace("/etc/letsencrypt/live/bot.example.org", str(tmp_path))
    (tmp_path / "gongyou.conf").write_text(sample, encoding="utf-8")
    whole = f"pid {tmp_path}/pid; error_log stderr; events {{}} http {{ include {tmp_path}/gongyou.conf; }}"
    (tmp_path / "nginx.conf").write_text(whole, encoding="utf-8")
    done = subprocess.run(
        ["nginx", "-t", "-q", "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stderr == "", "no warning either"


def test_nginx_writes_down_nothing_of_a_request() -> None:
    sample = (DEPLOY / "nginx" / "gongyou.conf").read_text(encoding="utf-8")
    assert set(re.findall(r"^\s*access_log\s+(.+);", sample, re.M)) == {"off"}
    assert set(re.findall(r"^\s*error_log\s+(.+);", sample, re.M)) == {"/dev/null crit"}


def test_nginx_speaks_tls_alone() -> None:
    """Whoever comes without it is sent to it, and browsers are told to come with it from then on."""
    sample = (DEPLOY / "nginx" / "gongyou.conf").read_text(encoding="utf-8")
    servers = sample.split("\nserver {")[1:]
    assert len(servers) == 2
    for server in servers:
        tls = "ssl_certificate " in server
        assert tls == ("proxy_pass" in server)
        assert tls == ("Strict-Transport-Security" in server)
        assert tls or "return 308 https://" in server


def test_backups_go_after_thirty_days() -> None:
    unit = (DEPLOY / "systemd" / "gongyou-backup.service").read_text(encoding="utf-8")
    deletes = re.search(r"^ExecStartPost=(.+ -delete)$", unit, re.M)
    assert deletes
    assert "-mtime +30 " in deletes[1]
    assert "--with-donated" not in unit


def test_the_compose_file_runs_two_processes_as_nobody_without_a_disk_for_chats() -> None:
    compose = yaml.safe_load((DEPLOY / "container" / "compose.yaml").read_text(encoding="utf-8"))
    services = compose["services"]
    assert set(services) == {"bot", "bot2", "valkey", "caddy"}
    for name in ("bot", "bot2"):
        one = services[name]
        assert one["read_only"] is True
        assert one["cap_drop"] == ["ALL"]
        assert one["ulimits"] == {"core": 0}
        assert set(one["environment"]) <= _settings_names()
        assert (DEPLOY / "container" / one["build"]["context"]).resolve() == ROOT
        assert (ROOT / one["build"]["dockerfile"]).is_file()
        for volume in one["volumes"]:
            assert volume.split(":")[0] in compose["volumes"]
    for volume in services["valkey"]["volumes"] + services["caddy"]["volumes"]:
        if volume.startswith("."):
            assert (DEPLOY / "container" / volume.split(":")[0]).is_file(), volume


def test_the_image_holds_only_what_the_service_needs() -> None:
    image = (DEPLOY / "container" / "Containerfile").read_text(encoding="utf-8")
    copied = re.findall(r"^COPY (?!--from)(\S+)", image, re.M)
    assert all((ROOT / one).exists() for one in copied)
    assert re.search(r"^USER gongyou$", image, re.M)
    assert "--require-hashes" in image
    let_in = {line[1:] for line in (ROOT / ".containerignore").read_text().splitlines() if line[:1] == "!"}
    assert let_in == set(copied)


def test_the_services_lock_is_a_part_of_the_whole_lock() -> None:
    whole, part = (_locked(ROOT / "requirements.lock"), _locked(DEPLOY / "requirements.lock"))
    assert part.items() <= whole.items()
    assert not {"pytest", "playwright", "wechatpy"} & set(part)
    assert {"starlette", "redis", "cryptography"} <= set(part)


def test_every_sample_setting_is_one() -> None:
    sample = (DEPLOY / "gongyou.env.sample").read_text(encoding="utf-8")
    names = re.findall(r"^#?(GONGYOU_\w+)=", sample, re.M)
    assert [line for line in sample.splitlines() if line and not re.match(r"# |#?GONGYOU_\w+=", line)] == []
    off = re.findall(r"^#(\S+)$", sample, re.M)
    assert sample.endswith("\n".join(f"#{line}" for line in off) + "\n"), "the guide speaks of the last lines"
    assert len(off) == 2
    assert set(names) <= _settings_names()
    secret = [name for name in names if re.search(r"TOKEN|SECRET|KEY|VALKEY_URL", name)]
    assert all(f"\n{name}=\n" in f"\n{sample}\n" for name in secret), "no secret in a sample"


def test_the_guide_names_settings_files_and_units_that_there_are() -> None:
    guide = (DEPLOY / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"GONGYOU_[A-Z_]+", guide)) <= _settings_names()
    for name in re.findall(
        r"^\| `([^`]+)` \|", guide.partition("| file | for |")[2].partition("\n## ")[0], re.M
    ):
        assert list(DEPLOY.glob(name)), name
    for name in re.findall(r"(?<![\w/.-])(deploy/[\w./@-]*\w)", guide):
        assert (ROOT / name).exists(), name
    units = {unit.name.replace("@.service", "") for unit in UNITS}
    assert {name.split("@")[0] for name in re.findall(r"gongyou@\d+|gongyou-\w+\.\w+", guide)} <= units
    assert set(re.findall(r"`/(\w+z)`", guide)) <= {"readyz", "healthz"}


def test_the_commands_of_the_guide_and_the_units_are_there() -> None:
    """Each is asked what it is for: that ends well only where it exists."""
    texts = [one.read_text(encoding="utf-8") for one in (DEPLOY / "README.md", *UNITS)]
    found = {
        tuple(words.split())
        for text in texts
        for words in re.findall(r"(?:bin/|`| )gongyou ((?:trends |i18n )?[a-z]+)(?![\w@.-])", text)
    }
    assert found >= {("doctor",), ("check",), ("serve",), ("trends", "backup"), ("trends", "restore")}
    for words in sorted(found):
        asked = CliRunner().invoke(cli, [*words, "--help"])
        assert asked.exit_code == 0, words


def test_the_guide_runs_what_writes_as_the_services_own_account() -> None:
    """A file that root makes beside the counts would keep the service from writing them."""
    guide = (DEPLOY / "README.md").read_text(encoding="utf-8")
    lines = [line for block in re.findall(r"```\n(.*?)```", guide, re.S) for line in block.splitlines()]
    runs = [line for line in lines if re.search(r"bin/gongyou (trends|check|doctor)", line)]
    assert len(runs) == 2
    assert all(line.startswith("runuser -u gongyou -- ") for line in runs)


def _settings_names() -> set[str]:
    return {f"GONGYOU_{name.upper()}" for name in Settings.model_fields}


def _locked(path: Path) -> dict[str, str]:
    return dict(re.findall(r"^([\w.-]+)==(\S+)", path.read_text(encoding="utf-8"), re.M))


def _certificate(folder: Path) -> None:
    from datetime import UTC, datetime

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "bot.example.org")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2100, 1, 1, tzinfo=UTC))
        .sign(key, hashes.SHA256())
    )
    (folder / "fullchain.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "privkey.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
