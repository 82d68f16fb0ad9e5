import { compareIds } from '#libs/kernel';
import type { CheckedWorkbook, Reading, SubmittedItem } from '#libs/submission';
import type { Checked } from '../checks/checked-workbooks.js';

/** What a decision is told of a checked workbook; `report`: the annotated workbook, where it has errors. */
export function readingOf(
  { workbook, result, asOf, contentHash }: Checked,
  report?: { readonly hash: string; readonly title: string },
): Reading {
  const common = { format: workbook.format, checkedAsOf: asOf, warnings: result.warnings.length };
  if (!report) return { ...common, content: { hash: contentHash, items: itemsIn(result) } };
  return { ...common, rejection: { errors: result.errors.length, codes: codesIn(result), report } };
}

/** Name of the annotated workbook of a delivered file: always an .xlsx. */
export function reportName(name: string): string {
  return `${name.replace(/\.(xlsx|xls|csv)$/i, '').slice(0, 180)}-错误清单.xlsx`;
}

function codesIn({ errors }: CheckedWorkbook): { code: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { code } of errors) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts].map(([code, count]) => ({ code, count })).sort((a, b) => compareIds(a.code, b.code));
}

function itemsIn({ deliveries, verdicts, statements }: CheckedWorkbook): SubmittedItem[] {
  return [
    ...deliveries.map(({ park, year, facts }) => ({
      park,
      year,
      facts: facts.map(({ metric, lines }) => ({ metric, lines: lines.length })),
    })),
    ...verdicts.map(({ park, year, facts }) => ({
      park,
      year,
      facts: facts.map(({ metric, version, verdicts: given }) => ({ metric, version, lines: given.length })),
    })),
    ...statements.map(({ park, year, accidents }) => ({ park, year, facts: [], accidents: accidents.length })),
  ];
}
