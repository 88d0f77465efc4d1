"""Policy (政策): the working calendar, how days are counted, the rules as data, and every clock.

    calendar.py   which days are worked, with make-up days (调休) and local days
    terms.py      lengths of time as people write them: "30 wd", "1 mo", "same day"
    daycount.py   from a moment and a length to the day it ends (D1 to D14)
    rules/        one readable file per version: every timer, number and event name
    timers.py     what one rule says: one row of the policy table
    rulebook.py   all rules of a version; which version is in force, which judged an event
    entries.py    a timer as it is written in a rule file
    rulecheck.py  whether a rulebook makes sense as a whole
    rulefile.py   from the bytes of a file to a rulebook, or the reason why not
    matching.py   what a rule reads from an event
    reading.py    what of an event any rule reads, so that nothing else is kept
    clock.py      one running term of one matter, and what can be asked of it
    matter.py     all clocks of a matter, and what must be known to go on
    changes.py    what can happen to one clock
    hearing.py    which of it an event does, by the triggers of its timer
    starting.py   how clocks start
    whole_matter.py  what an event does to all of them: merging, a recorded miss
    clocks.py     from the events of a matter to its clocks
    explain.py    why a clock stands where it stands, in Chinese
    packaged.py   the rules that come with the product

Nothing here reads a clock, a file (but `packaged.py`) or a database. domain.md §3.
"""
