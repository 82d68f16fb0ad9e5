import path from 'node:path';
import { type BackupCommand, parseBackupCommand, USAGE } from './backup/command-line.js';
import { assertKeysApart, copyKeys } from './backup/copy-keys.js';
import { EVIDENCE } from './backup/evidence-files.js';
import { heldHead, largestOf } from './backup/held-heads.js';
import { attention, inWords } from './backup/in-words.js';
import { makeBackup } from './backup/make-backup.js';
import { verifyBackup } from './backup/verify-backup.js';
import { placesOf } from './places.js';
import { ordinary, runProgram, type Terminal } from './program.js';

type Make = Extract<BackupCommand, { what: 'make' }>;
type Verify = Extract<BackupCommand, { what: 'verify' }>;

function work(command: BackupCommand, terminal: Terminal): Promise<number> {
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
  if (largest) console.log(`此后还签署过 ${largest.size} 条的检查点（${largest.path}）：从这份备份恢复后，须另开日志期才能继续签署。`);
  return attention(manifest);
}

await runProgram({ ...ordinary, usage: USAGE, parse: parseBackupCommand, work });
