"""Forms: what a role may do with a case now, and what somebody wrote in one, read into commands."""

from huiyin_aws.pages.forms.fields import LONGEST_TEXT, Field, Form, Option
from huiyin_aws.pages.forms.intent import Intent
from huiyin_aws.pages.forms.offer import forms_for
from huiyin_aws.pages.forms.reading import FormInvalid, read_form

__all__ = ["LONGEST_TEXT", "Field", "Form", "FormInvalid", "Intent", "Option", "forms_for", "read_form"]
