"""The language of a request: Chinese unless the reader chose English."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation

COOKIE = "huanjie_language"


class LanguageMiddleware:
    """Chinese first, whatever the browser asks for; `?lang=en` or the switch in the frame."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = request.GET.get("lang")
        chosen = asked or request.COOKIES.get(COOKIE, "zh-hans")
        language = "en" if chosen == "en" else "zh-hans"
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        if asked:
            response.set_cookie(COOKIE, language, max_age=365 * 86400, samesite="Lax")
        return response
