"""Settings, addresses, Celery and the local runner. Imports nothing of ours but by name."""

import os

# Small tables are multiplied fastest by one thread: more wait for each other, and each worker process has a processor.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
