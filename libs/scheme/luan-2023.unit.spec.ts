import { readFileSync } from 'node:fs';
import {
  confirmationsNeeded,
  findRow,
  isWaivable,
  metricsNeeded,
  parseScheme,
  rowCodes,
  rowDepartments,
  schemeHash,
  withReadings,
} from '#libs/scheme';

const text = readFileSync('seeds/schemes/luan-2023.yaml', 'utf8');
const policy = readFileSync('seeds/policy.zh.txt', 'utf8');
const scheme = parseScheme(text);

describe('the scheme of 六安 2023', () => {
  it('quotes the clause of every row verbatim from the policy', () => {
    const cells = policy.slice(policy.indexOf('附件\n')).replaceAll('\t', '');
    for (const row of scheme.rows) {
      expect(cells).toContain(`${row.name}\n${row.points}\n${row.clause.text}\n${row.clause.dataSource}\n`.replaceAll('\t', ''));
    }
  });

  it('has the nine rows, 100 points in all', () => {
    expect(scheme.rows.map((row) => [row.code, row.points])).toEqual([
      ['taxPerMu', '10'],
      ['revenuePerMu', '10'],
      ['industryCluster', '10'],
      ['qualityEnterprises', '25'],
      ['patents', '10'],
      ['rdExpense', '10'],
      ['operations', '10'],
      ['infrastructure', '10'],
      ['bonus', '5'],
    ]);
    expect(rowCodes).toHaveLength(9);
  });

  it('names who delivers and who verifies a row', () => {
    expect(rowDepartments(scheme, findRow(scheme, 'taxPerMu'))).toEqual({
      submits: ['park', 'tax', 'landResources'],
      verifies: ['county', 'tax', 'landResources'],
    });
    expect(rowDepartments(scheme, findRow(scheme, 'qualityEnterprises')).verifies).toEqual(['county', 'statistics', 'industry', 'science']);
  });

  it('asks its adopter to confirm the draft basis, the draft bonus table and the draft veto by name', () => {
    expect(confirmationsNeeded(scheme).map((need) => need.code)).toEqual(['consultationDraft', 'draftBonus', 'draftVetoSeverity']);
    const settled = { ...scheme, basis: { ...scheme.basis, status: 'inForce' as const }, drafts: { bonus: false, vetoSeverity: false } };
    expect(confirmationsNeeded(settled)).toEqual([]);
  });

  it('asks a base year only for tax, revenue, R&D and land', () => {
    expect(metricsNeeded(scheme, 'base').map((metric) => metric.code)).toEqual(['taxPaid', 'operatingRevenue', 'rdExpense', 'landArea']);
  });

  it('asks for assessed points only under that reading', () => {
    const codes = (of: typeof scheme) => metricsNeeded(of, 'current').map((metric) => metric.code);
    expect(codes(scheme)).toContain('digitalManagement');
    expect(codes(scheme)).not.toContain('digitalAssessed');
    const assessed = withReadings(scheme, { digitalManagement: 'assessed' });
    expect(codes(assessed)).toContain('digitalAssessed');
    expect(codes(assessed)).not.toContain('digitalManagement');
  });

  it('lets the task force waive what a park claims, never what a department submits for the year, and base metrics of a base year', () => {
    const waivable = (side: 'current' | 'base') => scheme.metrics.filter((metric) => isWaivable(metric, side)).map((metric) => metric.code);
    expect(waivable('base')).toEqual(['taxPaid', 'operatingRevenue', 'rdExpense', 'landArea']);
    for (const code of ['tenantRoster', 'taxPaid', 'operatingRevenue', 'rdExpense', 'landArea'])
      expect(waivable('current')).not.toContain(code);
    expect(waivable('current')).toContain('talentTeams');
    expect(waivable('current')).toContain('digitalAssessed');
  });

  it('hashes its content, not its text', () => {
    const hash = schemeHash(scheme);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(schemeHash(parseScheme(`# another comment\n${text}`))).toBe(hash);
    expect(schemeHash(parseScheme(JSON.parse(JSON.stringify(scheme))))).toBe(hash);
    expect(schemeHash(withReadings(scheme, { places: 3 }))).not.toBe(hash);
    expect(schemeHash(withReadings(scheme, { places: 4 }))).toBe(hash);
  });
});
