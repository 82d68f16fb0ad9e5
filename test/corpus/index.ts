import { readFileSync } from 'node:fs';
import { allEvents } from '../../apps/api/composition.js';
import {
  type CorpusEvent,
  corpusExists,
  folderOf,
  readCorpus,
  readFrozenSchemas,
  writeCorpus,
  writeExpected,
  writeFrozenSchemas,
} from './corpus-files.js';
import { logTypes } from './log-types.js';
import { missingFrom } from './missing.js';
import { replay } from './replay.js';
import { playScenario } from './scenario/index.js';
import { currentSchemas, schemaFaults, withNewSchemas } from './schema-hashes.js';

const usage = `usage: npm run corpus -- COMMAND
  freeze            adds the schemas of new event types and versions to test/corpus/schemas.json; a frozen one is never changed
  write             once a release: plays the scenario and keeps its events as the corpus of the version in package.json
  restate RELEASE   after a state changed its shape on purpose: writes the states' hashes anew; events, leaves and sheets must be as they were`;

async function main([command, release]: readonly string[]): Promise<number> {
  switch (command) {
    case 'freeze':
      return freeze();
    case 'write':
      return write();
    case 'restate':
      return release === undefined ? help() : restate(release);
    default:
      return help();
  }
}

function help(): number {
  console.error(usage);
  return 2;
}

async function freeze(): Promise<number> {
  const frozen = readFrozenSchemas();
  const hashes = withNewSchemas(frozen, currentSchemas(allEvents().catalogue()));
  await writeFrozenSchemas(hashes);
  const faults = schemaFaults(hashes, currentSchemas(allEvents().catalogue()));
  faults.forEach((fault) => console.error(fault));
  console.log(`${Object.keys(hashes).length - Object.keys(frozen).length} schemas added`);
  return faults.length === 0 ? 0 : 1;
}

async function write(): Promise<number> {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  if (corpusExists(version)) {
    console.error(`${folderOf(version)} is there already: a released corpus never changes`);
    return 1;
  }
  const events = (await playScenario()).map(({ position: _position, ...event }): CorpusEvent => event);
  const types = new Set(logTypes());
  const missing = missingFrom(
    events,
    allEvents()
      .catalogue()
      .filter(({ type }) => types.has(type)),
  );
  if (missing.length > 0) {
    console.error(`the scenario never comes to: ${missing.join(', ')}`);
    return 1;
  }
  await writeCorpus(version, { events, expected: await replay(version, events) });
  console.log(`${folderOf(version)}: ${events.length} events`);
  return 0;
}

async function restate(release: string): Promise<number> {
  const { events, expected } = readCorpus(release);
  const now = await replay(release, events);
  const kept = (one: typeof expected): string => JSON.stringify([one.events, one.leaves, one.runs]);
  if (kept(now) !== kept(expected)) {
    console.error(`${release}: leaves or sheets differ too; that is no change of shape, and nothing was written`);
    return 1;
  }
  await writeExpected(release, now);
  return 0;
}

process.exitCode = await main(process.argv.slice(2));
