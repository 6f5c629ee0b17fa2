"""For each field that the difference of two configs tells of, an edit of it: the value before and after."""

from __future__ import annotations

from typing import Any

Edit = tuple[dict[str, Any], dict[str, Any]]

ONE, OTHER = "http://one/v1/chat/completions", "http://other/v1/chat/completions"
MODEL = {"type": "chat", "endpoint": ONE}
PRICED = {"unit": "token", "prompt": "0.2", "completion": "0.3"}
SPENDERS = {"role-a": {"costLimit": {"day": 5}}}
TYPE = "https://types.example/one"


def of_model(old: Any, new: Any, **others: Any) -> Edit:
    """Two configs with one model."""
    return {"models": {"m": {**MODEL, **old}}, **others}, {"models": {"m": {**MODEL, **new}}, **others}


def _entry(section: str, base: Any, old: Any, new: Any, **others: Any) -> Edit:
    return {section: {"x": {**base, **old}}, **others}, {section: {"x": {**base, **new}}, **others}


def _application(old: Any, new: Any) -> Edit:
    return _entry("applications", {"endpoint": ONE}, old, new)


def _linked(**changed: Any) -> dict[str, Any]:
    return {"resourceDependencies": [{"target": {"path": "public/one"}, "access": ["READ"], **changed}]}


def _toolset(old: Any, new: Any) -> Edit:
    return _entry("toolsets", {"endpoint": ONE}, old, new)


def _route(old: Any, new: Any) -> Edit:
    return _entry("routes", {"paths": ["/x"], "upstreams": [{"endpoint": ONE}]}, old, new)


def _translator(old: Any, new: Any) -> Edit:
    inline = {"mode": "translator", "translator": "x"}
    model = {"m": {**MODEL, "interfaces": {"anthropicMessages": inline}}}
    base = {"in": "anthropicMessages", "out": "openaiChatCompletions", "baseUrl": "http://one"}
    return _entry("translators", base, old, new, models=model)


def _upstream(old: Any, new: Any) -> Edit:
    return of_model({"upstreams": [{"endpoint": ONE, **old}]}, {"upstreams": [{"endpoint": ONE, **new}]})


def _interface(old: Any, new: Any) -> Edit:
    return of_model({"interfaces": {"openaiChatCompletions": old}}, {"interfaces": {"openaiChatCompletions": new}})


def _features(name: str) -> Edit:
    return of_model({"features": {name: "http://one/x"}}, {"features": {name: "http://other/x"}})


def _price(**changed: Any) -> Edit:
    return of_model({"pricing": PRICED}, {"pricing": {**PRICED, **changed}}, roles=SPENDERS)


def _tree(old: Any, new: Any) -> Edit:
    base = {"test": {"field": "promptTokens", "operator": "gt", "value": 9}, "ifTrue": "0.2", "ifFalse": "0.1"}
    return of_model(
        {"pricing": {**PRICED, "prompt": {**base, **old}}}, {"pricing": {**PRICED, "prompt": {**base, **new}}}
    )


def _test(**changed: Any) -> Edit:
    return _tree({}, {"test": {"field": "promptTokens", "operator": "gt", "value": 9, **changed}})


def _role(old: Any, new: Any) -> Edit:
    return {"models": {"m": MODEL}, "roles": {"role-a": old}}, {"models": {"m": MODEL}, "roles": {"role-a": new}}


def _window(name: str) -> Edit:
    return _role({"limits": {"m": {name: 5}}}, {"limits": {"m": {name: 6}}})


def _key(old: Any, new: Any) -> Edit:
    base = {"project": "P", "roles": ["role-a"]}
    guarded = {"m": {**MODEL, "userRoles": ["role-b"]}}
    return (
        {"models": guarded, "keys": {"made-up": {**base, **old}}},
        {"models": guarded, "keys": {"made-up": {**base, **new}}},
    )


def _of_type(old: Any, new: Any) -> Edit:
    application = {"x": {"applicationTypeSchemaId": TYPE}}
    return (
        {"applications": application, "applicationTypeSchemas": [{"$id": TYPE, **old}]},
        {"applications": application, "applicationTypeSchemas": [{"$id": TYPE, **new}]},
    )


def _route_of_type(**changed: Any) -> Edit:
    base = {"dial:paths": ["/x"], "dial:methods": ["GET"], "dial:upstreams": [{"dial:endpoint": ONE}]}
    routes = "dial:applicationTypeRoutes"
    return _of_type({routes: {"r": base}}, {routes: {"r": {**base, **changed}}})


def _section(name: str, value: Any, *, base: Any = None) -> Edit:
    before = {"models": {"m": MODEL}, **(base or {})}
    return before, {**before, name: value}


_ENDPOINTS = ("Completion", "Configuration", "Rate", "Tokenize", "TruncatePrompt")

EDITS: dict[str, Edit] = {
    "Config.models": _section("models", {"m": MODEL, "n": MODEL}),
    "Config.applications": _section("applications", {"x": {"endpoint": ONE}}),
    "Config.toolsets": _section("toolsets", {"x": {"endpoint": ONE}}),
    "Config.interceptors": _section("interceptors", {"x": {"endpoint": ONE}}),
    "Config.routes": _section("routes", {"x": {"paths": ["/x"], "response": {"status": 200}}}),
    "Config.keys": _section("keys", {"made-up": {"project": "P", "role": "role-a"}}),
    "Config.roles": _section("roles", {"role-a": {}}),
    "Config.translators": _translator({}, {"baseUrl": "http://other"}),
    "Config.globalInterceptors": _section("globalInterceptors", ["x"], base={"interceptors": {"x": {"endpoint": ONE}}}),
    "Config.applicationTypeSchemas": _of_type({}, {"dial:applicationTypeCompletionEndpoint": ONE}),
    "Config.rateLimitSchedule": _section("rateLimitSchedule", {"timezone": "Europe/Berlin"}),
    "Deployment.userRoles": of_model({}, {"userRoles": ["role-a"]}),
    "Deployment.endpoint": of_model({}, {"endpoint": OTHER}),
    "Deployment.baseUrl": of_model({"baseUrl": "http://one"}, {"baseUrl": "http://other"}),
    "Deployment.interfaces": of_model({}, {"interfaces": {"anthropicMessages": "http://other"}}),
    "Deployment.forwardAuthToken": of_model({}, {"forwardAuthToken": True}),
    "Deployment.features": of_model({}, {"features": {"accessibleByPerRequestKey": False}}),
    "Deployment.interceptors": of_model({}, {"interceptors": ["x"]}),
    "Deployment.dependencies": _entry(
        "applications", {"endpoint": ONE}, {}, {"dependencies": ["m"]}, models={"m": {**MODEL, "userRoles": []}}
    ),
    "Deployment.maxRetryAttempts": of_model({}, {"maxRetryAttempts": 0}),
    "Model.type": of_model(
        {"pricing": {"unit": "char_without_whitespace", "prompt": "1"}},
        {"pricing": {"unit": "char_without_whitespace", "prompt": "1"}, "type": "embedding"},
    ),
    "Model.responsesEndpoint": of_model({}, {"responsesEndpoint": OTHER}),
    "Model.pricing": of_model({"pricing": PRICED}, {}),
    "Model.upstreams": of_model({}, {"upstreams": [{"endpoint": OTHER}]}),
    "Application.responses_endpoint": _application({}, {"responses_endpoint": OTHER}),
    "Application.applicationTypeSchemaId": _of_type(
        {"dial:applicationTypeCompletionEndpoint": ONE}, {"$id": "x:other"}
    ),
    "Application.mcp": _application({}, {"mcp": {"endpoint": OTHER}}),
    "Application.routes": _application({}, {"routes": {"r": {"paths": ["/r"], "upstreams": [{"endpoint": ONE}]}}}),
    "Application.Mcp.endpoint": _application({"mcp": {"endpoint": ONE}}, {"mcp": {"endpoint": OTHER}}),
    "Application.Mcp.allowedTools": _application(
        {"mcp": {"endpoint": ONE}}, {"mcp": {"endpoint": ONE, "allowedTools": ["t"]}}
    ),
    "Application.Mcp.forwardPerRequestKey": _application(
        {"mcp": {"endpoint": ONE}}, {"mcp": {"endpoint": ONE, "forwardPerRequestKey": False}}
    ),
    "ToolSet.responses_endpoint": _toolset({}, {"responses_endpoint": OTHER}),
    "ToolSet.allowedTools": _toolset({}, {"allowedTools": ["t"]}),
    "ToolSet.forwardPerRequestKey": _toolset({}, {"forwardPerRequestKey": True}),
    "Interceptor.responsesEndpoint": _entry("interceptors", {"endpoint": ONE}, {}, {"responsesEndpoint": OTHER}),
    "ResourceAuthSettings.authorizationEndpoint": _toolset({}, {"authSettings": {"authorizationEndpoint": OTHER}}),
    "ResourceAuthSettings.tokenEndpoint": _toolset({}, {"authSettings": {"tokenEndpoint": OTHER}}),
    "DeploymentInterface.base_url": _interface({"base_url": "http://one"}, {"base_url": "http://other"}),
    "DeploymentInterface.mode": _interface(
        {"base_url": "http://one"}, {"mode": "translator", "base_url": "http://one"}
    ),
    "DeploymentInterface.translator": _interface(
        {"mode": "translator"},
        {"mode": "translator", "translator": {"out": "openaiResponses", "baseUrl": "http://other"}},
    ),
    "DeploymentInterface.features": _interface({}, {"features": {"accessibleByPerRequestKey": False}}),
    "Translator.in": _translator({}, {"in": "openaiResponses"}),
    "Translator.out": _translator({}, {"out": "openaiResponses"}),
    "Translator.baseUrl": _translator({}, {"baseUrl": "http://other"}),
    "Upstream.endpoint": _upstream({}, {"endpoint": OTHER}),
    "Upstream.id": of_model(
        {"responsesEndpoint": ONE, "upstreams": [{"responsesEndpoint": ONE}]},
        {"responsesEndpoint": ONE, "upstreams": [{"responsesEndpoint": ONE, "id": "one"}]},
    ),
    "Upstream.responsesEndpoint": _upstream({}, {"responsesEndpoint": OTHER}),
    "Upstream.key": _upstream({}, {"key": "made-up"}),
    "Upstream.weight": _upstream({}, {"weight": 0}),
    "Upstream.baseUrl": _upstream({}, {"baseUrl": OTHER}),
    "Upstream.interfaces": _upstream({}, {"interfaces": {"openaiResponses": {"endpoint": OTHER}}}),
    "UpstreamInterface.endpoint": _upstream(
        {"interfaces": {"openaiResponses": {"endpoint": ONE}}}, {"interfaces": {"openaiResponses": {"endpoint": OTHER}}}
    ),
    "UpstreamInterface.key": _upstream(
        {"interfaces": {"openaiResponses": {"endpoint": ONE}}},
        {"interfaces": {"openaiResponses": {"endpoint": ONE, "key": "made-up"}}},
    ),
    "Pricing.unit": _price(unit="none"),
    "Pricing.prompt": _price(prompt="0.1"),
    "Pricing.completion": _price(completion="0.1"),
    "Pricing.cacheRead": _price(cacheRead="0.1"),
    "Pricing.cacheWrite": _price(cacheWrite="0.1"),
    "PricingRate.test": _test(value=10),
    "PricingRate.ifTrue": _tree({}, {"ifTrue": "0.3"}),
    "PricingRate.ifFalse": _tree({}, {"ifFalse": "0.3"}),
    "Condition.field": _test(field="ttl"),
    "Condition.operator": _test(operator="lt"),
    "Condition.value": _test(value=10),
    "Features.rateEndpoint": _features("rateEndpoint"),
    "Features.tokenizeEndpoint": _features("tokenizeEndpoint"),
    "Features.truncatePromptEndpoint": _features("truncatePromptEndpoint"),
    "Features.configurationEndpoint": _features("configurationEndpoint"),
    "Features.accessibleByPerRequestKey": of_model({}, {"features": {"accessibleByPerRequestKey": False}}),
    "Features.consentRequired": of_model({}, {"features": {"consentRequired": True}}),
    "Application.appIdentity": _application({"appIdentity": "1"}, {"appIdentity": "2"}),
    "Application.externalServices": _application({}, {"externalServices": {"x": {}}}),
    "Application.resourceDependencies": _application({}, _linked()),
    "ResourceDependency.target": _application(_linked(), _linked(target={"path": "public/other"})),
    "ResourceDependency.access": _application(_linked(), _linked(access=["READ", "WRITE"])),
    "ResourceTarget.path": _application(_linked(), _linked(target={"path": "public/other"})),
    "Application.allowUserExternalServices": _application({}, {"allowUserExternalServices": True}),
    "ExternalService.authSettings": _application(
        {"externalServices": {"x": {}}}, {"externalServices": {"x": {"authSettings": {"tokenEndpoint": OTHER}}}}
    ),
    "Role.limits": _role({}, {"limits": {"m": {"day": 5}}}),
    "Role.costLimit": _role({}, {"costLimit": {"day": 5}}),
    "Role.share": _role({}, {"share": {"FILE": 5}}),
    **{f"Limit.{name}": _window(name) for name in ("minute", "day", "week", "month", "requestHour", "requestDay")},
    **{
        f"CostLimit.{name}": _role({"costLimit": {name: 5}}, {"costLimit": {name: 6}})
        for name in ("minute", "day", "week", "month")
    },
    "ShareResourceLimit.maxAcceptedUsers": _role({}, {"share": {"FILE": {"maxAcceptedUsers": 5}}}),
    "ShareResourceLimit.invitationTtl": _role({}, {"share": {"FILE": {"invitationTtl": 5}}}),
    "Key.key": _key({}, {"key": "made-up-too"}),
    "Key.project": _key({}, {"project": "Q"}),
    "Key.role": _key({}, {"role": "role-b"}),
    "Key.roles": _key({}, {"roles": ["role-a", "role-b"]}),
    "Key.allowedIpAddressRanges": _key({}, {"allowedIpAddressRanges": ["10.0.0.0/8"]}),
    "Route.userRoles": _route({}, {"userRoles": ["role-a"]}),
    "Route.response": _route({}, {"response": {"status": 200}}),
    "Route.paths": _route({}, {"paths": ["/y"]}),
    "Route.methods": _route({}, {"methods": ["GET"]}),
    "Route.upstreams": _route({}, {"upstreams": [{"endpoint": OTHER}]}),
    "Route.maxRetryAttempts": _route({}, {"maxRetryAttempts": 0}),
    "Route.order": (
        {"routes": {"x": {"paths": ["/x"]}, "y": {"paths": ["/x"]}}},
        {"routes": {"x": {"paths": ["/x"]}, "y": {"paths": ["/x"], "order": 1}}},
    ),
    "Route.rewritePath": _route({}, {"rewritePath": True}),
    "Route.permissions": _route({}, {"permissions": ["READ"]}),
    "RateLimitSchedule.timezone": _section("rateLimitSchedule", {"timezone": "Europe/Berlin"}),
    "RateLimitSchedule.weekStartDay": _section("rateLimitSchedule", {"weekStartDay": "Sun"}),
    "RateLimitSchedule.resetTime": _section("rateLimitSchedule", {"resetTime": "06:00"}),
    "ApplicationTypeSchema.$id": _of_type({"dial:applicationTypeCompletionEndpoint": ONE}, {"$id": "x:other"}),
    **{
        f"ApplicationTypeSchema.dial:applicationType{name}Endpoint": _of_type(
            {f"dial:applicationType{name}Endpoint": ONE}, {f"dial:applicationType{name}Endpoint": OTHER}
        )
        for name in _ENDPOINTS
    },
    "ApplicationTypeSchema.dial:applicationTypeInterceptors": _of_type(
        {"dial:applicationTypeCompletionEndpoint": ONE},
        {"dial:applicationTypeCompletionEndpoint": ONE, "dial:applicationTypeInterceptors": ["x"]},
    ),
    "ApplicationTypeSchema.dial:applicationTypeRoutes": _route_of_type(**{"dial:paths": ["/y"]}),
    "ApplicationTypeSchema.dial:applicationTypeMcp": _of_type(
        {}, {"dial:applicationTypeMcp": {"dial:endpoint": OTHER}}
    ),
    "ApplicationTypeRoute.dial:paths": _route_of_type(**{"dial:paths": ["/y"]}),
    "ApplicationTypeRoute.dial:methods": _route_of_type(**{"dial:methods": ["POST"]}),
    "ApplicationTypeRoute.dial:upstreams": _route_of_type(**{"dial:upstreams": [{"dial:endpoint": OTHER}]}),
    "ApplicationTypeRoute.dial:userRoles": _route_of_type(**{"dial:userRoles": ["role-a"]}),
    "ApplicationTypeRoute.dial:order": _route_of_type(**{"dial:order": 1}),
    "ApplicationTypeRoute.dial:maxRetryAttempts": _route_of_type(**{"dial:maxRetryAttempts": 0}),
    "ApplicationTypeRoute.dial:rewritePath": _route_of_type(**{"dial:rewritePath": True}),
    "ApplicationTypeRoute.dial:attachmentPaths": _route_of_type(
        **{"dial:attachmentPaths": {"dial:requestBody": ["/x"]}}
    ),
    "ApplicationTypeRoute.dial:permissions": _route_of_type(**{"dial:permissions": ["READ"]}),
    "ApplicationTypeRoute.dial:response": _route_of_type(**{"dial:response": {"dial:status": 200}}),
}
