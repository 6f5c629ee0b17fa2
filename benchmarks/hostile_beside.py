"""Hostile files beside configurations: policies, Compose files and YAML, of as many parts as is asked for."""

from __future__ import annotations

import json


def parts_of_a_compose_file(count: int) -> str:
    """A service whose configuration consists of as many texts in the same file."""
    names = [f"c{number}" for number in range(count)]
    files = json.dumps([f"/{name}" for name in names])
    mounted = "".join(f"      - {name}\n" for name in names)
    texts = "".join(f'  {name}:\n    content: \'{{"roles": {{"{name}": {{}}}}}}\'\n' for name in names)
    core = f"services:\n  core:\n    image: x\n    environment:\n      aidial.config.files: '{files}'\n"
    return f"{core}    configs:\n{mounted}configs:\n{texts}"


def exceptions(count: int) -> str:
    """One policy, and an exception for each key that breaks it."""
    listed = (f'{{ who = "key:P{number}", reason = "r" }}' for number in range(count))
    return f'[[policy]]\nuse = "keys-have-addresses"\nexcept = [{", ".join(listed)}]\n'


def callers(count: int) -> str:
    """One policy that names each key and each role, and as many that there are not."""
    keys = [f"key:P{number}" for number in range(2 * count)]
    roles = [f"role:role-{number}" for number in range(2 * count)]
    return f'[[policy]]\nname = "all"\nwho = {json.dumps(keys + roles)}\nworks = true\n'


def policies(count: int) -> str:
    """What holds of the guarded models, one by one."""
    policy = '[[policy]]\nname = "{0}"\nwho = "key:P{0}"\nreaches-only = "model:model-{0}"\n'
    return "".join(map(policy.format, range(count)))


def extended_services(count: int) -> str:
    """Services of a Compose file of which each extends the one before."""
    services = (f"  s{n}:\n    extends: s{n - 1}\n    environment: {{aidial.a: x}}\n" for n in range(1, count))
    return "services:\n  s0: {image: x}\n" + "".join(services)


def manifests(count: int) -> str:
    """One file of many manifests."""
    return "---\n".join(f"kind: ConfigMap\nmetadata: {{name: c{n}}}\ndata:\n  x: y\n" for n in range(count))


def aliases(count: int) -> str:
    """A configuration whose size doubles with each line."""
    lines = (f"a{n}: &a{n} {{x: *a{n - 1}, y: *a{n - 1}}}\n" for n in range(1, count))
    return "a0: &a0 {type: chat}\n" + "".join(lines) + f"aidial.config.json: *a{count - 1}\n"


def aliased_configurations(count: int) -> str:
    """One configuration, and aliases that make as many of it."""
    uses = (f"k{n}:\n  aidial.config.json: *a\n" for n in range(count))
    return 'a: &a {"roles": {}}\n' + "".join(uses)
