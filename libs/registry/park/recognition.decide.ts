import type { DecisionContext } from '#libs/event-sourcing';
import { registryErrors } from '../errors.js';
import { demandOffice, demandPast, needed } from '../guards.js';
import type { ApplyForRecognition, RecognisePark, RecognitionCommand, RefuseRecognition, WithdrawRecognition } from './park.commands.js';
import type { ParkEvent } from './park.events.js';
import type { ParkExtra } from './park.extra.js';
import type { Park, Recognition } from './park.state.js';
import type { RecognitionCheck, RecognitionFacts } from './recognition.events.js';
import { recognitionChecks } from './recognition-checks.js';
import { belongings } from './registration.decide.js';

/** 认定: the county, or the park itself, applies; 专班 recognises, refuses and withdraws. */
export function decideRecognition(command: RecognitionCommand, park: Park, context: DecisionContext, extra: ParkExtra): ParkEvent[] {
  switch (command.type) {
    case 'ApplyForRecognition':
      return apply(command, park, context);
    case 'RecognisePark':
      return recognise(command, park, context, extra);
    case 'RefuseRecognition':
      return refuse(command, park, context, extra);
    case 'WithdrawRecognition':
      return withdraw(command, park, context);
    default:
      return command satisfies never;
  }
}

/** The recognition that stands, if any. */
export function standingRecognition(park: Park): Recognition | undefined {
  return park.recognitions.find((one) => one.withdrawn === undefined);
}

function apply(command: ApplyForRecognition, park: Park, context: DecisionContext): ParkEvent[] {
  demandOffice(context.caller, ['county', 'park'], belongings(park));
  demandNotRecognised(park);
  const { facts, document } = command;
  demandPast(facts.inOperation.since, context, 'facts.inOperation.since');
  if (park.operatingSince !== undefined && park.operatingSince !== facts.inOperation.since) {
    const days = { given: facts.inOperation.since, registered: park.operatingSince };
    throw registryErrors.error('registry.operatingSinceDiffers', days, { where: 'facts.inOperation.since' });
  }
  demandCounts(facts);
  const application = context.newId('application');
  return [{ type: 'RecognitionApplied', data: { application, facts, ...(document === undefined ? {} : { document }) } }];
}

function demandCounts(facts: RecognitionFacts): void {
  const { small, tenants } = facts.smallShare;
  const demand = (part: number, where: string): void => {
    if (part > tenants) throw registryErrors.error('registry.countsContradict', { part, total: tenants }, { where });
  };
  demand(small, 'facts.smallShare.small');
  demand(facts.manufacturers.count, 'facts.manufacturers.count');
}

function recognise(command: RecognisePark, park: Park, context: DecisionContext, extra: ParkExtra): ParkEvent[] {
  demandOffice(context.caller, ['taskForce']);
  demandNotRecognised(park);
  demandPast(command.on, context, 'on');
  const { application, checks, scheme } = judge(park, command.on, extra);
  demandAfterWithdrawal(park, command.on);
  const failed = checks.filter((check) => !check.passed);
  if (failed.length > 0) {
    const params = { park: park.code, count: failed.length };
    throw registryErrors.error('registry.recognitionChecksFailed', params, { faults: failed.map(failure) });
  }
  return [{ type: 'ParkRecognised', data: { application, on: command.on, checks: [...checks], scheme, document: command.document } }];
}

/** A refusal lists each failed check, and each criterion that the task force itself found not to be met; without either there is no ground. */
function refuse(command: RefuseRecognition, park: Park, context: DecisionContext, extra: ParkExtra): ParkEvent[] {
  demandOffice(context.caller, ['taskForce']);
  demandNotRecognised(park);
  demandPast(command.on, context, 'on');
  const { application, checks, scheme } = judge(park, command.on, extra);
  const { on, findings, document } = command;
  const failed = checks.filter((check) => !check.passed);
  if (failed.length === 0 && findings.length === 0) throw registryErrors.error('registry.refusalWithoutGround');
  return [
    {
      type: 'RecognitionRefused',
      data: { application, on, failed, findings: [...findings], scheme, ...(document === undefined ? {} : { document }) },
    },
  ];
}

function judge(park: Park, on: string, extra: ParkExtra) {
  if (!park.application) throw registryErrors.error('registry.notApplied', { park: park.code });
  const rules = needed(extra.rules, 'the rules of the scheme');
  const zone = needed(extra.zone, "the park's zone");
  if (zone.status === 'none') throw registryErrors.error('registry.zoneUnknown', { zone: park.zone });
  const checks = recognitionChecks(park.application.facts, zone.level, on, rules);
  return { application: park.application.id, checks, scheme: rules.ref };
}

function withdraw(command: WithdrawRecognition, park: Park, context: DecisionContext): ParkEvent[] {
  demandOffice(context.caller, ['taskForce']);
  const { on, ground, document } = command;
  demandPast(on, context, 'on');
  const recognition = standingRecognition(park);
  if (!recognition) throw registryErrors.error('registry.notRecognised', { park: park.code });
  if (on < recognition.on) throw registryErrors.error('registry.beforeRecognition', { on, recognised: recognition.on }, { where: 'on' });
  return [{ type: 'RecognitionWithdrawn', data: { on, ground, document } }];
}

function demandNotRecognised(park: Park): void {
  const recognition = standingRecognition(park);
  if (recognition) throw registryErrors.error('registry.alreadyRecognised', { park: park.code, on: recognition.on });
}

/** Periods of recognition follow each other. */
function demandAfterWithdrawal(park: Park, on: string): void {
  const earlier = park.recognitions.at(-1)?.withdrawn?.on;
  if (earlier !== undefined && on < earlier) {
    throw registryErrors.error('registry.daysOutOfOrder', { earlier, later: on }, { where: 'on' });
  }
}

function failure(check: RecognitionCheck) {
  const { criterion, found, required } = check;
  return registryErrors.fault('registry.recognitionCheckFailed', { criterion, found, required }, criterion);
}
