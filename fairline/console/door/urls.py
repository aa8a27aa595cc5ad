"""Where the pages of customers are."""

from django.urls import path

from fairline.console.door import contesting, data, pages

urlpatterns = [
    path("", pages.standing, name="own"),
    path("notices/", pages.notices, name="own-notices"),
    path("notices/<int:pk>/", pages.notice, name="own-notice"),
    path("questions/<int:pk>/", contesting.question, name="own-question"),
    path("rulings/", pages.rulings, name="own-rulings"),
    path("rulings/<str:pk>/", pages.statement, name="own-statement"),
    path("rulings/<str:pk>/statement.json", pages.statement_json, name="own-statement-json"),
    path("rulings/<str:pk>/statement.pdf", pages.statement_pdf, name="own-statement-pdf"),
    path("rulings/<str:pk>/appeal/", contesting.new_appeal, name="own-appeal-new"),
    path("appeals/", contesting.appeals, name="own-appeals"),
    path("appeals/<slug:pk>/", contesting.appeal, name="own-appeal"),
    path("data/", data.data, name="own-data"),
    path("data/export/", data.export, name="own-export"),
    path("files/<int:pk>/", pages.file, name="own-file"),
    path("port-out/", pages.port_out, name="own-port-out"),
]
