import { leaf, type LeafInput, sha256, saltedDataHash } from '#libs/kernel';

// Printable ASCII without quote and backslash: what JSON writes as it is.
const TEXT = '[\\x20\\x21\\x23-\\x5b\\x5d-\\x7e]*';
/**
 * Metadata in the one form in which this ledger writes them (EventMetadata), canonical for certain: members in order, no space, no escape. The salt with its comma is what
 * stands between the two groups.
 */
const METADATA = new RegExp(
  `^(\\{"actor":\\{"account":"${TEXT}"(?:,"department":"${TEXT}")?,"role":"${TEXT}"\\},"causationId":"${TEXT}","commandId":"${TEXT}","correlationId":"${TEXT}",` +
    `"inputHash":"${TEXT}","recordedAt":"${TEXT}",)"salt":"([0-9a-f]{64})",("schemaVersion":[1-9][0-9]{0,8}\\})$`,
);
const PLAIN = new RegExp(`^${TEXT}$`);

/** The leaf of an event, equal to `leaf` of the kernel: where the metadata stand in the usual form, without parsing them and making them canonical once more. */
export function quickLeaf(event: LeafInput): string {
  const { stream, revision, id, type, data, metadata } = event;
  const [, before, salt, behind] = METADATA.exec(metadata) ?? [];
  if (before === undefined || salt === undefined || behind === undefined) return leaf(event);
  if (!PLAIN.test(stream) || !PLAIN.test(id) || !PLAIN.test(type) || !Number.isSafeInteger(revision)) return leaf(event);
  const dataHash = saltedDataHash(salt, data);
  const metadataHash = sha256(before + behind);
  return `{"dataHash":"${dataHash}","id":"${id}","metadataHash":"${metadataHash}","revision":${revision},"stream":"${stream}","type":"${type}"}`;
}
