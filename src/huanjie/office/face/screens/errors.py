"""The pages for what is not allowed, not there, or broken."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: the role of the account does not open this page or act."""
    lead = _("您的角色不能打开这一页或办理这件事。需要办理的，请由有权的人员登录。")
    return _page(request, 403, _("无权办理"), lead)


def page_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: a form of another sign-in, or of a browser that keeps no cookies."""
    lead = _(
        "这一页打开以后您重新登录过，或者浏览器不保存 cookie，为安全没有办理。"
        "按浏览器的“后退”，您写的内容还在：复制下来，刷新页面，再提交。"
    )
    return _page(request, 403, _("页面已过期"), lead)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: not there, or a record of a unit that is none of the reader's business."""
    lead = _("没有这一页，或者这条记录属于别的单位。")
    return _page(request, 404, _("找不到"), lead)


def broken(request: HttpRequest) -> HttpResponse:
    """500: a fault of the program; without the frame, which may be what is broken."""
    return HttpResponse(render_to_string("face/500.html"), status=500)


def _page(request: HttpRequest, status: int, title: str, lead: str) -> HttpResponse:
    signed_in = getattr(request, "member", None) is not None
    template = "face/errors.html" if signed_in else "face/errors_public.html"
    return render(request, template, {"title": title, "lead": lead}, status=status)
