import { blockingTwins, harmlessTwins, likenessOf, overtaken, overtaking, seed, stars, type Year } from '../city/cast.js';
import { gradeOf } from '../city/parks.js';
import { Random } from '../random.js';

/** How many of each a park can claim for a year: what the lists are made from. */
export interface ClaimProfile {
  readonly aboveScaleNew: number;
  readonly srdi: number;
  readonly highTech: number;
  readonly littleGiant: number;
  readonly invention: number;
  readonly utility: number;
  readonly design: number;
  readonly software: number;
  readonly services: number;
  readonly governance: boolean;
  readonly admission: boolean;
  readonly property: boolean;
  readonly logistics: boolean;
  readonly platforms: number;
  readonly facilities: number;
  readonly digital: number;
  /** Which clustering rule the park chooses, and what it can show. */
  readonly option: 'leadingIndustryShare' | 'chainSupport';
  /** Percent × 100. */
  readonly share: number;
  readonly chain: number;
  readonly recognition: 'national' | 'provincial' | null;
  readonly talents: readonly ('national' | 'provincial' | 'municipal')[];
}

const byGrade = (grade: number, values: readonly [number, number, number, number, number]): number => values[grade - 1] as number;

/** 规上 enterprises that a park had at the end of 2021. */
export function aboveScaleAtStart(park: string): number {
  const random = Random.of(seed, 'above scale', likenessOf(park));
  return gradeOf(likenessOf(park), 2023) + random.whole(0, 3);
}

/** Parks of equal likeness claim alike in 2023; in other years each draws for itself. */
export function profileOf(park: string, year: Year): ClaimProfile {
  const likeness = year === 2023 ? likenessOf(park) : park;
  // Entries of one year are stock of the next, so that they are drawn alike in every year.
  const drawn = { ...draw(likeness, year), aboveScaleNew: draw(likenessOf(park), year).aboveScaleNew };
  return year === 2023 ? { ...drawn, ...told(park) } : drawn;
}

function draw(park: string, year: Year): ClaimProfile {
  const grade = gradeOf(park, year);
  const random = Random.of(seed, 'profile', park, year);
  const steady = Random.of(seed, 'steady', park);
  const share = steady.whole(4100, 7200) + grade * 480 + random.whole(-150, 150);
  return {
    aboveScaleNew: byGrade(grade, [0, 1, 1, 2, 5]) + random.whole(0, 1),
    srdi: byGrade(grade, [0, 0, 0, 1, 1]) + random.whole(0, 1),
    highTech: byGrade(grade, [0, 0, 1, 1, 3]) + random.whole(0, 1),
    littleGiant: grade === 5 ? random.whole(0, 1) : 0,
    invention: byGrade(grade, [0, 0, 1, 1, 3]) + random.whole(0, 2),
    utility: byGrade(grade, [0, 1, 2, 3, 5]) + random.whole(0, 3),
    design: random.whole(0, 2),
    software: byGrade(grade, [0, 1, 1, 2, 3]) + random.whole(0, 1),
    services: Math.min(6, byGrade(grade, [1, 2, 2, 4, 5]) + random.whole(0, 1)),
    governance: grade >= 2 || steady.chance(50),
    admission: grade >= 3 || steady.chance(55),
    property: grade >= 2 || steady.chance(60),
    logistics: grade >= 4 || steady.chance(45),
    platforms: byGrade(grade, [0, 1, 1, 2, 3]) + random.whole(0, 1),
    facilities: Math.min(4, byGrade(grade, [1, 1, 2, 3, 4]) + steady.whole(0, 1)),
    digital: Math.min(8, byGrade(grade, [1, 2, 3, 5, 7]) + steady.whole(0, 1)),
    option: steady.chance(62) ? 'leadingIndustryShare' : 'chainSupport',
    share: Math.min(9600, share),
    chain: steady.whole(5, 14) + grade * 4 + random.whole(-1, 2),
    recognition: grade >= 4 ? steady.pick(['national', 'provincial', 'provincial'] as const) : steady.chance(15) ? 'provincial' : null,
    talents: drawTalents(random, grade),
  };
}

function drawTalents(random: Random, grade: number): ClaimProfile['talents'] {
  const count = random.whole(0, grade >= 4 ? 2 : grade === 1 ? 0 : 1);
  return Array.from({ length: count }, () => random.pick(grade >= 4 ? (['provincial', 'municipal'] as const) : (['municipal'] as const)));
}

/** What the story of 2023 fixes: first and second, the twins, and the pair at the edge of tier A. */
function told(park: string): Partial<ClaimProfile> {
  if (park === stars[0])
    return {
      aboveScaleNew: 9,
      littleGiant: 2,
      highTech: 4,
      services: 6,
      platforms: 4,
      digital: 8,
      facilities: 4,
      invention: 6,
      utility: 8,
      share: 9420,
      option: 'leadingIndustryShare',
      recognition: 'national',
      talents: ['national', 'provincial'],
    };
  if (park === stars[1])
    return {
      aboveScaleNew: 8,
      littleGiant: 1,
      highTech: 4,
      services: 6,
      platforms: 4,
      digital: 8,
      facilities: 4,
      invention: 5,
      utility: 7,
      chain: 33,
      option: 'chainSupport',
      recognition: 'national',
      talents: ['provincial'],
    };
  if ((blockingTwins as readonly string[]).includes(park))
    return {
      aboveScaleNew: 7,
      littleGiant: 1,
      highTech: 3,
      srdi: 1,
      services: 6,
      platforms: 4,
      digital: 8,
      facilities: 4,
      share: 8870,
      option: 'leadingIndustryShare',
      recognition: 'national',
      talents: ['municipal'],
    };
  if ((harmlessTwins as readonly string[]).includes(park)) return { option: 'chainSupport' };
  // One certificate (1.5 points) against two utility models (1.0): half a point apart, the other way round without the certificate.
  const pair = {
    aboveScaleNew: 3,
    littleGiant: 0,
    srdi: 1,
    invention: 2,
    design: 1,
    software: 3,
    services: 6,
    platforms: 3,
    digital: 7,
    facilities: 4,
    talents: [],
  } as const;
  if (park === overtaken) return { ...pair, highTech: 4, utility: 4 };
  if (park === overtaking) return { ...pair, highTech: 3, utility: 6 };
  return {};
}
