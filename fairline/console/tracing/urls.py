"""Where the pages of tracing are."""

from django.urls import path

from fairline.console.tracing import pages

urlpatterns = [
    path("tracebacks/", pages.listed, name="tracebacks"),
    path("tracebacks/new/", pages.new, name="traceback-new"),
    path("tracebacks/<int:pk>/", pages.one, name="traceback"),
    path("tracebacks/<int:pk>/choose/", pages.choose, name="traceback-choose"),
    path("tracebacks/<int:pk>/answer/", pages.answer, name="traceback-answer"),
    path("tracebacks/<int:pk>/answer.<str:kind>", pages.answer_file, name="traceback-file"),
]
