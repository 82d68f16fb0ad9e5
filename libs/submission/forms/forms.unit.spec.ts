import { departments } from '#libs/kernel';
import { lineKinds, lineSchema } from '#libs/scheme';
import * as city from '../testing/city.js';
import { formOf, formsFor, headersOf, NIL, writeRow } from './index.js';

const forms = city.scheme.metrics.map((metric) => formOf(metric, city.scheme));

describe('forms', () => {
  it('have a column for every field of their lines, and none besides', () => {
    expect(new Set(forms.map(({ metric }) => metric.lines)).size).toBe(lineKinds.length);
    for (const { metric, columns } of forms) {
      const { properties, required = [] } = lineSchema(metric.lines) as { properties: object; required?: string[] };
      const fields = Object.keys(properties).filter((field) => field !== 'id' && field !== 'source');
      expect([metric.code, columns.map(({ field }) => field).sort()]).toEqual([metric.code, fields.sort()]);
      const leftOut = columns.filter(({ empty }) => empty === 'leftOut').map(({ field }) => field);
      expect([metric.code, leftOut]).toEqual([metric.code, fields.filter((field) => !required.includes(field))]);
    }
  });

  it('have sheets that a workbook can have, each its own', () => {
    const names = forms.map(({ sheet }) => sheet);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) {
      expect(name.length).toBeLessThanOrEqual(31);
      expect(name).not.toMatch(/[[\]:*?/\\]/);
    }
  });

  it('keep two metrics of one name apart', () => {
    const [first, second, ...rest] = city.scheme.metrics as [(typeof city.scheme.metrics)[number], (typeof city.scheme.metrics)[number]];
    const name = '甲'.repeat(40);
    const scheme = { ...city.scheme, metrics: [{ ...first, name }, { ...second, name }, ...rest] };
    expect(formOf(first, scheme).sheet).toBe('甲'.repeat(31));
    expect(formOf(second, scheme).sheet).toMatch(/^甲+ taxPaid$/);
    expect(formOf(second, scheme).sheet).toHaveLength(31);
  });

  it('word amounts by metric and unit, and the share of a leading industry by the basis of the scheme (R14)', () => {
    const headers = (code: string, scheme = city.scheme) => headersOf(formOf(city.metricOf(code), scheme));
    expect(headers('rdExpense')).toEqual([
      '园区代码',
      '园区名称',
      '统一社会信用代码',
      '企业名称',
      '园内企业研发费用支出（万元）',
      '口径',
      '园内份额（%）',
    ]);
    expect(headers('leadingIndustryShare')).toEqual([
      '园区代码',
      '园区名称',
      '主导产业',
      '产业清晰',
      '主导产业营业收入（万元）',
      '园区营业收入（万元）',
    ]);
    const byCount = { ...city.scheme, readings: { ...city.scheme.readings, leadingIndustryBasis: 'enterpriseCount' as const } };
    expect(headers('leadingIndustryShare', byCount)).toContain('主导产业企业户数（户）');
  });

  it('are handed to who submits and who verifies, each metric once', () => {
    const codes = (kind: Parameters<typeof formsFor>[0]) =>
      departments.flatMap((department) => formsFor(kind, city.scheme, department).map(({ metric }) => metric.code));
    const needed = city.scheme.metrics.map(({ code }) => code).filter((code) => code !== 'digitalAssessed');
    expect([...codes('delivery'), ...codes('declaration'), ...codes('roster')].sort()).toEqual([...needed].sort());
    expect(codes('verification').sort()).toEqual([...needed].sort());
    expect(codes('statements')).toEqual([]);
  });

  it('write a line in words, and 无 for a park with nothing to list', () => {
    const form = formOf(city.metricOf('talentTeams'), city.scheme);
    const line = { level: 'municipal', certificate: '六人才2023-07', date: '2023-08-08' };
    expect(writeRow(form, 'P1', line, { park: '城东小微园' })).toEqual(['P1', '城东小微园', '市级', '六人才2023-07', '2023-08-08']);
    expect(writeRow(form, 'P1', null)).toEqual(['P1', '', NIL, '', '']);
  });
});
