import { EventStoreToken } from '#libs/event-sourcing/nest';
import type { EventStore, StoredEvent } from '#libs/event-store';
import { Town } from '../../support/town.js';
import { castOf } from './cast.js';
import { DatedClient } from './dated-client.js';
import { erasePersonalData } from './erasures.js';
import { judgeFirstYear } from './first-year.js';
import { judgeSecondYear, secondEdition, thirdEdition } from './later-years.js';
import { keepLedger } from './ledger.js';
import { keepRegisters } from './registers.js';
import { CORPUS_START } from './start.js';

/** Plays a small city's two years and three editions, and answers with its whole log: every event type at least once. */
export async function playScenario(): Promise<readonly StoredEvent[]> {
  let client: DatedClient | undefined;
  const town = await Town.found(CORPUS_START, (running) => (client = new DatedClient(running)));
  try {
    const cast = castOf(town);
    await keepRegisters(town);
    await erasePersonalData(town);
    const first = await judgeFirstYear(town, cast);
    await secondEdition(town, cast, first);
    const second = await judgeSecondYear(town, cast);
    await thirdEdition(town, cast, first, second);
    await keepLedger(town, client as DatedClient);
    const events: StoredEvent[] = [];
    for await (const page of town.running.server.app.get<EventStore>(EventStoreToken).readAll()) events.push(...page);
    return events;
  } finally {
    await town.dispose();
  }
}
