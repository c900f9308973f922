"""What every test is run under."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

from tests.sites import BELOW, HOME, ROOT, SiteFolder, build_site

# No test is timed: a first call may load a table, and machines differ.
settings.register_profile(
    "codeloom", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("codeloom")


@pytest.fixture(scope="session")
def own_site(tmp_path_factory: pytest.TempPathFactory) -> SiteFolder:
    """The project's own site, every article of it that is no draft, at its own address."""
    return build_site(ROOT, tmp_path_factory.mktemp("own") / "public", HOME)


@pytest.fixture(scope="session")
def own_site_below(tmp_path_factory: pytest.TempPathFactory) -> SiteFolder:
    """The same below a path, as a preview may be."""
    return build_site(ROOT, tmp_path_factory.mktemp("below") / "public", BELOW)
