import { hashedLine, type LogLine, redactedLine, verifyLog } from '#libs/verification';
import { firstYear, headsAt } from '#libs/verification/testing';

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
