import { type Head, verifyLog } from '#libs/verification';
import { corpusLines, corpusSaltKey as saltKey, firstYear, headsAt, logTamperings } from '#libs/verification/testing';

describe('A log as it was written', () => {
  it('shows no difference: every form checked, every decision taken again, every run computed anew', async () => {
    const lines = corpusLines();
    const report = await verifyLog(lines, { saltKey, heads: headsAt(lines, [1, 500, lines.length]), size: BigInt(lines.length) });
    expect(report.differences).toEqual([]);
    expect(report).toMatchObject({ ok: true, size: BigInt(lines.length) });
    const runs = lines.filter(({ type }) => type === 'RunCompleted' || type === 'RunFailed').length;
    expect(report.counts).toMatchObject({ events: lines.length, schemas: lines.length, checkpoints: 3, runs });
    expect(report.counts.decisions).toBeGreaterThan(400);
  });
});

describe('A log that was tampered with', () => {
  const lines = firstYear();
  const size = lines.length;
  const heads: readonly Head[] = headsAt(lines, [20, size]);

  it('is sound before', async () => {
    expect(await verifyLog(lines, { saltKey, heads })).toMatchObject({ ok: true, counts: { checkpoints: 2 } });
  });

  it.each(logTamperings.map((tampering) => ({ ...tampering, says: tampering.code })))(
    '$name: $says, and where',
    async ({ tamper, code, at }) => {
      const { ok, first } = await verifyLog(tamper(lines, { saltKey }), { saltKey, heads });
      expect({ ok, code: first?.code }).toEqual({ ok: false, code });
      const place = at(lines);
      if (typeof place !== 'number') return expect(first?.place).toMatchObject(place);
      expect(first?.place.from).toBeLessThanOrEqual(place);
      expect(first?.place.index).toBeGreaterThanOrEqual(place);
    },
  );
});
