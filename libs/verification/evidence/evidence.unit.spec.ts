import type { Recorded } from '#libs/event-sourcing';
import { canonicalJson } from '#libs/kernel';
import { Findings } from '../findings.js';
import type { LogLine } from '../log/log-line.js';
import { firstYear } from '../testing/index.js';
import { EvidenceFiles } from './evidence.js';

const hash = 'ab'.repeat(32);
const [line] = firstYear();

/** What is found where nobody has the file that an event refers to, and the log goes on with these events. */
async function foundWith(...later: readonly (readonly [type: string, data: object])[]) {
  const findings = new Findings(10);
  const files = new EvidenceFiles(findings, async () => ({ state: 'missing' }));
  const events = [['FactSubmitted', { documents: [{ hash, title: '申报表' }] }], ...later] as const;
  for (const [type, data] of events)
    await files.take({ ...line!, data: canonicalJson(data) } as LogLine, { type, data } as unknown as Recorded);
  files.end(true);
  return { codes: findings.inOrder().map(({ code }) => code), withheld: findings.withheld.evidenceFiles };
}

describe('A file that an event refers to and that is not there', () => {
  it('is missing', async () => {
    expect(await foundWith()).toEqual({ codes: ['verification.evidenceMissing'], withheld: 0 });
  });

  it('is erased where a later event says so, whoever looks and whatever keys he has', async () => {
    expect(await foundWith(['EvidenceErased', { hash }])).toEqual({ codes: [], withheld: 1 });
  });

  it('is missing where another one was erased', async () => {
    expect(await foundWith(['EvidenceErased', { hash: 'cd'.repeat(32) }])).toEqual({
      codes: ['verification.evidenceMissing'],
      withheld: 0,
    });
  });
});
