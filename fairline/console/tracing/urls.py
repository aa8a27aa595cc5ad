"""Where the pages of tracing are."""

from django.urls import path

from fairline.console.tracing import complaint_pages, pages

urlpatterns = [
    path("tracebacks/", pages.listed, name="tracebacks"),
    path("tracebacks/new/", pages.new, name="traceback-new"),
    path("tracebacks/<int:pk>/", pages.one, name="traceback"),
    path("tracebacks/<int:pk>/choose/", pages.choose, name="traceback-choose"),
    path("tracebacks/<int:pk>/answer/", pages.answer, name="traceback-answer"),
    path("tracebacks/<int:pk>/answer.<str:kind>", pages.answer_file, name="traceback-file"),
    path("complaints/", complaint_pages.listed, name="complaints"),
    path("complaints/new/", complaint_pages.new, name="complaint-new"),
    path("complaints/import/", complaint_pages.imported, name="complaint-import"),
    path("complaints/<int:pk>/", complaint_pages.one, name="complaint"),
    path("complaints/<int:pk>/link/", complaint_pages.link, name="complaint-link"),
]
