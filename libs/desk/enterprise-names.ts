/** The names of the register's enterprises by their codes as they are now: for people, never to join by. */
export type EnterpriseNames = ReadonlyMap<string, string>;

export function nameOf(uscc: string | undefined, names: EnterpriseNames): { readonly name?: string } {
  const name = uscc === undefined ? undefined : names.get(uscc);
  return name === undefined ? {} : { name };
}
