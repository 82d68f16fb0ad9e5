import { latinWords } from '#libs/kernel/testing';
import { renderSheet } from '#libs/scoring';
import { ordinary, ordinaryBase, park, run, scheme, YEAR } from './city.testing.js';

describe('a rendered sheet', () => {
  const parks = [
    park('P1', { taxPaid: '10' }, { taxPaid: '10' }),
    park('P2', { taxPaid: '20' }, { taxPaid: '20' }),
    park('P3', { taxPaid: '40' }, { taxPaid: '20' }),
  ];
  const sheet = run(parks).sheets[1];
  if (sheet === undefined) throw new Error('no sheet');
  const rendered = renderSheet(sheet, scheme);

  it('writes each formula out with its numbers, beside clause and readings', () => {
    const tax = rendered.indicators[0];
    expect(tax).toMatchObject({
      name: '亩均税收',
      clause: { text: expect.stringContaining('功效系数法') as string },
      rounding: '≈6.533333 → 6.5333',
    });
    expect(tax?.readings.find((each) => each.number === 'R7')?.text).toContain('b=0.6');
    const level = tax?.terms[0];
    expect(level).toMatchObject({ label: '水平得分', formula: '10 × 0.4 × ≈0.733333 = ≈2.933333' });
    expect(level?.terms[0]).toMatchObject({
      formula: '0.6 + (1 − 0.6) × (0.2 − 0.1) ÷ (0.4 − 0.1) = ≈0.733333',
      best: { park: 'P3', value: '2/5' },
      worst: { park: 'P1', value: '1/10' },
    });
    expect(level?.terms[0]?.terms[0]).toMatchObject({
      formula: '20 ÷ 100 = 0.2',
      inputs: [
        { label: '园内企业税收总额', unit: '万元', year: YEAR },
        { label: '占地面积', unit: '亩' },
      ],
    });
    expect(tax?.terms[1]?.terms[0]?.terms[0]).toMatchObject({ formula: '(20 ÷ 100) ÷ (20 ÷ 100) − 1 = 0' });
  });

  it('prints that the basis is a draft while it is one (R27), and the sum of the rows', () => {
    expect(rendered.basisNotice).toBe('依据为征求意见稿');
    expect(renderSheet(sheet, { ...scheme, basis: { ...scheme.basis, status: 'inForce' } }).basisNotice).toBeUndefined();
    expect(rendered.totalFormula).toBe('6.5333 + 10 + 6 + 8 + 3.5 + 10 + 6 + 3.5 + 0 = 53.5333');
  });

  it('has a Chinese label for every term and a text for every reading that a row cites', () => {
    const labels: string[] = [];
    const texts: string[] = [];
    const collect = (terms: (typeof rendered.indicators)[0]['terms']): void => {
      for (const term of terms) {
        labels.push(term.label, ...term.inputs.map((each) => each.label));
        texts.push(term.formula, ...term.notes, ...term.inputs.map((each) => each.text));
        collect(term.terms);
      }
    };
    const full = run([park('P1', { ...ordinary, talentTeams: [{ level: 'municipal' }] }, ordinaryBase)], {
      digitalManagement: 'assessed',
      facilities: 'all',
    });
    for (const each of [...full.sheets, sheet]) {
      for (const indicator of renderSheet(each, scheme).indicators) {
        collect(indicator.terms);
        for (const reading of indicator.readings) expect(reading.text).toMatch(/[\u4e00-\u9fff]/);
      }
    }
    for (const label of labels) expect(label).toMatch(/[\u4e00-\u9fff]/);
    // What people read of formulas, notes and values has no code word: an option or a level stands by its name.
    expect(texts.flatMap(latinWords)).toEqual([]);
    expect(texts).toEqual(expect.arrayContaining(['市级', '主导产业占比']));
  });

  it('says of a barred park why', () => {
    const barred = run([park('P1', {}, {}, { recognised: false })]).sheets[0];
    expect(barred && renderSheet(barred, scheme)).toMatchObject({
      status: 'barred',
      reasons: [{ code: 'notRecognised', text: '未经认定' }],
      indicators: [],
    });
  });
});
