import { canonicalJson } from './canonical-json.js';
import { hmacSha256, sha256 } from './hash.js';

/** What a leaf is computed from: an event as stored. `data` and `metadata` are the canonical bytes kept at append. */
export interface LeafInput {
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly data: string;
  /** Canonical JSON of the metadata as stored, the salt among it. */
  readonly metadata: string;
}

/** The salt of an event: HMAC(ledger's salt key, event id), hex. It keeps the data of a redacted leaf from being guessed. */
export function eventSalt(saltKeyHex: string, eventId: string): string {
  return hmacSha256(saltKeyHex, eventId);
}

/** SHA-256(salt ‖ canonical data): the salt's 32 bytes, then the data's UTF-8. */
export function saltedDataHash(saltHex: string, canonicalData: string): string {
  return sha256(Buffer.concat([Buffer.from(saltHex, 'hex'), Buffer.from(canonicalData, 'utf8')]));
}

/** SHA-256 over the canonical metadata without its salt. */
export function metadataHash(metadata: Readonly<Record<string, unknown>>): string {
  const { salt: _salt, ...rest } = metadata;
  return sha256(canonicalJson(rest));
}

/**
 * The leaf of an event: canonical JSON of {dataHash, id, metadataHash, revision, stream, type}. It is what the transparency log hashes (RFC 6962 leaf
 * data) and what a run pins. Frozen: test/corpus and the golden vectors of this file hold it.
 */
export function leaf(event: LeafInput): string {
  const metadata = JSON.parse(event.metadata) as Record<string, unknown>;
  if (typeof metadata.salt !== 'string') throw new TypeError(`event ${event.id} has no salt`);
  return canonicalJson({
    stream: event.stream,
    revision: event.revision,
    id: event.id,
    type: event.type,
    dataHash: saltedDataHash(metadata.salt, event.data),
    metadataHash: metadataHash(metadata),
  });
}
