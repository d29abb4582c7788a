"""The software as a dependency of sites that stand apart from it: `pip install .` gives the command `concordance`.

    program           the command: the tasks that an editor needs, for the site in the present folder
    default_settings  what a site's pelican.conf.py imports: all settings, with the folders of plugins and theme

In a checkout this package is `plugins/concordance`, and the other folders are found from the top. In the wheel it holds
them: `concordance/plugins`, `concordance/theme`, `concordance/tasks.py` (see `[tool.hatch]` in pyproject.toml).
"""

from pathlib import Path
from typing import Final

_HERE: Final = Path(__file__).resolve().parent
SOFTWARE: Final = (
    _HERE if (_HERE / "plugins").is_dir() else _HERE.parents[1]
)  # the folder of tasks.py, theme/, plugins/
