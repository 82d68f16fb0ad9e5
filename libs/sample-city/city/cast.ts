/**
 * The parks and years with a part in the story: the hard cases that the sample must contain (issue 3, item 9). Everything else is drawn.
 */
export const seed = 'parkledger-sample-city/1';

export const years = [2021, 2022, 2023, 2024] as const;
export type Year = (typeof years)[number];

const code = (n: number): string => `SP${String(n).padStart(3, '0')}`;

/** SP001–SP046 have been recognised at some time, SP047–SP049 are in recognition. */
export const recognisedCodes: readonly string[] = Array.from({ length: 46 }, (_, i) => code(i + 1));
export const candidateCodes: readonly string[] = [code(47), code(48), code(49)];

/** Clear first and second of 2023. */
export const stars = ['SP003', 'SP007'] as const;
/** Equal in all that counts in 2023, at ranks 3 and 4: a blocking tie, settled by a ruling (R34t). The second has its parcels in m². */
export const blockingTwins = ['SP012', 'SP021'] as const;
/** Equal in all that counts in 2023, amid tier B: a shared rank, harmless. */
export const harmlessTwins = ['SP024', 'SP033'] as const;
/** The rest of the first nine of 2023. */
export const strong = ['SP001', 'SP009', 'SP018', 'SP026', 'SP038'] as const;
/** 10th of 2023 in edition 1; one of its high-tech certificates turns out to be revoked, and in edition 2 it loses tier A … */
export const overtaken = 'SP016';
/** … to this one (补发; the other 追回). */
export const overtaking = 'SP028';

/** 重大 accident in August 2022: barred in 2022. */
export const accident2022 = 'SP030';
/** 重大 accident in March 2024, before the result of 2023: barred in 2023 and in 2024 (R38). */
export const accident2024 = 'SP017';
/** A 较大 accident of 2023, which bars nobody under the draft's reading (R37). */
export const seriousAccident = 'SP011';
/** 园中园, found in November 2022 (R39). */
export const nested = 'SP036';
/** Recognition withdrawn in November 2023: not recognised on 31 December (R46). */
export const withdrawn = 'SP046';

/** Transition on 31 December 2022: the first opts in, the second does not (R36). */
export const transition2022 = { in: 'SP041', out: 'SP042' } as const;
/** Transition on 31 December 2023: likewise. */
export const transition2023 = { in: 'SP044', out: 'SP045' } as const;
/** Began in the last days of the year before: its base is waived as non-existent (R13, R45). */
export const firstYear = { 2022: 'SP043', 2023: 'SP040' } as const;

/** The whole park's tax of 2021 is negative: 扭亏 in 2022 (R13). */
export const turnedAround = 'SP025';
/** One of its enterprises has negative tax each year. */
export const negativeTax = ['SP005', 'SP019', 'SP031'] as const;
/** An enterprise moves from the first to the second on 1 July 2023 (R4). */
export const move = { from: 'SP005', to: 'SP006' } as const;
/** An enterprise leaves in May 2022 and comes back in March 2023: two stays. */
export const returner = 'SP010';
/** One taxpayer brings more than 80 % of the tax: its totals are confidential. */
export const dominated = 'SP022';
/** Parcels in m², a shared parcel. */
export const squareMetres = ['SP002', 'SP014', 'SP023', 'SP035'] as const;
export const sharedParcel = ['SP008', 'SP027'] as const;

/** What happens to single facts of 2022 and 2023. */
export const incidents = {
  /** Revenue corrected after verification. */
  corrected: { year: 2022, park: 'SP008', metric: 'operatingRevenue' },
  /** A certificate's line is struck at verification. */
  struck: { year: 2022, park: 'SP020', metric: 'highTechNew' },
  /** A patent's line is returned; the list is delivered again. */
  returnedLine: { year: 2023, park: 'SP014', metric: 'inventionPatents' },
  /** A whole fact is returned and delivered again. */
  returnedFact: { year: 2022, park: 'SP015', metric: 'serviceTypes' },
  /** Never delivered, waived by the task force (R45). */
  waived: [
    { year: 2022, park: 'SP032', metric: 'talentTeams' },
    { year: 2023, park: 'SP037', metric: 'innovationRecognitions' },
  ],
  /** The certificate that edition 2 of 2023 takes away. */
  revoked: { year: 2023, park: overtaken, metric: 'highTechNew' },
  /** A county sends a declaration back; the park corrects and declares again. */
  sentBack: { year: 2023, park: 'SP029', metric: 'softwareCopyrights' },
  /** Fails its site check, and passes when it is visited again. */
  failedCheck: { year: 2022, park: 'SP013' },
} as const;

/** Whose draws a park shares: twins draw the same amounts, and in 2023 the same claims. */
export function likenessOf(park: string): string {
  if (park === blockingTwins[1]) return blockingTwins[0];
  if (park === harmlessTwins[1]) return harmlessTwins[0];
  if (park === overtaking) return overtaken;
  return park;
}
