import { Type } from '@sinclair/typebox';
import { defineEvent, EventRegistry } from '#libs/event-sourcing';
import { missingFrom } from './missing.js';

const closed = { additionalProperties: false } as const;
const line = Type.Union([Type.Object({ amount: Type.String() }, closed), Type.Object({ area: Type.String() }, closed)]);
const delivered = Type.Object({ lines: Type.Array(line), note: Type.Optional(Type.String()) }, closed);
const catalogue = new EventRegistry([
  defineEvent('Delivered', { about: 'lists', schema: delivered }),
  defineEvent('Struck', { about: 'a list', schema: Type.Object({ reason: Type.String() }, closed) }),
])
  .catalogue()
  .filter(({ type }) => ['Delivered', 'Struck'].includes(type));
const missing = (...data: object[]) =>
  missingFrom(
    data.map((one) => ({ type: 'Delivered', data: JSON.stringify(one) })),
    catalogue,
  );

describe('What a corpus lacks', () => {
  it('is every event type that never comes up, and every field, whatever list or alternative it belongs to', () => {
    expect(missing({ lines: [{ amount: '1' }] })).toEqual(['Delivered.lines.area', 'Delivered.note', 'Struck']);
    expect(missing({ lines: [], note: 'none' })).toEqual(['Delivered.lines', 'Struck']);
    expect(missing()).toEqual(['Delivered', 'Struck']);
  });

  it('is nothing more where one event has what the other leaves out', () => {
    expect(missing({ lines: [{ amount: '1' }] }, { lines: [{ area: '2' }], note: 'measured' })).toEqual(['Struck']);
  });
});
