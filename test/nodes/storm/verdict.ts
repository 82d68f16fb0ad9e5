import type { StoredEvent } from '#libs/event-store';
import type { CommandAnswerDto } from '#libs/http';
import { byCommand, metadataOf } from '../../support/stored-log.js';
import type { StormRecord } from './record.js';

/** Everything about the log that is not as the answers promised. */
export function broken(log: readonly StoredEvent[], record: StormRecord): readonly string[] {
  const commands = byCommand(log);
  const answers = new Map(record.acknowledged.map(({ answer }) => [answer.commandId, answer]));
  return [
    ...[...answers.values()].flatMap((answer) => commandFaults(answer, commands.get(answer.commandId) ?? [])),
    ...[...commands]
      .filter(([id, events]) => !answers.has(id) && events[0]?.type !== 'LedgerOpened')
      .map(([id]) => `${id}: nobody sent it`),
    ...streamFaults(log),
    ...record.repeated.filter(({ answers: all }) => new Set(all).size > 1).map(({ key, answers: all }) => `${key}: ${all.join(' / ')}`),
  ];
}

/** Nodes that said they were ready while they were further behind than they may. */
export function tooEarly(log: readonly StoredEvent[], { comeBacks }: StormRecord, readyLag: number): readonly string[] {
  const indexOf = new Map(log.map(({ id }, index) => [id, index]));
  return comeBacks
    .filter(({ before, index }) => before !== undefined && index < (indexOf.get(before) ?? Infinity) - readyLag)
    .map((comeBack) => JSON.stringify(comeBack));
}

function commandFaults({ commandId, stream, events }: CommandAnswerDto, found: readonly StoredEvent[]): readonly string[] {
  const said = events.map(({ id, revision, recordedAt }) => `${stream}@${revision} ${id} ${recordedAt}`);
  const stands = found.map((event) => `${event.stream}@${event.revision} ${event.id} ${metadataOf(event).recordedAt}`);
  return said.join() === stands.join() ? [] : [`${commandId}: said ${said.join()}, stands ${stands.join()}`];
}

/** Revisions of a stream count from 0 without a gap, and no id stands twice. */
function streamFaults(log: readonly StoredEvent[]): readonly string[] {
  const next = new Map<string, number>();
  const faults: string[] = [];
  for (const { stream, revision } of log) {
    if (revision !== (next.get(stream) ?? 0)) faults.push(`${stream}@${revision} after ${next.get(stream) ?? 'nothing'}`);
    next.set(stream, revision + 1);
  }
  if (new Set(log.map(({ id }) => id)).size < log.length) faults.push('an event id stands twice');
  return faults;
}

/** The storm in a line. */
export function summary(record: StormRecord, seconds: number, events: number): string {
  const { acknowledged, repeated, reads, crossReads, unanswered, comeBacks, longestMs } = record;
  const ready = comeBacks.map(({ seconds: took, derivedDeleted }) => `${took.toFixed(1)}${derivedDeleted ? '*' : ''}`).join(' ');
  return [
    `${seconds.toFixed(0)} s: ${events} events, ${acknowledged.length} answers to commands (${repeated.length} asked for twice),`,
    `${reads.join('+')} reads, ${crossReads.join('+')} of what the other node had acknowledged;`,
    `sent again: ${unanswered.connection} for a broken connection, ${unanswered.unavailable} for a 503; longest wait ${(longestMs / 1000).toFixed(1)} s;`,
    `${comeBacks.length} kills, ready again after ${ready} s (* without derived files)`,
  ].join(' ');
}
