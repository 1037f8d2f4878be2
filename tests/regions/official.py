"""Lines as the layout of GV100AD has them, and maps as BKG draws them; all names are invented."""

import json


def line(kind, stand, key, name, mark=""):
    """One record: columns 1-2, 3-10, 11-22, 23-72, 73-122, 123-124, filled up to 220."""
    return f"{kind}{stand}{key:<12}{name:<50}{'':<50}{mark:<2}".ljust(220)


def register(gemeinden, *, kreise=None, stand="20260930"):
    """A whole file; ``gemeinden`` maps AGS to name, or to name and Textkennzeichen."""
    kreise = kreise if kreise is not None else {ags[:5]: f"Kreis {ags[:5]}" for ags in gemeinden}
    lines = [line("10", stand, ags, "Land") for ags in sorted({ags[:2] for ags in kreise})]
    lines += [line("20", stand, ags[:3], "Bezirk") for ags in sorted(kreise)]
    lines += [line("40", stand, ags, name, "44") for ags, name in sorted(kreise.items())]
    for ags, said in sorted(gemeinden.items()):
        name, mark = said if isinstance(said, tuple) else (said, "64")
        lines += [
            line("50", stand, f"{ags[:5]}   0001", f"Verband {name}"),
            line("60", stand, f"{ags}0001", name, mark),
        ]
    return "\n".join(lines) + "\n"


def square(lon, lat, size=0.1):
    return [[lon, lat], [lon + size, lat], [lon + size, lat + size], [lon, lat + size], [lon, lat]]


def feature(ags, name, rings, *, kind="Gemeinde", **more):
    geometry = {"type": "MultiPolygon", "coordinates": [[ring] for ring in rings]}
    return {"type": "Feature", "properties": {"AGS": ags, "GEN": name, "BEZ": kind} | more, "geometry": geometry}


def card(*features):
    return json.dumps({"type": "FeatureCollection", "features": list(features)})
