"""The addresses of bulletins, circulars and study material."""

from django.urls import path

from huanjie.office.briefing.screens import editing, materials, signing, views

app_name = "briefing"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/", editing.new, name="new"),
    path("drafted/", editing.drafted, name="drafted"),
    path("<int:pk>/", views.issue, name="issue"),
    path("<int:pk>/paper/", views.paper, name="paper"),
    path("<int:pk>/edit/", editing.edit, name="edit"),
    path("<int:pk>/head/", editing.head, name="head"),
    path("<int:pk>/add/", editing.add, name="add"),
    path("<int:pk>/drop/", editing.drop, name="drop"),
    path("<int:pk>/submit/", editing.submit, name="submit"),
    path("<int:pk>/approve/", signing.approve, name="approve"),
    path("<int:pk>/send-back/", signing.send_back, name="send_back"),
    path("items/<int:pk>/", editing.item, name="item"),
    path("receipts/<int:pk>/", signing.receipt, name="receipt"),
    path("materials/", materials.index, name="materials"),
    path("materials/new/", materials.new, name="material_new"),
    path("materials/late/", materials.late, name="late"),
    path("materials/<int:pk>/", materials.material, name="material"),
    path("materials/<int:pk>/file/", materials.file, name="material_file"),
    path("materials/<int:pk>/withdraw/", materials.withdraw, name="withdraw"),
]
