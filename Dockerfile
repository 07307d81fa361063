# The App itself. Build: docker build -t capstone-coach . (no secrets go into the image; .dockerignore names the few files that the build sees).
# Run: deploy/compose.yml, deploy/kubernetes/; docs/container.md, which also says how to pin the base by its digest.
ARG BASE=node:26-bookworm-slim

FROM ${BASE} AS build
WORKDIR /app
COPY package.json package-lock.json ./
# Dependencies first, so that a change of code does not fetch them again. No script of a package runs: none is needed.
RUN npm ci --ignore-scripts
COPY . .
RUN npm run build && npm prune --omit=dev --ignore-scripts

FROM ${BASE}
LABEL org.opencontainers.image.title="Capstone Coach" org.opencontainers.image.licenses="MIT"
# Where GitHub cuts the list of files of a very large repository short, git fetches it.
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates git && rm -rf /var/lib/apt/lists/*
# By number, so that Kubernetes can tell that it is not root.
RUN mkdir /data && chown 1000:1000 /data
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data
WORKDIR /app
COPY --from=build /app/package.json /app/LICENSE /app/app.yml ./
COPY --from=build /app/dist dist
COPY --from=build /app/checklists checklists
COPY --from=build /app/lesson-modules lesson-modules
COPY --from=build /app/schemas schemas
# Most of it is bundled into dist already; what lies here tells scanners which packages that are.
COPY --from=build /app/node_modules node_modules
USER 1000:1000
# All that is written: /data is kept, /tmp is not. Everything else can be read-only.
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/healthz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Node is the first process: it hears SIGTERM, gives back its work and ends within 30 s. Give the container 35.
STOPSIGNAL SIGTERM
CMD ["node", "dist/main.js"]
