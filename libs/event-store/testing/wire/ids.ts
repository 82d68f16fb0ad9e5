import { shared } from './stubs.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const NIL = '00000000-0000-0000-0000-000000000000';

/** An id as text, lower case. @returns undefined for what the server does not take for an id */
export function uuidOf(message: shared.UUID | undefined): string | undefined {
  if (!message) return undefined;
  if (UUID.test(message.getString())) return message.getString() === NIL ? undefined : message.getString();
  const structured = message.getStructured();
  const text = structured
    ? hex(structured.getMostSignificantBits()) + hex(structured.getLeastSignificantBits())
    : message.getString().toLowerCase().replaceAll('-', '');
  const uuid = text.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return UUID.test(uuid) && uuid !== NIL ? uuid : undefined;
}

export function uuidMessage(text: string): shared.UUID {
  const message = new shared.UUID();
  message.setString(text);
  return message;
}

export function streamName(message: shared.StreamIdentifier | undefined): string {
  return Buffer.from(message?.getStreamName_asU8() ?? []).toString('utf8');
}

export function streamIdentifier(name: string): shared.StreamIdentifier {
  const message = new shared.StreamIdentifier();
  message.setStreamName(Buffer.from(name, 'utf8'));
  return message;
}

/** 64 bits of a signed decimal in hexadecimal. */
function hex(bits: string): string {
  return BigInt.asUintN(64, BigInt(bits)).toString(16).padStart(16, '0');
}
