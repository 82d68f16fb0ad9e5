import type { Severity } from '#libs/registry';
import type { Column, ListForm } from './form.js';

/** Severities by the official report (生产安全事故报告和调查处理条例 第三条); 未定级 = not graded yet, the award is held (R37). */
export const severityWords = {
  一般: 'ordinary',
  较大: 'serious',
  重大: 'major',
  特别重大: 'extreme',
  未定级: 'ungraded',
} as const satisfies Readonly<Record<string, Severity | 'ungraded'>>;

const optional = { required: false, empty: 'leftOut' } as const;

const columns: readonly Column[] = [
  {
    header: '有无事故',
    field: 'has',
    cell: { kind: 'words', words: { 有: 'some', 无: 'none' } },
    required: true,
    about: '每个园区都要说明；没有事故的填「无」，其余各列空着；几起事故的每起一行',
    width: 10,
  },
  { header: '事故编号', field: 'accident', cell: { kind: 'code' }, ...optional, about: '本单位登记的编号', width: 20 },
  { header: '发生日期', field: 'date', cell: { kind: 'day' }, ...optional, about: '在该年度内', width: 14 },
  {
    header: '事故等级',
    field: 'severity',
    cell: { kind: 'words', words: severityWords },
    ...optional,
    about: '以官方调查报告为准，尚无报告的填「未定级」',
    width: 10,
  },
  { header: '报告名称', field: 'reportTitle', cell: { kind: 'text' }, ...optional, about: '定级的须附调查报告', width: 36 },
  {
    header: '报告文件',
    field: 'reportHash',
    cell: { kind: 'code' },
    ...optional,
    about: '调查报告上传后得到的 SHA-256（64 位）',
    width: 66,
  },
];

/** 应急's statement: for each park its accidents of the year, or that there were none. */
export const statementForm: ListForm = { sheet: '安全生产事故', columns, named: false };
