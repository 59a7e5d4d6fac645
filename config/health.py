"""Is the web server of this container well? `python -m config.health` exits with 0 if so.

It asks as the proxy would: neither the check of host names nor the redirection to https stands between.
"""

import os
import sys
import urllib.request

ADDRESS = "http://127.0.0.1:8000/healthz"
SECONDS = 4


def well(address: str = ADDRESS) -> bool:
    """Whether the server answers, and not with an error of its own."""
    host = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0]
    request = urllib.request.Request(address, headers={"Host": host, "X-Forwarded-Proto": "https"})
    try:
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:
            return bool(answer.status < 400)
    except OSError:
        return False


if __name__ == "__main__":
    sys.exit(0 if well() else 1)
