import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { LedgerKeys } from '#libs/event-sourcing';
import { EvidenceFolder } from '#libs/evidence';
import { DomainError } from '#libs/kernel';
import type { EvidenceFinding, Report } from '#libs/verification';
import { type Part, part, unchecked } from './report.js';

const HASH = /^[0-9a-f]{64}$/;
const MOST_NAMED = 5;
const CODES = ['verification.evidenceMissing', 'verification.erasureUntold', 'verification.evidenceChanged', 'verification.evidencePlace'];

/** Files of evidence as the verification asks for them; undefined where there is no folder. */
export function evidencePort(folder: string, keys?: LedgerKeys['files']): ((hash: string) => Promise<EvidenceFinding>) | undefined {
  if (!existsSync(folder)) return undefined;
  const store = EvidenceFolder.reading(folder, keys ? { keys } : {});
  return async (hash) => {
    try {
      const deliveries = await store.deliveries(hash);
      return { state: 'there', content: await store.open(hash), names: deliveries.map(({ name }) => name) };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      if (error.code === 'evidence.unknown') return { state: 'missing' };
      if (error.code === 'evidence.corrupted') return { state: 'changed' };
      if (error.code === 'evidence.erased') return { state: 'erased' };
      // Without its key a file can't be looked at.
      if (error.code === 'evidence.keyMissing') return keys ? { state: 'missing' } : { state: 'withheld' };
      throw error;
    }
  };
}

/** What the verification found of the folder, and what lies in it without being referred to. */
export function evidencePart(folder: string, { differences, counts, withheld, evidenceHashes }: Report): Part {
  if (!existsSync(folder)) {
    const { size } = evidenceHashes;
    return unchecked('evidence', size === 0 ? '没有事件引用文件' : `证据目录 ${folder} 不在，事件引用的 ${size} 个文件未查`);
  }
  const own = differences.filter(({ code }) => CODES.includes(code));
  const orphans = storedHashes(folder).filter((hash) => !evidenceHashes.has(hash));
  const closed = withheld.evidenceFiles === 0 ? [] : [`${withheld.evidenceFiles} 个文件已依法删除，或没有密钥打不开，未查`];
  const notes =
    orphans.length === 0 ? closed : [...closed, `目录里有 ${orphans.length} 个文件没有事件引用（上传后未用）：${named(orphans)}`];
  return part('evidence', `${counts.evidenceFiles} 个文件的内容、${counts.evidenceRows} 处引用的行`, own, notes);
}

function storedHashes(folder: string): string[] {
  const inside = (at: string): string[] =>
    readdirSync(at, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
  return inside(folder)
    .flatMap((prefix) => inside(path.join(folder, prefix)))
    .filter((name) => HASH.test(name))
    .sort();
}

function named(hashes: readonly string[]): string {
  const shown = hashes.slice(0, MOST_NAMED).map((hash) => hash.slice(0, 12));
  return `${shown.join('、')}${hashes.length > MOST_NAMED ? ' …' : ''}`;
}
