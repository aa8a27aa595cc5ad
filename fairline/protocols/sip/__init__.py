"""SIP as call records need it: messages read, dialogs followed."""
