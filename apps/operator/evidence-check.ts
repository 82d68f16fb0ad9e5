import { randomBytes } from 'node:crypto';
import { fileKeys, sampleKeys } from '#libs/event-sourcing';
import { EvidenceFolder, surveyFolder } from '#libs/evidence';
import { seed } from '#libs/sample-city';
import { ledgerFacts } from './backup/ledger-stream.js';
import { NoLedgerError } from './errors.js';
import { parseEvidenceCheckCommand, USAGE } from './evidence-check/command-line.js';
import { surveyInWords } from './evidence-check/in-words.js';
import { openToRead } from './open-address.js';
import { placesOf } from './places.js';
import { EXIT, runProgram, type Terminal } from './program.js';

async function run(args: readonly string[], { progress, signal }: Terminal): Promise<number | undefined> {
  const command = parseEvidenceCheckCommand(args, process.env.DATA_DIR);
  if (command === undefined) return undefined;
  const { on, contents, json, evidence, keys } = command;
  const places = placesOf(on, process.env, { evidence, keys });
  const { store, close } = await openToRead(on);
  try {
    if ((await store.head()) === undefined) throw new NoLedgerError(on.shown);
    // A sample's keys follow from its seed.
    const source = (await ledgerFacts(store)).sample ? sampleKeys(seed) : fileKeys(places.keysFile, randomBytes);
    const folder = EvidenceFolder.reading(places.evidenceDir, { keys: source.existing().files });
    const survey = await surveyFolder(folder, store.readAll(), {
      contents,
      now: new Date(),
      signal,
      progress: (phase, count) => progress.show(phase === 'events' ? 'reading' : 'hashing', count),
    });
    progress.end();
    console.log(json ? JSON.stringify(survey, null, 2) : surveyInWords(survey));
    return survey.ok ? EXIT.done : EXIT.attention;
  } finally {
    await close();
  }
}

await runProgram(USAGE, run);
