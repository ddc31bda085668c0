"""The addresses of the screens of results and deputies."""

from django.urls import path

from huanjie.office.tenure.screens import views

app_name = "tenure"
urlpatterns = [
    path("<str:unit_code>/", views.index, name="index"),
    path("<str:unit_code>/deputies/", views.deputies, name="deputies"),
    path("<str:unit_code>/publish/", views.publish, name="publish"),
    path("<str:unit_code>/declare/", views.declare_all, name="declare_all"),
    path("<str:unit_code>/<int:number>/declare/", views.declare, name="declare"),
]
