"""The watch over deadlines (时限值守): finds terms that have passed and asks for their record.

round.py    one round: the cases due, and one command for each miss
watcher.py  round after round, through any outage, until told to stop
"""
