# syntax=docker/dockerfile:1
FROM node:24-slim AS build
WORKDIR /app
# better-sqlite3 is compiled where there is no binary of it for this platform.
RUN apt-get update && apt-get install -y --no-install-recommends python3 make g++ && rm -rf /var/lib/apt/lists/*
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build && npm prune --omit=dev --no-audit --no-fund

FROM node:24-slim
WORKDIR /app
ENV NODE_ENV=production STORE=/data/signpost.db STATE=/data/signpost-state.db
COPY --from=build /app/package.json /app/.env.example /app/CHANGELOG.md /app/LICENSE ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/cards cards
COPY --from=build /app/manifest manifest
COPY --from=build /app/dist dist
RUN mkdir -m 700 /data && chown node:node /data && ln -s /app/dist/cli.js /usr/local/bin/signpost
USER node
VOLUME /data
EXPOSE 3978
HEALTHCHECK CMD ["node", "-e", "fetch('http://127.0.0.1:3978/healthz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "--enable-source-maps", "dist/cli.js"]
CMD ["serve"]
