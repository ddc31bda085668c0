"""The public look-up: am I on the list, where do I vote, what do I bring?"""

from django.urls import URLPattern

app_name = "look_up"
urlpatterns: list[URLPattern] = []
