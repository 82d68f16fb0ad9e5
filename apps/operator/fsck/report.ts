import type { Difference, Report } from '#libs/verification';

/** The parts of a check, in the order in which they are told. */
export const partNames = {
  storeFile: '账本文件',
  checkpoints: '签名检查点',
  log: '事件',
  tree: '日志的树',
  evidence: '证据文件',
  reads: '读模型',
} as const;
export type PartName = keyof typeof partNames;

/** What came of one part. `unchecked`: it is not there, or was left out; `says` tells why. */
export interface Part {
  readonly name: PartName;
  readonly state: 'same' | 'differs' | 'unchecked';
  /** What was compared, or why nothing was, in one line. */
  readonly says: string;
  readonly differences: readonly Difference[];
  /** What is no difference and should be seen. */
  readonly notes: readonly string[];
}

export interface FsckReport {
  readonly ok: boolean;
  /** The first difference: in log order, then in the order of the parts. */
  readonly first?: Difference;
  readonly parts: readonly Part[];
  readonly log: Report;
}

export function part(name: PartName, says: string, differences: readonly Difference[] = [], notes: readonly string[] = []): Part {
  return { name, state: differences.length > 0 ? 'differs' : 'same', says, differences, notes };
}

export const unchecked = (name: PartName, says: string, notes: readonly string[] = []): Part => ({
  name,
  state: 'unchecked',
  says,
  differences: [],
  notes,
});
