"""Letters, print runs, and what the letters say of the authority."""

from django.urls import path

from enforcement.views import letters, print_runs

urlpatterns = [
    path("letters/", letters.letters, name="letters"),
    path("letters/letterhead/", letters.letterhead, name="letterhead"),
    path("letters/<slug:ref>/", letters.letter, name="letter"),
    path("letters/<slug:ref>/make/", letters.make, name="letter-make"),
    path("letters/<slug:ref>/letter.pdf", letters.pdf, name="letter-pdf"),
    path("print-runs/", print_runs.runs, name="print-runs"),
    path("print-runs/<slug:ref>/", print_runs.run, name="print-run"),
    path("print-runs/<slug:ref>/progress/", print_runs.progress, name="print-run-progress"),
    path("print-runs/<slug:ref>/again/", print_runs.again, name="print-run-again"),
    path("print-runs/<slug:ref>/leave-out/", print_runs.without, name="print-run-leave-out"),
    path("print-runs/<slug:ref>/posted/", print_runs.posted, name="print-run-posted"),
    path("print-runs/<slug:ref>/letters.zip", print_runs.bundle, name="print-run-letters"),
]
