"""The application that a web server calls."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()
# Everything that is imported once stays: the first request does not wait for it, and no later one waits while Python
# looks through all of it for garbage, which takes longer than a page.
get_resolver().url_patterns  # noqa: B018 - imports every view
gc.collect()
gc.freeze()
