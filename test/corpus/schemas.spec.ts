import { Type } from '@sinclair/typebox';
import { defineEvent, EventRegistry } from '#libs/event-sourcing';
import { allEvents } from '../../apps/api/composition.js';
import { readFrozenSchemas } from './corpus-files.js';
import { currentSchemas, schemaFaults, withNewSchemas } from './schema-hashes.js';

const named = Type.Object({ name: Type.String(), since: Type.Optional(Type.String()) }, { additionalProperties: false });
const hashesOf = (schema: object, version = 1) => {
  const upcasters = Object.fromEntries(Array.from({ length: version - 1 }, (_none, i) => [i + 1, (data: unknown) => data]));
  return currentSchemas(
    new EventRegistry([defineEvent('Named', { about: 'a name', schema: schema as typeof named, version, upcasters })]).catalogue(),
  );
};

describe('Schemas of released event types', () => {
  it('are as they were frozen, and every one is frozen', () => {
    expect(schemaFaults(readFrozenSchemas(), currentSchemas(allEvents().catalogue()))).toEqual([]);
  });

  it('may not change in place: the fault says that a new version and an upcaster are needed', () => {
    const changed = Type.Object({ name: Type.String({ maxLength: 10 }) }, { additionalProperties: false });
    expect(schemaFaults(hashesOf(named), hashesOf(changed))).toEqual([
      'the schema of Named@1 was released and has changed: give Named version 2 with an upcaster from 1',
    ]);
  });

  it('may get a new version, which is frozen beside the old one', () => {
    const next = hashesOf(Type.Object({ name: Type.String(), kind: Type.String() }), 2);
    expect(schemaFaults(hashesOf(named), next)).toEqual([
      'Named@2 is new: run `npm run corpus -- freeze` and commit test/corpus/schemas.json',
    ]);
    const frozen = withNewSchemas(hashesOf(named), next);
    expect(frozen).toMatchObject({ 'Named@1': hashesOf(named)['Named@1'], 'Named@2': next['Named@2'] });
    expect(schemaFaults(frozen, next)).toEqual([]);
  });

  it('may neither disappear nor fall back', () => {
    const none = currentSchemas(new EventRegistry().catalogue());
    expect(schemaFaults(hashesOf(named), none)).toEqual(['Named@1 was released and is gone: old ledgers hold it, so declare it again']);
    expect(schemaFaults(withNewSchemas(hashesOf(named), hashesOf(named, 2)), hashesOf(named))).toEqual([
      'Named@2 was released, but Named stands at version 1: versions only grow',
    ]);
  });

  it('freezing never changes what is frozen', () => {
    const changed = hashesOf(Type.Object({ name: Type.Integer() }));
    expect(withNewSchemas(hashesOf(named), changed)['Named@1']).toBe(hashesOf(named)['Named@1']);
  });

  it('are the same schemas where fields and alternatives merely stand in another order', () => {
    const one = Type.Object({ a: Type.String(), b: Type.Union([Type.Literal('x'), Type.Literal('y')]) });
    const other = Type.Object({ b: Type.Union([Type.Literal('y'), Type.Literal('x')]), a: Type.String() });
    expect(hashesOf(one)).toEqual(hashesOf(other));
  });
});
