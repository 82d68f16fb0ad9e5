import { Bundle, withBundle } from '../bundle/bundle.js';
import type { DiffCommand } from '../command/command-line.js';
import { readPolicy } from '../command/inputs.js';
import { EXIT, type Outcome } from '../command/outcome.js';
import { differenceLines } from '../language/difference.js';
import { BundleLedger } from '../ledger/bundle-ledger.js';
import { bundleHead, headText } from '../report/bundle-head.js';
import type { TrustPolicy } from '#libs/transparency';
import { checkHeads } from '../verify/heads.js';
import { trustReport } from '../verify/trust-report.js';
import { diffBundles, type Side } from './diff.js';
import { diffLines } from './diff-words.js';

/** diff: whether two bundles are of one history, and what the later adds. @throws DomainError for what can't be read */
export async function diffCommand({ before: first, after: second, trust }: DiffCommand): Promise<Outcome> {
  const policy = await readPolicy(trust);
  return withBundle(first, (one) =>
    withBundle(second, async (other) => {
      const before = await sideOf(one, policy);
      const after = await sideOf(other, policy);
      const found = await diffBundles(before, after);
      const heads = [bundleHead(one), bundleHead(other)] as const;
      const [worst] = found.differences;
      return {
        exit: found.differences.length === 0 ? EXIT.agrees : EXIT.differs,
        report: {
          before: { bundle: heads[0], trust: trustReport(policy, before.heads) },
          after: { bundle: heads[1], trust: trustReport(policy, after.heads) },
          ...found,
          ...(worst && { first: worst }),
        },
        lines: (language) => [
          `A ${headText(heads[0], language)}`,
          `B ${headText(heads[1], language)}`,
          ...diffLines(found, policy !== undefined, language),
          ...found.differences.flatMap((difference) => ['', ...differenceLines(difference, language)]),
        ],
      };
    }),
  );
}

async function sideOf(bundle: Bundle, policy: TrustPolicy | undefined): Promise<Side> {
  return { bundle, heads: await checkHeads(bundle, policy), ledger: await BundleLedger.read(bundle) };
}
