import { type TypeCheck, TypeCompiler } from '@sinclair/typebox/compiler';
import { Value, ValueErrorType } from '@sinclair/typebox/value';
import { type Fault, valueErrors } from '#libs/kernel';
import { dayFields, decimalFields, type FactLine, fieldInWords, lineId, type LineKind, lineSchema } from '#libs/scheme';
import { dossierErrors } from '../errors.js';

/** Fields that hold a 统一社会信用代码, and the percentage that two kinds have. */
const usccFields: readonly string[] = ['uscc', 'chainLeader'];
const SHARE = 'share';

export interface ReadLine {
  readonly line?: FactLine;
  /** Of a line that can't be read: the fields that are in order, so that their values can be judged all the same. */
  readonly sound?: Readonly<Record<string, unknown>>;
  readonly faults: readonly Fault[];
}

/**
 * Reads one delivered value as a line of a kind: every field present, of its type and form, and none besides. The id may be left out; it is derived from the
 * fields. Each field has at most one fault.
 */
export function readLine(kind: LineKind, delivered: unknown, index: number): ReadLine {
  const where = `lines[${index}]`;
  if (typeof delivered !== 'object' || delivered === null || Array.isArray(delivered)) {
    return { faults: [dossierErrors.fault('dossier.lineMalformed', { row: index + 1 }, where)] };
  }
  const candidate = { id: 'derived', ...(delivered as Record<string, unknown>) };
  if (checkOf(kind).Check(candidate)) return identify(kind, candidate as FactLine, 'id' in delivered, where);
  const faults = new Map<string, Fault>();
  for (const error of Value.Errors(lineSchema(kind), candidate)) {
    const path = error.path.slice(1).split('/');
    const field = path.join('.');
    if (faults.has(field)) continue;
    faults.set(field, fieldFault(kind, path[0] ?? '', field, error, `${where}.${field}`));
  }
  const faulty = new Set([...faults.keys()].map((field) => field.split('.')[0]));
  const sound = Object.fromEntries(Object.entries(candidate).filter(([field]) => !faulty.has(field)));
  return { sound, faults: [...faults.values()] };
}

type LineCheck = TypeCheck<ReturnType<typeof lineSchema<LineKind>>>;
const checks = new Map<LineKind, LineCheck>();

/** The compiled check of a kind: most lines have no fault, and looking for faults costs several times as much. */
function checkOf(kind: LineKind): LineCheck {
  const known = checks.get(kind);
  if (known) return known;
  const check = TypeCompiler.Compile(lineSchema(kind)) as LineCheck;
  checks.set(kind, check);
  return check;
}

function identify(kind: LineKind, line: FactLine, given: boolean, where: string): ReadLine {
  const id = lineId(kind, line as never);
  if (given && line.id !== id) return { faults: [dossierErrors.fault('dossier.lineIdDiffers', { given: line.id, id }, `${where}.id`)] };
  return { line: { ...line, id }, faults: [] };
}

function fieldFault(kind: LineKind, top: string, path: string, error: { type: ValueErrorType; value: unknown }, where: string): Fault {
  const field = fieldInWords(kind, path);
  if (error.type === ValueErrorType.ObjectRequiredProperty) return dossierErrors.fault('dossier.fieldMissing', { field }, where);
  if (error.type === ValueErrorType.ObjectAdditionalProperties) return dossierErrors.fault('dossier.unknownField', { field }, where);
  const value = shown(error.value);
  if (top === SHARE || (decimalFields[kind] as readonly string[]).includes(top)) {
    return valueErrors.fault(typeof error.value === 'string' ? 'decimal.malformed' : 'decimal.notText', { field, value }, where);
  }
  if ((dayFields[kind] as readonly string[]).includes(top)) return valueErrors.fault('date.invalid', { field, value }, where);
  if (usccFields.includes(top)) return valueErrors.fault('uscc.malformed', { field, value }, where);
  return dossierErrors.fault('dossier.fieldInvalid', { field, value }, where);
}

function shown(value: unknown): string {
  return (typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).slice(0, 80);
}

/**
 * Delivered lines as plain canonical JSON: a number that is not a whole one can't stand in a command (canonical JSON has none), so it becomes a marked text,
 * which readLine then refuses as `decimal.notText` along with every other fault.
 */
export function withoutFloats(value: unknown): unknown {
  if (typeof value === 'number' && !Number.isSafeInteger(value)) return { number: String(value) };
  if (Array.isArray(value)) return value.map(withoutFloats);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutFloats(item)]));
}

/** Those of the delivered lines that can be read at all: what a handler looks around for before the decision judges them. */
export function readableLines(metric: { readonly lines: LineKind }, delivered: readonly unknown[]): readonly FactLine[] {
  return delivered.flatMap((value, index) => readLine(metric.lines, value, index).line ?? []);
}
