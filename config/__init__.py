"""Settings, addresses, Celery and the local runner. Imports nothing of ours but by name."""
