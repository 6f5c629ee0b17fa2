"""Files that hold a configuration in a form that cannot be read here, and what to do about it."""

from __future__ import annotations

import re
from pathlib import PurePath

from dial_lsp.text.patterns import compiled

_SEALED = compiled(r"""^[ \t-]*kind:[ \t]*["']?SealedSecret\b""", re.MULTILINE)
_SOPS = compiled(r"^sops:[ \t]*$|ENC\[AES256_GCM,", re.MULTILINE)
_KUSTOMIZATION = compiled(r"^(?:configMap|secret)Generator:", re.MULTILINE)
_TERRAFORM = (".tf", ".tofu", ".tfvars", ".hcl", ".tf.json")


def is_terraform(path: str) -> bool:
    """Whether a file is Terraform by its name."""
    return PurePath(path).name.lower().endswith(_TERRAFORM)


TERRAFORM = (
    "Terraform is not read; keep the configuration in a file of its own that Terraform reads with file(), or check what"
    " is deployed: kubectl get secret NAME -o yaml | dial-lint -"
)


def why_unread(text: str) -> str:
    """Why nothing was found in a YAML file that may well be about Core, with what to do; empty where it is not known.

    The ways to decrypt are those of Bitnami's Sealed Secrets and of SOPS.
    """
    if _SEALED.search(text):
        return (
            "it is a SealedSecret, which only its cluster can decrypt;"
            " check the Secret before it is sealed: kubeseal reads the same file"
        )
    if _SOPS.search(text):
        return "it is encrypted with SOPS; check what it holds: sops -d FILE | dial-lint -"
    if _KUSTOMIZATION.search(text):
        return (
            "it is a kustomization, which names files; check those, or what it builds: kustomize build . | dial-lint -"
        )
    return ""
