"""The queue of a locality team."""

from django.urls import path

from cases.views import caseloads, queue

urlpatterns = [
    path("queue/", queue.queue, name="queue"),
    path("queue/allocate/", queue.allocate, name="queue-allocate"),
    path("queue/move/", caseloads.queue_move, name="queue-move"),
    path("queue/move/<int:pk>/undo/", caseloads.queue_undo, name="queue-undo"),
]
