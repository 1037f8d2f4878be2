"""SQLite as Django drives it, without the one check that a careful connection refuses."""

from django.db.backends.sqlite3 import base


class DatabaseWrapper(base.DatabaseWrapper):
    """With ``trusted_schema=OFF`` no table may call ``JSON_VALID``, neither ours nor those of packages.

    Whatever is written goes through the encoder of the field, so it is JSON all the same.
    """

    data_type_check_constraints = {
        kind: check for kind, check in base.DatabaseWrapper.data_type_check_constraints.items() if kind != "JSONField"
    }
