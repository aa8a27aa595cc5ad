"""Forms of customers. How long a text may be and which files are taken is said by who takes them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from fairline.console.appeals.forms import Keyed, ManyFiles

ACCEPTED = ".pdf,.png,.jpg,.jpeg,.txt,.csv,.log,.wav,.mp3,.ogg,.oga,.opus,.eml"
FILES_HELP = _(
    "PDF, PNG, JPEG, plain text, CSV, WAV, MP3, OGG or EML; at most 5 files of 8 MB,"
    " together less than 10 MB."
)


def _files() -> forms.Field:
    return forms.Field(
        label=_("Files"),
        required=False,
        help_text=FILES_HELP,
        widget=ManyFiles(attrs={"multiple": True, "accept": ACCEPTED}),
    )


class Appeal(Keyed):
    """Why a ruling is wrong."""

    text = forms.CharField(label=_("Why is the ruling wrong?"), widget=forms.Textarea, required=False)
    attached = _files()


class Add(Keyed):
    """What is added to an appeal."""

    text = forms.CharField(label=_("What do you want to add?"), widget=forms.Textarea, required=False)
    attached = _files()


class Answer(forms.Form):
    """The answer to a question."""

    text = forms.CharField(label=_("Your answer"), widget=forms.Textarea, required=False)
    attached = _files()
