import { type AllStreamResolvedEvent, EventStoreDBClient, jsonEvent, type JSONEventData } from '@eventstore/db-client';

/** For the specs of this room: what the loopback server does is seen through the vendor's own client. */
export function plainClient(url: string): EventStoreDBClient {
  return EventStoreDBClient.connectionString(url);
}

/** The nth id of a spec. */
export function idOf(n: number): string {
  return `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
}

/** The nth event of a spec. */
export function event(n: number, data: Record<string, string | number> = { n }): JSONEventData {
  return jsonEvent({ id: idOf(n), type: 'ParkAmended', data });
}

export function events(from: number, count: number): JSONEventData[] {
  return Array.from({ length: count }, (_, n) => event(from + n));
}

/** Everything that comes until the end, in short form. */
export async function collected<T>(source: AsyncIterable<T>, say: (item: T) => unknown): Promise<unknown[]> {
  const found: unknown[] = [];
  for await (const item of source) found.push(say(item));
  return found;
}

/** `stream@revision` of an event of the log. */
export function placeOf({ event: recorded }: AllStreamResolvedEvent): string {
  return recorded ? `${recorded.streamId}@${recorded.revision}` : 'nothing';
}

/** The error that a promise ends with. */
export async function errorOf(promise: Promise<unknown>): Promise<unknown> {
  const [outcome] = await Promise.allSettled([promise]);
  if (outcome?.status !== 'rejected') throw new Error('没有出错');
  return outcome.reason;
}
