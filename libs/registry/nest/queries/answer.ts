import type { ErrorParams } from '#libs/kernel';
import type { Answer } from '#libs/http';
import { registryErrors } from '#libs/registry';

type Unknown = Parameters<typeof registryErrors.error>[0];

/** The one thing that a list by id holds; refused with this code where it holds none. */
export function single<T>(answer: Answer<readonly T[]>, code: Unknown, params: ErrorParams): Answer<T> {
  const [data] = answer.data;
  if (data === undefined) throw registryErrors.error(code, params);
  return { ...answer, data };
}
