import { existsSync, readFileSync } from 'node:fs';
import { verifyConsistency, verifyInclusion } from '../index.js';
import { join } from 'node:path';

/** Where the test vectors of github.com/transparency-dev/merkle lie: one JSON file for each kind of proof. */
const folder = process.env.PARKLEDGER_VECTORS ?? join('..', 'shared', 'vectors');
const here = existsSync(join(folder, 'merkle-inclusion.json'));
if (!here)
  process.stderr.write(`no vectors at ${folder} (PARKLEDGER_VECTORS): the suite on transparency-dev/merkle's vectors is skipped\n`);

interface Case {
  readonly desc: string;
  readonly file: string;
  readonly wantErr: boolean;
  readonly proof: readonly string[] | null;
}
interface InclusionCase extends Case {
  readonly leafIdx: string;
  readonly treeSize: string;
  readonly root: string;
  readonly leafHash: string;
}
interface ConsistencyCase extends Case {
  readonly size1: string;
  readonly size2: string;
  readonly root1: string;
  readonly root2: string;
}

function casesOf<C>(name: string): readonly C[] {
  return (JSON.parse(readFileSync(join(folder, name), 'utf8')) as { cases: readonly C[] }).cases;
}
const bytes = (text: string): Buffer => Buffer.from(text, 'base64');
const bytesOf = (proof: Case['proof']): Buffer[] => (proof ?? []).map(bytes);

/** Refused is refused with a code; any other exception is a defect. */
function refused(verify: () => void): boolean {
  try {
    verify();
    return false;
  } catch (error) {
    expect(error).toMatchObject({ name: 'DomainError', code: expect.stringMatching(/^transparency\./) as string });
    return true;
  }
}

(here ? describe : describe.skip)('the vectors of transparency-dev/merkle', () => {
  const wrongAnswers = <C extends Case>(cases: readonly C[], verify: (one: C) => void): string[] =>
    cases.filter((one) => refused(() => verify(one)) !== one.wantErr).map(({ file }) => file);

  it('of inclusion: 98 cases, 92 of them to be refused', () => {
    const cases = casesOf<InclusionCase>('merkle-inclusion.json');
    expect([cases.length, cases.filter(({ wantErr }) => wantErr).length]).toEqual([98, 92]);
    const wrong = wrongAnswers(cases, ({ leafIdx, treeSize, root, leafHash, proof }) =>
      verifyInclusion({
        leafHash: bytes(leafHash),
        index: BigInt(leafIdx),
        size: BigInt(treeSize),
        root: bytes(root),
        proof: bytesOf(proof),
      }),
    );
    expect(wrong).toEqual([]);
  });

  it('of consistency: 98 cases, 92 of them to be refused, and one more whose roots are no hashes', () => {
    const cases = casesOf<ConsistencyCase>('merkle-consistency.json');
    expect([cases.length, cases.filter(({ wantErr }) => wantErr).length]).toEqual([98, 92]);
    const wrong = wrongAnswers(cases, ({ size1, root1, size2, root2, proof }) =>
      verifyConsistency({
        from: { size: BigInt(size1), root: bytes(root1) },
        to: { size: BigInt(size2), root: bytes(root2) },
        proof: bytesOf(proof),
      }),
    );
    const twelveBytes = cases.filter(({ wantErr, root1 }) => !wantErr && bytes(root1).byteLength === 12).map(({ file }) => file);
    expect(twelveBytes).toHaveLength(1);
    expect(wrong).toEqual(twelveBytes);
  });
});
