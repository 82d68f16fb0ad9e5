import { Injectable } from '@nestjs/common';
import { collectionProgress, evaluationDecider } from '#libs/evaluation';
import { CommandRunner } from '#libs/event-sourcing';
import { type CollectionState, type RegistryRules, registryRules } from '#libs/registry';
import { RegistrySources } from '#libs/registry/nest';
import { SchemeLibrary } from '#libs/rulebook/nest';

/** What the registry asks of the rulebook and of the evaluation, answered from their streams. */
@Injectable()
export class LedgerRegistrySources extends RegistrySources {
  constructor(
    private readonly schemes: SchemeLibrary,
    private readonly runner: CommandRunner,
  ) {
    super();
  }

  async rulesOf(schemeId: string): Promise<RegistryRules> {
    const { content, hash } = await this.schemes.byId(schemeId);
    return registryRules(content, hash);
  }

  async collectionOf(year: number): Promise<CollectionState> {
    const { state } = await this.runner.load(evaluationDecider, String(year));
    return collectionProgress(state);
  }
}
