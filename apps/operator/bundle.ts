import 'reflect-metadata';
import path from 'node:path';
import { ledgerSources, prepareBundle, verifierKeysOf, type WrittenBundle } from '#libs/audit-bundle/write';
import { ReadingRunner } from '#libs/event-sourcing';
import { LedgerSources, RunSource } from '#libs/evaluation/nest';
import { EvidenceFolder } from '#libs/evidence';
import { seed } from '#libs/sample-city';
import { fileLogKeys, sampleLogKeys } from '#libs/sealing';
import { allEvents } from '../api/composition.js';
import { type BundleCommand, parseBundleCommand, USAGE } from './bundle/command-line.js';
import { readTree } from './bundle/tree.js';
import { writeBundleFile } from './bundle/write-file.js';
import { keySourceOf } from './ledger-keys.js';
import { type LedgerFacts, ledgerFacts } from './ledger-stream.js';
import { reading } from './open-address.js';
import { type Places, placesOf } from './places.js';
import { EXIT, ordinary, runProgram, type Terminal } from './program.js';

function work({ from, request, out, evidence }: BundleCommand, { signal }: Terminal): Promise<number> {
  const places = placesOf(from, process.env, { evidence });
  return reading(from, async (store) => {
    const tree = readTree(store, places.dataDir);
    try {
      const facts = await ledgerFacts(store);
      const runs = new RunSource(new LedgerSources(new ReadingRunner(store, allEvents()), store));
      const sources = ledgerSources({
        store,
        tree: (size) => tree.upTo(size),
        verifierKeys: () => verifierKeysOf(store, facts.sample ? sampleLogKeys(seed) : fileLogKeys(places.logKey)),
        evidence: evidenceIn(places, request.kind === 'whole', facts),
        compute: (year, number) => runs.compute(year, number),
      });
      const bundle = await prepareBundle(sources, request);
      signal.throwIfAborted();
      const file = out ?? path.resolve(bundle.fileName);
      const written = await writeBundleFile(bundle, file, request.kind === 'public', signal);
      console.log(inWords(file, written));
      return attention(written);
    } finally {
      tree.close();
    }
  });
}

/** Files are encrypted one by one; only a whole bundle opens them. */
function evidenceIn({ evidenceDir, keysFile }: Places, isOpened: boolean, facts: LedgerFacts): EvidenceFolder {
  return EvidenceFolder.reading(evidenceDir, isOpened ? { keys: keySourceOf(facts, keysFile).existing().files } : {});
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

await runProgram({ ...ordinary, usage: USAGE, parse: (args) => parseBundleCommand(args, process.env.DATA_DIR), work });
