"""Scripted people: they get messages, open the links, fill in the forms and send them, as real ones would."""

from huiyin_local.people.addresses import Person, address_book
from huiyin_local.people.people import Call, People, Plan

__all__ = ["Call", "People", "Person", "Plan", "address_book"]
