"""What people see: who may see what, forms and what was written in them, pages, and the words of messages."""
