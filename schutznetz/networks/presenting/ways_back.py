"""The way back: whoever opens a page from a list gets back to their place in it after the act.

Where somebody came from stands in the address, so nothing has to be remembered and the browser's own "back" agrees.
"""

import re
from urllib.parse import urlencode

CAME_FROM = "von"
# Only pages behind the door: no link, whoever made it, leads anywhere else.
INSIDE = re.compile(r"/konto/[\w/-]*(\?[\w=&%.-]*)?(#[\w-]*)?", re.ASCII)


def and_back(href: str, here: str) -> str:
    """Return an address whose page leads back to ``here`` when its act is done."""
    if not here:
        return href
    path, mark, place = href.partition("#")
    return f"{path}{'&' if '?' in path else '?'}{urlencode({CAME_FROM: here})}{mark}{place}"
