import { createHmac, hash } from 'node:crypto';

/** SHA-256 as 64 lower-case hex digits. Text is hashed as UTF-8. */
export function sha256(data: string | Uint8Array): string {
  return hash('sha256', data, 'hex');
}

/** HMAC-SHA-256 (RFC 2104) as hex; the key is given as hex. */
export function hmacSha256(keyHex: string, data: string): string {
  return createHmac('sha256', Buffer.from(keyHex, 'hex')).update(data).digest('hex');
}
