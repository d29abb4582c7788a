import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from digest.operations import child_processes
from digest.operations.child_processes import end_with_children


def started(code: str) -> "subprocess.Popen[bytes]":
    process = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
    )
    assert process.stdout
    assert process.stdout.readline().strip().isdigit()
    process.stdout.close()
    return process


def test_a_process_is_asked_to_end() -> None:
    process = started("import time; print(1, flush=True); time.sleep(60)")
    end_with_children(process)
    assert process.returncode == -15


def test_a_process_that_does_not_listen_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child_processes, "GRACE_S", 0.3)
    ignore = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN)"
    process = started(f"{ignore}; print(1, flush=True); time.sleep(60)")
    end_with_children(process)
    assert process.returncode == -9


def test_a_child_of_the_process_ends_too(tmp_path: Path) -> None:
    child = "import time; [(open('alive', 'a').write('x'), time.sleep(0.05)) for _ in range(200)]"
    code = f"import subprocess, sys; child = subprocess.Popen([sys.executable, '-c', {child!r}], cwd={str(tmp_path)!r})"
    process = started(f"{code}; print(child.pid, flush=True); child.wait()")
    end_with_children(process)
    time.sleep(0.2)
    size = (tmp_path / "alive").stat().st_size if (tmp_path / "alive").exists() else 0
    time.sleep(0.3)
    assert ((tmp_path / "alive").stat().st_size if size else 0) == size


def test_nothing_is_done_to_a_process_that_has_ended() -> None:
    process = started("print(1, flush=True)")
    process.wait()
    end_with_children(process)
    assert process.returncode == 0


def test_a_process_ends_with_its_parent_as_if_it_were_interrupted(root: Path) -> None:
    child = (
        "import os, time\nfrom digest.operations.child_processes import end_when_asked\n"
        "end_when_asked(os.getppid())\nprint(1, flush=True)\n"
        "try: time.sleep(60)\nexcept KeyboardInterrupt: print('interrupted', flush=True)"
    )
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    env = {**os.environ, "PYTHONPATH": str(root / "plugins")}
    with subprocess.Popen([sys.executable, "-c", code], env=env, stdout=subprocess.PIPE) as parent:
        assert parent.stdout
        assert parent.stdout.readline().strip() == b"1"
        parent.kill()
        assert parent.stdout.read().strip() == b"interrupted"
