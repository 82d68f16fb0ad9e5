import path from 'node:path';
import { type BackupCommand, parseBackupCommand, USAGE } from './backup/command-line.js';
import { assertKeysApart, copyKeys } from './backup/copy-keys.js';
import { EVIDENCE } from './backup/evidence-files.js';
import { heldHead, largestOf } from './backup/held-heads.js';
import { makeBackup } from './backup/make-backup.js';
import type { Manifest } from './backup/manifest.js';
import { verifyBackup } from './backup/verify-backup.js';
import { placesOf } from './places.js';
import { EXIT, runProgram, type Terminal } from './program.js';

type Make = Extract<BackupCommand, { what: 'make' }>;
type Verify = Extract<BackupCommand, { what: 'verify' }>;

async function run(args: readonly string[], terminal: Terminal): Promise<number | undefined> {
  const command = parseBackupCommand(args);
  if (command === undefined) return undefined;
  return command.what === 'make' ? make(command, terminal) : verify(command, terminal);
}

async function make({ from, to, evidence, withKeys }: Make, { progress, signal }: Terminal): Promise<number> {
  const places = placesOf(from, process.env, { evidence });
  if (withKeys !== undefined) await assertKeysApart(places, withKeys, to);
  const { dataDir, evidenceDir } = places;
  const { folder, manifest, linked } = await makeBackup({
    from,
    to,
    dataDir,
    evidenceDir,
    now: () => new Date(),
    progress: progress.show,
    signal,
  });
  const keys = withKeys === undefined ? undefined : await copyKeys(places, withKeys, path.basename(folder));
  progress.end();
  console.log(`备份已完成，并已读回核对：${folder}\n${inWords(manifest)}`);
  const filed = manifest.files.filter(({ path: name }) => name.startsWith(`${EVIDENCE}/`)).length;
  console.log(`佐证材料 ${filed} 个文件，其中 ${linked} 个与上一份备份共用磁盘。`);
  console.log(
    keys === undefined
      ? '密钥不在其中：请另行妥善保存（LEDGER_KEYS 及旁边的文件夹、日志密钥），不要与备份放在一起。'
      : `密钥另存于 ${keys}：谁同时拿到密钥和备份，谁就能读出个人信息、续写这本账。请立即移到别处，与备份分开保管；抹除个人信息后，旧的密钥备份要一并销毁。`,
  );
  return attention(manifest);
}

async function verify({ backup, held }: Verify, { progress, signal }: Terminal): Promise<number> {
  const heads = await Promise.all(held.map(heldHead));
  const { manifest, confirmed, beyond } = await verifyBackup(backup, { held: heads, progress: progress.show, signal });
  progress.end();
  console.log(`备份完好：${backup}\n${inWords(manifest)}\n由原始事件重新算出的树根与检查点相符，直到 ${confirmed} 条。`);
  const largest = largestOf(beyond);
  if (largest) console.log(`此后还签署过 ${largest.size} 条的检查点（${largest.path}）：从这份备份恢复后，须另开日志段才能继续签署。`);
  return attention(manifest);
}

function inWords({ jurisdiction, sample, madeAt, size, root, checkpoint }: Manifest): string {
  const head = checkpoint === null ? '还没有检查点' : `最新的检查点在 ${checkpoint.size} 条处`;
  return `${sample ? '示例账本' : '账本'}「${jurisdiction}」，${madeAt} 起复制，共 ${size} 个事件，树根 ${root}；${head}。`;
}

/** What the source lacked is told each time that the back-up is looked at. */
function attention({ lacking }: Manifest): number {
  if (lacking.length === 0) return EXIT.done;
  const lines = lacking.map(({ hash, reason }) => `  ${hash}（${reason === 'missing' ? '没有' : '与哈希不符'}）`);
  console.error(
    `账本引用的佐证材料有 ${lacking.length} 个不在其中，因为来源没有或已损坏；请从以前的备份取回，放回佐证文件夹：\n${lines.join('\n')}`,
  );
  return EXIT.attention;
}

await runProgram(USAGE, run);
