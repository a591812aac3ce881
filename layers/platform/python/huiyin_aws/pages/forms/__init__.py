"""Forms: what a role may do with a case now, and what somebody wrote in one, read into commands."""

from huiyin_aws.pages.forms.fields import LONGEST_TEXT, Field, Form, Option
from huiyin_aws.pages.forms.intent import Intent
from huiyin_aws.pages.forms.offer import ASIDE, REPEATABLE, forms_for
from huiyin_aws.pages.forms.reading import FormInvalid, filled_again, read_draft, read_form, written, written_texts

__all__ = [
    "ASIDE",
    "LONGEST_TEXT",
    "REPEATABLE",
    "Field",
    "Form",
    "FormInvalid",
    "Intent",
    "Option",
    "filled_again",
    "forms_for",
    "read_draft",
    "read_form",
    "written",
    "written_texts",
]
