import { Ajv } from 'ajv';
import { categoryField, dayFields, decimalFields, lineCardinality, lineEnterprise, lineId, lineKinds, lineSchema } from '#libs/scheme';

const source = { hash: 'ab'.repeat(32), sheet: '税收.csv', row: 2 };
const uscc = '91341502MA2TX00250';
const ajv = new Ajv({ allErrors: true });
const accepts = (kind: Parameters<typeof lineSchema>[0], line: object): boolean => ajv.validate(lineSchema(kind), line);

describe('lines of a fact', () => {
  const tax = { id: uscc, source, uscc, amount: '-12.50', scope: 'entity' };

  it('takes an amount as decimal text, negative tax included', () => {
    expect(accepts('enterpriseAmount', tax)).toBe(true);
    expect(accepts('enterpriseAmount', { ...tax, scope: 'apportioned', share: '40' })).toBe(true);
  });

  it.each([
    ['a JSON number', { amount: 12.5 }],
    ['an exponent', { amount: '1e3' }],
    ['a leading zero', { amount: '012' }],
    ['a thousands separator', { amount: '1,000' }],
    ['a lower-case code', { uscc: uscc.toLowerCase() }],
    ['a code of 17 characters', { uscc: uscc.slice(1) }],
    ['an unknown scope', { scope: 'group' }],
    ['an unknown key', { note: 'x' }],
    ['row 0', { source: { ...source, row: 0 } }],
    ['a short hash', { source: { ...source, hash: 'ab' } }],
  ])('refuses %s', (_what, change) => {
    expect(accepts('enterpriseAmount', { ...tax, ...change })).toBe(false);
  });

  it('asks for every field of a line, and tells null from absent', () => {
    const stay = { id: `${uscc}@2023-01-01`, source, uscc, from: '2023-01-01', to: null };
    expect(accepts('tenancy', stay)).toBe(true);
    const { to: _to, ...withoutEnd } = stay;
    expect(accepts('tenancy', withoutEnd)).toBe(false);
  });

  it('gives repeated stays of one enterprise different ids and one enterprise one id in an amount list', () => {
    expect(lineId('tenancy', { uscc, from: '2022-03-01', to: '2022-09-30' })).toBe(`${uscc}@2022-03-01`);
    expect(lineId('tenancy', { uscc, from: '2023-01-01', to: null })).toBe(`${uscc}@2023-01-01`);
    expect(lineId('enterpriseAmount', { uscc, amount: '1', scope: 'entity' })).toBe(uscc);
  });

  it('knows a line by its certificate, name, item or assessor', () => {
    expect(lineId('parcel', { certificate: '皖(2020)0001', area: '20', unit: 'mu' })).toBe('皖(2020)0001');
    expect(lineId('patent', { uscc, certificate: 'ZL1', date: '2023-05-01', origin: 'original' })).toBe('ZL1');
    expect(lineId('platform', { kind: '检验检测', name: '甲平台', owner: '园区' })).toBe('甲平台');
    expect(lineId('setItem', { item: '宿舍' })).toBe('宿舍');
    expect(lineId('assessment', { assessor: 'a1', points: '2.5', reason: '系统在用' })).toBe('a1');
    expect(lineId('flag', { value: true })).toBe('value');
  });

  it('keeps two categories under one contract apart', () => {
    const contract = { institution: '甲公司', contract: 'HT-1', from: '2023-01-01', to: '2023-12-31' };
    expect(lineId('service', { ...contract, category: '政务代办' })).not.toBe(lineId('service', { ...contract, category: '政策咨询' }));
  });

  it('names only fields that the kind has', () => {
    for (const kind of lineKinds) {
      const fields = Object.keys(lineSchema(kind).properties);
      for (const field of [...dayFields[kind], ...decimalFields[kind]]) expect(fields).toContain(field);
      const category = categoryField(kind);
      if (category !== undefined) expect(fields).toContain(category);
    }
  });

  it('tells single statements from lists, and lines about an enterprise from others', () => {
    expect(lineKinds.filter((kind) => lineCardinality(kind) === 'single')).toEqual(['choice', 'industryShare', 'flag']);
    expect(lineEnterprise({ id: 'value', source, value: true })).toBeUndefined();
    expect(lineEnterprise({ id: uscc, source, uscc, amount: '1', scope: 'entity' })).toBe(uscc);
  });
});
