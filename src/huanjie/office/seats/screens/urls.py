"""The addresses of the screens of seats."""

from django.urls import path

from huanjie.office.seats.screens import quotas, views

app_name = "seats"
urlpatterns = [
    path("<str:unit_code>/", views.index, name="index"),
    path("<str:unit_code>/quota/", quotas.quota, name="quota"),
    path("<str:unit_code>/quota/formula/", quotas.formula, name="formula"),
    path("<str:unit_code>/load/", views.load, name="load"),
    path("<str:unit_code>/load/<int:document>/", views.preview, name="preview"),
    path("<str:unit_code>/add/", views.edit, name="add"),
    path("<str:unit_code>/publish/", views.publish, name="publish"),
    path("<str:unit_code>/constituencies.csv", views.download, name="download"),
    path("<str:unit_code>/<int:number>/", views.detail, name="detail"),
    path("<str:unit_code>/<int:number>/edit/", views.edit, name="edit"),
    path("<str:unit_code>/<int:number>/remove/", views.remove, name="remove"),
]
