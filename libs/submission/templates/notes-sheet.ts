import { departmentNames } from '#libs/kernel';
import { dueDay } from '#libs/scheme';
import type { SheetOut } from '#libs/spreadsheets';
import { type Form, type ListForm, NIL, NOTES_SHEET, PARK_COLUMN, statementForm, workbookKindNames } from '../forms/index.js';
import { choicesOf } from './columns-out.js';
import type { TemplateRequest } from './request.js';

/** Characters of a note that its column shows, all of them Chinese. */
const LINE = 60;

type Note = readonly [subject: string, text: string];

/** What a template is, what it rests on, until when it is due, and what goes into each column. */
export function notesSheet(request: TemplateRequest, forms: readonly Form[]): SheetOut {
  const lists = request.kind === 'statements' ? columnNotes(statementForm) : forms.flatMap((form) => formNotes(form, request));
  const columns = [
    { header: '项目', width: 50 },
    { header: '说明', width: 124 },
  ];
  const notes = [...headNotes(request), ...rules(request), ...lists];
  return { name: NOTES_SHEET, columns, landscape: true, rows: notes.flatMap(([subject, text]) => inRows(subject, text)) };
}

/** A long note takes several rows: not every program makes a row as high as its text. */
function inRows(subject: string, text: string): readonly Note[] {
  const characters = [...text];
  const parts = Array.from({ length: Math.max(1, Math.ceil(characters.length / LINE)) }, (_, i) =>
    characters.slice(i * LINE, (i + 1) * LINE).join(''),
  );
  return parts.map((part, i) => [i === 0 ? subject : '', part]);
}

/** The title of a template's workbook. */
export function titleOf({ kind, year, scheme, department }: TemplateRequest): string {
  return `${year} 年度${scheme.jurisdiction.name}小微企业园${workbookKindNames[kind]}（${departmentNames[department]}）`;
}

function headNotes(request: TemplateRequest): readonly Note[] {
  const { scheme } = request;
  const status = scheme.basis.status === 'consultationDraft' ? '（依据为征求意见稿）' : '';
  return [
    ['名称', titleOf(request)],
    ['依据', `${scheme.basis.title}${scheme.basis.number ?? ''}${status}；${scheme.title}`],
  ];
}

function rules({ kind }: TemplateRequest): readonly Note[] {
  const common: readonly Note[] = [
    ['表头', '按表头识别各列，列的次序可以变动，列名不要改；单位以表头括号内为准'],
    ['代码和编号', '各代码、证书号、编号列均为文本；数字单元格会改变代码末位，不予接受'],
    ['合计', '不写合计行：合计由程序计算'],
  ];
  switch (kind) {
    case 'delivery':
    case 'declaration':
    case 'roster':
      return [
        ...common,
        [`填「${NIL}」`, `某园区一项清单没有可报的，在「${PARK_COLUMN}」「园区名称」之后的第一列填「${NIL}」，其余空着；不能留空`],
        ['本次不报的', '整张表不填即可；只填了一部分的表，空行须补填或整行删去'],
        ['更正', '更正已报的一项，须重新列出该园区该项的全部行'],
      ];
    case 'verification':
      return [...common, ['核实', '数据列和隐藏的列不要改动；一项清单每一行都填结论，或整项空着（本次不核实）']];
    case 'statements':
      return common;
  }
}

function formNotes(form: Form, { scheme, year, kind }: TemplateRequest): readonly Note[] {
  const { metric, sheet } = form;
  const rows = scheme.rows.filter(({ metrics }) => metrics.includes(metric.code));
  const clauses = rows.map(({ clause }): Note => [
    `${sheet}：政策原文`,
    `${clause.place}：${clause.text.replace(/\s*\n\s*/g, '')}（数据来源：${clause.dataSource}）`,
  ]);
  // Departments verify until their own day, whatever was due before it; a roster until it is frozen.
  const day = kind === 'verification' && metric.lines !== 'tenancy' ? 'departments' : metric.due;
  return [
    [sheet, `截止 ${dueDay(scheme, day, year)}；取数时点：${metric.cutOff}${metric.unit === null ? '' : `；单位：${metric.unit}`}`],
    [`${sheet}：佐证材料`, metric.evidence.join('、') || '无'],
    ...(metric.lines === 'tenancy' ? [] : clauses),
    ...columnNotes(form),
  ];
}

function columnNotes({ sheet, columns }: ListForm): readonly Note[] {
  return columns.map((column): Note => {
    const choices = choicesOf(column, false);
    const text = [column.about, choices ? `可填：${choices.join('、')}` : '', column.required ? '' : '可以空着'].filter(
      (part) => part !== '',
    );
    return [`${sheet}：${column.header}`, text.join('；')];
  });
}
