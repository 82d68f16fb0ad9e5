#!/bin/sh
# Starts a node with the passwords of its two built-in accounts. The server takes them from its environment only, and only on the first start of an empty
# database; from a secret file they reach this one process and neither the compose file nor `docker inspect`.
set -eu
EVENTSTORE_DEFAULT_ADMIN_PASSWORD=$(cat /run/secrets/esdb_admin_password)
EVENTSTORE_DEFAULT_OPS_PASSWORD=$(cat /run/secrets/esdb_ops_password)
export EVENTSTORE_DEFAULT_ADMIN_PASSWORD EVENTSTORE_DEFAULT_OPS_PASSWORD
exec /opt/eventstore/EventStore.ClusterNode "$@"
