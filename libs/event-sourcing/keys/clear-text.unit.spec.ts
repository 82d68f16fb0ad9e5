import { personalNumberIn } from './clear-text.js';

const found = (data: object) => personalNumberIn(JSON.stringify(data));

describe('What tells of a person, in an event', () => {
  it('is a citizen’s number with its right check character, wherever it stands', () => {
    expect(found({ title: '关于11010519491231002X的申请' })).toBe('idCard');
    expect(found({ lines: [{ certificate: '440524188001010014', id: 'x' }] })).toBeUndefined();
    expect(found({ lines: [{ certificate: '11010519491231002x' }] })).toBe('idCard');
    expect(found({ text: '110105194912310021' })).toBeUndefined();
  });

  it('is no code of an enterprise, no hash, no amount', () => {
    expect(found({ uscc: '913415194912310027', hash: '11010519491231002a'.padEnd(64, '0'), amount: '110105194912310.02' })).toBeUndefined();
  });

  it('is a mobile telephone’s number where people write sentences, not in a certificate’s', () => {
    expect(found({ reason: '请联系 13805640000' })).toBe('mobile');
    expect(found({ reason: '说 "王"，13805640000' })).toBe('mobile');
    expect(found({ certificate: '13805640000', contract: '13805640000' })).toBeUndefined();
    expect(found({ reason: '2024013805640000' })).toBeUndefined();
  });
});
