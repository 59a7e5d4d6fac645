"""The queue of a locality team."""

from django.urls import path

from cases.views import queue

urlpatterns = [
    path("queue/", queue.queue, name="queue"),
    path("queue/allocate/", queue.allocate, name="queue-allocate"),
]
