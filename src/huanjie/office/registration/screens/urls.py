"""The addresses of the screens of registration."""

from django.urls import path

from huanjie.office.registration.screens import (
    balance,
    changes,
    duplicates,
    imports,
    persons,
    rolls,
)

app_name = "registration"
urlpatterns = [
    path("<str:unit_code>/", rolls.index, name="index"),
    path("<str:unit_code>/imports/", imports.imports, name="imports"),
    path("<str:unit_code>/imports/add/", imports.upload, name="upload"),
    path("<str:unit_code>/imports/last-roll/", imports.last_roll, name="last_roll"),
    path("<str:unit_code>/imports/<int:pk>/", imports.detail, name="import"),
    path("<str:unit_code>/imports/<int:pk>/errors/", imports.issues, name="issues"),
    path("<str:unit_code>/imports/<int:pk>/rows/<int:line>/", imports.row, name="row"),
    path("<str:unit_code>/imports/<int:pk>/switch/", imports.switch, name="switch"),
    path("<str:unit_code>/imports/<int:pk>/discard/", imports.discard, name="discard"),
    path("<str:unit_code>/duplicates/", duplicates.duplicates, name="duplicates"),
    path("<str:unit_code>/duplicates/<int:pk>/", duplicates.case, name="case"),
    path("<str:unit_code>/persons/", persons.persons, name="persons"),
    path("<str:unit_code>/persons/missing/", persons.missing, name="missing"),
    path("<str:unit_code>/persons/arrival/", persons.arrival, name="arrival"),
    path("<str:unit_code>/persons/<int:pk>/", persons.person, name="person"),
    path("<str:unit_code>/persons/<int:pk>/status/", persons.add_status, name="add_status"),
    path("<str:unit_code>/draft/", rolls.draft, name="draft"),
    path("<str:unit_code>/publish/", rolls.publish, name="publish"),
    path("<str:unit_code>/close/", rolls.close, name="close"),
    path("<str:unit_code>/rolls/", rolls.rolls, name="rolls"),
    path("<str:unit_code>/rolls/<int:number>/", rolls.roll, name="roll"),
    path("<str:unit_code>/rolls/<int:number>/late/", changes.late, name="late"),
    path("<str:unit_code>/rolls/<int:number>/appeal/", changes.receive_appeal, name="new_appeal"),
    path("<str:unit_code>/rolls/<int:number>/<int:pk>/", rolls.entry, name="entry"),
    path("<str:unit_code>/rolls/<int:number>/<int:pk>/strike/", changes.strike, name="strike"),
    path("<str:unit_code>/rolls/<int:number>/<int:pk>/correct/", changes.correct, name="correct"),
    path("<str:unit_code>/not-listed/", rolls.non_voters, name="non_voters"),
    path("<str:unit_code>/balance/", balance.balance, name="balance"),
    path("<str:unit_code>/doubtful/", rolls.doubtful, name="doubtful"),
    path("<str:unit_code>/changes/", changes.changes, name="changes"),
    path("<str:unit_code>/changes/publish/", changes.post_corrections, name="post_corrections"),
    path("<str:unit_code>/changes/<int:pk>/", changes.change, name="change"),
    path("<str:unit_code>/changes/<int:pk>/approve/", changes.approve, name="approve"),
    path("<str:unit_code>/changes/<int:pk>/decline/", changes.decline, name="decline"),
    path("<str:unit_code>/appeals/", changes.appeals, name="appeals"),
    path("<str:unit_code>/appeals/<int:pk>/", changes.appeal, name="appeal"),
    path("<str:unit_code>/appeals/<int:pk>/decide/", changes.decide_appeal, name="decide_appeal"),
]
