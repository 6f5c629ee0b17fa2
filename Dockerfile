# docker build -t dial-lint . && docker run --rm -v "$PWD:/work" dial-lint aidial.config.json
FROM python:3.13-slim AS build
COPY . /source
RUN python -m venv /opt/build && python -m venv /opt/dial-lint
RUN /opt/build/bin/pip install --no-cache-dir --require-hashes --requirement /source/locks/build.txt
RUN /opt/build/bin/pip wheel --no-deps --no-build-isolation --wheel-dir /wheel /source
RUN /opt/dial-lint/bin/pip install --no-cache-dir --require-hashes --requirement /source/locks/run.txt
RUN /opt/dial-lint/bin/pip install --no-cache-dir --no-deps /wheel/*.whl

FROM python:3.13-slim
COPY --from=build /opt/dial-lint /opt/dial-lint
ENV PATH="/opt/dial-lint/bin:$PATH" PYTHONUTF8=1
USER 65534:65534
WORKDIR /work
ENTRYPOINT ["dial-lint"]
CMD ["check"]
