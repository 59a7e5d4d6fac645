"""Settings, addresses, Celery and the local runner. Imports nothing of ours but by name."""

import gc
import os

# Small tables are multiplied fastest by one thread: more wait for each other, and each worker process has a processor.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
# Python looks for garbage after 700 new objects, and importing all there is or reading a page of rows makes thousands.
gc.set_threshold(50_000, 20, 100)
