import type { EvidenceDescription } from '#libs/evidence';
import type { RunState } from '#libs/evaluation';
import { canonicalJson } from '#libs/kernel';
import { type Sheet, sheetHash } from '#libs/scoring';
import { formatProofFile } from '#libs/transparency';
import {
  CHECKPOINT_PATH,
  earlierCheckpointPath,
  evidenceDescriptionPath,
  evidencePath,
  proofPath,
  resultPath,
  schemePath,
  sheetPath,
  VERIFIER_KEYS_PATH,
} from '../paths.js';
import { formatResultFile, type ResultFile } from '../result-file.js';
import { earlierHeads } from './checkpoints.js';
import { disclosure } from './disclosure.js';
import { eventFiles } from './event-files.js';
import { logEvents } from './log-events.js';
import { file, type Making } from './making.js';
import { pageEntries } from './page-entries.js';
import { recordedRun, resultTable } from './result-table.js';
import type { Survey } from './survey.js';
import type { ZipEntry } from './zip.js';

/** Every file of a bundle but the manifest, in the order of the zip. */
export async function* bundleEntries(making: Making): AsyncGenerator<ZipEntry> {
  const { sources, survey, request } = making;
  const results = await resultFiles(making);
  yield* logFiles(making);
  const events = logEvents(sources.store, survey.checkpoint.size);
  try {
    yield* eventFiles(events, survey.checkpoint.size, disclosure(request, survey));
  } finally {
    await events.return(undefined);
  }
  for (const hash of [...new Set(survey.years.map(({ scheme }) => scheme.hash))].sort()) {
    const content = survey.schemes.get(hash);
    if (content !== undefined) yield file(schemePath(hash), content);
  }
  for (const result of results) yield file(resultPath(result.year, result.edition), formatResultFile(result));
  if (request.kind === 'whole') yield* sheetFiles(making);
  yield* proofFiles(making);
  if (request.kind === 'whole') yield* evidenceFiles(making);
  yield* pageEntries(making, results);
}

async function* logFiles({ sources, head, survey }: Making): AsyncGenerator<ZipEntry> {
  yield file(CHECKPOINT_PATH, head.note);
  for (const { note, checkpoint } of await earlierHeads(sources, head.checkpoint, survey.years)) {
    yield file(earlierCheckpointPath(checkpoint.size), note);
  }
  yield file(VERIFIER_KEYS_PATH, (await sources.verifierKeys()).map((key) => `${key}\n`).join(''));
}

async function resultFiles({ sources, survey, request }: Making): Promise<ResultFile[]> {
  const results: ResultFile[] = [];
  for (const edition of survey.years.flatMap(({ finalised }) => finalised)) {
    const table = resultTable(edition, await recordedRun(sources.store, edition.year, edition.run), survey, request.kind);
    if (table) results.push(table);
  }
  return results;
}

/** The runs whose sheets go along: those behind finalised editions, and the newest proposed one. */
export function runsOf({ years }: Survey): readonly { readonly year: number; readonly run: number }[] {
  return years.flatMap(({ year, finalised, proposed }) => {
    const runs = new Set([...finalised.map(({ run }) => run), ...(proposed === undefined ? [] : [proposed])]);
    return [...runs].map((run) => ({ year, run }));
  });
}

/** Sheets as they were hashed: computed again from what the runs pinned. One that comes out otherwise than recorded is missing: the verifier will say why. */
async function* sheetFiles({ sources, survey, missing }: Making): AsyncGenerator<ZipEntry> {
  const wanted = new Map<string, { year: number; run: number }>();
  for (const { year, run } of runsOf(survey)) {
    const recorded: RunState = await recordedRun(sources.store, year, run);
    for (const { sheetHash: hash } of recorded.parks) if (!wanted.has(hash)) wanted.set(hash, { year, run });
  }
  let computed: { readonly of: string; readonly sheets: ReadonlyMap<string, Sheet> } = { of: '', sheets: new Map() };
  // By run, so that each is computed once; the zip's order within a folder is that of the runs.
  for (const [hash, { year, run }] of wanted) {
    const of = `${year} ${run}`;
    if (computed.of !== of) {
      const sheets = await sources.sheets(year, run);
      computed = { of, sheets: new Map(sheets.map((sheet) => [sheetHash(sheet), sheet])) };
    }
    const sheet = computed.sheets.get(hash);
    if (sheet) yield file(sheetPath(hash), canonicalJson(sheet));
    else missing(sheetPath(hash));
  }
}

async function* proofFiles({ sources, head, survey }: Making): AsyncGenerator<ZipEntry> {
  for (const { id, index } of survey.proofs) {
    const proof = await sources.inclusionProof(index, survey.checkpoint.size);
    yield file(proofPath(id), formatProofFile({ index, proof, checkpoint: head.note }));
  }
}

async function* evidenceFiles({ sources: { evidence }, survey, missing }: Making): AsyncGenerator<ZipEntry> {
  for (const hash of survey.evidence) {
    if (!(await evidence.has(hash))) {
      missing(evidencePath(hash));
      continue;
    }
    let content: Uint8Array;
    let description: EvidenceDescription;
    try {
      content = await evidence.open(hash);
      description = await evidence.describe(hash);
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'evidence.corrupted') throw error;
      missing(evidencePath(hash));
      continue;
    }
    yield { path: evidencePath(hash), content };
    yield file(evidenceDescriptionPath(hash), canonicalJson(description));
  }
}
