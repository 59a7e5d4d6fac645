"""The ladder of a case, and what officers find out before a step."""

from django.urls import path

from enforcement.views import answers, ladder

urlpatterns = [
    path("cases/<slug:ref>/ladder/", ladder.ladder, name="case-ladder"),
    path("cases/<slug:ref>/ladder/parents/<int:pk>/steps/<slug:step>/", ladder.step, name="case-step"),
    path("cases/<slug:ref>/ladder/support/", answers.support, name="support-offer"),
    path("cases/<slug:ref>/ladder/support/<int:pk>/", answers.support_end, name="support-end"),
    path("cases/<slug:ref>/ladder/parents/<int:pk>/person/", answers.person, name="parent-check"),
    path("cases/<slug:ref>/ladder/parents/<int:pk>/address/", answers.address, name="parent-address"),
    path("cases/<slug:ref>/ladder/parents/<int:pk>/enquiry/", answers.enquire, name="parent-enquiry"),
    path("cases/<slug:ref>/ladder/enquiries/<int:pk>/", answers.enquiry, name="enquiry-answer"),
    path("cases/<slug:ref>/letters-in/", answers.letters, name="case-letters-in"),
    path("cases/<slug:ref>/letters-in/enter/", answers.letter_enter, name="letter-in-enter"),
    path("cases/<slug:ref>/letters-in/<int:pk>/", answers.letter, name="letter-in"),
]
