"""The addresses of the screens of nomination."""

from django.urls import path

from huanjie.office.nomination.screens import lists, petitions, views

app_name = "nomination"
urlpatterns = [
    path("<str:unit_code>/", views.index, name="index"),
    path("<str:unit_code>/open/", views.open_lists, name="open"),
    path("<str:unit_code>/rulings/", petitions.rulings, name="rulings"),
    path("<str:unit_code>/preliminary/", lists.preliminary, name="preliminary"),
    path("<str:unit_code>/formal/", lists.formal, name="formal"),
    path("<str:unit_code>/forms/<int:pk>/", petitions.petition, name="petition"),
    path("<str:unit_code>/forms/<int:pk>/rule/", petitions.rule_petition, name="rule_petition"),
    path(
        "<str:unit_code>/signatures/<int:pk>/rule/",
        petitions.rule_signature,
        name="rule_signature",
    ),
    path("<str:unit_code>/nominees/<int:pk>/withdraw/", petitions.withdraw, name="withdraw"),
    path("<str:unit_code>/<int:number>/", views.detail, name="detail"),
    path("<str:unit_code>/<int:number>/enter/", petitions.enter, name="enter"),
    path("<str:unit_code>/<int:number>/enter/signer/", petitions.look_up, name="signer"),
    path("<str:unit_code>/<int:number>/preliminary/", lists.preliminary_one, name="publish_one"),
    path("<str:unit_code>/<int:number>/consult/", lists.consult, name="consult"),
    path("<str:unit_code>/<int:number>/settle/", lists.settle, name="settle"),
    path("<str:unit_code>/<int:number>/formal/", lists.formal_one, name="formal_one"),
]
