const TIME_BYTES = 8;
const ED25519_BYTES = 64;
/** Times are POSIX seconds below this (C2SP tlog-cosignature). */
export const TIME_LIMIT = 1n << 63n;

/** What a cosigner signs: that it saw this checkpoint at this time (C2SP tlog-cosignature, Ed25519). `text` is the checkpoint's note text, `time` POSIX seconds. */
export function cosignedMessage(text: string, time: bigint): Uint8Array {
  return Buffer.from(`cosignature/v1\ntime ${time}\n${text}`);
}

/** The time and the signature of a `timestamped_signature`; nothing for bytes that are none. */
export function splitTimestamped(bytes: Uint8Array): { readonly time: bigint; readonly signature: Uint8Array } | undefined {
  if (bytes.byteLength !== TIME_BYTES + ED25519_BYTES) return undefined;
  const time = Buffer.from(bytes.buffer, bytes.byteOffset, TIME_BYTES).readBigUInt64BE();
  return time < TIME_LIMIT ? { time, signature: bytes.subarray(TIME_BYTES) } : undefined;
}

/** The bytes of a `timestamped_signature`. */
export function joinTimestamped(time: bigint, signature: Uint8Array): Uint8Array {
  const seconds = Buffer.alloc(TIME_BYTES);
  seconds.writeBigUInt64BE(time);
  return Buffer.concat([seconds, signature]);
}
