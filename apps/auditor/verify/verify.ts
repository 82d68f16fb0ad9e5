import { evidencePath } from '#libs/audit-bundle';
import type { Checkpoint, TrustPolicy } from '#libs/transparency';
import { type Difference as LogDifference, type EvidenceFinding, type Report, verificationErrors, verifyLog } from '#libs/verification';
import { type Bundle } from '../bundle/bundle.js';
import { checkFiles } from '../bundle/check-files.js';
import { logLine } from '../bundle/log-lines.js';
import { BundleLog } from '../bundle/read-log.js';
import { differenceOf, isRefusal } from '../report/difference.js';
import type { Difference, Step } from '../report/report.js';
import { Steps } from '../report/steps.js';
import { checkHeads, type HeadsChecked } from './heads.js';
import { compareHeld, type Held } from './held.js';
import { LedgerNotes } from './ledger-notes.js';
import { checkProofs } from './proofs.js';
import { checkResults } from './results.js';

export interface VerifyOptions {
  /** undefined: signatures are not judged, and the report says so. */
  readonly policy?: TrustPolicy;
  readonly held?: readonly Held[];
  readonly progress?: (events: number) => void;
}

export interface Verification {
  readonly steps: readonly Step[];
  /** In order of the steps; within the log in its order. */
  readonly differences: readonly Difference[];
  readonly heads: HeadsChecked;
}

/** So many that no step passes for want of room in the list. */
const MOST_DIFFERENCES = 500;

/** Checks a whole bundle: everything that the events alone determine is computed anew. What is withheld is counted and not called verified. */
export async function verifyBundle(bundle: Bundle, { policy, held = [], progress }: VerifyOptions): Promise<Verification> {
  const steps = new Steps();
  const files = await checkFiles(bundle);
  steps.add('files', files.differences, { files: files.files, bytes: files.bytes });
  const heads = await checkHeads(bundle, policy);
  const signatures = { earlier: heads.earlier.length, unvouched: heads.unvouched, witnesses: heads.verdict?.witnesses.length ?? 0 };
  steps.add('checkpoint', heads.differences, signatures, {}, policy === undefined);

  const notes = new LedgerNotes();
  const log = new BundleLog();
  let report: Report;
  try {
    report = await rederive(bundle, heads, log, notes, progress);
  } catch (error) {
    // A line that is no line: what stands behind it can't be told from what was put there.
    if (!isRefusal(error) || !error.code.startsWith('bundle.')) throw error;
    steps.add('log', [differenceOf(error, placeOfLine(error.params))], {});
    return { steps: steps.all, differences: steps.differences, heads };
  }
  steps.add('held', heldDifferences(held, log, heads.head, notes), { held: held.length }, {}, held.length === 0);
  addLog(steps, bundle, report);
  const proofs = await checkProofs(bundle, log, policy);
  steps.add('proofs', proofs.differences, { proofs: proofs.proofs }, {}, proofs.proofs === 0);
  const results = await checkResults(bundle, notes, log);
  steps.add('results', results.differences, results.counts, results.withheld, results.counts.results === 0);
  return { steps: steps.all, differences: steps.differences, heads };
}

/** One pass over the events for all that needs them: the tree, the notes, and everything that verification derives. */
function rederive(
  bundle: Bundle,
  heads: HeadsChecked,
  log: BundleLog,
  notes: LedgerNotes,
  progress: VerifyOptions['progress'],
): Promise<Report> {
  const trusted = [...heads.earlier.map(({ checkpoint }) => checkpoint), ...(heads.head ? [heads.head] : [])];
  async function* lines() {
    for await (const line of log.reading(bundle)) {
      notes.take(line);
      yield logLine(line);
    }
  }
  const evidence = async (hash: string): Promise<EvidenceFinding> => {
    const path = evidencePath(hash);
    if (!bundle.archive.has(path)) return { state: bundle.manifest.kind === 'public' ? 'withheld' : 'erased' };
    return { state: 'there', content: await bundle.archive.read(path) };
  };
  return verifyLog(
    lines(),
    { heads: trusted, size: bundle.manifest.size, mostDifferences: MOST_DIFFERENCES },
    { evidence, ...(progress && { progress }) },
  );
}

function heldDifferences(held: readonly Held[], { tree }: BundleLog, head: Checkpoint | undefined, notes: LedgerNotes): Difference[] {
  if (!head) return [];
  return held.flatMap((one) => compareHeld(one, tree, head, notes.epochs) ?? []);
}

const ROOT_CODES: ReadonlySet<string> = new Set(
  ['rootDiffers', 'tooShort', 'sizeDiffers', 'indexGap', 'revisionGap', 'idRepeated', 'lineMalformed'].map(
    (code) => `verification.${code}`,
  ),
);
const RUN_CODES: ReadonlySet<string> = new Set(
  ['pinUnknown', 'pinLeaves', 'pinFacts', 'pinStreams', 'runRequest', 'runDiffers', 'engineUnknown', 'runReference'].map(
    (code) => `verification.${code}`,
  ),
);

/** The verification's one report as four steps. Its differences stay in the order of the log, whichever step they belong to. */
function addLog(steps: Steps, bundle: Bundle, { differences, counts, withheld, lostHeads }: Report): void {
  const of = (part: ReturnType<typeof partOf>): Difference[] => differences.filter((one) => partOf(one) === part).map(fromLog);
  steps.judge('log', of('log').length, {
    events: counts.events,
    streams: counts.streams,
    checkpoints: counts.checkpoints,
    lostHeads: lostHeads.length,
  });
  const hidden = { data: withheld.data, metadata: withheld.metadata, streams: withheld.streams };
  const { schemas, decisions, dossiers } = counts;
  steps.judge('events', of('events').length, { schemas, decisions, dossiers }, hidden);
  steps.judge('runs', of('runs').length, { runs: counts.runs, sheets: counts.sheets }, { runs: withheld.runs });
  const nothing = counts.evidenceFiles === 0 && bundle.manifest.kind === 'public';
  const files = { files: counts.evidenceFiles, rows: counts.evidenceRows };
  steps.judge('evidence', of('evidence').length, files, { files: withheld.evidenceFiles }, nothing);
  steps.differences.push(...differences.map(fromLog));
}

function partOf({ code }: LogDifference): 'log' | 'events' | 'runs' | 'evidence' {
  if (code.startsWith('verification.evidence') || code === 'verification.erasureUntold') return 'evidence';
  if (RUN_CODES.has(code)) return 'runs';
  return ROOT_CODES.has(code) ? 'log' : 'events';
}

/** A file that is not in the bundle is held to be erased until the log has ended: where no event says so it is simply missing. */
function fromLog({ place, expected, found, ...fault }: LogDifference): Difference {
  const told = fault.code === 'verification.erasureUntold' ? verificationErrors.fault('verification.evidenceMissing', fault.params) : fault;
  return differenceOf(told, place, { ...(expected === undefined ? {} : { expected }), ...(found === undefined ? {} : { found }) });
}

const placeOfLine = ({ path, line }: Readonly<Record<string, unknown>>) => ({ file: String(path), path: `line ${String(line)}` });
