import { heldHead, largestOf } from './backup/held-heads.js';
import { attention } from './backup/in-words.js';
import type { VerifiedBackup } from './backup/verify-backup.js';
import { epochInWords, openEpochOn } from './epoch/open-epoch-on.js';
import { placesOf } from './places.js';
import { EXIT, ordinary, runProgram, type Terminal } from './program.js';
import { parseRestoreCommand, type RestoreCommand, USAGE } from './restore/command-line.js';
import { keysAtHand } from './restore/keys-at-hand.js';
import { restoreBackup } from './restore/restore-backup.js';

async function work(command: RestoreCommand, { progress, signal }: Terminal): Promise<number> {
  const { from: backup, to, epoch } = command;
  const places = placesOf(to, process.env, { keys: command.keys, evidence: command.evidence });
  const held = await Promise.all(command.held.map(heldHead));
  const working = { progress: progress.show, signal };
  let keys = '';
  const check = (verified: VerifiedBackup): void => {
    keys = keysInWords(places.keysFile, verified);
  };
  const { manifest, evidence, beyond } = await restoreBackup({ backup, to, ...places, held, check, ...working });
  progress.end();
  console.log(`已恢复到 ${to.shown} 并逐个事件比对：共 ${manifest.size} 个事件，树根 ${manifest.root}。`);
  console.log(`佐证材料写入 ${evidence.written} 个文件，原有 ${evidence.kept} 个不变（${places.evidenceDir}）。`);
  console.log(keys);
  const lost = largestOf(beyond);
  if (lost && epoch) {
    for (const opened of await openEpochOn({ on: to, places, grounds: epoch, held, ...working })) console.log(epochInWords(opened));
  } else if (lost) {
    const what = `已知签署过 ${lost.size} 条（${lost.path}），恢复的只有 ${manifest.size} 条：日志序号 ${manifest.size} 至 ${lost.size - 1n} 的事件没有了`;
    console.error(`${what}。服务会拒绝签署，直到用 npm run epoch:open 记明理由和依据、另开日志期。`);
    return EXIT.attention;
  } else if (epoch) console.log('签署过的都在其中，不必另开日志期，没有记入任何事件。');
  return attention(manifest);
}

/** Which keys the ledger asks for, and whether they are there. @throws `keys.…` for other ones */
function keysInWords(file: string, { facts }: VerifiedBackup): string {
  const { input, salt } = facts.keyIds;
  if (facts.sample) return '示例账本的密钥由程序得出，不必另备。';
  const which = `输入密钥 ${input}、盐密钥 ${salt}`;
  if (keysAtHand(file, facts)) return `密钥文件 ${file} 正是这本账的（${which}）。旁边个人信息密钥、文件密钥的文件夹和日志密钥要一并放好。`;
  return `要续写这本账，请把它的密钥（${which}）放到 ${file}，连同旁边的文件夹和日志密钥；备份里没有密钥。`;
}

await runProgram({ ...ordinary, usage: USAGE, parse: parseRestoreCommand, work });
