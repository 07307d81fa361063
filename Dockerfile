# The App itself. Build: docker build -t capstone-coach . (needs BuildKit's default frontend; no secrets go into the image).
# Run: docker run -p 3000:3000 -v capstone-coach:/data -e PUBLIC_URL=https://coach.example.edu capstone-coach
FROM node:22-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
# Dependencies first, so that a change of code does not fetch them again; `prepare` builds, and there is no code yet.
RUN npm ci --ignore-scripts
COPY . .
RUN npm rebuild esbuild && npm run build && npm prune --omit=dev --ignore-scripts

FROM node:22-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data
WORKDIR /app
COPY --from=build /app/package.json /app/app.yml ./
COPY --from=build /app/dist dist
COPY --from=build /app/checklists checklists
COPY --from=build /app/lesson-modules lesson-modules
COPY --from=build /app/schemas schemas
COPY --from=build /app/node_modules node_modules
# Where GitHub cuts the list of files of a very large repository short, git fetches it.
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates git && rm -rf /var/lib/apt/lists/*
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/healthz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Node is the first process: it hears SIGTERM, gives back its work and ends within 30 s. Give the container 35.
STOPSIGNAL SIGTERM
CMD ["node", "dist/main.js"]
