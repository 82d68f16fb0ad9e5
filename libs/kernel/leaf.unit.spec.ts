import { createHash, createHmac } from 'node:crypto';
import { canonicalJson } from './canonical-json.js';
import { eventSalt, leaf, metadataHash, saltedDataHash } from './leaf.js';

// Golden vectors: made once from these inputs; a change here is a change of the ledger's format.
const saltKey = '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f';
const id = '5f0f5a34-7a0a-5b6e-9d6d-0c8f5b3f2a11';
const data = canonicalJson({ metric: 'taxPaid', lines: [{ id: '91350100M000100Y43', amount: '12.5' }] });
const metadata = {
  commandId: '0b4f8b0e-0c0e-5e62-8d0e-7e9b4c8d1a01',
  recordedAt: '2024-06-20T01:02:03.004Z',
  actor: { account: 'acc-17', role: 'department', department: 'tax' },
  salt: eventSalt(saltKey, id),
};
const event = { stream: 'dossier-LA001_2023', revision: 7, id, type: 'FactSubmitted', data, metadata: canonicalJson(metadata) };

describe('the leaf of an event', () => {
  it('is HMAC, SHA-256 and canonical JSON as written down, computed here by hand', () => {
    const salt = createHmac('sha256', Buffer.from(saltKey, 'hex')).update(id).digest();
    const dataHash = createHash('sha256').update(salt).update(data, 'utf8').digest('hex');
    const { salt: _salt, ...open } = metadata;
    const metaHash = createHash('sha256').update(canonicalJson(open)).digest('hex');
    expect(leaf(event)).toBe(
      `{"dataHash":"${dataHash}","id":"${id}","metadataHash":"${metaHash}","revision":7,"stream":"dossier-LA001_2023","type":"FactSubmitted"}`,
    );
  });

  it('holds the golden vector', () => {
    expect(createHash('sha256').update(leaf(event)).digest('hex')).toBe('70ccccafe785f6b5cb8519c11f84535a099acd4a6f202f985cc1e6a019895400');
  });

  it('does not change with the salt’s place: the metadata hash leaves it out, the data hash needs it', () => {
    expect(metadataHash(metadata)).toBe(metadataHash({ ...metadata, salt: 'x' }));
    expect(saltedDataHash(metadata.salt, data)).not.toBe(saltedDataHash(eventSalt(saltKey, 'other'), data));
  });

  it.each([
    ['stream', { stream: 'dossier-LA002_2023' }],
    ['revision', { revision: 8 }],
    ['id', { id: '5f0f5a34-7a0a-5b6e-9d6d-0c8f5b3f2a12' }],
    ['type', { type: 'FactCorrected' }],
    ['data', { data: data.replace('12.5', '12.6') }],
    ['metadata', { metadata: canonicalJson({ ...metadata, recordedAt: '2024-06-20T01:02:03.005Z' }) }],
  ])('changes with the %s', (_what, change) => {
    expect(leaf({ ...event, ...change })).not.toBe(leaf(event));
  });

  it('refuses an event without a salt', () => {
    const { salt: _salt, ...open } = metadata;
    expect(() => leaf({ ...event, metadata: canonicalJson(open) })).toThrow('no salt');
  });
});
