import { parseScheme, schemeHash, type Scheme } from '#libs/scheme';
import { withBundle } from '../bundle/bundle.js';
import type { RecomputeCommand } from '../command/command-line.js';
import { readPolicy, readSmallFile } from '../command/inputs.js';
import { EXIT, type Outcome } from '../command/outcome.js';
import { auditorErrors as errors } from '../errors.js';
import { differenceLines } from '../language/difference.js';
import { BundleLedger } from '../ledger/bundle-ledger.js';
import { editionsOf } from '../ledger/editions.js';
import { bundleHead, headText } from '../report/bundle-head.js';
import { checkHeads } from '../verify/heads.js';
import { trustReport } from '../verify/trust-report.js';
import { recomputeEdition, type RecomputedEdition } from './recompute.js';
import { editionLines, endLine } from './recompute-words.js';

/** recompute: every edition of a year, or of all, from the facts. @throws DomainError for what can't be read; `auditor.yearUnknown`, `scheme.invalid` */
export async function recomputeCommand(command: RecomputeCommand): Promise<Outcome> {
  const policy = await readPolicy(command.trust);
  const scheme = await schemeFrom(command.scheme);
  return withBundle(command.bundle, async (bundle) => {
    const heads = await checkHeads(bundle, policy);
    const ledger = await BundleLedger.read(bundle);
    const editions: RecomputedEdition[] = [];
    for (const year of yearsAsked(ledger, command.year)) {
      for (const note of editionsOf(ledger, year)) editions.push(await recomputeEdition(ledger, note, scheme));
    }
    const differences = [...heads.differences, ...editions.flatMap((edition) => edition.differences)];
    const head = bundleHead(bundle);
    const [first] = differences;
    const other = scheme && { id: scheme.id, hash: schemeHash(scheme) };
    return {
      exit: differences.length === 0 ? EXIT.agrees : EXIT.differs,
      report: {
        bundle: head,
        trust: trustReport(policy, heads),
        ...(other && { scheme: other }),
        editions,
        ...(first && { first }),
        differences,
      },
      lines: (language) => [
        headText(head, language),
        ...editions.flatMap((edition) => editionLines(edition, other?.id, language)),
        ...differences.flatMap((difference) => ['', ...differenceLines(difference, language)]),
        endLine(editions, differences.length, language),
      ],
    };
  });
}

async function schemeFrom(file: string | undefined): Promise<Scheme | undefined> {
  return file === undefined ? undefined : parseScheme((await readSmallFile(file)).toString('utf8'));
}

function yearsAsked(ledger: BundleLedger, year: number | undefined): number[] {
  if (year === undefined) return ledger.years;
  if (!ledger.years.includes(year)) throw errors.error('auditor.yearUnknown', { year, years: ledger.years.join('、') });
  return [year];
}
