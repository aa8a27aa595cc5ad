"""Where the pages of rulings are."""

from django.urls import path

from fairline.console.rulings import pages, paper_pages

urlpatterns = [
    path("", pages.rulings, name="rulings"),
    path("deliveries/", paper_pages.deliveries, name="deliveries"),
    path("deliveries/<int:pk>/again/", paper_pages.deliver_again, name="deliver-again"),
    path("<str:pk>/", pages.ruling, name="ruling"),
    path("<str:pk>/sign/", pages.sign_ruling, name="sign-ruling"),
    path("<str:pk>/withdraw/", pages.withdraw_ruling, name="withdraw-ruling"),
    path("<str:pk>/due/<str:kind>/", pages.do_duty, name="do-duty"),
    path("<str:pk>/statement/", paper_pages.statement, name="statement"),
    path("<str:pk>/statement.json", paper_pages.statement_json, name="statement-json"),
    path("<str:pk>/statement.pdf", paper_pages.statement_pdf, name="statement-pdf"),
]
