"""E-mail: letters in two languages, given to an SMTP server."""
