"""Records as other directories would say them, and the runs that read them."""

import json
from uuid import UUID, uuid5

from schutznetz.exchange.actions import sync_address
from schutznetz.exchange.models import Mirror

NAMESPACE = UUID("5b8b9f2e-1f3a-5a56-8a7a-3f0f3c1d2e4f")


def key(name):
    return str(uuid5(NAMESPACE, name))


def service(name, **values):
    return {"id": key(name), "name": name, "status": "active", **values}


def organization(name, **values):
    return {"id": key(name), "name": name, "description": f"{name} hilft.", **values}


def written(path, records):
    """Write records as ndjson, or as one document where the name says so."""
    if path.suffix == ".json":
        path.write_text(json.dumps(records), encoding="utf-8")
    else:
        path.write_text("".join(json.dumps(one) + "\n" for one in records), encoding="utf-8")
    return path


def read(path, network="auental", **options):
    return sync_address(str(path), network, **options)


def bodies(**conditions):
    return {row.body["name"]: row.body for row in Mirror.objects.standing().filter(**conditions)}
