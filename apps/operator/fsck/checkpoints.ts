import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { EventStore } from '#libs/event-store';
import { DomainError, sha256 } from '#libs/kernel';
import { CHECKPOINT_STREAM, SIGNED_FOLDER, signedHead } from '#libs/sealing';
import { type Difference, differenceOf, type GivenCheckpoint, type Head, readHeads } from '#libs/verification';
import type { KnownKeys } from './keys.js';
import { type Part, part, unchecked } from './report.js';

/** The heads that are signed: those in the stream, and the largest of each epoch outside the database. */
export interface SignedHeads {
  readonly part: Part;
  readonly heads: readonly Head[];
}

export async function checkCheckpoints(store: EventStore, dataDir: string, { verifiers }: KnownKeys): Promise<SignedHeads> {
  const { recorded, malformed } = await inStream(store);
  const files = largestSigned(path.join(dataDir, SIGNED_FOLDER));
  const { heads, differences } = readHeads([...recorded, ...files.given], verifiers ? { trusted: verifiers } : {});
  const notes = [
    ...(files.given.length > 0 ? [] : [`没有「最大已签检查点」的文件（${SIGNED_FOLDER}/），数据库被退回时少一道凭据`]),
    ...(verifiers ? [] : ['没有日志密钥或公钥，检查点的签名未验证，只按其内容比对']),
  ];
  const all = [...malformed, ...files.differences, ...differences];
  const count = recorded.length + files.given.length;
  if (count === 0 && all.length === 0) return { part: unchecked('checkpoints', '日志还没有签过检查点', notes), heads };
  const signed = verifiers ? '签名与一致性' : '一致性';
  return { part: part('checkpoints', `检查点流 ${recorded.length} 个、目录里 ${files.given.length} 个：${signed}`, all, notes), heads };
}

async function inStream(store: EventStore): Promise<{ readonly recorded: GivenCheckpoint[]; readonly malformed: Difference[] }> {
  const recorded: GivenCheckpoint[] = [];
  const malformed: Difference[] = [];
  for await (const page of store.readStream(CHECKPOINT_STREAM)) {
    for (const { id, type, revision, data } of page) {
      const place = { stream: CHECKPOINT_STREAM, revision, eventId: id, type };
      try {
        const { note } = JSON.parse(data) as { note: string };
        signedHead(note);
        recorded.push({ note, where: `${CHECKPOINT_STREAM} ${revision}`, place, ordered: true });
      } catch (error) {
        if (!(error instanceof DomainError || error instanceof SyntaxError || error instanceof TypeError)) throw error;
        malformed.push(differenceOf('verification.headMalformed', place, { found: String(revision) }, { reason: error.message }));
      }
    }
  }
  return { recorded, malformed };
}

/** Each file is named by the hash of the origin that it is about: one under another's name would be found by nobody. */
function largestSigned(folder: string): { readonly given: GivenCheckpoint[]; readonly differences: Difference[] } {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.checkpoint')) : [];
  const differences: Difference[] = [];
  const given = names.sort().map((name): GivenCheckpoint => {
    const file = `${SIGNED_FOLDER}/${name}`;
    const note = readFileSync(path.join(folder, name));
    const wanted = nameFor(note);
    if (wanted !== undefined && wanted !== name)
      differences.push(differenceOf('verification.signedFile', { file }, { expected: wanted, found: name }));
    return { note, where: file, place: { file } };
  });
  return { given, differences };
}

/** undefined: what is no checkpoint is told when it is opened. */
function nameFor(note: Uint8Array): string | undefined {
  try {
    return `${sha256(signedHead(Buffer.from(note).toString('utf8')).checkpoint.origin)}.checkpoint`;
  } catch (error) {
    if (error instanceof DomainError) return undefined;
    throw error;
  }
}
