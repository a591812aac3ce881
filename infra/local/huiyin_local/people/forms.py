"""What a person sees on a page: its forms, what each asks for, and what is filled in already."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlencode

from bs4 import BeautifulSoup, Tag

_PUTS_BY = "save"  # a second button's: whoever means to send the form presses the first

SCANS = "scans"
Values = Mapping[str, str | list[str]]


@dataclass(frozen=True, slots=True)
class Field:
    """One field; `proposed` is what the page has filled in or preselected, `options` what there is to choose from.

    `label` is what the page asks; `labels` is what it calls each of the options.
    """

    name: str
    kind: str  # text, line, number, select, checkbox, radio, hidden
    required: bool = False
    label: str = ""
    options: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    proposed: str = ""
    highest: int | None = None
    earliest: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    action: str
    command: str
    fields: tuple[Field, ...]
    wants_scan: bool = False  # the page says that one has to be sent before

    def field(self, name: str) -> Field | None:
        return next((field for field in self.fields if field.name == name), None)

    def filled(self, values: Values) -> bytes:
        """The body that a browser would send: `values`, and what is hidden, proposed or asked for."""
        sent: dict[str, str | list[str]] = {}
        for field in self.fields:
            if field.name in values:
                sent[field.name] = values[field.name]
            elif field.kind == "hidden" or field.proposed:
                sent[field.name] = field.proposed
            elif field.name == SCANS and field.options:
                sent[field.name] = field.options[-1]
            elif field.required and field.options:
                sent[field.name] = next((option for option in field.options if option), "")
        return urlencode(sent, doseq=True).encode("ascii")


@dataclass(frozen=True, slots=True)
class Page:
    forms: tuple[Form, ...]
    words: str
    due_at: datetime | None = None

    def form(self, command: str) -> Form | None:
        return next((form for form in self.forms if form.command == command), None)

    def offers(self, command: str) -> bool:
        return self.form(command) is not None


def read(html: str) -> Page:
    """The page as its reader takes it in; forms without a command are none of ours."""
    soup = BeautifulSoup(html, "html.parser")
    forms = tuple(form for tag in soup.find_all("form") if (form := _form(tag)).command)
    return Page(forms, soup.get_text(" ", strip=True), _due(soup))


def _form(tag: Tag) -> Form:
    fields: dict[str, Field] = {}
    labels = {str(label.get("for")): _said(label) for label in tag.find_all("label")}
    for element in tag.find_all(["input", "select", "textarea", "button"]):
        name = str(element.get("name") or "")
        if name and name != _PUTS_BY:
            field = _field(element, name, labels.get(str(element.get("id")), ""))
            fields[name] = _joined(fields[name], field) if name in fields else field
    command, action = fields.get("command"), str(tag.get("action") or "")
    wants_scan = tag.find("a", href="#files") is not None
    return Form(action, command.proposed if command else "", tuple(fields.values()), wants_scan)


def _field(element: Tag, name: str, label: str) -> Field:
    field = Field(name, "text", element.has_attr("required"), label)
    if element.name == "select":
        options = [(str(option.get("value", option.text)), _said(option)) for option in element.find_all("option")]
        selected = element.find("option", selected=True)
        chosen = str(selected.get("value", selected.text)) if isinstance(selected, Tag) else ""
        values, labels = tuple(value for value, _ in options), tuple(said for _, said in options)
        return replace(field, kind="select", options=values, labels=labels, proposed=chosen)
    if element.name == "textarea":
        return replace(field, proposed=element.text.strip())
    if listed := _listed(element):
        return replace(field, kind="select", options=listed, labels=listed)
    value = str(element.get("value") or "")
    kind = "hidden" if element.name == "button" else str(element.get("type") or "line").replace("text", "line")
    if kind in ("checkbox", "radio"):
        ticked = value if element.has_attr("checked") else ""
        return replace(field, kind=kind, options=(value or "on",), labels=(label,), proposed=ticked)
    highest = str(element.get("max") or "")
    earliest = str(element.get("min") or "") if kind == "date" else ""
    return replace(
        field, kind=kind, proposed=value, highest=int(highest) if highest.isdigit() else None, earliest=earliest
    )


def _listed(element: Tag) -> tuple[str, ...]:
    """What a box to write in suggests, from a list elsewhere on the page."""
    found = element.find_parent("html") if element.has_attr("list") else None
    named = found.find("datalist", id=str(element["list"])) if found else None
    return tuple(str(option["value"]) for option in named.find_all("option")) if named else ()


def _said(tag: Tag) -> str:
    return str(tag.get_text(" ", strip=True))


def _joined(first: Field, more: Field) -> Field:
    """Boxes and buttons of one name are one field with several options."""
    return replace(
        first,
        required=first.required or more.required,
        options=first.options + more.options,
        labels=first.labels + more.labels,
        proposed=first.proposed or more.proposed,
    )


def _due(soup: BeautifulSoup) -> datetime | None:
    """The deadline that the page shows, where it marks one."""
    for tag in soup.select("time.due[datetime], .due time[datetime], [data-due] time[datetime]"):
        try:
            return datetime.fromisoformat(str(tag["datetime"]))
        except ValueError:
            continue
    return None
