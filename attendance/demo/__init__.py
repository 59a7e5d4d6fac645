"""The demonstration authority: invented people and schools whose absence has the shape of published figures.

Nothing here is about a real person or a real school. Everything follows from a seed and a last day, so that
two machines build the same authority. Only `manage.py create_demo` uses it.
"""
