import { hashedLine, type Head, type LogLine, redactedLine, verifyLog } from '#libs/verification';
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

describe('A log of which not everything is shown', () => {
  const lines = firstYear();
  const heads = headsAt(lines, [lines.length]);
  /** What a public copy may show: results and the names of streams, nothing of what was delivered. */
  const shown = lines.map((line): LogLine => {
    if (line.stream.startsWith('dossier-')) return redactedLine(line);
    return line.type === 'RunInputsPinned' || line.stream.startsWith('enterprise-') ? hashedLine(line) : line;
  });
  const count = (form: LogLine['form']): number => shown.filter((line) => line.form === form).length;

  it('has the same root, and says what was not looked at: no run counts as computed anew', async () => {
    const report = await verifyLog(shown, { heads });
    expect(report).toMatchObject({ ok: true, counts: { checkpoints: 1, runs: 0, schemas: count('full') } });
    const runs = lines.filter(({ type }) => type === 'RunCompleted' || type === 'RunFailed').length;
    expect(report.withheld).toMatchObject({ data: count('redacted') + count('hashed'), metadata: count('hashed'), runs });
  });

  it('still shows a rank that was edited in what is published: its hash does not follow', async () => {
    const at = lines.findIndex(({ type }) => type === 'TierAssigned');
    const edited = shown.map((line, n): LogLine =>
      n === at && line.form === 'full' ? { ...line, data: line.data.replace('"tier":"A"', '"tier":"B"') } : line,
    );
    const { first } = await verifyLog(edited, { heads });
    const completed = lines.findIndex(({ type }) => type === 'RunCompleted');
    expect(first).toMatchObject({ code: 'verification.runDiffers', place: { index: completed, path: '/data/outcomeHash' } });
  });

  it('still shows a withheld event whose hash was edited', async () => {
    const at = shown.findIndex(({ form }) => form === 'redacted');
    const edited = shown.map((line, n): LogLine => (n === at && line.form === 'redacted' ? { ...line, dataHash: 'ab'.repeat(32) } : line));
    const { differences } = await verifyLog(edited, { heads });
    expect(differences.map(({ code }) => code)).toContain('verification.rootDiffers');
  });
});
