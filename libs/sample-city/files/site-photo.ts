import { seed } from '../city/cast.js';
import { Random } from '../random.js';
import { writePng } from './write-png.js';

const WIDTH = 64;
const HEIGHT = 48;
const GROUND = 40;
const [SKY, WALL, DARK, STAMP] = [0, 1, 2, 3];
const colours = ['a8c8e8', 'd8d0c0', '485868', 'ffe060'] as const;

/** Letters of a stamp, three points wide and five high: each row's points as a number. */
const letters: Readonly<Record<string, string>> = {
  0: '75557',
  1: '26227',
  2: '71747',
  3: '71717',
  4: '55711',
  5: '74717',
  6: '74757',
  7: '71222',
  8: '75757',
  9: '75717',
  S: '34216',
  P: '65644',
  '-': '00700',
};

/** What a camera might show of a park: some buildings, with the park's code and the day stamped into it as cameras do. */
export function sitePhoto(park: string, on: string, title: string): Buffer {
  const points = Array.from({ length: HEIGHT }, (_, y) => new Uint8Array(WIDTH).fill(y < GROUND ? SKY : DARK));
  const fill = (x: number, y: number, width: number, height: number, colour: number): void => {
    for (const row of points.slice(y, y + height)) row.fill(colour, x, x + width);
  };
  const random = Random.of(seed, 'site photo', park, on);
  for (let x = random.whole(1, 4); x < WIDTH - 10;) {
    const [width, height] = [random.whole(9, 18), random.whole(12, 28)];
    fill(x, GROUND - height, Math.min(width, WIDTH - x), height, WALL);
    for (let y = GROUND - height + 2; y < GROUND - 2; y += 4)
      for (let window = x + 2; window < Math.min(x + width, WIDTH) - 2; window += 4) if (random.chance(80)) fill(window, y, 2, 2, DARK);
    x += width + random.whole(1, 5);
  }
  const stamp = (text: string, left: number, top: number): void => {
    for (const [i, letter] of [...text].entries())
      for (const [y, bits] of [...(letters[letter] ?? '00000')].entries())
        for (let x = 0; x < 3; x++) if (Number(bits) & (4 >> x)) fill(left + i * 4 + x, top + y, 1, 1, STAMP);
  };
  stamp(park, 2, 2);
  stamp(on, WIDTH - 41, HEIGHT - 6);
  return writePng({ width: WIDTH, colours, points, title });
}
