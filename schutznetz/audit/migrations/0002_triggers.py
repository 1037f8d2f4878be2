"""The database itself refuses to change the log. A later migration that rebuilds a table on SQLite drops its triggers:
it has to put them back; tests/audit/test_append_only.py fails otherwise.

Whatever the period of retention is, nothing younger than a year can be sealed, and so deleted."""

from django.db import migrations

SQLITE = [
    """CREATE TRIGGER audit_entry_kept BEFORE UPDATE ON audit_entry BEGIN
        SELECT RAISE(ABORT, 'audit_entry is append only'); END""",
    """CREATE TRIGGER audit_entry_stays BEFORE DELETE ON audit_entry
       WHEN NOT EXISTS (SELECT 1 FROM audit_seal WHERE network IS OLD.network AND seq >= OLD.seq) BEGIN
        SELECT RAISE(ABORT, 'audit_entry is append only'); END""",
    """CREATE TRIGGER audit_seal_kept BEFORE UPDATE ON audit_seal BEGIN
        SELECT RAISE(ABORT, 'audit_seal is append only'); END""",
    """CREATE TRIGGER audit_seal_stays BEFORE DELETE ON audit_seal BEGIN
        SELECT RAISE(ABORT, 'audit_seal is append only'); END""",
    """CREATE TRIGGER audit_seal_true BEFORE INSERT ON audit_seal
       WHEN NOT EXISTS (SELECT 1 FROM audit_entry WHERE network IS NEW.network AND seq = NEW.seq AND hash = NEW.hash
                        AND utc < datetime('now', '-1 year')) BEGIN
        SELECT RAISE(ABORT, 'audit_seal closes no old entry'); END""",
]

POSTGRESQL = [
    """CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        RAISE EXCEPTION '% is append only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
       END $$""",
    """CREATE FUNCTION audit_refuse_unsealed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF EXISTS (SELECT 1 FROM audit_seal WHERE network = OLD.network AND seq >= OLD.seq)
            OR OLD.network IS NULL AND EXISTS (SELECT 1 FROM audit_seal WHERE network IS NULL AND seq >= OLD.seq)
        THEN RETURN OLD; END IF;
        RAISE EXCEPTION '% is append only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
       END $$""",
    """CREATE FUNCTION audit_refuse_false_seal() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF EXISTS (SELECT 1 FROM audit_entry
                   WHERE network IS NOT DISTINCT FROM NEW.network AND seq = NEW.seq AND hash = NEW.hash
                     AND utc < now() - interval '1 year')
        THEN RETURN NEW; END IF;
        RAISE EXCEPTION 'audit_seal closes no old entry' USING ERRCODE = 'integrity_constraint_violation';
       END $$""",
    "CREATE TRIGGER audit_entry_kept BEFORE UPDATE ON audit_entry FOR EACH ROW EXECUTE FUNCTION audit_refuse()",
    "CREATE TRIGGER audit_entry_stays BEFORE DELETE ON audit_entry FOR EACH ROW EXECUTE FUNCTION audit_refuse_unsealed()",
    "CREATE TRIGGER audit_entry_whole BEFORE TRUNCATE ON audit_entry EXECUTE FUNCTION audit_refuse()",
    "CREATE TRIGGER audit_seal_kept BEFORE UPDATE ON audit_seal FOR EACH ROW EXECUTE FUNCTION audit_refuse()",
    "CREATE TRIGGER audit_seal_stays BEFORE DELETE ON audit_seal FOR EACH ROW EXECUTE FUNCTION audit_refuse()",
    "CREATE TRIGGER audit_seal_whole BEFORE TRUNCATE ON audit_seal EXECUTE FUNCTION audit_refuse()",
    "CREATE TRIGGER audit_seal_true BEFORE INSERT ON audit_seal FOR EACH ROW EXECUTE FUNCTION audit_refuse_false_seal()",
]

TRIGGERS = {
    "audit_entry": ["audit_entry_kept", "audit_entry_stays", "audit_entry_whole"],
    "audit_seal": ["audit_seal_kept", "audit_seal_stays", "audit_seal_whole", "audit_seal_true"],
}


def create(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement, params=None)


def drop(apps, schema_editor):
    sqlite = schema_editor.connection.vendor == "sqlite"
    for table, names in TRIGGERS.items():
        for name in names:
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}" + ("" if sqlite else f" ON {table}"))
    for function in () if sqlite else ("audit_refuse", "audit_refuse_unsealed", "audit_refuse_false_seal"):
        schema_editor.execute(f"DROP FUNCTION {function}")


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0001_initial'),
    ]

    operations = [
        migrations.RunPython(create, drop),
    ]
