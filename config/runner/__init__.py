"""The local runner behind `make run`, `make test`, `make check`, `make bench`, `make lock` and `make stop`.

Only the standard library: it runs before anything is installed. `python3 -m config.runner run` does the same
where make is missing.
"""
