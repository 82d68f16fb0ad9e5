import { EvidenceFolder, surveyFolder } from '#libs/evidence';
import { type EvidenceCheckCommand, parseEvidenceCheckCommand, USAGE } from './evidence-check/command-line.js';
import { surveyInWords } from './evidence-check/in-words.js';
import { keySourceOf } from './ledger-keys.js';
import { ledgerFacts } from './ledger-stream.js';
import { reading } from './open-address.js';
import { placesOf } from './places.js';
import { EXIT, ordinary, runProgram, type Terminal } from './program.js';

function work({ on, contents, json, evidence, keys }: EvidenceCheckCommand, { progress, signal }: Terminal): Promise<number> {
  const places = placesOf(on, process.env, { evidence, keys });
  return reading(on, async (store) => {
    const source = keySourceOf(await ledgerFacts(store), places.keysFile);
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
  });
}

await runProgram({ ...ordinary, usage: USAGE, parse: (args) => parseEvidenceCheckCommand(args, process.env.DATA_DIR), work });
