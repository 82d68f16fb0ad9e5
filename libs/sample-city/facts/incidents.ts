import type { LineFields } from '#libs/scheme';
import { incidents } from '../city/cast.js';
import { mover, type Stay } from '../city/enterprises.js';
import type { Park } from '../city/parks.js';
import { isIncident } from './claims.js';
import type { DeliveredLine, MetricCode, ParkList } from './delivery.js';
import { factLines } from './year-facts.js';

type Lines = readonly DeliveredLine[];

/** A certificate number that two parks list in 2024: an open clash (R5). */
export const clash2024 = { metric: 'utilityModelPatents', parks: ['SP002', 'SP038'], certificate: '示例实用新型2024共有001' } as const;

/** What is delivered first, where the story has something wrong with it. The lines given are what is right. */
export function firstVersion(metric: MetricCode, park: string, year: number, right: Lines, stays: readonly Stay[]): Lines {
  const is = (incident: { year: number; park: string; metric: string }): boolean => isIncident(incident, park, metric, year);
  if (is(incidents.corrected)) return wrongAmount(right);
  if (is(incidents.returnedLine)) return [...right, patentOf(mover(stays, park), year, '示例发明2023014待补')];
  if (is(incidents.sentBack)) return [...right, patentOf(mover(stays, park), year, '示例软著登2023029未入园')];
  if (year === 2024 && metric === clash2024.metric && (clash2024.parks as readonly string[]).includes(park)) {
    return [...right, patentOf(mover(stays, park), year, clash2024.certificate)];
  }
  return right;
}

/** The decimal point of the first amount slipped: ten times too much. */
function wrongAmount(right: Lines): Lines {
  return right.map((each, i) => {
    const line = each.line as LineFields<'enterpriseAmount'>;
    const [whole, rest = ''] = line.amount.split('.');
    const slipped = rest === '' ? `${whole}0` : `${whole}${rest[0]}${rest.length > 1 ? `.${rest.slice(1)}` : ''}`;
    return i === 0 ? { ...each, line: { ...line, amount: slipped } } : each;
  });
}

function patentOf({ enterprise }: Stay, year: number, certificate: string): DeliveredLine {
  return { line: { uscc: enterprise.uscc, certificate, date: `${year}-06-18`, origin: 'original' }, name: enterprise.name };
}

/** Later deliveries of one fact: the corrected list, the list without the returned line, the list delivered again. */
export function amendedLists(
  parks: readonly Park[],
  stays: readonly Stay[],
): readonly { metric: MetricCode; year: number; part: string; lists: readonly ParkList[] }[] {
  const again = (incident: { year: 2022 | 2023; park: string; metric: MetricCode }, change = (lines: Lines): Lines => lines) => {
    const park = parks.find((candidate) => candidate.code === incident.park);
    const lines = park && factLines(incident.metric, park, incident.year, stays);
    if (!lines) throw new Error(`the story needs ${incident.metric} of ${incident.park}`);
    return { metric: incident.metric, year: incident.year, part: '2', lists: [{ park: incident.park, lines: change(lines) }] };
  };
  return [
    again(incidents.corrected),
    again(incidents.returnedLine),
    again(incidents.returnedFact),
    again(incidents.sentBack),
    again(incidents.revoked, (lines) => lines.slice(1)),
  ];
}
