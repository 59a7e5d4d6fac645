"""Celery: the worker and the clock of the nightly run."""

import os

from celery import Celery, Task
from celery.schedules import crontab
from celery.signals import task_prerun
from django.db import close_old_connections

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
app = Celery("casework")
# The app of every thread: Celery gives a thread that asks for none an empty app, without our broker, where any
# other code looked for an app before this one was made.
app.set_default()
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.conf.beat_schedule = {
    # Before the night, whose figures are by ward.
    "place in wards": {"task": "attendance.tasks.place_in_wards", "schedule": crontab(hour="1", minute="40")},
    # Asked again until morning, it takes up what a stopped worker left behind; else it finds nothing owed.
    "review attendance": {
        "task": "attendance.tasks.review_owed",
        "schedule": crontab(hour="2-5", minute="*/10"),
    },
    "shout about owed dates": {
        "task": "attendance.tasks.shout_owed",
        "schedule": crontab(hour="6", minute="0"),
    },
    "follow warnings and notices": {"task": "enforcement.tasks.follow_owed", "schedule": crontab()},
    "measure targets": {"task": "cases.tasks.measure_owed", "schedule": crontab()},
    "count figures": {"task": "reporting.tasks.count_owed", "schedule": crontab()},
    "prove figures": {"task": "reporting.tasks.prove_figures", "schedule": crontab(hour="6", minute="30")},
    "study impact": {
        "task": "reporting.tasks.study_impact_everywhere",
        "schedule": crontab(day_of_week="sun", hour="7", minute="0"),
    },
    "resume studies": {"task": "reporting.tasks.resume_studies", "schedule": crontab(minute="*/5")},
    "resume reviews": {"task": "attendance.tasks.resume_reviews", "schedule": crontab(minute="*/5")},
    "send post": {"task": "agencies.tasks.send_post", "schedule": crontab()},
    "report looked-after children": {
        "task": "cases.tasks.report_looked_after",
        "schedule": crontab(hour="6", minute="15"),
    },
    "end pauses": {"task": "cases.tasks.end_pauses", "schedule": crontab(hour="0-6", minute="20")},
    "forget stops": {"task": "cases.tasks.forget_stops", "schedule": crontab(hour="1", minute="10")},
    "owe reminders": {"task": "enforcement.tasks.owe_reminders", "schedule": crontab(hour="6", minute="40")},
    "resume letters and money": {"task": "enforcement.tasks.resume", "schedule": crontab(minute="*/5")},
    "resume imports": {"task": "attendance.tasks.resume_imports", "schedule": crontab(minute="*/5")},
}


@task_prerun.connect
def check_connections(sender: Task, **_: object) -> None:
    """Before a task, as before a request: a connection that is broken or old is closed, any other used again."""
    if not sender.request.is_eager:
        close_old_connections()
