# docker build -t dial-lint . && docker run --rm -v "$PWD:/work" dial-lint aidial.config.json
FROM python:3.13-slim AS build
COPY . /source
RUN python -m venv /opt/dial-lint && /opt/dial-lint/bin/pip install --no-cache-dir /source

FROM python:3.13-slim
COPY --from=build /opt/dial-lint /opt/dial-lint
ENV PATH="/opt/dial-lint/bin:$PATH" PYTHONUTF8=1
USER 65534:65534
WORKDIR /work
ENTRYPOINT ["dial-lint"]
CMD ["check"]
