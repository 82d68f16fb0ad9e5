import type { Recorded } from '#libs/event-sourcing';
import { type InWords, inWords, sha256 } from '#libs/kernel';
import type { EvidenceFinding, VerificationPorts } from '../expectations.js';
import type { Findings } from '../findings.js';
import { placeOf } from '../findings.js';
import type { LogLine } from '../log/log-line.js';
import type { Place } from '../report.js';
import { type EvidenceReference, evidenceReferences } from './references.js';
import { type Tables, tablesOf } from './tables.js';

/** What is remembered of a file once its content was looked at. */
interface Known {
  readonly sound: boolean;
  /** What it was delivered as, where that is known. */
  readonly names?: ReadonlySet<string>;
  /** Absent: no row of it can be cited. */
  readonly tables?: Tables | undefined;
}

/** Files that events refer to: each is there, is what its hash says, and has the rows that are cited. */
export class EvidenceFiles {
  readonly #files = new Map<string, Known>();
  /** Files that are said to be erased, with the first place that refers to each. */
  readonly #erased = new Map<string, Place>();
  /** Files that are not there, likewise: whether they were erased, a later event may tell. */
  readonly #missing = new Map<string, Place>();
  readonly #erasuresTold = new Set<string>();

  constructor(
    private readonly findings: Findings,
    private readonly port: VerificationPorts['evidence'],
  ) {}

  /** The hashes of all files that were referred to. */
  get hashes(): ReadonlySet<string> {
    return new Set(this.#files.keys());
  }

  async take(line: LogLine, event: Recorded | undefined): Promise<void> {
    if (!event) return;
    if (event.type === 'EvidenceErased') this.#erasuresTold.add((event.data as { readonly hash: string }).hash);
    for (const reference of evidenceReferences(event.data, '/data')) {
      let file = this.#files.get(reference.hash);
      if (!file) this.#files.set(reference.hash, (file = await this.#lookAt(line, reference)));
      if (file.sound && reference.row) this.#row(line, reference, reference.row, file);
    }
  }

  /** The log has ended. `whole`: every erasure is in clear. A file is erased by an event, or it is missing. */
  end(whole: boolean): void {
    for (const [hash, place] of this.#erased) {
      if (whole && !this.#erasuresTold.has(hash)) this.findings.add('verification.erasureUntold', place, { expected: hash });
    }
    for (const [hash, place] of this.#missing) {
      if (this.#erasuresTold.has(hash)) this.findings.withheld.evidenceFiles++;
      else this.findings.add('verification.evidenceMissing', place, { expected: hash });
    }
  }

  async #lookAt(line: LogLine, { hash, path }: EvidenceReference): Promise<Known> {
    const place = { ...placeOf(line, path), file: hash };
    const found = (await this.port?.(hash)) ?? { state: 'withheld' };
    if (found.state === 'there') return this.#judge(line, path, hash, found);
    if (found.state === 'changed') this.findings.add('verification.evidenceChanged', place, { expected: hash });
    else if (found.state === 'missing') this.#missing.set(hash, place);
    else this.findings.withheld.evidenceFiles++;
    if (found.state === 'erased') this.#erased.set(hash, place);
    return { sound: false };
  }

  async #judge(
    line: LogLine,
    path: string,
    hash: string,
    { content, names }: Extract<EvidenceFinding, { state: 'there' }>,
  ): Promise<Known> {
    const actual = sha256(content);
    if (actual !== hash) {
      this.findings.add('verification.evidenceChanged', { ...placeOf(line, path), file: hash }, { expected: hash, found: actual });
      return { sound: false };
    }
    this.findings.counts.evidenceFiles++;
    return { sound: true, ...(names ? { names: new Set(names) } : {}), tables: await tablesOf(content) };
  }

  #row(line: LogLine, { hash, path }: EvidenceReference, { sheet, row }: { sheet: string; row: number }, file: Known): void {
    this.findings.counts.evidenceRows++;
    const reason = rowFault(sheet, row, file);
    if (!reason) return;
    const found = `${hash} ${sheet} ${row}`;
    this.findings.add('verification.evidencePlace', { ...placeOf(line, path), file: hash }, { found }, { reason });
  }
}

/** Why there is no such row of data, if there is none. */
function rowFault(sheet: string, row: number, { names, tables }: Known): InWords | undefined {
  if (!tables) return inWords('noTable', '不是可读的表格');
  const isNamed = tables.sheets ? tables.sheets.has(sheet) : (names?.has(sheet) ?? true);
  if (!isNamed) return inWords('noSheet', '没有这个名称的表');
  const last = tables.sheets ? (tables.sheets.get(sheet) ?? 0) : tables.rows;
  return row < 2 || row > last ? inWords('noRow', `数据在第 2 至 ${last} 行`) : undefined;
}
