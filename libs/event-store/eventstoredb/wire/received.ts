import { Fields, type Span } from './fields.js';
import { Recorded } from './recorded.js';
import { streams } from './stubs.js';

/** A message of an answer: an event, or the server's word on something else. */
export type Received = Recorded | streams.ReadResp;

const [EVENT, LAST_OTHER] = [1, 9];

/**
 * Reads a message of an answer (`event_store.client.streams.ReadResp`). Nearly all of them are events, and the generated class reads one in ten times as long: those are
 * read here, everything else there.
 * @throws GarbledMessageError, or what the generated class throws: grpc-js ends the call with it
 */
export function received(bytes: Buffer): Received {
  const event = eventIn(bytes);
  return event ? new Recorded(bytes, event) : streams.ReadResp.deserializeBinary(bytes);
}

/** The events among the messages of an answer. */
export function eventsOf(messages: readonly Received[]): Recorded[] {
  return messages.filter((message) => message instanceof Recorded);
}

/** Where the event stands, if the message holds one. Of contents that exclude each other the last counts. */
function eventIn(bytes: Buffer): Span | undefined {
  let readEvent: Span | undefined;
  for (const fields = new Fields(bytes); fields.next();) {
    if (fields.field === EVENT) readEvent = fields.span();
    else {
      fields.skip();
      if (fields.field <= LAST_OTHER) readEvent = undefined;
    }
  }
  let event: Span | undefined;
  if (readEvent === undefined) return undefined;
  for (const fields = new Fields(bytes, readEvent); fields.next();) {
    if (fields.field === EVENT) event = fields.span();
    else fields.skip();
  }
  return event;
}
