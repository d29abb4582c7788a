"""Real web servers that serve a published folder by the samples of docs/hosting."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.digest.operations.publishing.targets.counterparts import free_port, wait_for

HOSTING = ROOT / "docs" / "hosting"
# What the sample leaves to nginx's main file; a process of our own writes nowhere but into its folder.
NGINX_MAIN = """
{user}
worker_processes 2;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""


def program(name: str, package: str) -> str:
    """The path of a program; the test is skipped where it is not installed."""
    found = shutil.which(name) or shutil.which(f"/usr/sbin/{name}")
    if not found:
        pytest.skip(f"{name} is not installed: apt-get install {package}")
    return found


def nginx_configuration(folder: Path, www: Path, port: int) -> Path:
    """The file of a whole configuration that serves `www` by the sample."""
    sample = (HOSTING / "nginx.conf").read_text(encoding="utf-8")
    sample = re.sub(r"listen \[::\]:80;", "", sample).replace("listen 80;", f"listen 127.0.0.1:{port};")
    (folder / "site.conf").write_text(sample.replace("/srv/www", str(www)), encoding="utf-8")
    user = "user root;" if os.getuid() == 0 else ""  # else its workers can't read the folders of tests
    (folder / "nginx.conf").write_text(NGINX_MAIN.format(folder=folder, user=user), encoding="utf-8")
    return folder / "nginx.conf"


@contextmanager
def nginx_server(folder: Path, www: Path) -> Iterator[str]:
    """The URL of an nginx that serves the folder `www`, to which sites are published."""
    nginx, port = program("nginx", "nginx-light"), free_port()
    command = [nginx, "-p", str(folder), "-c", str(nginx_configuration(folder, www, port)), "-g", "daemon off;"]
    with _running(command, port):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def caddy_server(folder: Path, www: Path) -> Iterator[str]:
    """The URL of a Caddy that serves the folder `www`, to which sites are published."""
    caddy, port = program("caddy", "caddy"), free_port()
    environment = {
        "SITE_ADDRESS": f"http://127.0.0.1:{port}",
        "SITE_ROOT": str(www),
        "XDG_DATA_HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder),
        "HOME": str(folder),
    }
    (folder / "Caddyfile").write_text("{\n\tadmin off\n}\n" + (HOSTING / "Caddyfile").read_text(encoding="utf-8"))
    command = [caddy, "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]
    with _running(command, port, environment):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def _running(command: list[str], port: int, environment: dict[str, str] | None = None) -> Iterator[None]:
    process = subprocess.Popen(command, env={**os.environ, **(environment or {})}, stderr=subprocess.DEVNULL)
    try:
        wait_for(port, process)
        yield
    finally:
        process.terminate()
        process.wait()
