import 'reflect-metadata';
import path from 'node:path';
import { ledgerSources, prepareBundle, verifierKeysOf, type WrittenBundle } from '#libs/audit-bundle/write';
import { LEDGER_STREAM, ReadingRunner } from '#libs/event-sourcing';
import { LedgerSources, RunSource } from '#libs/evaluation/nest';
import type { EventStore } from '#libs/event-store';
import { EvidenceFolder } from '#libs/evidence';
import { seed } from '#libs/sample-city';
import { fileLogKeys, type LogKeySource, sampleLogKeys } from '#libs/sealing';
import { allEvents } from '../api/composition.js';
import { parseBundleCommand, USAGE } from './bundle/command-line.js';
import { readTree } from './bundle/tree.js';
import { writeBundleFile } from './bundle/write-file.js';
import { NoLedgerError } from './errors.js';
import { openToRead } from './open-address.js';
import { placesOf } from './places.js';
import { EXIT, runProgram, type Terminal } from './program.js';

async function run(args: readonly string[], { signal }: Terminal): Promise<number | undefined> {
  const command = parseBundleCommand(args, process.env.DATA_DIR);
  if (command === undefined) return undefined;
  const { from, request } = command;
  const places = placesOf(from, process.env, { evidence: command.evidence });
  const opened = await openToRead(from);
  const { store } = opened;
  const tree = readTree(store, places.dataDir);
  try {
    if ((await store.head()) === undefined) throw new NoLedgerError(from.shown);
    const runs = new RunSource(new LedgerSources(new ReadingRunner(store, allEvents()), store));
    const sources = ledgerSources({
      store,
      tree: (size) => tree.upTo(size),
      verifierKeys: async () => verifierKeysOf(store, await logKeysOf(store, places.logKey)),
      evidence: await EvidenceFolder.open(places.evidenceDir),
      compute: (year, number) => runs.compute(year, number),
    });
    const bundle = await prepareBundle(sources, request);
    signal.throwIfAborted();
    const file = command.out ?? path.resolve(bundle.fileName);
    const written = await writeBundleFile(bundle, file, request.kind === 'public', signal);
    console.log(inWords(file, written));
    return attention(written);
  } finally {
    tree.close();
    await opened.close();
  }
}

/** A sample's keys follow from its seed; nobody keeps them. */
async function logKeysOf(store: EventStore, file: string): Promise<LogKeySource> {
  for await (const [first] of store.readStream(LEDGER_STREAM, { maxCount: 1 })) {
    if (first && (JSON.parse(first.data) as { sample: boolean }).sample) return sampleLogKeys(seed);
  }
  return fileLogKeys(file);
}

function inWords(file: string, { manifest }: WrittenBundle): string {
  const { kind, years, size, root, files } = manifest;
  const bytes = files.reduce((sum, each) => sum + each.bytes, 0);
  return `${kind === 'whole' ? '完整' : '公开'}审计包已制作：${file}
年度：${years === 'all' ? '全部' : years.join('、')}；${size} 个事件，根哈希 ${root}；${files.length + 1} 个文件，解压后 ${bytes} 字节。
${kind === 'whole' ? '内含企业税收、营收、研发数据，只供专班和审计，不得外传。' : '不含企业税收、营收、研发数据，可以公布。'}请把检查点（log/checkpoint）另存一份在别处：它能证明账本此后没有被改写。`;
}

function attention({ missing }: WrittenBundle): number {
  if (missing.length === 0) return EXIT.done;
  console.error(
    `账本所指的 ${missing.length} 个文件取不到（没有、已损坏，或底稿重算不出原来的摘要），不在包里：\n${missing.map((name) => `  ${name}`).join('\n')}`,
  );
  return EXIT.attention;
}

await runProgram(USAGE, run);
