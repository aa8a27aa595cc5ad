"""Where the pages of tracing are."""

from django.urls import path

from fairline.console.tracing import complaint_pages, pages, report_pages

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
    path("transparency/", report_pages.listed, name="transparency"),
    path("transparency/new/", report_pages.made, name="report-new"),
    path("transparency/<int:pk>/", report_pages.one, name="report"),
    path("transparency/<int:pk>/<slug:name>.svg", report_pages.chart, name="report-chart"),
    path("transparency/<int:pk>/report.<str:kind>", report_pages.file, name="report-file"),
]
