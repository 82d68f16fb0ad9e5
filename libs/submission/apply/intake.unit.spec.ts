import type { DomainEvent, LogEntry } from '#libs/event-sourcing';
import { HandMadeLog } from '#libs/event-sourcing/testing';
import * as s from '../testing/submissions.js';
import { intake } from './index.js';

/** A log in which the submission of 税务 was accepted, and what its process wants at each point. */
class Story {
  readonly log = new HandMadeLog();
  readonly cause: string;

  constructor() {
    this.log.append('submission', 'S1', { event: s.received, caller: s.taxClerk });
    this.cause = (this.log.append('submission', 'S1', { event: s.accepted, caller: s.taxClerk })[0] as LogEntry).event.id;
  }

  get wanted() {
    return intake.wanted(this.log.entries.reduce((state, entry) => intake.evolve(state, entry), intake.initial));
  }

  /** An event in answer to the acceptance, or to something else. */
  answer(category: string, id: string, event: DomainEvent, causationId = this.cause): void {
    const [entry] = this.log.append(category, id, { event, caller: s.taxClerk });
    Object.assign((entry as LogEntry).event.metadata, { causationId });
  }

  refuse(category: string, id: string): void {
    const data = { process: 'intake', category, id, causedBy: this.cause, code: 'dossier.closed', message: '档案已关闭' };
    this.log.append('process', 'intake', { event: { type: 'ProcessCommandRefused', data } as DomainEvent, caller: s.processCaller });
  }
}

const delivered = { type: 'FactSubmitted', data: {} } as DomainEvent;

describe('The intake of an accepted submission', () => {
  it('sends one command to each dossier, in the name of who accepted', () => {
    const story = new Story();
    expect(story.wanted).toEqual(
      ['P1_2023', 'P2_2023'].map((id) => ({
        category: 'dossier',
        id,
        command: { type: 'ApplySubmission', submission: 'S1' },
        causedBy: story.cause,
        onBehalfOf: s.taxClerk,
      })),
    );
  });

  it('strikes a dossier out by the event that answers the acceptance, whoever else writes there', () => {
    const story = new Story();
    story.answer('dossier', 'P1_2023', delivered, 'something else');
    expect(story.wanted).toHaveLength(2);
    story.answer('dossier', 'P1_2023', delivered);
    story.answer('dossier', 'P9_2023', delivered);
    expect(story.wanted.map(({ id }) => id)).toEqual(['P2_2023']);
  });

  it('records in the end what was applied and what was refused, and is through', () => {
    const story = new Story();
    story.answer('dossier', 'P1_2023', delivered);
    story.refuse('dossier', 'P2_2023');
    const refused = [{ park: 'P2', year: 2023, code: 'dossier.closed', message: '档案已关闭' }];
    const command = { type: 'CompleteSubmission', applied: [{ park: 'P1', year: 2023 }], refused };
    expect(story.wanted).toEqual([{ category: 'submission', id: 'S1', command, causedBy: story.cause }]);
    // Another node was refused where this one had succeeded: it comes too late to change the record.
    story.refuse('dossier', 'P1_2023');
    expect(story.wanted).toHaveLength(1);
    story.log.append('submission', 'S1', { event: { type: 'SubmissionApplied', data: {} } as DomainEvent, caller: s.processCaller });
    expect(story.wanted).toEqual([]);
  });

  it('takes what is done for done, though another node was refused a moment before', () => {
    const story = new Story();
    story.refuse('dossier', 'P1_2023');
    story.answer('dossier', 'P1_2023', delivered);
    story.answer('dossier', 'P2_2023', delivered);
    expect(story.wanted).toMatchObject([{ command: { refused: [], applied: [{ park: 'P1' }, { park: 'P2' }] } }]);
  });

  it('sends the statements of 应急 to the parks, and nothing where all stands already', () => {
    const story = new Story();
    const items = [
      { park: 'P1', year: 2023, facts: [], statement: 'state' as const },
      { park: 'P2', year: 2023, facts: [], statement: 'same' as const },
    ];
    story.log.append('submission', 'S2', { event: { ...s.accepted, data: { ...s.accepted.data, items } }, caller: s.taxClerk });
    expect(story.wanted.slice(2)).toMatchObject([{ category: 'park', id: 'P1', command: { submission: 'S2' } }]);
  });

  it('lets go of a submission whose completion another node has recorded', () => {
    const story = new Story();
    story.refuse('submission', 'S1');
    expect(story.wanted).toEqual([]);
  });
});
