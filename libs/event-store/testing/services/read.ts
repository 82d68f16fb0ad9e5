import type { ServerWritableStream } from '@grpc/grpc-js';
import type { LogRecord } from '../log/record.js';
import type { LogView } from '../log/log-view.js';
import { eventResponse } from '../wire/event-response.js';
import { lastStreamPosition, streamNotFound } from '../wire/read-responses.js';
import type { From, ReadRequest } from '../wire/read-request.js';
import { RpcFailure, streamDeleted } from '../wire/rpc-failure.js';
import type { streams } from '../wire/stubs.js';
import type { Outlet } from './outlet.js';

export type ReadCall = ServerWritableStream<streams.ReadReq, Buffer>;
type ReadStream = Extract<ReadRequest, { kind: 'readStream' }>;
type ReadAll = Extract<ReadRequest, { kind: 'readAll' }>;
type Reading = Outlet<streams.ReadReq>;

/** Serves a read of one stream. */
export async function readStream(view: LogView, { stream, from, backwards, count, tellsEnd }: ReadStream, outlet: Reading): Promise<void> {
  if (count === 0 || (from === 'end' && !backwards)) throw unexpected('ReadStreamResult');
  const shown = view.stream(stream);
  if (shown === 'tombstoned') throw streamDeleted(stream);
  if (!shown) {
    await outlet.send(streamNotFound(stream));
    return;
  }
  const { records, head, truncatedBefore } = shown;
  const start = from === 'start' ? 0 : from === 'end' ? head : from;
  const events = backwards
    ? downwards(records, Math.min(start, head), truncatedBefore)
    : upwards(Math.max(start, truncatedBefore), (revision) => (revision <= head ? records[revision] : undefined));
  await sendEvents(outlet, events, count);
  if (tellsEnd) await outlet.send(lastStreamPosition(head));
}

/** Serves a read of the whole log: forwards from its position on, backwards from before it. */
export async function readAll(view: LogView, { from, backwards, count }: ReadAll, outlet: Reading): Promise<void> {
  // The server looks for the next page of nothing for ever.
  if (count === 0) await outlet.whenClosed;
  const start = allStart(view, from, backwards);
  const events = backwards ? downwards(view, start - 1, 0) : upwards(start, (index) => view.at(index));
  await sendEvents(outlet, events, count);
}

function allStart(view: LogView, from: From, backwards: boolean): number {
  if (from === 'start') return 0;
  if (from === 'end') return view.length;
  const index = view.indexFrom(from);
  if (index === undefined || (backwards && from > view.endPosition)) throw unexpected('ReadAllResult');
  return index;
}

function* upwards(start: number, at: (index: number) => LogRecord | undefined): Generator<LogRecord> {
  for (let index = start, record = at(index); record; record = at(++index)) yield record;
}

function* downwards(records: { at(index: number): LogRecord | undefined }, start: number, last: number): Generator<LogRecord> {
  for (let index = start; index >= last; index--) {
    const record = records.at(index);
    if (record) yield record;
  }
}

async function sendEvents(outlet: Reading, events: Iterable<LogRecord>, count: number): Promise<void> {
  let left = count;
  for (const record of events) {
    if (left-- <= 0 || !(await outlet.sendEvent(eventResponse(record)))) return;
  }
}

function unexpected(result: string): RpcFailure {
  return new RpcFailure({ code: 'UNKNOWN', details: `Unexpected ${result}: Error` });
}
