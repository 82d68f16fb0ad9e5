import { readFile, writeFile } from 'node:fs/promises';
import { type NoteVerifier, parsePolicy, type WitnessedLogs } from '#libs/transparency';
import type { Settings } from './command-line.js';
import { witnessErrors } from './errors.js';

const TEMPLATE = `# 日志名单：为哪些日志联署。写法同信任文件（C2SP tlog-policy），审计时可以直接使用；每行一把公钥，改后重启生效。
# 公钥请从账本管理员处当面或书面取得，不要只从网上下载：它决定为谁作证。账本换用密钥期间，新旧两把各写一行。
# The logs that this witness cosigns for, one key a line; get the key by a way of its own, restart after a change.
#
# log parkledger.example+0a1b2c3d+AAAA…
quorum none
`;

/**
 * Reads which logs a witness serves: the `log` lines of a trust file, several keys of one name being one log's. A list that nobody named is made, empty, where it is missing.
 * @throws `witness.logsMissing`, `transparency.policyLine` and what else parsePolicy throws
 */
export async function readKnownLogs({ logsFile, logsNamed }: Pick<Settings, 'logsFile' | 'logsNamed'>): Promise<WitnessedLogs> {
  const logs = new Map<string, NoteVerifier[]>();
  for (const { verifier } of parsePolicy(await contentOf(logsFile, logsNamed)).logs) {
    logs.set(verifier.name, [...(logs.get(verifier.name) ?? []), verifier]);
  }
  return logs;
}

async function contentOf(file: string, named: boolean): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    if (named) throw witnessErrors.error('witness.logsMissing', { path: file });
    await writeFile(file, TEMPLATE, { flag: 'wx' });
    return Buffer.from(TEMPLATE);
  }
}
