from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    name = "schutznetz.jobs"
    verbose_name = "Aufträge im Hintergrund"

    def ready(self) -> None:
        # Every app names its tasks in tasks.py and what it deletes in retention.py; this app knows none of them.
        autodiscover_modules("tasks", "retention")
