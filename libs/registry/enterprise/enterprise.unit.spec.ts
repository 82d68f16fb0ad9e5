import { usccCheckCharacter } from '#libs/kernel';
import { enterpriseDecider, enterpriseEvents } from '../index.js';
import { callers, Stream } from '../testing/index.js';
import { document } from '../testing/samples.js';

const company = '91341502MA2TX00250';
const other = '91350100M000100Y43';
const person = '92341502MA2TX00251';
const sealed = { subject: `uscc:${person}`, ciphertext: 'A'.repeat(40) };
const register = {
  type: 'RegisterEnterprise',
  uscc: company,
  name: '六安甲机械有限公司',
  industry: '通用设备制造',
  kinds: ['smallMicro', 'manufacturing'],
} as const;
const fresh = () => new Stream(enterpriseDecider, '9b6c6f0e-0000-5000-8000-000000000001', enterpriseEvents);

function registered() {
  const stream = fresh();
  stream.do(register, { by: callers.market });
  return stream;
}

describe('an enterprise', () => {
  it('is registered with a valid code by 市场监管, a park, a county or the task force', () => {
    for (const by of [callers.market, callers.park, callers.county, callers.taskForce])
      expect(fresh().do(register, { by })).toHaveLength(1);
    expect(fresh().refusal(register, { by: callers.tax }).code).toBe('registry.wrongDepartment');
    expect(fresh().refusal({ ...register, uscc: '91341502MA2TX00251' }, { by: callers.market })).toMatchObject({
      code: 'uscc.checkDigit',
      where: 'uscc',
    });
    expect(registered().refusal(register, { by: callers.market }).code).toBe('registry.enterpriseExists');
  });

  it('is refused where another one bears the code', () => {
    expect(fresh().refusal(register, { by: callers.park, extra: { bearer: { id: 'e-1' } } })).toMatchObject({
      code: 'registry.usccTaken',
      params: { enterprise: 'e-1' },
    });
  });

  it('has its name sealed where its code is a natural person’s, and in clear otherwise', () => {
    const uscc = personCode();
    expect(fresh().refusal({ type: 'RegisterEnterprise', uscc, name: '张三面馆' }, { by: callers.park }).code).toBe(
      'registry.nameMustBeSealed',
    );
    expect(fresh().do({ type: 'RegisterEnterprise', uscc, name: sealed }, { by: callers.park })).toHaveLength(1);
    expect(fresh().refusal({ ...register, name: sealed }, { by: callers.park }).code).toBe('registry.nameMustBeOpen');
    expect(registered().refusal({ type: 'RenameEnterprise', name: sealed }, { by: callers.market }).code).toBe('registry.nameMustBeOpen');
  });

  it('is renamed and classified; the same name again changes nothing', () => {
    const stream = registered();
    stream.do({ type: 'RenameEnterprise', name: '六安乙机械有限公司', on: '2024-05-01' }, { by: callers.market });
    expect(stream.do({ type: 'RenameEnterprise', name: '六安乙机械有限公司' }, { by: callers.market })).toEqual([]);
    expect(stream.refusal({ type: 'RenameEnterprise', name: 'x', on: '2024-06-02' }, { by: callers.market }).code).toBe(
      'registry.futureDate',
    );
    stream.do({ type: 'ClassifyEnterprise', kinds: ['manufacturing'] }, { by: callers.industry });
    expect(stream.refusal({ type: 'ClassifyEnterprise' }, { by: callers.industry }).code).toBe('registry.nothingGiven');
    expect(stream.state).toMatchObject({ name: '六安乙机械有限公司', kinds: ['manufacturing'], industry: '通用设备制造' });
  });

  it('has a mistyped code corrected, with its name where the kind of holder changes', () => {
    const stream = registered();
    const correct = { type: 'CorrectUscc', uscc: other, reason: '录入错误', document } as const;
    expect(stream.refusal(correct, { by: callers.park }).code).toBe('registry.wrongDepartment');
    expect(stream.refusal(correct, { by: callers.market, extra: { bearer: { id: 'e-2' } } }).code).toBe('registry.usccTaken');
    expect(stream.refusal({ ...correct, uscc: '91350100M000100Y44' }, { by: callers.market }).code).toBe('uscc.checkDigit');
    expect(stream.do({ ...correct, uscc: company }, { by: callers.market })).toEqual([]);
    expect(stream.refusal({ ...correct, uscc: personCode() }, { by: callers.market }).code).toBe('registry.nameNeeded');
    stream.do(correct, { by: callers.market });
    expect(stream.state).toMatchObject({ uscc: other, formerUsccs: [company] });
    stream.do({ ...correct, uscc: personCode(), name: sealed }, { by: callers.market });
    expect(stream.state).toMatchObject({ name: sealed, formerUsccs: [company, other] });
  });

  it('that nobody registered is unknown', () => {
    expect(fresh().refusal({ type: 'RenameEnterprise', name: 'x' }, { by: callers.market }).code).toBe('registry.enterpriseUnknown');
  });
});

/** A code of a 个体工商户 with its right check character. */
function personCode(): string {
  return `${person.slice(0, 17)}${usccCheckCharacter(person.slice(0, 17))}`;
}
