import { readFileSync } from 'node:fs';
import type { Department } from '#libs/kernel';
import { parseWorkbook } from '#libs/spreadsheets';
import { formsFor, type WorkbookKind } from '../forms/index.js';
import * as city from '../testing/city.js';
import { checkWorkbook } from './index.js';

const saved: readonly (readonly [file: string, WorkbookKind, Department])[] = [
  ['tax.xlsx', 'delivery', 'tax'],
  ['declaration.xlsx', 'declaration', 'park'],
  ['roster.xls', 'roster', 'park'],
  ['landArea.csv', 'delivery', 'landResources'],
];

describe('a template that LibreOffice saved', () => {
  it.each(saved)('gives the same facts: %s', async (file, kind, department) => {
    const workbook = await parseWorkbook(readFileSync(`test/workbooks/libreoffice/templates/${file}`), file);
    const { errors, deliveries } = checkWorkbook(workbook, city.situation(kind, department));
    expect(errors).toEqual([]);
    const facts = deliveries.flatMap(({ park, facts: all }) => all.map(({ metric, lines }) => ({ park, metric, lines })));
    const expected = formsFor(kind, city.scheme, department).flatMap(({ metric }) =>
      city.parks.map(({ code: park }) => ({ park, metric: metric.code, lines: city.listOf(metric, park) })),
    );
    expect(facts).toHaveLength(expected.length);
    for (const { park, metric, lines } of expected) {
      const found = facts.find((fact) => fact.park === park && fact.metric === metric)?.lines.map(({ source: _source, ...line }) => line);
      expect([park, metric, found]).toEqual([park, metric, lines]);
    }
  });
});
