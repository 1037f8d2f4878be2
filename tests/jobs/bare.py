"""Settings of worker processes in tests: the queue alone, without any other app of the project."""

from config.settings import *  # noqa: F403 -- everything, then the differences

INSTALLED_APPS = ["schutznetz.jobs", "tests.jobs.sample"]
MIDDLEWARE, TEMPLATES, urlpatterns = [], [], []
ROOT_URLCONF = "tests.jobs.bare"
