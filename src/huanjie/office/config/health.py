"""Is the office up? For the one who watches the server."""

from django.db import connection
from django.http import HttpRequest, JsonResponse

import huanjie


def answer(request: HttpRequest) -> JsonResponse:
    """The version, and that the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()
    return JsonResponse({"status": "ok", "version": huanjie.__version__})
