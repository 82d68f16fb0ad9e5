import { type Caller, compareIds } from '#libs/kernel';
import type { DeskYear } from './desk-year.js';
import type { HoldUp } from './hold-up.js';
import { isOffice, type Office, officeKey } from './office.js';
import { whileCollecting } from './while-collecting.js';
import { whileDeciding } from './while-deciding.js';

/** What holds the evaluation up, by office. While facts are collected: what keeps the dossiers from closing; afterwards: the open steps to the final result. */
export function holdUpsOf(year: DeskYear, caller: Caller, office?: Partial<Office>): readonly HoldUp[] {
  const { phase } = year.evaluation;
  const found = phase === 'collecting' || phase === 'closing' ? whileCollecting(year, caller) : whileDeciding(year, caller);
  return found
    .filter((one) => isOffice(one.office, office))
    .sort(
      (a, b) =>
        compareIds(officeKey(a.office), officeKey(b.office)) ||
        compareIds(a.due?.day ?? '9', b.due?.day ?? '9') ||
        compareIds(a.park ?? '', b.park ?? '') ||
        (a.year ?? 0) - (b.year ?? 0),
    );
}
