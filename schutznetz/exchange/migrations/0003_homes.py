import django.db.models.deletion
from django.db import migrations, models

from schutznetz.exchange.mapping.inward.values import owner_of


def name_owners(apps, schema_editor):
    """Say of each mirror which organization it belongs to, as reading does from now on."""
    mirrors = apps.get_model("exchange", "Mirror").objects.filter(gone_at=None)
    for mirror in mirrors.iterator():
        owner = owner_of(mirror.kind, mirror.record, mirror.body)
        if owner is not None:
            mirrors.filter(pk=mirror.pk).update(owner=owner)


class Migration(migrations.Migration):
    dependencies = [
        ("exchange", "0002_mirrors"),
        ("networks", "0010_homes"),
    ]

    operations = [
        migrations.AddField(
            model_name="mirror",
            name="obstacle",
            field=models.CharField(
                blank=True,
                choices=[
                    ("ours", "wird hier selbst gepflegt"),
                    ("other_home", "gehört zu einer Einrichtung, die in einem anderen Verzeichnis gepflegt wird"),
                    ("no_owner", "nennt keine Einrichtung"),
                    ("no_type", "die Art der Hilfe ist nicht zu erkennen"),
                    ("no_place", "es ist nicht zu erkennen, für welchen Kreis in Deutschland es da ist"),
                    ("over", "die Heimat sagt, dass es das nicht mehr gibt"),
                    ("not_public", "ist in der Heimat nicht öffentlich"),
                    ("no_page", "hat im Portal keine eigene Seite"),
                ],
                max_length=12,
                verbose_name="Warum nicht im Portal",
            ),
        ),
        migrations.AddField(
            model_name="mirror",
            name="owner",
            field=models.UUIDField(blank=True, db_index=True, null=True, verbose_name="Einrichtung"),
        ),
        migrations.AddField(
            model_name="mirror",
            name="shown",
            field=models.CharField(blank=True, max_length=32, verbose_name="Prüfsumme des Gezeigten"),
        ),
        migrations.AddField(
            model_name="source",
            name="home",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="source",
                to="networks.home",
                verbose_name="Heimat",
            ),
        ),
        migrations.RunPython(name_owners, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="mirror",
            index=models.Index(
                condition=models.Q(("shown", models.F("digest")), _negated=True),
                fields=["source", "owner"],
                name="mirror_behind",
            ),
        ),
        migrations.AddConstraint(
            model_name="mirror",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "obstacle__in",
                        ["", "ours", "other_home", "no_owner", "no_type", "no_place", "over", "not_public", "no_page"],
                    )
                ),
                name="mirror_obstacle_known",
            ),
        ),
    ]
