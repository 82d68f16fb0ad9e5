import type { LogRecord } from '../log/record.js';
import { streamIdentifier, uuidMessage } from './ids.js';
import { streams } from './stubs.js';

const cache = new WeakMap<LogRecord, Buffer>();

/** An event as a read or subscription sends it; encoded once. */
export function eventResponse(record: LogRecord): Buffer {
  const known = cache.get(record);
  if (known) return known;
  const event = new streams.ReadResp.ReadEvent();
  event.setEvent(recordedEvent(record));
  event.setCommitPosition(String(record.position));
  const bytes = respond((response) => response.setEvent(event));
  cache.set(record, bytes);
  return bytes;
}

export function confirmation(subscriptionId: string): Buffer {
  const message = new streams.ReadResp.SubscriptionConfirmation();
  message.setSubscriptionId(subscriptionId);
  return respond((response) => response.setConfirmation(message));
}

export function caughtUp(): Buffer {
  return respond((response) => response.setCaughtUp(new streams.ReadResp.CaughtUp()));
}

export function checkpoint(position: number): Buffer {
  const message = new streams.ReadResp.Checkpoint();
  message.setCommitPosition(String(position));
  message.setPreparePosition(String(position));
  return respond((response) => response.setCheckpoint(message));
}

export function lastStreamPosition(revision: number): Buffer {
  return respond((response) => response.setLastStreamPosition(String(revision)));
}

export function streamNotFound(stream: string): Buffer {
  const message = new streams.ReadResp.StreamNotFound();
  message.setStreamIdentifier(streamIdentifier(stream));
  return respond((response) => response.setStreamNotFound(message));
}

function recordedEvent(record: LogRecord): streams.ReadResp.ReadEvent.RecordedEvent {
  const message = new streams.ReadResp.ReadEvent.RecordedEvent();
  message.setId(uuidMessage(record.id));
  message.setStreamIdentifier(streamIdentifier(record.stream));
  message.setStreamRevision(String(record.revision));
  message.setCommitPosition(String(record.position));
  message.setPreparePosition(String(record.position));
  message.getMetadataMap().set('type', record.type);
  message.getMetadataMap().set('created', String(record.created));
  message.getMetadataMap().set('content-type', record.isJson ? 'application/json' : 'application/octet-stream');
  message.setData(record.data);
  message.setCustomMetadata(record.metadata);
  return message;
}

function respond(fill: (response: streams.ReadResp) => void): Buffer {
  const response = new streams.ReadResp();
  fill(response);
  return Buffer.from(response.serializeBinary());
}
