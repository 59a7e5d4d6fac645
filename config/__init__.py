"""Settings, addresses, Celery and the local runner. Imports nothing of ours but by name."""

import atexit
import gc
import os

# Small tables are multiplied fastest by one thread: more wait for each other, and each worker process has a processor.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
# Python looks for garbage after 700 new objects, and importing all there is or reading a page of rows makes thousands.
gc.set_threshold(50_000, 20, 100)
# What was imported stays to the end, and the end need not look through it once more: 0.2 seconds of each command.
atexit.register(gc.freeze)
