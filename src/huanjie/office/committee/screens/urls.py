"""The addresses of the screens of committee."""

from django.urls import path

from huanjie.office.committee.screens import timing, views

app_name = "committee"
urlpatterns = [
    path("", views.start, name="start"),
    path("<str:unit_code>/open/", views.open_one, name="open"),
    path("<str:unit_code>/", views.index, name="index"),
    path("<str:unit_code>/members/", views.members, name="members"),
    path("<str:unit_code>/members/appoint/", views.appoint, name="appoint"),
    path("<str:unit_code>/members/<int:pk>/release/", views.release, name="release"),
    path("<str:unit_code>/day/", timing.day, name="day"),
    path("<str:unit_code>/timetable/", timing.timetable, name="timetable"),
    path("<str:unit_code>/timetable/plan/", timing.edit_plan, name="plan"),
    path("<str:unit_code>/timetable/<str:act>/done/", timing.mark_done, name="done"),
    path("<str:unit_code>/timetable.ics", timing.calendar, name="calendar"),
    path("<str:unit_code>/decisions/", views.decisions, name="decisions"),
    path("<str:unit_code>/decisions/new/", views.decide, name="decide"),
]
