from pathlib import Path

from incremental.state.output_state import OUTPUT_FILE, OutputState


def test_the_state_in_the_output_folder_is_for_its_owner_alone(tmp_path: Path) -> None:
    state = OutputState(tmp_path)
    state.promise(["index.html"])
    state.close()
    assert (tmp_path / OUTPUT_FILE).stat().st_mode & 0o077 == 0
