import { constants, type ServerHttp2Stream } from 'node:http2';
import { Metadata, type ServerWritableStream } from '@grpc/grpc-js';

/** What grpc-js keeps under a call. It has no public way to break a stream off without a status, to answer a unary call twice, nor to send several messages at once. */
interface CallBelow {
  readonly call: {
    readonly stream: ServerHttp2Stream;
    sendMessage(message: unknown, sent: () => void): void;
  };
}

/** Of each message in the protocol: a byte for “not compressed”, four for its length. */
const PREFIX = 5;

/** Breaks a call off as a proxy or a dying server does: RST_STREAM, no status. */
export function resetStream(call: object): void {
  streamOf(call).close(constants.NGHTTP2_INTERNAL_ERROR);
}

/** Sends a message that the call's answer will repeat. */
export function sendExtraMessage(call: object, message: unknown): void {
  (call as CallBelow).call.sendMessage(message, () => undefined);
}

/**
 * Sends messages in one piece, as a real server's answers come; grpc-js would send each by itself, and most of the server's time would go into that. Not to be mixed
 * with the call's own `write`. @param sent called when they are on their way
 */
export function sendTogether(call: ServerWritableStream<unknown, Buffer>, messages: readonly Buffer[], sent: () => void): void {
  if (call.cancelled || streamOf(call).destroyed) return;
  call.sendMetadata(new Metadata());
  const piece = Buffer.allocUnsafe(messages.reduce((sum, { length }) => sum + PREFIX + length, 0));
  let at = 0;
  for (const message of messages) {
    at = piece.writeUInt8(0, at);
    at = piece.writeUInt32BE(message.length, at);
    at += message.copy(piece, at);
  }
  streamOf(call).write(piece, sent);
}

function streamOf(call: object): ServerHttp2Stream {
  return (call as CallBelow).call.stream;
}
