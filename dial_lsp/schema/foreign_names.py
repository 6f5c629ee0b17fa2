"""Names of fields that people bring from DIAL Admin, LiteLLM and other gateways, and what they become in Core.

Sources: the data objects of `epam/ai-dial-admin-backend`, LiteLLM's list of models, and for what Core has instead its
documentation and classes.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

ANYWHERE: Final = "*"
_DEPLOYMENTS: Final = "Model Application ToolSet Interceptor"
_GUARDED: Final = f"{_DEPLOYMENTS} Route"
_HERE: Final = "it is a field of DIAL Admin"
_NONE_HERE: Final = f"{_HERE}, and Core has none here"
_IN_ROLES: Final = "limits of callers stand in the roles"
_NO_EXPIRY: Final = "API keys of Core do not expire, so delete the key when its time is over"
_ADDRESS: Final = f"{_HERE}; in Core the whole url is the endpoint"

_ROWS: Final[tuple[tuple[str, str, str, str], ...]] = (
    # names, object types, what to do, the new name if the meaning stays
    ("isPublic", ANYWHERE, f"{_HERE}; in Core everybody is admitted where userRoles is missing", ""),
    ("defaultRoleLimit", ANYWHERE, f"{_HERE}; in Core it is the limit of this name in the role default", ""),
    ("roleLimits", ANYWHERE, f"{_HERE}; in Core limits of callers stand in the roles", ""),
    ("defaultRoleShareResourceLimit", ANYWHERE, f'{_HERE}; in Core it is "share" of the role default', ""),
    ("roleShareResourceLimits", ANYWHERE, f'{_HERE}; in Core it is "share" of the roles', ""),
    ("deployment", _GUARDED, f"{_HERE}; in Core the entry has the name, and userRoles says who has access", ""),
    ("source adapter interceptorRunner", _GUARDED, _ADDRESS, ""),
    ("adapterName runnerName endpointDeploymentName completionEndpointPath", ANYWHERE, _ADDRESS, ""),
    ("completionEndpoint", "Interceptor", f"{_HERE}; in Core it is the endpoint", "endpoint"),
    ("topics", _DEPLOYMENTS, f"{_HERE}; in Core it is descriptionKeywords", "descriptionKeywords"),
    ("topics displayName description createdAt updatedAt", "Key Role Route", _NONE_HERE, ""),
    ("keyGeneratedAt projectContactPoint validityState", "Key", _NONE_HERE, ""),
    ("name", "Key", f"{_HERE}; in Core the entry has the name", ""),
    ("expiresAt expires expiresOn expiry expiration expirationDate validUntil ttl", "Key", _NO_EXPIRY, ""),
    ("secret apiKey value", "Key", 'it is written "key"', "key"),
    ("models allowedModels deployments", "Key", "userRoles of a deployment says which roles have access", ""),
    ("rpm tpm rateLimit rateLimits limits", "Key Application ToolSet Interceptor Route", _IN_ROLES, ""),
    ("rpm tpm rateLimit rateLimits", "Model", _IN_ROLES, ""),
    ("unlimited", ANYWHERE, "a window of time that is not written is not limited, so delete it", ""),
    ("roles allowedRoles", _GUARDED, 'it is written "userRoles"', "userRoles"),
    ("url uri apiBase", f"{_DEPLOYMENTS} Upstream", 'it is written "endpoint"', "endpoint"),
    ("url uri endpoint", "Route", "it is the endpoint of an upstream", ""),
    ("apiKey", "Upstream UpstreamInterface", 'it is written "key"', "key"),
    ("apiKey key", _GUARDED, "it is the key of an upstream", ""),
    ("apiVersion", "Upstream Model", "it is a part of the endpoint's url (?api-version=)", ""),
    ("headers", _DEPLOYMENTS, 'it is written "defaultHeaders"', "defaultHeaders"),
    ("headers", "Upstream", "headers stand in defaultHeaders of the deployment", ""),
    ("retries maxRetries numRetries", _GUARDED, "maxRetryAttempts counts the first attempt too", ""),
    ("retries maxRetries numRetries", "Upstream", "maxRetryAttempts stands in the model or route", ""),
    ("priority order", "Upstream", "upstreams of the lowest tier are called first", ""),
    ("enabled disabled active", _GUARDED, "delete the entry, or admit nobody with an empty userRoles", ""),
    ("maxTokens", "Model TokenLimits", "maxTotalTokens, maxPromptTokens and maxCompletionTokens are known", ""),
    ("maxInputTokens inputTokens", "TokenLimits", 'it is written "maxPromptTokens"', "maxPromptTokens"),
    ("maxOutputTokens outputTokens", "TokenLimits", 'it is written "maxCompletionTokens"', "maxCompletionTokens"),
    ("contextWindow contextLength contextSize", "TokenLimits", 'it is written "maxTotalTokens"', "maxTotalTokens"),
    ("maxInputTokens maxOutputTokens contextWindow contextLength", "Model", "it belongs in the model's limits", ""),
    ("input inputCostPerToken", "Pricing", 'it is written "prompt"', "prompt"),
    ("output outputCostPerToken", "Pricing", 'it is written "completion"', "completion"),
    ("cachedInput cacheReadInput", "Pricing", 'it is written "cacheRead"', "cacheRead"),
    ("currency", "Pricing", "Core adds prices up, whatever their currency is", ""),
    ("price cost inputCostPerToken outputCostPerToken", "Model", "it belongs in the model's pricing", ""),
    ("authType auth", "ToolSet", "it is authenticationType in authSettings", ""),
    ("authType type", "ResourceAuthSettings", 'it is written "authenticationType"', "authenticationType"),
    ("modelName", ANYWHERE, "in Core the entry has the name of the model", ""),
    ("litellmParams", ANYWHERE, "in Core the url and the key stand in upstreams", ""),
)

FOREIGN: Final[Mapping[tuple[str, str], tuple[str, str]]] = MappingProxyType(
    {
        (name.lower(), kind): (remedy, rename)
        for names, kinds, remedy, rename in _ROWS
        for name in names.split()
        for kind in kinds.split()
    }
)
"""What to do, and the new name, by the name in small letters without separators and the object type."""
