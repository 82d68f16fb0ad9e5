import { sheetPath } from '#libs/audit-bundle';
import type { DomainError } from '#libs/kernel';
import { type Sheet, sheetHash } from '#libs/scoring';
import type { Bundle } from '../bundle/bundle.js';
import type { BundleLedger } from '../ledger/bundle-ledger.js';
import type { EditionNote } from '../ledger/editions.js';
import { isRefusal } from '../report/difference.js';

/** Where the sheet behind an explanation comes from; `withheld`: the bundle has neither its inputs nor the sheet itself. */
export type SheetOrigin = 'recomputed' | 'file' | 'withheld';

/** A park's sheet, and where it is from. `broken`: the facts are not those that the run pinned. */
interface FoundSheet {
  readonly from: SheetOrigin;
  readonly sheet?: Sheet;
  readonly hash: string;
  readonly broken?: DomainError;
}

/** The sheet computed anew from the facts, or, where they are withheld or were changed, as the bundle has it. */
export async function sheetOf(
  bundle: Bundle,
  ledger: BundleLedger,
  edition: EditionNote,
  park: string,
  recorded: string,
): Promise<FoundSheet> {
  let broken: DomainError | undefined;
  try {
    const { result } = await ledger.compute(edition.year, edition.run);
    const sheet = result.sheets.find((one) => one.park === park);
    if (sheet) return { from: 'recomputed', sheet, hash: sheetHash(sheet) };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    if (error.code !== 'auditor.withheld') broken = error;
  }
  const path = sheetPath(recorded);
  const why = broken && { broken };
  if (!bundle.archive.has(path)) return { from: 'withheld', hash: recorded, ...why };
  const sheet = JSON.parse(await bundle.text(path)) as Sheet;
  return { from: 'file', sheet, hash: sheetHash(sheet), ...why };
}
