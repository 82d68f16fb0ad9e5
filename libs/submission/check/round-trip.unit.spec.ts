import { textOf } from '#libs/spreadsheets';
import { formsFor, type WorkbookKind } from '../forms/index.js';
import { templateFor } from '../templates/index.js';
import * as city from '../testing/city.js';
import { filled, formats } from '../testing/filled.js';
import { checkWorkbook, type DossierDelivery } from './index.js';
import type { Department } from '#libs/kernel';

const deliverers: readonly (readonly [WorkbookKind, Department])[] = [
  ['delivery', 'tax'],
  ['delivery', 'landResources'],
  ['delivery', 'taskForce'],
  ['declaration', 'park'],
  ['roster', 'park'],
];
const assessed = { ...city.scheme, readings: { ...city.scheme.readings, digitalManagement: 'assessed' as const } };

describe('a template, filled in and sent back', () => {
  describe.each(deliverers)('%s of %s', (kind, department) => {
    const scheme = department === 'taskForce' ? assessed : city.scheme;
    const forms = formsFor(kind, scheme, department);
    const book = filled(templateFor(city.request(kind, department, { scheme })), forms);

    it.each(Object.entries(formats))('gives the same facts as %s', async (_format, files) => {
      expect(forms.length).toBeGreaterThan(0);
      const workbooks = await files(book);
      const checked = workbooks.map((workbook) => checkWorkbook(workbook, city.situation(kind, department, { scheme })));
      expect(checked.flatMap(({ errors }) => errors)).toEqual([]);
      const facts = factsOf(checked.flatMap(({ deliveries }) => deliveries));
      for (const { metric } of forms) {
        for (const { code } of city.parks) {
          expect([metric.code, code, facts.get(`${code} ${metric.code}`)?.map(withoutSource)]).toEqual([
            metric.code,
            code,
            city.listOf(metric, code),
          ]);
        }
      }
      expect(facts.size).toBe(forms.length * city.parks.length);
      // Every line points to a sheet and a row that begin with its park and hold its own value.
      for (const [key, lines] of facts) {
        for (const line of lines) {
          const sheet = workbooks.flatMap(({ sheets }) => sheets).find(({ name }) => name === line.source.sheet);
          const cells = (sheet?.rows[line.source.row - 1] ?? []).map(textOf);
          expect(cells[0]).toBe(key.split(' ')[0]);
          if (typeof line.uscc === 'string') expect(cells).toContain(line.uscc);
          if (typeof line.certificate === 'string') expect(cells).toContain(line.certificate);
        }
      }
    });
  });
});

function factsOf(deliveries: readonly DossierDelivery[]) {
  return new Map(deliveries.flatMap(({ park, facts }) => facts.map(({ metric, lines }) => [`${park} ${metric}`, lines] as const)));
}

function withoutSource({ source: _source, ...line }: { readonly source: unknown }) {
  return line;
}
