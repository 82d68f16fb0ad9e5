import { parseArgs } from 'node:util';
import { named } from '#libs/kernel';
import { auditorErrors as errors } from '../errors.js';
import { type Language, languageOf, languages } from '../language/language.js';
import { type CommandName, commandNames, usageReasons } from './usage.js';

interface Common {
  /** undefined: signatures are not judged. */
  readonly trust: string | undefined;
}
export interface VerifyCommand extends Common {
  readonly name: 'verify';
  readonly bundle: string;
  readonly held: readonly string[];
}
export interface ExplainCommand extends Common {
  readonly name: 'explain';
  readonly bundle: string;
  readonly year: number;
  readonly park: string;
  readonly indicator: string;
  readonly edition: number | undefined;
}
export interface RecomputeCommand extends Common {
  readonly name: 'recompute';
  readonly bundle: string;
  readonly year: number | undefined;
  /** A scheme file to score by in place of the recorded one. */
  readonly scheme: string | undefined;
}
export interface DiffCommand extends Common {
  readonly name: 'diff';
  readonly before: string;
  readonly after: string;
}
export type AuditCommand = VerifyCommand | ExplainCommand | RecomputeCommand | DiffCommand;

/** What the command line asks for, and how it is to be answered. */
export interface CommandLine {
  readonly language: Language;
  readonly json: boolean;
  readonly command: AuditCommand | { readonly name: 'help'; readonly about: CommandName | undefined } | { readonly name: 'version' };
}

type Environment = Readonly<Record<string, string | undefined>>;

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const options = {
  trust: text,
  held: { type: 'string', multiple: true },
  year: text,
  park: text,
  indicator: text,
  edition: text,
  scheme: text,
  lang: text,
  json: flag,
  'without-trust': flag,
  help: { type: 'boolean', short: 'h' },
  version: flag,
} as const;
type Option = keyof typeof options;
type Values = ReturnType<typeof read>['values'];

/** Options that each command takes, beside those that all take. */
const taken: Readonly<Record<CommandName, readonly Option[]>> = {
  verify: ['held', 'without-trust'],
  explain: ['year', 'park', 'indicator', 'edition'],
  recompute: ['year', 'scheme'],
  diff: [],
};
const always: readonly Option[] = ['trust', 'lang', 'json', 'help', 'version'];

/** The language and form to answer in, as far as a faulty command line lets it be seen. */
export function manner(args: readonly string[], env: Environment): Pick<CommandLine, 'language' | 'json'> {
  const at = args.findIndex((arg) => arg === '--lang' || arg.startsWith('--lang='));
  const given = at < 0 ? undefined : ((args[at] as string).split('=')[1] ?? args[at + 1]);
  return { language: languages.find((known) => known === given) ?? languageOf(env), json: args.includes('--json') };
}

/** @throws `auditor.usage` */
export function parseCommandLine(args: readonly string[], env: Environment): CommandLine {
  const { values, positionals } = read(args);
  if (values.lang !== undefined && !languages.some((known) => known === values.lang)) throw usage('badLanguage', values.lang);
  const answer = manner(args, env);
  const [first, ...files] = positionals;
  if (values.version) return { ...answer, command: { name: 'version' } };
  if (values.help || first === 'help' || first === undefined) {
    const about = first === 'help' ? files[0] : first;
    return { ...answer, command: { name: 'help', about: commandNames.find((known) => known === about) } };
  }
  const name = commandNames.find((known) => known === first);
  if (!name) throw usage('unknownCommand', first);
  for (const option of Object.keys(values) as Option[]) {
    if (![...always, ...taken[name]].includes(option)) throw usage('optionElsewhere', `--${option}`);
  }
  return { ...answer, command: commandOf(name, files, values) };
}

function commandOf(name: CommandName, files: readonly string[], values: Values): AuditCommand {
  const [bundle, second] = files;
  const expected = name === 'diff' ? 2 : 1;
  if (files.length < expected || bundle === undefined) throw usage('bundleMissing', '');
  if (files.length > expected) throw usage('tooManyFiles', files[expected] ?? '');
  const trust = values.trust;
  switch (name) {
    case 'verify':
      if (trust === undefined && !values['without-trust']) throw usage('trustMissing', '--trust');
      return { name, bundle, trust, held: values.held ?? [] };
    case 'explain':
      return {
        name,
        bundle,
        trust,
        year: whole(required(values, 'year'), 'badYear', 9999),
        park: required(values, 'park'),
        indicator: required(values, 'indicator'),
        edition: values.edition === undefined ? undefined : whole(values.edition, 'badEdition', 999_999),
      };
    case 'recompute':
      return {
        name,
        bundle,
        trust,
        scheme: values.scheme,
        year: values.year === undefined ? undefined : whole(values.year, 'badYear', 9999),
      };
    case 'diff':
      return { name, trust, before: bundle, after: second as string };
  }
}

function required(values: Values, option: 'year' | 'park' | 'indicator'): string {
  const value = values[option];
  if (value === undefined) throw usage('optionMissing', `--${option}`);
  return value;
}

function whole(value: string, reason: keyof typeof usageReasons, most: number): number {
  if (!/^[1-9]\d{0,5}$/.test(value) || Number(value) > most) throw usage(reason, value);
  return Number(value);
}

function read(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw usage('badOption', /'(-[^']*)'/.exec(String(error))?.[1] ?? '');
  }
}

const usage = (reason: keyof typeof usageReasons, about: string): Error =>
  errors.error('auditor.usage', { reason: named(usageReasons, reason), about });
