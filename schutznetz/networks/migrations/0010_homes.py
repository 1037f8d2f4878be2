import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("networks", "0009_organisations_in_order"),
    ]

    operations = [
        migrations.CreateModel(
            name="Home",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False, verbose_name="Kennung"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="Name")),
                ("address", models.URLField(blank=True, max_length=300, verbose_name="Adresse")),
                ("takes_hints", models.BooleanField(default=False, verbose_name="nimmt Hinweise zu Einträgen an")),
                ("heard_at", models.DateTimeField(blank=True, null=True, verbose_name="zuletzt abgeglichen am")),
            ],
            options={
                "verbose_name": "Heimat",
                "verbose_name_plural": "Heimaten",
            },
        ),
        migrations.RemoveIndex(
            model_name="organisation",
            name="organisation_in_order",
        ),
        migrations.AddField(
            model_name="home",
            name="network",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="homes", to="networks.network"
            ),
        ),
        migrations.AddField(
            model_name="organisation",
            name="home",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="networks.home",
                verbose_name="Heimat",
            ),
        ),
        migrations.AddIndex(
            model_name="organisation",
            index=models.Index(
                condition=models.Q(("home", None)), fields=["created_at", "id"], name="organisation_in_order"
            ),
        ),
        migrations.AddConstraint(
            model_name="home",
            constraint=models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="home_has_name"),
        ),
        migrations.AddConstraint(
            model_name="home",
            constraint=models.CheckConstraint(
                condition=models.Q(("takes_hints", False), models.Q(("address", ""), _negated=True), _connector="OR"),
                name="home_takes_hints_at_an_address",
            ),
        ),
    ]
