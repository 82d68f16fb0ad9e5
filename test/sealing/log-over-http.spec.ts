import type { DomainError } from '#libs/kernel';
import { leaf, sha256 } from '#libs/kernel';
import {
  leafHash,
  type NoteVerifier,
  openCheckpoint,
  parseEntries,
  parseProofFile,
  parseVerifierKey,
  rootOf,
  TileClient,
  type TreeHead,
  verifyConsistency,
  verifyInclusion,
  verifyProofFile,
} from '#libs/transparency';
import { people } from '../support/client.js';
import { cityEvents, LiveLog } from './live-log.js';

const SIZE = BigInt(cityEvents.length);
const leaves = cityEvents.map((event) => Buffer.from(leaf(event)));
const finalised = cityEvents.flatMap(({ type }, index) => (type === 'ResultsFinalised' ? [BigInt(index)] : []));
const immutable = /immutable/;
const fromBase64 = (line: string): Buffer => Buffer.from(line, 'base64');

describe('The log of a running node', () => {
  let log: LiveLog;
  let key: NoteVerifier;
  let head: TreeHead;
  beforeAll(async () => {
    log = await LiveLog.open();
    await log.sealed();
    const [line = ''] = await log.lines('verifier-keys');
    key = parseVerifierKey(line);
    head = await headAt();
  }, 60_000);
  afterAll(() => log.running.dispose());

  async function headAt(size?: bigint): Promise<TreeHead> {
    const answer = await log.get(size === undefined ? 'checkpoint' : `checkpoints/${size}`);
    expect(answer).toMatchObject({ status: 200, type: 'text/plain; charset=utf-8' });
    return openCheckpoint(answer.bytes, [key]).checkpoint;
  }

  it('is signed whole, and after each finalisation, which is then the last entry of a checkpoint', async () => {
    expect(head).toMatchObject({ size: SIZE, root: rootOf(leaves.map(leafHash)) });
    const sizes = (await log.lines('checkpoints')).map(BigInt);
    expect(sizes).toEqual([...finalised.map((index) => index + 1n), SIZE]);
    for (const size of sizes) expect((await headAt(size)).root).toEqual(rootOf(leaves.slice(0, Number(size)).map(leafHash)));
  });

  it('proves each event by its id or its index, under the newest checkpoint or an earlier one', async () => {
    const policy = { logs: [{ verifier: key }], witnesses: [], quorum: 'none' } as never;
    for (const index of [0, 255, 256, Number(finalised[0]), cityEvents.length - 1]) {
      const answer = await log.get(`events/${cityEvents[index]?.id}.tlog-proof`);
      expect(answer).toMatchObject({ status: 200, type: 'text/plain; charset=utf-8' });
      const file = parseProofFile(answer.bytes);
      expect(file.index).toBe(BigInt(index));
      verifyProofFile(file, leafHash(leaves[index]!), policy);
      expect((await log.get(`proofs/${index}.tlog-proof`)).text).toBe(answer.text);
    }
    const early = finalised[0]! + 1n;
    const file = parseProofFile((await log.get(`proofs/3.tlog-proof?size=${early}`)).bytes);
    verifyInclusion({ leafHash: leafHash(leaves[3]!), index: 3n, ...(await headAt(early)), proof: file.proof });
  });

  it('proves that an earlier size is the beginning of a later one', async () => {
    for (const [from, to] of [
      [finalised[0]! + 1n, finalised[1]! + 1n],
      [finalised[2]! + 1n, SIZE],
      [SIZE, SIZE],
    ] as const) {
      const proof = (await log.lines(`consistency/${from}/${to}`)).map(fromBase64);
      verifyConsistency({ from: await headAt(from), to: await headAt(to), proof });
    }
  });

  it('gives tiles from which anybody makes the proofs himself, and the entries', async () => {
    const client = new TileClient(async (path) => {
      const { status, bytes, type } = await log.get(path);
      if (status === 200) expect(type).toBe('application/octet-stream');
      return status === 200 ? bytes : undefined;
    }, head);
    const { leafHash: found } = await client.inclusion(300n);
    expect(found).toEqual(leafHash(leaves[300]!));
    expect((await client.consistency(finalised[0]! + 1n)).root).toEqual((await headAt(finalised[0]! + 1n)).root);
    const full = await log.get('tile/entries/000');
    expect(full.cache).toMatch(immutable);
    expect(parseEntries(full.bytes, 256).map((one) => Buffer.from(one).toString())).toEqual(leaves.slice(0, 256).map(String));
    const width = Number(SIZE % 256n);
    const partial = await log.get(`tile/entries/003.p/${width}`);
    expect(partial.cache).not.toMatch(immutable);
    expect(parseEntries(partial.bytes, width)).toHaveLength(width);
    expect((await log.get('tile/0/000')).cache).toMatch(immutable);
  });

  it.each([
    ['events/11111111-1111-5111-8111-111111111111.tlog-proof', 404, 'sealing.unknownEvent'],
    ['proofs/820.tlog-proof', 404, 'sealing.unknownIndex'],
    ['proofs/0820.tlog-proof', 400, 'sealing.badSize'],
    ['proofs/700.tlog-proof?size=549', 404, 'sealing.afterCheckpoint'],
    ['proofs/700.tlog-proof?size=701', 404, 'sealing.noSuchCheckpoint'],
    ['checkpoints/7', 404, 'sealing.noSuchCheckpoint'],
    ['checkpoints/820?epoch=2', 404, 'sealing.noSuchCheckpoint'],
    ['checkpoints/x', 400, 'sealing.badSize'],
    ['consistency/1/821', 400, 'transparency.sizeOutside'],
    ['consistency/9/8', 400, 'transparency.sizeOutside'],
    ['tile/0/003', 404, 'transparency.tileOutside'],
    ['tile/0/3', 404, 'transparency.badTilePath'],
    ['tile/entries/000.p/256', 404, 'transparency.badTilePath'],
  ])('refuses %s with %i %s', async (route, status, code) => {
    const answer = await log.get(route);
    expect(answer).toMatchObject({ status, type: expect.stringMatching(/^application\/problem\+json/) });
    expect((JSON.parse(answer.text) as DomainError).code).toBe(code);
  });

  it('shows in health and metrics how far it is', async () => {
    const { url } = log.running.server;
    const { data } = (await (await fetch(`${url}/health`)).json()) as { data: { ok: boolean; log: object } };
    const size = String(SIZE);
    expect(data.log).toEqual({ treeSize: size, atHead: true, origin: key.name, signedSize: size, witnesses: [], contradicted: false });
    const metrics = await (await fetch(`${url}/metrics`)).text();
    expect(metrics).toMatch(new RegExp(`^parkledger_log_signed_size ${SIZE}$`, 'm'));
    expect(metrics).toMatch(/^parkledger_log_refused 0$/m);
  });

  it('is outside of the log: signing adds nothing to it, and the ledger shows the events that it had', async () => {
    const { data } = await log.running.api.get<{ events: number }>('/ledger', people.auditor);
    expect(data.events).toBe(cityEvents.length);
  });

  it('names results and sheets by hashes, under which their bytes can be had', async () => {
    const [edition] = cityEvents
      .filter(({ type }) => type === 'ResultsFinalised')
      .map(({ data }) => JSON.parse(data) as { resultHash: string });
    const hash = edition?.resultHash ?? '';
    const headers = { 'x-account': 'a', 'x-role': 'auditor' };
    const result = await log.running.api.raw('GET', `/results/${hash}`, headers);
    expect([result.status, sha256(result.text)]).toEqual([200, hash]);
    const { sheets } = JSON.parse(result.text) as { sheets: { hash: string }[] };
    const sheet = await log.running.api.raw('GET', `/sheets/${sheets[0]?.hash}`, headers);
    expect([sheet.status, sha256(sheet.text)]).toEqual([200, sheets[0]?.hash]);
    const county = await log.running.api.raw('GET', `/sheets/${sheets[0]?.hash}`, { ...headers, 'x-role': 'county' });
    expect(county.status).toBe(403);
    expect((await log.running.api.raw('GET', `/results/${'0'.repeat(64)}`, headers)).status).toBe(404);
  });
});
