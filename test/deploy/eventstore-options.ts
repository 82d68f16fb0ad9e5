/**
 * The environment names of EventStoreDB 23.10 that docker-compose.yml and deploy/esdb may use, with the option that each stands for and the page of the
 * server's documentation (docs/server, tag oss-v23.10.6) that names both. The server refuses to start on a name that it doesn't know.
 */
export const eventStoreOptions: Readonly<Record<string, { readonly option: string; readonly page: string }>> = {
  EVENTSTORE_NODE_IP: { option: 'NodeIp', page: 'configuration/networking.md, HTTP configuration' },
  EVENTSTORE_REPLICATION_IP: { option: 'ReplicationIp', page: 'configuration/networking.md, Internal' },
  EVENTSTORE_NODE_HOST_ADVERTISE_AS: { option: 'NodeHostAdvertiseAs', page: 'configuration/networking.md, HTTP translations' },
  EVENTSTORE_REPLICATION_HOST_ADVERTISE_AS: { option: 'ReplicationHostAdvertiseAs', page: 'configuration/networking.md, TCP translations' },
  EVENTSTORE_CLUSTER_SIZE: { option: 'ClusterSize', page: 'configuration/cluster.md, Cluster size' },
  EVENTSTORE_DISCOVER_VIA_DNS: { option: 'DiscoverViaDns', page: 'configuration/cluster.md, Cluster with DNS' },
  EVENTSTORE_GOSSIP_SEED: { option: 'GossipSeed', page: 'configuration/cluster.md, Cluster with gossip seeds' },
  EVENTSTORE_INSECURE: { option: 'Insecure', page: 'configuration/security.md, Running without security' },
  EVENTSTORE_DEFAULT_ADMIN_PASSWORD: { option: 'DefaultAdminPassword', page: 'configuration/security.md, Default admin and ops password' },
  EVENTSTORE_DEFAULT_OPS_PASSWORD: { option: 'DefaultOpsPassword', page: 'configuration/security.md, Default admin and ops password' },
  EVENTSTORE_TRUSTED_ROOT_CERTIFICATES_PATH: {
    option: 'TrustedRootCertificatesPath',
    page: 'configuration/security.md, Trusted root certificates',
  },
  EVENTSTORE_CERTIFICATE_FILE: { option: 'CertificateFile', page: 'configuration/security.md, Certificate file' },
  EVENTSTORE_CERTIFICATE_PRIVATE_KEY_FILE: { option: 'CertificatePrivateKeyFile', page: 'configuration/security.md, Certificate file' },
  EVENTSTORE_RUN_PROJECTIONS: { option: 'RunProjections', page: 'features/projections/custom.md' },
  EVENTSTORE_DISABLE_LOG_FILE: { option: 'DisableLogFile', page: 'diagnostics/logs.md' },
  EVENTSTORE_TELEMETRY_OPTOUT: { option: 'TelemetryOptout', page: 'usage-telemetry.md' },
};
