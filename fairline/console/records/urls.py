"""Where the pages of the audit log are."""

from django.urls import path

from fairline.console.records import pages

urlpatterns = [
    path("", pages.records, name="records"),
    path("export.<str:form>", pages.export, name="records-export"),
    path("purpose/", pages.state_purpose, name="purpose"),
]
