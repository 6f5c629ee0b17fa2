from __future__ import annotations

import pytest

from dial_lsp.masking.names import says_secret
from dial_lsp.model.urls import credentials_in, is_internal, problem_of


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost:8080/a",
        "http://127.0.0.1",
        "http://[::1]:80/a",
        "http://redis",
        "http://adapter-openai:5000/openai",
        "http://host.docker.internal:7001",
        "http://gpt.models.svc/v1",
        "http://gpt.models.svc.cluster.local",
        "http://GPT.Models.SVC.",
        "http://10.1.2.3",
        "http://172.16.0.9",
        "http://192.168.1.1",
        "http://169.254.169.254",
        "http://[fd00::7]",
        "ws://app.localhost/socket",
    ],
)
def test_hosts_of_the_own_network(url: str) -> None:
    assert is_internal(url) is True


@pytest.mark.parametrize(
    "url",
    [
        "http://api.openai.com",
        "https://upstream.example.com:8443/a",
        "http://8.8.8.8",
        "http://docker.host.internals.io",
    ],
)
def test_hosts_elsewhere(url: str) -> None:
    assert is_internal(url) is False


@pytest.mark.parametrize(
    "url",
    [
        "http://%%HOST%%/a",
        "http://<host>",
        "${URL}",
        "http://${HOST}.example.com",
        "/relative",
        "plain",
        "",
        "http://[::1",
    ],
)
def test_hosts_nobody_can_tell(url: str) -> None:
    assert is_internal(url) is None


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("http://a.svc/b", None),
        ("HTTPS://a.svc/b", None),
        ("${URL}/v1", None),
        ("http://<host>:5000", None),
        ("a.svc/b", "does not start with http://"),
        ("localhost:5000", "does not start with http://"),
        ("/rate", "does not start with http://"),
        ("ftp://a.svc", "has the scheme ftp"),
        ("ws://a.svc", "has the scheme ws"),
        ("http:///b", "names no host"),
        ("http://a b.svc", "has a blank inside"),
        ("http://[::1", "is not a url"),
        ("http://a.svc:port", "is not a url"),
    ],
)
def test_what_is_wrong_with_a_url(url: str, problem: str | None) -> None:
    assert problem_of(url) == problem


@pytest.mark.parametrize(
    ("url", "held"),
    [
        ("https://dial:Nx7kq2@gpt.example.com/v1", ["Nx7kq2"]),
        (" https://Nx7kq2@gpt.example.com/v1", ["Nx7kq2"]),
        ("https://gpt.example.com/?api-key=Nx7&v=1&access_token=Zw9", ["Nx7", "Zw9"]),
        ("https://gpt.example.com/?sig=Nx7%2B", ["Nx7%2B"]),
        ("https://gpt.example.com/?api-version=2024-06-01&max_tokens=5", []),
        ("https://dial:${PASSWORD}@gpt.example.com/?token=<token>", []),
        ("https://gpt.example.com/@user", []),
        ("mailto:dial@example.com", []),
    ],
)
def test_credentials_in_urls(url: str, held: list[str]) -> None:
    assert [url[span.start : span.end] for span in credentials_in(url)] == held


@pytest.mark.parametrize(
    ("name", "is_secret"),
    [
        ("apiKey", True),
        ("api_key", True),
        ("x-api-key", True),
        ("AWS_SECRET_ACCESS_KEY", True),
        ("clientSecret", True),
        ("Authorization", True),
        ("password", True),
        ("sessionToken", True),
        ("max_tokens", False),
        ("tokenizer", False),
        ("key", False),
        ("primaryKey", False),
        ("region", False),
        ("", False),
    ],
)
def test_names_of_secrets(name: str, *, is_secret: bool) -> None:
    assert says_secret(name) is is_secret
