import type { LineFields, LineKind } from '#libs/scheme';

/** The metrics of the scheme as the sample delivers them: kind of lines, who delivers, what the amount's column is called. */
export const metricFiles = {
  tenantRoster: { kind: 'tenancy', folder: 'park' },
  taxPaid: { kind: 'enterpriseAmount', folder: 'tax', amount: '税收（万元）' },
  operatingRevenue: { kind: 'enterpriseAmount', folder: 'tax', amount: '营业收入（万元）' },
  rdExpense: { kind: 'enterpriseAmount', folder: 'tax', amount: '研发费用（万元）' },
  landArea: { kind: 'parcel', folder: 'landResources' },
  clusteringOption: { kind: 'choice', folder: 'park' },
  leadingIndustryShare: { kind: 'industryShare', folder: 'park' },
  chainSupportEnterprises: { kind: 'chainSupport', folder: 'park' },
  aboveScale: { kind: 'aboveScale', folder: 'park' },
  provincialSrdiNew: { kind: 'certificate', folder: 'park' },
  highTechNew: { kind: 'certificate', folder: 'park' },
  littleGiantNew: { kind: 'certificate', folder: 'park' },
  inventionPatents: { kind: 'patent', folder: 'park' },
  utilityModelPatents: { kind: 'patent', folder: 'park' },
  designPatents: { kind: 'patent', folder: 'park' },
  softwareCopyrights: { kind: 'patent', folder: 'park' },
  governanceSound: { kind: 'flag', folder: 'park' },
  admissionMechanism: { kind: 'flag', folder: 'park' },
  serviceTypes: { kind: 'service', folder: 'park' },
  propertyManagement: { kind: 'flag', folder: 'park' },
  publicPlatforms: { kind: 'platform', folder: 'park' },
  logisticsCentre: { kind: 'flag', folder: 'park' },
  supportingFacilities: { kind: 'setItem', folder: 'park' },
  digitalManagement: { kind: 'setItem', folder: 'park' },
  innovationRecognitions: { kind: 'recognition', folder: 'park' },
  talentTeams: { kind: 'talentTeam', folder: 'park' },
} as const satisfies Readonly<Record<string, { kind: LineKind; folder: string; amount?: string }>>;

export type MetricCode = keyof typeof metricFiles;
export const metricCodes = Object.keys(metricFiles) as MetricCode[];
export const baseMetrics = ['taxPaid', 'operatingRevenue', 'rdExpense', 'landArea'] as const satisfies readonly MetricCode[];

/** Fields of a line of any kind, without id and source: those come with the file. */
export type AnyLineFields = { [K in LineKind]: LineFields<K> }[LineKind];

/** A line for a file, with what the file says beside it for people (the enterprise's name). */
export interface DeliveredLine {
  readonly line: AnyLineFields;
  readonly name?: string;
}

/** One park's list of one metric and year; an empty list is delivered as an empty list. */
export interface ParkList {
  readonly park: string;
  readonly lines: readonly DeliveredLine[];
}

/** Facts of one metric and year by park. */
export interface MetricLists {
  readonly year: number;
  readonly metric: MetricCode;
  readonly lists: readonly ParkList[];
}
