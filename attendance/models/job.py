"""What ran in the background, chunk by chunk."""

from django.db import models
from django.db.models import Q


class JobState(models.TextChoices):
    """Where a chunk is."""

    OWED = "owed", "Owed"
    RUNNING = "running", "Running"
    DONE = "done", "Done"
    FAILED = "failed", "Failed"


class JobRun(models.Model):
    """One chunk of one job for one date: a range of schools, its counts or its error. Holds nothing of any child."""

    job = models.CharField(max_length=24)
    on = models.DateField()
    chunk = models.CharField(max_length=80)
    state = models.CharField(max_length=7, choices=JobState, default=JobState.OWED)
    attempts = models.PositiveSmallIntegerField(default=0)
    began_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    counts = models.JSONField(default=dict)
    error = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["job", "on", "chunk"], name="one_run_per_chunk")]
        indexes = [models.Index(fields=["job", "on"], condition=~Q(state="done"), name="job_not_done")]
