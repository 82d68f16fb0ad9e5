#!/bin/sh
# Makes what the cluster's nodes know each other by: a certificate authority once, a certificate for each node; each node is given its own only.
# Runs as a one-shot service before the nodes. What is there already stays; `renew` makes new node certificates under the same authority.
# Runs as root with CHOWN alone, so a read-only file is replaced, never written over.
set -eu
umask 022
authority=/authority/ca
scratch=$(mktemp -d)

put() {
  rm -f "$2"
  cp "$1" "$2"
}

if [ ! -f "$authority/ca.key" ]; then
  # es-gencert-cli 1.0.2 makes its output folder itself and refuses one that exists: it writes to the scratch folder.
  es-gencert-cli create-ca -out "$scratch/ca"
  mkdir -p "$authority"
  put "$scratch/ca/ca.crt" "$authority/ca.crt"
  # The key last: it says that the authority is whole. No other service mounts this volume.
  put "$scratch/ca/ca.key" "$authority/ca.key"
fi
put "$authority/ca.crt" /clients/ca.crt

for node in esdb-1 esdb-2 esdb-3; do
  own="/nodes/$node"
  if [ -f "$own/node.key" ] && [ "${1:-}" != renew ]; then continue; fi
  # The names are those of the compose services. All nodes bear one common name (the tool's eventstoredb-node): by it members are recognised.
  es-gencert-cli create-node -ca-certificate "$authority/ca.crt" -ca-key "$authority/ca.key" -out "$scratch/$node" \
    -ip-addresses 127.0.0.1 -dns-names "$node,localhost"
  # Without its key a node counts as one that has nothing yet: what is broken off here is begun anew.
  rm -f "$own/node.key"
  mkdir -p "$own/ca"
  put "$authority/ca.crt" "$own/ca/ca.crt"
  put "$scratch/$node/node.crt" "$own/node.crt"
  # 1000 is the server's account in its image.
  put "$scratch/$node/node.key" "$own/node.key.new"
  chown 1000:1000 "$own/node.key.new"
  mv -f "$own/node.key.new" "$own/node.key"
done
rm -rf "$scratch"
