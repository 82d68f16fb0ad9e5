import { Type } from '@sinclair/typebox';
import type { StoredEvent } from '#libs/event-store';
import { defineEvent, EventRegistry, EventSchemaError, ledgerEvents, processEvents, UnknownEventTypeError } from '../index.js';

const metadata = {
  commandId: '3d6b4f0e-5d5c-5a6e-9d7a-0d7a3f0a1b2c',
  inputHash: 'a'.repeat(64),
  correlationId: '3d6b4f0e-5d5c-5a6e-9d7a-0d7a3f0a1b2c',
  causationId: '3d6b4f0e-5d5c-5a6e-9d7a-0d7a3f0a1b2c',
  actor: { account: 'a1', role: 'department', department: 'tax' },
  recordedAt: '2024-01-01T00:00:00.000Z',
  schemaVersion: 1,
  salt: 'b'.repeat(64),
};

const areaMeasured = defineEvent('AreaMeasured', {
  about: 'A plot was measured.',
  version: 3,
  schema: Type.Object(
    { plot: Type.String(), area: Type.String({ format: 'decimal' }), unit: Type.String() },
    { additionalProperties: false },
  ),
  upcasters: {
    1: (data) => ({ ...(data as object), unit: 'mu' }),
    2: (data) => {
      const { parcel, ...rest } = data as { parcel: string };
      return { ...rest, plot: parcel };
    },
  },
});

const stored = (type: string, data: unknown, schemaVersion: number): StoredEvent => ({
  id: '3d6b4f0e-5d5c-5a6e-9d7a-0d7a3f0a1b2d',
  type,
  data: JSON.stringify(data),
  metadata: JSON.stringify({ ...metadata, schemaVersion }),
  stream: 'plot-1',
  revision: 4,
  position: '17',
});

describe('EventRegistry', () => {
  const registry = new EventRegistry({ areaMeasured });

  it('accepts what fits the schema and names every path that does not', () => {
    expect(() => registry.validate('AreaMeasured', { plot: 'p', area: '1.5', unit: 'mu' })).not.toThrow();
    expect.assertions(3);
    try {
      registry.validate('AreaMeasured', { plot: 'p', area: '1e3', unit: 4, extra: true });
    } catch (error) {
      expect(error).toBeInstanceOf(EventSchemaError);
      expect((error as EventSchemaError).faults.map((fault) => fault.path).sort()).toEqual(['', '/area', '/unit']);
    }
  });

  it('reads old versions in today’s form, one upcaster after the other, and leaves the metadata as it stands', () => {
    const today = { plot: 'p', area: '2', unit: 'mu' };
    expect(registry.parse(stored('AreaMeasured', { parcel: 'p', area: '2' }, 1)).data).toEqual(today);
    expect(registry.parse(stored('AreaMeasured', { parcel: 'p', area: '2', unit: 'mu' }, 2)).data).toEqual(today);
    const recorded = registry.check(stored('AreaMeasured', today, 3));
    expect(recorded).toMatchObject({ data: today, stream: 'plot-1', revision: 4, position: '17', metadata: { schemaVersion: 3 } });
  });

  it('never skips: an unknown type, or a version of tomorrow, is an error', () => {
    expect(() => registry.parse(stored('AreaGuessed', {}, 1))).toThrow(UnknownEventTypeError);
    expect(() => registry.parse(stored('AreaMeasured', {}, 4))).toThrow(UnknownEventTypeError);
    expect(() => registry.parse(stored('AreaMeasured', {}, 0))).toThrow(UnknownEventTypeError);
  });

  it('finds damage that stands in the store', () => {
    expect(() => registry.check(stored('AreaMeasured', { plot: 'p', area: 2, unit: 'mu' }, 3))).toThrow(/\/area/);
    const damaged = { ...stored('AreaMeasured', { plot: 'p', area: '2', unit: 'mu' }, 3), metadata: JSON.stringify({ schemaVersion: 3 }) };
    expect(() => registry.check(damaged)).toThrow(/metadata of AreaMeasured/);
  });

  it('refuses a type declared twice, and a version without an upcaster', () => {
    const twice = defineEvent('AreaMeasured', { about: 'again', schema: Type.Object({}) });
    expect(() => new EventRegistry([areaMeasured], [twice])).toThrow('declared twice');
    const gap = defineEvent('Gap', { about: 'gap', version: 2, schema: Type.Object({}) });
    expect(() => new EventRegistry([gap])).toThrow('no upcaster from version 1');
  });

  it('lists every type, the ledger’s own among them, with its schema compiled', () => {
    const types = registry.catalogue().map((entry) => entry.type);
    expect(types).toEqual(expect.arrayContaining(['AreaMeasured', ...Object.keys(ledgerEvents), ...Object.keys(processEvents)]));
    expect(types).toEqual([...types].sort());
    const broken = defineEvent('Broken', { about: 'not a schema', schema: Type.Unsafe({ type: 'no such type' }) });
    expect(() => new EventRegistry([broken]).catalogue()).toThrow();
  });
});
