"""Rules about roles: who declares them, who names them, what they give."""
