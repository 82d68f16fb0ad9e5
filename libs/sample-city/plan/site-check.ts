import type { RecordSiteChecks, RepeatSiteCheck } from '../story/acts.js';
import type { SeedFiles } from './files.js';

/** The command that records one visit, with the park's own form and photos. */
export function siteCheck(act: RecordSiteChecks | RepeatSiteCheck, park: string, files: SeedFiles): { readonly type: string } {
  const form = files.document(act.document, park);
  const failed = act.act === 'recordSiteChecks' ? act.failed?.find((one) => one.park === park) : undefined;
  const command = {
    type: 'RecordSiteCheck',
    park,
    on: form.date,
    by: act.persons,
    passed: failed === undefined,
    findings: failed?.findings ?? act.findings,
    form,
    photos: [files.document(act.photos, park)],
  };
  return command;
}
