import { readFileSync } from 'node:fs';
import { parseScheme, type ReadingOverrides, type RowCode, type Scheme, withReadings } from '#libs/scheme';
import {
  type MeasureValue,
  type Measures,
  ordinaryStatus,
  type ParkInput,
  type ParkStatus,
  score,
  type ScoringResult,
  type Term,
} from '#libs/scoring';

/** A small city for specs: parks that differ only in what a case is about. */

export const scheme: Scheme = parseScheme(readFileSync('seeds/schemes/luan-2023.yaml', 'utf8'));
export const YEAR = 2024;

export type Values = Readonly<Record<string, MeasureValue | undefined>>;

/** Facts of an ordinary park: 27 points but for the efficacy rows. */
export const ordinary: Values = {
  taxPaid: '100',
  operatingRevenue: '1000',
  rdExpense: '50',
  landArea: '100',
  clusteringOption: 'leadingIndustryShare',
  leadingIndustryShare: '60',
  chainSupportEnterprises: 0,
  aboveScaleStock: 4,
  aboveScaleNew: 3,
  provincialSrdiNew: 1,
  highTechNew: 1,
  littleGiantNew: 0,
  inventionPatents: 2,
  utilityModelPatents: 1,
  designPatents: 0,
  softwareCopyrights: 2,
  governanceSound: true,
  admissionMechanism: true,
  serviceTypes: ['政务代办', '政策咨询'],
  propertyManagement: true,
  publicPlatforms: ['检验检测'],
  logisticsCentre: false,
  supportingFacilities: ['宿舍', '食堂'],
  digitalManagement: ['信息网络', '管理平台'],
  innovationRecognitions: [],
  talentTeams: [],
};
export const ordinaryBase: Values = { taxPaid: '90', operatingRevenue: '900', rdExpense: '45', landArea: '100' };

function measuresFrom(values: Values): Measures {
  return Object.fromEntries(Object.entries(values).flatMap(([code, value]) => (value === undefined ? [] : [[code, { value }]])));
}

/** An ordinary park with changes; `undefined` leaves a fact out, as if waived. */
export function park(id: string, current: Values = {}, base: Values = {}, status: Partial<ParkStatus> = {}): ParkInput {
  return {
    id,
    status: { ...ordinaryStatus, ...status },
    facts: { current: measuresFrom({ ...ordinary, ...current }), base: measuresFrom({ ...ordinaryBase, ...base }) },
  };
}

export function run(
  parks: readonly ParkInput[],
  readings: ReadingOverrides = {},
  ties: readonly (readonly string[])[] = [],
): ScoringResult {
  return score({ year: YEAR, resultDay: '2025-09-30', scheme: withReadings(scheme, readings), parks, rulings: { ties } });
}

/** A row's published score of a park. */
export function rowOf(result: ScoringResult, id: string, row: RowCode): string {
  const found = result.parks.find((each) => each.park === id);
  if (found === undefined || found.status === 'barred') throw new Error(`park ${id} was not scored`);
  return found.scores[row];
}

/** A row's published score for each park, by id. */
export function rowScores(result: ScoringResult, row: RowCode): Record<string, string> {
  return Object.fromEntries(result.parks.flatMap((each) => (each.status === 'barred' ? [] : [[each.park, each.scores[row]]])));
}

/** The first term of a code in a park's sheet, depth first. */
export function termOf(result: ScoringResult, id: string, row: RowCode, code: string): Term {
  const indicator = result.sheets.find((sheet) => sheet.park === id)?.indicators.find((each) => each.row === row);
  const search = (terms: readonly Term[]): Term | undefined => {
    for (const term of terms) {
      const found = term.code === code ? term : search(term.terms ?? []);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const found = search(indicator?.terms ?? []);
  if (found === undefined) throw new Error(`no term ${code} in row ${row} of park ${id}`);
  return found;
}
