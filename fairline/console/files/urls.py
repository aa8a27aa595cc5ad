"""Where the pages of files are."""

from django.urls import path

from fairline.console.files import pages

urlpatterns = [path("<int:pk>/", pages.file, name="file")]
