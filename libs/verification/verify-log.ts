import { Content } from './content.js';
import type { Expectations, Head, VerificationPorts } from './expectations.js';
import { Findings } from './findings.js';
import { LedgerFacts } from './log/ledger-facts.js';
import { Epochs } from './log/epochs.js';
import { Form } from './log/form.js';
import { houseRegistry } from './log/kinds.js';
import type { LogLine } from './log/log-line.js';
import { Order } from './log/order.js';
import { Root } from './log/root.js';
import { Streams } from './log/streams.js';
import type { Report } from './report.js';

const MOST_DIFFERENCES = 20;
const PROGRESS_EVERY = 1000;

/**
 * Goes through a whole log once, in order, derives everything anew that its events alone determine, and names the first thing that differs. Trusts nothing but the given heads.
 * Kept in memory: ids, the folded streams, and the states of parks and dossiers at each revision; never the events.
 * @throws `verification.otherKeys`; whatever the lines and the ports throw. A log that differs is no error: see the report.
 */
export async function verifyLog(
  lines: Iterable<LogLine> | AsyncIterable<LogLine>,
  expectations: Expectations = {},
  ports: VerificationPorts = {},
): Promise<Report> {
  const findings = new Findings(expectations.mostDifferences ?? MOST_DIFFERENCES);
  const order = new Order(findings);
  const root = new Root(findings, expectations.heads);
  const epochs = new Epochs(findings, (size) => root.rootAt(size));
  const form = new Form(findings, houseRegistry, expectations.saltKey);
  const facts = new LedgerFacts(findings, expectations.saltKey);
  const streams = new Streams(findings);
  const content = new Content(findings, streams, ports, expectations.quick ?? false);

  for await (const line of lines) {
    const passed = ++findings.counts.events;
    if (line.form !== 'full') findings.withheld.data++;
    if (line.form === 'hashed') findings.withheld.metadata++;
    const inOrder = order.take(line);
    const leaf = root.take(line, { stored: await ports.storedLeafHash?.(line.index), told: ports.leafHash });
    const event = form.take(line);
    facts.take(line, event);
    epochs.take(line, event);
    const before = streams.take(line, event, leaf, inOrder);
    if (inOrder) await content.take(line, event, before);
    if (passed % PROGRESS_EVERY === 0) ports.progress?.(passed);
  }
  const lostHeads = root.end(epochs, expectations.size);
  content.end();
  ports.progress?.(findings.counts.events);
  return reportOf(findings, root, streams, content, lostHeads);
}

function reportOf(
  findings: Findings,
  { size, root }: Root,
  streams: Streams,
  { evidenceHashes }: Content,
  lostHeads: readonly Head[],
): Report {
  const differences = findings.inOrder();
  const [first] = differences;
  const { streams: all, partial, dossiers } = streams.counts();
  return {
    ok: findings.found === 0,
    ...(first ? { first } : {}),
    differences,
    found: findings.found,
    size,
    ...(root ? { root } : {}),
    counts: { ...findings.counts, streams: all, dossiers },
    withheld: { ...findings.withheld, streams: partial },
    evidenceHashes,
    lostHeads,
  };
}
