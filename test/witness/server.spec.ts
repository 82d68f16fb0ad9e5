import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { checkPolicy, parsePolicy, parseProofFile } from '#libs/transparency';
import { type Server, startServer } from '../../apps/api/server.js';
import { openWitness, type RunningWitness } from '../../apps/witness/open-witness.js';
import { eventually } from '../support/eventually.js';

/** A real ledger's server with its list of witnesses, and the witness of another office that is told of the log later. */
describe('A server with a witness', () => {
  let folder: string;
  let server: Server;
  let witness: RunningWitness;
  const at = (name: string): string => path.join(folder, name);
  const openOffice = (port: number): Promise<RunningWitness> =>
    openWitness(
      { name: 'w.example', dataDir: folder, keyFile: at('key.pem'), logsFile: at('logs.txt'), logsNamed: false, port, host: '127.0.0.1' },
      { report: { tell: () => undefined, warn: () => undefined }, now: () => 1_700_000_000n },
    );
  const get = async (address: string): Promise<string> => (await fetch(`${server.url}${address}`)).text();
  const log = async (): Promise<{ ok: boolean; log: { witnesses: { cosignedSize: string; error?: { code: string } }[] } }> =>
    (JSON.parse(await get('/health')) as { data: Awaited<ReturnType<typeof log>> }).data;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'parkledger-witnessed-'));
    witness = await openOffice(0);
    const witnessesFile = at('witnesses.txt');
    writeFileSync(witnessesFile, `witness 审计局 ${witness.identity.verifierKey} ${witness.url}\nquorum 审计局\n`);
    const keysFile = at('server/keys/ledger-keys.json');
    server = await startServer({
      dataDir: at('server'),
      port: 0,
      ledger: { kind: 'real', jurisdiction: '六安市', keysFile },
      witnessesFile,
    });
  });
  afterAll(async () => {
    await server.close();
    await witness.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('signs whether it is witnessed or not, and shows the cosigned checkpoint, and proofs under it, once the office knows its log', async () => {
    const refused = await eventually('a refusal', async () => {
      const { ok, log: standing } = await log();
      return standing.witnesses[0]?.error && { ok, code: standing.witnesses[0].error.code };
    });
    expect(refused).toEqual({ ok: true, code: 'sealing.witnessRefuses' });
    const bare = await get('/log/checkpoint');
    const trust = `${(await get('/log/verifier-keys')).replaceAll(/^/gm, 'log ').replace(/log $/, '')}${readFileSync(at('witnesses.txt'), 'utf8')}`;
    expect(() => checkPolicy(parsePolicy(trust), bare)).toThrow(expect.objectContaining({ code: 'transparency.quorumMissing' }));

    const port = Number(new URL(witness.url).port);
    await witness.close();
    writeFileSync(at('logs.txt'), trust.replace(/^witness.*\n^quorum.*\n/m, 'quorum none\n'));
    witness = await openOffice(port);
    const cosigned = await eventually('a cosignature', async () => {
      const note = await get('/log/checkpoint');
      return note.includes('— w.example ') ? note : undefined;
    });
    const { checkpoint, witnesses } = checkPolicy(parsePolicy(trust), cosigned);
    expect(witnesses.map(({ witness: { name } }) => name)).toEqual(['审计局']);
    expect(await get(`/log/checkpoints/${checkpoint.size}`)).toBe(cosigned);
    expect(parseProofFile(await get('/log/proofs/0.tlog-proof')).checkpoint).toBe(cosigned);
    expect(await log()).toMatchObject({ ok: true, log: { contradicted: false, witnesses: [{ cosignedSize: String(checkpoint.size) }] } });
  });
});
