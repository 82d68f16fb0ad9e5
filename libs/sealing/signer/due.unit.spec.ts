import fc from 'fast-check';
import { AT_LEAST_EVERY, nextDue, type Standing } from './due.js';

const QUIET = 2_000;
const standing = (more: Partial<Standing> = {}): Standing => ({
  first: 1n,
  signed: undefined,
  treeSize: 10n,
  atHead: true,
  quietForMs: 0,
  atOnce: undefined,
  ...more,
});
const due = (more: Partial<Standing> = {}) => nextDue(standing(more), QUIET);

describe('A checkpoint is due', () => {
  it('after a quiet moment, for the whole tree', () => {
    expect(due({ quietForMs: 500 })).toEqual({ waitMs: 1_500 });
    expect(due({ quietForMs: 2_000 })).toEqual({ size: 10n });
    expect(due({ quietForMs: 9_000, signed: 10n })).toEqual({ waitMs: undefined });
  });

  it('not for a quiet moment while the tree is behind the log', () => {
    expect(due({ quietForMs: 9_000, atHead: false })).toEqual({ waitMs: undefined });
  });

  it('at every thousandth event, quiet or not', () => {
    expect(due({ treeSize: 1_000n, atHead: false })).toEqual({ size: 1_000n });
    expect(due({ treeSize: 5_000n, signed: 2_500n, atHead: false })).toEqual({ size: 3_500n });
  });

  it('at once for an event that asks for it, which is then its last entry', () => {
    expect(due({ atOnce: 7n })).toEqual({ size: 8n });
    expect(due({ treeSize: 5_000n, signed: 4n, atOnce: 1_003n })).toEqual({ size: 1_004n });
    expect(due({ treeSize: 5_000n, signed: 4n, atOnce: 1_004n })).toEqual({ size: 1_004n });
  });

  it('not before the event that opened the log’s present name is in the tree', () => {
    expect(due({ first: 11n, quietForMs: QUIET })).toEqual({ waitMs: undefined });
    expect(due({ first: 10n, quietForMs: QUIET })).toEqual({ size: 10n });
  });

  it('so that no two follow each other at more than a thousand events, and each is larger than the last', () => {
    const steps = fc.array(fc.record({ grow: fc.bigInt({ min: 0n, max: 3_000n }), atHead: fc.boolean(), quiet: fc.boolean() }), {
      maxLength: 20,
    });
    fc.assert(
      fc.property(steps, (all) => {
        let [treeSize, signed] = [0n, undefined as bigint | undefined];
        for (const { grow, atHead, quiet } of all) {
          treeSize += grow;
          for (;;) {
            const next = due({ treeSize, signed, atHead, quietForMs: quiet ? QUIET : 0 });
            if (!('size' in next)) break;
            expect(next.size).toBeGreaterThan(signed ?? 0n);
            expect(next.size - (signed ?? 0n)).toBeLessThanOrEqual(AT_LEAST_EVERY);
            expect(next.size).toBeLessThanOrEqual(treeSize);
            signed = next.size;
          }
          expect(treeSize - (signed ?? 0n)).toBeLessThan(AT_LEAST_EVERY);
        }
      }),
    );
  });
});
