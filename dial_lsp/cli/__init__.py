"""The command ``dial-lint``: the only room that prints and exits."""
