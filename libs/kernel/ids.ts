import { v5 } from 'uuid';

/** Derives a UUIDv5 (RFC 9562 §5.5) from a namespace UUID and parts. The parts are JSON-encoded, so that no two lists of parts meet in one name. */
export function deriveId(namespace: string, ...parts: readonly (string | number)[]): string {
  return v5(JSON.stringify(parts), namespace);
}

/** Names a stream: category and id, parted by the first `-` (EventStoreDB's by-category index). */
export function streamName(category: string, id: string): string {
  if (category.includes('-')) throw new TypeError(`a stream category has no "-": ${category}`);
  return `${category}-${id}`;
}

/** The two parts of a stream's name. A name without `-` is a category of its own (`checkpoint`). */
export function parseStreamName(stream: string): { category: string; id: string } {
  const at = stream.indexOf('-');
  return at < 0 ? { category: stream, id: '' } : { category: stream.slice(0, at), id: stream.slice(at + 1) };
}

/** Orders ids as strings, by UTF-16 code unit: the same on every machine and in every locale. */
export function compareIds(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
