FROM python:3.12-slim AS packages
COPY requirements/base.txt /tmp/base.txt
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r /tmp/base.txt

FROM python:3.12-slim
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 FLEKSJOB_DATA=/data
RUN useradd --system --uid 10001 --user-group --no-create-home fleksjob \
    && install -d -o fleksjob -g fleksjob -m 0700 /data
COPY --from=packages /venv /venv
WORKDIR /app
COPY . .
# Collecting files reads the settings but needs neither a database nor real secrets.
RUN SECRET_KEY=build FLEKSJOB_CPR_NOEGLE=build DATABASE_URL=postgres://build@127.0.0.1/build \
    python manage.py collectstatic --noinput
USER fleksjob
VOLUME /data
EXPOSE 8000
CMD ["gunicorn", "--bind=0.0.0.0:8000", "--worker-class=gthread", "--workers=2", "--threads=4", \
     "--no-control-socket", "--worker-tmp-dir=/dev/shm", "--access-logfile=-", "fleksjob.wsgi:application"]
