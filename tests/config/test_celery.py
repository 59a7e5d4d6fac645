"""The Celery app that every thread meets."""

import subprocess
import sys

LOOKED_FOR_EARLY = """
from threading import Thread
from celery import current_app, shared_task
current_app.main
from config.celery import app
@shared_task
def nothing(): pass
found = []
thread = Thread(target=lambda: found.append(nothing.app is app))
thread.start()
thread.join()
assert found == [True]
"""


def test_a_thread_meets_our_app_even_where_one_was_looked_for_before_it_was_made():
    subprocess.run([sys.executable, "-c", LOOKED_FOR_EARLY], check=True)
