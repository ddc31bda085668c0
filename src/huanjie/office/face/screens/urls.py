"""The addresses of the face's own screens."""

from django.urls import path

from huanjie.office.face.screens import views

app_name = "face"
urlpatterns = [
    path("design/", views.design, name="design"),
    path("law/<str:text>/<str:place>/", views.article, name="article"),
]
