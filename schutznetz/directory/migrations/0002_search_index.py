"""The full-text index beside the search entries, in the way of the database at hand."""

from django.db import migrations

from schutznetz.directory.search import backends


class Migration(migrations.Migration):
    dependencies = [("directory", "0001_initial")]

    operations = [migrations.RunPython(backends.create_index, backends.drop_index)]
