import { constants, type ServerHttp2Stream } from 'node:http2';

/** What grpc-js keeps under a call. It has no public way to break a stream off without a status, nor to answer a unary call twice. */
interface CallBelow {
  readonly call: {
    readonly stream: ServerHttp2Stream;
    sendMessage(message: unknown, sent: () => void): void;
  };
}

/** Breaks a call off as a proxy or a dying server does: RST_STREAM, no status. */
export function resetStream(call: object): void {
  (call as CallBelow).call.stream.close(constants.NGHTTP2_INTERNAL_ERROR);
}

/** Sends a message that the call's answer will repeat. */
export function sendExtraMessage(call: object, message: unknown): void {
  (call as CallBelow).call.sendMessage(message, () => undefined);
}
