"""Where each page is. Every part has its own list."""

from django.urls import include, path
from django.views.i18n import set_language

from fairline.console import pages
from fairline.console.api.api import api
from fairline.console.rulings.ruling_page import rule

urlpatterns = [
    path("", pages.home, name="home"),
    path("you/", pages.you, name="you"),
    path("i18n/language/", set_language, name="set_language"),
    path("accounts/", include("allauth.urls")),
    path("api/v1/", api.urls),
    path("overview/", include("fairline.console.overview.urls")),
    path("people/", include("fairline.console.people.urls")),
    path("cases/<int:pk>/rule/", rule, name="rule"),
    path("rulings/", include("fairline.console.rulings.urls")),
    path("cases/", include("fairline.console.cases.urls")),
    path("", include("fairline.console.tracing.urls")),
    path("interpretations/", include("fairline.console.registers.urls")),
    path("quality/", include("fairline.console.quality.urls")),
    path("records/", include("fairline.console.records.urls")),
    path("files/", include("fairline.console.files.urls")),
    path("own/", include("fairline.console.door.urls")),
    path("questions/", include("fairline.console.door.staff_urls")),
    path("", include("fairline.console.appeals.urls")),
]
handler400 = pages.not_understood
handler403 = pages.forbidden
handler404 = pages.not_found
handler500 = pages.failed
