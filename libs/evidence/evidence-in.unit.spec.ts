import { evidenceIn } from '#libs/evidence';

const hash = (digit: string): string => digit.repeat(64);

describe('The files that a payload refers to', () => {
  it('are its documents and the places in tables, at any depth, each once', () => {
    const payload = {
      document: { hash: hash('a'), title: '批文' },
      lines: [{ source: { hash: hash('b'), sheet: 'tax.csv', row: 2 } }, { source: { hash: hash('b'), sheet: 'tax.csv', row: 3 } }],
      facts: { operator: { evidence: [{ hash: hash('c'), title: '合同', number: '1' }] } },
      consent: null,
    };
    expect([...evidenceIn(payload)]).toEqual([hash('a'), hash('b'), hash('c')]);
  });

  it('are not the hashes of schemes, sheets and results', () => {
    const payload = { scheme: { id: 'luan-2023', hash: hash('a') }, sheetHash: hash('b'), hash: hash('c'), sheet: 'x', n: 3 };
    expect([...evidenceIn(payload)]).toEqual([]);
    expect([...evidenceIn('text')]).toEqual([]);
  });
});
