"""What was really called, from the records of DIAL's analytics, beside what may be called.

The records name projects, not keys and not roles. So what keys of a project may call and never did is exact; of people
who sign in with a token nothing can be said.
"""
