import type { EventStore } from '#libs/event-store';
import { fullLine, inLogOrder, type LogLine, verifyLog } from '#libs/verification';
import { reading } from '../open-address.js';
import { checkCheckpoints } from './checkpoints.js';
import { evidencePart, evidencePort } from './evidence.js';
import { readKeys } from './keys.js';
import type { FsckOptions } from './options.js';
import { checkReads } from './reads.js';
import { type FsckReport, type Part, part, unchecked } from './report.js';
import { checkStoreFile } from './store-file.js';
import { TreeCheck } from './tree.js';

/** What takes long, as progress is told. */
export type FsckPhase = 'log' | 'reads';

export interface FsckWatch {
  readonly progress: (phase: FsckPhase, events: number) => void;
  readonly signal: AbortSignal;
}

/**
 * Checks a ledger from its raw events, beside whoever serves it, and changes nothing. Signed heads are read first: what the log gains meanwhile is checked, and no head of it is missed.
 * @throws NoLedgerError, UsageError, StoreFormatError, DatabaseError, StoreUnavailableError, DomainError (`keys.…`, `verification.otherKeys`), the signal's reason
 */
export async function fsck(options: FsckOptions, watch: FsckWatch): Promise<FsckReport> {
  return reading(options.store, (store) => check(store, options, watch));
}

async function check(store: EventStore, options: FsckOptions, { progress, signal }: FsckWatch): Promise<FsckReport> {
  const { dataDir, evidenceDir, quick } = options;
  const storeFile = checkStoreFile(options.store);
  const keys = await readKeys(store, options);
  const signed = await checkCheckpoints(store, dataDir, keys);
  const tree = TreeCheck.open(dataDir);
  const evidence = evidencePort(evidenceDir, keys.ledger?.files);
  const log = await verifyLog(
    linesOf(store, signal),
    { heads: signed.heads, quick, ...(keys.ledger ? { saltKey: keys.ledger.saltKey } : {}) },
    {
      storedLeafHash: tree.storedLeafHash,
      leafHash: tree.leafHash,
      progress: (events) => progress('log', events),
      ...(evidence ? { evidence } : {}),
    },
  );
  const evidencesPart = evidencePart(evidenceDir, log);
  const { counts } = log;
  const runs = quick ? '未重新计分（--quick）' : `${counts.decisions} 个决定重新作出，${counts.runs} 轮计分重算（${counts.sheets} 份底稿）`;
  const says = `${counts.events} 个事件，${counts.streams} 个流，${counts.dossiers} 份档案，${runs}`;
  const own = log.differences.filter((difference) => !evidencesPart.differences.includes(difference));
  const parts: Part[] = [
    storeFile,
    signed.part,
    part('log', says, own, keys.ledger ? [] : ['没有账本密钥，盐未重算，加密的证据文件未打开']),
    tree.end(),
    evidencesPart,
    quick
      ? unchecked('reads', '未重建（--quick）')
      : await checkReads({ store, dataDir, signal, progress: (events) => progress('reads', events) }),
  ];
  const [first] = inLogOrder(parts.flatMap(({ differences }) => differences));
  return { ok: first === undefined, ...(first ? { first } : {}), parts, log };
}

async function* linesOf(store: EventStore, signal: AbortSignal): AsyncGenerator<LogLine> {
  let index = 0;
  for await (const page of store.readAll()) {
    signal.throwIfAborted();
    for (const event of page) yield fullLine(event, index++);
  }
}
