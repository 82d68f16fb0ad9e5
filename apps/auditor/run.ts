import { type AuditCommand, manner, parseCommandLine } from './command/command-line.js';
import { EXIT, type ExitCode, type Outcome, REPORT_FORMAT } from './command/outcome.js';
import { usageText } from './command/usage.js';
import { diffCommand } from './diff/diff-command.js';
import { explainCommand } from './explain/explain-command.js';
import { faultText } from './language/difference.js';
import type { Language } from './language/language.js';
import { recomputeCommand } from './recompute/recompute-command.js';
import { isRefusal } from './report/difference.js';
import { verifyCommand } from './verify/verify-command.js';

/** What the program needs of the world around it. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly version: string;
  out(text: string): void;
  err(text: string): void;
}

/** The whole program: exit code for a command line. Never throws for what it was given, only for faults of its own. */
export async function runAuditor(args: readonly string[], around: Surroundings): Promise<ExitCode> {
  try {
    const { command, language, json } = parseCommandLine(args, around.env);
    if (command.name === 'version') return told(around, `${around.version}\n`);
    if (command.name === 'help') return told(around, usageText(language, command.about));
    const outcome = await outcomeOf(command);
    around.out(
      json
        ? asJson(command.name, outcome)
        : outcome
            .lines(language)
            .map((line) => `${line}\n`)
            .join(''),
    );
    return outcome.exit;
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return refused(error, manner(args, around.env), around);
  }
}

function told(around: Surroundings, text: string): ExitCode {
  around.out(text);
  return EXIT.agrees;
}

function outcomeOf(command: AuditCommand): Promise<Outcome> {
  switch (command.name) {
    case 'verify':
      return verifyCommand(command);
    case 'explain':
      return explainCommand(command);
    case 'recompute':
      return recomputeCommand(command);
    case 'diff':
      return diffCommand(command);
  }
}

function asJson(command: string, { exit, report }: Outcome): string {
  const plain = (_key: string, value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value);
  return `${JSON.stringify({ format: REPORT_FORMAT, command, exit, ok: exit === EXIT.agrees, ...report }, plain, 2)}\n`;
}

/** Nothing was found out: what was given can't be used. */
function refused(
  error: { readonly code: string } & Parameters<typeof faultText>[0],
  { language, json }: { readonly language: Language; readonly json: boolean },
  around: Surroundings,
): ExitCode {
  const { message, remedy } = faultText(error, language);
  if (json) {
    const { code, params = {}, where } = error;
    around.out(
      asJson('none', {
        exit: EXIT.unusable,
        lines: () => [],
        report: { error: { code, message, remedy, params, ...(where && { where }) } },
      }),
    );
  } else {
    around.err(`${message} [${error.code}]\n${remedy}\n`);
  }
  return EXIT.unusable;
}
