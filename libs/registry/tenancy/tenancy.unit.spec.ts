import { type EnterpriseState, type OtherStay, type Tenancy, tenancyDecider, tenancyEvents } from '../index.js';
import { callers, Stream } from '../testing/index.js';
import { document, park } from '../testing/samples.js';

const uscc = '91341502MA2TX00250';
const enterpriseId = '9b6c6f0e-0000-5000-8000-000000000001';
const enterprise: EnterpriseState = { status: 'registered', uscc, formerUsccs: [], name: '甲公司' };
const apply = { type: 'ApplyForTenancy', park: 'P1', enterprise: enterpriseId, uscc } as const;
const extra = { park: park().state, enterprise, others: [] as OtherStay[] };
const none = { others: [] as OtherStay[] };
const fresh = () => new Stream(tenancyDecider, '7c6c6f0e-0000-5000-8000-00000000000a', tenancyEvents);

function applied() {
  const stream = fresh();
  stream.do(apply, { by: callers.park, extra });
  return stream;
}
function admitted(from = '2023-03-01') {
  const stream = applied();
  stream.do({ type: 'AdmitTenant', from }, { by: callers.county, extra: none });
  return stream;
}
const other = (status: 'applied' | 'admitted' | 'left' | 'refused', from: string, to = from): OtherStay =>
  ({
    id: 't-2',
    status,
    park: 'P1',
    zone: 'Z1',
    county: '341502',
    enterprise: enterpriseId,
    uscc,
    from,
    to,
    orders: [],
  }) as unknown as OtherStay;

describe('admission (入园审核)', () => {
  it('is applied for by the park and decided by its county or the task force', () => {
    expect(fresh().refusal(apply, { by: callers.otherPark, extra }).code).toBe('registry.notYours');
    expect(fresh().refusal(apply, { by: callers.tax, extra }).code).toBe('registry.wrongDepartment');
    const stream = applied();
    expect(stream.state).toMatchObject({ status: 'applied', zone: 'Z1', county: '341502' });
    const admit = { type: 'AdmitTenant', from: '2023-03-01' } as const;
    expect(stream.refusal(admit, { by: callers.park, extra: none }).code).toBe('registry.wrongDepartment');
    expect(stream.refusal(admit, { by: callers.otherCounty, extra: none }).code).toBe('registry.notYours');
    expect(stream.refusal({ ...admit, from: '2024-06-02' }, { by: callers.county, extra: none }).code).toBe('registry.futureDate');
    stream.do(admit, { by: callers.county, extra: none });
    expect(stream.refusal(admit, { by: callers.county, extra: none })).toMatchObject({
      code: 'registry.tenancyState',
      message: expect.stringMatching(/^入园事项当前状态为「[\u4e00-\u9fff]+」/) as string,
      params: { state: expect.stringMatching(/^[a-z]+$/) as string },
    });
  });

  it('knows the park and the enterprise that it is about', () => {
    const by = callers.taskForce;
    expect(fresh().refusal(apply, { by, extra: { ...extra, park: { status: 'none' } } }).code).toBe('registry.parkUnknown');
    expect(fresh().refusal(apply, { by, extra: { ...extra, enterprise: { status: 'none' } } }).code).toBe('registry.enterpriseUnknown');
    const elsewhere = { ...extra, enterprise: { ...enterprise, uscc: '91350100M000100Y43' } };
    expect(fresh().refusal(apply, { by, extra: elsewhere }).code).toBe('registry.usccNotEnterprises');
    expect(fresh().refusal({ ...apply, uscc: '91341502MA2TX00251' }, { by, extra }).code).toBe('uscc.checkDigit');
    expect(applied().refusal(apply, { by, extra }).code).toBe('registry.tenancyExists');
    const ended = {
      ...extra.park,
      status: 'ended',
      ended: { how: 'merged', on: '2024-01-01', successors: ['P2'], event: 'e' },
    } as typeof extra.park;
    expect(fresh().refusal(apply, { by, extra: { ...extra, park: ended } }).code).toBe('registry.parkEnded');
    expect(fresh().refusal({ type: 'RefuseTenancy', reason: 'x' }, { by }).code).toBe('registry.tenancyUnknown');
  });

  it('may be refused with a reason', () => {
    const stream = applied();
    stream.do({ type: 'RefuseTenancy', reason: '不符合产业定位' }, { by: callers.county });
    expect(stream.state.status).toBe('refused');
  });

  it('gives one enterprise one stay at a time in a park; repeated stays share no day', () => {
    const by = callers.county;
    for (const open of [other('applied', '2020-01-01'), other('admitted', '2020-01-01')]) {
      expect(fresh().refusal(apply, { by, extra: { ...extra, others: [open] } }).code).toBe('registry.alreadyTenant');
    }
    const earlier = [other('left', '2021-01-01', '2023-03-01')];
    expect(fresh().do(apply, { by, extra: { ...extra, others: earlier } })).toHaveLength(1);
    const admit = { type: 'AdmitTenant', from: '2023-03-01' } as const;
    expect(applied().refusal(admit, { by, extra: { others: earlier } }).code).toBe('registry.alreadyTenant');
    expect(applied().do({ ...admit, from: '2023-03-02' }, { by, extra: { others: earlier } })).toHaveLength(1);
    expect(applied().do(admit, { by, extra: { others: [other('refused', '2023-03-01')] } })).toHaveLength(1);
  });

  it('has a wrong first day corrected', () => {
    const stream = admitted();
    const correct = { type: 'CorrectAdmission', from: '2023-02-01', reason: '租约日期', document } as const;
    expect(applied().refusal(correct, { by: callers.county, extra: none }).code).toBe('registry.tenancyState');
    const clash = { others: [other('left', '2022-01-01', '2023-02-01')] };
    expect(stream.refusal(correct, { by: callers.county, extra: clash }).code).toBe('registry.alreadyTenant');
    stream.do(correct, { by: callers.county, extra: none });
    stream.do({ type: 'RecordDeparture', on: '2023-12-31', reason: '租约期满' }, { by: callers.park });
    expect(stream.refusal({ ...correct, from: '2024-01-01' }, { by: callers.county, extra: none }).code).toBe('registry.daysOutOfOrder');
    expect(stream.state).toMatchObject({ status: 'left', from: '2023-02-01', to: '2023-12-31' });
  });
});

describe('rectification and leaving (动态管理及退出)', () => {
  const by = callers.county;
  const order = { type: 'OrderRectification', grounds: ['safety', 'environment'], due: '2024-06-30' } as const;
  const remove = { type: 'RemoveTenant', on: '2024-07-01', reason: '整改后仍不达标', document } as const;
  const july = '2024-07-02T02:00:00.000Z';
  const ordersOf = (stream: Stream<never, never, never, never> | ReturnType<typeof admitted>) =>
    (stream.state as Tenancy & { orders: { order: string }[] }).orders;

  it('is ordered on grounds with a day to come, and cleared', () => {
    const stream = admitted();
    expect(stream.refusal(order, { by: callers.park }).code).toBe('registry.wrongDepartment');
    expect(stream.refusal({ ...order, due: '2024-05-31' }, { by }).code).toBe('registry.daysOutOfOrder');
    expect(stream.refusal({ ...order, due: '2024-06-31' }, { by }).code).toBe('date.invalid');
    expect(applied().refusal(order, { by }).code).toBe('registry.tenancyState');
    stream.do(order, { by });
    const [open] = ordersOf(stream);
    expect(stream.refusal({ type: 'ClearRectification', order: 'none', on: '2024-06-01' }, { by }).code).toBe('registry.orderUnknown');
    stream.do({ type: 'ClearRectification', order: open?.order as string, on: '2024-06-01' }, { by });
    expect(ordersOf(stream)).toEqual([]);
  });

  it('leads to removal only when it is overdue and not cleared', () => {
    const stream = admitted();
    expect(stream.refusal(remove, { by, at: july }).code).toBe('registry.rectificationPending');
    stream.do(order, { by });
    expect(stream.refusal({ ...remove, on: '2024-06-30' }, { by, at: july })).toMatchObject({
      code: 'registry.rectificationPending',
      params: { due: '2024-06-30' },
    });
    expect(stream.refusal(remove, { by: callers.park, at: july }).code).toBe('registry.wrongDepartment');
    const [open] = ordersOf(stream);
    expect(stream.do(remove, { by, at: july })).toMatchObject([{ type: 'TenantRemoved', data: { orders: [open?.order] } }]);
    expect(stream.state).toMatchObject({ status: 'removed', to: '2024-07-01' });
    expect(stream.refusal(order, { by }).code).toBe('registry.tenancyState');
  });

  it('is not needed for who leaves by itself or graduates', () => {
    const left = admitted();
    expect(left.refusal({ type: 'RecordDeparture', on: '2023-02-28', reason: '搬离' }, { by: callers.park }).code).toBe(
      'registry.beforeAdmission',
    );
    left.do({ type: 'RecordDeparture', on: '2023-03-01', reason: '搬离' }, { by: callers.park });
    expect(left.state).toMatchObject({ status: 'left', from: '2023-03-01', to: '2023-03-01' });
    const grown = admitted();
    grown.do({ type: 'GraduateTenant', on: '2024-05-31', to: 'aboveScale' }, { by: callers.park });
    expect(grown.state).toMatchObject({ status: 'graduated', graduatedTo: 'aboveScale', to: '2024-05-31' });
    expect(grown.refusal({ type: 'GraduateTenant', on: '2024-05-31', to: 'highTech' }, { by: callers.park }).code).toBe(
      'registry.tenancyState',
    );
    expect(admitted().refusal({ type: 'GraduateTenant', on: '2024-06-02', to: 'highTech' }, { by: callers.park }).code).toBe(
      'registry.futureDate',
    );
  });
});
