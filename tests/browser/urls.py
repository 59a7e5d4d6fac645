"""The application's addresses, and the gallery of components, which is served to developers alone."""

from django.urls import path

from config.gallery import gallery
from config.urls import urlpatterns as served

urlpatterns = [*served, path("-/gallery/", gallery, name="gallery")]
