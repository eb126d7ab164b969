# One file for every image: SERVICE names the folder, LOCK the file in requirements/ (the service's own, unless said otherwise).
ARG PYTHON_IMAGE=python:3.11.14-slim-bookworm

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

FROM ${PYTHON_IMAGE}
ARG SERVICE
ENV PATH=/opt/venv/bin:$PATH PYTHONPATH=/srv PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    MODEL_DIR=/models DATA_DIR=/data LOG_FORMAT=json \
    LD_LIBRARY_PATH=/opt/venv/lib/python3.11/site-packages/nvidia/cublas/lib:/opt/venv/lib/python3.11/site-packages/nvidia/cudnn/lib
RUN useradd --system --uid 10001 --home-dir /nonexistent agentforge \
    && mkdir -p /models /data && chown agentforge /models /data
COPY --from=build /opt/venv /opt/venv
COPY shared /srv/shared
COPY prompts /srv/prompts
COPY ${SERVICE} /srv/${SERVICE}
# Last, so that another commit makes no layer again; GET /version tells it.
ARG GIT_COMMIT
ENV GIT_COMMIT=${GIT_COMMIT}
WORKDIR /srv/${SERVICE}
USER agentforge
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=120s --retries=6 \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/ready', timeout=4)"]
CMD ["python", "-m", "shared.web.server", "app.main:app", "--host", "0.0.0.0", "--port", "8000"]
