# asn with all that it needs, for any folder that holds a project:
#
#   docker build --tag asn .
#   docker run --rm --network none --read-only --tmpfs /tmp --user "$(id -u):$(id -g)" -v "$PWD":/projekt asn build
#
# No network, nothing written but in the project and /tmp, and no rights beyond the user's own.

FROM python:3.12.14-slim-bookworm@sha256:0f5b26b9518d002b6173fd61daad821fa340635ebfec5bba471013f9ca114579 AS python
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_ROOT_USER_ACTION=ignore

FROM python AS wheel
COPY . /asn
RUN pip wheel --no-deps --wheel-dir /wheel /asn && cp /asn/requirements.txt /wheel/

FROM python AS program
# Not pinned: Debian keeps only the newest of a library, and within a release that is a mended one.
RUN apt-get update -qq \
    && apt-get install -y -qq --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/*
RUN --mount=type=bind,from=wheel,source=/wheel,target=/wheel \
    pip install --only-binary :all: --constraint /wheel/requirements.txt /wheel/asn-*.whl
RUN useradd --uid 1000 --create-home asn
# The folder that a run can write in besides the project, whoever runs it.
ENV HOME=/tmp LANG=C.UTF-8 PYTHONDONTWRITEBYTECODE=1 PYTHONSAFEPATH=1
WORKDIR /projekt

# What an editor's container has besides: see .devcontainer.
FROM program AS editor
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends git && rm -rf /var/lib/apt/lists/*
ENV HOME=/home/asn
USER asn

FROM program
USER asn
ENTRYPOINT ["asn"]
CMD ["--help"]
