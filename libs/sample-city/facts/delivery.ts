import type { LineFields, LineKind } from '#libs/scheme';

/** The metrics of the scheme as the sample delivers them, by who delivers. */
const byOffice = {
  park: [
    'tenantRoster',
    'clusteringOption',
    'leadingIndustryShare',
    'chainSupportEnterprises',
    'aboveScale',
    'provincialSrdiNew',
    'highTechNew',
    'littleGiantNew',
    'inventionPatents',
    'utilityModelPatents',
    'designPatents',
    'softwareCopyrights',
    'governanceSound',
    'admissionMechanism',
    'serviceTypes',
    'propertyManagement',
    'publicPlatforms',
    'logisticsCentre',
    'supportingFacilities',
    'digitalManagement',
    'innovationRecognitions',
    'talentTeams',
  ],
  tax: ['taxPaid', 'operatingRevenue', 'rdExpense'],
  landResources: ['landArea'],
} as const;

/** An office that delivers lists, and the folder of its workbooks. */
export type Office = keyof typeof byOffice;
export type MetricCode = (typeof byOffice)[Office][number];

/** What parks claim: everything that they deliver but the roster, in the order of their declaration. */
export const claims: readonly MetricCode[] = byOffice.park.slice(1);
export const claimed: ReadonlySet<string> = new Set(claims);
/** What 税务 draws from the frozen rosters. */
export const amounts: readonly MetricCode[] = byOffice.tax;

/** Who delivers a metric. */
export function officeOf(metric: MetricCode): Office {
  const offices = Object.keys(byOffice) as Office[];
  return offices.find((office) => (byOffice[office] as readonly string[]).includes(metric)) as Office;
}

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
