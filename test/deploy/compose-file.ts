import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** What the specs ask of a service, after its anchors were merged in. */
export interface Service {
  readonly image?: string;
  readonly build?: string;
  readonly profiles?: readonly string[];
  readonly entrypoint?: readonly string[];
  readonly command?: readonly string[];
  readonly user?: string;
  readonly environment?: Readonly<Record<string, string | null>>;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly tmpfs?: readonly string[];
  readonly networks?: readonly string[];
  readonly network_mode?: string;
  readonly secrets?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly read_only?: boolean;
  readonly init?: boolean;
  readonly restart?: string;
  readonly cap_drop?: readonly string[];
  readonly cap_add?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly stop_grace_period?: string;
}

export interface ComposeFile {
  readonly services: Readonly<Record<string, Service>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean } | null>>;
  readonly volumes: Readonly<Record<string, null>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
}

/** The file as YAML gives it, anchors merged (`<<`), `${…}` as written. */
export function readCompose(): ComposeFile {
  return parse(readFileSync('docker-compose.yml', 'utf8'), { merge: true }) as ComposeFile;
}

/** The variables that .env sets for docker compose. */
export function readDotEnv(): Readonly<Record<string, string>> {
  const lines = readFileSync('.env', 'utf8').split('\n');
  return Object.fromEntries(lines.filter((line) => /^[A-Z]/.test(line)).map((line) => line.split('=', 2) as [string, string]));
}

/** The services that start under a profile. Each of ours names its profiles: one without would start under every one of them. */
export function startsUnder(compose: ComposeFile, profile: string): string[] {
  const started = Object.entries(compose.services).filter(([, { profiles }]) => profiles === undefined || profiles.includes(profile));
  return started.map(([name]) => name).sort();
}

/** The api nodes: what is built from our Dockerfile. */
export function apiNodes(compose: ComposeFile): [string, Service][] {
  return Object.entries(compose.services).filter(([, { build }]) => build !== undefined);
}

/** The EventStoreDB servers. */
export function eventStoreServers(compose: ComposeFile): [string, Service][] {
  return Object.entries(compose.services).filter(([, { image }]) => image?.includes('eventstore/eventstore:'));
}

export interface Mount {
  readonly source: string;
  readonly target: string;
  readonly readOnly: boolean;
}

export function mountsOf({ volumes = [] }: Service): Mount[] {
  return volumes.map((volume) => {
    const [source = '', target = '', mode] = volume.split(':');
    return { source, target, readOnly: mode === 'ro' };
  });
}
