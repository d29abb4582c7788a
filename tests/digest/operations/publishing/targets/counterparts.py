"""Real servers that the targets are tested against: sshd with keys of its own, a bare git repository, an S3 server."""

import os
import re
import shlex
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.request import Request, urlopen

import pytest

from tests.conftest import ROOT


@contextmanager
def ssh_server(folder: Path) -> Iterator[tuple[int, str]]:
    """The port of an sshd that this user may log in to, and the ssh command that does."""
    daemon = shutil.which("sshd") or shutil.which("/usr/sbin/sshd")
    if not daemon or not shutil.which("rsync") or not shutil.which("ssh"):
        pytest.skip("sshd, ssh or rsync is not installed: apt-get install openssh-server openssh-client rsync")
    for name in ("host_key", "user_key"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / name], check=True)
    if os.getuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)  # where it gives up its privileges
    port = free_port()
    (folder / "known_hosts").write_text(f"[127.0.0.1]:{port} {(folder / 'host_key.pub').read_text()}")
    options = {
        "ListenAddress": f"127.0.0.1:{port}",
        "HostKey": folder / "host_key",
        "AuthorizedKeysFile": folder / "user_key.pub",
        "PidFile": "none",
        "StrictModes": "no",  # the folder is below one that everybody may write
        "PasswordAuthentication": "no",
        "UsePAM": "no",
        "MaxStartups": "100",
        "SetEnv": "SHLVL=1",  # for bash no login from afar, so that it reads no .bashrc, which may take half a second
    }
    (folder / "config").write_text("".join(f"{name} {value}\n" for name, value in options.items()))
    log = (folder / "log").open("wb")
    process = subprocess.Popen([daemon, "-D", "-e", "-f", folder / "config"], stderr=log)
    try:
        wait_for(port, process)
        ssh = f"ssh -F none -i {folder / 'user_key'} -o IdentitiesOnly=yes -o BatchMode=yes -o LogLevel=ERROR"
        with _shared_connection(f"{ssh} -o UserKnownHostsFile={folder / 'known_hosts'}", port) as command:
            yield port, command
    finally:
        process.terminate()
        process.wait()
        log.close()


@contextmanager
def _shared_connection(ssh: str, port: int) -> Iterator[str]:
    """The command of an ssh that goes through one connection, so that no test waits for dozens of handshakes."""
    with TemporaryDirectory(prefix="ssh") as folder:  # the path of a socket has at most a hundred characters
        sockets = f"{ssh} -S {folder}/%p"
        process = subprocess.Popen([*shlex.split(sockets), "-p", str(port), "-MN", "127.0.0.1"])
        try:
            while not Path(folder, str(port)).exists():
                assert process.poll() is None, "no connection was made"
                time.sleep(0.02)
            yield sockets
        finally:
            process.kill()  # asked to end, it has been seen to wait for ever for a session that was gone
            process.wait()


@contextmanager
def s3_server(folder: Path) -> Iterator[str]:
    """The address of a server of S3's protocol (moto), which writes a line for each request into `folder`/log."""
    pytest.importorskip("obstore", reason="obstore is not installed")
    program = ROOT / ".host-tools" / "bin" / "moto_server"
    if not program.is_file():
        pytest.skip("moto is not installed: invoke host-tools")
    port = free_port()
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen([program, "-H", "127.0.0.1", "-p", str(port)], stdout=log, stderr=log)
        try:
            wait_for(port, process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait()


def ask_s3(method: str, url: str) -> tuple[bytes, dict[str, str]]:
    """The body and the headers of the S3 server's answer to another client than the one under test. The names of the
    headers are in small letters."""
    scheme = "AWS4-HMAC-SHA256 Credential=x/20261122/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=x"
    request = Request(url, method=method, headers={"Authorization": scheme})
    with urlopen(request, timeout=30) as answer:
        return answer.read(), {name.lower(): value for name, value in answer.headers.items()}


def s3_keys(endpoint: str, bucket: str) -> list[str]:
    """The keys of all objects of a bucket, of which there are at most a thousand."""
    listed, _ = ask_s3("GET", f"{endpoint}/{bucket}?list-type=2")
    return [unescape(key) for key in re.findall(r"<Key>(.*?)</Key>", listed.decode())]


def bare_repository(folder: Path) -> Path:
    """A new repository without a working tree."""
    if not shutil.which("git"):
        pytest.skip("git is not installed")
    subprocess.run(["git", "init", "--quiet", "--bare", folder], check=True)
    return folder


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    """Wait until a server answers."""
    for _ in range(1000):
        assert process.poll() is None, "the server has ended"
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    pytest.fail("the server does not answer")
