"""All settings of a site, for a `pelican.conf.py` that begins with `from concordance.default_settings import *`.

They are those of the software's own `pelican.conf.py`. Folders of the site (content, output, cache) are taken from
where the site's file is; those of the software are absolute.
"""

import runpy as _runpy

from . import SOFTWARE as _SOFTWARE

_values = _runpy.run_path(str(_SOFTWARE / "pelican.conf.py"))
globals().update({name: value for name, value in _values.items() if name.isupper()})
THEME = str(_SOFTWARE / "theme")
PLUGIN_PATHS = [str(_SOFTWARE / "plugins")]
