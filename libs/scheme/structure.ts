import type { TSchema } from '@sinclair/typebox';
import { Ajv, type ErrorObject } from 'ajv';
import { type ErrorArguments, type Fault, inWords, type InWords } from '#libs/kernel';
import { schemeErrors } from './errors.js';

/** A path in the file: keys and indices from the root. */
export type Path = readonly (string | number)[];

/** Where a path stands in the text, if the scheme came as text. */
export type Locate = (path: Path) => { line: number; column: number } | undefined;

type Code = keyof typeof schemeErrors.definitions;

/** A path as people write it: `rows[3].rule.groups[0].most`. */
function pathText(path: Path): string {
  return path.map((step, i) => (typeof step === 'number' ? `[${step}]` : i === 0 ? step : `.${step}`)).join('') || '(root)';
}

/** Makes faults that carry their path and, where known, line and column. */
export function faultAt(locate: Locate) {
  return (code: Code, path: Path, params: ErrorArguments = {}): Fault => {
    const where = pathText(path);
    return schemeErrors.fault(code, { path: path.length === 0 ? inWords(where, '全文') : where, ...params, ...locate(path) }, where);
  };
}

const ajv = new Ajv({ allErrors: true, discriminator: true, strictTypes: false, verbose: true });

/** Every fault of form: unknown and missing keys at any depth, wrong types, values that a reading does not offer. */
export function structuralFaults(schema: TSchema, value: unknown, locate: Locate, root: Path = []): Fault[] {
  const validate = ajv.compile(schema);
  if (validate(value)) return [];
  const errors = withoutShadows(validate.errors ?? []);
  return errors.map((error) => toFault(error, [...root, ...pointer(error.instancePath, value)], faultAt(locate)));
}

/** Of several errors at one value the one that says most: an enumeration names what is offered, a type only what was expected. */
function withoutShadows(errors: readonly ErrorObject[]): ErrorObject[] {
  const own = (error: ErrorObject): boolean => !['required', 'additionalProperties', 'oneOf'].includes(error.keyword);
  const chosen = new Map<string, ErrorObject>();
  const result: ErrorObject[] = [];
  for (const error of errors) {
    if (error.keyword === 'oneOf') continue;
    if (!own(error)) {
      result.push(error);
      continue;
    }
    const before = chosen.get(error.instancePath);
    if (before === undefined || error.keyword === 'enum') chosen.set(error.instancePath, error);
  }
  return [...result, ...chosen.values()];
}

function toFault(error: ErrorObject, path: Path, fault: ReturnType<typeof faultAt>): Fault {
  switch (error.keyword) {
    case 'additionalProperties':
      return fault('scheme.unknownKey', [...path, String(error.params.additionalProperty)]);
    case 'required':
      return fault('scheme.missingKey', [...path, String(error.params.missingProperty)]);
  }
  const isReading = path[0] === 'readings' && path.length > 1;
  if (isReading && error.keyword !== 'type') {
    return fault('scheme.readingNotOffered', path, { value: JSON.stringify(error.data), offered: offered(error) });
  }
  return fault('scheme.wrongForm', path, { problem: problemOf(error) });
}

/** The value that was found and what the schema demands of it; ajv's own text is the parameter's value. */
function problemOf(error: ErrorObject): InWords {
  const found = JSON.stringify(error.data)?.slice(0, 80) ?? '';
  return inWords(`${found} ${error.message ?? ''}`, `${found} ${demandOf(error)}`);
}

const typeNames: Readonly<Record<string, string>> = {
  string: '文字',
  integer: '整数',
  number: '数字',
  boolean: '是或否（true 或 false）',
  array: '列表',
  object: '一组键值',
  null: '空值（null）',
};

function demandOf({ keyword, params }: ErrorObject): string {
  const { type, limit, allowedValues, allowedValue } = params as Readonly<Record<string, unknown>>;
  const types = [type].flat().map((name) => typeNames[String(name)] ?? String(name));
  switch (keyword) {
    case 'type':
      return `须是${types.join('或')}`;
    case 'enum':
      return `须是 ${(allowedValues as readonly unknown[]).join('、')} 之一`;
    case 'const':
      return `须是 ${String(allowedValue)}`;
    case 'minimum':
      return `不得小于 ${String(limit)}`;
    case 'maximum':
      return `不得大于 ${String(limit)}`;
    case 'minItems':
      return `至少 ${String(limit)} 项`;
    case 'maxItems':
      return `最多 ${String(limit)} 项`;
    case 'minLength':
      return '不能为空';
    case 'maxLength':
      return `最多 ${String(limit)} 个字符`;
    case 'uniqueItems':
      return '不能有重复';
    case 'discriminator':
      return '的种类（kind）不在规定之列';
    default:
      return '不合规定的形式';
  }
}

function offered(error: ErrorObject): string | InWords {
  const params = error.params as { allowedValues?: readonly unknown[]; allowedValue?: unknown };
  if (params.allowedValues !== undefined) return params.allowedValues.join(', ');
  return inWords(error.message ?? '', demandOf(error));
}

/** The path of a JSON pointer; a step into an array becomes an index. */
function pointer(text: string, root: unknown): Path {
  let at = root;
  return text
    .split('/')
    .slice(1)
    .map((step) => {
      const key = step.replaceAll('~1', '/').replaceAll('~0', '~');
      const result = Array.isArray(at) ? Number(key) : key;
      at = (at as Record<string | number, unknown>)[result];
      return result;
    });
}

/** Makes one fault at a path; handed to every check. */
export type Report = ReturnType<typeof faultAt>;
