import type { EventToAppend, ExpectedRevision, Position } from '../../port.js';
import { shared, streams } from './stubs.js';

/** The names of streams that belong to the log (isLogStream), as the server's filter takes them. */
const LOG_STREAMS = String.raw`^(?!\$)(?!checkpoint$)`;
/** After how many events passed over (times 32) a subscription is told of its place. It uses none of that. */
const CHECKPOINT_INTERVAL = 1_000;
/** From this version of the protocol on, a read of a stream ends by telling the stream's last revision: without it, it was broken off. */
const TELLS_THE_END = 1;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const NIL = '00000000-0000-0000-0000-000000000000';
const { ReadReq, BatchAppendReq } = streams;
const { Options } = ReadReq;

export type Direction = 'forwards' | 'backwards';

/** Up to `limit` events of a stream from a revision on; absent: from where the direction begins. */
export function readStream(stream: string, direction: Direction, from: number | undefined, limit: number): streams.ReadReq {
  const options = new Options.StreamOptions().setStreamIdentifier(named(stream));
  if (from !== undefined) options.setRevision(String(from));
  else if (direction === 'forwards') options.setStart(new shared.Empty());
  else options.setEnd(new shared.Empty());
  const control = new Options.ControlOption().setCompatibility(TELLS_THE_END);
  return request(
    (all) => all.setStream(options).setCount(String(limit)).setNoFilter(new shared.Empty()).setControlOption(control),
    direction,
  );
}

/** Up to `limit` events of all streams from a position on, its own included; absent: from where the direction begins. */
export function readAll(direction: Direction, from: Position | undefined, limit: number): streams.ReadReq {
  return request((all) => all.setAll(place(from, direction)).setCount(String(limit)).setNoFilter(new shared.Empty()), direction);
}

/** Everything of the log that comes from now on. */
export function subscribeToNew(): streams.ReadReq {
  const names = new Options.FilterOptions.Expression().setRegex(LOG_STREAMS);
  const filter = new Options.FilterOptions()
    .setStreamIdentifier(names)
    .setCount(new shared.Empty())
    .setCheckpointintervalmultiplier(CHECKPOINT_INTERVAL);
  return request(
    (all) => all.setAll(place(undefined, 'backwards')).setSubscription(new Options.SubscriptionOptions()).setFilter(filter),
    'forwards',
  );
}

/**
 * One append, whole: a batch of one message. The event's texts go as they are, to the byte.
 * @throws TypeError for what the database would not take, or not keep as it is
 */
export function append(
  correlationId: string,
  stream: string,
  expected: ExpectedRevision,
  events: readonly EventToAppend[],
): streams.BatchAppendReq {
  if (stream === '' || !stream.isWellFormed()) throw new TypeError(`「${stream}」 is no name of a stream`);
  const options = new BatchAppendReq.Options().setStreamIdentifier(named(stream));
  if (expected === 'noStream') options.setNoStream(new shared.Empty() as never);
  else options.setStreamPosition(String(expected));
  return new BatchAppendReq()
    .setCorrelationId(new shared.UUID().setString(correlationId))
    .setOptions(options)
    .setProposedMessagesList(events.map(proposed))
    .setIsFinal(true);
}

function proposed({ id, type, data, metadata }: EventToAppend): streams.BatchAppendReq.ProposedMessage {
  // The database gives ids back in lower case, and takes the nil id for none.
  if (!UUID.test(id) || id === NIL) throw new TypeError(`${id} is no id of an event: a UUID in lower case`);
  if (type === '') throw new TypeError(`event ${id} has no type`);
  if (![type, data, metadata].every((text) => text.isWellFormed()))
    throw new TypeError(`event ${id} holds half a character: no UTF-8 can keep it`);
  const message = new BatchAppendReq.ProposedMessage()
    .setId(new shared.UUID().setString(id))
    .setData(utf8.encode(data))
    .setCustomMetadata(utf8.encode(metadata));
  message.getMetadataMap().set('type', type).set('content-type', 'application/json');
  return message;
}

function request(fill: (options: streams.ReadReq.Options) => streams.ReadReq.Options, direction: Direction): streams.ReadReq {
  const ids = new Options.UUIDOption().setString(new shared.Empty());
  const options = fill(new Options())
    .setUuidOption(ids)
    .setResolveLinks(false)
    .setReadDirection(direction === 'forwards' ? Options.ReadDirection.FORWARDS : Options.ReadDirection.BACKWARDS);
  return new ReadReq().setOptions(options);
}

function place(position: Position | undefined, direction: Direction): streams.ReadReq.Options.AllOptions {
  const all = new Options.AllOptions();
  if (position !== undefined) return all.setPosition(new Options.Position().setCommitPosition(position).setPreparePosition(position));
  return direction === 'forwards' ? all.setStart(new shared.Empty()) : all.setEnd(new shared.Empty());
}

function named(stream: string): shared.StreamIdentifier {
  return new shared.StreamIdentifier().setStreamName(utf8.encode(stream));
}

/** Plain Uint8Arrays: what is longer than a pooled Buffer's view confuses the encoder of messages. */
const utf8 = new TextEncoder();
