import { makeStays } from './city/enterprises.js';
import { makeParks } from './city/parks.js';
import { factFiles, type Files } from './files/fact-files.js';
import { registryFiles } from './files/registry-files.js';
import { ACCOUNTS_PATH, accountFile } from './story/accounts.js';
import { documentFiles } from './story/documents.js';
import { makeTimeline, TIMELINE_PATH, timelineFile } from './story/timeline.js';

/** The whole sample city, by path below seeds/sample-city/: the same bytes on every machine. */
export function generateSampleCity(): Files {
  const parks = makeParks();
  const stays = makeStays(parks);
  const files = new Map<string, string>([
    ...registryFiles(parks, stays),
    [ACCOUNTS_PATH, accountFile(parks)],
    ...documentFiles(),
    ...factFiles(parks, stays),
    [TIMELINE_PATH, timelineFile(makeTimeline(parks, stays))],
  ]);
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
}
