import { findRow, type Scheme } from '#libs/scheme';
import { withBundle } from '../bundle/bundle.js';
import type { ExplainCommand } from '../command/command-line.js';
import { readPolicy } from '../command/inputs.js';
import { EXIT, type Outcome } from '../command/outcome.js';
import { auditorErrors as errors } from '../errors.js';
import { differenceLines } from '../language/difference.js';
import { BundleLedger } from '../ledger/bundle-ledger.js';
import { editionOf } from '../ledger/editions.js';
import { bundleHead, headText } from '../report/bundle-head.js';
import { checkHeads } from '../verify/heads.js';
import { trustReport } from '../verify/trust-report.js';
import { explainScore } from './explain.js';
import { explanationLines } from './explain-words.js';

/** explain: one indicator of one park, down to event and file. @throws DomainError for what can't be read or is not in the bundle */
export async function explainCommand(command: ExplainCommand): Promise<Outcome> {
  const policy = await readPolicy(command.trust);
  return withBundle(command.bundle, async (bundle) => {
    const heads = await checkHeads(bundle, policy);
    const ledger = await BundleLedger.read(bundle);
    const edition = editionOf(ledger, command.year, command.edition);
    checkIndicator(ledger.scheme(ledger.evaluation(command.year).scheme), command.indicator);
    const explanation = await explainScore(bundle, ledger, heads.head, { edition, park: command.park, indicator: command.indicator });
    const differences = [...heads.differences, ...explanation.differences];
    const head = bundleHead(bundle);
    const [first] = differences;
    return {
      exit: differences.length === 0 ? EXIT.agrees : EXIT.differs,
      report: { bundle: head, trust: trustReport(policy, heads), ...explanation, ...(first && { first }), differences },
      lines: (language) => [
        headText(head, language),
        ...explanationLines(explanation, policy !== undefined && heads.verdict !== undefined, language),
        ...differences.flatMap((difference) => ['', ...differenceLines(difference, language)]),
      ],
    };
  });
}

/** @throws `auditor.indicatorUnknown` with the codes that there are */
function checkIndicator(scheme: Scheme, indicator: string): void {
  const codes = scheme.rows.map(({ code }) => code as string);
  if (codes.includes(indicator)) return void findRow(scheme, indicator as (typeof scheme.rows)[number]['code']);
  throw errors.error('auditor.indicatorUnknown', { indicator, indicators: codes.join('、') });
}
