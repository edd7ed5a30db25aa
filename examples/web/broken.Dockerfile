# The next version, which fails at once: for seeing a deployment rolled back.
ARG BASE=longshore/sample:latest
FROM ${BASE}
ARG VERSION=broken
ENV VERSION=${VERSION}
CMD ["eprint", "the database is not configured", "exit", "3"]
