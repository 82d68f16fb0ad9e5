import type { CollectionState, RegistryRules } from '#libs/registry';

/** What the registry needs of other contexts; the application provides it (rulebook's adopted schemes, evaluation's state). */
export abstract class RegistrySources {
  /** The registry's part of an adopted scheme. Throws a DomainError where there is none with this id. */
  abstract rulesOf(schemeId: string): Promise<RegistryRules>;
  /** How far the collection of a year is. */
  abstract collectionOf(year: number): Promise<CollectionState>;
}
