import { verifyLog } from '#libs/verification';
import { corpusLines, corpusSaltKey } from '#libs/verification/testing';

describe('A log as it was written', () => {
  it('shows no difference', async () => {
    const lines = corpusLines();
    const report = await verifyLog(lines, { saltKey: corpusSaltKey });
    expect(report.differences).toEqual([]);
    expect(report).toMatchObject({ ok: true, size: BigInt(lines.length), counts: { events: lines.length, schemas: lines.length } });
  });
});
