import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sha256 } from '#libs/kernel';
import {
  cosignedAt,
  formatAddCheckpoint,
  formatCheckpoint,
  formatNote,
  formatVerifierKey,
  parseVerifierKey,
  signatureOf,
  signNote,
  verifyNote,
  withCosignatures,
} from '#libs/transparency';
import { leafData, signerOf, treeOf } from '#libs/transparency/testing';
import type { Limits } from './http-server.js';
import { openWitness, type RunningWitness } from './open-witness.js';
import { startFailure } from './start-failure.js';

const origin = 'park.example/luan';
const log = signerOf(origin);
const next = signerOf(origin, 'the key after');
const tree = treeOf(leafData(40));
const fork = treeOf(leafData(40).with(3, Buffer.from('another story')));
const TIME = 1_700_000_000n;

const textOf = (size: number, of = tree): string =>
  formatCheckpoint({ origin, size: BigInt(size), root: of.root(BigInt(size)), extensions: [] });
const noteOf = (size: number, of = tree, signer = log): string => signNote(textOf(size, of), [signer]);
const request = (old: number, size: number, of = tree): string =>
  formatAddCheckpoint({
    old: BigInt(old),
    proof: of.consistencyProof(BigInt(Math.min(old, size)), BigInt(size)),
    checkpoint: noteOf(size, of),
  });

describe('A witness over HTTP', () => {
  let folder: string;
  let witness: RunningWitness;
  let said: string[];
  let now: () => bigint;
  const settings = (name?: string) => ({
    ...(name === undefined ? {} : { name }),
    dataDir: folder,
    keyFile: path.join(folder, 'witness-key.pem'),
    logsFile: path.join(folder, 'logs.txt'),
    logsNamed: false,
    port: 0,
    host: '127.0.0.1',
  });
  const open = (limits?: Limits): Promise<RunningWitness> => {
    const report = { tell: (line: string) => said.push(line), warn: (line: string) => said.push(`! ${line}`) };
    return openWitness(settings('witness.example/audit'), { report, now: () => now(), ...(limits === undefined ? {} : { limits }) });
  };
  const post = async (body: string): Promise<{ status: number; type: string | null; body: string }> => {
    const answer = await fetch(`${witness.url}/add-checkpoint`, { method: 'POST', body });
    return { status: answer.status, type: answer.headers.get('content-type'), body: await answer.text() };
  };
  const get = async (address: string, method = 'GET'): Promise<{ status: number; body: string }> => {
    const answer = await fetch(`${witness.url}${address}`, { method });
    return { status: answer.status, body: await answer.text() };
  };
  const held = (): string => readFileSync(path.join(folder, 'held', `${sha256(origin)}.checkpoint`), 'utf8');
  const key = () => parseVerifierKey(witness.identity.verifierKey);

  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'parkledger-witness-'));
    writeFileSync(
      path.join(folder, 'logs.txt'),
      `log ${formatVerifierKey(log.verifier)}\nlog ${formatVerifierKey(next.verifier)}\nquorum none\n`,
    );
    said = [];
    now = () => TIME;
    witness = await open();
  });
  afterEach(async () => {
    await witness.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('cosigns what continues the checkpoint that it cosigned last, and says when it saw it', async () => {
    expect((await post(request(0, 7))).status).toBe(200);
    const { status, body } = await post(request(7, 40));
    expect(status).toBe(200);
    const { verified } = verifyNote(withCosignatures(noteOf(40), body, [key()]), [log.verifier, key()]);
    expect(verified.map(({ verifier }) => verifier.name)).toEqual([origin, 'witness.example/audit']);
    expect(cosignedAt(verified[1]!)).toBe(TIME);
    expect(said).toEqual([expect.stringMatching(/由 0 条到 7 条/), expect.stringMatching(/由 7 条到 40 条/)]);
  });

  it('cosigns the same checkpoint again, and one of the log’s next key', async () => {
    expect((await post(request(0, 7))).status).toBe(200);
    expect((await post(request(7, 7))).status).toBe(200);
    const proof = tree.consistencyProof(7n, 9n);
    expect((await post(formatAddCheckpoint({ old: 7n, proof, checkpoint: noteOf(9, tree, next) }))).status).toBe(200);
  });

  const stranger = signerOf('stranger.example');
  const bent = formatNote({ text: textOf(40), signatures: [{ ...signatureOf(textOf(40), log), signature: Buffer.alloc(64) }] });
  const unknown = signNote(`stranger.example\n${textOf(40).split('\n').slice(1).join('\n')}`, [stranger]);
  const proof = tree.consistencyProof(7n);
  it.each<[number, string, string, string]>([
    [404, 'a log that it does not know', 'transparency.logUnknown', formatAddCheckpoint({ old: 7n, proof, checkpoint: unknown })],
    [
      403,
      'nobody’s signature',
      'transparency.noteUnsigned',
      formatAddCheckpoint({ old: 7n, proof, checkpoint: noteOf(40, tree, stranger) }),
    ],
    [403, 'a wrong signature', 'transparency.signatureWrong', formatAddCheckpoint({ old: 7n, proof, checkpoint: bent })],
    [400, 'no request', 'transparency.requestMalformed', 'old seven\n\n'],
    [400, 'an old size beyond the new', 'transparency.oldSizeTooLarge', request(7, 5)],
    [422, 'no proof', 'transparency.proofLength', formatAddCheckpoint({ old: 7n, proof: [], checkpoint: noteOf(40) })],
    [422, 'another history', 'transparency.consistencyWrong', request(7, 40, fork)],
    [422, 'another root at the same size', 'transparency.consistencyWrong', request(7, 7, fork)],
  ])('answers %i to %s, and holds what it held', async (status, _what, code, body) => {
    await post(request(0, 7));
    const before = held();
    expect(await post(body)).toEqual({ status, type: 'text/plain; charset=utf-8', body: expect.stringContaining(`（${code}）`) });
    expect(held()).toBe(before);
    expect((await post(request(7, 40))).status).toBe(200);
  });

  it('answers 409 with the size that it holds', async () => {
    expect(await post(request(3, 7))).toEqual({ status: 409, type: 'text/x.tlog.size', body: '0\n' });
    await post(request(0, 7));
    expect(await post(request(0, 40))).toEqual({ status: 409, type: 'text/x.tlog.size', body: '7\n' });
    expect(await post(request(0, 5))).toEqual({ status: 409, type: 'text/x.tlog.size', body: '7\n' });
  });

  it('answers two requests in the same moment one after the other: it never goes back', async () => {
    await post(request(0, 7));
    const sizes = [40, 9, 12, 39, 8, 25, 30, 11];
    const answers = await Promise.all(sizes.map((size) => post(request(7, size))));
    const won = sizes.filter((_size, at) => answers[at]?.status === 200);
    expect(won).toHaveLength(1);
    expect(answers.filter(({ status, body }) => status === 409 && body === `${won[0]}\n`)).toHaveLength(sizes.length - 1);
    expect(held()).toContain(`\n${won[0]}\n`);
  });

  it('keeps a request that shows two histories, once, and says so', async () => {
    await post(request(0, 7));
    const split = request(7, 7, fork);
    for (const body of [split, split, request(7, 40, fork), request(0, 7, fork), request(6, 40)]) await post(body);
    const kept = readdirSync(path.join(folder, 'refused'));
    expect(kept.map((name) => readFileSync(path.join(folder, 'refused', name), 'utf8')).sort()).toEqual(
      [split, request(7, 40, fork)].sort(),
    );
    expect(said.filter((line) => line.startsWith('! '))).toEqual([
      expect.stringMatching(/同样的 7 条记录签了两个不同的根哈希/),
      expect.stringMatching(/没能证明 40 条记录是所持 7 条的延续/),
    ]);
  });

  it('shows the last checkpoint that it cosigned, with both signatures, its key, its logs and its health', async () => {
    const place = `/${sha256(origin)}/checkpoint`;
    expect(await get(place)).toEqual({ status: 404, body: expect.stringContaining('witness.noCheckpoint') });
    expect((await get('/logs')).body).toBe(`${sha256(origin)} - ${origin}\n`);
    await post(request(0, 7));
    const shown = await get(place);
    expect(shown).toEqual({ status: 200, body: held() });
    expect(verifyNote(shown.body, [log.verifier, key()])).toMatchObject({ text: textOf(7), verified: [{}, {}], unknown: [] });
    expect((await get('/verifier-key')).body).toBe(`${witness.identity.verifierKey}\n`);
    expect((await get('/logs')).body).toBe(`${sha256(origin)} 7 ${origin}\n`);
    expect(await get('/health?x')).toEqual({ status: 200, body: 'ok\n' });
    expect(await get('/health', 'HEAD')).toEqual({ status: 200, body: '' });
  });

  it('leaves signatures of strangers off what it keeps and shows', async () => {
    const crowded = signNote(textOf(7), [stranger, log]);
    expect((await post(formatAddCheckpoint({ old: 0n, proof: [], checkpoint: crowded }))).status).toBe(200);
    expect(verifyNote(held(), [log.verifier, key()]).unknown).toEqual([]);
  });

  it('after a restart goes on from what it held', async () => {
    await post(request(0, 7));
    await witness.close();
    witness = await open();
    expect(await post(request(0, 40))).toMatchObject({ status: 409, body: '7\n' });
    expect((await post(request(7, 40, fork))).status).toBe(422);
    expect((await post(request(7, 40))).status).toBe(200);
  });

  it('ended between storing and answering has signed nothing that it forgets', async () => {
    await post(request(0, 7));
    now = () => {
      throw new Error('ended here');
    };
    expect(await post(request(7, 20))).toMatchObject({ status: 503, body: expect.stringContaining('witness.notStored') });
    await witness.close();
    now = () => TIME;
    witness = await open();
    expect(await get(`/${sha256(origin)}/checkpoint`)).toMatchObject({ status: 404 });
    expect(await post(request(7, 40, fork))).toMatchObject({ status: 409, body: '20\n' });
    expect((await post(request(20, 20))).status).toBe(200);
  });

  it('that can’t write cosigns nothing and says so, until it can', async () => {
    rmSync(path.join(folder, 'held'), { recursive: true });
    expect(await post(request(0, 7))).toMatchObject({ status: 503 });
    expect((await get('/health')).status).not.toBe(200);
    expect(said).toContainEqual(expect.stringMatching(/^! 联署记录没有写成/));
    mkdirSync(path.join(folder, 'held'));
    expect((await post(request(0, 7))).status).toBe(200);
    expect((await get('/health')).status).toBe(200);
  });

  it('refuses to go on from a record that somebody has changed', async () => {
    await post(request(0, 7));
    await witness.close();
    const file = path.join(folder, 'held', `${sha256(origin)}.checkpoint`);
    const right = readFileSync(file, 'utf8');
    for (const changed of [right.replace('\n7\n', '\n5\n'), noteOf(7, tree, stranger), right.slice(0, -9), '']) {
      writeFileSync(file, changed);
      await expect(open()).rejects.toMatchObject({ code: 'witness.stateDamaged' });
    }
    writeFileSync(file, right);
    witness = await open();
  });

  it('takes no other method, no other address, and no more than a request needs', async () => {
    expect(await get('/add-checkpoint')).toMatchObject({ status: 405, body: expect.stringContaining('POST') });
    expect(await get('/verifier-key', 'DELETE')).toMatchObject({ status: 405 });
    expect(await get('/')).toMatchObject({ status: 404, body: expect.stringContaining('witness.noRoute') });
    expect(await post('x'.repeat(512 * 1024 + 1))).toMatchObject({ status: 413 });
    const parts = new ReadableStream({ pull: (to) => to.enqueue(new Uint8Array(64 * 1024)) });
    const endless = fetch(`${witness.url}/add-checkpoint`, { method: 'POST', body: parts, duplex: 'half' } as RequestInit);
    expect(
      await endless.then(
        ({ status }) => status,
        () => 413,
      ),
    ).toBe(413);
    expect((await post(request(0, 7))).status).toBe(200);
  });

  it('does not wait for who is slow, and serves the others meanwhile', async () => {
    await witness.close();
    witness = await open({ requestMs: 200, bodyBytes: 512 * 1024, stopMs: 100 });
    const slow = connect(Number(new URL(witness.url).port), '127.0.0.1');
    slow.write('POST /add-checkpoint HTTP/1.1\r\nHost: w\r\nContent-Length: 100\r\n\r\nold 0\n');
    const answer = once(slow, 'data') as Promise<[Buffer]>;
    expect((await post(request(0, 7))).status).toBe(200);
    expect(String((await answer)[0])).toMatch(/^HTTP\/1\.1 408 /);
  });

  const silent = { report: { tell: () => undefined, warn: () => undefined }, now: () => TIME };
  const failure = (changed: object): Promise<string | undefined> =>
    openWitness({ ...settings('witness.example/audit'), ...changed }, silent).then(
      () => 'started',
      (error: unknown) => startFailure(error, folder),
    );

  it('has its folder for itself, and one name for good', async () => {
    expect(await failure({})).toMatch(/^数据目录 .* 正被另一个见证进程使用（witness\.folderTaken）。/);
    await witness.close();
    expect(await failure({ name: 'another.example' })).toContain('（witness.nameDiffers）');
    const { verifierKey } = witness.identity;
    witness = await openWitness(settings(), silent);
    expect(witness.identity.verifierKey).toBe(verifierKey);
  });

  it('says in one line why it can’t start, and what to do', async () => {
    const other = { dataDir: path.join(folder, 'other'), keyFile: path.join(folder, 'other', 'key.pem') };
    const wrong = path.join(folder, 'wrong.txt');
    writeFileSync(wrong, 'log nonsense\nquorum none\n');
    const lines = [
      await failure({ ...other, name: undefined }),
      await failure({ ...other, name: 'no name' }),
      await failure({ ...other, logsFile: path.join(folder, 'nowhere.txt'), logsNamed: true }),
      await failure({ ...other, logsFile: wrong }),
      await failure({ ...other, port: Number(new URL(witness.url).port) }),
      await failure({ ...other, dataDir: wrong }),
    ];
    const codes = [
      'witness.nameNeeded',
      'transparency.badVerifierKey',
      'witness.logsMissing',
      'transparency.policyLine',
      'witness.portTaken',
    ];
    expect(lines).toEqual([...codes, 'witness.unwritable'].map((code) => expect.stringContaining(`（${code}）。`)));
    expect(startFailure(new TypeError('x'), folder)).toBeUndefined();
  });

  it('without its key, or without its memory, vouches for nothing', async () => {
    await post(request(0, 7));
    await witness.close();
    const { keyFile } = settings();
    const pem = readFileSync(keyFile, 'utf8');
    rmSync(keyFile);
    await expect(open()).rejects.toMatchObject({ code: 'witness.keyMissing' });
    writeFileSync(keyFile, pem, { mode: 0o640 });
    await expect(open()).rejects.toMatchObject({ code: 'keys.mode' });
    rmSync(keyFile);
    writeFileSync(keyFile, pem, { mode: 0o600 });
    rmSync(path.join(folder, 'held'), { recursive: true });
    await expect(open()).rejects.toMatchObject({ code: 'witness.stateMissing' });
  });
});
