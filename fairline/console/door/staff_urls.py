"""Where those who review read answers."""

from django.urls import path

from fairline.console.door import staff

urlpatterns = [path("<int:pk>/", staff.question, name="question")]
