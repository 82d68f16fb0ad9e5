import { createRequire } from 'node:module';

/**
 * The client's debug output (`DEBUG=…`) holds whole connection strings, private keys and payloads. Whatever DEBUG asks for, its part of it stays silent: imported
 * before the client is used. (A `debug` of another copy is none of ours: the client resolves this one.)
 */
const ofClient = createRequire(createRequire(import.meta.url).resolve('@eventstore/db-client'));
const debug = ofClient('debug') as { enable(namespaces: string): void };
const wanted = process.env.DEBUG;
if (wanted) debug.enable(`${wanted},-esdb*`);
