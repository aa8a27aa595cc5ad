"""Where the pages of cases are."""

from django.urls import path

from fairline.console.cases import pages

urlpatterns = [
    path("", pages.cases, name="cases"),
    path("take/", pages.bulk, name="cases-take"),
    path("<int:pk>/", pages.case, name="case"),
    path("<int:pk>/chart/<slug:rule>.svg", pages.case_chart, name="case-chart"),
    path("<int:pk>/records/<str:finding>/", pages.case_samples, name="case-samples"),
    path("<int:pk>/claim/", pages.claim, name="case-claim"),
    path("<int:pk>/release/", pages.release, name="case-release"),
    path("<int:pk>/resume/", pages.resume, name="case-resume"),
    path("<int:pk>/note/", pages.note, name="case-note"),
    path("<int:pk>/hand-over/", pages.hand_over, name="case-hand-over"),
    path("<int:pk>/escalate/", pages.escalate, name="case-escalate"),
    path("<int:pk>/hold/", pages.hold, name="case-hold"),
    path("<int:pk>/assess/", pages.assess, name="case-assess"),
    path("<int:pk>/snooze/", pages.snooze, name="case-snooze"),
]
