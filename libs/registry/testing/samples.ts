import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { DocumentRef } from '#libs/evidence';
import type { Scheme } from '#libs/scheme';
import { parkDecider, parkEvents, type RecognitionFacts, registryRules, type RegistryRules, zoneDecider, zoneEvents } from '../index.js';
import { callers, Stream } from './index.js';

/** The scheme that ships with the program. */
export const scheme = parse(readFileSync('seeds/schemes/luan-2023.yaml', 'utf8')) as Scheme;
export const rules: RegistryRules = registryRules(scheme, 'a'.repeat(64));

export const document: DocumentRef = {
  hash: 'b'.repeat(64),
  title: '关于认定小微企业园的批复',
  number: '六小微〔2022〕3号',
  date: '2022-03-01',
};
export const report: DocumentRef = { hash: 'c'.repeat(64), title: '事故调查报告' };

const evidence = [document];
const met = { met: true, evidence };

/** An application that meets every criterion on 2022-06-30: exactly on the line where there is one. */
export const facts: RecognitionFacts = {
  withinZone: met,
  legalPerson: met,
  goodCredit: { operator: true, representative: true, evidence },
  inOperation: { since: '2021-06-30', evidence },
  fitsPlan: met,
  publicFacilities: met,
  operator: met,
  size: { land: { area: '20', unit: 'mu' }, evidence },
  admissionConditions: { met: true, leadingIndustry: 'newMaterials', evidence },
  smallShare: { small: 7, tenants: 10, evidence },
  manufacturers: { count: 5, evidence },
};

export const operator = { name: '金安小微园运营有限公司', uscc: '91350100M000100Y43' };

/** A zone of province level in 金安区. */
export function zone(level: 'national' | 'provincial' | 'municipal' = 'provincial') {
  const stream = new Stream(zoneDecider, 'Z1', zoneEvents);
  stream.do({ type: 'RegisterZone', name: '金安经济开发区', county: '341502', level }, { by: callers.taskForce });
  return stream;
}

/** Park P1 of that zone, registered. */
export function park(id = 'P1', days: { completedOn?: string; operatingSince?: string } = {}) {
  const stream = new Stream(parkDecider, id, parkEvents);
  stream.do(
    { type: 'RegisterPark', name: `小微企业园 ${id}`, zone: 'Z1', operator, ...days },
    { by: callers.county, extra: { zone: zone().state } },
  );
  return stream;
}

/** Park P1, recognised on 2022-06-30. */
export function recognisedPark(id = 'P1') {
  const stream = park(id);
  stream.do({ type: 'ApplyForRecognition', facts }, { by: callers.county });
  stream.do(
    { type: 'RecognisePark', on: '2022-06-30', scheme: scheme.id, document },
    { by: callers.taskForce, extra: { zone: zone().state, rules } },
  );
  return stream;
}
