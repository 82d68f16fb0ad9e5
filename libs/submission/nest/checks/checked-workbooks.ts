import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { EvidenceFolder, evidenceErrors } from '#libs/evidence';
import { canonicalJson, dayInChina } from '#libs/kernel';
import type { Workbook } from '#libs/spreadsheets';
import { type CheckedWorkbook, checkingWorkbook, hashingContent } from '#libs/submission';
import { breathing } from './breathing.js';
import type { CheckRequest } from './check-request.js';
import { SituationReader } from './situation-reader.js';
import { cellsOf, WorkbookShelf } from './workbook-shelf.js';

/** How far reading and checking have come. */
export interface CheckStep {
  readonly phase: 'reading' | 'checking';
  readonly done: number;
  readonly total: number;
}
export type TellStep = (step: CheckStep) => void;

/** A workbook as checked. */
export interface Checked {
  readonly workbook: Workbook;
  readonly result: CheckedWorkbook;
  /** The last log index that the check knew. */
  readonly asOf: number;
  /** SHA-256 of all that it says, in canonical form. */
  readonly contentHash: string;
}

/** Cells, lines and findings that are kept, over all checked workbooks: the largest one that is read has its place, so that it is not checked anew for each of its dossiers. */
const MAX_SIZE = 1_500_000;

/**
 * Reads delivered files and checks them. What is asked for again (the preview, each dossier's part) is kept in memory; after a restart it is read and checked anew, as of the
 * same log index, with the same outcome.
 */
@Injectable()
export class CheckedWorkbooks {
  readonly #checked = new LRUCache<string, Checked>({ maxSize: MAX_SIZE, sizeCalculation: sizeOf });
  readonly #checking = new Map<string, Promise<Checked>>();

  constructor(
    private readonly shelf: WorkbookShelf,
    private readonly evidence: EvidenceFolder,
    private readonly situations: SituationReader,
  ) {}

  /** @throws DomainError `evidence.*`, `workbook.*`, `dossier.noEvaluation` */
  async of(request: CheckRequest, tell: TellStep = () => undefined): Promise<Checked> {
    this.demandKept(request.file.hash);
    const asOf = request.asOf ?? (await this.situations.now());
    const key = canonicalJson({ ...request, at: dayInChina(request.at), asOf });
    const known = this.#checked.get(key) ?? this.#checking.get(key);
    if (known) return known;
    const checking = this.check(request, asOf, tell).finally(() => this.#checking.delete(key));
    this.#checking.set(key, checking);
    const checked = await checking;
    this.#checked.set(key, checked);
    return checked;
  }

  /** A file that was erased is refused, also where its check is still in memory. @throws DomainError `evidence.erased` */
  demandKept(hash: string): void {
    if (this.evidence.isErased(hash)) throw evidenceErrors.error('evidence.erased', { hash });
  }

  private async check(request: CheckRequest, asOf: number, tell: TellStep): Promise<Checked> {
    const { hash, name } = request.file;
    const content = await this.evidence.open(hash);
    const workbook = await this.shelf.read(content, name, (done, total) => tell({ phase: 'reading', done, total }));
    const steps = checkingWorkbook(workbook, await this.situations.of(request, workbook, asOf));
    const result = await breathing(steps, (step) => tell({ phase: 'checking', ...step }));
    const contentHash = await breathing(hashingContent([result.deliveries, result.verdicts, result.statements]));
    return { workbook, result, asOf, contentHash };
  }
}

function sizeOf({ workbook, result: { rows, errors, warnings } }: Checked): number {
  return cellsOf(workbook) + rows + errors.length + warnings.length;
}
