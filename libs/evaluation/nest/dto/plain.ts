/** A DTO as plain JSON: what was not given is not there. */
export function plain<T extends object>(dto: T): T {
  return JSON.parse(JSON.stringify(dto)) as T;
}
