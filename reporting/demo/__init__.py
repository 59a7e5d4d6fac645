"""Invented reports of the demonstration authorities. Only `manage.py create_demo_reports` uses it."""
