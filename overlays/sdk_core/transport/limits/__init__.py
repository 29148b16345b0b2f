"""The limits of an API, kept by all users of a key on this machine: calls in flight, and a number of calls a day.

`LocalRateLimiter` keeps them in files of this user. `RateLimiter` is what a store shared between machines would
implement.
"""
