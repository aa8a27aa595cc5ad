"""What kinds of personal data are found, and where one stands in a text."""

from enum import StrEnum

from msgspec import Struct


class Kind(StrEnum):
    """What a span is. The value stands in the redacted text, in brackets."""

    CARD = "card"
    IBAN = "iban"
    PHONE = "phone"
    E_MAIL = "e-mail"
    IP = "ip"
    US_SSN = "us-ssn"
    FR_NIR = "fr-nir"
    UK_NINO = "uk-nino"
    CA_SIN = "ca-sin"
    ES_DNI = "es-dni"
    IT_CODICE_FISCALE = "it-codice-fiscale"
    DE_TAX_ID = "de-tax-id"
    IN_AADHAAR = "in-aadhaar"
    CH_AHV = "ch-ahv"
    BR_CPF = "br-cpf"
    NUMBER = "number"
    """Seven digits or more that are nothing else here: an order, an account, a number mistyped."""


class Span(Struct, frozen=True, kw_only=True):
    """Where something stands: ``text[start:end]``, in characters."""

    kind: Kind
    start: int
    end: int


class Redacted(Struct, frozen=True, kw_only=True):
    """A text without what was found, and how many of each kind there were."""

    text: str
    counts: dict[Kind, int]
