import { readFileSync } from 'node:fs';
import { apiEnvironment } from './api-environment.js';
import { apiNodes, eventStoreServers, readCompose } from './compose-file.js';
import { imageEnvironment } from './dockerfile.js';
import { eventStoreOptions } from './eventstore-options.js';

describe('The environment', () => {
  const compose = readCompose();

  it('of an EventStoreDB has names of its documentation only', () => {
    const script = readFileSync('deploy/esdb/start.sh', 'utf8');
    const used = [
      ...eventStoreServers(compose).flatMap(([, { environment = {} }]) => Object.keys(environment)),
      ...(script.match(/EVENTSTORE_\w+/g) ?? []),
    ];
    expect(new Set(used)).toEqual(new Set(Object.keys(eventStoreOptions)));
  });

  it('spells an EventStoreDB option as the server does', () => {
    for (const [name, { option }] of Object.entries(eventStoreOptions)) {
      expect(name).toBe(`EVENTSTORE_${option.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase()}`);
    }
  });

  it('of an api node has names that the program reads only', () => {
    const ofImage = Object.keys(imageEnvironment()).filter((name) => name !== 'NODE_ENV');
    const ofCompose = apiNodes(compose).flatMap(([, { environment = {} }]) => Object.keys(environment));
    for (const name of [...ofImage, ...ofCompose]) expect(apiEnvironment).toContain(name);
    // Each can be set in one place or the other.
    expect(new Set([...ofImage, ...ofCompose])).toEqual(new Set(apiEnvironment));
  });

  it('of an api node names its store once: by address where there is no password, by a secret file where there is one', () => {
    for (const [, { environment = {}, secrets = [] }] of apiNodes(compose)) {
      const named = ['EVENT_STORE', 'EVENT_STORE_FILE'].filter((name) => name in environment);
      expect(named).toHaveLength(1);
      const file = environment.EVENT_STORE_FILE;
      if (typeof file === 'string') expect(secrets.map((secret) => `/run/secrets/${secret}`)).toContain(file);
      else expect(environment.EVENT_STORE).toMatch(/^esdb:\/\/[a-z]+:2113\?tls=false$/);
    }
  });
});
