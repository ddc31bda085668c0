"""Who leads, meetings, requests for instructions, questions of law, visits and slips."""
