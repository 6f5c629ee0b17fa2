"""Hosts of model providers, which want a key of their own and are paid for what is asked of them."""

from __future__ import annotations

import re

from dial_lsp.text.patterns import compiled

_PROVIDERS = compiled(
    r"""
      (?:[a-z]{2}\.)?api\.openai\.com
    | api\.(?:anthropic|mistral|cohere|deepseek|x|groq|together|fireworks|perplexity|replicate|stability|deepl)
        \.(?:com|ai|xyz)
    | api\.(?:voyageai|ai21|deepinfra)\.com
    | api\.(?:cerebras|sambanova|jina)\.ai
    | api\.moonshot\.(?:ai|cn)
    | api\.elevenlabs\.io
    | integrate\.api\.nvidia\.com
    | dashscope(?:-intl|-us)?\.aliyuncs\.com
    | models\.github\.ai
    | api-free\.deepl\.com
    | [\w-]+\.(?:openai|cognitiveservices|services\.ai)\.azure\.com
    | [\w-]+\.(?:models|inference)\.ai\.azure\.com
    | (?:generativelanguage|(?:[\w-]+-)?aiplatform)\.googleapis\.com
    | bedrock-runtime(?:-fips)?\.[\w-]+\.amazonaws\.com
    | openrouter\.ai
    | (?:router|api-inference)\.huggingface\.co
    """,
    re.VERBOSE,
)


def is_provider(host: str) -> bool:
    """Whether a host in lower case is certainly one of a provider of models."""
    return _PROVIDERS.fullmatch(host.rstrip(".")) is not None
