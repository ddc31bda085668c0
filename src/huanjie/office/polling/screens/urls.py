"""The addresses of the screens of polling."""

from django.urls import path

from huanjie.office.polling.screens import views

app_name = "polling"
urlpatterns = [
    path("<str:unit_code>/", views.index, name="index"),
    path("<str:unit_code>/open/", views.open_all, name="open"),
    path("<str:unit_code>/announce/", views.announce, name="announce"),
    path("<str:unit_code>/<int:number>/", views.contest, name="contest"),
    path("<str:unit_code>/<int:number>/open/", views.open_one, name="open_one"),
    path("<str:unit_code>/<int:number>/<int:ordinal>/", views.round_page, name="round"),
    path("<str:unit_code>/<int:number>/<int:ordinal>/box/", views.add_box, name="add_box"),
    path("<str:unit_code>/<int:number>/<int:ordinal>/box/<int:box>/", views.box, name="box"),
    path("<str:unit_code>/<int:number>/<int:ordinal>/close/", views.close, name="close"),
]
