# One image for every node: the compiled program, production packages and the seeds; nothing that compiles, tests or knows a secret.
# The version is written out; whoever wants the same bytes every time adds the digest that the registry shows for it.
FROM node:24.21.0-bookworm-slim AS base
WORKDIR /app

FROM base AS packages
COPY package.json package-lock.json .npmrc ./
# No package of ours needs its install script (package.json, allowScripts).
RUN npm ci --omit=dev --ignore-scripts --no-progress

FROM base AS build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --no-progress
COPY tsconfig.json tsconfig.build.json ./
COPY apps ./apps
COPY libs ./libs
RUN npm run build

FROM base AS node
# What a node writes, it writes under these three folders, and each may be a volume: a new named volume takes over owner and mode from here.
RUN install -d -o node -g node -m 700 /var/lib/parkledger/data /var/lib/parkledger/evidence /var/lib/parkledger/keys
# In a container loopback is the container's own, so it listens on all of its addresses. Until people sign in, the server believes the headers:
# publish the port on the host's 127.0.0.1 only.
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=3000 \
    DATA_DIR=/var/lib/parkledger/data \
    EVIDENCE_DIR=/var/lib/parkledger/evidence \
    LEDGER_KEYS=/var/lib/parkledger/keys/ledger-keys.json \
    LOG_KEY=/var/lib/parkledger/keys/log-key.pem
COPY --from=packages /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY package.json ./
COPY seeds ./seeds
# The font of printed documents: the compiler copies none.
COPY libs/documents/fonts ./libs/documents/fonts
COPY deploy/live.mjs ./deploy/live.mjs
USER node
EXPOSE 3000
# Alive means that the process answers; a node that is behind is alive and not ready. Reading a long log into a new node takes its time.
HEALTHCHECK --interval=10s --timeout=5s --start-period=120s --retries=3 CMD ["node", "deploy/live.mjs"]
# Without an argument: the sample city. --empty: a real ledger.
ENTRYPOINT ["node", "dist/apps/api/main.js"]
