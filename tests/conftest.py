"""What every test is run under."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# No test is timed: a first call may load a table, and machines differ.
settings.register_profile(
    "codeloom", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("codeloom")
