/** Labels name a stream of numbers: adding a draw to one stream moves no other. */
type Label = string | number;

/** FNV-1a over the UTF-16 code units of the labels: spreads them over 32 bits. */
function hashOf(text: string, basis: number): number {
  let hash = basis >>> 0;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return hash;
}

/** A seeded generator (sfc32), integers only: equal on every machine. Never for keys or salts. */
export class Random {
  private constructor(
    private a: number,
    private b: number,
    private c: number,
    private counter: number,
  ) {}

  static of(...labels: readonly Label[]): Random {
    const text = JSON.stringify(labels);
    const random = new Random(hashOf(text, 0x811c9dc5), hashOf(text, 0x9e3779b9), hashOf(text, 0x85ebca6b), 1);
    for (let i = 0; i < 12; i++) random.next();
    return random;
  }

  /** 32 bits. */
  private next(): number {
    const sum = (((this.a + this.b) | 0) + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** A whole number from `least` to `most`, both included. */
  whole(least: number, most: number): number {
    return least + Math.floor((this.next() * (most - least + 1)) / 0x1_0000_0000);
  }

  /** True in so many of a hundred cases. */
  chance(percent: number): boolean {
    return this.whole(1, 100) <= percent;
  }

  pick<T>(list: readonly T[]): T {
    if (list.length === 0) throw new RangeError('nothing to pick from');
    return list[this.whole(0, list.length - 1)] as T;
  }

  /** A new order of the list (Fisher and Yates). */
  shuffled<T>(list: readonly T[]): T[] {
    const result = [...list];
    for (let i = result.length - 1; i > 0; i--) {
      const j = this.whole(0, i);
      [result[i], result[j]] = [result[j] as T, result[i] as T];
    }
    return result;
  }

  /** `count` different members, in the list's order; all of them where there are fewer. */
  some<T>(list: readonly T[], count: number): T[] {
    const chosen = new Set(this.shuffled(list.map((_, i) => i)).slice(0, Math.max(0, count)));
    return list.filter((_, i) => chosen.has(i));
  }
}
