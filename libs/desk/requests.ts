import { type Caller, dayInChina } from '#libs/kernel';
import { findMetric, metricInWords } from '#libs/scheme';
import { type DeskYear, mayLookAt } from './desk-year.js';
import { deskErrors } from './errors.js';
import { holdUp, type HoldUp } from './hold-up.js';

/** Requests for leave to correct that the task force has not decided: no day is set for them. */
export function pendingRequests(year: DeskYear, caller: Caller): HoldUp[] {
  return year.dossiers.flatMap(({ park, year: of, state }) =>
    state.requests.flatMap(({ metric: code, version, by, decided }) => {
      const metric = findMetric(year.scheme, code);
      if (decided || !metric || !mayLookAt(caller, park)) return [];
      const fault = deskErrors.fault('desk.requestPending', { metric: metricInWords(metric), version });
      const office = { department: 'taskForce' } as const;
      return [holdUp(year, { office, fault, due: null, park, year: of, metric: code, since: dayInChina(by.at) })];
    }),
  );
}
