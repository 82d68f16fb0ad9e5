import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { mountsOf, readCompose } from './compose-file.js';
import { imageEnvironment } from './dockerfile.js';

const FOLDER = 'deploy/haproxy';

/** The configuration's lines by section, without comments. */
function sections(): Map<string, string[]> {
  const found = new Map<string, string[]>();
  let lines: string[] = [];
  for (const line of readFileSync(path.join(FOLDER, 'haproxy.cfg'), 'utf8').split('\n')) {
    if (/^\s*(#|$)/.test(line)) continue;
    if (line.startsWith(' ')) lines.push(line.trim());
    else found.set(line.trim(), (lines = []));
  }
  return found;
}

describe('The proxy of the cluster', () => {
  const config = sections();
  const compose = readCompose();
  const { proxy = {} } = compose.services;
  const nodes = config.get('backend nodes') ?? [];

  it('listens on the port that compose publishes, and answers the container’s health check', () => {
    const [, port] = /^bind :(\d+)$/m.exec((config.get('frontend ledger') ?? []).join('\n')) ?? [];
    expect(proxy.ports?.map((published) => published.split(':').at(-1))).toEqual([port]);
    const [, alive] = /^monitor-uri (\S+)$/m.exec((config.get('frontend ledger') ?? []).join('\n')) ?? [];
    expect(proxy.healthcheck?.test).toContain(`http://127.0.0.1:${port}${alive}`);
  });

  it('gives requests to every api node of the cluster that is ready, and to nobody else', () => {
    const named = nodes.filter((line) => line.startsWith('server ')).map((line) => line.split(' ').slice(1, 3));
    const expected = Object.keys(compose.services).filter((name) => name.startsWith('api-'));
    expect(named).toEqual(expected.map((name) => [name, `${name}:${imageEnvironment().PORT}`]));
    expect(nodes).toContainEqual(expect.stringContaining('uri /health/ready '));
    expect(nodes).toContain('http-check expect status 200');
    expect(nodes.find((line) => line.startsWith('default-server '))).toMatch(/ check .* resolvers docker init-addr none$/);
  });

  it('repeats by itself what failed before an answer, and only what may be repeated', () => {
    expect(nodes).toContain('retry-on conn-failure empty-response');
    expect(nodes).toContain('http-request disable-l7-retry unless { method GET HEAD OPTIONS } or { req.hdr(Idempotency-Key) -m found }');
  });

  it('outlives the slowest stop of an api node', () => {
    const seconds = (period = ''): number => Number.parseInt(period, 10);
    for (const name of ['api-1', 'api-2']) {
      expect(seconds(proxy.stop_grace_period)).toBeGreaterThan(seconds(compose.services[name]?.stop_grace_period));
    }
  });

  it('says what it refuses itself in the form of the API', () => {
    const [folder] = mountsOf(proxy);
    const errors = (config.get('defaults') ?? []).filter((line) => line.startsWith('http-error '));
    expect(errors).toHaveLength(readdirSync(FOLDER).filter((name) => name.endsWith('.json')).length);
    for (const line of errors) {
      const [, status, file = ''] = /^http-error status (\d+) content-type application\/problem\+json file (\S+)/.exec(line) ?? [];
      expect(path.posix.dirname(file)).toBe(folder?.target);
      const local = path.join(FOLDER, path.basename(file));
      expect(existsSync(local)).toBe(true);
      const problem = JSON.parse(readFileSync(local, 'utf8')) as { readonly code: string; readonly remedy: string };
      expect(problem).toMatchObject({ status: Number(status), type: `urn:parkledger:error:${problem.code}`, params: {}, faults: [] });
      expect(problem.remedy).toMatch(/Idempotency-Key/);
    }
    expect(errors.find((line) => line.includes('status 503'))).toMatch(/ hdr Retry-After \d+$/);
  });
});
