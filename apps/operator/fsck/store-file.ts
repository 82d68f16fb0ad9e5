import path from 'node:path';
import { openDatabase } from '#libs/sqlite';
import { type Difference, differenceOf } from '#libs/verification';
import { LEDGER_FILE } from '../../api/ledger-file.js';
import type { LedgerAddress } from '../address.js';
import { type Part, part, unchecked } from './report.js';

/** Refuse every change of an event in the embedded store. */
const GUARDS = ['events_never_change', 'events_never_go'];
const MOST = 5;

/** The embedded store's file itself: every page, every index, and the triggers that forbid changes. It may take long, which blocks nobody but this process. */
export function checkStoreFile(address: LedgerAddress): Part {
  if (address.kind === 'eventStoreDb') return unchecked('storeFile', 'EventStoreDB 自行校验其文件');
  const file = path.join(address.folder, LEDGER_FILE);
  const database = openDatabase(file, { synchronous: 'FULL', readonly: true });
  try {
    const rows = database.all<{ integrity_check: string }>(`PRAGMA integrity_check(${MOST})`).map((row) => row.integrity_check);
    const damage = rows.filter((row) => row !== 'ok');
    const triggers = new Set(
      database.all<{ name: string }>(`SELECT name FROM sqlite_schema WHERE type = 'trigger'`).map(({ name }) => name),
    );
    const differences: Difference[] = [
      ...damage.map((reason) => differenceOf('verification.storeDamaged', { file: LEDGER_FILE }, {}, { reason })),
      ...GUARDS.filter((guard) => !triggers.has(guard)).map((expected) =>
        differenceOf('verification.storeUnguarded', { file: LEDGER_FILE }, { expected }),
      ),
    ];
    return part('storeFile', 'SQLite 完整性检查', differences);
  } finally {
    database.close();
  }
}
