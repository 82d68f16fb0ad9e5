import type { Workbook } from '#libs/spreadsheets';
import { finished } from '../steps.js';
import type { CheckedWorkbook } from './checked.js';
import { readDeliveries } from './deliveries.js';
import { Findings } from './findings.js';
import type { CheckProgress } from './progress.js';
import type { CheckSituation } from './situation.js';
import { readStatements } from './statements.js';
import { readVerdicts } from './verdicts.js';

/**
 * Checks a workbook against what the ledger knows and names **every** error at once, each at its sheet, row and column. Columns are found by their headers, in any order.
 * Values are judged by the dossier's own rules, so that what passes here is not refused there for what it says.
 */
export function checkWorkbook(workbook: Workbook, situation: CheckSituation): CheckedWorkbook {
  return finished(checkingWorkbook(workbook, situation));
}

/** The same in steps of some hundred rows: a server goes on serving between them, and tells how far it has come. */
export function* checkingWorkbook(workbook: Workbook, situation: CheckSituation): Generator<CheckProgress, CheckedWorkbook> {
  const findings = new Findings(workbook.sheets);
  const read = yield* readBy(workbook, situation, findings);
  const nothing = { deliveries: [], verdicts: [], statements: [] };
  return { ...nothing, ...read, errors: findings.list('errors'), warnings: findings.list('warnings') };
}

type Read = Pick<CheckedWorkbook, 'rows'> & Partial<Pick<CheckedWorkbook, 'deliveries' | 'verdicts' | 'statements'>>;

function* readBy(workbook: Workbook, situation: CheckSituation, findings: Findings): Generator<CheckProgress, Read> {
  switch (situation.kind) {
    case 'delivery':
    case 'declaration':
    case 'roster':
      return yield* readDeliveries(workbook, situation, findings);
    case 'verification':
      return yield* readVerdicts(workbook, situation, findings);
    case 'statements':
      return readStatements(workbook, situation, findings);
  }
}
