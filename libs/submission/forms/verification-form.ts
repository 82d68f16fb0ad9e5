import type { Metric, Scheme } from '#libs/scheme';
import { formOf } from './form-of.js';
import type { Column, Form } from './form.js';

/** What a verifier may say of a line, as people read it. */
export const verdictWords = { 确认: 'confirmed', 退回: 'returned', 划去: 'struck' } as const;

const verdictColumns: readonly Column[] = [
  {
    header: '核实结论',
    field: 'verdict',
    cell: { kind: 'words', words: verdictWords },
    required: false,
    empty: 'leftOut',
    about: '确认：计入；退回：由提交单位更正；划去：不计。一项清单要么每行都有结论，要么整项空着（本次不核实）',
    width: 10,
  },
  {
    header: '核实理由',
    field: 'verdictReason',
    cell: { kind: 'text' },
    required: false,
    empty: 'leftOut',
    about: '退回和划去须写明理由',
    width: 36,
  },
  { header: '版本', field: 'version', cell: { kind: 'decimal' }, required: true, about: '核实的是哪一版，不要改动', width: 6 },
  {
    header: '行编号',
    field: 'lineId',
    cell: { kind: 'text' },
    // An id is made of one or two texts of the line.
    longest: 300,
    required: false,
    empty: 'leftOut',
    about: '核实的是哪一行，不要改动',
    width: 24,
  },
];

/** The sheet on which a department verifies a metric: its lines as delivered, to be read only, with a verdict and a reason for each. */
export function verificationFormOf(metric: Metric, scheme: Scheme): Form {
  const { columns: shown, ...form } = formOf(metric, scheme);
  return { ...form, shown, columns: verdictColumns };
}
