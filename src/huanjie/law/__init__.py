"""The statutes of a term-change election as pure functions over the standard library.

Ask a chapter; each documents its questions, shapes, units, errors and source:

    committee      who runs the election                 elections chapter 2
    seats          quotas, apportionment, constituencies  3 to 6
    registration   who is a voter, and where              7
    nomination     petitions, candidates, lists           8
    polling        proxies, crews, documents              9, first half
    sheet          the record of a count and its checks   9
    counting       who is elected, and what follows       9, second half
    tenure         credentials, recall, resignation       9, 10
    session        the first session and its officers     Local Organization Law
    discipline     offences and complaints                11
    timetable      the days of all chapters
    pack           what a province fixes
    explain        the steps of every answer
    pages          the documentation that follows

Every answer carries findings: code, article, severity, figures. A question that cannot be asked
raises `finding.WrongInput`, which names the field.
"""
