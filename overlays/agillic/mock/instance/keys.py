"""A key that a command line gives, in place of those of an instance."""

from dataclasses import replace

from agillic.api import API
from agillic.mock.instance.parts import Instance, Key
from sdk_core.mock.errors import InstanceError


def with_key(instance: Instance, key: str | None, secret: str | None) -> Instance:
    """Return an instance with one key of the scope `public`, this one, in place of those that it has.

    Raises:
        InstanceError: An instance cannot have this key; the message does not show the secret.

    >>> from agillic.mock.instance import load_instance
    >>> [each.key for each in with_key(load_instance(), "mine", "hush").keys]
    ['mine', 'candystore-app-key']
    """
    if key is None or secret is None:
        raise InstanceError(
            "a key and its secret come together: give both --key and --secret (or the environment variable "
            f"{API.variable('mock_secret')}), or neither"
        )
    others = tuple(each for each in instance.keys if each.scope != "public")
    if not key or ":" in key:
        raise InstanceError("the key is empty or has a colon, which separates it from the secret; give another")
    if not secret:
        raise InstanceError("the secret is empty; give one")
    if any(each.key == key for each in others):
        raise InstanceError(f"the instance has the key {key!r} already, for apps; give another")
    return replace(instance, keys=(Key(key, secret, "public"), *others))
