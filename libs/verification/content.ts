import type { Recorded } from '#libs/event-sourcing';
import { awardRedecider } from './decisions/award.js';
import { Decisions } from './decisions/decisions.js';
import { dossierRedecider } from './decisions/dossier.js';
import { EvidenceFiles } from './evidence/evidence.js';
import type { VerificationPorts } from './expectations.js';
import type { Findings } from './findings.js';
import { Identity } from './log/identity.js';
import { Known } from './log/known.js';
import type { LogLine } from './log/log-line.js';
import type { Streams } from './log/streams.js';
import { RunReferences } from './runs/references.js';
import { Runs } from './runs/runs.js';

/** What events say, held against what stands before them in the log and in the files that they cite. */
export class Content {
  readonly #identity: Identity;
  readonly #decisions: Decisions | undefined;
  readonly #runs: Runs;
  readonly #references: RunReferences;
  readonly #evidence: EvidenceFiles;

  constructor(
    findings: Findings,
    private readonly streams: Streams,
    ports: VerificationPorts,
    quick: boolean,
  ) {
    const known = new Known(streams);
    this.#identity = new Identity(findings, known);
    const redeciders = new Map([
      ['dossier', dossierRedecider(known)],
      ['award', awardRedecider(known)],
    ]);
    this.#decisions = quick ? undefined : new Decisions(findings, streams, redeciders);
    this.#runs = new Runs(findings, streams, known, { recompute: !quick, recomputed: ports.recomputed });
    this.#references = new RunReferences(findings, streams, known);
    this.#evidence = new EvidenceFiles(findings, ports.evidence);
  }

  get evidenceHashes(): ReadonlySet<string> {
    return this.#evidence.hashes;
  }

  /** `before`: the state of the event's stream until then. */
  async take(line: LogLine, event: Recorded | undefined, before: unknown): Promise<void> {
    this.#identity.take(line, event);
    this.#decisions?.take(line, event, before);
    await this.#runs.take(line, event);
    this.#references.take(line, event, before);
    await this.#evidence.take(line, event);
  }

  end(): void {
    this.#decisions?.end();
    this.#evidence.end(this.streams.isWhole('erasure-main'));
  }
}
