import type { Decider, DecisionContext } from '#libs/event-sourcing';
import type { DocumentRef } from '#libs/evidence';
import type { ErasureEvent, ErasureGround, ErasureTarget } from './erasure.events.js';
import { type Erasure, type ErasureState, erasedIn, evolveErasure, noErasures } from './erasure.state.js';
import { erasureErrors as errors } from './errors.js';

export interface ProposeErasure {
  readonly type: 'ProposeErasure';
  readonly target: ErasureTarget;
  readonly ground: ErasureGround;
  readonly reason: string;
  readonly document: DocumentRef;
}

/** By another person than who proposed it. What it records can't be undone. */
export interface ConfirmErasure {
  readonly type: 'ConfirmErasure';
  readonly erasure: string;
}

export interface DropErasure {
  readonly type: 'DropErasure';
  readonly erasure: string;
  readonly reason: string;
}

export type ErasureCommandInput = ProposeErasure | ConfirmErasure | DropErasure;

export interface ErasureExtra {
  /** ProposeErasure: whether there is, or was, anything under that subject or hash. */
  readonly isThere?: boolean;
  /** Of a file: hashes of the files that were made of it and hold its content too. */
  readonly copies?: readonly string[];
}

/** Stream `erasure-main`: nothing is erased but by two people, with a ground, a reason and a document, and by an event. */
export const erasureDecider: Decider<ErasureState, ErasureCommandInput, ErasureEvent, ErasureExtra> = {
  category: 'erasure',
  initial: noErasures,
  evolve: evolveErasure,
  decide(command, state, context, extra) {
    if (context.caller.role !== 'taskForce' && context.caller.role !== 'admin') throw errors.error('erasure.notAllowed');
    switch (command.type) {
      case 'ProposeErasure':
        return propose(command, state, context, extra);
      case 'ConfirmErasure':
        return confirm(find(state, command.erasure), state, context, extra);
      case 'DropErasure':
        return drop(command, find(state, command.erasure));
      default:
        return command satisfies never;
    }
  },
};

function propose(command: ProposeErasure, state: ErasureState, context: DecisionContext, extra: ErasureExtra): ErasureEvent[] {
  const { type: _type, ...data } = command;
  const { target, document } = data;
  if (!extra.isThere) throw errors.error('erasure.nothingThere', { what: thingOf(target) }, { where: 'target' });
  if (target.kind === 'evidence' && target.hash === document.hash) {
    throw errors.error('erasure.ownDocument', {}, { where: 'document.hash' });
  }
  const before = state.erasures.filter((one) => thingOf(one.target) === thingOf(target));
  if (before.some(({ status }) => status === 'erased')) return [];
  const open = before.find(({ status }) => status === 'proposed');
  if (open) throw errors.error('erasure.alreadyProposed', { erasure: open.erasure });
  demandNoCopies(state, extra);
  return [{ type: 'ErasureProposed', data: { erasure: context.newId('erasure'), ...data } }];
}

function confirm(open: Erasure, state: ErasureState, context: DecisionContext, extra: ErasureExtra): ErasureEvent[] {
  const { erasure, target, ground, reason, document, status } = open;
  if (status === 'dropped') throw errors.error('erasure.dropped', { erasure });
  if (status === 'erased') return [];
  if (open.proposed.by === context.caller.account) throw errors.error('erasure.samePerson');
  demandNoCopies(state, extra);
  const basis = { ground, reason, document };
  if (target.kind === 'evidence') return [{ type: 'EvidenceErased', data: { erasure, hash: target.hash, ...basis } }];
  return [{ type: 'PersonalDataErased', data: { erasure, subject: target.subject, data: target.data, ...basis } }];
}

/** What was made of a file goes first: whoever hears that a file is erased takes it that its content is. */
function demandNoCopies(state: ErasureState, { copies = [] }: ErasureExtra): void {
  const { files } = erasedIn(state);
  const left = copies.filter((copy) => !files.has(copy));
  if (left.length > 0) throw errors.error('erasure.copiesLeft', { copies: left.join('、') }, { where: 'target' });
}

function drop({ reason }: DropErasure, { erasure, status }: Erasure): ErasureEvent[] {
  if (status === 'erased') throw errors.error('erasure.done', { erasure });
  return status === 'dropped' ? [] : [{ type: 'ErasureDropped', data: { erasure, reason } }];
}

function find({ erasures }: ErasureState, id: string): Erasure {
  const found = erasures.find(({ erasure }) => erasure === id);
  if (!found) throw errors.error('erasure.unknown', { erasure: id });
  return found;
}

/** One thing, whatever a proposal calls what it tells. */
function thingOf(target: ErasureTarget): string {
  return target.kind === 'personal' ? target.subject : target.hash;
}
