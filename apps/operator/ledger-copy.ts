import { compareLogs, copyLog } from '#libs/event-store/copy';
import type { EventStore } from '#libs/event-store';
import type { LedgerAddress } from './address.js';
import { type CopyCommand, parseCopyCommand, USAGE } from './copy/command-line.js';
import { differenceInWords } from './difference-in-words.js';
import { NoLedgerError } from './errors.js';
import { openAddress, type Purpose } from './open-address.js';
import { EXIT, ordinary, runProgram, type Terminal } from './program.js';

const TAKE_ALONG = `事件以外的东西不在其中，请自行带走：密钥（LEDGER_KEYS，默认在数据目录的 keys/，连同旁边个人信息密钥的文件夹，权限 600）和佐证材料（evidence/）。
reads/、processes/、sheets/ 不要带，启动时会自动重建。换用新的一处之后，旧的一处不可再启用。`;

/** The target is closed between copying and comparing: what is compared is what another opening finds. */
async function work({ from, to, verifyOnly }: CopyCommand, { progress, signal }: Terminal): Promise<number> {
  const options = { progress: progress.show, signal };
  return using(from, 'existing', async (source) => {
    if ((await source.head()) === undefined) throw new NoLedgerError(from.shown);
    const copied = verifyOnly ? undefined : await using(to, 'filling', (target) => copyLog({ ...options, from: source, to: target }));
    const { same, difference } = await using(to, 'existing', (target) => compareLogs(source, target, options));
    progress.end();
    if (difference) {
      console.error(`两边不相同：前 ${same} 个事件相同，${differenceInWords(difference)}`);
      return EXIT.refused;
    }
    const written = copied === undefined ? '' : `，本次写入 ${copied.written} 个`;
    console.log(`${from.shown} 与 ${to.shown} 逐个事件相同：共 ${same} 个事件${written}。`);
    if (copied !== undefined) console.log(TAKE_ALONG);
    return EXIT.done;
  });
}

async function using<T>(address: LedgerAddress, purpose: Purpose, use: (store: EventStore) => Promise<T>): Promise<T> {
  const { store, close } = await openAddress(address, purpose);
  try {
    return await use(store);
  } finally {
    await close();
  }
}

await runProgram({ ...ordinary, usage: USAGE, parse: parseCopyCommand, work });
