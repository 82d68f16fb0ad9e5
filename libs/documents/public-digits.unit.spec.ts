import { publicDigits } from './public-digits.js';

const row = (total: string, scores: Readonly<Record<string, string>> = {}) => ({ total, scores });
const totals = (...given: readonly string[]) => publicDigits(given.map((total) => row(total))).map(({ total }) => total);

describe('the digits of a public table', () => {
  it('are two', () => {
    expect(publicDigits([row('91.3025', { tax: '7.8889' })])).toEqual([row('91.30', { tax: '7.89' })]);
  });

  it('are more where two neighbours would look equal, and only there', () => {
    expect(totals('80', '70.1241', '70.1219', '60.001', '60.001')).toEqual(['80.00', '70.124', '70.122', '60.00', '60.00']);
    expect(totals('70.12', '70.1199')).toEqual(['70.1200', '70.1199']);
  });

  it('leave equal totals equal, and tell the row by which one goes before the other (R34t)', () => {
    const [first, second] = publicDigits([row('84', { quality: '20.0049', tax: '3' }), row('84', { quality: '20.0041', tax: '3' })]);
    expect([first, second]).toEqual([row('84.00', { quality: '20.005', tax: '3.00' }), row('84.00', { quality: '20.004', tax: '3.00' })]);
  });

  it('are no more for rows of parks whose totals tell them apart', () => {
    const [first, second] = publicDigits([row('84', { tax: '7.001' }), row('83', { tax: '7.002' })]);
    expect([first?.scores, second?.scores]).toEqual([{ tax: '7.00' }, { tax: '7.00' }]);
  });
});
