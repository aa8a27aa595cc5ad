"""The records of Zoom Phone, as far as they are read: calls in any of their versions, texts, webhooks."""

import msgspec

from fairline.readers.reading import Word


class Side(msgspec.Struct):
    """One side of a call or a text, as webhooks nest it."""

    phone_number: str | None = None
    extension_number: str | int | None = None
    user_id: str | None = None
    id: str | None = None
    is_message_owner: bool | None = None


class Owner(msgspec.Struct):
    """Whose log entry or text it is."""

    id: str | None = None
    type: str | None = None
    sms_sender_user_id: str | None = None


class Leg(msgspec.Struct):
    """The fields of a call in any of its versions."""

    call_element_id: str | None = None
    call_history_uuid: str | None = None
    id: str | None = None
    call_id: str | None = None
    direction: str | None = None
    connect_type: str | None = None
    start_time: Word = None
    answer_time: Word = None
    end_time: Word = None
    date_time: Word = None
    answer_start_time: Word = None
    connected_start_time: Word = None
    call_end_time: Word = None
    ringing_start_time: Word = None
    duration: Word = None
    call_result: str | None = None
    result: str | None = None
    handup_result: str | None = None
    caller_ext_id: str | None = None
    caller_did_number: str | None = None
    caller_number: str | None = None
    caller_number_type: Word = None
    caller_ext_number: Word = None
    callee_ext_id: str | None = None
    callee_did_number: str | None = None
    callee_number: str | None = None
    callee_number_type: Word = None
    callee_ext_number: Word = None
    callee_country_iso_code: str | None = None
    caller: Side | None = None
    callee: Side | None = None
    forwarded_by: Side | None = None
    redirect_forwarded_by: Side | None = None
    owner: Owner | None = None
    user_id: str | None = None
    charge: Word = None


class Text(msgspec.Struct):
    """The fields of a text's webhook. ``message`` is what was written: it is looked at and not kept."""

    message_id: str | None = None
    date_time: Word = None
    sender: Side | None = None
    to_members: list[Side] | None = None
    owner: Owner | None = None
    attachments: list[msgspec.Raw] | None = None
    failure_reason: str | None = None
    message: str | None = None


class Payload(msgspec.Struct):
    """What a webhook carries."""

    account_id: str | None = None
    object: msgspec.Raw = msgspec.field(default_factory=msgspec.Raw)


class Webhook(msgspec.Struct):
    """A webhook's envelope."""

    event: str | None = None
    event_ts: Word = None
    payload: Payload | None = None


class Legs(msgspec.Struct):
    """The calls of one webhook, under the name of its version."""

    user_id: str | None = None
    call_elements: list[msgspec.Raw] | None = None
    call_history: list[msgspec.Raw] | None = None
    call_logs: list[msgspec.Raw] | None = None


LEGS = msgspec.json.Decoder(Legs)
LEG = msgspec.json.Decoder(Leg)
TEXT = msgspec.json.Decoder(Text)
WEBHOOK = msgspec.json.Decoder(Webhook)
