"""The work that nobody waits for: folding read models, sealing the log, watching deadlines.

    liuhen serve ──starts──> liuhen work --reporting
         ▲                        │ projector, checkpointer, watch
         └──── reports, a line each ┘

A process of its own, so that many commands at once leave the read models their share of the
machine.
"""
