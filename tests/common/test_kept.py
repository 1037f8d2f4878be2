"""What one process keeps for a minute."""

from schutznetz.common import kept


def test_value_is_read_once_a_minute_for_each_key(monkeypatch):
    clock = [1000.0]
    monkeypatch.setattr(kept.time, "monotonic", lambda: clock[0])
    values, read = kept.Kept(), []

    def ask(key):
        return values.get(key, lambda: read.append(key) or len(read))

    assert [ask("a"), ask("a"), ask("b"), ask("a")] == [1, 1, 2, 1]
    clock[0] += kept.SECONDS
    assert ask("a") == 3
    kept.forget_all()
    assert ask("a") == 4


def test_value_that_hardly_ever_changes_is_kept_longer(monkeypatch):
    clock = [1000.0]
    monkeypatch.setattr(kept.time, "monotonic", lambda: clock[0])
    values, read = kept.Kept(seconds=600), []

    for wait in (0, 599, 1):
        clock[0] += wait
        values.get("", lambda: read.append(clock[0]))

    assert read == [1000, 1600]


def test_values_with_endless_keys_never_become_too_many():
    values, read = kept.Kept(most=2), []

    for key in (1, 2, 1, 3, 3, 1):
        values.get(key, lambda key=key: read.append(key))

    assert read == [1, 2, 3, 1]
