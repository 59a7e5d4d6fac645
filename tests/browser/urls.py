"""The application's addresses, and the gallery of components, which is served to developers alone."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from config.gallery import gallery
from config.urls import urlpatterns as served


def shown(request: HttpRequest) -> HttpResponse:
    """The gallery as a developer sees it."""
    request.user.is_staff = True
    return gallery(request)


urlpatterns = [*served, path("-/gallery/", shown, name="gallery")]
