"""A Pelican plugin that renders what changed and leaves the rest of the output alone. See README.md beside this file.

The way of a build: `register` puts `building` around each run of Pelican (plugin.py; build.py: locks, states, staging
folder). Generators read sources through a cache (reading.py, contents.py), and hand views to the writer (writing.py),
which asks the record of the output folder (output_state.py) whether the page is there already; views that need not be
made to know that are those of recipes.py and traces.py. What is made is moved into place at the end (commit.py).
`unchanged` (unchanged.py) says beforehand that there is nothing to do.

Nothing is imported here, so that `unchanged` costs no import of Pelican.
"""


def register() -> None:
    from pelican import signals  # noqa: PLC0415  as above

    from .run.plugin import make_incremental  # noqa: PLC0415

    signals.initialized.connect(make_incremental)
