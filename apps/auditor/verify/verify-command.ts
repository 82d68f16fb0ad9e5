import { withBundle } from '../bundle/bundle.js';
import type { VerifyCommand } from '../command/command-line.js';
import { readPolicy, readSmallFile } from '../command/inputs.js';
import { EXIT, type Outcome } from '../command/outcome.js';
import { differenceLines } from '../language/difference.js';
import { bundleHead, headText } from '../report/bundle-head.js';
import { readHeld } from './held.js';
import { trustReport } from './trust-report.js';
import { verifyBundle } from './verify.js';
import { conclusion, moreLines, stepLine, trustLines } from './verify-words.js';

/** How many differences a terminal is told; --json has all. */
const SHOWN = 20;

/** verify: everything that can be checked of one bundle. @throws DomainError for what can't be read */
export async function verifyCommand({ bundle: file, trust, held }: VerifyCommand): Promise<Outcome> {
  const policy = await readPolicy(trust);
  const heads = await Promise.all(held.map(async (path) => readHeld(path, await readSmallFile(path), policy)));
  return withBundle(file, async (bundle) => {
    const { steps, differences, heads: judged } = await verifyBundle(bundle, { ...(policy && { policy }), held: heads });
    const head = bundleHead(bundle);
    const trusted = trustReport(policy, judged);
    const [first] = differences;
    return {
      exit: differences.length === 0 ? EXIT.agrees : EXIT.differs,
      report: { bundle: head, trust: trusted, steps, ...(first && { first }), differences },
      lines: (language) => [
        headText(head, language),
        ...trustLines(trusted, language),
        ...steps.map((step) => stepLine(step, language)),
        ...differences.slice(0, SHOWN).flatMap((difference) => ['', ...differenceLines(difference, language)]),
        ...moreLines(differences.length - SHOWN, language),
        '',
        conclusion({ steps, differences, kind: head.kind, trusted: policy !== undefined }, language),
      ],
    };
  });
}
