"""School calendars and the authority's term dates."""

from django.urls import path

from attendance.views import calendars

urlpatterns = [
    path("schools/<int:urn>/calendar/", calendars.school_calendar, name="school-calendar"),
    path("schools/<int:urn>/calendar/week/", calendars.week, name="school-week"),
    path("schools/<int:urn>/calendar/<int:year>/days/", calendars.days, name="school-calendar-days"),
    path("schools/<int:urn>/calendar/<int:year>/close/", calendars.close, name="school-calendar-close"),
    path("schools/<int:urn>/calendar/<int:year>/terms/", calendars.terms, name="school-calendar-terms"),
    path(
        "schools/<int:urn>/calendar/<int:year>/follow/",
        calendars.follow_template,
        name="school-calendar-follow",
    ),
    path("term-dates/", calendars.term_dates, name="term-dates"),
    path("term-dates/<int:year>/days/", calendars.template_days, name="term-dates-days"),
    path("term-dates/<int:year>/terms/", calendars.template_terms, name="term-dates-terms"),
]
