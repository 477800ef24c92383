# syntax=docker/dockerfile:1

# The build. Dependencies and their compiled state stay in cache mounts, so that a change of ours compiles ours alone.
# Ours is touched: cargo goes by the files' times, and a checkout can be older than what another one left in the cache.
FROM rust:1.95-bookworm AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/usr/local/cargo/registry,sharing=locked \
    --mount=type=cache,target=/src/target,sharing=locked \
    touch src/lib.rs src/main.rs \
    && cargo build --release --locked --bin kinsta-slack \
    && install -D --mode=0755 target/release/kinsta-slack /out/usr/local/bin/kinsta-slack \
    && ldd target/release/kinsta-slack | grep -o '/[^ ]*' | while read -r library; do \
           install -D --mode=0755 "$library" "/out$library" || exit 1; \
       done \
    && mkdir -p /out/tmp && chmod 1777 /out/tmp && mkdir -p /data

# What is run: the binary and the libraries it is linked with, nothing else. Certificates and time zones are inside it.
FROM scratch
LABEL org.opencontainers.image.title="kinsta-slack" \
      org.opencontainers.image.description="Run WordPress sites on Kinsta from Slack" \
      org.opencontainers.image.licenses="MIT OR Apache-2.0"
COPY --from=build /out/ /
# There is no shell here to make a directory with; a named volume takes the owner over.
COPY --from=build --chown=65532:65532 /data /data
ENV DATABASE_URL=sqlite:///data/kinsta-slack.db?mode=rwc \
    LOG_FORMAT=json
VOLUME /data
EXPOSE 3000
USER 65532:65532
HEALTHCHECK --interval=30s --timeout=5s --start-period=15s --retries=3 \
    CMD ["/usr/local/bin/kinsta-slack", "healthcheck"]
ENTRYPOINT ["/usr/local/bin/kinsta-slack"]
