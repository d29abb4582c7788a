"""The web manifest: what phones know of a site that a reader puts on the home screen."""

import json
from collections.abc import Mapping

from ...archive.model.addresses import FRONT, MANIFEST, Addresses
from ...archive.model.settings import PageSettings
from ..i18n.text_direction import text_direction
from .assets import Asset
from .site_icons import APP_SIZES, MASKABLE_SIZE


def web_manifest(settings: PageSettings, addresses: Addresses, icons: Mapping[str, Asset], paper: str) -> Asset:
    """The manifest. `icons` are the icons' files by their names, `paper` is the colour of pages."""
    front = addresses.at(FRONT)
    sizes = [("icon", "any", "image/svg+xml", "any")]
    sizes += [(f"icon-{size}", f"{size}x{size}", "image/png", "any") for size in APP_SIZES]
    sizes += [(f"icon-maskable-{MASKABLE_SIZE}", f"{MASKABLE_SIZE}x{MASKABLE_SIZE}", "image/png", "maskable")]
    manifest = {
        "id": front,
        "name": settings.name,
        "description": settings.tagline,
        "lang": settings.lang,
        "dir": text_direction(settings.lang),
        "start_url": front,
        "scope": front,
        "display": "minimal-ui",  # a digest is left by its links: readers need the way back
        "background_color": paper,
        "theme_color": paper,
        "icons": [
            {"src": addresses.at(icons[name].path), "sizes": size, "type": kind, "purpose": purpose}
            for name, size, kind, purpose in sizes
            if name in icons
        ],
    }
    return Asset(MANIFEST, json.dumps(manifest, ensure_ascii=False, separators=(",", ":")).encode())
