import path from 'node:path';
import { compareReads } from '#libs/event-sourcing/sqlite';
import type { EventStore } from '#libs/event-store';
import { DatabaseError } from '#libs/sqlite';
import { differenceOf } from '#libs/verification';
import { allEvents, allProjections } from '../../api/composition.js';
import { type Part, part, unchecked } from './report.js';

export interface ReadsCheck {
  readonly store: EventStore;
  readonly dataDir: string;
  readonly progress: (events: number) => void;
  readonly signal: AbortSignal;
}

/** The node's read models beside those that are built anew from the events, at the same index. */
export async function checkReads({ store, dataDir, progress, signal }: ReadsCheck): Promise<Part> {
  const folder = path.join(dataDir, 'reads');
  const options = { folder, store, registry: allEvents(), projections: allProjections, progress, signal };
  const compared = await compareReads(options).catch((error: unknown) => {
    if (error instanceof DatabaseError) return { state: 'unreadable', file: 'reads/', reason: error.message } as const;
    throw error;
  });
  if (compared.state === 'none') return unchecked('reads', '没有本版程序建好的读模型（reads/），启动服务后会建立');
  const file = `reads/${compared.file}`;
  switch (compared.state) {
    case 'same':
      return part('reads', `${compared.tables} 张表，到序号 ${compared.index}`);
    case 'unreadable':
      return unchecked('reads', `未能比对：${compared.reason}`);
    case 'ahead': {
      const values = { expected: String(compared.index), found: String(compared.reached) };
      return part('reads', file, [differenceOf('verification.readsAhead', { index: compared.reached + 1, file }, values)]);
    }
    case 'differs': {
      const { table, row, only, index } = compared;
      const reason = `${only === 'served' ? '节点上多出或不同的行' : '节点上缺少或不同的行'} ${row}，到序号 ${index}`;
      return part('reads', file, [
        differenceOf('verification.readsDiffer', { file: `${file}#${table}`, path: row }, {}, { table, reason }),
      ]);
    }
  }
}
