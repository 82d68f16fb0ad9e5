import type { Scheme } from '#libs/scheme';
import { confirmationsNeeded, schemeHash } from '#libs/scheme';
import type { Act } from '../story/acts.js';
import type { SeedFiles } from './files.js';
import type { Pen } from './pen.js';
import { siteCheck } from './site-check.js';

type SchemeAct = Extract<Act, { act: 'draftScheme' | 'confirmScheme' | 'adoptScheme' }>;

export function planScheme(act: SchemeAct, scheme: Scheme, files: SeedFiles, pen: Pen): void {
  const hash = schemeHash(scheme);
  const { id } = scheme;
  switch (act.act) {
    case 'draftScheme': {
      const source = files.document(act.document);
      return pen.step(act.by, id, { room: 'scheme', id, command: () => ({ type: 'DraftScheme', content: scheme, source }) });
    }
    case 'confirmScheme': {
      const confirmations = confirmationsNeeded(scheme).map(({ code }) => ({ code, reason: act.reason }));
      return pen.step(act.by, id, { room: 'scheme', id, command: () => ({ type: 'ConfirmScheme', hash, confirmations }) });
    }
    case 'adoptScheme': {
      const basis = files.document(act.document);
      return pen.step(act.by, id, { room: 'scheme', id, command: () => ({ type: 'AdoptScheme', hash, basis }) });
    }
  }
}

type EvaluationAct = Extract<
  Act,
  {
    act:
      | 'openEvaluation'
      | 'closeCollection'
      | 'ruleTie'
      | 'planSiteChecks'
      | 'repeatSiteCheck'
      | 'recordMeeting'
      | 'publishNotice'
      | 'recordNoticeProof'
      | 'concludeNotice'
      | 'lodgeObjection'
      | 'assignObjection'
      | 'answerObjection'
      | 'resolveObjection'
      | 'approveResults'
      | 'finaliseResults'
      | 'reopenEvaluation';
  }
>;

/** The acts of one year's evaluation, one command each. */
export function planEvaluation(act: EvaluationAct, scheme: Scheme, files: SeedFiles, pen: Pen): void {
  const { year } = act;
  const room = 'evaluation';
  const id = String(year);
  const by = act.by === 'park' && 'park' in act ? `park-${act.park}` : act.by;
  switch (act.act) {
    case 'openEvaluation':
      return pen.step(by, id, { room, id, command: () => ({ type: 'OpenEvaluation', year, scheme: scheme.id }) });
    case 'closeCollection':
      return pen.step(by, id, { room, id, command: () => ({ type: 'CloseCollection', resultDay: act.resultDay }) });
    case 'ruleTie': {
      const { parks, reason, persons } = act;
      const minutes = files.document(act.document);
      return pen.step(by, id, { room, id, command: () => ({ type: 'RuleTie', parks, reason, minutes, persons }) });
    }
    case 'planSiteChecks':
      return pen.step(by, id, { room, id, command: (known) => ({ type: 'PlanSiteChecks', run: known.run(year), seed: act.seed }) });
    case 'repeatSiteCheck': {
      const { park } = act;
      return pen.step(by, `${id}/${park}`, { room, id, command: () => siteCheck(act, park, files) });
    }
    case 'recordMeeting': {
      const { held, present, recused, decided } = act;
      const minutes = files.document(act.document);
      return pen.step(by, id, { room, id, command: () => ({ type: 'RecordMeeting', held, minutes, present, recused, decided }) });
    }
    case 'publishNotice': {
      const document = files.document(act.document);
      return pen.step(by, id, {
        room,
        id,
        command: (known) => ({ type: 'PublishNotice', run: known.run(year), from: act.from, document }),
      });
    }
    case 'recordNoticeProof': {
      const { where, on } = act;
      const document = files.document(act.document);
      return pen.step(by, id, { room, id, command: () => ({ type: 'RecordNoticeProof', where, on, document }) });
    }
    case 'concludeNotice':
      return pen.step(by, id, { room, id, command: () => ({ type: 'ConcludeNotice' }) });
    case 'lodgeObjection':
    case 'assignObjection':
    case 'answerObjection':
    case 'resolveObjection':
      return planObjection(act, by, files, pen);
    case 'approveResults': {
      const minutes = files.document(act.minutes);
      const consent = files.document(act.consent);
      const notice = files.document(act.notice);
      return pen.step(by, id, {
        room,
        id,
        command: (known) => ({ type: 'ApproveResults', run: known.run(year), minutes, consent, notice }),
      });
    }
    case 'finaliseResults':
      return pen.step(by, id, { room, id, command: (known) => ({ type: 'FinaliseResults', run: known.run(year) }) });
    case 'reopenEvaluation': {
      const document = files.document(act.document);
      const dossiers = act.parks.map((park) => ({ park, year }));
      return pen.step(by, id, { room, id, command: () => ({ type: 'ReopenEvaluation', reason: act.reason, document, dossiers }) });
    }
  }
}

type ObjectionAct = Extract<Act, { act: 'lodgeObjection' | 'assignObjection' | 'answerObjection' | 'resolveObjection' }>;

/** An objection's way: its id is what the ledger gave it. */
function planObjection(act: ObjectionAct, by: string, files: SeedFiles, pen: Pen): void {
  const { year, park } = act;
  const room = 'evaluation';
  const id = String(year);
  const name = `objection ${year} ${park}`;
  switch (act.act) {
    case 'lodgeObjection': {
      const documents = [files.document(act.document)];
      const remember = { name, from: 'objection' };
      return pen.step(by, id, { room, id, command: () => ({ type: 'LodgeObjection', park, text: act.text, documents }), remember });
    }
    case 'assignObjection': {
      const { office } = act;
      return pen.step(by, id, { room, id, command: (known) => ({ type: 'AssignObjection', objection: known.id(name), office }) });
    }
    case 'answerObjection': {
      const { founded, answer } = act;
      const document = files.document(act.document);
      return pen.step(by, id, {
        room,
        id,
        command: (known) => ({ type: 'AnswerObjection', objection: known.id(name), founded, answer, document }),
      });
    }
    case 'resolveObjection': {
      const { upheld, answer } = act;
      const document = files.document(act.document);
      return pen.step(by, id, {
        room,
        id,
        command: (known) => ({ type: 'ResolveObjection', objection: known.id(name), upheld, answer, document, changes: [] }),
      });
    }
  }
}
