import { Inject, Injectable, Optional } from '@nestjs/common';
import type { EvidenceFolder } from '#libs/evidence';
import { canonicalJson, DomainError } from '#libs/kernel';
import { type Sheet, sheetHash } from '#libs/scoring';

/** Injection token of the folder for derived sheets. */
export const SHEET_FOLDER = Symbol('the folder of score sheets');

/** Score sheets by the hash of their canonical JSON. Derived: what is missing is computed again from the run's pins. */
@Injectable()
export class SheetShelf {
  constructor(@Optional() @Inject(SHEET_FOLDER) private readonly folder?: EvidenceFolder) {}

  async putAll(sheets: readonly Sheet[]): Promise<void> {
    if (!this.folder) return;
    for (const sheet of sheets) {
      const delivery = { name: `${sheet.park}_${sheet.year}.json`, mediaType: 'application/json', account: 'process:scoring' };
      await this.folder.put(Buffer.from(canonicalJson(sheet), 'utf8'), delivery);
    }
  }

  /** The sheet of a hash, from the shelf; where it is not there, as `compute` gives it, which is then shelved. */
  async get(hash: string, compute: () => Promise<Sheet>): Promise<Sheet> {
    const kept = await this.kept(hash);
    if (kept && sheetHash(kept) === hash) return kept;
    const sheet = await compute();
    if (sheetHash(sheet) === hash) await this.putAll([sheet]);
    return sheet;
  }

  /** A damaged sheet is no loss: it is computed, and shelved, again. */
  private async kept(hash: string): Promise<Sheet | undefined> {
    if (!this.folder || !(await this.folder.has(hash))) return undefined;
    try {
      return JSON.parse((await this.folder.open(hash)).toString('utf8')) as Sheet;
    } catch (error) {
      if (error instanceof DomainError && error.code === 'evidence.corrupted') return undefined;
      throw error;
    }
  }
}
