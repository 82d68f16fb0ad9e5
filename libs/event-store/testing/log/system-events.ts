import type { ProposedEvent } from './record.js';

/** The stream in which a server keeps its own statistics. */
export const STATS_STREAM = '$stats-127.0.0.1:2113';

/**
 * An event that the server writes for itself.
 * @param position where it will stand: its id derives from it
 * @param data none: the event has no body
 */
export function systemEvent(position: number, type: string, data?: object | string): ProposedEvent {
  const id = `24242424-0000-4000-8000-${position.toString(16).padStart(12, '0')}`;
  const text = typeof data === 'object' ? JSON.stringify(data) : (data ?? '');
  return { id, type, isJson: data !== undefined, data: Buffer.from(text), metadata: new Uint8Array() };
}

/** The first event of every new server, in `$$$scavenges`. */
export const SCAVENGES_METADATA = { $maxAge: 2_592_000, $acl: { $r: '$ops', $w: [], $d: [], $mr: [], $mw: [] } };

/** One of the server's regular looks at itself. */
export function statistics(n: number): object {
  return { 'proc-id': 1, 'es-queue-MainQueue-totalItemsProcessed': n };
}
