"""Work that would hold the loop: a queue (huey, on a file or on Redis), a worker process, real progress, cancel.

A room registers a handler by name; the job row says how far it is. What a job does to the house it does through the
room's own actions.
"""
