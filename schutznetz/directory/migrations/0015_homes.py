import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0014_offers_in_order"),
        ("networks", "0010_homes"),
        ("regions", "0002_plz_is_five_digits"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="offer",
            name="offer_in_order",
        ),
        migrations.AddField(
            model_name="contactpoint",
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
        migrations.AddField(
            model_name="offer",
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
        migrations.AddField(
            model_name="site",
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
            model_name="offer",
            index=models.Index(
                condition=models.Q(("home", None)),
                fields=["visibility", "created_at", "id", "site"],
                name="offer_in_order",
            ),
        ),
    ]
