import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runAuditor } from '../run.js';
import type { Difference, Step } from '../report/report.js';
import type { ForgedBundle } from './forged-bundle.testing.js';

/** What verify says with --json. */
export interface VerifyAnswer {
  readonly exit: number;
  readonly steps: readonly Step[];
  readonly first?: Difference;
  readonly differences: readonly Difference[];
  readonly error?: { readonly code: string; readonly params: Readonly<Record<string, unknown>> };
}

/** Somebody at a terminal with a folder of files. */
export class Auditor {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'parkledger-audit-'));

  /** Puts a file down and answers with its path. */
  put(name: string, content: string | Uint8Array | ForgedBundle): string {
    const file = path.join(this.folder, name);
    writeFileSync(file, typeof content === 'string' || content instanceof Uint8Array ? content : content.zip());
    return file;
  }

  async run(...args: readonly string[]): Promise<{ readonly exit: number; readonly out: string; readonly err: string }> {
    let [out, err] = ['', ''];
    const exit = await runAuditor(args, { env: {}, version: '1.2.3', out: (text) => (out += text), err: (text) => (err += text) });
    return { exit, out, err };
  }

  async json<T = VerifyAnswer>(...args: readonly string[]): Promise<T> {
    const { out } = await this.run(...args, '--json');
    return JSON.parse(out) as T;
  }

  /** verify of a bundle under a trust file, with checkpoints that are held. */
  async verify(bundle: ForgedBundle | Uint8Array, policy: string, ...held: readonly string[]): Promise<VerifyAnswer> {
    const given = held.flatMap((text, n) => ['--held', this.put(`held-${n}`, text)]);
    return this.json('verify', this.put('bundle.zip', bundle), '--trust', this.put('policy.txt', policy), ...given);
  }

  leave(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** One thing that differs, as a spec asks for it. */
export const differs = (code: string, place: object = {}) => expect.objectContaining({ code, place: expect.objectContaining(place) });
