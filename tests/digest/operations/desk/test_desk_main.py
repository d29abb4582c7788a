import re
import shutil
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path


def test_the_command_prints_the_address_of_a_desk_and_ends_with_ctrl_c(root: Path, tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    shutil.copy(root / "pelican.conf.py", tmp_path)
    for name in ("plugins", "theme"):
        (tmp_path / name).symlink_to(root / name, target_is_directory=True)
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as in a shell's background, which a process inherits
        signal.signal(signal.SIGINT, signal.default_int_handler)
    command = [sys.executable, "-m", "digest.operations.desk", "--port", "0"]
    env = {"PYTHONPATH": "plugins", "PATH": "/usr/bin:/bin"}
    with subprocess.Popen(
        command, cwd=tmp_path, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        line = process.stdout.readline()
        address = re.fullmatch(r"The desk: (http://127\.0\.0\.1:\d+/[\w-]{32}/)\n", line)
        assert address, line
        with urllib.request.urlopen(f"{address[1]}desk.css") as reply:
            assert b"--spot" in reply.read()
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
    assert process.returncode == 0
    assert "Traceback" not in errors
    assert address[1] not in errors, "the token is in the log"
