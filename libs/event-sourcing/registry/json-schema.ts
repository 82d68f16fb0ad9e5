import type { TSchema } from '@sinclair/typebox';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import addFormatsModule from 'ajv-formats';
import { isDecimalText, isIsoDate, isIsoInstant } from '#libs/kernel';
import type { SchemaFault } from './errors.js';

// The package's types say `export default` for a CommonJS module: what arrives is the function itself.
const addFormats = addFormatsModule as unknown as (ajv: Ajv) => void;

/** A compiler of JSON Schemas: strict, all faults at once, with the formats of ajv-formats and the ledger's own `decimal`, `isoDate` and `isoInstant`. */
export class SchemaCompiler {
  readonly #ajv = new Ajv({ strict: true, allErrors: true, allowUnionTypes: true });

  constructor() {
    addFormats(this.#ajv);
    this.#ajv.addFormat('decimal', isDecimalText).addFormat('isoDate', isIsoDate).addFormat('isoInstant', isIsoInstant);
  }

  compile(schema: TSchema): ValidateFunction {
    return this.#ajv.compile(schema);
  }
}

/** What ajv found, in the form that errors show. */
export function faultsOf(errors: readonly ErrorObject[] | null | undefined): SchemaFault[] {
  return (errors ?? []).map((error) => ({ path: error.instancePath, message: describe(error) }));
}

function describe(error: ErrorObject): string {
  const extra = error.params.additionalProperty ?? error.params.allowedValue;
  return extra === undefined ? (error.message ?? error.keyword) : `${error.message} (${String(extra)})`;
}
