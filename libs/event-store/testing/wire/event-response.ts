import type { LogRecord } from '../log/record.js';
import { MessageWriter } from './message-writer.js';

/** More than an event's numbers, ids, tags and lengths can take. */
const FRAME = 512;
let room = Buffer.allocUnsafe(16 * 1024);

/**
 * An event as a read or subscription sends it (`event_store.client.streams.ReadResp`), to the byte as the generated class would write it; that takes several times as
 * long, and a server that is slow would be measured instead of its clients.
 */
export function eventResponse(record: LogRecord): Buffer {
  const { stream, type, data, metadata } = record;
  const needed = FRAME + 3 * (stream.length + type.length) + data.length + metadata.length;
  if (needed > room.length) room = Buffer.allocUnsafe(2 * needed);
  return Buffer.from(encode(record));
}

/** Fields in the order of their numbers, written from the last to the first; a number that is 0 and bytes that are none are left out. */
function encode(record: LogRecord): Buffer {
  const writer = new MessageWriter(room);
  writer.uint64(3, record.position);
  const afterEvent = writer.length;
  if (record.data.length > 0) writer.bytes(8, record.data);
  if (record.metadata.length > 0) writer.bytes(7, record.metadata);
  entry(writer, 'type', record.type);
  entry(writer, 'created', String(record.created));
  entry(writer, 'content-type', record.isJson ? 'application/json' : 'application/octet-stream');
  if (record.position > 0) {
    writer.uint64(5, record.position);
    writer.uint64(4, record.position);
  }
  if (record.revision > 0n) writer.uint64(3, record.revision);
  const afterStream = writer.length;
  if (record.stream !== '') writer.text(3, record.stream);
  writer.message(2, afterStream);
  const afterId = writer.length;
  writer.text(2, record.id);
  writer.message(1, afterId);
  writer.message(1, afterEvent);
  writer.message(1, 0);
  return writer.written;
}

/** An entry of the event's own metadata, a map. */
function entry(writer: MessageWriter, key: string, value: string): void {
  const end = writer.length;
  writer.text(2, value);
  writer.text(1, key);
  writer.message(6, end);
}
