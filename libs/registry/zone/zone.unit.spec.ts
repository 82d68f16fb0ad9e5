import { zoneDecider, zoneEvents } from '../index.js';
import { callers, Stream } from '../testing/index.js';
import { document, rules, scheme, zone } from '../testing/samples.js';

const register = { type: 'RegisterZone', name: '金安经济开发区', county: '341502', level: 'provincial' } as const;
const industries = (...codes: string[]) => ({ type: 'SetLeadingIndustries', industries: codes, scheme: scheme.id, document }) as const;

describe('a development zone', () => {
  it('is registered by the task force or by its own county, once', () => {
    const stream = new Stream(zoneDecider, 'Z1', zoneEvents);
    expect(stream.refusal(register, { by: callers.otherCounty }).code).toBe('registry.notYours');
    expect(stream.refusal(register, { by: callers.tax })).toMatchObject({
      code: 'registry.wrongDepartment',
      message: '税务无权办理此事，应由专班、县区办理。',
      params: { office: 'tax', allowed: 'taskForce、county' },
    });
    expect(stream.do(register, { by: callers.county })).toEqual([
      { type: 'ZoneRegistered', data: { code: 'Z1', name: '金安经济开发区', county: '341502', level: 'provincial' } },
    ]);
    expect(stream.refusal(register, { by: callers.county }).code).toBe('registry.zoneExists');
  });

  it('takes a code that is not ASCII, but none with blanks at an end', () => {
    expect(new Stream(zoneDecider, '金安开发区', zoneEvents).do(register, { by: callers.taskForce })).toHaveLength(1);
    expect(new Stream(zoneDecider, 'Z1 ', zoneEvents).refusal(register, { by: callers.taskForce }).code).toBe('registry.code');
    expect(new Stream(zoneDecider, '', zoneEvents).refusal(register, { by: callers.taskForce }).code).toBe('registry.code');
  });

  it('has at most three leading industries, each once, out of the city’s dictionary', () => {
    const stream = zone();
    const extra = { rules };
    const by = callers.county;
    expect(stream.do(industries('newMaterials', 'highEndEquipment', 'electronicInformation'), { by, extra })).toMatchObject([
      {
        type: 'LeadingIndustriesSet',
        data: { industries: ['newMaterials', 'highEndEquipment', 'electronicInformation'], scheme: rules.ref },
      },
    ]);
    const four = industries('newMaterials', 'highEndEquipment', 'electronicInformation', 'newEnergyVehicleParts');
    expect(stream.refusal(four, { by, extra }).code).toBe('registry.tooManyIndustries');
    expect(stream.refusal(industries('newMaterials', 'newMaterials'), { by, extra })).toMatchObject({
      code: 'registry.industryTwice',
      message: '主导产业「新材料」重复。',
      params: { industry: 'newMaterials' },
      where: 'industries[1]',
    });
    expect(stream.refusal(industries('textiles'), { by, extra })).toMatchObject({
      code: 'registry.industryUnknown',
      where: 'industries[0]',
    });
    expect(stream.state).toMatchObject({ industries: ['newMaterials', 'highEndEquipment', 'electronicInformation'] });
  });

  it('can be raised to national level', () => {
    const stream = zone();
    stream.do({ type: 'AmendZone', level: 'national', reason: '国务院批复', document }, { by: callers.taskForce });
    expect(stream.state).toMatchObject({ level: 'national', name: '金安经济开发区' });
    expect(stream.refusal({ type: 'AmendZone', reason: '—' }, { by: callers.taskForce }).code).toBe('registry.nothingGiven');
  });

  it('that nobody registered is unknown', () => {
    const stream = new Stream(zoneDecider, 'Z9', zoneEvents);
    expect(stream.refusal(industries('newMaterials'), { by: callers.taskForce, extra: { rules } }).code).toBe('registry.zoneUnknown');
  });
});
